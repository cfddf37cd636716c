"""What a report tells in one amount although a question asks for it by a sum or a share: the total of a field of that name
(직원은 모두 몇 명, where 임직원 412명), and the rate that two amounts side by side give (합격률 of 응시자 and 합격자).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.quantities import plain, quantities
from rag.questions import Query
from rag.types import Document

_IN_ALL = re.compile(r"(?:모두|총|전체|전부|다\s?합[쳐해]서?)\s?(?:몇|얼마)")
_NUMBER_OF = re.compile(r"\s(?:수|인원)$")
_RATE = re.compile(r"([가-힣]{2,4})[율률]")
_BASE = re.compile(
    r"(?:응시|지원|신청|접수|응모|출품|대상|등록|참가|참여|입학|수강|조사|모집|졸업|수료|입소|의뢰|신고)(?:자|생|인원|건|팀|작|기업)?(?:\s?수)?"
)
NAMED = 0.85  # strength from which a label says a word
_WHOLE_OF = re.compile(r"\btotal (?!of\b|number\b|amount\b|cost of\b)[a-z]", re.I)
WHOLLY = 0.9  # share of its name that the question says
SAID = 0.8  # and its place


def told_whole(query: Query, match: Match, ranked: Sequence[Candidate]) -> Candidate | None:
    """The one field or cell that is called just what the question asks the total of; None where none or several are."""
    matter = [w for w, word in enumerate(match.words) if not (word.asks or word.verb)]
    called = bool(_WHOLE_OF.search(query.text))  # whatever it is a part of, it is the total of its own
    if query.operation != "sum" or query.excluded or not matter or not (called or _IN_ALL.search(query.text)):
        return None
    if len(query.years) > 1:  # one field is of one year
        return None
    found = [
        c
        for c in ranked
        if c.fact.kind == "value"
        and (c.fact.group >= 0 or (called and match.precision[c.row] >= WHOLLY))
        and c.spans
        and c.spans[0].start == c.fact.value.start
        and c.year_fits
        and " " not in _NUMBER_OF.sub("", c.fact.label)
        and all(match.called[w, c.row] >= NAMED for w in matter)
    ]
    return found[0] if len(found) == 1 else None


def rated(query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> Draft:
    """The share that those of whom a rate is asked are of those beside them: 「응시자는 1,260명, 합격자는 819명」. NOTHING where
    the rate is told itself or the two are not told together."""
    heads = [w for w, word in enumerate(match.words) if word.head]
    asked = _RATE.fullmatch(match.words[heads[0]].text) if len(heads) == 1 else None
    if query.wanted != "number" or "%" not in query.units or query.operation != "none" or asked is None:
        return NOTHING
    others = [
        w for w, word in enumerate(match.words) if w not in heads and not (word.asks or word.generic or word.verb)
    ]
    placed = [c for c in ranked if c.year_fits and all(match.strengths[w, c.row] >= SAID for w in others)]
    if not others or any(match.strengths[heads[0], c.row] >= NAMED for c in placed):
        return NOTHING
    spoken = [c for c in placed if c.fact.kind == "value" and c.fact.group and not c.fact.attribute]
    parts = [
        c
        for c in spoken
        if re.fullmatch(rf"(?:최종\s)?{asked[1]}(?:자|생|인원|건|팀|작|기업)?(?:\s?수)?", c.fact.label)
    ]
    if len(parts) != 1:
        return NOTHING
    part = parts[0].fact
    bases = [
        c.fact for c in spoken if c.fact.group == part.group and _BASE.fullmatch(c.fact.label) and c.fact is not part
    ]
    if len(bases) != 1:
        return NOTHING
    words = [documents[f.document].text[slice(*f.value)] for f in (part, bases[0])]
    amounts = [quantities(one) for one in words]
    if not all(amounts) or amounts[0][0].unit != amounts[1][0].unit or not amounts[1][0].value:
        return NOTHING
    few, many = amounts[0][0].value, amounts[1][0].value
    if few > many:
        return NOTHING
    share = plain(round(few / many * 100, 1))
    text = sentences(query.language).part_share(tidy(words[1]), tidy(words[0]), f"{share}%")
    return Draft(
        "answered",
        (Line(text, (Proof.of(bases[0]), Proof.of(part))),),
        (share,),
        (f"{plain(few)} ÷ {plain(many)} = {share}%",),
        1.0,
    )
