"""Numbers of a document that stand side by side become bars, each with the span that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rag.types import Document, Fact

_AMOUNT = re.compile(r"([\d,]+(?:\.\d+)?)\s*(\D{0,8}?)\s*")
_OF_A_HUNDRED = ("%", "점")
FEWEST = 3  # bars that make a comparison


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: what it is of, as it is written, how long its bar is (0..100) and where it stands."""

    label: str
    value: str
    length: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Comparable numbers, in the document's order."""

    title: str
    bars: tuple[Bar, ...]


class _Row(NamedTuple):
    fact: Fact
    number: float
    unit: str
    shown: str


def charts(document: Document, facts: Iterable[Fact]) -> list[Chart]:
    """The charts of a document, in order: groups of three or more values of one unit, none shown twice."""
    groups: dict[tuple[int, str], list[_Row]] = {}
    for fact in facts:
        if fact.kind != "value" or not fact.group or fact.document != document.name:
            continue
        written = document.text[fact.value.start : fact.value.end].strip()
        if amount := _AMOUNT.fullmatch(written):
            unit = amount[2] or fact.unit
            shown = written if amount[2] else written + fact.unit
            row = _Row(fact, float(amount[1].replace(",", "")), unit, shown)
            groups.setdefault((fact.group, fact.attribute), []).append(row)
    out: list[Chart] = []
    seen: set[tuple[tuple[str, float], ...]] = set()
    for rows in groups.values():
        same = tuple(sorted((row.fact.label, row.number) for row in rows))
        labels = {row.fact.label for row in rows}
        units = {row.unit for row in rows}
        if len(labels) < max(FEWEST, len(rows)) or len(units) != 1 or same in seen:
            continue
        seen.add(same)
        out.append(_chart(rows, units.pop()))
    return out


def _chart(rows: list[_Row], unit: str) -> Chart:
    most = max(row.number for row in rows) or 1.0
    whole = 100.0 if unit in _OF_A_HUNDRED and most <= 100 else most
    first = rows[0].fact
    title = " · ".join(dict.fromkeys(filter(None, (*first.section[-1:], first.parent, first.attribute))))
    bars = (Bar(r.fact.label, r.shown, round(100 * r.number / whole, 2), r.fact.start, r.fact.end) for r in rows)
    return Chart(title, tuple(bars))
