"""What a page says twice is one unit that knows its parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.layout.folding import Folded, fold
from rag.layout.lines import units


def _folded(text: str) -> list[Folded]:
    return fold(text, units(text))


def _words(text: str, found: list[Folded]) -> list[tuple[str, list[str]]]:
    return [(f.unit.text(text), [text[p.start : p.end] for p in f.parts]) for f in found]


def test_a_glued_list_that_is_told_again_item_by_item_is_one_unit_with_parts() -> None:
    text = "**관련기관**: 한국산업인력공단한국노동연구원\n\n한국산업인력공단\n\n한국노동연구원\n"
    assert _words(text, _folded(text)) == [
        ("**관련기관**: 한국산업인력공단한국노동연구원", ["한국산업인력공단", "한국노동연구원"])
    ]


def test_rows_that_are_told_again_cell_by_cell_fall_into_cells() -> None:
    text = "산책로 84점\n온실 71점\n\n산책로\n\n84점\n\n온실\n\n71점\n"
    assert _words(text, _folded(text)) == [("산책로 84점", ["산책로", "84점"]), ("온실 71점", ["온실", "71점"])]


def test_the_places_of_repetitions_are_kept() -> None:
    text = "**고객**: 국민정부\n\n국민\n\n정부\n"
    (only,) = _folded(text)
    assert [text[r.start : r.end] for r in only.repeats] == ["국민", "정부"]


def test_a_long_line_that_stands_twice_is_one() -> None:
    text = "수목원은 매주 월요일에 쉰다.\n\n다른 말이 여기에 있다.\n\n수목원은 매주 월요일에 쉰다.\n"
    assert [f.unit.text(text) for f in _folded(text)] == ["수목원은 매주 월요일에 쉰다.", "다른 말이 여기에 있다."]


def test_short_answers_to_two_questions_stay_two() -> None:
    text = "**주차**: 가능\n\n**반려견**: 가능\n"
    assert len(_folded(text)) == 2


def test_nothing_is_folded_across_sections() -> None:
    text = "## 하나\n\n수목원은 매주 월요일에 쉰다.\n\n## 둘\n\n수목원은 매주 월요일에 쉰다.\n"
    assert sum(f.unit.kind == "line" for f in _folded(text)) == 2


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "국민정부",
                "국민",
                "정부",
                "**가**: 국민정부",
                "가 7점",
                "가",
                "7점",
                "",
                "## 절",
                "길고도 긴 문장이 하나 있다.",
                "- 항목",
            ]
        ),
        max_size=20,
    )
)
def test_parts_lie_in_order_inside_their_unit_and_nothing_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = _folded(text)
    starts = [f.unit.start for f in found]
    assert starts == sorted(starts)
    for f in found:
        edges = [e for p in f.parts for e in (p.start, p.end)]
        assert edges == sorted(edges)
        assert all(f.unit.start <= e <= f.unit.end for e in edges)
    told = {f.unit.start for f in found} | {r.start for f in found for r in f.repeats}
    assert told == {u.start for u in units(text)}


@pytest.mark.parametrize(
    "lines",
    [
        ["가", "7점", "- 항목", "", "가 7점", "- 항목"],
        ["정부", "국민", "정부", "", "정부", "국민정부", "## 절"],
    ],
)
def test_what_is_said_again_across_two_lines_is_part_of_neither(lines: list[str]) -> None:
    text = "\n".join(lines)
    for f in _folded(text):
        assert all(f.unit.start <= p.start and p.end <= f.unit.end for p in f.parts)
