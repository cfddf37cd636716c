"""The date to the day where the best fact has only the month: what a passage is dated by, its sentences tell more exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.spans.quantities import Moment, moments
from rag.questions import Query
from rag.types import Document

AS_MUCH = 0.05  # of the question's matter that the sentence may say less than the date's passage by itself


def to_the_day(query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> Candidate:
    """The candidate to tell: a sentence of the passage that a month dates, where it says as much of the matter with a day
    of that very month; else the best one."""
    best = ranked[0]
    if query.wanted != "date" or best.fact.kind != "date":
        return best
    text = documents[best.fact.document].text
    told = moments(text[slice(*best.fact.value)])
    if len(told) != 1 or told[0].month is None or told[0].day is not None:
        return best
    for c in ranked[1:]:
        fact = c.fact
        beside = fact.kind == "sentence" and fact.chunk == best.fact.chunk and fact.parent == best.fact.label
        if beside and match.coverage[c.row] >= match.coverage[best.row] - AS_MUCH:
            days = [d for s in c.spans for d in moments(text[slice(*s)])]
            if days and all(_within(d, told[0]) for d in days):
                return c
    return best


def _within(day: Moment, month: Moment) -> bool:
    return day.day is not None and (day.year, day.month) == (month.year, month.month)
