"""Which operation a question asks for, and which of its words only say how to calculate."""

from __future__ import annotations

import re

from rag.types import Operation
from rag.wording import (
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
