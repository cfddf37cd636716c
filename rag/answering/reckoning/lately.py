"""By how much a thing changed of which a table or its fields tell several years, where the question names no year: between
the last two, or from the one that it measures by.

「전기차는 얼마나 늘었나요?」, 「2023년보다 얼마나 늘었나요?」, where a table has a column 2023년 and a column 2024년.
"""

from __future__ import annotations

import re
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

_SINCE = re.compile(r"(?:19|20)\d\d년(?:도)?(?:보다|에\s?비해|과\s비교|\s?대비)")
SAID = 0.85  # strength from which a row says a noun of the question


def lately(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
) -> Draft:
    """The change of the row that is the best candidate between the last two years of its columns, or NOTHING."""
    since = _SINCE.search(query.text) if len(query.years) == 1 else None
    if not ranked or (query.years and not since) or query.language != "ko" or not changes.asked(query):
        return NOTHING
    best = ranked[0]
    if best.fact.kind != "value" or best.fact.group <= 0:
        return NOTHING
    about = [w for w, word in enumerate(match.words) if not (word.asks or word.generic or word.verb)]
    every = operands(match, facts, documents, replace(query, units=(), operation="none", years=()))
    beside = [o for o in every if o.fact.group == best.fact.group]
    least = {
        w: max(SAID, float(match.strengths[w, best.row]) - 0.05) for w in about
    }  # of its own row, not of one like it
    named = {o.fact.label for o in beside if all(match.strengths[w, o.row] >= least[w] for w in about)}
    if named != {best.fact.label}:
        return NOTHING
    of_it = [o for o in beside if o.fact.label in named and o.fact.year and str(o.fact.year) in o.fact.attribute]
    years = sorted({o.fact.year for o in of_it if o.fact.year})
    first = query.years[0] if since else years[-2] if len(years) > 1 else None
    if first not in years[:-1]:
        return NOTHING
    return change(match, of_it, about, replace(query, years=(first, years[-1])))
