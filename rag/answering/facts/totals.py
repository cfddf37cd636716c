"""A total that a page tells before its parts gives them its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.answering.spans.quantities import Quantity, quantities
from rag.types import Block

_TOTAL = re.compile(r"(?:총|전체|종합|합계|전반)\s*")


def with_totals(text: str, blocks: Iterable[Block]) -> list[Block]:
    """A total that stands before its parts (「총 만족도 점수 85점」, then scores) is their parent. Fields of amounts alone are
    parts where no line divides them from the total, and none is more than it (scores apart)."""
    result: list[Block] = []
    total: tuple[Block, Quantity] | None = None
    for b in blocks:
        amount = _amount(text, b)
        if amount and amount.unit and _TOTAL.match(b.label):
            total = (b, amount)
        elif amount and total and _part(b, amount, *total):
            b = replace(b, parent=_TOTAL.sub("", total[0].label))
        elif not amount and b.kind != "heading" and total and b.group > total[0].group + 12:
            total = None
        result.append(b)
    return result


def _amount(text: str, b: Block) -> Quantity | None:
    """The amount that a row without columns, or a field of nothing else, tells."""
    if b.value is None or b.header or (b.kind != "row" and (b.kind != "field" or b.parts)):
        return None
    words = text[slice(*b.value)]
    first = next(iter(quantities(words)), None)
    return first if first and (b.kind == "row" or (first.start, first.end) == (0, len(words))) else None


def _part(b: Block, amount: Quantity, total: Block, whole: Quantity) -> bool:
    if amount.unit != whole.unit or b.section != total.section or b.kind != total.kind:
        return False
    if b.kind == "row":
        return not b.parent
    return b.group == total.group and b.parent == total.parent and (amount.unit == "점" or amount.value <= whole.value)
