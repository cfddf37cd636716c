"""What the best fact lacks of a question: the kind of answer that is wanted, or the thing that it names."""

from __future__ import annotations

import re

from rag.answering.belonging import UNSAID
from rag.answering.matching import Match
from rag.answering.places import asks_whereabouts
from rag.answering.quantities import quantities
from rag.answering.ranking import Candidate
from rag.answering.wanting import CELL, asks_name
from rag.questions import Query
from rag.wording import ENTITY


def missing_kind(query: Query, match: Match, best: Candidate, value: str) -> bool:
    """Whether the best fact lacks what is asked for: an amount, a date, a place, a person, a reason is there or not.
    `value` are the words of its value: an amount by name is no place or person."""
    whole = best.trait("untyped_whole") and best.trait("other_name") and len(query.words) > 2
    if query.wanted in ("person", "place") and whole and not (asks_name(query) or asks_whereabouts(query)):
        return False  # it says all that is asked and some name besides: that will be the one
    unsaid = best.trait("weakest") < UNSAID  # who or where somebody did what the fact does not say
    name = best.fact.kind == "value" and not is_amount(value) and not asks_name(query) and not unsaid
    hard = ("number", "date", "reason") if name else ("number", "date", "reason", "place", "person")
    return (query.wanted in hard and not best.spans) or (name and _named_itself(query, match, best, value))


def _named_itself(query: Query, match: Match, best: Candidate, value: str) -> bool:
    """Whether the question names what a field holds and asks where that is from: the field only says what it is."""
    if query.wanted not in ("place", "organisation") or best.spans:
        return False
    folded = _fold(value)
    matter = [w for w in match.words if not (w.asks or w.generic or w.verb)]
    return bool(matter) and all(_fold(w.text) in folded for w in matter)


def is_amount(value: str) -> bool:
    """Whether a value is an amount, not words with one among them."""
    return len(value) < CELL and bool(quantities(value))


def names_another(match: Match, best: Candidate, value: str) -> bool:
    """Whether the best fact is an amount by name, yet the question names something that it does not (홍보팀 정원, where
    only other teams have one); or a word by name, yet the question is about another body (체육부의 비전). `value` are
    the words of its value."""
    if best.fact.kind != "value":
        return False
    unsaid = [
        word.text
        for i, word in enumerate(match.words)
        if match.strengths[i, best.row] < UNSAID and not (word.asks or word.generic or word.verb)
    ]
    if not is_amount(value):
        return any(ENTITY.fullmatch(re.sub(r"\s", "", word)) for word in unsaid)
    return any(re.search("[가-힣]", word) for word in unsaid)


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
