"""The amounts of a generation that can be calculated with, each read once: what a fact's value is, in which unit, and
what the amount is called. What a question wants of them is the business of `operations`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from rag.answering.composing import tidy
from rag.answering.facts.cells import sides
from rag.answering.spans.quantities import base_unit, quantities, scale
from rag.types import Document, Fact

T = TypeVar("T")
LONGEST = 24  # characters of a value that is an amount and no more
_PLAIN = re.compile(r"내용|값|인원|수$")  # columns that say nothing of what an amount is of


class Amount(NamedTuple):
    """A fact's amount: its value in the standard unit, that unit, how it is written, and what it is called."""

    value: Decimal
    unit: str
    written: str
    label: str


def amounts_of(facts: Sequence[Fact], documents: Mapping[str, Document]) -> Mapping[int, Amount]:
    """The amounts of facts that stand side by side, by the facts' ids. Worked out once for the facts of a generation."""
    return _amounts_of(_Same(facts), _Same(documents))


class _Same(Generic[T]):
    """A key that is equal to one of the very same thing only."""

    __slots__ = ("of",)

    def __init__(self, of: T) -> None:
        self.of = of

    def __hash__(self) -> int:
        return id(self.of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.of is self.of


@lru_cache(maxsize=4)
def _amounts_of(facts: _Same[Sequence[Fact]], documents: _Same[Mapping[str, Document]]) -> Mapping[int, Amount]:
    found = {}
    for f in facts.of:
        if f.kind == "value" and f.group and f.value.end - f.value.start <= LONGEST:
            amount = _amount(f, documents.of[f.document].text[f.value.start : f.value.end])
            if amount is not None:
                found[f.id] = amount
    return found


def _amount(f: Fact, words: str) -> Amount | None:
    """What a value is as an amount; None where it is more than one amount, or other words."""
    amounts = quantities(words)
    if len(amounts) != 1 or amounts[0].start > 2 or len(words) - amounts[0].end > 6:
        return None
    q = amounts[0]
    written = words.strip() if q.unit or not f.unit else words.strip() + f.unit
    name, column = sides(f.label, f.attribute)
    plainly = len(column) < 2 or column in name or _PLAIN.match(column)
    value = q.value if q.unit else q.value * scale(f.unit)
    return Amount(value, q.unit or base_unit(f.unit), tidy(written), tidy(name if plainly else f"{name} {column}"))
