"""By how much a thing changed of which a table or its fields tell several years, where the question names no year: between
the last two.

「전기차는 얼마나 늘었나요?」, where a table has a column 2023년 and a column 2024년.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.drafts import NOTHING, Draft
from rag.answering.reckoning import changes
from rag.answering.reckoning.operations import operands
from rag.answering.reckoning.series import change
from rag.questions import Query
from rag.types import Document, Fact

SAID = 0.85  # strength from which a row says a noun of the question


def lately(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
) -> Draft:
    """The change of the row that is the best candidate between the last two years of its columns, or NOTHING."""
    if not ranked or query.years or query.language != "ko" or not changes.asked(query):
        return NOTHING
    best = ranked[0]
    if best.fact.kind != "value" or best.fact.group <= 0:
        return NOTHING
    about = [w for w, word in enumerate(match.words) if not (word.asks or word.generic or word.verb)]
    every = operands(match, facts, documents, replace(query, units=(), operation="none"))
    beside = [o for o in every if o.fact.group == best.fact.group]
    named = {o.fact.label for o in beside if all(match.strengths[w, o.row] >= SAID for w in about)}
    if named != {best.fact.label}:
        return NOTHING
    of_it = [o for o in beside if o.fact.label in named and o.fact.year and str(o.fact.year) in o.fact.attribute]
    years = sorted({o.fact.year for o in of_it if o.fact.year})
    if len(years) < 2:
        return NOTHING
    return change(match, of_it, about, replace(query, years=tuple(years[-2:])))
