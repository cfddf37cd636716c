"""The sentence beside the matter that says why.

「수질은 지난해 나빠졌다. 군청은 공장이 늘어난 점을 원인으로 꼽았다.」 answers why with its second sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.choosing.matching import NEARBY, Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.spans.reasons import explains, reason_places, says_why
from rag.korean import Korean
from rag.questions import Query, QueryWord
from rag.types import Document, Fact, Span

WHAT_FOLLOWS = 0.7  # share of the question's matter that a sentence says whose neighbour may give the reason
TELLS_MORE = 0.1
SAID = 0.9  # strength from which a sentence says a word
ABOUT_AS_MUCH = 0.15  # of coverage
_REASON = re.compile("원인|이유|까닭|계기|배경")
_NEAR = 6  # facts on either side, of which some are amounts inside sentences


def with_reason(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    korean: Korean,
) -> list[Candidate]:
    """The candidates, led by the sentence that says why what the best one tells of came about, where that one does
    not say it itself. Its features stay those of the sentence that it explains."""
    if query.wanted != "reason" or not ranked:
        return list(ranked)
    ranked = _saying_so(query, match, _without_amounts(match, ranked), documents)
    matter = max((c for c in ranked if c.fact.kind == "sentence"), key=lambda c: match.solid(c.row), default=None)
    if matter is None or matter.spans or match.solid(matter.row) < WHAT_FOLLOWS:
        return list(ranked)
    at = matter.fact.id
    for next_to in (facts[at + 1 : at + _NEAR], facts[max(0, at - _NEAR) : at][::-1]):
        beside = _beside(matter.fact, next_to, documents)
        if beside is None:
            continue
        words = documents[beside.document].text[beside.start : beside.end]
        places = reason_places(words, korean)
        after = beside.id > at
        if says_why(words) or (after and (explains(words) or (places and _goes_on(match, matter, beside)))):
            spans = tuple(Span(beside.start + s.start, beside.start + s.end) for s in places)
            spans = spans or (Span(beside.start, beside.end),)
            return [replace(matter, fact=beside, spans=spans, score=ranked[0].score), *ranked]
    if not _explains(ranked[0], matter, match, documents) and (
        match.solid(matter.row) > match.solid(ranked[0].row) + TELLS_MORE
    ):
        return [matter, *ranked]  # what tells of it does not say why: neither does another reason
    return list(ranked)


def _saying_so(
    query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> Sequence[Candidate]:
    """The candidates, led by the sentence that begins with the noun of reason that the question asks for (원인은 …) and
    stands in the passage of the best one, where that one only says besides by what it came about."""
    asked = _REASON.search(query.text)
    best = ranked[0]
    if asked is None or best.fact.kind != "sentence" or _opens(best, asked[0], documents):
        return ranked
    for c in ranked[1:_NEAR]:
        beside = (c.fact.document, c.fact.section, c.fact.parent) == (
            best.fact.document,
            best.fact.section,
            best.fact.parent,
        )
        said = match.coverage[c.row] >= match.coverage[best.row] - ABOUT_AS_MUCH
        if (
            c.fact.kind == "sentence"
            and c.fact.id > best.fact.id
            and beside
            and said
            and _opens(c, asked[0], documents)
        ):
            return [replace(c, score=best.score), *(o for o in ranked if o is not c)]
    return ranked


def _opens(one: Candidate, noun: str, documents: Mapping[str, Document]) -> bool:
    """Whether a sentence begins with a noun as its topic."""
    words = documents[one.fact.document].text[one.fact.start : one.fact.end]
    return words.startswith((f"{noun}은 ", f"{noun}는 ", f"{noun}으로는 ", f"{noun}로는 "))


def _without_amounts(match: Match, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates without the values in their lead, where a sentence gives a reason of about as much of what is
    asked: an amount by name says nothing of why."""
    first = next((i for i, c in enumerate(ranked) if c.fact.kind != "value" or c.spans), 0)
    if not first or not ranked[first].spans:
        return ranked
    said = match.solid(ranked[first].row)
    return ranked[first:] if all(match.solid(c.row) <= said + TELLS_MORE for c in ranked[:first]) else ranked


def _explains(one: Candidate, matter: Candidate, match: Match, documents: Mapping[str, Document]) -> bool:
    """Whether a sentence of the matter's section is there to give a reason and names what the question is about."""
    fact = one.fact
    words = documents[fact.document].text[fact.start : fact.end]
    heads = [(w, word) for w, word in enumerate(match.words) if word.head]
    return (
        fact.kind == "sentence"
        and (fact.document, fact.section) == (matter.fact.document, matter.fact.section)
        and says_why(words)
        and all(
            match.own[w, one.row] >= SAID
            or _for_short(word, words)
            or (fact.id > matter.fact.id and match.strengths[w, one.row] >= NEARBY - 1e-3)  # and goes on about it
            for w, word in heads
        )
    )


def _for_short(word: QueryWord, words: str) -> bool:
    """Whether a sentence calls a thing of a long name by its last noun: 센터 for 청년상담센터."""
    last = word.terms[-1] if len(word.terms) > 1 else ""
    return len(last) > 1 and word.text.endswith(last) and bool(re.search(rf"(?<![가-힣]){last}(?![가-힣]{{3}})", words))


def _goes_on(match: Match, matter: Candidate, beside: Fact) -> bool:
    """Whether a sentence says what happened, by a verb of the question that the one on the matter lacks."""
    rows = np.flatnonzero(match.ids == beside.id)
    return any(
        match.own[w, row] >= SAID > match.own[w, matter.row]
        for row in rows
        for w, word in enumerate(match.words)
        if word.verb and not word.asks
    )


def _beside(one: Fact, near: Iterable[Fact], documents: Mapping[str, Document]) -> Fact | None:
    """The first sentence of `near` where it is of the same paragraph."""
    other = next((f for f in near if f.kind == "sentence"), None)
    if other is None or one.document != other.document or one.section != other.section:
        return None
    first, second = sorted((one, other), key=lambda f: f.start)
    return None if "\n\n" in documents[one.document].text[first.end : second.start] else other
