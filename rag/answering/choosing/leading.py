"""What goes before the best fact after all: the sentence that says why, the one who holds a post now, the fact that says
itself what the best one only stands beside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.ensuing import ensuing
from rag.answering.choosing.enumerated import with_enumeration
from rag.answering.choosing.existing import with_existence
from rag.answering.choosing.explaining import with_reason
from rag.answering.choosing.founding import since_founded
from rag.answering.choosing.introducing import with_introduction
from rag.answering.choosing.matching import Match
from rag.answering.choosing.pursuing import pursued
from rag.answering.choosing.ranking import Candidate
from rag.answering.choosing.starting import since_first
from rag.answering.spans.enumerating import counted_up
from rag.answering.spans.published import made_known
from rag.answering.spans.quantities import quantities
from rag.asking.kinds import PARTS, whether_told
from rag.asking.wording import CHANGE
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact

EVEN = 0.03  # scores that are no lead
IN_COLUMN = 0.85  # strength of a word that a column's name says
LOOKED_AT = 12  # candidates among which the present holder, or the parts, are looked for
NEXT, CLOSE = 5, 0.15  # candidates, and how far behind in score, that may say it themselves
SILENT, HALF = 0.3, 0.5  # strength of words that a fact does not say at all, and coverage that another may lack then
UNSAID, SAID = 0.5, 0.9  # strengths of a word that a fact does not say itself, and that it does
SEVERAL, LONG = 3, 10_000  # amounts that are parts; longer than any sentence
LESS = 0.3  # of coverage that what speaks of the very case (일요일에도) may lack
AS_MUCH = 0.1  # of coverage that the present holder may lack
_WHAT = re.compile(r"무엇을|뭘|뭐를|뭐\s|어떤\s(?:걸|것을)|무슨\s[가-힣]+을")
_POST = r"[가-힣]*(?:장|대표|이사|위원|교수|감독|총재|의장|단장|사무국장|대표이사|회장|사장|지사|시장|군수|총장)"
_HOLDER = re.compile(
    rf"{_POST}(?:님)?(?:은|는|이|가)?\s?(?:누구|이름|성함)|누가\s(?:지금\s|현재\s)?{_POST}|who is the\b", re.I
)
_BEFORE = re.compile(
    r"초대|첫|(?:\d+|[일이삼사오육칠팔구])\s?대|(?<![가-힣])[전前]\s|전임|역대|당시|옛|번째|원래|예전|이전|과거|[였었했]|\d\s?년|former|first|previous"
)
_WHO_ARE = re.compile(r"(?P<name>[가-힣A-Za-z·\s]{2,20}?)(?:들)?(?:은|는|이|가)\s(?:누구|어디)")
_NOW = re.compile(
    rf"(?<![가-힣])(?:현(?=\s|{_POST})|현재|지금의|현직|신임)\s?(?:[가-힣]{{2,4}}\s)?{_POST}|{_POST}[은는]\s현재"
)


def led(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    korean: Korean,
) -> list[Candidate]:
    """The candidates in the order in which they are to be looked at: best first, but for what must go before it."""
    ranked = _telling(query, match, ranked, documents)
    ranked = with_reason(query, match, _by_column(match, ranked), facts, documents, korean)
    ranked = _counting(query, match, _done(query, match, ranked), documents)
    ranked = _saying(query, match, _in_parts(query, match, _holding(query, match, ranked, documents), documents))
    ranked = ensuing(query, match, _called(query, ranked), documents)
    ranked = _of_a_list(query, match, _of_the_mean(query, ranked, documents))
    ranked = _opening(query, match, ranked, facts)
    ranked = _of_the_unit(query, match, ranked, documents)
    ranked = with_enumeration(query, match, ranked, facts, documents)
    ranked = since_founded(query, with_existence(query, ranked, documents), facts, documents)
    ranked = with_introduction(query, since_first(query, match, ranked, documents), documents)
    ranked = pursued(query, match, ranked, facts, documents)
    return [c for i, c in enumerate(ranked) if not i or c.fact is not ranked[0].fact]  # no rival of itself


def _by_column(match: Match, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with, of the cells of the best one's row that rank as high, the one first whose column says most of
    the question: words of filing too (이용 in 이용률), which tell nothing else apart."""
    if not ranked or not ranked[0].fact.attribute:
        return list(ranked)
    best = ranked[0]
    row = [
        c
        for c in ranked
        if (c.fact.group, c.fact.label, c.fact.year) == (best.fact.group, best.fact.label, best.fact.year)
        and c.fact.attribute
        and c.score > best.score - EVEN
    ]

    def said(c: Candidate) -> float:
        return float(sum(match.called[w, c.row] >= IN_COLUMN for w in range(len(match.words))))

    first = max(row, key=lambda c: (said(c), c.score))
    return [first, *(c for c in ranked if c is not first)] if said(first) > said(best) else list(ranked)


def _of_the_mean(query: Query, ranked: list[Candidate], documents: Mapping[str, Document]) -> list[Candidate]:
    """What is called a mean before what stands beside it, where a mean is asked for (평균 보수, not 신입 초임)."""
    if query.operation != "average" or query.wanted != "number" or not ranked:
        return ranked
    best = ranked[0]
    close = [c for c in ranked[:LOOKED_AT] if c.score >= best.score - CLOSE and c.fact.group == best.fact.group]
    means = [c for c in close if c.fact.kind != "list" and "평균" in _said(c.fact, documents)]
    return [*means, *(c for c in ranked if c not in close)] if means else ranked


def _of_a_list(query: Query, match: Match, ranked: list[Candidate]) -> list[Candidate]:
    """The one of a list's things that says more of the question than the list does, where one amount is asked for
    (평균 연봉, of a field 연봉 that has two)."""
    if query.wanted != "number" or query.asks_list or query.operation != "none" or not ranked:
        return ranked
    best = ranked[0]
    if best.fact.kind != "list":
        return ranked
    enough = match.solid(best.row) + CLOSE
    saying = [c for c in ranked if c.fact.id in best.fact.members and c.spans and match.solid(c.row) >= enough]
    return [*saying, *(c for c in ranked if c not in saying)] if len(saying) == 1 else ranked


def _opening(query: Query, match: Match, ranked: list[Candidate], facts: Sequence[Fact]) -> list[Candidate]:
    """What is asked as the report itself asks it above a passage (「출장은 자주 가나요?」) is answered by the passage's first
    sentence, not by a later one that says no more of it."""
    best = ranked[0] if ranked else None
    heads = [w for w, word in enumerate(match.words) if word.head and not word.asks]
    if best is None or query.wanted != "yesno" or best.fact.kind != "sentence" or not heads:
        return ranked
    fact = best.fact
    if not fact.parent.endswith("?") or (match.own[heads, best.row] >= UNSAID).any():
        return ranked
    first = next(
        (
            c
            for c in ranked[:LOOKED_AT]
            if c.fact.kind == "sentence" and c.fact.id < fact.id and _opens(c.fact, fact, facts)
        ),
        None,
    )
    if first is None or (match.strengths[heads, first.row] < match.strengths[heads, best.row] - 1e-3).any():
        return ranked
    return [first, *(c for c in ranked if c is not first)]


def _opens(one: Fact, other: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a fact is the first of the passage that another stands in."""
    place = (other.document, other.section, other.parent)
    before = facts[one.id - 1] if one.id else None
    alone = before is None or (before.document, before.section, before.parent) != place
    return alone and (one.document, one.section, one.parent) == place


def _of_the_unit(
    query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """Where a yes-or-no question names an amount (「1년에 두 번 있나요」), what tells one of its unit goes before what tells
    none and says no more of the question."""
    units = {q.unit for q in query.amounts if q.unit}
    if query.wanted != "yesno" or query.threshold is not None or not units or not ranked:
        return ranked
    enough = match.coverage[ranked[0].row] - AS_MUCH
    for c in ranked[:LOOKED_AT]:
        if match.coverage[c.row] >= enough and units & {q.unit for q in quantities(_said(c.fact, documents))}:
            return [c, *(o for o in ranked if o is not c)]
    return ranked


def _telling(
    query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> Sequence[Candidate]:
    """Whether something is known yet is answered by what says that it was made known or was not, where that says about
    as much as the best fact, or by an amount of a table; other sentences stand for nothing."""
    if query.wanted != "yesno" or not ranked or whether_told(query.text) is None:
        return ranked
    telling = [c for c in ranked[:LOOKED_AT] if c.year_fits and made_known(_said(c.fact, documents)) is not None]
    enough = match.coverage[ranked[0].row] - AS_MUCH
    if telling and match.coverage[telling[0].row] >= enough:
        return telling
    return ranked if ranked[0].fact.group > 0 or ranked[0].fact.kind == "list" else []


def _in_parts(
    query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """What an amount is made of (「수입의 내역」) is told by the sentence that counts the parts up, not by the amount; of
    several by the one that names it first."""
    if query.wanted != "list" or not ranked or not PARTS.search(query.text):
        return ranked
    best = ranked[0].fact
    if best.kind not in ("value", "sentence") or not 0 < len(quantities(_said(best, documents))) < SEVERAL:
        return ranked
    heads = [word for word in match.words if word.head]
    enough = match.coverage[ranked[0].row] - AS_MUCH
    found = []
    for c in ranked[1:LOOKED_AT]:
        said = _said(c.fact, documents)
        if c.fact.kind == "sentence" and match.coverage[c.row] >= enough and len(quantities(said)) >= SEVERAL:
            found.append((min((said.find(h.text) % LONG for h in heads), default=0), c))
    first = min(found, key=lambda one: one[0], default=None)
    return [first[1], *(c for c in ranked if c is not first[1])] if first else ranked


def _done(query: Query, match: Match, ranked: list[Candidate]) -> list[Candidate]:
    """What was done (「무엇을 분석했나요」) is told by the fact that says that deed itself, not by one beside it."""
    asked = query.interrogative
    deeds = [w for w, word in enumerate(match.words) if word.after and not (word.asks or word.generic)]
    if asked is None or len(deeds) != 1 or not ranked or not _WHAT.match(query.text, asked[0]):
        return ranked
    best, deed = ranked[0], deeds[0]
    if match.own[deed, best.row] >= SAID:
        return ranked
    for c in ranked[1:NEXT]:
        as_much = match.solid(c.row) >= match.solid(best.row) - CLOSE / 3 and c.year_fits >= best.year_fits
        if match.own[deed, c.row] >= SAID and as_much and c.score >= best.score - CLOSE / 3:
            return [c, *(other for other in ranked if other is not c)]
    return ranked


def _counting(
    query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """What things there are (「체험할 수 있는 직업들」) is told by the sentence that counts them up, not by one beside it
    that only says the same words."""
    if query.wanted != "list" or not ranked or ranked[0].fact.kind != "sentence" or query.units:
        return ranked
    best = ranked[0]
    if counted_up(_said(best.fact, documents)):
        return ranked
    for c in ranked[1:NEXT]:
        beside = c.fact.kind == "sentence" and c.fact.chunk == best.fact.chunk and c.score >= best.score - CLOSE / 3
        if beside and match.solid(c.row) >= SAID and counted_up(_said(c.fact, documents)) >= SEVERAL:
            return [c, *(other for other in ranked if other is not c)]
    return ranked


def _saying(query: Query, match: Match, ranked: list[Candidate]) -> list[Candidate]:
    """Whether there was a thing (「중대재해가 있었나요」) is answered by the fact that names it, not by one beside it."""
    even = [w for w, word in enumerate(match.words) if not word.asks and query.text.startswith("에도 ", word.end)]
    heads = even or [w for w, word in enumerate(match.words) if word.head and not word.asks]
    if query.wanted != "yesno" or not ranked or not heads:
        return ranked
    best = ranked[0]
    if best.trait("year_said"):  # it says whether that was so in the year that is claimed
        return ranked
    verbs = [w for w, word in enumerate(match.words) if word.verb and not word.asks]
    changed = bool(verbs) and bool(CHANGE.search(query.text)) and (match.own[verbs, best.row] < UNSAID).all()
    if (match.own[heads, best.row] >= UNSAID).any() and not changed:
        return ranked
    matter = [w for w, word in enumerate(match.words) if not (word.asks or word.generic)]
    silent = bool((match.own[matter, best.row] < SILENT).all())  # all that is asked is only said around it
    least = match.coverage[best.row] - (HALF if silent else 0.0) - (LESS if even else 0)
    for c in ranked[1:NEXT]:
        said = (match.own[heads, c.row] >= SAID).all() and match.coverage[c.row] >= least
        done = bool(verbs) and (match.own[verbs, c.row] >= SAID).all()  # it says when it came about
        if said and (done or (not changed and c.year_fits >= best.year_fits)) and c.score >= best.score - CLOSE:
            rest = [other for other in ranked if other is not c]
            if silent:  # those before it say nothing, and are no doubt about it
                rest = [o for o in rest if (match.own[matter, o.row] >= SILENT).any()]
            return [c, *rest]
    return ranked


def _holding(query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]) -> list[Candidate]:
    """Who holds a post now before those who held it, where the question asks for nobody else and the report tells them
    apart (「현 김가람 원장」)."""
    if query.wanted != "person" or not ranked or not _HOLDER.search(query.text) or _BEFORE.search(query.text):
        return ranked
    for c in ranked[1:LOOKED_AT]:
        said = _said(c.fact, documents)
        if c.spans and _NOW.search(said) and match.coverage[c.row] >= match.coverage[ranked[0].row] - AS_MUCH:
            return [c, *(other for other in ranked if other is not c)]
    return ranked


def _called(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """The list that the report calls as the question does before what only speaks of such (「주요 고객은 누구」)."""
    m = _WHO_ARE.search(query.text) if query.wanted in ("person", "place", "organisation") else None
    if m is None or not ranked:
        return ranked
    name = m["name"].replace(" ", "")
    for c in ranked[1:LOOKED_AT]:
        if c.fact.kind == "list" and name.endswith(c.fact.label.replace(" ", "") or " "):
            first = replace(c, score=max(c.score, ranked[0].score), spans=(c.fact.value,))
            return [first, *(o for o in ranked[1:] if o is not c), ranked[0]]
    return ranked


def _said(fact: Fact, documents: Mapping[str, Document]) -> str:
    return documents[fact.document].text[fact.start : fact.end]
