"""Whether what a fact tells belongs to what the question names, or to something else of its kind that stands near.

「상류의 가람군은 산이 많고, 하류의 나래시는 인구 96만 명이다」 gives no population of 가람군; a passage on one certificate says
nothing of the certificate that another passage is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.clauses import Clause, clauses
from rag.answering.matching import Match
from rag.answering.quantities import years
from rag.answering.ranking import Candidate
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact

_LAND = "시군구도읍면동리"
_CLASSED = re.compile(r"[가-힣]{2,}(직|팀|센터|지점|캠퍼스|사업소|지사|대학)")
# One of several by its number; a rank or an order (1위, 두 번째) is asked for in other ways.
_NUMBERED = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,2})\s?(?P<of>급|기|차|호|단계|분기|학기|학년|구역|공구|세대)(?![가-힣]*[~∼–-])"
)
_EARLIER = re.compile(r"(?:(?<![가-힣])(?:이전에|앞서|과거에?|예전에|종전에|그동안)(?=는?\s|도\s))")
_WHAT_IS = re.compile(r"(?P<what>[가-힣]{2,})(?:은|는|이|가)\s(?:무엇|뭐|뭔|어떤\s?(?:것|거|방식|방법)|무슨)")
UNSAID = 0.45  # strength below which a fact does not say a word


def of_this(
    ranked: list[Candidate],
    match: Match,
    query: Query,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    korean: Korean,
) -> list[Candidate]:
    """Candidates, best first, without those in the lead that speak of something else of the asked one's kind; none where
    what is asked about is only said by those."""
    heads = [i for i, w in enumerate(match.words) if w.head]
    for place, best in enumerate(ranked):
        if belongs(best, match, query, facts, documents, korean):
            said = [match.strengths[heads, c.row].max(initial=0) >= UNSAID for c in (*ranked[:place], best)]
            itself = (
                query.wanted == "yesno" and match.precision[best.row] > 0.99
            )  # 「3급은 필기시험이 없나요」: its own row
            return [] if any(said[:-1]) and not (said[-1] or itself) else ranked[place:]
    return []


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
    if fact.kind == "sentence" and (
        _of_this(query, text[fact.start : fact.end]) or _of_before(fact, query, text[fact.start : fact.end])
    ):
        return False
    if _of_other_kind(candidate, match, f"{fact.label} {fact.attribute} {fact.parent} {text[fact.start : fact.end]}"):
        return False
    return not _of_other_number(candidate, query, text, match) and not _of_other_passage(candidate, match, facts)


def _of_other_number(candidate: Candidate, query: Query, text: str, match: Match) -> bool:
    """Whether the question names one of several by its number (2기, 6급) and the candidate only another of them, or is a
    list that tells of none although others do tell of the one asked for. A range (4급~7급) may hold it."""
    fact = candidate.fact
    own = f"{fact.label} {fact.attribute} {fact.parent} {text[fact.start : fact.end]}"
    place = re.sub(r"\s", "", f"{own} {' '.join(fact.section)}")
    known = {
        re.sub(r"\s", "", w.text) for i, w in enumerate(match.words) if match.strengths[i].max(initial=0) >= UNSAID
    }
    for m in _NUMBERED.finditer(query.text):
        others = re.findall(rf"(?<![\d.,])(\d{{1,2}})\s?{m['of']}", own)
        ranged = _in_range(int(m["number"]), m["of"], own)
        named = f"{m['number']}{m['of']}"
        if named in place or ranged:
            continue
        if others or (named in known and fact.kind in ("list", "item")):
            return True  # the questions of another grade's interview are not those of the one that is asked for
    return False


def _in_range(number: int, of: str, text: str) -> bool:
    """Whether a text names a range of grades, terms … that may hold a number: 4급~6급, 7급 이상."""
    if re.search(rf"\d\s?{of}[가-힣]?\s(?:이상|이하)", text):
        return True
    ranges = re.findall(rf"(?<!\d)(\d{{1,2}})\s?{of}?\s?[~∼–-]\s?(\d{{1,2}})\s?{of}", text)
    return any(min(int(a), int(b)) <= number <= max(int(a), int(b)) for a, b in ranges)


def _of_before(fact: Fact, query: Query, sentence: str) -> bool:
    """Whether a sentence tells what was before, and the question asks for a year that it does not name."""
    if fact.kind != "sentence" or not query.years or query.operation == "before":
        return False
    return (
        bool(_EARLIER.search(sentence)) and not _EARLIER.search(query.text) and not years(sentence) & set(query.years)
    )


def _of_this(query: Query, sentence: str) -> bool:
    """Whether a question asks what a thing is (채택한 방식은 무엇) and a sentence only points back at it (이 방식은 …)."""
    asked = _WHAT_IS.search(query.text)
    return asked is not None and bool(
        re.match(rf"(?:이|그|해당|이런|이러한)\s{asked['what']}(?:은|는|이|가|을|를|도)\s", sentence)
    )


def _of_other_kind(candidate: Candidate, match: Match, said: str) -> bool:
    """Whether a fact leaves out a word of the question and says another of its kind: 일반직 for 상담직, 남부지점 for
    북부지점."""
    for i, word in enumerate(match.words):
        if match.strengths[i, candidate.row] >= UNSAID or word.verb or word.asks or word.generic:
            continue
        bare = _fold(word.text)
        kind = _CLASSED.fullmatch(bare)
        if kind is not None and bare not in _fold(said) and re.search(rf"[가-힣]{kind[1]}(?![가-힣]{{2}}|\d)", said):
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
