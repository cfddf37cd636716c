"""What a sentence claims: its content words, amounts, dates, names and negations, each with its place.

The same reading is used for a sentence that a language model wrote and for the words of the report that shall prove it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rag.answering.proof.verify import fold
from rag.answering.spans.quantities import Moment, Quantity, moments, quantities
from rag.asking.wording import GENERIC, STOP
from rag.korean import Korean, Morpheme

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_QUOTED = re.compile(r"[‘'“\"「『<《]([^‘’'“”\"「」『』<>《》]{2,40})[’'”\"」』>》]")
_ORGANISATION = re.compile(
    r"[가-힣A-Za-z·]{2,}(?:공단|공사|협회|재단|대학교|위원회|은행|그룹|연구원|진흥원|정보원|개발원|교육청|시청|도청|구청|병원|학회|노동조합|연맹|중앙회|주식회사)$"
)
_CLAUSE = re.compile(r"[,;·|\n]|(?<=[가-힣])(?:이?며|이?고|지만|는데|면서)\s|\s(?:그리고|및|and|while|but)\s")
_FROM_TO = re.compile(r"\s?(?:에서|부터|~|∼|–|-)?,?\s?(?:(?:19|20)?\d\d\s?년(?:에는?)?\s)?")
# Words that frame a report's statement without adding to it.
FRAMING = frozenset(
    """
    따르다 보고서 내용 다음 아래 사항 결과 기준 경우 포함 해당 각각 모두 총 약 대략 또한 그리고 특히 즉 이상 관련 통하다 위하다 나타나다 확인 확인하다 언급 언급하다 기록 기록하다 제시 제시하다 설명 설명하다
    소개 소개하다 진행 진행하다 실시 실시하다 이루어지다 밝히다 전하다 있다 없다 않다 못하다 아니다 구성 구성하다 차지 차지하다 말하다 알리다 네 아니요 예 yes no also according report reported reports states stated was were is are
    지난해 올해 당시 이번 이후 이전 현재 전체 가운데 동안 사이 데 매달 매년 매일 나머지 또 더 덜 앞 뒤 뒤 전 후 지금 이미 아직 바로 함께 비롯 비롯하다 이르다 따라서 the a an of in on at to for from by with and or total during its their this that which 가장 매우 크다 정도 수준 수치 값 점수 인원 비중 비율 금액 날짜 기간 이유 방법 때문 위해 대한 대하다 것 수 등
    """.split()  # noqa: SIM905
)
# What says no without a negation: such a word excuses a negation on the other side.
_SOFT_NEGATION = re.compile(
    r"불가|어렵|어려[운웠]|미흡|부족|제한|금지|미정|제외|그대로|유지|동일|무료|면제|없이|모자라|모자란|취소|\bfail|unable|lack|impossible|unchanged|free\b",
    re.I,
)
_COUNTERS = {"달": "개월", "해": "년"}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ENGLISH_SCALE = re.compile(r"(?P<n>\d[\d,]*(?:\.\d+)?)\s+(?P<scale>thousand|million|billion|trillion)\b", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s+(?P<a>{_MONTH})|(?P<b>{_MONTH})(?:\s+(?P<d2>\d{{1,2}})(?!\d))?)\b,?(?:\s+(?P<y>(?:19|20)\d\d)\b)?",
    re.I,
)
_BARE_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,.]\d|\d|\s?(?:명|점|건|개|원|회|만|억|대|톤))")
_ENGLISH_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n't\b", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A content word: its text, place and terms. `weight` is what it is worth by its kind, 0..1; `quality`
    marks an adjective."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    weight: float
    noun: bool
    quality: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, or a bare number. `window` is the part of the text that says of what it is the amount; `years` are
    those that it says it of; `role` its place in a change from one amount to another."""

    value: Decimal
    unit: str
    start: int
    end: int
    window: tuple[int, int]
    years: frozenset[int] = frozenset()
    role: Literal["", "from", "to"] = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written, and the part of the text that says of what."""

    year: int | None
    month: int | None
    day: int | None
    half: str
    start: int
    end: int
    window: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claims:
    """A text, read. `folded` is for comparing (no spaces, lower case); `names` are folded; `negated` are the stems
    that a negation stands with (empty string: a negation of nothing in particular); `plain` are predicate stems
    without one; `soft_negations` counts words that say no by themselves (무료, 불가, 0명); `foreign` is whether the text is
    not Korean."""

    text: str
    folded: str
    words: tuple[Said, ...]
    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    names: tuple[str, ...]
    negated: frozenset[str]
    plain: frozenset[str]
    soft_negations: int
    foreign: bool


@lru_cache(maxsize=4096)
def read(text: str) -> Claims:
    """Read a text. Cached: the units of a report are read once."""
    korean = Korean.get()
    morphemes = korean.morphemes(text)
    foreign = len(re.findall(r"[A-Za-z]", text)) > 2 * len(re.findall(r"[가-힣]", text))
    days = _days(text, foreign)
    amounts = _amounts(text, [(d.start, d.end) for d in days], foreign)
    hard = [(s, e) for _, _, s, e in amounts] + [(d.start, d.end) for d in days]
    negated, plain = _negations(text, morphemes)
    return Claims(
        text,
        fold(text),
        _words(text, korean, hard),
        tuple(
            _told(text, Amount(v, u, s, e, _window(text, s, e, [x for x in amounts if x[1] == u], 16)), days)
            for v, u, s, e in amounts
        ),
        tuple(Day(d.year, d.month, d.day, d.half, d.start, d.end, _window(text, d.start, d.end, [], 40)) for d in days),
        tuple(dict.fromkeys(_names(text, korean, morphemes, foreign))),
        negated,
        plain,
        len(_SOFT_NEGATION.findall(text)),
        foreign,
    )


def _told(text: str, amount: Amount, days: Sequence[Moment]) -> Amount:
    """The amount with the year named last before it in its own window, and its role."""
    after = text[amount.end : amount.end + 3]
    role: Literal["", "from", "to"] = (
        "from" if after.startswith(("에서", "부터")) else "to" if re.match(r"으?로(?!는)|까지", after) else ""
    )
    inside = [d.year for d in days if amount.window[0] <= d.start < amount.start and d.year]
    return replace(amount, years=frozenset(inside[-1:]), role=role)


def _days(text: str, foreign: bool) -> list[Moment]:
    """Dates, those in English words and bare years included."""
    found = list(moments(text))

    def add(m: re.Match[str], year: str | None, month: int | None, day: str | None) -> None:
        if not any(d.start < m.end() and m.start() < d.end for d in found):
            found.append(
                Moment(int(year) if year else None, month, int(day) if day else None, m.start(), m.end(), m.group())
            )

    if foreign:
        for m in _ENGLISH_DATE.finditer(text):
            month = _MONTHS.index((m["a"] or m["b"])[:3].lower()) + 1
            add(m, m["y"], month, m["d1"] or m["d2"])
    for m in _BARE_YEAR.finditer(text):
        add(m, m.group(), None, None)
    return sorted(found, key=lambda d: d.start)


def _amounts(text: str, dates: Sequence[tuple[int, int]], foreign: bool) -> list[tuple[Decimal, str, int, int]]:
    """Amounts and then every number that is part of neither an amount nor a date. 「한 명도」 and 「세 번째」 are none."""
    found = [
        (q.value, "" if _cut_word(text, q) else _COUNTERS.get(q.unit, q.unit), q.start, q.end)
        for q in quantities(text)
        if (q.text[0].isdigit() or not re.match(r"도\s|째", text[q.end : q.end + 2]))
        and not any(s < q.end and q.start < e for s, e in dates)
    ]
    if foreign:
        for m in _ENGLISH_SCALE.finditer(text):
            found = [f for f in found if not (f[2] < m.end() and m.start() < f[3])]
            value = Decimal(m["n"].replace(",", "")) * _SCALES[m["scale"].lower()]
            found.append((value, "", m.start(), m.end()))
    for m in NUMBER.finditer(text):
        if any(s < m.end() and m.start() < e for _, _, s, e in found) or any(
            s < m.end() and m.start() < e for s, e in dates
        ):
            continue
        found.append((Decimal(m.group().replace(",", "").rstrip(".")), "", m.start(), m.end()))
    return sorted(found, key=lambda f: f[2])


def _cut_word(text: str, q: Quantity) -> bool:
    """Whether what looks like a unit is the beginning of an English word (16 m|embers)."""
    return bool(re.search(r"[a-zA-Z]\Z", q.text) and re.match(r"[a-zA-Z]", text[q.end : q.end + 1]))


def _window(
    text: str, start: int, end: int, others: Sequence[tuple[Decimal, str, int, int]], after: int
) -> tuple[int, int]:
    """Where the words stand that say of what an amount or date is: from the clause's beginning (or the amount of the
    same unit before) to the clause's end, at most `after` characters behind it."""
    marks = [m.end() for m in _CLAUSE.finditer(text) if m.end() <= start]
    left = max([0, *marks[-1:], *(e for _, _, _, e in others if e <= start)])
    if not re.search(r"[^\W\d]{2}", text[left:start]) and not others:
        left = marks[-2] if len(marks) > 1 else 0
    before = [o for o in others if o[3] <= start]
    if before and _FROM_TO.fullmatch(text, before[-1][3], start):  # a change or a range shares its words
        left = _window(text, before[-1][2], before[-1][3], others, after)[0]
    right = min([len(text), end + after, *[m.start() for m in _CLAUSE.finditer(text) if m.start() >= end][:1]])
    if any(end <= s < end + 3 * after for _, _, s, _ in others):
        right = end  # what follows is said of the next amount
    return left, right


def _words(text: str, korean: Korean, hard: Sequence[tuple[int, int]]) -> tuple[Said, ...]:
    """Content words outside of amounts and dates."""
    found = []
    for w in korean.words(text):
        if any(s < w.end and w.start < e for s, e in hard):
            continue
        terms = tuple(dict.fromkeys(t.text for t in w.terms if t.tag != "SN"))
        if not terms:
            continue
        verb = w.terms[-1].tag in ("VV", "VA")
        framing = all(t in FRAMING or (t in STOP and len(w.terms) == 1) for t in terms)
        slight = all(t in GENERIC for t in terms) or len(w.text) == 1  # one syllable alone is often a misreading
        weight = 0.1 if framing else 0.35 if slight else 0.45 if verb else 1.0
        found.append(
            Said(
                w.text, w.start, w.end, terms, weight, not verb and not framing, w.terms[-1].tag == "VA" and not framing
            )
        )
    return tuple(found)


def _names(text: str, korean: Korean, morphemes: Sequence[Morpheme], foreign: bool) -> list[str]:
    """Proper nouns, words in Latin letters, quoted names and names of organisations, folded."""
    found = [fold(m[1]) for m in _QUOTED.finditer(text) if not re.search(r"[다요]\.?$", m[1])]
    found += [fold(m.form) for m in morphemes if m.tag == "NNP" and len(m.form) >= 2]
    found += [fold(w) for w in re.findall(r"[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*|[A-Z]{2,}", text)]
    if not foreign:
        found += [fold(w) for w in re.findall(r"[A-Za-z][A-Za-z0-9-]{2,}", text)]
    found += [fold(w.text) for w in korean.words(text) if _ORGANISATION.fullmatch(w.text)]
    return found


def _negations(text: str, morphemes: Sequence[Morpheme]) -> tuple[frozenset[str], frozenset[str]]:
    """Stems with a negation and predicate stems without one."""
    negated: set[str] = set()
    stems: dict[int, str] = {}
    last = ""
    used: set[str] = set()
    for i, m in enumerate(morphemes):
        tag = m.tag.split("-")[0]
        if tag in ("VV", "VA"):
            if m.form == "없":
                negated.add(last)
                used.add(last)
            else:
                last = m.form
                if _predicates(morphemes, i):
                    stems[i] = last
        elif tag in ("NNG", "XR", "NNP"):
            last = m.form
        elif tag in ("XSV", "XSA"):
            if _predicates(morphemes, i):
                stems[i] = last
        elif (tag == "VX" and m.form in ("않", "못하", "말")) or (
            tag == "VCN" and "뿐" not in text[max(m.start - 3, 0) : m.start]
        ):
            negated.add(last)
            used.add(last)
        elif tag == "MAG" and m.form in ("안", "못"):
            after = next((n.form for n in morphemes[i + 1 : i + 4] if n.tag[:2] in ("VV", "VA", "NN", "XR")), "")
            negated.add(after)
            used.add(after)
    if not re.search(r"[가-힣]", text) and _ENGLISH_NEGATION.search(text):
        negated.add("")
    return frozenset(negated), frozenset(stems.values()) - used


def _predicates(morphemes: Sequence[Morpheme], i: int) -> bool:
    """Whether a verb says something of a subject, rather than describing a noun (방문하려는 학교)."""
    for m in morphemes[i + 1 : i + 5]:
        if m.tag.startswith(("EF", "EP")):
            return True
        if m.tag.startswith("ET"):
            return False
        if m.tag.startswith("EC") and m.form in (
            "고",
            "며",
            "으며",
            "지만",
            "으나",
            "나",
            "는데",
            "어야",
            "아야",
            "여야",
        ):
            return True
    return True
