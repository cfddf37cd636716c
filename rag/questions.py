"""A question becomes a Query: what is wanted, about what, under which conditions, and which operation.

Rules over Kiwi's morphemes for Korean and over words for English; no list of known questions. What a word means in
everyday speech (뽑다 → 채용, hire → 채용) is the business of `rag.synonyms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rag.answering.quantities import Quantity, moments, quantities
from rag.answering.quantities import years as years_in
from rag.counted import SAYING, TIMES, asked_about, asks_of_subject, names_class, rewarded
from rag.kinds import asked_noun, wanted_kind
from rag.korean import Korean, Morpheme, Term
from rag.limits import limit_of
from rag.operating import operates, operation_of
from rag.phrases import phrased
from rag.types import Operation, Wanted
from rag.wording import (
    ASIDE,
    ASKS,
    CHANGE,
    ENTITY,
    EXCLUDE,
    GENERIC,
    HIGHEST,
    ITSELF,
    LATELY,
    LIMITING,
    LIST,
    LOWEST,
    MORE_IN,
    NUMBERED,
    NUMERALS,
    PARTICLES,
    PER,
    RANK,
    RANKS,
    SEVERAL,
    SEVERAL_PLACES,
    STOP,
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A content word of a question: its text, where it stands, and its terms.

    `asks` marks a word that names the kind of answer (점수, 인원, 기간, 이유): it need not stand in the report.
    `generic` one of filing (분야, 항목); `name` marks a proper name or a number, which nothing else can stand for;
    `also` is what a Korean report writes for an English one;
    `after` a word that follows the interrogative, often what was done; `head` the word that the question is about most (before its interrogative).
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    asks: bool = False
    name: bool = False
    head: bool = False
    verb: bool = False
    generic: bool = False
    after: bool = False
    also: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The term that stands for all of it: an English phrase keeps its words, a Korean one is joined."""
        if self.text.isascii() and (len(self.terms) > 1 or " " in self.text):
            return re.sub(r"\s+", " ", self.text).lower()
        return self.terms[0] if len(self.terms) == 1 else re.sub(r"\s", "", self.text).lower()


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for. `text` is the question as understood (typing repaired); `units` are standard units
    that the answer may have; `pairs` are places in `words` of two that 와/과 joins; `excluded` holds words; `threshold` an amount to compare with."""

    text: str
    language: Literal["ko", "en"]
    words: tuple[QueryWord, ...]
    wanted: Wanted = "any"
    units: tuple[str, ...] = ()
    operation: Operation = "none"
    years: tuple[int, ...] = ()
    excluded: tuple[QueryWord, ...] = ()
    threshold: Quantity | None = None
    rank: int = 0
    direction: Literal["", "above", "below"] = ""
    interrogative: tuple[int, int] | None = None
    amounts: tuple[Quantity, ...] = ()
    named_subject: bool = False
    subjects: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    asks_list: bool = False


def understand(
    text: str,
    korean: Korean,
    subjects: tuple[str, ...] = (),
    labels: Collection[str] = frozenset(),
    phrases: Collection[str] = frozenset(),
    also: Callable[[str], Sequence[str]] = lambda term: (),
) -> Query:
    """Analyse a cleaned question. `subjects` are names of what the reports are about: they are in every fact by
    nature and count for nothing here. `labels` are names of the reports' facts without white space: a word of the
    question that is one is taken whole, however the analyser would divide it. `phrases` are keys of words
    that are one together; `also` gives what a report writes for an English one. Deterministic; about a millisecond."""
    hangul, latin = len(re.findall("[가-힣ㄱ-ㅎ]", text)), len(re.findall("[A-Za-z]", text))
    language: Literal["ko", "en"] = "en" if latin > 2 * hangul else "ko"
    lower = text.lower()
    asks_list = bool(LIST.search(lower))
    wanted, units, place = wanted_kind(text, lower, korean, language)
    operation = operation_of(lower)
    if operation == "none" and LATELY.search(text) and CHANGE.search(lower):
        operation = "difference"
    years = tuple(sorted(years_in(text)))
    if operation in ("none", "before", "after") and len(years) == 2 and CHANGE.search(lower):
        operation = "difference"
    if operation == "difference" and len(years) == 1 and LATELY.search(text) and wanted == "number":
        years = (years[0] - 1, *years)  # 「2022년 …은 전년보다」
    if operation in ("none", "compare") and len(years) > 1 and wanted == "date" and (more := MORE_IN.search(lower)):
        operation = "lowest" if more["less"] else "highest"  # 「더 많이 뽑은 해는 2021년과 2022년 중 언제」
    amounts = quantities(text)
    words = _words(text, korean, subjects, place, labels, phrases)
    excluded: tuple[QueryWord, ...] = ()
    if m := EXCLUDE.search(text):
        excluded = tuple(w for w in words if m.start() <= w.start < m.end(1) and not w.asks)[-2:]
        excluded = tuple(w for w in excluded if w.end >= m.end(1) - 2 or len(excluded) == 1)
        if excluded:
            words = tuple(w for w in words if w not in excluded)
            operation = "sum" if operation == "none" and wanted == "number" else operation
    if asks_list and (
        wanted == "any"
        or (wanted == "date" and SEVERAL.search(lower))
        or (wanted == "number" and place is None)
        or (wanted == "place" and SEVERAL_PLACES.search(text))
    ):
        wanted = "list"
    if (compared := _compared(words, amounts, wanted)) != words:
        words = _with_head(compared, place, text)
    rank = 0
    if m := RANK.search(lower):
        rank = next((RANKS[g] if g in RANKS else int(g) for g in m.groups() if g), 0)
        if operation in ("none", "order") and rank and re.search("번째|second|third|fourth|fifth", m.group()):
            low = LOWEST.search(lower) or re.search("(?:밑|뒤|아래|끝)에서|낮|작은|적은", lower)
            operation = "lowest" if low else "highest"
    if operation in ("highest", "lowest", "sum", "difference", "compare", "average", "order", "spread"):
        told = tuple(
            w
            for w in words
            if w.asks  # 점수 in 「점수가 가장 높은 항목」 says which amounts are meant
            or not operates(w.text, w.verb, w.name)
        )
        words = _with_head(_class_aside(told, lower), place, text)
        if not units and (named := asked_noun(lower)):
            units = named[1]
    times = re.search(r"몇\s*배|how many times (?:more|as|larger)", lower)
    of_all = "%" in units and re.search(
        r"전체|총|모두|(?<![비집])중(?:에서?)?\s|가운데|of all|of the total|out of", lower
    )
    if operation in ("none", "sum") and (times or of_all):
        operation = "ratio"
    threshold, direction = limit_of(text, lower, amounts)
    if times:
        words = _with_head(tuple(w for w in words if w.text not in ("배", "times")), place, text)
    if threshold is not None:  # the limit is compared with, not looked for
        told = tuple(
            w for w in words if not (threshold.start <= w.start < threshold.end) and not LIMITING.fullmatch(w.text)
        )
        words = _with_head(told, place, text)
    return Query(
        text=text,
        language=language,
        words=_framed(words, text, also) if language == "en" else words,
        wanted=wanted,
        units=units,
        operation=operation,
        years=years,
        excluded=excluded,
        threshold=threshold,
        direction=direction,
        rank=rank,
        interrogative=place,
        amounts=amounts,
        named_subject=any(s in text for s in subjects),
        subjects=subjects,
        pairs=tuple(
            (i, i + 1)
            for i, (a, b) in enumerate(pairwise(words))
            if re.fullmatch(r"(?:와|과|이랑|랑|하고|및|,|\s|and|그리고)+", text[a.end : b.start])
            and text[a.end : b.start].strip()
        ),
        asks_list=asks_list,
    )


def _words(
    text: str,
    korean: Korean,
    subjects: tuple[str, ...],
    place: tuple[int, int] | None,
    labels: Collection[str] = (),
    phrases: Collection[str] = (),
) -> tuple[QueryWord, ...]:
    """Content words without those of asking, of years and of the subject."""
    found: list[QueryWord] = []
    tags = {m.start: m for m in korean.morphemes(text)}
    dates = moments(text)
    itself = [m.span() for p in (ITSELF.pattern, *map(re.escape, subjects)) for m in re.finditer(p, text)]
    aside = [m.span() for pattern in (LATELY, ASIDE, TIMES) for m in pattern.finditer(text)]
    prize = rewarded(text)
    for w in phrased(korean.words(text), text, phrases):
        bare = re.sub(r"\s", "", w.text).lower()
        if any(bare in s.lower() and s.lower().endswith(bare) and len(bare) >= 2 for s in subjects) or bare in [
            s.lower() for s in subjects
        ]:
            continue
        if any(a <= w.start and w.end <= b for a, b in itself):
            continue  # the report that is asked, or a piece of its subject's name
        if PER.fullmatch(w.text) and re.match(r"에(?:\s|\d)|마다|당\s", text[w.end :]):
            continue  # 「1년에 얼마」: how the amount is counted
        if w.text in NUMERALS and NUMBERED.match(text, w.end):
            continue  # 「지역센터 다섯 곳」 says how many are expected
        if bare.endswith(("씩", "꼴")) or any(a <= w.start < b for a, b in aside):
            continue
        if re.fullmatch(r"(?:(?:19|20)\d\d(?:년도?|년)?|\d\d년도?)", bare.rstrip(".,")):
            continue
        if place is None and any(m.start <= w.start < m.end for m in dates):
            continue  # a date that is claimed, not asked for
        terms = tuple(t for t in w.terms if not _asking(t, w.terms))
        idle = not terms and " " in w.text and bare.isascii() and not (place and w.start < place[1])
        if idle and not SAYING.match(w.text):
            terms = w.terms  # a phrase, though all of its words are of asking (people work, take over)
        if not terms or (place and w.start >= place[0] and w.end <= place[1]):
            continue
        if all(t.tag == "SN" for t in terms) and place and place[0] <= w.start < place[1] + 2:
            continue
        tail = tags.get(w.end)
        verb = terms[-1].tag in ("VV", "VA") or (len(bare) == 1 and tail is not None and tail.tag == "XSV")  # 원 + 하는
        asks = bare in ASKS or (len(terms) == 1 and terms[0].text in ASKS)
        asks = asks and not (prize and bare == "won")
        first: Morpheme | None = tags.get(w.start)
        name = (
            any(t.tag == "NNP" for t in terms)
            or (first is not None and first.tag == "NNP")
            or bool(ENTITY.fullmatch(bare))
        )
        name = (
            name
            or bare in ("작년", "지난해", "전년", "재작년", "내년", "내후년")
            or terms[0].tag == "SN"
            or (w.start > 0 and bool(re.match(r"[A-Z]", w.text)))
        )
        named = tuple(dict.fromkeys(t.text for t in terms))
        after = place is not None and w.start >= place[1]
        generic = (
            idle
            or bare in GENERIC
            or (len(named) == 1 and named[0] in GENERIC)
            or bool(re.fullmatch("[가-힣]{1,6}별", bare))
        )
        found.append(QueryWord(w.text, w.start, w.end, named, asks, name and not verb, False, verb, generic, after))
    for m in re.finditer(rf"([가-힣A-Za-z]{{2,}}?)(?:{PARTICLES})?(?=[\s?.,!]|$)", text) if labels else ():
        inside = [w for w in found if m.start(1) <= w.start and w.end <= m.end(1)]
        if m[1] in labels and m[1] not in ASKS and m[1] not in STOP and "".join(w.text for w in inside) != m[1]:
            name = len(inside) > 1 and inside[0].verb  # one that somebody made up (새봄터)
            word = QueryWord(m[1], m.start(1), m.end(1), (m[1].lower(),), name=name)
            found = sorted(
                [w for w in found if w.end <= m.start(1) or w.start >= m.end(1)] + [word], key=lambda w: w.start
            )
    return _with_head(tuple(found), place, text)


def _framed(words: tuple[QueryWord, ...], text: str, also: Callable[[str], Sequence[str]]) -> tuple[QueryWord, ...]:
    """The words of an English question, whose order says less about what it is about most than a Korean one's: the
    noun that it counts or asks for, if its frame shows one; a mere class of things (which country) is of filing."""
    place = asked_about(text)
    if (known := asks_of_subject(text, [w.text for w in words if not w.asks])) is not None:
        named, start, end = known
        return (QueryWord(named, start, end, (named,), head=True, also=tuple(also(named))),)
    framed = []
    for w in words:
        here = place is not None and w.start < place[1] <= w.end and not (w.asks or w.verb)
        generic = w.generic or (here and names_class(text, w.text))
        told = tuple(also(w.whole))
        framed.append(replace(w, head=here and not generic, generic=generic, after=False, also=told))
    if framed and all(w.generic for w in framed):
        framed = [replace(w, generic=False) for w in framed]
    return tuple(framed)


def _compared(words: tuple[QueryWord, ...], amounts: tuple[Quantity, ...], wanted: Wanted) -> tuple[QueryWord, ...]:
    """The words with those as nouns of filing that say how many things a list has, or an age that a rule is held
    against: a report writes them otherwise or not at all; and money, where an amount of it is asked for, as a word
    of asking."""
    counted = {"list": ("개", "개소", "종", "명", ""), "yesno": ("살", "세")}.get(wanted, ())
    aside = [(q.start, q.end) for q in amounts if q.unit in counted]
    words = tuple(replace(w, asks=True) if wanted == "number" and w.text == "돈" else w for w in words)
    return tuple(replace(w, generic=True, name=False) if any(a <= w.start < b for a, b in aside) else w for w in words)


def _class_aside(words: tuple[QueryWord, ...], lower: str) -> tuple[QueryWord, ...]:
    """The words with the last one as a noun of filing when it only names the class of what a superlative looks for
    (시설 in 「점수가 가장 높은 시설은?」): a report rarely writes it."""
    extreme = HIGHEST.search(lower) or LOWEST.search(lower) or re.search("번째로", lower)
    if not words or extreme is None or words[-1].verb or words[-1].asks or words[-1].start < extreme.end():
        return words
    return (*words[:-1], replace(words[-1], generic=True))


def _with_head(words: tuple[QueryWord, ...], place: tuple[int, int] | None, text: str) -> tuple[QueryWord, ...]:
    """The words with the one marked that the question is about most."""
    found = [replace(w, head=False) for w in words]
    end = place[0] if place else len(text)
    nouns = [w for w in found if not w.verb and not w.asks and not w.generic]
    if found and all(w.generic for w in found):  # nothing but nouns of filing: then they are what it is about
        found = [replace(w, generic=False) for w in found]
        nouns = [w for w in found if not w.verb and not w.asks]
    before = [w for w in nouns if w.start < end] or nouns
    clause = next(
        (
            w
            for w in reversed(found)
            if w.verb
            and w.start < end
            and re.match(
                r"(?:[가-힣]{0,2}[한은던인된온친운][\s]?(?:점|것|거|곳|부분|게)(?![가-힣]*[년월]))", text[w.end - 1 :]
            )
        ),
        None,
    )
    chosen = clause or (before[-1] if before else None)
    if chosen is not None:  # 「아쉬워한 점은?」 is about the verb, 「…점수는?」 about the last noun
        found = [replace(w, head=True) if w is chosen else w for w in found]
    return tuple(found)


def _asking(term: Term, siblings: tuple[Term, ...]) -> bool:
    """Whether a term is of asking only. Inside a longer word (수 in 수강료) it is not."""
    if len(siblings) > 1 and term.tag.startswith("NN"):
        return False
    return term.text in STOP
