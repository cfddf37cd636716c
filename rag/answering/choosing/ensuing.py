"""How many there were of what a sentence names, told by the sentence right behind it: 「광장에서 '달빛 장터'를 열었다. 시민
600명이 찾았다.」, where the question is how many came to the 장터."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document

SAID, AROUND = 0.9, 0.5  # strengths of what the first sentence says itself, and of what the next has of it
LOOKED_AT = 6  # candidates
_TOPIC = re.compile(r"[가-힣][은는](?:\s[가-힣]+){0,2}\s$")  # before an amount: whose it is, 「임직원은 모두 400명」


def ensuing(query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]) -> list[Candidate]:
    """The candidates with the next sentence first, where the best one says all that the question names but no amount of
    the kind that is wanted, and the next tells a single one."""
    if not ranked or not _counts(query):
        return ranked
    next_one = next((c for c in ranked[1:LOOKED_AT] if _ensues(match, ranked[0], c, documents)), None)
    return [next_one, *(c for c in ranked if c is not next_one)] if next_one else ranked


def surely_ensuing(query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> bool:
    """Whether the best candidate is such a next sentence, and the one before it comes second."""
    return len(ranked) > 1 and _counts(query) and _ensues(match, ranked[1], ranked[0], documents)


def _counts(query: Query) -> bool:
    return (
        query.wanted == "number" and query.operation == "none" and bool(query.units) and query.interrogative is not None
    )


def _ensues(match: Match, first: Candidate, other: Candidate, documents: Mapping[str, Document]) -> bool:
    """Whether `first` names all that is asked for without its amount, and `other`, right behind it, tells one that is of
    nothing else by name."""
    matter = [w for w, word in enumerate(match.words) if not (word.asks or word.generic)]
    nouns = [w for w in matter if not match.words[w].verb]
    one, two = first.fact, other.fact
    beside = one.kind == two.kind == "sentence" and two.id == one.id + 1 and one.chunk == two.chunk
    if not beside or first.spans or len(other.spans) != 1 or not nouns:
        return False
    if _TOPIC.search(documents[two.document].text[two.start : other.spans[0].start]):
        return False
    told = (match.strengths[matter, other.row] >= AROUND).all()
    return bool(told and (match.own[nouns, first.row] >= SAID).all())
