"""A question becomes a Query: what is wanted, about what, under which conditions, and which operation.

Rules over Kiwi's morphemes for Korean and over words for English; no list of known questions. What a word means in
everyday speech (뽑다 → 채용, hire → 채용) is the business of `rag.synonyms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from rag.answering.spans.quantities import moments, quantities
from rag.answering.spans.quantities import years as years_in
from rag.asking.asides import asides
from rag.asking.counted import SAYING, TIMES, framed, priced, rewarded
from rag.asking.denials import denied
from rag.asking.filing import class_aside, counted_aside, places_aside
from rag.asking.firsts import founded
from rag.asking.headcount import of_the_body
from rag.asking.kinds import asked_noun, wanted_kind, whether_told
from rag.asking.limits import limit_of
from rag.asking.operating import both_named, operates, operation_of
from rag.asking.pay import of_the_pay
from rag.asking.phrases import phrased
from rag.asking.query import Query as Query
from rag.asking.query import QueryWord as QueryWord
from rag.asking.wording import (
    ASKS,
    AT_FIRST,
    CALLED_SO,
    CHANGE,
    COUNTED_SAID,
    COUNTING,
    ENTITY,
    EXCLUDE,
    GENERIC,
    GLOSS,
    ISSUED,
    ITSELF,
    LATELY,
    LIGHT,
    LIMITING,
    LIST,
    LOWEST,
    MEASURED_AS,
    MORE_IN,
    NEEDED,
    NEXT_ONE,
    NUMBERED,
    NUMERALS,
    OF_A_KIND,
    OF_THAT,
    OF_USERS,
    OUTCOME,
    PARAPHRASED,
    PARTICLES,
    PER,
    PLANNED,
    RANK,
    RANKED,
    RANKS,
    SEVERAL,
    SEVERAL_PLACES,
    SINCE,
    STOP,
    TAKEN_FROM,
    WHAT_DID,
    WHEN_PLANNED,
    WRITTEN,
)
from rag.korean import Korean, Morpheme, Term
from rag.layout.dating import years_back


def understand(
    text: str,
    korean: Korean,
    subjects: tuple[str, ...] = (),
    labels: Collection[str] = frozenset(),
    phrases: Collection[str] = frozenset(),
    written: Collection[str] = frozenset(),
    also: Callable[[str], Sequence[str]] = lambda term: (),
) -> Query:
    """Analyse a cleaned question. `subjects` are names of what the reports are about: they are in every fact by
    nature and count for nothing here. `labels` are names of the reports' facts without white space: a word of the
    question that is one is taken whole, however the analyser would divide it; so is one of `written`, words of the
    reports, where the analyser takes it apart into less. `phrases` are keys of words
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
    if len(years) == 1 and (m := SINCE.search(text)):  # 「2022년부터 3년 동안」
        years = (years[0], years[0] + int(m["many"]) - 1)
    if operation in ("none", "before", "after") and len(years) == 2 and CHANGE.search(lower):
        operation = "difference"
    if operation == "difference" and len(years) == 1 and LATELY.search(text) and wanted == "number":
        years = (years[0] - years_back(text), *years)  # 「2022년 …은 전년보다」
    if operation in ("none", "compare") and len(years) > 1 and wanted == "date" and (more := MORE_IN.search(lower)):
        operation = "lowest" if more["less"] else "highest"  # 「더 많이 뽑은 해는 2021년과 2022년 중 언제」
    amounts = quantities(text)
    words = _words(text, korean, subjects, place, labels, phrases, written)
    words = founded(words, text, subjects) if wanted == "date" else words
    asked, words = words, of_the_body(of_the_pay(words, text), text, subjects)
    operation = "none" if operation == "sum" and words != asked else operation
    if wanted == "yesno" and (known := whether_told(text)) is not None:  # what is asked of it, not what it is about
        words = _with_head(tuple(replace(w, verb=w.verb or w.start >= known) for w in words), place, text)
    excluded: tuple[QueryWord, ...] = ()
    if m := EXCLUDE.search(text):
        excluded = tuple(w for w in words if m.start() <= w.start < m.end(1) and not w.asks)[-2:]
        excluded = tuple(w for w in excluded if w.end >= m.end(1) - 2 or len(excluded) == 1)
        if excluded:
            words = tuple(w for w in words if w not in excluded and not m.end(1) <= w.start < m.end())
            operation = "sum" if operation == "none" and wanted == "number" else operation
    if operation == "none" and wanted == "number" and not excluded and TAKEN_FROM.search(text):
        operation = "difference"  # 「고용 비중에서 정책 비중을 빼면?」
    if asks_list and (
        wanted == "any"
        or (wanted == "date" and SEVERAL.search(lower))
        or (wanted == "number" and place is None)
        or (wanted == "place" and SEVERAL_PLACES.search(text))
    ):
        wanted = "list"
    if (compared := places_aside(counted_aside(words, amounts, wanted), place, text)) != words:
        words = _with_head(compared, place, text)
    rank = 0
    if (m := RANK.search(lower)) and (not m[3] or RANKED.search(lower)):
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
        words = _with_head(both_named(class_aside(told, lower), text), place, text)
        if not units and (named := asked_noun(lower)):
            units = named[1]
        if not units and operation in ("highest", "lowest"):  # 「가장 낮은 만족도 항목은 뭐야」
            units = tuple(u for w in words if w.asks and (u := ASKS.get(w.text, ("", ""))[1]))[:1]
    times = re.search(r"몇\s*배|how many times (?:more|as|larger)", lower)
    of_all = "%" in units and re.search(
        r"전체|총|모두|(?<![비집])중(?:에서?)?\s|가운데|에서\s[^?]{2,20}차지하|(?<![전작]년)\s대비\s[^?]{2,20}(?:비율|비중)|of all|of the total|out of",
        lower,
    )
    if operation in ("none", "sum") and (times or (of_all and wanted != "list")):
        operation = "ratio"
    if operation == "ratio" and (said := [q for q in amounts if OF_THAT.match(text, q.end)]):  # 「직원 300명 중 …」
        told = tuple(w for w in words if not any(q.start <= w.start < q.end for q in said))
        words = _with_head(told, place, text)
    threshold, direction = limit_of(text, lower, amounts)
    if times:
        words = _with_head(tuple(w for w in words if w.text not in ("배", "times")), place, text)
    if threshold is not None:  # the limit is compared with, not looked for
        told = tuple(
            w for w in words if not (threshold.start <= w.start < threshold.end) and not LIMITING.fullmatch(w.text)
        )
        if told and all(w.generic for w in told):  # 「85점 넘는 항목」: whatever things there are
            told = tuple(replace(w, asks=True) for w in told)
        words = _with_head(told, place, text)
    return Query(
        text=text,
        language=language,
        words=framed(words, text, also) if language == "en" else words,
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
    written: Collection[str] = (),
) -> tuple[QueryWord, ...]:
    """Content words without those of asking, of years and of the subject."""
    found: list[QueryWord] = []
    tags = {m.start: m for m in korean.morphemes(text)}
    ends = {m.end: m for m in tags.values()}
    dates = moments(text)
    itself = [m.span() for p in (ITSELF.pattern, *map(re.escape, subjects)) for m in re.finditer(p, text)]
    aside = [*asides(text), *(m.span() for m in TIMES.finditer(text))]
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
        if place and w.start == place[0] and re.search("(?:쯤|정도|나마|만큼)$", bare):
            continue  # 얼마쯤
        terms = tuple(t for t in w.terms if not _asking(t, w.terms)) or (
            w.terms if NEXT_ONE.match(text, w.start) else ()
        )
        idle = not terms and " " in w.text and bare.isascii() and not (place and w.start < place[1])
        if idle and not SAYING.match(w.text):
            terms = w.terms  # a phrase, though all of its words are of asking (people work, take over)
        if len(terms) > 1 and MEASURED_AS.match(text, terms[-2].end - 1) and terms[-1].end == w.end:
            terms = terms[:-1]  # 한계점, 개선점, 가입자수
        if not terms or (place and w.start >= place[0] and w.end <= place[1]):
            continue
        if all(t.tag == "SN" for t in terms) and place and place[0] <= w.start < place[1] + 2:
            continue
        tail = tags.get(w.end)
        verb = terms[-1].tag in ("VV", "VA") or (len(bare) == 1 and tail is not None and tail.tag == "XSV")  # 원 + 하는
        verb = verb or bool(NEEDED.match(text, w.start))
        asks = bare in ASKS or (len(terms) == 1 and terms[0].text in ASKS)
        asks = asks and not (prize and bare == "won") and not (bare == "값" and priced(text))
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
        if len(bare) == 1 and (of := ends.get(w.start)) is not None and of.tag == "MM" and of.form not in COUNTING:
            w = replace(w, text=text[of.start : w.end], start=of.start)  # 첫차 is no 차
            named = (w.text,)
        after = place is not None and w.start >= place[1]
        generic = (
            idle
            or bool(CALLED_SO.search(text, 0, w.start))
            or bare in GENERIC
            or (bare in ("예정", "계획") and bool(WHEN_PLANNED.match(text, w.end)))
            or bool(re.search("[이사]용자$", bare) and OF_USERS.match(text, w.end))
            or (bare in ("응답", "답변") and bool(COUNTED_SAID.match(text, w.end)))
            or (
                len(named) == 1 and named[0] in GENERIC and not (bare.isascii() and " " in w.text)
            )  # no phrase is filing
            or bool(re.fullmatch("[가-힣]{1,6}별", bare))
            or bool(PLANNED.match(text, w.start) or AT_FIRST.match(text, w.start))
        ) and not OUTCOME.match(text, w.start)
        found.append(QueryWord(w.text, w.start, w.end, named, asks, name and not verb, False, verb, generic, after))
    found = list(denied(found, text))
    for m in re.finditer(rf"([가-힣A-Za-z]{{2,}}?)(?:{PARTICLES})?(?=[\s?.,!]|$)", text) if labels or written else ():
        inside = [w for w in found if m.start() <= w.start and w.end <= m.end()]
        said = m[0] if m[0] in written and m[1] not in labels else m[1]  # 가사랑 is no 가사
        apart = len(said) > 2 and said not in GENERIC and bool(inside)  # 내일배움카드, of which 배움 is a stem
        cut = len(inside) == 1 and not inside[0].verb and len(said) == 2 and inside[0].text == said[1]  # 초봉, by 봉
        whole = said in labels or (said in written and apart) or cut
        same = "".join(w.text for w in inside) in (said, said.removesuffix("들"))
        if whole and not same and said not in ASKS and said not in STOP:
            name = (said not in labels and not cut) or (
                len(inside) > 1 and inside[0].verb
            )  # one that somebody made up (새봄터)
            end = m.start() + len(said)
            word = QueryWord(said, m.start(), end, (said.lower(),), name=name)
            found = sorted([w for w in found if w.end <= m.start() or w.start >= end] + [word], key=lambda w: w.start)
    for m in GLOSS.finditer(text):  # 「가동률(이용률)」: one thing by two names, of which the report may have one
        if m["gloss"] in written:
            found = [w for w in found if w.end != m.end("name") or re.sub(r"\s", "", w.text) in written]
    for i, (one, other) in enumerate(pairwise(found), 1):  # 「침수 사고」: the first noun says which
        if other.text in OF_A_KIND and not one.verb and not text[one.end : other.start].strip():
            found[i] = replace(other, generic=True)
    for phrase, term in ((pattern.search(text), term) for pattern, term in PARAPHRASED):
        if phrase is not None:
            found = [w for w in found if not phrase.start() <= w.start < phrase.end()]
            found.append(QueryWord(phrase.group(), *phrase.span(), (term,)))
    return _with_head(tuple(found) if any(not w.asks for w in found) else (*found, *_of_itself(text)), place, text)


def _of_itself(text: str) -> tuple[QueryWord, ...]:
    """What a question about nothing but the report itself means by its verb: that it was issued, was written."""
    for pattern, meant in ((ISSUED, "발간"), (WRITTEN, "집필")):
        if m := pattern.search(text):
            return (QueryWord(m["how"], m.start("how"), m.end("how"), (meant,)),)
    return ()


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
            and not (w.terms[-1] in LIGHT and any(n.start > w.end for n in nouns))
            and WHAT_DID.match(text, w.end - 1)
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
