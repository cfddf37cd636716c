"""What the best fact lacks of what is asked for: the wanted kind, one side of a comparison; and an amount that tells better
than words whether something was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.answering.between import asks_years
from rag.answering.matching import Match
from rag.answering.quantities import quantities
from rag.answering.ranking import Candidate
from rag.answering.wanting import CELL, asks_name, asks_whereabouts
from rag.questions import Query
from rag.types import Fact

# 「안 뽑았나요」, 「뽑긴 함?」, 「뽑은 적 있나요」: whether it was done at all.
_DONE = re.compile(
    r"[았었했였됐갔왔]\s?(?:나|어|니|냐|는지|을까|죠|지|음|습)|긴\s?(?:하|해|했|함)|[은는한된]\s적(?:이|은|도)?\s?(?:있|없)|(?:했|됐|였|[았었])나"
)
NEAR, LESS_SAID, NAMED = 6, 0.05, 0.75


def missing_kind(query: Query, best: Candidate, value: str) -> bool:
    """Whether the best fact lacks what is asked for: an amount, a date, a place, a person, a reason is there or not.
    `value` are the words of its value: an amount by name is no place or person."""
    whole = best.trait("untyped_whole") and best.trait("other_name") and len(query.words) > 2
    if query.wanted in ("person", "place") and whole and not (asks_name(query) or asks_whereabouts(query)):
        return False  # it says all that is asked and some name besides: that will be the one
    name = best.fact.kind == "value" and not is_amount(value) and not asks_name(query)
    hard = ("number", "date", "reason") if name else ("number", "date", "reason", "place", "person")
    return query.wanted in hard and not best.spans


def is_amount(value: str) -> bool:
    """Whether a value is an amount, not words with one among them."""
    return len(value) < CELL and bool(quantities(value))


def lacks_a_side(query: Query, best: Candidate) -> bool:
    """Whether a comparison or a sum over years would be answered with one of its sides only. A sentence may tell
    the whole of it in words of its own."""
    if asks_years(query):
        return True
    if best.fact.kind == "sentence" and len(query.years) < 2:
        return False
    if query.operation == "ratio" and "%" in query.units and best.spans:
        return False  # the share is told
    if query.operation == "difference" and query.wanted == "list":
        return False  # 「두 종류와 그 차이」 are told, not calculated
    return query.operation in ("difference", "compare", "ratio", "spread") or (
        query.operation == "sum" and len(query.years) > 1
    )


def told_by_number(
    query: Query, match: Match, ranked: list[Candidate], value_of: Callable[[Fact], str]
) -> list[Candidate]:
    """Candidates with the amount by name first that tells whether something was done, where the best says of the same
    thing only what it is. `value_of` gives the words of a fact's value."""
    if query.wanted != "yesno" or not _DONE.search(query.text) or not ranked or query.threshold is not None:
        return ranked
    if ranked[0].fact.kind != "value" or is_amount(value_of(ranked[0].fact)):
        return ranked
    least = match.solid(ranked[0].row) - LESS_SAID
    told = [
        c
        for c in ranked[1:NEAR]
        if c.fact.kind == "value"
        and is_amount(value_of(c.fact))
        and match.precision[c.row] >= NAMED
        and match.solid(c.row) >= least
    ]
    promoted = [replace(c, score=ranked[0].score) for c in told[:1]]
    return [*promoted, *(c for c in ranked if c not in told[:1])]
