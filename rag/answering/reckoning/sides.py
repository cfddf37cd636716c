"""Whether the best fact tells all that a question sets side by side: both things of a comparison, all years of a sum."""

from __future__ import annotations

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.reckoning.between import asks_years
from rag.answering.spans.quantities import years
from rag.questions import Query

UNSAID = 0.3  # strength below which a fact says nothing of a word


def leaves_one_of_two(query: Query, match: Match, best: Candidate) -> bool:
    """Whether the best fact says nothing of one of two things that a question joins (장점과 단점)."""
    return any(
        (match.strengths[one, best.row] < UNSAID) != (match.strengths[other, best.row] < UNSAID)
        for one, other in query.pairs
        if not (match.words[one].asks or match.words[other].asks)
    )


def lacks_a_side(query: Query, best: Candidate, words: str) -> bool:
    """Whether a comparison or a sum over years would be answered with one of its sides only. `words` are those of the
    best fact; a sentence may tell the whole of it in words of its own, or for all the years that are asked for."""
    if asks_years(query):
        return True
    if best.fact.kind == "sentence" and len(query.years) < 2:
        return False
    if query.operation == "ratio" and "%" in query.units and best.spans:
        return False  # the share is told
    if query.operation == "difference" and query.wanted == "list":
        return False  # 「두 종류와 그 차이」 are told, not calculated
    if query.operation == "sum" and best.fact.kind == "sentence" and set(query.years) <= years(words):
        return False  # 「2016년부터 2024년까지 187명」
    return query.operation in ("difference", "compare", "ratio", "spread") or (
        query.operation == "sum" and len(query.years) > 1
    )
