"""BM25 over terms and bigrams."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import DamagedIndexError
from rag.lexical import LexicalIndex, bigrams

PASSAGES = [["채용", "인원", "22명"], ["연봉", "만족도"], [], ["채용", "채용", "전형"]]


def test_bigrams_part_words_at_punctuation_and_keep_single_characters() -> None:
    assert bigrams("근무시간/휴가 A1 곳") == ["근무", "무시", "시간", "휴가", "a1", "곳"]


def test_bigrams_of_nfd_text_are_those_of_nfc_text() -> None:
    import unicodedata

    assert bigrams(unicodedata.normalize("NFD", "채용 인원")) == bigrams("채용 인원")


def test_the_passage_with_the_rarer_term_scores_higher() -> None:
    scores = LexicalIndex.build(PASSAGES).scores(["채용", "인원"])
    assert scores.dtype == np.float32
    assert scores.argmax() == 0
    assert scores[1] == scores[2] == 0 < scores[3]


def test_unknown_terms_score_nothing() -> None:
    index = LexicalIndex.build(PASSAGES)
    assert not index.scores(["없는말"]).any()
    assert not index.scores([]).any()
    assert not index.scores([""]).any()


def test_coverage_is_one_for_all_terms_and_less_when_the_rare_one_is_missing() -> None:
    index = LexicalIndex.build(PASSAGES)
    coverage = index.coverage(["채용", "인원", "채용"])
    assert coverage[0] == pytest.approx(1)
    assert 0 < coverage[3] < 0.5
    assert index.coverage(["채용", "없는말"])[0] < 0.5
    assert not index.coverage([]).any()


def test_an_index_of_nothing_has_no_scores() -> None:
    index = LexicalIndex.build([])
    assert len(index) == 0
    assert index.scores(["채용"]).shape == (0,)
    assert index.coverage(["채용"]).shape == (0,)


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    index = LexicalIndex.build(PASSAGES)
    index.save(tmp_path / "morphemes")
    again = LexicalIndex.load(tmp_path / "morphemes")
    assert len(again) == len(index) == 4
    np.testing.assert_array_equal(again.scores(["채용", "연봉"]), index.scores(["채용", "연봉"]))
    np.testing.assert_array_equal(again.coverage(["채용", "연봉"]), index.coverage(["채용", "연봉"]))


def test_the_same_passages_make_the_same_files(tmp_path: Path) -> None:
    for name in "ab":
        LexicalIndex.build(PASSAGES).save(tmp_path / name)
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert files == sorted(p.name for p in (tmp_path / "b").iterdir())
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)


def test_a_missing_or_cut_file_is_refused(tmp_path: Path) -> None:
    LexicalIndex.build(PASSAGES).save(tmp_path)
    with pytest.raises(DamagedIndexError, match="rag build"):
        LexicalIndex.load(tmp_path / "nowhere")
    (tmp_path / "vocab.index.json").write_text("{", "utf-8")
    with pytest.raises(DamagedIndexError, match="rag build"):
        LexicalIndex.load(tmp_path)


def test_arrays_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    LexicalIndex.build(PASSAGES).save(tmp_path)
    np.save(tmp_path / "size.npy", np.array(9), allow_pickle=False)
    with pytest.raises(DamagedIndexError, match="do not fit together"):
        LexicalIndex.load(tmp_path)
