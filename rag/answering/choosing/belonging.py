"""Whether what a fact tells belongs to what the question names, or to something else of its kind that stands near.

「상류의 가람군은 산이 많고, 하류의 나래시는 인구 96만 명이다」 gives no population of 가람군; a passage on one certificate says
nothing of the certificate that another passage is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from rag.answering.choosing.matching import NEAR, Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.choosing.siblings import Siblings
from rag.answering.facts.cells import is_whole
from rag.answering.facts.evidence import Evidence
from rag.answering.facts.kin import of_kin
from rag.answering.spans.clauses import Clause, clauses
from rag.answering.spans.holding import of_another_holder
from rag.answering.spans.quantities import years
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact

_LAND = "시군구도읍면동리"
_CLASSED = re.compile(r"[가-힣]{2,}(직|팀|센터|지점|캠퍼스|사업소|지사|대학)")
# One of several by its number; a rank or an order (1위, 두 번째) is asked for in other ways.
_NUMBERED = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,2})\s?(?P<of>급|기|대(?=\s[가-힣]*장)|차|호|단계|분기|학기|학년|구역|공구|세대)(?![가-힣]*[~∼–-])"
)
_POINTS = re.compile(
    r"(?<![가-힣])(?:이|이번|본)\s(연구|조사|설문|보고서|평가|백서|연보|분석|점검)(?![가-힣]{0,2}[자원팀실소비])"
)
_DENIES = re.compile(r"않|못|(?<![가-힣])안\s|없|말고")
_DENIED = re.compile(r"(?:하|되|받)?지(?:는|도)?\s?(?:않|못)|(?:을|를|이|가|은|는)?\s?(?:안|못)\s?[하한할해했되된됐받]")
_DONE = re.compile(r"하는|한(?:\s|$)|했|된(?:\s|$)|됐|되는")
_TOPIC = re.compile(r"(?:그\s)?(?P<noun>[가-힣]{2,}?)(?:은|는|이|가)\s")
FOREIGN = 0.45  # strength below which a word has nothing to do with a fact
PLAINLY = 0.85  # strength from which a fact says a word outright
OWN = 0.3  # strength below which a sentence itself does not even hint at a word
_EXCEPT = re.compile("제외|별도|미포함|불포함|빼고|빼면|뺀|말고|포함(?:하지|되지) 않")
_EXCEPTED = re.compile(rf"[은는이가을를]?\s?(?:{_EXCEPT.pattern})")
_CALLED = re.compile(r"(?:인|은|는)?\s?[‘'“\"「『]([가-힣A-Za-z0-9·\s]{2,15})[’'”\"」』]")
_EARLIER = re.compile(r"(?:(?<![가-힣])(?:이전에|앞서|과거에?|예전에|종전에|그동안)(?=는?\s|도\s))")
_WITHIN = re.compile(r"(?:\d+|한|두|석|세|넉|네|반)\s?(?:일|주|주일|개월|달|시간)(?:여)?\s?만에(?=\s)")
_WHAT_IS = re.compile(r"(?P<what>[가-힣]{2,})(?:은|는|이|가)\s(?:무엇|뭐|뭔|어떤\s?(?:것|거|방식|방법)|무슨)")
UNSAID = 0.45  # strength below which a fact does not say a word


def of_this(
    ranked: list[Candidate],
    match: Match,
    query: Query,
    evidence: Evidence,
    documents: Mapping[str, Document],
    korean: Korean,
    siblings: Siblings,
) -> list[Candidate]:
    """Candidates, best first, without those in the lead that speak of something else of the asked one's kind; none where
    what is asked about is only said by those."""
    if _POINTS.search(query.text):  # at all of a study: what is told of parts of it answers nothing
        ranked = [c for c in ranked if not _of_a_part(c.fact, query)]
    heads = [i for i, w in enumerate(match.words) if w.head]
    for place, best in enumerate(ranked):
        if belongs(best, match, query, evidence, documents, korean, siblings):
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
    evidence: Evidence,
    documents: Mapping[str, Document],
    korean: Korean,
    siblings: Siblings,
) -> bool:
    """Whether a candidate speaks of what the question names, as far as that can be told."""
    fact = candidate.fact
    text = documents[fact.document].text
    said = f"{fact.label} {fact.attribute} {fact.parent} {text[fact.start : fact.end]}"
    if fact.kind in ("sentence", "value") and siblings.instead(match, candidate.row, said, query.text):
        return False
    if _of_a_part(fact, query) or _of_a_shorter_time(fact, match, query, text[fact.start : fact.end]):
        return False
    if _denied(query, match, evidence.facts, documents):
        return False
    if (
        fact.kind == "sentence"
        and query.wanted in ("number", "date", "any")
        and _of_rival(candidate, query, text[fact.start : fact.end], korean)
    ):
        return False
    if of_another_holder(query, text[fact.start : fact.end]) or _says_nothing(
        candidate, match, query, text[fact.start : fact.end]
    ):
        return False
    if _of_other_name(candidate, match, text[fact.start : fact.end]):
        return False
    if _of_other_kind(candidate, match, said) or _leaves_out(query, said):
        return False
    if _of_titled_passage(fact, candidate, match, query):
        return False
    if fact.kind != "list" and of_kin(query.text, f"{said} {' '.join(fact.section)}", evidence.kin):
        return False
    if fact.kind == "sentence" and (
        _of_this(query, text[fact.start : fact.end]) or _of_before(fact, query, text[fact.start : fact.end])
    ):
        return False
    return not _of_other_number(candidate, query, text, match) and not _of_other_passage(
        candidate, match, evidence.facts
    )


def _leaves_out(query: Query, said: str) -> bool:
    """Whether an amount of something is asked for, and the fact says that its amount does not hold that (성과급 제외)."""
    if query.wanted != "number" or _EXCEPT.search(query.text):
        return False
    head = next((w.text for w in query.words if w.head), "")
    return bool(head) and any(_EXCEPTED.match(said, end) for end in _ends(head, said))


def _of_a_part(fact: Fact, query: Query) -> bool:
    """Whether the question points at the report or study itself, and a cell is of a row that the question does not name:
    the budget of one thing that a study proposes is not the study's."""
    if not fact.attribute or not _POINTS.search(query.text) or re.match("내용|값|수치|비고", fact.attribute):
        return False
    name = _fold(fact.label)
    aside = {_fold(m[1]) for m in _POINTS.finditer(query.text)}
    words = {t for w in query.words for t in (_fold(w.text), *w.terms) if len(t) > 1} - aside
    return not any(t in name for t in words) and not is_whole(fact.label)


def _of_a_shorter_time(fact: Fact, match: Match, query: Query, sentence: str) -> bool:
    """Whether the total of a year is asked for and a sentence tells what was reached within some days or months of it:
    「개막 50일 만에 관람객 10만 명을 넘겼다」."""
    if fact.kind != "sentence" or query.wanted != "number" or not query.years or not _WITHIN.search(sentence):
        return False
    matter = [w for w in match.words if not (w.asks or w.generic or w.verb)]
    return len(matter) < 2 and not _WITHIN.search(query.text)


def _denied(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> bool:
    """Whether the question asks about those that do something and the report tells only of those that do not:
    「결혼하지 않아도」 says nothing of 결혼한 청년."""
    if query.wanted not in ("number", "person", "place") or _DENIES.search(query.text):
        return False
    for i, word in enumerate(match.words):
        if word.asks or len(word.text) < 2 or not _DONE.match(query.text, word.end):
            continue
        saying = [facts[int(match.ids[row])] for row in np.flatnonzero(match.own[i] >= PLAINLY)]
        told = [documents[f.document].text[f.start : f.end] for f in saying if not f.members]
        places = [_DENIED.match(words, end) for words in told for end in _ends(word.text, words)]
        if places and all(places):
            return True
    return False


def _says_nothing(candidate: Candidate, match: Match, query: Query, sentence: str) -> bool:
    """Whether a sentence says no word of the question itself, only the sentences beside it do. A topic that the question
    says too, if only in asking (이름은 … in 「… 이름은 누가 지었나요」), is something."""
    if (topic := _TOPIC.match(sentence)) and topic["noun"] in query.text:
        return False
    said = match.strengths[:, candidate.row]
    named = any(not (w.asks or w.generic) for w in match.words)
    heads = [w for w, word in enumerate(match.words) if word.head]
    silent = candidate.fact.kind == "sentence" and bool((match.own[:, candidate.row] < OWN).all())
    if silent and query.wanted == "number" and heads and said[heads].max() <= NEAR + 1e-3:
        return True  # an amount of something else, beside a sentence on what is asked
    beside = named and said.max(initial=0.0) <= NEAR + 1e-3
    return silent and beside


def _of_other_name(candidate: Candidate, match: Match, said: str) -> bool:
    """Whether the question names one of a class (품종 달설) and a fact another of that class (품종 '첫눈향') only."""
    for i, (one, name) in enumerate(pairwise(match.words)):
        bare = _fold(name.text)
        if name.verb or name.asks or name.generic or match.own[i + 1, candidate.row] >= UNSAID or bare in _fold(said):
            continue
        others = [m[1] for end in _ends(one.text, said) if (m := _CALLED.match(said, end))]
        if others and not any(bare in _fold(other) for other in others):
            return True
    return False


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


def _of_titled_passage(fact: Fact, candidate: Candidate, match: Match, query: Query) -> bool:
    """Whether an amount stands in a passage on something of its own, and the question names another thing that the
    report has (상설전시 관람료, where the passage on 기획전 tells what that costs)."""
    if (
        query.wanted != "number"
        or query.language != "ko"
        or not fact.parent
        or not (fact.kind == "sentence" or fact.group < 0)
    ):
        return False
    said, title = match.strengths[:, candidate.row], _fold(fact.parent)
    nouns = [i for i, w in enumerate(match.words) if not (w.asks or w.generic or w.verb)]
    if any(_fold(match.words[i].text) in title for i in nouns):
        return False
    others = [i for i in nouns if not match.words[i].head]
    return bool(others) and all(said[i] < FOREIGN and match.own[i].max(initial=0) >= PLAINLY for i in others)


def _ends(word: str, text: str) -> Iterator[int]:
    """Where a word ends in a text, each time that it stands there."""
    at = text.find(word)
    while at >= 0:
        yield at + len(word)
        at = text.find(word, at + len(word))


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
