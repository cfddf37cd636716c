"""A document's lines: nothing is lost, and the marks of a span are its quote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.types import Block, Document, Span
from tests.scripted_engine import ScriptedEngine
from web.marking import lines

PIECES = (
    "**",
    "__",
    "|",
    "# ",
    "- ",
    "· ",
    "* ",
    "가나",
    "a",
    " ",
    "\n",
    "\r\n",
    "🙂",
    "ᄒ",
    "ᅡ",
    "<b>",
    "---",
    "1. ",
    "\u2028",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def document(text: str, *blocks: Block) -> Document:
    return Document("a.md", "", text, blocks)


def marked(text: str, *spans: Span) -> str:
    return "".join(s.text for line in lines(document(text), spans) for s in line.segments if s.marked)


def without_line_ends(text: str) -> str:
    return "".join(text.splitlines())


@given(TEXTS, st.data())
def test_the_marks_of_a_span_are_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = without_line_ends(text[start:end])
    assert marked(text, Span(start, end)).strip() == quote.strip() or not quote.strip()


@given(TEXTS)
def test_every_word_is_shown(text: str) -> None:
    shown = "".join(s.text for line in lines(document(text)) for s in line.segments)
    letters = [c for c in text if c.isalnum()]
    assert [c for c in shown if c.isalnum()] == letters


def test_every_block_of_the_report_is_marked_where_it_stands() -> None:
    report = ScriptedEngine().report
    for block in report.blocks:
        found = lines(report, [Span(block.start, block.end)])
        joined = "".join(s.text for line in found for s in line.segments if s.marked)
        assert "".join(joined.split()) == "".join(report.text[block.start : block.end].split())


def test_headings_have_depth_and_anchor() -> None:
    text = "# 하나\n\n본문\n\n둘 > 셋\n\n끝"
    start = text.index("둘")
    block = Block("heading", start, start + 5, ("하나", "셋"))
    found = [(line.text, line.level, line.anchor) for line in lines(document(text, block)) if line.kind == "heading"]
    assert found == [("하나", 1, "s1"), ("둘 > 셋", 2, "s2")]


def test_rows_are_cut_into_cells_and_their_rule_is_left_out() -> None:
    found = lines(document("| 이름 | **값** |\n|---|:-:|\n| 가 | 1 |\n"))
    assert [[("".join(s.text for s in cell if not s.syntax)).strip() for cell in line.cells] for line in found] == [
        ["이름", "값"],
        ["가", "1"],
    ]


def test_a_bold_label_is_no_list_item() -> None:
    kinds = [line.kind for line in lines(document("**이름**: 값\n* 항목\n- 항목\n·항목\n1. 항목\n-3도\n2023. 5."))]
    assert kinds == ["text", "item", "item", "item", "item", "text", "text"]


def test_repetitions_are_told_apart() -> None:
    text = "정규직 22명\n\n정규직 22명\n"
    block = Block("item", 0, 7, (), repeats=(Span(9, 16),))
    assert [line.kind for line in lines(document(text, block))] == ["text", "repeat"]
