"""What goes before the best fact after all: the sentence that says why, the one who holds a post now, the fact that says
itself what the best one only stands beside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.columns import by_column
from rag.answering.explaining import with_reason
from rag.answering.introducing import with_introduction
from rag.answering.matching import Match
from rag.answering.pursuing import pursued
from rag.answering.quantities import quantities
from rag.answering.ranking import Candidate
from rag.kinds import PARTS
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact
from rag.wording import CHANGE

LOOKED_AT = 12  # candidates among which the present holder, or the parts, are looked for
NEXT, CLOSE = 5, 0.15  # candidates, and how far behind in score, that may say it themselves
UNSAID, SAID = 0.5, 0.9  # strengths of a word that a fact does not say itself, and that it does
SEVERAL, LONG = 3, 10_000  # amounts that are parts; longer than any sentence
AS_MUCH = 0.1  # of coverage that the present holder may lack
_POST = r"[가-힣]*(?:장|대표|이사|위원|교수|감독|총재|의장|단장|사무국장|대표이사|회장|사장|지사|시장|군수|총장)"
_HOLDER = re.compile(
    rf"{_POST}(?:님)?(?:은|는|이|가)?\s?(?:누구|이름|성함)|누가\s(?:지금\s|현재\s)?{_POST}|who is the\b", re.I
)
_BEFORE = re.compile(
    r"초대|첫|(?:\d+|[일이삼사오육칠팔구])\s?대|(?<![가-힣])[전前]\s|전임|역대|당시|옛|번째|원래|예전|이전|과거|[였었했]|\d\s?년|former|first|previous"
)
_NOW = re.compile(rf"(?<![가-힣])(?:현|현재|지금의|현직|신임)\s?(?:[가-힣]{{2,4}}\s)?{_POST}|{_POST}[은는]\s현재")


def led(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    korean: Korean,
) -> list[Candidate]:
    """The candidates in the order in which they are to be looked at: best first, but for what must go before it."""
    ranked = with_reason(query, match, by_column(match, ranked), facts, documents, korean)
    ranked = _saying(query, match, _in_parts(query, match, _holding(query, match, ranked, documents), documents))
    return pursued(query, match, with_introduction(query, ranked, documents), facts, documents)


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


def _saying(query: Query, match: Match, ranked: list[Candidate]) -> list[Candidate]:
    """Whether there was a thing (「중대재해가 있었나요」) is answered by the fact that names it, not by one beside it."""
    heads = [w for w, word in enumerate(match.words) if word.head and not word.asks]
    if query.wanted != "yesno" or not ranked or not heads:
        return ranked
    best = ranked[0]
    verbs = [w for w, word in enumerate(match.words) if word.verb and not word.asks]
    changed = bool(verbs) and bool(CHANGE.search(query.text)) and (match.own[verbs, best.row] < UNSAID).all()
    if (match.own[heads, best.row] >= UNSAID).any() and not changed:
        return ranked
    for c in ranked[1:NEXT]:
        said = (match.own[heads, c.row] >= SAID).all() and match.coverage[c.row] >= match.coverage[best.row]
        done = bool(verbs) and (match.own[verbs, c.row] >= SAID).all()  # it says when it came about
        if said and (done or (not changed and c.year_fits >= best.year_fits)) and c.score >= best.score - CLOSE:
            return [c, *(other for other in ranked if other is not c)]
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


def _said(fact: Fact, documents: Mapping[str, Document]) -> str:
    return documents[fact.document].text[fact.start : fact.end]
