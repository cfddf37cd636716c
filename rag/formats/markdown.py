"""Headings, items and tables written as Markdown, the same whatever format they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.errors import DocumentError

Grid = Sequence[Sequence[str]]
"""Rows of cells, merged cells repeated in every place that they cover."""

_NAMES = re.compile(
    r"구\s*분|항\s*목|분\s*류|내\s*용|연\s*도|년\s*도|종\s*류|이\s*름|성\s*명|명\s*칭|순\s*위|번\s*호|비\s*고|item|name|type|year|no\.?",
    re.I,
)


COLUMNS = 1_000
"""Columns that a table may have."""

PLACES = 500_000
"""Places that a table may have, merged cells counted as often as they are repeated."""


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


def joined(parts: Iterable[str]) -> str:
    """Parts of a document with a blank line between them; items and fields that follow each other stay together."""
    text, last = "", ""
    for part in filter(str.strip, parts):
        together = any(part.startswith(mark) and last.startswith(mark) for mark in ("- ", "**"))
        text += ("" if not text else "\n" if together else "\n\n") + part
        last = part
    return text + "\n" if text else ""


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
        return "\n".join(field(*row) for row in rows)
    depth = min(max(1, depth or 1), len(rows) - 1)
    names = [line(" ".join(dict.fromkeys(row[i] for row in rows[:depth] if row[i]))) for i in range(width)]
    return "\n".join([_row(names), _row(["---"] * width), *(_row(row) for row in rows[depth:])])


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of rows of two cells names the columns: it says so, or it is words above numbers."""
    name, value = rows[0]
    if not name or _NAMES.fullmatch(name) or _NAMES.fullmatch(value):
        return True
    below = [bool(re.match(r"\W*\d", row[1])) for row in rows[1:]]
    return not re.search(r"\d", value) and sum(below) > len(below) / 2


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", c) for c in cells) + " |"
