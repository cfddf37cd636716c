"""An index that takes over what has not changed is the index that a build from nothing makes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from rag import chunking, generations, manifest, snapshot
from rag.answering.facts import evidence as room
from rag.answering.facts.earlier import Earlier
from rag.answering.facts.evidence import SETS, Evidence
from rag.answering.facts.wordsets import WordSets
from rag.bench import scale
from rag.embedding import bundled
from rag.errors import CorpusError
from rag.interaction import Interaction
from rag.korean import Korean, Morpheme
from rag.reading import parse
from rag.settings import Settings
from rag.spelling import bare_words
from rag.types import Chunk, Document
from tests.fakes import FakeEncoder

KOREAN = Korean.get()
SECTIONS = (
    "**설립 연도**: 1998년\n\n**부서**: 기획팀, 운영팀(안내, 접수), 시설팀\n",
    "분위기 72점\n연봉 64점\n성장 81점\n",
    "지난해 참가자는 문학 15명, 음악 17명, 연극 10명이다. 만족한다는 응답은 2019년 78.2%, 2020년 75.9%였다.\n",
    "(2021. 5. 3.) 도서관은 월요일에 쉰다. 책은 다섯 권까지 빌릴 수 있다. 빌린 책은 2주 안에 돌려준다.\n",
    "| 구분 | 인원(명) |\n| --- | --- |\n| 정규직 | 22 |\n| 계약직 | 6 |\n",
    "- 신청서\n- 증명서\n- 사진 두 장\n",
)
TEXTS = st.lists(st.sampled_from(SECTIONS), max_size=4)
CORPORA = st.dictionaries(st.sampled_from(["가.md", "나.md", "다.md", "라.md"]), TEXTS, min_size=1)


def read(corpus: Mapping[str, list[str]]) -> tuple[dict[str, Document], list[Chunk]]:
    """A corpus of sections by document, read and split in order of name."""
    documents, chunks = {}, []
    for name in sorted(corpus):
        sections = (f"## 제{i}절\n\n{words}" for i, words in enumerate(corpus[name], 1))
        text = "\n".join([f"# {name} 안내\n", *sections])
        documents[name] = parse(text, name, f"hash of {text}")
        chunks += chunking.split(documents[name], len(chunks))
    return documents, chunks


def build(documents: dict[str, Document], chunks: list[Chunk], earlier: Earlier | None = None) -> Evidence:
    return Evidence.build(list(documents.values()), chunks, bundled(), KOREAN, earlier)


def assert_same(one: Evidence, other: Evidence) -> None:
    assert one.facts == other.facts
    assert one.words == other.words
    assert one.subjects == other.subjects
    for name in ("vectors", "counts"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in SETS:
        assert np.array_equal(getattr(one, name).pointers, getattr(other, name).pointers), name
        assert np.array_equal(getattr(one, name).ids, getattr(other, name).ids), name


@budget(deadline=None, max_examples=40)
@given(CORPORA, CORPORA)
def test_evidence_from_any_earlier_one_is_that_of_a_full_build(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    documents, chunks = read(before)
    earlier = Earlier(documents, chunks, build(documents, chunks))
    assert_same(build(*read(after), earlier), build(*read(after)))


def test_facts_stay_right_over_many_changes_one_after_another() -> None:
    corpus = {"가.md": [SECTIONS[0], SECTIONS[2]], "나.md": [SECTIONS[3]], "다.md": [SECTIONS[1], SECTIONS[2]]}
    earlier = None
    changes = [("가.md", 0, SECTIONS[4]), ("나.md", 0, "문을 닫았다.\n"), ("다.md", 1, ""), ("가.md", 1, SECTIONS[5])]
    for name, at, words in changes:
        documents, chunks = read(corpus)
        found = build(documents, chunks, earlier)
        assert_same(found, build(documents, chunks))
        earlier = Earlier(documents, chunks, found)
        corpus[name][at] = words


def test_each_document_has_groups_of_its_own() -> None:
    found = build(*read({"가.md": [SECTIONS[1]], "나.md": ["도서관은 월요일에 쉰다.\n"], "다.md": [SECTIONS[1]]}))
    groups = {name: {f.group for f in found.facts if f.document == name and f.group} for name in found.subjects}
    assert groups["가.md"] and groups["다.md"]
    assert groups["가.md"].isdisjoint(groups["다.md"])


def test_an_unchanged_document_is_not_analysed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    documents, chunks = read({"가.md": [SECTIONS[0]], "나.md": [SECTIONS[3]]})
    earlier = Earlier(documents, chunks, build(documents, chunks))
    analysed = watched(monkeypatch)
    build(*read({"가.md": [SECTIONS[0], SECTIONS[1]], "나.md": [SECTIONS[3]]}), earlier)
    assert any("72점" in text for text in analysed)
    assert not any("1998" in text or "도서관" in text for text in analysed)


def test_a_changed_sentence_of_a_large_file_is_analysed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [f"제{i}호 창고는 매일 아침 {i}시간 동안 문을 연다.\n" for i in range(40)]
    documents, chunks = read({"가.md": articles})
    earlier = Earlier(documents, chunks, build(documents, chunks))
    articles[7] = "일곱째 창고는 닫혀 있다.\n"
    after = read({"가.md": articles})
    analysed = watched(monkeypatch)
    found = build(*after, earlier)
    assert {text for text in analysed if "창고" in text} == {"일곱째 창고는 닫혀 있다."}
    assert_same(found, build(*after))


def test_words_that_no_fact_has_any_more_are_forgotten() -> None:
    documents, chunks = read({"가.md": ["등대는 섬에 있다.\n"], "나.md": ["항구는 바다에 있다.\n"]})
    earlier = Earlier(documents, chunks, build(documents, chunks))
    assert "등대" in earlier.evidence.words
    assert "등대" not in build(*read({"나.md": ["항구는 바다에 있다.\n"]}), earlier).words


def test_known_vectors_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    documents, chunks = read({"가.md": ["등대는 섬에 있다.\n"]})
    earlier = Earlier(documents, chunks, build(documents, chunks))
    asked: list[str] = []

    class Words:
        token_weights = bundled().token_weights
        token_ids = staticmethod(bundled().token_ids)

        @staticmethod
        def word_vectors(words: list[str]) -> room.Floats:
            asked.extend(words)
            return bundled().word_vectors(words)

    after = read({"가.md": ["등대는 섬에 있다. 등대에는 전망대가 붙어 있다.\n"]})
    Evidence.build(list(after[0].values()), after[1], Words(), KOREAN, earlier)
    assert "전망대" in asked and "등대" not in asked


def test_facts_tell_how_far_they_are() -> None:
    documents, chunks = read({"가.md": [SECTIONS[3]], "나.md": [SECTIONS[1]]})
    told: list[tuple[str, int, int]] = []
    Evidence.build(list(documents.values()), chunks, bundled(), KOREAN, None, lambda *said: told.append(said))
    assert {stage for stage, _, _ in told} == {"facts"}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1:] == (len(chunks), len(chunks))


# A whole generation


def test_an_incremental_generation_holds_what_a_full_one_holds(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    path = settings.corpus_dir / "harbour.md"
    path.write_text(path.read_text("utf-8").replace("연봉 64점", "연봉 66점\n복지 70점"), encoding="utf-8")
    (settings.corpus_dir / "inn.md").write_text("# 여관\n\n방은 모두 12개다.\n", encoding="utf-8")
    quick = generations.build(settings, encoder)
    full = generations.build(settings, encoder, full=True)
    assert quick.counts == full.counts
    assert quick.files == full.files


def test_unchanged_files_are_not_read_apart_again(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations.build(settings, encoder)
    parsed: list[str] = []

    def watched_parse(text: str, name: str, sha256: str = "") -> Document:
        parsed.append(name)
        return parse(text, name, sha256)

    monkeypatch.setattr("rag.reading.parse", watched_parse)
    path = settings.corpus_dir / "library.md"
    path.write_text(path.read_text("utf-8").replace("다섯", "여섯"), encoding="utf-8")
    generations.build(settings, encoder)
    assert parsed == ["library.md"]


def test_another_program_takes_no_facts_over(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations.build(settings, encoder)
    monkeypatch.setattr(manifest, "program", lambda: "another program")
    lent: list[snapshot.Known] = []
    read_known = snapshot.read_known
    monkeypatch.setattr(snapshot, "read_known", lambda *a, **k: lent.append(read_known(*a, **k)) or lent[0])
    generations.build(settings, encoder)
    assert lent[0].evidence is None and not lent[0].documents
    assert lent[0].vectors and lent[0].terms and lent[0].tokens


def test_known_tokens_give_the_same_passages(tmp_path: Path) -> None:
    texts = ["도서관은 월요일에 쉰다", "", "항구는 열려 있다", "도서관은 월요일에 쉰다"]
    full = Interaction.build(texts, bundled())
    again = Interaction.build(texts, bundled(), {texts[0]: full.tokens(0), "다른 글": full.tokens(2)})
    for i in range(len(texts)):
        assert np.array_equal(full.tokens(i), again.tokens(i))


def test_only_new_written_words_are_analysed() -> None:
    text = "도서관은 월요일에 쉽니다."
    known = bare_words([text], KOREAN)
    assert known["도서관은"] == "도서관"

    class Watched(Korean):
        def __init__(self) -> None:
            self.asked: list[str] = []

        def morphemes(self, text: str) -> tuple[Morpheme, ...]:
            self.asked.append(text)
            return KOREAN.morphemes(text)

    korean = Watched()
    assert bare_words([text, "전망대는 쉽니다"], korean, known) == known | {"전망대는": "전망대"}
    assert korean.asked == ["전망대는"]


def test_a_generation_keeps_the_words_that_repair_typing(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    opened = generations.open_snapshot(settings, encoder)
    assert opened.spelling == bare_words((d.text for d in opened.documents.values()), KOREAN)


def test_a_large_corpus_is_written_a_file_a_law(tmp_path: Path) -> None:
    rows = [
        {"law": "등대법", "article": "제1조", "title": "목적", "text": "이 법은 등대를 돌본다. "},
        {"law": "등대법", "article": "제2조", "title": "", "text": "등대는 밤에 켠다."},
        {"law": "항구법", "article": "제1조", "title": "목적", "text": "이 법은 항구를 돌본다."},
    ]
    with gzip.open(tmp_path / "laws.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    assert scale.write_corpus(tmp_path / "laws.gz", 2, tmp_path / "corpus") == ["00001.md"]
    written = (tmp_path / "corpus" / "00001.md").read_text("utf-8")
    assert written == "# 등대법\n\n## 제1조 (목적)\n\n이 법은 등대를 돌본다.\n\n## 제2조\n\n등대는 밤에 켠다.\n"


def test_a_file_that_holds_no_statutes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "laws.gz").write_bytes(b"no gzip")
    with pytest.raises(CorpusError, match=r"laws\.gz"):
        scale.write_corpus(tmp_path / "laws.gz", 2, tmp_path / "corpus")


# Rows of words


@given(st.lists(st.sets(st.integers(1, 9)), max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_rows_survive_being_parted_and_joined(rows: list[set[int]], one: int, other: int) -> None:
    sets = WordSets.pack([sorted(row) for row in rows])
    a, b = sorted((min(one, len(rows)), min(other, len(rows))))
    joined = WordSets.joined([sets.slice(0, a), sets.slice(a, b), sets.slice(b, len(rows))])
    assert np.array_equal(joined.ids, sets.ids) and np.array_equal(joined.pointers, sets.pointers)


@given(st.lists(st.sets(st.integers(1, 9)), max_size=8), st.permutations(range(1, 10)))
def test_renumbered_rows_are_in_order(rows: list[set[int]], order: list[int]) -> None:
    numbers = np.array([0, *order], np.int32)
    renumbered = WordSets.pack(rows).renumbered(numbers)
    expected = [sorted(order[w - 1] for w in row) or [0] for row in rows]
    assert [renumbered.row(i).tolist() for i in range(len(rows))] == expected


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that evidence analyses from now on."""
    analysed: list[str] = []
    analyse = room.analyse

    def note(text: str, korean: Korean) -> set[str]:
        analysed.append(text)
        return analyse(text, korean)

    monkeypatch.setattr(room, "analyse", note)
    return analysed
