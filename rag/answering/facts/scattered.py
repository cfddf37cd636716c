"""Amounts by name that stand apart from each other, each with what it stands for below: 「24.9 % / 연구개발 / 원격진단, …」.

They are one table, though blank lines and descriptions divide them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.answering.spans.quantities import quantities
from rag.types import Block

BETWEEN = 1  # blocks of another kind that may stand between two of them


def scattered(text: str, blocks: Sequence[Block]) -> dict[int, int]:
    """For the start of each such row the group of the first of its table: rows of one section and unit, each alone between
    blank lines."""
    sizes = Counter(b.group for b in blocks if b.kind == "row")
    found: dict[int, int] = {}
    last: tuple[Block, str, int] | None = None
    between = 0
    for b in blocks:
        unit = _unit(text, b) if b.kind == "row" and not b.header and sizes[b.group] == 1 else ""
        if unit and last and (last[0].section, last[1]) == (b.section, unit) and between <= BETWEEN:
            found[last[0].start] = found[b.start] = last[2]
            last = (b, unit, last[2])
        elif unit:
            last = (b, unit, b.group)
        between = 0 if unit else between + 1
    return found


def _unit(text: str, b: Block) -> str:
    amounts = quantities(text[slice(*b.value)]) if b.value else ()
    return amounts[0].unit if amounts and b.label else ""
