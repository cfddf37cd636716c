"""Everyday words find the words of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import DocumentError
from rag.korean import Korean
from rag.synonyms import Synonyms

KOREAN = Korean.get()


def test_words_of_a_line_find_each_other() -> None:
    synonyms = Synonyms(["연봉, 급여, 봉급"], KOREAN)
    assert set(synonyms.of("급여")) == {"연봉", "봉급"}
    assert set(synonyms.of("연봉")) == {"급여", "봉급"}


def test_an_arrow_goes_one_way() -> None:
    synonyms = Synonyms(["칼퇴 => 정시퇴근, 근무시간"], KOREAN)
    assert set(synonyms.of("칼퇴")) == {"정시퇴근", "근무시간"}
    assert set(synonyms.of("근무시간")) == frozenset()


def test_comments_and_blank_lines_say_nothing_and_lines_add_up() -> None:
    synonyms = Synonyms(["# 말", "", "뽑다, 채용 # 사람을", "채용, 고용"], KOREAN)
    assert set(synonyms.of("채용")) == {"뽑다", "고용"}
    assert set(synonyms.of("말")) == frozenset()


@pytest.mark.parametrize("line", ["=> 채용", "뽑다 =>", " , "])
def test_a_line_without_a_word_on_one_side_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(DocumentError, match="line 2"):
        Synonyms(["a, b", line], KOREAN, "words")


def test_a_corpus_adds_its_own_words_to_those_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "synonyms.txt").write_text("달빛카드, 나들이패스\n", encoding="utf-8")
    synonyms = Synonyms.load(KOREAN, tmp_path)
    assert set(synonyms.of("나들이패스")) == {"달빛카드"}
    assert "채용" in synonyms.of("뽑다") and "채용" in Synonyms.load(KOREAN).of("뽑다")
    assert not Synonyms.load(KOREAN).of("나들이패스")


def test_a_broken_file_of_the_corpus_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "synonyms.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match=r"synonyms\.txt"):
        Synonyms.load(KOREAN, tmp_path)


def test_an_idiom_is_a_phrase_of_its_noun_and_its_verb() -> None:
    synonyms = Synonyms(["문 열다 => 개장", "꽃 => 화초"], KOREAN)
    assert synonyms.phrases == {"문 열다"} and set(synonyms.of("문 열다")) == {"개장"}


def test_verbs_that_share_a_noun_find_each_other_less_surely() -> None:
    synonyms = Synonyms(["관두다 => 퇴사", "떠나다 => 퇴사, 이주", "머물다 => 체류, 이주"], KOREAN)
    assert 0 < synonyms.of("관두다")["떠나다"] < synonyms.of("관두다")["퇴사"]
    assert synonyms.of("이주")["떠나다"] < synonyms.of("퇴사")["떠나다"] and "머물다" in synonyms.of("떠나다")
