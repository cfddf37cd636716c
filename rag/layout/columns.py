"""Tables whose columns no outer bars hold: lines under each other that tabs, single bars or wide gaps part into as many
cells become rows; two columns without a header become names with their values.

「구분⇥2022⇥2023」 · 「직무 | 지원 | 합격」 · 「연구직      71      74」, as pages and PDFs give them when they are copied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.layout.forms import drawn_together, scores
from rag.layout.unit import Unit
from rag.types import Span

_TABS, _BARS = re.compile(r"[ \u3000]*\t[ \u3000]*"), re.compile(r"\s+\|\s+")
_DIVIDERS = (_TABS, re.compile(r"\s+\|\|\s+"), _BARS, re.compile(r"[ \u00a0\u3000]{2,}"))
_AMOUNT = re.compile(
    r"[-+±△▲▽▼]?\s?\d[\d,]*(?:\.\d+)?\s?(?:%p?|[가-힣㎡℃]{1,4}|[a-zA-Z]{1,3})?(?:\s?\([^()]{1,12}\))?|[-–—]"
)
_YEAR = re.compile(
    r"[‘’']?(?:(?:19|20)\d\d|(?:(?<=[‘’'])\d\d(?=\.)|\d\d(?=년|\.(?!\d))))(?!\d)\s?(?:년도?|\.\s?\d{1,2}\.?)?"
)
_DATE = re.compile(r"[(\[]?(?:19|20)\d\d\s?(?:[.\-/년]|$)")
_COUNTED = re.compile(r"[^\d|:]{2,20}\s\d[\d,.]*\s?(?:%p?|[가-힣]{1,3})?")
_SENTENCE = re.compile(r"[다요죠까][.!?]$")
_LONG = 40  # characters of a cell, the last one apart


def tabled(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units with the lines of such tables as rows, or as fields where nothing stands over two columns."""
    result: list[Unit] = []
    i = 0
    while i < len(found):
        rows = next((r for d in _DIVIDERS if (r := _run(text, found[i:], d))), [])
        result += _told(text, found[i : i + len(rows)], rows) if rows else [found[i]]
        i += len(rows) or 1
    return result


def _run(text: str, found: Sequence[Unit], divider: re.Pattern[str]) -> list[tuple[Span, ...]]:
    """The cells of the lines from the first unit on that are rows of one table; empty where that is no table."""
    rows: list[tuple[Span, ...]] = []
    for u in found:
        cells = _cells(text, u, divider) if u.group == found[0].group else ()
        if divider is _TABS and len(rows) > 1 and 1 < len(cells) < len(rows[-1]):  # the last of a row may be empty
            cells = (*cells, *[Span(u.end, u.end)] * (len(rows[-1]) - len(cells)))
        if not cells or (
            rows and len(cells) != len(rows[-1]) and not (len(rows) == 1 and _cornered(text, rows[0], cells))
        ):
            break
        rows.append(cells)
    if len(rows) < 2 or (divider is _BARS and not _ruled(text, found[: len(rows)], rows)):
        return []
    if len(rows[0]) < len(rows[1]):
        rows[0] = (Span(rows[0][0].start, rows[0][0].start), *rows[0])
    return rows


def _cells(text: str, u: Unit, divider: re.Pattern[str]) -> tuple[Span, ...]:
    """The cells of a line; none for a line of another kind, one cell, or sentences side by side."""
    if u.kind not in ("line", "field", "scores") or "\n" in text[u.start : u.end]:
        return ()
    if u.label and (name := text[slice(*u.label)]) != drawn_together(name):
        return ()
    start = u.value.start if u.kind == "line" and u.bullet else u.start
    cuts = [start, *(at for m in divider.finditer(text, start, u.end) for at in m.span()), u.end]
    cells = tuple(Span(cuts[k], cuts[k + 1]) for k in range(0, len(cuts), 2))
    empty = [c for c in cells if c.start == c.end]
    if len(cells) < 2 or (empty and (divider is not _TABS or len(cells) < 3)):
        return ()
    if any(c.end - c.start > _LONG or _SENTENCE.search(text[slice(*c)]) for c in cells[:-1]):
        return ()
    return () if _DATE.match(text, *cells[0]) and len(cells) == 2 else cells


def _cornered(text: str, header: tuple[Span, ...], cells: tuple[Span, ...]) -> bool:
    """Whether a header leaves the corner over the rows' names out."""
    return len(header) + 1 == len(cells) and all(_YEAR.fullmatch(text, *c) for c in header)


def _ruled(text: str, units: Sequence[Unit], rows: Sequence[tuple[Span, ...]]) -> bool:
    """Whether bars divide columns, and not the parts of a line that tells several things by name."""
    if any(scores(u.text(text)) or u.kind == "field" for u in units) or any(": " in u.text(text) for u in units):
        return False
    return len(rows[1]) > 2 or all(_AMOUNT.fullmatch(text, *row[1]) for row in rows[1:])


def _told(text: str, units: Sequence[Unit], rows: Sequence[tuple[Span, ...]]) -> list[Unit]:
    if all(_COUNTED.fullmatch(text, *c) for row in rows for c in row[1:]):  # 「2021년 | 기능직 12명 | 기술직 8명」
        return [
            replace(u, kind="field", label=c[0], value=Span(c[1].start, c[-1].end), bullet=True, cells=c[1:])
            for u, c in zip(units, rows, strict=True)
        ]
    if _headed(text, rows):
        return [
            replace(u, kind="row", label=None, value=Span(u.start, u.end), bullet=False, cells=cells)
            for u, cells in zip(units, rows, strict=True)
        ]
    return [
        replace(u, kind="field", label=cells[0], value=Span(cells[1].start, cells[-1].end), bullet=True, cells=())
        for u, cells in zip(units, rows, strict=True)
    ]


def _headed(text: str, rows: Sequence[tuple[Span, ...]]) -> bool:
    """Whether the first row names the columns: it holds no amount where the others do, or there are several columns of words."""
    first, rest = rows[0], rows[1:]
    columns = range(1, len(first))
    amounts = [j for j in columns if all(_AMOUNT.fullmatch(text, *row[j]) for row in rest)]
    named = [j for j in amounts if _YEAR.match(text, *first[j]) or not _AMOUNT.fullmatch(text, *first[j])]
    return len(named) == len(amounts) if amounts else len(first) > 2
