"""Chunks: contiguous, exact, of the right size, and never made of what a document repeats."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.chunking import SIZE, split
from rag.reading import parse
from rag.types import Block, Document, Span

# Hangul composed and not, an accent of its own, and emoji of several code points.
SCRIPTS = ["\u1100\u1161\u11a8", "e\u0301", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f1f0\U0001f1f7"]
WORDS = ["고용", "정보원", "2023년", "22명", "57.8%", "「한글」", "HRD-Net", *SCRIPTS]
ENDS = [". ", "다. ", "요.", ".\n", "\n\n", ", ", " ", "\t", "\u3000", "? ", "!”\n"]
prose = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ENDS)), min_size=1, max_size=600).map(
    lambda pairs: "".join(word + end for word, end in pairs)
)


def document(text: str, *blocks: Block) -> Document:
    return Document("a.md", "제목", text, blocks)


def whole(text: str) -> Document:
    """A document of one block, without the white space at its ends."""
    start = len(text) - len(text.lstrip())
    return document(text, Block("paragraph", start, len(text.rstrip()), ("절",)))


def lines(*texts: str, gap: str = "\n", **about: object) -> Document:
    """A document of one block a line."""
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block("row", start, start + len(text), ("절",), label=text.split()[0], **about))  # type: ignore[arg-type]
        start += len(text) + len(gap)
    return document(gap.join(texts), *blocks)


@settings(max_examples=100, deadline=None)
@given(prose, st.sampled_from(["NFC", "NFD"]))
@example("가" * 3000, "NFC")
@example("한글 " * 700, "NFD")
def test_offsets_round_trip_and_nothing_is_lost(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    chunks = split(whole(text))
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip()
        assert 0 < len(chunk.text) <= SIZE
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    assert "".join("".join(c.text for c in chunks).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_that_can_be_read_is_split_with_exact_offsets(text: str) -> None:
    read = parse(text, "a.md")
    for chunk in split(read):
        assert chunk.text == text[chunk.start : chunk.end]
        assert 0 < len(chunk.text) <= SIZE


def test_ids_count_on_from_the_first() -> None:
    text = "첫 문장입니다. " * 200
    assert [c.id for c in split(whole(text), first_id=40)] == list(range(40, 40 + len(split(whole(text)))))


def test_the_lines_of_a_list_make_one_passage() -> None:
    (chunk,) = split(lines("분위기 88점", "연봉 84점", "성장 83점", group=1))
    assert chunk.text == "분위기 88점\n연봉 84점\n성장 83점"
    assert chunk.label == ""


def test_lists_are_not_mixed() -> None:
    text = "연구 50 %\n교육 50 %\n\n분위기 88점\n연봉 84점"
    spans = [(0, 7), (8, 15), (17, 24), (25, 31)]
    blocks = [Block("row", start, end, ("절",), group=1 + (start > 15)) for start, end in spans]
    assert [c.text for c in split(document(text, *blocks))] == ["연구 50 %\n교육 50 %", "분위기 88점\n연봉 84점"]


def test_a_section_or_year_ends_a_passage() -> None:
    text = "가 1\n나 2\n다 3"
    blocks = (Block("row", 0, 3, ("갑",)), Block("row", 4, 7, ("을",)), Block("row", 8, 11, ("을",), year=2023))
    chunks = split(document(text, *blocks))
    assert [(c.text, c.section, c.year) for c in chunks] == [
        ("가 1", ("갑",), None),
        ("나 2", ("을",), None),
        ("다 3", ("을",), 2023),
    ]


def test_rows_of_a_table_stay_together_over_the_years() -> None:
    text = "2022 | 5\n2023 | 7"
    header = ("연도", "건수")
    blocks = (
        Block("row", 0, 8, ("절",), year=2022, group=3, header=header),
        Block("row", 9, 17, ("절",), year=2023, group=3, header=header),
    )
    (chunk,) = split(document(text, *blocks))
    assert (chunk.text, chunk.year, chunk.label) == (text, None, "연도 · 건수")
    assert "건수" in chunk.context


def test_a_long_table_is_cut_between_rows() -> None:
    rows = [f"항목{i} {'내용 ' * 20}".strip() for i in range(30)]
    chunks = split(lines(*rows, group=1))
    assert [line for c in chunks for line in c.text.split("\n")] == rows
    assert all(len(c.text) <= SIZE for c in chunks)


def test_fields_of_one_parent_stand_under_its_name() -> None:
    text = "**소통**: 협업\n**신뢰**: 데이터"
    blocks = (
        Block("field", 0, 10, ("절",), label="소통", parent="핵심가치"),
        Block("field", 11, 22, ("절",), label="신뢰", parent="핵심가치"),
    )
    (chunk,) = split(document(text, *blocks))
    assert chunk.label == "핵심가치"


def test_a_long_paragraph_stands_alone() -> None:
    long = "이 문단은 짧은 줄들과 섞이지 않을 만큼 길게 쓴 문장입니다. " * 5
    chunks = split(lines("짧은 줄", long.strip(), "또 짧은 줄"))
    assert [c.text for c in chunks] == ["짧은 줄", long.strip(), "또 짧은 줄"]


def test_repeated_text_makes_no_chunk_and_ends_a_passage() -> None:
    text = "고객: 국민 정부\n\n국민\n\n정부\n\n자사: 서비스"
    blocks = (
        Block("field", 0, 9, ("절",), label="고객", repeats=(Span(11, 13), Span(15, 17))),
        Block("field", 19, 26, ("절",), label="자사"),
    )
    assert [c.text for c in split(document(text, *blocks))] == ["고객: 국민 정부", "자사: 서비스"]


def test_headings_make_no_chunk() -> None:
    assert split(document("# 제목", Block("heading", 0, 4, ("제목",)))) == []
    assert split(document("")) == []


@pytest.mark.parametrize("glue", [" ", "", "\n"])
def test_long_text_is_cut_at_the_end_of_a_sentence(glue: str) -> None:
    sentence = "고용정보원은 2024. 8. 20. 서울에서 행사를 열었다고 밝혔다."
    chunks = split(whole(glue.join([sentence] * 40)))
    assert len(chunks) > 1
    assert all(c.text.startswith("고용정보원은") and c.text.endswith("밝혔다.") for c in chunks)


def test_a_text_just_over_the_size_is_cut_evenly() -> None:
    chunks = split(whole("짧은 문장 하나입니다. " * 45))
    assert min(len(c.text) for c in chunks) > SIZE // 4
