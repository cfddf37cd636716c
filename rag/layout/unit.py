"""A line of a document with what its form says: the unit that reading works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.types import Span

UnitKind = Literal["heading", "breadcrumb", "byline", "field", "row", "scores", "line", "name", "rule"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One line (a field with its continuation lines) and what its form says.

    `start`, `end` span the whole of it; `label` and `value` are spans inside (value alone for a bare line).
    `level` is a heading's depth from 1; `cells` are a table row's, or the amounts by name of a line; `group` is the same for lines that no blank line
    separates; `bullet` says that the line is an item of a list, and `under` what names the items it belongs to. A field may
    have cells too: the items below its name.
    """

    kind: UnitKind
    start: int
    end: int
    value: Span
    label: Span | None = None
    level: int = 0
    group: int = 0
    bullet: bool = False
    cells: tuple[Span, ...] = ()
    under: Span | None = None

    def text(self, text: str) -> str:
        """The words of the unit as they stand."""
        return text[self.start : self.end]
