"""Which operation a question asks for, and which of its words only say how to calculate."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from rag.asking.query import QueryWord
from rag.asking.wording import (
    AFTER,
    AVERAGE,
    BEFORE,
    COMPARE,
    COUNT,
    DIFFERENCE,
    HIGHEST,
    LOWEST,
    OPERATING,
    OPERATING_VERB,
    ORDER,
    SPREAD,
    SUM,
)
from rag.types import Operation

_WITH = re.compile(r"(?:과|와|이랑|랑|하고)\s")


def operation_of(lower: str) -> Operation:
    """The operation that a question in lower case asks for."""
    if re.search(r"\d\s?(?!년)[가-힣%]{0,3}(?<!년)\s?보다", lower):  # more than a limit is no comparison of two
        lower = re.sub(r"보다", "", lower)
    for pattern, name in (
        (SPREAD, "spread"),
        (ORDER, "order"),
        (DIFFERENCE, "difference"),
        (COMPARE, "compare"),
        (LOWEST, "lowest"),
        (HIGHEST, "highest"),
        (AVERAGE, "average"),
        (COUNT, "count"),
        (SUM, "sum"),
        (BEFORE, "before"),
        (AFTER, "after"),
    ):
        if pattern.search(lower):
            return name  # type: ignore[return-value]
    return "none"


def operates(word: str, verb: bool, name: bool) -> bool:
    """Whether a word of a question only says how to calculate."""
    if verb:
        return bool(OPERATING_VERB.fullmatch(word.lower()))
    return (not name or word[0].isdigit()) and bool(OPERATING.fullmatch(word.lower()))


def both_named(words: tuple[QueryWord, ...], text: str) -> tuple[QueryWord, ...]:
    """The words of a calculation with both of two that a particle joins as names of what is calculated with, even one that
    elsewhere is of filing: 직원 in 「교원과 직원을 합하면」."""
    named = set()
    for a, b in pairwise(words):
        if not (a.asks or b.asks or a.verb or b.verb) and a.generic != b.generic:
            named |= {a, b} if _WITH.fullmatch(text, a.end, b.start) else set()
    return tuple(replace(w, generic=False) if w in named else w for w in words)
