"""Tables of two columns whose header only files (「항목 | 내용」): each row is a name with what is told of it, a field.

What the header says of the names, where it says anything (「핵심가치 | 내용」), stands over the fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from rag.layout.unit import Unit
from rag.types import Span

_FILES = r"구\s?분|항\s?목|분\s?류|이\s?름|명\s?칭|제\s?목|item|name|field|key|no\.?"
_NAMES = re.compile(rf"(?:{_FILES})?", re.I)
_VALUES = re.compile(
    r"(?:세부|주요|상세|자세한)?\s?(?:내\s?용|사항|설\s?명|값|뜻|의미|정보)|description|details?|contents?|value", re.I
)
_COUNTS = re.compile(r"연\s?도|년\s?도|연번|번\s?호|순\s?[위번]|일\s?[자시]|날\s?짜|시\s?기|기\s?간|year|date", re.I)


def paired(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units with the rows of such tables as fields, below their header as it is."""
    result: list[Unit] = []
    for is_table, run in groupby(found, lambda u: (u.kind in ("row", "rule"), u.group)):
        units = list(run)
        result += _fields(text, units) if is_table[0] else units
    return result


def _fields(text: str, units: list[Unit]) -> list[Unit]:
    rows = [u for u in units if u.kind == "row"]
    if len(rows) < 2 or any(len(u.cells) != 2 for u in rows):
        return units
    name, value = rows[0].cells
    if any(u.cells[0].start == u.cells[0].end for u in rows[1:]):
        return units  # goes on with the row above
    if not _VALUES.fullmatch(text, *value) or _COUNTS.fullmatch(text, *name):
        return units
    under = None if _NAMES.fullmatch(text, *name) else name
    return [rows[0], *(_field(u, under) for u in rows[1:] if u.cells[1].start < u.cells[1].end)]


def _field(u: Unit, under: Span | None) -> Unit:
    label, value = u.cells
    place = {"start": label.start, "end": value.end}
    return replace(u, kind="field", label=label, value=value, bullet=True, cells=(), under=under, **place)
