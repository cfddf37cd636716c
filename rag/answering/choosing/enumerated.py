"""The sentence that counts up what a question asks several of, where the one found best only speaks of them.

「솔샘 지원단은 상담을 돕는다. 이들은 진로, 적성, 면접의 세 분야를 맡는다.」 tells with its second sentence which fields they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.spans.enumerating import counted_up
from rag.answering.spans.quantities import quantities
from rag.questions import Query
from rag.types import Document, Fact

SEVERAL = 3  # things that are counted up
LOOKED_AT, FURTHER = 8, 6  # candidates, and facts behind the best one, of which some are amounts inside sentences
LESS, LOWER = 0.35, 0.25  # of the question's matter, and of the score, that the counting sentence may lack
SAID = 0.85  # strength from which a fact or its place says a word
_MAIN = re.compile(
    r"(?:주요|대표적인?)\s[가-힣\s]{2,12}(?:을|를|은|는|이|가)\s?(?:알려|말해|소개|무엇|뭐|뭔|어떤|\?|$)"
)
_PHRASE = re.compile(r"(?:주요|[두세네]|다섯|여섯|일곱|여덟)\s[가-힣]{2,8}?(?=을|를|은|는|이|가|의|\s|\?|$)")


def asks_several(query: Query) -> bool:
    """Whether a question asks which things there are."""
    return query.wanted == "list" or (query.wanted == "any" and bool(_MAIN.search(query.text)))


def with_enumeration(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
) -> list[Candidate]:
    """The candidates, led by the sentence that counts things up where the best one counts none. It keeps the
    features of the best, which says what the things are."""
    if not ranked or ranked[0].fact.kind != "sentence" or not asks_several(query):
        return list(ranked)
    best = ranked[0]
    if counted_up(_words(best.fact, documents)) >= SEVERAL - 1:
        return list(ranked)
    follower = next((f for f in facts[best.fact.id + 1 : best.fact.id + FURTHER] if f.kind == "sentence"), None)
    if follower is not None and _goes_on(best.fact, follower, documents):
        return [replace(best, fact=follower, spans=()), *ranked]
    least = match.solid(best.row) - LESS
    for c in ranked[1:LOOKED_AT]:
        near = (c.fact.document, c.fact.section) == (best.fact.document, best.fact.section)
        close = c.score >= best.score - LOWER and match.solid(c.row) >= least and c.year_fits >= best.year_fits
        if c.fact.kind == "sentence" and near and close and counted_up(_words(c.fact, documents)) >= SEVERAL:
            return [replace(best, fact=c.fact, spans=()), *(other for other in ranked if other is not c)]
    return list(ranked)


def surely_counted(query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> bool:
    """Whether the best sentence counts up just what is asked for: it, or the title over it, says so in the question's
    own words (네 본부, 주요 시설)."""
    if not ranked or ranked[0].fact.kind != "sentence" or not asks_several(query):
        return False
    best, m = ranked[0], _PHRASE.search(query.text)
    matter = [i for i, w in enumerate(match.words) if not (w.asks or w.generic)]
    if m is None or not matter or (match.strengths[matter, best.row] < SAID).any():
        return False
    words = _words(best.fact, documents)
    said = f"{words} {''.join(best.fact.section[-1:])}"
    return counted_up(words) >= SEVERAL and _fold(m.group()) in _fold(said)


def _goes_on(one: Fact, other: Fact, documents: Mapping[str, Document]) -> bool:
    """Whether the sentence behind one counts up, in the same paragraph, at least three things or amounts."""
    if one.document != other.document or one.section != other.section:
        return False
    if "\n\n" in documents[one.document].text[one.end : other.start]:
        return False
    words = _words(other, documents)
    amounts = len(quantities(words)) >= SEVERAL > len(quantities(_words(one, documents)))
    return counted_up(words) >= SEVERAL or amounts


def _words(fact: Fact, documents: Mapping[str, Document]) -> str:
    return documents[fact.document].text[fact.start : fact.end]


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text)
