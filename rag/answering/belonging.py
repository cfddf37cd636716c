"""Whether what a fact tells belongs to what the question names, or to something else of its kind that stands near.

「상류의 가람군은 산이 많고, 하류의 나래시는 인구 96만 명이다」 gives no population of 가람군; a passage on one certificate says
nothing of the certificate that another passage is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.clauses import Clause, clauses
from rag.answering.matching import Match
from rag.answering.ranking import Candidate
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact

_LAND = "시군구도읍면동리"
_KIND = re.compile(r"[가-힣A-Za-z\d]{1,10}?(직|\d급|팀|학년|지점|센터|공장|창고|사업소|터미널|노선|호선|본부|캠퍼스)")
UNSAID = 0.45  # strength below which a fact does not say a word


def belongs(
    candidate: Candidate,
    match: Match,
    query: Query,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    korean: Korean,
) -> bool:
    """Whether a candidate speaks of what the question names, as far as that can be told."""
    fact = candidate.fact
    text = documents[fact.document].text
    if (
        fact.kind == "sentence"
        and query.wanted in ("number", "date", "any")
        and _of_rival(candidate, query, text[fact.start : fact.end], korean)
    ):
        return False
    if query.wanted in ("number", "date") and _of_other_kind(candidate, match, text[fact.start : fact.end]):
        return False
    return not _of_other_passage(candidate, match, facts)


def _of_other_kind(candidate: Candidate, match: Match, said: str) -> bool:
    """Whether the question names one of a kind (상담직, 3팀) that a fact does not say, where it says others of the kind."""
    for i, word in enumerate(match.words):
        kind = _KIND.fullmatch(word.text)
        if kind is None or word.asks or word.generic or word.verb or match.strengths[i, candidate.row] >= UNSAID:
            continue
        others = re.findall(rf"[가-힣\d]+{kind[1]}(?=[은는이가을를의,\s(]|에|와|과|\d|$)", said)
        if others and word.text not in said:
            return True
    return False


def _of_rival(candidate: Candidate, query: Query, sentence: str, korean: Korean) -> bool:
    """Whether every amount or date of a sentence, or the word asked about, stands in a clause about another name of the asked one's kind."""
    parts = clauses(sentence, korean)
    asked = [w.text for w in query.words if not (w.asks or w.generic or w.verb)]
    names = [n for n in asked if any(n in sentence[p.start : p.subject.end] for p in parts)]
    if len(parts) < 2 or not names:
        return False
    spoken = [sentence[p.start : p.end] for p in parts]
    if query.wanted == "any":
        places = [sentence.find(w.text) for w in query.words if w.head]
    else:
        places = [s.start - candidate.fact.start for s in candidate.spans]
    holding = [i for i, p in enumerate(parts) if any(p.start <= at < p.end for at in places)]
    return bool(holding) and all(
        any(name not in spoken[i] and _rivals(name, _topic(sentence, parts[i])) for name in names) for i in holding
    )


def _topic(sentence: str, part: Clause) -> str:
    """The word that a clause is about, as it is written, without its particle."""
    start = max(sentence.rfind(" ", 0, part.subject.start), part.start - 1) + 1
    return sentence[start : part.subject.end]


def _rivals(name: str, other: str) -> bool:
    """Whether two names are of one kind, by their ends: two towns, two centres."""
    if len(other) < 2 or not re.search("[가-힣]$", name) or name in other or other in name:
        return False
    return (name[-1] in _LAND and other[-1] in _LAND) or (len(name) > 2 and name[-2:] == other[-2:])


def _of_other_passage(candidate: Candidate, match: Match, facts: Sequence[Fact]) -> bool:
    """Whether the question names the title of another passage, by a word that the candidate's own passage, which has a
    title too, does not say at all, and by a word that both titles share."""
    own = _fold(candidate.fact.parent or candidate.fact.label)
    matter = [i for i, w in enumerate(match.words) if not (w.asks or w.generic or w.verb)]
    unsaid = [match.words[i] for i in matter if match.strengths[i, candidate.row] < UNSAID]
    if not own or not unsaid:
        return False
    near = (facts[int(i)] for i in match.ids)
    titles = {_fold(f.parent) for f in near if f.document == candidate.fact.document and f.kind == "sentence"}
    shared = [_fold(match.words[i].text) for i in matter if _fold(match.words[i].text) in own]
    return any(
        _fold(word.text) in title and any(s in title for s in shared)
        for word in unsaid
        for title in titles - {own}
        if len(word.text) > 1
    )


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
