"""Numbers that stand side by side become bars, and nothing else does."""

from __future__ import annotations

from rag.types import Document, Fact, Span
from web.charts import Chart, charts


def drawn(*rows: tuple[str, str, int], unit: str = "", attribute: str = "") -> list[Chart]:
    """Charts of a document that says each (label, value, group) on a line of its own."""
    text, facts = "", []
    for n, (label, value, group) in enumerate(rows):
        start, at = len(text), len(text) + len(label) + 1
        text += f"{label} {value}\n"
        facts.append(
            Fact(n, "value", "a.md", 0, ("표", "인원"), start, at + len(value), Span(at, at + len(value)), label,
                 attribute=attribute, group=group, unit=unit)
        )  # fmt: skip
    return charts(Document("a.md", "", text, ()), facts)


def test_values_of_one_group_and_unit_become_bars_in_order() -> None:
    (chart,) = drawn(("가", "1,200명", 1), ("나", "300명", 1), ("다", "0명", 1), attribute="2021년")
    assert chart.title == "인원 · 2021년"
    assert [(b.label, b.value, b.length) for b in chart.bars] == [
        ("가", "1,200명", 100),
        ("나", "300명", 25),
        ("다", "0명", 0),
    ]
    assert (chart.bars[1].start, chart.bars[1].end) == (9, 15)


def test_percentages_and_points_are_of_a_hundred() -> None:
    (chart,) = drawn(("가", "50 %", 1), ("나", "12.5 %", 1), ("다", "2 %", 1))
    assert [b.length for b in chart.bars] == [50, 12.5, 2]


def test_a_tables_unit_is_shown_with_its_numbers_once() -> None:
    (chart,) = drawn(("가", "5", 1), ("나", "4", 1), ("다", "3", 1), unit="억원")
    assert [b.value for b in chart.bars] == ["5억원", "4억원", "3억원"]
    (chart,) = drawn(("가", "5억원", 1), ("나", "4억원", 1), ("다", "3억원", 1), unit="억원")
    assert [b.value for b in chart.bars] == ["5억원", "4억원", "3억원"]


def test_what_cannot_be_compared_is_not_drawn() -> None:
    assert drawn(("가", "1명", 1), ("나", "2명", 1)) == []  # too few
    assert drawn(("가", "1명", 1), ("나", "2점", 1), ("다", "3명", 1)) == []  # other units
    assert drawn(("가", "1명", 1), ("가", "2명", 1), ("다", "3명", 1)) == []  # one label twice
    assert drawn(("가", "1명", 1), ("나", "2명", 2), ("다", "3명", 3)) == []  # not side by side
    assert drawn(("가", "1명", 0), ("나", "2명", 0), ("다", "3명", 0)) == []  # in no group
    assert drawn(("가", "보통", 1), ("나", "높음", 1), ("다", "2021.05.03", 1)) == []  # no numbers


def test_a_list_that_stands_twice_is_drawn_once() -> None:
    once = [("가", "1명"), ("나", "2명"), ("다", "3명")]
    assert len(drawn(*((label, value, group) for group in (1, 2) for label, value in once))) == 1
