"""When the body began that a report is about: the sentence on it that says so with a year, before one that only counts on
from another (「3년 뒤 건물을 세웠다」).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.ranking import Candidate
from rag.answering.spans.quantities import moments
from rag.asking.firsts import FOUNDING
from rag.questions import Query
from rag.types import Document, Fact, Span

SURER = 0.1  # score that it has before the others then
_BEGAN = re.compile(
    r"(?:설립|창립|창설|창단|출범|발족|개원|개관|개소|개교|개업|개장|탄생)(?:[하되]|했|됐|된|한)|문을\s(?:열|연)|(?:에서|으로|로|이래|에)\s시작했|세[웠운워]|첫발을|첫걸음을"
)
_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_TOPIC = re.compile(r"(?:은|는|이|가)\s")


def since_founded(
    query: Query, ranked: Sequence[Candidate], facts: Sequence[Fact], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The candidates, led by the first sentence that tells in which year the report's subject began, where the question
    asks that alone and no field or sentence that does leads."""
    if not _asks(query) or not ranked or ranked[0].fact.kind in ("value", "date"):
        return list(ranked)
    best = ranked[0]
    said = [f for f in facts if f.kind == "sentence" and f.document == best.fact.document]
    told = [f for f in said if _dated(f, documents) and _of_subject(query.subjects, f, documents)]
    if not told or best.fact in told:
        return list(ranked)
    founded = replace(best, fact=told[0], spans=_dated(told[0], documents), score=best.score + SURER)
    return [founded, *(c for c in ranked if c.fact is not told[0])]


def surely_founded(query: Query, best: Candidate, documents: Mapping[str, Document]) -> bool:
    """Whether the best sentence tells just that, whatever its words for it."""
    told = best.fact.kind == "sentence" and _asks(query) and _of_subject(query.subjects, best.fact, documents)
    return told and bool(_dated(best.fact, documents))


def _asks(query: Query) -> bool:
    """Whether a question asks when the report's subject began, and nothing else."""
    matter = {t for w in query.words if not (w.asks or w.generic) for t in w.terms}
    return query.wanted == "date" and matter == {FOUNDING}


def _dated(fact: Fact, documents: Mapping[str, Document]) -> tuple[Span, ...]:
    """The dates with a year of a fact."""
    words = documents[fact.document].text[fact.start : fact.end]
    return tuple(Span(fact.start + m.start, fact.start + m.end) for m in moments(words) if m.year)


def _of_subject(subjects: Sequence[str], fact: Fact, documents: Mapping[str, Document]) -> bool:
    """Whether a sentence says of the report's subject that it began."""
    sentence = documents[fact.document].text[fact.start : fact.end]
    bare = _BRACKETS.sub("", sentence)
    ends = [bare.find(s) + len(s) for s in subjects if s in bare]
    return bool(_BEGAN.search(sentence)) and any(_TOPIC.match(bare, end) for end in ends)
