"""What the best fact lacks of a question: the kind of answer that is wanted, or the thing that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from rag.answering.choosing.belonging import UNSAID
from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.choosing.wanting import CELL, asks_name
from rag.answering.facts import entries
from rag.answering.spans.places import asks_whereabouts
from rag.answering.spans.quantities import quantities, years
from rag.asking.wording import ENTITY
from rag.questions import Query
from rag.types import Document, Fact

# 「안 뽑았나요」, 「뽑긴 함?」, 「뽑은 적 있나요」: whether it was done at all.
_DONE = re.compile(
    r"[았었했였됐갔왔]\s?(?:나|어|니|냐|는지|을까|죠|지|음|습)|긴\s?(?:하|해|했|함)|[은는한된]\s적(?:이|은|도)?\s?(?:있|없)|(?:했|됐|였|[았었])나"
)
_TITLE = re.compile(r"(?<![가-힣])(?:제목|타이틀)(?=[은는이을가]?(?:\s|\?|$))|\btitle[sd]?\b", re.I)
_ENTITLED = re.compile(r"[‘'“\"「『《〈<][^’'”\"」』》〉>]{1,40}(?<![.다요])[’'”\"」』》〉>]")
_COINED = re.compile("[가-힣]{3,}")
TELLING, NOWHERE, OUTRIGHT = (
    0.6,
    0.3,
    0.9,
)  # weight of a word, and strengths of one said nowhere and of one said outright
NEAR, LESS_SAID, NAMED = 6, 0.05, 0.75

BEHIND = 0.1  # in score, that the one that tells the claimed unit may be
_NAMING = frozenset(
    ["급", "위", "등", "등급", "호", "년", "월", "일", "단계", "차", "기"]
)  # name things, and count none


def missing_kind(query: Query, match: Match, best: Candidate, value: str, said: str = "") -> bool:
    """Whether the best fact lacks what is asked for: an amount, a date, a place, a person, a reason is there or not.
    `value` are the words of its value: an amount by name is no place or person. `said` are all of its words: what has a
    title has it in quotes there."""
    if _TITLE.search(query.text) and query.wanted == "any" and not (best.fact.label or _ENTITLED.search(said)):
        return True
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
    if best.fact.label in entries.NAMES:
        return bool(unsaid)
    if not is_amount(value):
        return any(ENTITY.fullmatch(re.sub(r"\s", "", word)) for word in unsaid)
    return any(re.search("[가-힣]", word) for word in unsaid)


def leaves_out_name(query: Query, match: Match, best: Candidate, known: Callable[[str], bool]) -> bool:
    """Whether the best fact is a sentence that leaves out a name of the question which the report writes elsewhere (새벽
    운수, where another carrier's buses are told). `known` says whether the report has a word."""
    if best.fact.kind != "sentence" or query.wanted not in ("number", "date", "person", "place", "organisation"):
        return False
    return any(
        match.strengths[i, best.row] < UNSAID
        and len(word.text) > 2
        and _COINED.fullmatch(word.text)
        and known(word.text)
        for i, word in enumerate(match.words)
        if not (word.asks or word.generic or word.verb) and (word.name or len(word.terms) > 1)
    )


def of_something_unsaid(query: Query, match: Match, best: Candidate) -> bool:
    """Whether an amount or a time is asked of something that no fact says, named right before it (택시 기본요금, where only that of
    another is told)."""
    if query.wanted not in ("number", "date", "any") or query.language != "ko":
        return False
    for i, (one, other) in enumerate(pairwise(match.words)):
        beside = query.text[one.end : other.start].isspace() and not (one.verb or one.asks or one.generic or other.verb)
        if beside and other.head and match.weights[i] >= TELLING and len(one.text) > 1:
            unsaid = float(match.strengths[i].max(initial=0.0)) < NOWHERE
            if unsaid and match.own[i + 1, best.row] >= OUTRIGHT:
                return True
    return False


def of_an_untold_year(
    query: Query, match: Match, best: Candidate, facts: Sequence[Fact], documents: Mapping[str, Document]
) -> bool:
    """Whether a year is asked for that the report does not tell: what says all that the question names tells it of other
    years, and the best fact, which is of no year, says less."""
    document = documents[best.fact.document]
    if query.wanted not in ("number", "any") or not query.years or document.year in query.years:
        return False
    matter = [i for i, w in enumerate(match.words) if not (w.asks or w.generic or w.verb)]
    if not matter or _years(best.fact, documents) or (match.own[matter, best.row] >= OUTRIGHT).all():
        return False
    whole = np.flatnonzero((match.own[matter] >= OUTRIGHT).all(0))
    told = [_years(facts[int(match.ids[row])], documents) for row in whole]
    return any(told) and not any(said & set(query.years) for said in told)


def _years(fact: Fact, documents: Mapping[str, Document]) -> set[int]:
    own = years(documents[fact.document].text[fact.start : fact.end])
    return own | {fact.year} if fact.year else own


def told_by_number(
    query: Query, match: Match, ranked: list[Candidate], value_of: Callable[[Fact], str]
) -> list[Candidate]:
    """Candidates with the amount by name first that tells whether something was done, where the best says of the same
    thing only what it is. `value_of` gives the words of a fact's value."""
    if query.wanted != "yesno" or not _DONE.search(query.text) or not ranked or query.threshold is not None:
        return ranked
    if ranked[0].fact.kind != "value" or is_amount(value_of(ranked[0].fact)):
        return ranked
    least = match.solid(ranked[0].row) - LESS_SAID
    told = [
        c
        for c in ranked[1:NEAR]
        if c.fact.kind == "value"
        and is_amount(value_of(c.fact))
        and match.precision[c.row] >= NAMED
        and match.solid(c.row) >= least
    ]
    promoted = [replace(c, score=ranked[0].score) for c in told[:1]]
    return [*promoted, *(c for c in ranked if c not in told[:1])]


def told_in_unit(
    query: Query, match: Match, ranked: list[Candidate], quote_of: Callable[[Fact], str]
) -> list[Candidate]:
    """Candidates with the one first that tells an amount of the unit that a yes-or-no question claims (교육 인원이
    100명이었나요), where the best tells none. `quote_of` gives a fact's words."""
    units = {q.unit for q in query.amounts if q.unit and q.unit not in _NAMING}
    if query.wanted != "yesno" or len(units) != 1 or not ranked or _tells(quote_of(ranked[0].fact), units):
        return ranked
    best = ranked[0]
    for c in ranked[1:NEAR]:
        as_much = match.solid(c.row) >= match.solid(best.row) - LESS_SAID and c.score >= best.score - BEHIND
        if as_much and c.year_fits >= best.year_fits and _tells(quote_of(c.fact), units):
            return [c, *(other for other in ranked if other is not c)]
    return ranked


def _tells(quote: str, units: set[str]) -> bool:
    return any(q.unit in units for q in quantities(quote))


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
