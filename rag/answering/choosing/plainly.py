"""What answers a question more plainly than the fact found best: the one that holds the kind of answer asked for, the one
that says the superlative asked for, the sentence about the word asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import TYPED, Candidate
from rag.answering.spans.quantities import years
from rag.questions import Query
from rag.types import Document

NEXT = 12  # candidates, best first, that may answer more plainly
CLOSE, EVEN = 0.15, 0.03  # how far behind in score
LESS = 0.25  # of the question's matter that one with the wanted kind may say less
LITTLE_LESS = 0.1  # that one of the year that is claimed may
SAID, UNSAID = 0.9, 0.5  # strengths of a word that a fact says itself, and that it does not
_MOST = re.compile(r"(?:가장|제일)\s(?P<how>[가-힣]{2,})\s(?:있|많|좋|높|큰)")
_NAME = re.compile(
    r"(?P<what>[가-힣]{2,})(?:의)?\s?(?:이름|명칭)(?:은|는|이|을|를)?\s?(?:무엇|뭐|뭔|알려|말해|어떻|\?|$)"
)
_BEFORE = re.compile(r"전에(?:는)?\s(?:어떤|무슨|뭐|뭘|어디)|(?:하던|있던)\s사람|경력|이력|출신|전직")
_CAREER = re.compile(
    r"출신|경력|일하던|일하다가?|지낸|지냈|거쳐|거친|몸담|근무하던|근무하다가?|재직|역임|일한\s(?:뒤|후)|옮겨\s?[온왔]"
)
_OPENS, _SHUTS = "‘“\"'「『<〈", "’”\"'」』>〉"
_MEANS = re.compile(r"뜻|의미|말한다|말합|가리|일컫|이르는|따온|따왔|[이]라는\s말")
_CONTACT = re.compile(r"\d{2,4}\)?-\d{3,4}-\d{4}|\S@\S")
_ASKS_CONTACT = re.compile(r"전화|번호|연락|문의|메일|상담|어디|부서|담당|누구|팀")


def plainly(
    query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The candidates, led by the one that answers most plainly."""
    found = [c for c in ranked if not (query.wanted == "yesno" and _is_contact(query, c, documents))]
    if len(found) < 2:
        return found
    if (meaning := _meaning(query, found[:NEXT], documents)) is not None:
        return [replace(meaning, score=found[0].score)]  # it says what is asked in so many words
    for way in (_holding_it, _most, _career, _of_that_name, _about_it, _cell_claimed, _of_the_year):
        better = way(query, match, found[:NEXT], documents)
        if (
            better is not None and better.fact is not found[0].fact
        ):  # those before it do not answer, and are no doubt about it
            rest = found[[c.fact for c in found].index(better.fact) + 1 :]
            if query.wanted in TYPED and match.solid(better.row) >= SAID - 1e-3:
                rest = [c for c in rest if c.spans]  # nor are those behind it
            return [better, *rest]
    return found


def doubting(query: Query, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> Sequence[Candidate]:
    """The best candidate and those that speak against it: who is asked for, not those that name the same person."""
    best = ranked[0]
    if query.wanted != "person" or len(best.spans) != 1:
        return ranked
    name = documents[best.fact.document].text[slice(*best.spans[0])]
    return [best, *(c for c in ranked[1:] if not c.spans or name not in _words(c, documents))]


def _is_contact(query: Query, c: Candidate, documents: Mapping[str, Document]) -> bool:
    """Whether a field only says where to turn to, and the question does not ask that."""
    if c.fact.kind != "value" or _ASKS_CONTACT.search(query.text):
        return False
    return bool(_CONTACT.search(documents[c.fact.document].text, c.fact.value.start, c.fact.value.end))


def _holding_it(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """The first that holds the kind of answer asked for, where the best does not."""
    if query.wanted not in TYPED or near[0].spans:
        return None
    least = match.solid(near[0].row) - LESS
    for c in near[1:]:
        says = match.solid(c.row) >= least and (match.own[:, c.row] >= UNSAID).any()
        if c.spans and says and c.score >= near[0].score - CLOSE:
            return c
    return None


def _most(query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]) -> Candidate | None:
    """The one that says the superlative of the question (가장 인기 있는), where the best does not."""
    m = _MOST.search(query.text)
    at = [i for i, w in enumerate(match.words) if m and m.start("how") <= w.start < m.end("how")]
    if m is None or not at or (match.own[at, near[0].row] >= UNSAID).any():
        return None
    for c in near[1:]:
        said = "가장" in _words(c, documents) and (match.own[at, c.row] >= SAID).all()
        if said and c.score >= near[0].score - CLOSE:
            return replace(near[0], fact=c.fact, spans=c.spans)  # the best says of what, if not the most
    return None


def _career(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """What somebody did before: the sentence on the same person that says where they come from."""
    if not _BEFORE.search(query.text) or _CAREER.search(_words(near[0], documents)):
        return None
    least = match.solid(near[0].row) - LESS
    return next((c for c in near[1:] if match.solid(c.row) >= least and _CAREER.search(_words(c, documents))), None)


def _of_that_name(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """Where the name of a thing is asked for, the sentence that has one in quotation marks: ‘… 협약’, ‘…’ 협약."""
    m = _NAME.search(query.text)
    if m is None or query.wanted not in ("any", "list"):
        return None
    named = re.compile(
        rf"[{_OPENS}][^{_SHUTS}]{{1,20}}(?:{re.escape(m['what'])}[{_SHUTS}]|[{_SHUTS}]\s?{re.escape(m['what'])})"
    )
    if named.search(_words(near[0], documents)):
        return None
    return next((c for c in near[1:] if c.score >= near[0].score - CLOSE and named.search(_words(c, documents))), None)


def _about_it(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """Of sentences that say the one word of the question as well, the one whose subject it is."""
    nouns = [w for w in query.words if not (w.asks or w.generic or w.verb)]
    if query.wanted != "any" or len(nouns) != 1:
        return None
    about = _subject(nouns[0].text)
    even = (c for c in near if c.score >= near[0].score - EVEN and c.fact.kind == "sentence")
    return next((c for c in even if about.search(_words(c, documents))), None)


def _cell_claimed(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """Of the cells of one row, the one that itself says what a yes-or-no question claims of the row (「정기권은 무료인가요」)."""
    first = near[0].fact
    claimed = [w.text for w in query.words if w.head and not w.verb]
    if query.wanted != "yesno" or not first.attribute or not claimed:
        return None
    row = (c for c in near if c.fact.attribute and (c.fact.document, c.fact.start) == (first.document, first.start))
    return next((c for c in row if claimed[0] in documents[first.document].text[slice(*c.fact.value)]), None)


def _of_the_year(
    query: Query, match: Match, near: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """The sentence on the year that the question names, where the best says as much of none or of another."""
    asked = set(query.years)
    if not asked or years(_words(near[0], documents)) & asked or near[0].fact.year in asked:
        return None
    if query.wanted != "yesno" and near[0].fact.kind not in ("sentence", "item"):
        return None  # what has a name is of whatever year its report is
    least = match.solid(near[0].row) - LITTLE_LESS
    verbs = [w for w, word in enumerate(match.words) if word.verb]
    for c in near[1:]:
        said = match.solid(c.row) >= least and (match.own[verbs, c.row] >= UNSAID).all()
        typed = bool(c.spans) or query.wanted not in TYPED
        if c.fact.kind in ("sentence", "item") and said and typed and years(_words(c, documents)) & asked:
            return c if c.score >= near[0].score - CLOSE else None
    return None


def _meaning(query: Query, near: Sequence[Candidate], documents: Mapping[str, Document]) -> Candidate | None:
    """The sentence that tells the meaning of the word asked about: 「‘온’은 모두라는 뜻이다」."""
    heads = [w.text for w in query.words if w.head and not w.verb]
    if query.wanted != "definition" or not heads:
        return None
    about = _subject(heads[0])
    for c in near:
        words = _words(c, documents)
        if c.fact.kind == "sentence" and _MEANS.search(words) and about.match(words):
            return c
    return None


@lru_cache(maxsize=256)
def _subject(word: str) -> re.Pattern[str]:
    """A sentence that a word is the subject of, at its beginning or behind other words."""
    return re.compile(rf"(?:^|.*?[\s{_OPENS}]){re.escape(word)}[가-힣]{{0,2}}[{_SHUTS}]?(?:은|는|이란|란)\s")


def _words(c: Candidate, documents: Mapping[str, Document]) -> str:
    return documents[c.fact.document].text[c.fact.start : c.fact.end]
