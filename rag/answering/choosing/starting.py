"""Since when something is so: a date that a question asks for as its beginning, told with 부터 (2015년부터 운영되며)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document, Span

LOOKED_AT, CLOSE = 8, 0.3  # candidates, and how far behind in score, that may tell the beginning
SURER = 0.05  # score that it has before the others then
AS_MUCH = 0.1  # of the question's matter that it may say less
_ASKS = re.compile(
    r"언제부터|몇\s?년도?부터|(?:시작|개시)\s?(?:연도|년도|시기|시점|날짜|일자|일(?![가-힣]{2}))|\bsince when\b|\bfrom when\b|\bwhen .*\b(?:begin|began|start|started)\b",
    re.I,
)
_SINCE = re.compile(r"\s?(?:부터|이후|이래)(?!\s?(?:\d|[^,.]{0,14}까지))")


def since_first(
    query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The candidates with the one first that tells since when, where the question asks that and the best does not."""
    if query.wanted != "date" or not ranked or not _ASKS.search(query.text):
        return ranked
    least = match.solid(ranked[0].row) - AS_MUCH
    for c in ranked[:LOOKED_AT]:
        since = _since(c, documents)
        if since and match.solid(c.row) >= least and c.score >= ranked[0].score - CLOSE:
            sure = replace(c, spans=since, score=max(c.score, ranked[0].score + SURER))
            return [sure, *(other for other in ranked if other is not c)]
    return ranked


def _since(candidate: Candidate, documents: Mapping[str, Document]) -> tuple[Span, ...]:
    """The dates of a sentence that begin what it tells."""
    if candidate.fact.kind != "sentence":
        return ()
    text = documents[candidate.fact.document].text
    return tuple(s for s in candidate.spans if text[s.start : s.end].endswith("부터") or _SINCE.match(text, s.end))
