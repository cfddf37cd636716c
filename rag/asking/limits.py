"""The limit that a question compares with: 「10명을 넘는」, 「절반 이상」, 「한 명도 없는」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rag.answering.spans.quantities import Quantity
from rag.asking.wording import ABOVE, BELOW, HALF, NONE_AT_ALL

if TYPE_CHECKING:
    from rag.asking.query import Query

Direction = Literal["", "above", "below"]


def limit_of(text: str, lower: str, amounts: Iterable[Quantity]) -> tuple[Quantity | None, Direction]:
    """The last limit that a question names and on which side of it things are to be; None without one. `lower` is
    `text` in lower case, `amounts` are those that it names."""
    threshold: Quantity | None = None
    direction: Direction = ""
    for q in amounts:
        after = lower[q.end : q.end + 12]
        if ABOVE.search(after) or re.search(r"(?:over|above|than|least|exceed\w*)\s*$", lower[: q.start]):
            threshold, direction = q, "above"
        elif BELOW.search(after):
            threshold, direction = q, "below"
    if m := HALF.search(lower):
        after = lower[m.end() : m.end() + 12]
        above = ABOVE.search(after) or re.search(r"(?:over|above|than)\s*$", lower[: m.start()])
        direction = "above" if above else "below" if BELOW.search(after) else direction
        if above or direction == "below":
            threshold = Quantity(Decimal(50), "%", m.start(), m.end(), m.group())
    if m := NONE_AT_ALL.search(text):
        threshold, direction = Quantity(Decimal(1), m["unit"], m.start(), m.end(), "1" + m["unit"]), "below"
    return threshold, direction


def limit_of_others(query: Query) -> bool:
    """Whether the limit that a question names is of those of whom it wants the share or the amount (「한 시간 넘게 통근하는
    청년은 몇 %」): that is told, and no choice among amounts."""
    limit = query.threshold
    return (
        limit is not None
        and query.wanted == "number"
        and bool({"%", "%포인트", "원", "점"} & set(query.units))
        and bool(limit.unit)
        and limit.unit not in query.units
    )
