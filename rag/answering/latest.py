"""What is told of several years, where the question names none: the last year answers (요즘 퇴사율은)."""

from __future__ import annotations

from rag.answering.cells import sides, split_year
from rag.answering.ranking import Candidate
from rag.questions import Query

EVEN = 0.03  # a lead that is no reason to tell an earlier year


def latest_first(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """Candidates with the last year's amount before those of earlier years, where the best is one of a series and the
    question names no year."""
    if not ranked or query.years or query.wanted != "number" or query.operation != "none":
        return ranked
    best = ranked[0]
    if best.fact.kind != "value" or not best.fact.year or not best.fact.group:
        return ranked
    even = [c for c in ranked if thing(c) == thing(best) and c.score > best.score - EVEN and c.fact.year]
    last = max(even, key=lambda c: c.fact.year or 0)
    return [last, *(c for c in ranked if c is not last)]


def thing(candidate: Candidate) -> tuple[object, ...]:
    """What a candidate tells, whatever its year: kind, document, table, row and column."""
    fact = candidate.fact
    name, column = sides(fact.label, fact.attribute)
    return fact.kind, fact.document, fact.group, split_year(name)[1], column
