"""Headings, items and tables written as Markdown, the same whatever format they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rag.errors import DocumentError

Grid = Sequence[Sequence[str]]
"""Rows of cells, merged cells repeated in every place that they cover."""

_NAMES = re.compile(
    r"구\s*분|항\s*목|분\s*류|내\s*용|연\s*도|년\s*도|종\s*류|이\s*름|성\s*명|명\s*칭|순\s*위|번\s*호|비\s*고|item|name|type|year|no\.?",
    re.I,
)
_POINT = re.compile(r"[-·•∙○●*▪]\s*(?=\D)")
_AMOUNT_LAST = re.compile(r"\D\d[\d,.]*\s?[가-힣%]{0,4}(?:\([^()]*\))?$")
_ITEM = re.compile(r"\s*(?:-|\d{1,2}\.) ")

COLUMNS = 1_000
"""Columns that a table may have."""

PLACES = 500_000
"""Places that a table may have, merged cells counted as often as they are repeated."""


class Cell(NamedTuple):
    """A cell as a file marks it: its words, whether it names a row or a column, the rows and columns that it covers."""

    words: str
    names: bool = False
    down: int = 1
    across: int = 1


class Cells:
    """A table while its cells come in; merged ones are repeated in every place that they cover."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._places: dict[tuple[int, int], str] = {}
        self._depth, self._across = 1, False

    def free(self, row: int, column: int) -> int:
        """The first column of a row, from `column` on, that no cell covers."""
        while (row, column) in self._places:
            column += 1
        return column

    def add(self, row: int, column: int, down: int, across: int, words: str) -> None:
        """Put a cell that covers `down` rows and `across` columns. Raises DocumentError beyond any sound size."""
        down = max(1, min(down, self._rows - row))
        if column + across > COLUMNS or len(self._places) + down * across > PLACES:
            raise DocumentError(
                f"a table in it has more than {COLUMNS} columns or {PLACES} cells; it is no sound document"
            )
        if row == 0:
            self._depth, self._across = max(self._depth, down), self._across or across > 1
        self._places.update({(row + i, column + j): words for i in range(down) for j in range(across)})

    def markdown(self, depth: int = 0) -> str:
        """The table. `depth` is how many rows are marked as naming its columns; where none is, cells of the first row
        that reach down beside others that reach across show it."""
        return table(self.grid(), depth or (self._depth if self._across and self._depth > 1 else None))

    def grid(self) -> Grid:
        """Rows of cells, all of one width."""
        width = max((column for _, column in self._places), default=-1) + 1
        return [[self._places.get((i, j), "") for j in range(width)] for i in range(self._rows)]


def line(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def heading(level: int, words: str) -> str:
    """A heading of level 1 to 6; nothing without words."""
    return f"{'#' * max(1, min(6, level))} {line(words)}" if words.strip() else ""


def item(words: str) -> str:
    """An item of a list; nothing without words."""
    return f"- {line(words)}" if words.strip() else ""


def field(label: str, value: str) -> str:
    """A label with its value; what there is of the two."""
    label, value = line(label).rstrip(" :："), line(value)
    return f"**{label}**: {value}" if label and value else label or value


def is_list(part: str) -> bool:
    """Whether all lines of a part are items."""
    return all(map(_ITEM.match, part.split("\n")))


def apart(lines: Iterable[str]) -> list[str]:
    """Lines that breaks divide: each by itself where all open with a mark or end in an amount, else one line."""
    said = [words for words in map(line, lines) if words]
    marked = all(map(_POINT.match, said))
    if len(said) > 1 and (marked or all(map(_AMOUNT_LAST.search, said))):
        return [_POINT.sub("", words) for words in said] if marked else said
    return [" ".join(said)]


def below(part: str) -> str:
    """A line as an item one step deeper; an item keeps its own mark."""
    return f"  {part}" if _ITEM.match(part) else f"  - {line(part)}"


def definition(label: str, parts: Iterable[str]) -> str:
    """A label with what is said of it: a field; an item with items below it where several things are."""
    said = [part for part in parts if part.strip()]
    if len(said) < 2:
        return field(label, _ITEM.sub("", "".join(said)))
    return "\n".join([f"- **{line(label).rstrip(' :：')}**:" if label else "", *map(below, said)]).strip("\n")


def joined(parts: Iterable[str]) -> str:
    """Parts of a document with a blank line between them; single items and fields that follow each other stay together."""
    text, last = "", ""
    for part in filter(str.strip, parts):
        together = "\n" not in last + part and any(part.startswith(m) and last.startswith(m) for m in ("- ", "**"))
        text += ("" if not text else "\n" if together else "\n\n") + part
        last = part
    return text + "\n" if text else ""


def marked_table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table whose cells say whether they name others. Names beside values alone, one each, are labels of fields; a cell
    alone in the first row is the table's title."""
    if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].down == 1 and any(len(row) > 1 for row in rows[1:]):
        return f"{line(rows[0][0].words)}\n\n{marked_table(rows[1:])}".strip()
    cells = Cells(len(rows))
    for i, row in enumerate(rows):
        at = 0
        for cell in row:
            at = cells.free(i, at)
            cells.add(i, at, cell.down, cell.across, cell.words)
            at += cell.across
    grid = cells.grid()
    width = len(grid[0]) if grid else 0
    naming = [bool(row) and all(cell.names for cell in row) for row in rows]
    depth = next((i for i, names in enumerate(naming) if not names), len(naming))
    sided = not depth and width % 2 == 0 and all(sum(cell.names for cell in row) * 2 == width for row in rows)
    if sided and all(row and row[0].names for row in rows):
        return _fields(row[j : j + 2] for row in grid for j in range(0, width, 2))
    return cells.markdown(depth)


def table(grid: Grid, depth: int | None = None) -> str:
    """A table as Markdown. `depth` is how many rows name its columns, None when the file does not say.

    Names in several rows are joined (「2023년 정규직」). A table of one column or row is only a frame around text and
    gives its lines. Two columns whose first row is no header are labels and values and become fields, since each row
    of them stands for itself.
    """
    width = max((len(row) for row in grid), default=0)
    rows = [[line(c) for c in row] + [""] * (width - len(row)) for row in grid if any(c.strip() for c in row)]
    if not rows:
        return ""
    if width == 1 or len(rows) == 1:
        return "\n\n".join(dict.fromkeys(c for row in rows for c in row if c))
    if width == 2 and not depth and not _is_header(rows):
        return _fields(rows)
    depth = min(max(1, depth or 1), len(rows) - 1)
    names = [line(" ".join(dict.fromkeys(row[i] for row in rows[:depth] if row[i]))) for i in range(width)]
    return "\n".join([_row(names), _row(["---"] * width), *(_row(row) for row in rows[depth:])])


def _fields(pairs: Iterable[Sequence[str]]) -> str:
    """Labels with their values; a label that is merged over several has them below it."""
    runs = ((label, [value for _, value in run]) for label, run in groupby(pairs, itemgetter(0)))
    return "\n".join(definition(label, said) if label else "\n".join(filter(None, said)) for label, said in runs)


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of rows of two cells names the columns: it says so, or it is words above numbers."""
    name, value = rows[0]
    if not name or _NAMES.fullmatch(name) or _NAMES.fullmatch(value):
        return True
    below = [bool(re.match(r"\W*\d", row[1])) for row in rows[1:]]
    return not re.search(r"\d", value) and sum(below) > len(below) / 2


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", c) for c in cells) + " |"
