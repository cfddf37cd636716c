"""How many years lie between two things that a report dates: each side of the question finds its own year.

「설립되고 몇 년 뒤에 별관을 열었나요?」 · 「신축 이전부터 새 이름을 쓰기까지 몇 년 걸렸나요?」
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.quantities import Moment, moments
from rag.questions import Query, QueryWord
from rag.types import Fact

_LATER = re.compile(
    r"^(?P<first>.{2,}?)(?:고\s?(?:나서|서)?|[한된은진난]\s?(?:지|뒤|후|다음)|[가-힣]\s(?:뒤|후|이후))\s(?:약\s|대략\s)?몇\s?년\s?(?:뒤|후|만|이?\s?지나|이?\s?흘러|있다가)[가-힣]*\s(?P<second>.+)$"
)
_TO = re.compile(r"^(?P<first>.{2,}?)(?:부터|에서)\s(?P<second>.{2,}?)까지[가-힣]*\s(?:[가-힣]+\s)?몇\s?년")
# 「설립 후 2024년이면 몇 주년」, 「2024년 기준 설립된 지 몇 년째」: until a year that the question names.
_OLD = re.compile(
    r"몇\s?(?:주년|년\s?(?:째|차|(?:이|이나|쯤|정도)?\s?(?:되|된|됐|돼|지나|지났|흘)))|(?:햇수로|만으로)\s?몇|how many years (?:old|has it been)"
)
_UNTIL = re.compile(r"(?P<year>(?:19|20)\d\d)\s?년?(?:도)?\s?(?:이면|기준|에는?|현재|으로|로|까지|은|이)")
_OPENED = re.compile(r"(?:문|첫\s?삽|막)을\s")  # 문을 열다 is told as 개소, 개관
_YEAR = re.compile(r"((?:19|20)\d\d)년?")
_STARTS = ("시작", "연도", "해", "때", "시점", "처음")
SAID = 0.6  # strength from which a fact says a word of its side
LOOKED_AT = 40  # facts a side, best first


def asks_years(query: Query) -> bool:
    """Whether a question asks how many years lie between two things."""
    return bool(_LATER.search(query.text) or _TO.search(query.text))


def years_between(
    query: Query,
    facts: Sequence[Fact],
    words_of: Callable[[Fact], str],
    find: Callable[[Query], Match],
    edition: int | None = None,
) -> Draft:
    """The years from the first thing to the second; NOTHING where the question asks for none or a side has no date.
    `words_of` gives the words of a fact, `find` matches a query with the facts; `edition` is the report's year, until
    which a thing's age is told where the question names no year."""
    m = _LATER.search(query.text) or _TO.search(query.text)
    if m is None:
        return _until(query, facts, words_of, find, edition)
    sides = [
        tuple(w for w in query.words if m.start(side) <= w.start < m.end(side) and w.text not in _STARTS and not w.asks)
        for side in ("first", "second")
    ]
    first = _dated(query, sides[0], facts, words_of, find)
    if first is None:
        return NOTHING
    proofs = [Proof.of(first[0])]
    if named := _YEAR.fullmatch(m["second"]):  # 「설립부터 2024년까지」: the question says the year itself
        year, told = int(named[1]), f"{named[1]}년"
    else:
        second = _dated(query, sides[1], facts, words_of, find)
        if second is None or second[1].year is None:
            return NOTHING
        year, told = second[1].year, second[1].text
        proofs.append(Proof.of(second[0]))
    assert first[1].year is not None
    if year <= first[1].year:
        return NOTHING
    gap = str(year - first[1].year)
    text = sentences(query.language).years_between(first[1].text, told, gap)
    step = f"{year} − {first[1].year} = {gap}"
    return Draft("answered", (Line(text, tuple(proofs)),), (gap,), (step,), 1.0)


def _until(
    query: Query,
    facts: Sequence[Fact],
    words_of: Callable[[Fact], str],
    find: Callable[[Query], Match],
    edition: int | None,
) -> Draft:
    """The years from what the question is about to a year that it names, else to the report's own."""
    until = _UNTIL.search(query.text)
    year = int(until["year"]) if until else edition
    if year is None or not _OLD.search(query.text) or len(query.years) != (1 if until else 0):
        return NOTHING
    words = tuple(w for w in query.words if w.text not in _STARTS and not w.asks)
    dated = _dated(replace(query, years=()), words, facts, words_of, find)
    if dated is None or dated[1].year is None or dated[1].year >= year:
        return NOTHING
    gap = str(year - dated[1].year)
    macros = sentences(query.language)
    text = macros.years_between(dated[1].text, f"{year}년", gap) if until else macros.years_since(dated[1].text, gap)
    step = f"{year} − {dated[1].year} = {gap}"
    return Draft("answered", (Line(text, (Proof.of(dated[0]),)),), (gap, str(year)), (step,), 1.0)


def _dated(
    query: Query,
    words: tuple[QueryWord, ...],
    facts: Sequence[Fact],
    words_of: Callable[[Fact], str],
    find: Callable[[Query], Match],
) -> tuple[Fact, Moment] | None:
    """The fact that says all words of a side, and its first date with a year."""
    if not words:
        return None
    match = find(replace(query, words=words))
    nouns = [i for i, w in enumerate(words) if not (w.verb or w.generic or _OPENED.match(query.text, w.start))]
    nouns = nouns or list(range(len(words)))
    for row in np.argsort(-match.coverage, kind="stable")[:LOOKED_AT]:
        fact = facts[int(match.ids[row])]
        if fact.members or (match.own[nouns, row] < SAID).any():
            continue
        found = [d for d in moments(words_of(fact)) if d.year is not None]
        if found:
            return fact, found[0]
    return None
