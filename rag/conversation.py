"""A follow-up becomes a question that stands alone, from the conversation before it.

    「정책은?」 after 「정보화 비중은 얼마야?」             → 정책 비중은 얼마야?
    「장소는?」 after 「컨설턴트 교육은 언제 했어?」         → 컨설턴트 교육 장소는?
    「2023년은?」 after 「2024년 사업성과는?」              → 2023년 사업성과는?

A question that stands alone is never rewritten, and one of another subject drops what was before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from rag.answering.spans.quantities import years as years_in
from rag.asking.colloquial import standard
from rag.asking.operating import operates
from rag.asking.wording import PARTICLES
from rag.korean import Korean, final_consonant, josa
from rag.questions import Query, QueryWord, understand
from rag.types import Turn

MOST = 5  # questions that one calculation takes together
_LEADING = re.compile(
    r"^(?:그럼|그러면|그렇다면|그런데|근데|그리고|또|아|음|혹시|and|then|so|what about|how about|but)\s*,?\s*", re.I
)
_POINTING = re.compile(
    r"(?:그|이|저)\s?(?:곳|행사|교육|사업|제도|앱|카드|인증|캠프|시스템|기관|회사|때|사람|프로그램|서비스|박람회|상|것|거|건|중|게|분)(?:에서|에|은|는|이|가|을|를|의|도|들)?|거기(?:서|에서|에|는)?|여기서|그건|그게|그걸|그때|그중|이건|이게|\b(?:it|its|that|this|there|they|them|those|these)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"(?<![가-힣])(?:그|이|저)\s?(?:분|사람|직원|친구|선배|양반)(?:들)?(?:에게서|에게|께서|의|은|는|이|가|을|를|도|께)?(?=\s)"
)
_TOGETHER = re.compile(
    r"^(?:둘|두\s?(?:개|곳|가지|사람|값)|양쪽|(?P<three>셋|세\s?(?:개|곳|가지)))(?:다|은|는|이|을|를|의|간|이서)?\s*(?=[가-힣])"
)
_ONES = re.compile(r"\b([a-z][a-z-]+)\s+ones?\b", re.I)
_COUNTED = re.compile(r"(\bhow (?:many|much)\s+)[a-z][a-z-]+(\s+[a-z]+)", re.I)
_ASKED_COUNT = re.compile(
    r"(\bhow (?:many|much) )(?:(?!(?:were|was|are|is|do|does|did|have|has|had|will|would|can|could|in|for|of|at|on|there)\b)[\w'-]+ ?)+(?<! )",
    re.I,
)
_NOUNS = re.compile(
    r"^(?:the )?((?:(?!(?:is|are|was|were|do|does|did|has|have|can|in|for|by|when|where|who|how|what|which|why|it|that)\b)[a-z][a-z'-]+ ?){1,4}(?<! ))\s*\?*$",
    re.I,
)
_ONE = re.compile("건|거|것|게")  # 「제일 낮은 건?」
_NOT_THAT = re.compile(r"^(?P<that>.{1,20}?)\s?(?:말고|대신에?|아니고)\s+(?=\S)")
_NEXT = re.compile(
    r"(?P<which>다음|지난|이번|차기|저번|직전)\s?(?:대회|행사|회차?|번|기수?|차례|시즌|축제|박람회|모집|공모)(?=[은는이가을를의에도]|\s|$)"
)
_CLASS = re.compile(r"(?:어느|무슨|어떤)\s+([가-힣]{2,})")
_EXTREME = re.compile(
    r"(?:[두세네]|다섯|\d)\s?번째로?\s[가-힣]+|(?:가장|제일|젤)\s*[가-힣]+|최고|최저|(?P<place>[1일]등|꼴찌|꼴등)"
    r"|\b(?:second|third|fourth|next)[ -](?:highest|lowest|largest|smallest|best|worst)|\b(?:highest|lowest|most|least|best|worst|largest|smallest)\b"
)
_TIME = re.compile(
    "처음|초기|초반|연초|연말|나중|마지막|작년|지난해|전년|올해|내년|상반기|하반기|이전|예전|당초|요즘|최근"
)
_YEAR_BESIDE = re.compile(
    r"(?:(?:바로\s)?(?:그\s?)?(?:전\s?해|전년도?|직전\s?(?:해|연도)|이전\s?해|앞\s?선\s?해)|(?P<after>(?:그\s)?(?:이듬해|다음\s?해))|(?:in )?the (?:year before|previous year)|(?P<later>(?:in )?the (?:year after|next year|following year)))"
    r"(?:에는|엔|에|은|는|도)?(?:\s?요|\s?어땠[가-힣]*|\s?(?:얼마|몇\s?[가-힣%]{1,3})[가-힣]*)?\s*[?？]?$",
    re.I,
)
_HOW = ("어땠나요", "어땠어", "어땠어요", "어땠죠", "어땠는지", "어땠습니까", "어땠나", "어땠지")
_ENDS = re.compile(r"완공|준공|완료|종료|마감|마무리|끝|까지|만료|개통|개관|입주|폐막|end|finish|complet|expire", re.I)
_TELL = re.compile(
    r"^[가-힣A-Za-z]{2,12}?(?:은|는|을|를|이|가|도)?\s?(?:좀\s?)?(?:알려|말해|가르쳐|보여)[가-힣\s]{0,6}[.?!]*$"
)
_RANGED = re.compile(
    r"\d+[가-힣]{0,2}\s?(?:부터|에서|[~∼–-])\s?\d+[가-힣]{0,2}?(?:까지)?(?=\s|[의은는이가을를])"
)  # 4급부터 6급까지
_BARE = re.compile(r"^(?P<topic>.{1,30}?)(?:은|는|이|가|도)(?:\s?요)?\s*[?？]?$")


def standalone(
    question: str,
    history: Sequence[Turn],
    korean: Korean,
    subjects: tuple[str, ...],
    siblings: Callable[[str, str], bool],
    labels: Collection[str] = frozenset(),
    written: Collection[str] = frozenset(),
) -> tuple[str, ...]:
    """Ways to ask the question without a history, likeliest first; the question alone when it stands alone.

    A second way is given where the rules are unsure: the first that is answered is meant. `siblings(a, b)` says whether
    two words name things side by side in a report (정보화 and 정책 in one table), so that one takes the other's place;
    `labels` are names of facts, which can be asked for by themselves, `written` words of the reports. Earlier turns are resolved first, so that a chain
    of follow-ups holds.
    """
    asked: list[str] = []  # the questions so far, each standing alone, and what the last one was answered
    answer = ""
    for turn in history:
        asked.append(
            _resolve(standard(turn.question, korean), asked, answer, korean, subjects, siblings, labels, written)[0]
        )
        answer = turn.answer
    return _resolve(standard(question, korean), asked, answer, korean, subjects, siblings, labels, written)


def _resolve(
    question: str,
    asked_before: Sequence[str],
    answer: str,
    korean: Korean,
    subjects: tuple[str, ...],
    siblings: Callable[[str, str], bool],
    labels: Collection[str],
    written: Collection[str],
) -> tuple[str, ...]:
    if not asked_before:
        return (question,)
    previous = asked_before[-1]
    core = _LEADING.sub("", question.strip())
    now = understand(core, korean, subjects, labels, written=written)
    before = understand(previous, korean, subjects, labels, written=written)
    if m := _NOT_THAT.match(core):  # 「난이도 말고 분위기는?」: the same question of another thing
        before = replace(before, words=tuple(w for w in before.words if w.text not in m["that"]))
        core = core[m.end() :]
        now = understand(core, korean, subjects, labels, written=written)
    if m := _NEXT.search(core):  # 「다음 대회는 어디서 해?」
        return (_of_the_next(core, m, before), question)
    content = [w for w in now.words if not (w.asks or _ONE.fullmatch(w.text) or operates(w.text, w.verb, w.name))]
    nouns = [w for w in content if not w.verb and not w.generic]
    asked = (
        now.interrogative is not None
        or core.rstrip(" ?").endswith(_HOW)
        or any(w.asks for w in now.words)
        or now.operation != "none"
    )
    if (m := _TOGETHER.search(core)) and all(w.start < m.end() for w in nouns):  # 「둘이 합치면 몇 명이야?」
        pair = _paired(asked_before, 3 if m["three"] else 2, korean, subjects, labels)
        return (f"{pair} {core[m.end() :].strip()}",) if pair else (question,)
    alone = now.operation in ("sum", "difference", "average", "compare") and not content and not now.years
    if alone and (pair := _all_paired(asked_before, korean, subjects, labels)):  # 「그럼 합치면?」
        return (f"{pair} {core}", question)
    if (m := _NOUNS.match(core)) and _ASKED_COUNT.search(previous):  # “And conversion-type interns?”
        return (_ASKED_COUNT.sub(rf"\g<1>{m[1]}", previous, count=1), question)
    if (m := _ONES.search(core)) and not _EXTREME.search(m[1]):  # “And how many conversion-type ones?”
        return (_COUNTED.sub(rf"\g<1>{m[1]}\g<2>", previous, count=1),)
    named = _named_in(answer, previous)
    if named and asked and not any(w.name for w in nouns):  # 「누가 주관한 행사예요?」 of the event that was asked for
        rest = re.sub(r"\s+", " ", _POINTING.sub("", core, count=1)).strip()
        return (f"{named} {rest}", _with_topic(core, now, before, _POINTING.search(core)))
    if m := _SOMEBODY.search(core):  # 「그분은 …」: whom the last question about a person was about
        earlier = (understand(q, korean, subjects, labels) for q in reversed(asked_before))
        whom = next((q for q in earlier if q.wanted == "person"), before)
        return (_with_topic(core, now, whom, m), _with_topic(core, now, before, m))
    if m := _YEAR_BESIDE.match(core):  # 「그 전해는?」
        told = before.years or tuple(years_in(answer))
        if len(told) == 1:
            return (_other_year(f"{told[0] + (1 if m['after'] or m['later'] else -1)}년", previous, before),)
    pointing = _POINTING.search(core)
    if pointing:
        return tuple(dict.fromkeys(_with_topic(core, now, b, pointing) for b in (before, _with_class(before))))
    if not content and now.years and not any(w.asks for w in now.words):
        return (_other_year(core, previous, before),)
    if not content and now.operation in ("highest", "lowest") and before.operation in ("highest", "lowest"):
        return (_other_end(core, previous),)
    if not nouns and now.operation in ("highest", "lowest") and before.operation == "none":
        rows = [w for w in before.words if siblings(w.text, w.text)]
        if rows and (asks := [w.text for w in before.words if w.asks]):  # 「정보화 비중은?」, 「제일 낮은 건?」
            return (f"{' '.join(asks)} {core}",)
    if not nouns:  # 「장소는?」, 「언제까지 유효해?」
        return _ways(core, now, before) if asked and len(core) <= 30 else (question,)
    bare = _BARE.match(core)
    if not asked and bare and len(nouns) <= 3:  # 「정책은?」
        whole = len(nouns) > 1 and siblings(bare["topic"], bare["topic"])  # a row by its whole name
        if whole and (wanted := [w.text for w in before.words if w.asks]) and before.operation == "none":
            return (f"{bare['topic'].strip()} {' '.join(wanted)}", question)  # the same of another thing
        swapped = _swapped(bare["topic"].strip(), before, previous, siblings)
        if swapped:
            return (swapped,)
        known = all(re.sub(r"\s", "", w.text) in labels for w in nouns)
        if known:
            return (question,)
        goes_on = re.search(r"요\s*\??$", core) and any(w.name for w in nouns)  # 「대전은요?」 asks nothing by itself
        return (_with_topic(core, now, before, None), *(() if goes_on else (question,)))
    if len(nouns) == 1 and not asked and _TELL.match(core) and nouns[0].text not in labels and not nouns[0].name:
        return (_with_topic(core, now, before, None), question)  # 「전화번호 알려줘」: of what was spoken of
    if (
        len(nouns) == 1
        and asked
        and len(core) <= 18
        and not now.years
        and nouns[0].text not in labels
        and not nouns[0].name
    ):
        ways = _ways(core, now, before)  # 「참가자는 몇 명이야?」: of what was spoken of, or by itself
        return (*ways, question) if ways[0] != core else (question,)
    if len(nouns) == 1 and asked and len(core) <= 18 and not now.years and not nouns[0].name:
        return tuple(
            dict.fromkeys((question, *_ways(core, now, before)))
        )  # the name of a fact: perhaps of what was spoken of
    return (question,)


def _of_the_next(core: str, said: re.Match[str], before: Query) -> str:
    """The question with what the one before it was about in the place of its class: 다음 대회는 → 다음 연극제는."""
    topic = [w.text for w in before.words if not (w.verb or w.asks or w.generic or w.after)]
    rest = core[said.end() :]
    if not topic:
        return core
    whole = f"{core[: said.start()]}{said['which']} {' '.join(topic)}"
    particle = re.match(r"[은는이가을를]", rest)
    return (
        whole + (_particle(topic[-1], particle[0]) if particle and particle[0] in "은는이가" else rest[:1]) + rest[1:]
    )


def _ways(core: str, now: Query, before: Query) -> tuple[str, ...]:
    """The question with what the one before it was about; then without what that only lay in (계획에서 국비는)."""
    inside = [w for w in before.words if not re.match(r"에서|에는|\s?중에?", before.text[w.end :])]
    wide = _with_topic(core, now, before, None)
    narrow = _with_topic(core, now, replace(before, words=tuple(inside)), None)
    return (wide,) if narrow in (wide, core) else (wide, narrow)


def _with_topic(core: str, now: Query, before: Query, pointing: re.Match[str] | None) -> str:
    """The question with what the one before it was about; 그 행사 and 거기서 give way to it."""
    said = {t for w in now.words for t in w.terms}
    timed = any(_TIME.fullmatch(w.text) for w in now.words)
    topic = [
        _written(w, before.text)
        for w in before.words
        if not (w.verb or w.asks or w.generic or w.after or set(w.terms) <= said)
        and not (timed and _TIME.fullmatch(w.text))
    ]
    asks = (
        [w.text for w in before.words if w.asks]
        if now.operation != "none" and not any(w.asks for w in now.words)
        else []
    )
    rest = re.sub(r"\s+", " ", _POINTING.sub("", core, count=1)).strip() if pointing else core
    ends = now.wanted == "date" and _ENDS.search(core)  # what began in a year may end in another
    year = f"{before.years[0]}년" if before.years and not now.years and not ends else ""
    return " ".join(filter(None, [year, *dict.fromkeys([*topic, *asks]), rest])) if topic or asks else core


def _with_class(before: Query) -> Query:
    """The question with the noun whose kind it asked for (무슨 인증을 받았나요) as one that it was about."""
    m = _CLASS.search(before.text)
    at = m.start(1) if m else -1
    return replace(before, words=tuple(replace(w, after=False) if w.start == at else w for w in before.words))


def _written(word: QueryWord, text: str) -> str:
    """A word with the syllable of a prefix before it (저염), which is no word by itself."""
    return text[word.start - 1 : word.end] if re.search(r"(?:^|\s)[가-힣]$", text[: word.start]) else word.text


def _paired(
    asked: Sequence[str], count: int, korean: Korean, subjects: tuple[str, ...], labels: Collection[str]
) -> str:
    """What the last questions were about side by side: 2023년 정규직과 무기계약직 채용 인원. Empty when they are not alike in
    all but one word."""
    queries = [understand(q, korean, subjects, labels) for q in asked[-count:]]
    if len(queries) < count:
        return ""
    told = [[w.text for w in q.words if not w.verb] for q in queries]
    shared = [text for text in told[0] if all(text in words for words in told)]
    own = [" ".join(text for text in words if text not in shared) for words in told]
    if not all(own) or len(set(own)) < count:
        return ""
    year = f"{queries[0].years[0]}년" if queries[0].years else ""
    joined = "".join(josa(text, "과/와") + " " for text in own[:-1]) + own[-1]
    return " ".join(filter(None, [year, joined, *shared]))


def _all_paired(asked: Sequence[str], korean: Korean, subjects: tuple[str, ...], labels: Collection[str]) -> str:
    """As `_paired`, of as many of the last questions as are alike; empty where not even two are."""
    found = (_paired(asked, count, korean, subjects, labels) for count in range(min(len(asked), MOST), 1, -1))
    return next(filter(None, found), "")


def _named_in(answer: str, previous: str) -> str:
    """The name in an answer that the question before asked for by its class: 서울진로직업박람회 for 「어느 박람회에서 했어?」."""
    asked = _CLASS.search(previous)
    if asked is None:
        return ""
    kind = re.sub(rf"(?:{PARTICLES})+$", "", asked[1]) if len(asked[1]) > 2 else asked[1]
    names = re.findall(rf"[가-힣A-Za-z0-9]+{re.escape(kind)}(?![가-힣]{{3,}})", answer)
    return next((name for name in names if name not in previous), "")


def _other_end(core: str, previous: str) -> str:
    """The previous superlative with the place of this one: its other end, or another place (두 번째로 높은)."""
    end = _EXTREME.search(core)
    found = re.sub(r"(?<=[가-힣])\s?(?:것|거|건|게)(?:은|는|이|가)?$", "", end.group()) if end else ""
    return _EXTREME.sub(
        lambda m: found + (" 것" if m["place"] and re.search(r"[가-힣]$", found) else ""), previous, count=1
    )


def _other_year(core: str, previous: str, before: Query) -> str:
    """The previous question with the year of this one."""
    year = re.search(r"(?:19|20)?\d\d\s?년(?:도)?|(?:19|20)\d\d", core)
    if year is None:
        return previous
    if before.years:
        return re.sub(r"(?:19|20)\d\d(\s?년(?:도)?)?", year.group(), previous, count=1)
    return f"{year.group()} {previous}"


def _swapped(phrase: str, before: Query, previous: str, siblings: Callable[[str, str], bool]) -> str:
    """The previous question with a phrase in the place of the word that it stands beside in a report; empty when there
    is no such word."""

    def beside(text: str, other: str) -> bool:  # 4급 and 3급 are of one kind, whatever the report says of them
        numbered = re.search(r"\d", text) and text != other
        return siblings(text, other) or bool(numbered and re.sub(r"\d+", "0", text) == re.sub(r"\d+", "0", other))

    for w in [w for w in before.words if not w.asks and not w.verb]:
        endings = [w.text[i:] for i in range(1, len(w.text) - 1) if not phrase.endswith(w.text[i:])]
        phrase = next((phrase + e for e in ["", *endings] if beside(w.text, phrase + e)), phrase)
        if w.text != phrase and beside(w.text, phrase):
            start, end = w.start, w.end
            for o in before.words:  # 「근무시간/휴가」 is one place
                if o is not w and not o.asks and beside(o.text, phrase) and abs(o.start - w.end) <= 1:
                    start, end = min(start, o.start), max(end, o.end)
            for o in before.words:  # a column by its whole name (1회 이용료)
                if o.end <= start and previous[o.end : start].isspace() and beside(previous[o.start : end], phrase):
                    start = o.start
            ranged = _RANGED.match(previous, start) if re.search(r"\d", phrase) else None
            swapped = previous[:start] + phrase + previous[ranged.end() if ranged else end :]
            return re.sub(
                rf"({re.escape(phrase)})(은|는|이|가)(?=\s|\?|$)", lambda m: m[1] + _particle(m[1], m[2]), swapped
            )
    return ""


def _particle(word: str, particle: str) -> str:
    closed = bool(final_consonant(word))
    return {
        "은": "은" if closed else "는",
        "는": "은" if closed else "는",
        "이": "이" if closed else "가",
        "가": "이" if closed else "가",
    }[particle]
