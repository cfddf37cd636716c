"""Changes that a sentence tells: from what to what, and by how much.

「신청률이 57.8%에서 75.7%로 17.9%포인트 올랐다」 · 「민원은 12.1% 감소했다」 · 「48.7%로, 지난 조사의 31.2%보다 높아졌다」 ·
「53명이며 전년(48명)보다 늘었다」
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.reckoning.series import grew
from rag.answering.spans.quantities import base_unit, number, plain
from rag.asking.wording import CHANGE
from rag.questions import Query
from rag.types import Fact

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:\s?[십백천만억조]+(?:\s?\d[\d,]*[십백천만]*)*)?"
_LONGER = r"(?:(?<!\d)\d{1,3}(?:년|개월|시간|분)\s)?"  # 5시간 12분
_DID = (
    r"(?:증가|감소|상승|하락|급증|급감|단축|늘[어었렸려린리]|늘고|줄[어었였여인이]|줄고|올랐|올라(?![가와오])|오르|오른"
    r"|내렸|내려(?![받가와오앉])|떨어|높아|낮아|높였|낮췄|커졌|작아졌|많아졌|적어졌|뛰)"
)
_YEAR_BEFORE = r"(?:전년|작년|지난해|(?:19|20)\d\d년)"
_FROM_TO = re.compile(
    rf"(?P<la>{_LONGER})(?P<a>{_NUMBER})\s?(?P<ua>[^\s\d,.]{{0,6}}?)(?:에서|이던\s것이|이었던\s것이|였던\s것이)\s(?:(?!에서)[^\s,]+\s){{0,5}}?(?P<lb>{_LONGER})(?P<b>{_NUMBER})\s?(?P<ub>[^\s\d,.]{{0,6}}?)(?:으로|로)(?=\s|,)"
)
# 「1분 48초가 걸렸으나, 도입 뒤에는 22초로 단축되었다」 · 「58대인데, 2027년까지 이를 300대로 늘린다」
_ONCE = re.compile(
    rf"(?P<la>{_LONGER})(?P<a>{_NUMBER})\s?(?P<ua>[^\s\d,.]{{1,6}}?)(?:[이가에]\s?)?(?:걸렸|걸리|들었|들|썼|쓰였|머물렀|머물|그쳤|불과했)?(?:는데|인데|였는데|이었는데|였으나|이었으나|으나|지만|였지만|이었지만|던\s것이|던\s것을),?\s"
    rf"(?:(?!에서)[^\s,.]+\s){{0,5}}?(?P<lb>{_LONGER})(?P<b>{_NUMBER})\s?(?P<ub>[^\s\d,.]{{1,6}}?)(?:으로|로)\s(?:[가-힣]+\s)?{_DID}"
)
_THAN = re.compile(
    rf"(?P<lb>{_LONGER})(?P<b>{_NUMBER})\s?(?P<ub>[^\s\d,.]{{1,6}}?)(?:(?:으로|로|였는데|이었는데),?\s[^.]{{0,30}}?|(?:이며|이고|(?:이었|였)으며),?\s{_YEAR_BEFORE}[^.,\d]{{0,12}}?)(?P<la>{_LONGER})(?P<a>{_NUMBER})\s?(?P<ua>[^\s\d,.]{{1,6}}?)\)?(?:보다|에\s?비해)\s(?:[가-힣]+\s)?(?:{_NUMBER}\s?(?:%\s?포인트|%p|[^\s\d,.]{{1,6}})\s)?{_DID}"
)
_BY = re.compile(
    rf"(?P<c>{_NUMBER})\s?(?P<uc>%\s?포인트|%p|(?:(?!보다)[^\s\d,.()]){{1,6}}?)(?:만큼|이나|나|씩|가|이)?\s?(?P<did>{_DID})"
)
_SCALED = re.compile(r"[\d,.]+\s?([천만억조]+)")
_CLAUSE = re.compile(r",\s|[가-힣](?:고|며|지만|는데|으나|서)\s")
_LEADING = re.compile(r"^(?:그\s결과|이를\s통해|이에\s따라|또한?|특히|한편|아울러|다만),?\s")
_DOER = re.compile(r"^[가-힣A-Za-z]+[은는]\s")
_FINAL = re.compile(r"(?:몇|얼마)[^?\s]{0,4}\s?[가-힣%]{0,4}(?:으로|로|까지)(?=\s)")
_SMALLER: dict[str, tuple[str, int]] = {
    "주": ("일", 7), "주일": ("일", 7), "주간": ("일", 7), "년": ("개월", 12), "시간": ("분", 60), "분": ("초", 60),
}  # fmt: skip
_TIMES = frozenset(["일", "주", "개월", "년", "시간", "분", "초"])


@dataclass(frozen=True, slots=True)
class Change:
    """A change told in a sentence: what changed, the two amounts as written (empty: only how much is told), how much
    as written (empty: not told), its unit, whether it rose, and whether that is only planned."""

    topic: str
    before: str
    after: str
    gap: str
    unit: str
    rose: bool
    computed: str = ""
    share: Decimal | None = None  # of the amount before, in percent
    step: str = ""
    share_step: str = ""
    planned: bool = False


def told(sentence: str) -> list[Change]:
    """The changes that a sentence tells, in order."""
    found = []
    taken: list[tuple[int, int]] = []
    matches = [m for p in (_FROM_TO, _THAN, _ONCE) for m in p.finditer(sentence)]
    for m in sorted(matches, key=lambda m: m.start()):
        if any(a < m.end() and m.start() < b for a, b in taken):
            continue
        one = _between(sentence, m)
        if one is not None:
            by = _BY.search(sentence, m.end("a" if m.re is _THAN else "b"), min(len(sentence), m.end() + 30))
            end = m.end()
            alike = m.re is _FROM_TO or (m.re is _THAN and by and base_unit(by["uc"]) == one.unit)
            if by and alike and not _CLAUSE.search(sentence, m.end(), by.start()):
                gap = sentence[by.start("c") : by.end("uc")]
                one = Change(one.topic, one.before, one.after, gap, base_unit(by["uc"]), one.rose)
                end = by.end()
            taken.append((m.start(), end))
            found.append(one)
    for m in _BY.finditer(sentence):
        if not any(a < m.end() and m.start() < b for a, b in taken):
            rose = not re.match("감소|하락|급감|단축|줄|내렸|내려|떨어|낮|작아|적어", m["did"])
            topic = _topic(sentence, m.start())
            found.append(Change(topic, "", "", f"{m['c']}{m['uc']}", base_unit(m["uc"]), rose))
    return found


def _between(sentence: str, m: re.Match[str]) -> Change | None:
    a, b = number(m["a"]), number(m["b"])
    one, other = m["ua"].strip() or m["ub"].strip(), m["ub"].strip() or m["ua"].strip()
    if a is None or b is None or not one:
        return None
    unit = other
    more, longer = _longer(m["la"], one), _longer(m["lb"], other)
    a, b = a + (more or 0), b + (longer or 0)
    if one != other:  # 2주에서 2일로
        if one in _SMALLER and _SMALLER[one][0] == other:
            a, unit = a * _SMALLER[one][1], other
        elif other in _SMALLER and _SMALLER[other][0] == one:
            b, unit = b * _SMALLER[other][1], one
        else:
            return None
    gap, share = abs(b - a), round(abs(b - a) / a * 100, 1) if a else None
    named = "%포인트" if unit == "%" else unit
    scales = [_SCALED.fullmatch(m[name]) for name in "ab"]  # 1,284억 and 1,197억 differ by 87억
    scale = scales[0][1] if all(scales) and scales[0] and scales[1] and scales[0][1] == scales[1][1] else ""
    apart = " " if scale and sentence[m.end("b")].isspace() else ""
    shown = plain(gap / (number(f"1{scale}") or 1))
    step = f"{plain(max(a, b))}{unit} − {plain(min(a, b))}{unit} = {plain(gap)}{named}"
    by = f"{plain(gap)} ÷ {plain(a)} = {plain(share)}%" if share is not None else ""
    starts = m.start("a" if more is None else "la"), m.start("b" if longer is None else "lb")
    first, second = sentence[starts[0] : m.end("ua")].strip(), sentence[starts[1] : m.end("ub")].strip()
    first = first if m["ua"].strip() else first + one
    timed = m.re is _ONCE and unit in _TIMES  # whose subject is who took it
    topic = "걸린 시간" if timed else _topic(sentence, min(starts))
    planned = m.re is _ONCE and "까지" in m.group() and not re.search("[았었했렸였]", m.group().split()[-1])
    told = (
        topic,
        first,
        second,
        f"{shown}{scale}{apart}{named}",
        base_unit(named),
        b >= a,
        shown,
        share,
        step,
        by,
        planned,
    )
    return Change(*told)


def _longer(written: str, unit: str) -> Decimal | None:
    """The longer part of a time (5시간 of 5시간 12분) in the unit of the shorter; None where it is no part of it."""
    m = re.match(r"(\d+)(\D+)", written.strip())
    if m is None:
        return None
    amount, longer = Decimal(m[1]), m[2]
    while longer != unit:
        if longer not in _SMALLER:
            return None
        longer, times = _SMALLER[longer]
        amount *= times
    return amount


def _topic(sentence: str, end: int) -> str:
    """What an amount at `end` is of: its clause up to the last particle of a subject, else the sentence's subject."""
    start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, end)), default=0)
    for clause in (sentence[start:end], sentence[:end]):
        for particles in ("은는이가", "을를도"):
            found = list(re.finditer(rf"[{particles}](?=\s|$)", clause))
            if found and (topic := clause[: found[-1].start()].strip()):
                shorter = _DOER.sub("", _LEADING.sub("", topic))
                return shorter or topic
    return sentence[start:end].strip()


def asked(query: Query) -> bool:
    """Whether a question asks by how much something changed (not to what)."""
    return (
        query.wanted == "number"
        and bool(CHANGE.search(query.text.lower()))
        and query.operation in ("none", "difference", "before", "after", "average", "order", "count")
        and not _FINAL.search(query.text)
    )


def answer(query: Query, fact: Fact, sentence: str) -> Draft:
    """The change that the question asks for, as the sentence of a fact tells it; NOTHING when it tells none or does
    not say which of several is meant."""
    chosen = _chosen(query, told(sentence))
    if chosen is None:
        return NOTHING
    macros = sentences(query.language)
    gap, computed, unit, step = chosen.gap, chosen.computed, chosen.unit, chosen.step
    percent = "%" in query.units or bool(re.search(r"몇\s?(?:%|퍼센트|프로)(?!\s?(?:p|포인트))", query.text))
    if percent and unit not in ("%", "%포인트"):
        if chosen.share is None:
            return NOTHING
        gap, computed, step = f"{plain(chosen.share)}%", plain(chosen.share), chosen.share_step
    elif query.units and not _fits(query, unit):
        return NOTHING
    if chosen.planned:  # it has not come about yet
        text = macros.apart(f"{chosen.topic} {chosen.before}", chosen.after, gap)
    elif chosen.before:
        did = grew(chosen.rose, base_unit(re.sub(r"^[\d,. 십백천만억조]+", "", chosen.before)), query.language)
        text = macros.change(chosen.topic, chosen.before, chosen.after, gap, did)
    else:
        text = macros.changed(chosen.topic, gap, grew(chosen.rose, "", query.language))
    steps = (step,) if computed else ()
    return Draft("answered", (Line(text, (Proof.of(fact),)),), (computed,) if computed else (), steps, 1.0)


def _fits(query: Query, unit: str) -> bool:
    if unit in query.units or (unit == "%포인트" and "%" in query.units):
        return True
    return bool(set(query.units) & _TIMES) and unit in _TIMES


def _chosen(query: Query, changes: list[Change]) -> Change | None:
    if len(changes) < 2:
        return changes[0] if changes else None
    names = ["".join(w.text.split()) for w in query.words if not w.verb and not w.asks]
    scores = [sum(name in "".join(c.topic.split()) for name in names) for c in changes]
    best = max(scores)
    return changes[scores.index(best)] if best and scores.count(best) == 1 else None
