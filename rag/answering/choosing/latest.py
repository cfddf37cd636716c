"""What is told of several years, where the question names none: the last year answers (요즘 퇴사율은); and what is, before
what is to be."""

from __future__ import annotations

import re

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.facts.cells import sides, split_year
from rag.questions import Query

EVEN = 0.03  # a lead that is no reason to tell an earlier year
LEAD = 0.2  # and one that is none to tell a goal
GOAL = re.compile(r"목표|\bgoals?\b|\btargets?\b", re.I)
_TO_COME = re.compile(r"계획|예정|앞으로|까지|될|할\s|늘릴|하려|\bwill\b|\bplan|\bby\b|\baim", re.I)


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


def present_first(query: Query, match: Match, ranked: list[Candidate]) -> list[Candidate]:
    """Candidates with an amount that is before one that is a goal (소장품 3만 점, of the goals for 2028), where the question
    asks for no goal and the other says as much of what it names."""
    if not ranked or query.years or query.wanted != "number" or not GOAL.search(ranked[0].fact.parent):
        return ranked
    if GOAL.search(query.text) or _TO_COME.search(query.text):
        return ranked
    least = match.solid(ranked[0].row)
    for c in ranked[1:]:
        if c.score < ranked[0].score - LEAD:
            break
        if c.spans and match.solid(c.row) >= least and not GOAL.search(f"{c.fact.parent} {c.fact.label}"):
            return [c, *(other for other in ranked if other is not c)]
    return ranked


def thing(candidate: Candidate) -> tuple[object, ...]:
    """What a candidate tells, whatever its year: kind, document, table, row and column."""
    fact = candidate.fact
    name, column = sides(fact.label, fact.attribute)
    return fact.kind, fact.document, fact.group, split_year(name)[1], column
