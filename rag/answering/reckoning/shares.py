"""Wholes and parts that sentences tell, and what can be reckoned from them: the rest, the share, the mean of each time.

「학생 50명이며 이 가운데 17명이 …」 → 33명, 34% · 「5회에 걸쳐 425명」 → 한 번에 85명
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.choosing.wanting import units_of
from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.quantities import Quantity, plain, quantities, unit_name
from rag.questions import Query
from rag.types import Fact

_OF_IT = re.compile(r"(?:이|그|이들|그들)\s?(?:가운데|중)|이중|그중|중에서|가운데|\s중\s")
_OUT_OF = re.compile(
    r"\s?(?:이|가|을|를|에서)?\s?(?:신청|지원|응모|응시|접수|출품|참가|참여|추천|제안|등록)(?:해|하여|하고|했고|했으며|했는데|돼|되어|받아),?\s"
)
_INCLUDED = re.compile(r"(?:도|이|가|을|를)?\s?포함")
_OPENS = re.compile(r"\s*(?:이|그|이들|그들)\s?(?:가운데|중)|\s*(?:이중|그중)")
_EXCEPT = re.compile(r"(?:이|가)?\s?아닌|(?:을|를)?\s?(?:뺀|빼고|빼면|제외)|(?:이|가)?\s?아니라")
_UNDONE = re.compile(r"([가-힣]{1,5})지\s(?:않|못)")
_OF_THOSE = re.compile(r"[가-힣]\s(?:것|사람|곳|건|경우|수)(?:은|는|이|가)\s?$")
_RATED = re.compile("[율률]$")  # 합격률: the share of what 합격했다
COMPLEMENTS = (
    ("남성", "여성"), ("남자", "여자"), ("남학생", "여학생"), ("온라인", "오프라인"), ("국내", "해외"), ("국내", "국외"),
    ("정규직", "비정규직"), ("내국인", "외국인"), ("기혼", "미혼"), ("합격", "불합격"), ("유료", "무료"),
    ("합격", "탈락"), ("선발", "탈락"), ("통과", "탈락"), ("당선", "낙선"), ("찬성", "반대"), ("완료", "미완료"), ("이수", "미이수"),
    ("수료", "미수료"), ("접종", "미접종"), ("가입", "미가입"), ("등록", "미등록"), ("생존", "사망"),
)  # fmt: skip
_FAILED = re.compile(r"떨어[진졌지]|미끄러[진졌]|불합격|탈락|낙방")  # of an examination that others passed
_PASSED = re.compile(r"(?:이|가|은|는)?\s?(?:최종\s)?(?:합격|통과|선발|뽑)")
_SHARE = re.compile(r"비율|비중|[가-힣][율률]|몇\s?(?:%|퍼센트|프로)|차지|percent|share|proportion")
_SHARE_DOES = re.compile(
    r"(?:중|가운데|중에서)\s(?:약\s)?(?P<share>\d[\d.]*\s?(?:%|퍼센트))(?:가|이|는|은|를|을|만)\s(?P<did>[^,.%]{2,40}?[고며다](?=[\s,.]|$))"
)
_OPPOSITES = tuple(
    (re.compile(rf"(?<![가-힣]){asked}"), re.compile(rf"(?<![가-힣]){told}"))
    for pair in COMPLEMENTS
    for asked, told in (pair, pair[::-1])
)
_EACH = re.compile(
    r"(?:한|1)\s?(?P<a>번|회|차례|곳|명|사람|팀|조|건|달|해|대학|학교)(?:에|당|마다|꼴)?\s|(?P<b>회|명|건|곳|팀|조)당"
)
_UNITS = {"번": "회", "차례": "회", "사람": "명", "곳": "개소", "달": "개월", "해": "년"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: the two amounts, what the part is called, and what is said of it."""

    whole: Quantity
    part: Quantity
    name: str
    said: str = ""


def parts(before: str, sentence: str) -> list[Part]:
    """Wholes with parts in a sentence; one that opens with 「이 가운데」 takes its whole from the sentence before."""
    own = [q for q in quantities(sentence) if q.unit]
    opened = bool(_OPENS.match(sentence))
    found = []
    for i, part in enumerate(own):
        earlier = [q for q in quantities(before) if q.unit == part.unit][-1:] if opened else own[:i]
        for whole in (q for q in earlier if q.unit == part.unit and q.value > part.value):
            at = 0 if opened else whole.end
            gap = sentence[at : part.start]
            marked = _OF_IT.search(gap) or _OUT_OF.fullmatch(gap) or _INCLUDED.match(sentence[part.end :])
            if marked and len(gap) < 60 and part.unit not in ("%", "점", "년", "일", "월"):
                found.append(Part(whole, part, gap, re.split(r"[,.]\s|$", sentence[part.end :])[0]))
    return found


def answer(query: Query, fact: Fact, before: Fact | None, sentence: str, earlier: str) -> Draft:
    """What the question wants reckoned from the parts or the times that a sentence tells; NOTHING when that is not
    asked or not told."""
    proofs: tuple[Proof, ...] = (Proof.of(fact),)
    if before is not None and _OPENS.match(sentence):
        proofs = (Proof.of(before), *proofs)
    each = _each(query, sentence, proofs)
    if each is not NOTHING:
        return each
    if (other := _other_share(query, sentence, proofs)) is not NOTHING:
        return other
    macros = sentences(query.language)
    for one in parts(earlier, sentence):
        left_out = _left_out(query, one)
        if left_out is None:
            continue
        rest = one.whole.value - one.part.value
        unit = one.part.unit
        if _SHARE.search(query.text):
            value = rest if left_out else one.part.value
            share = plain(round(value / one.whole.value * 100, 1))
            text = macros.part_share(one.whole.text, plain(value) + unit, f"{share}%")
            step = f"{plain(value)} ÷ {plain(one.whole.value)} = {share}%"
            computed = (share, plain(value)) if left_out else (share,)
            return Draft("answered", (Line(text, proofs),), computed, (step,), 1.0)
        if left_out and (not query.units or unit in units_of(query)):
            counter = re.sub(r"^[\d,.\s]+", "", one.part.text) or unit  # 곳, as the report counts them
            text = macros.rest(one.whole.text, one.part.text, plain(rest) + counter)
            step = f"{one.whole.text} − {one.part.text} = {plain(rest)}{unit}"
            return Draft("answered", (Line(text, proofs),), (plain(rest),), (step,), 1.0)
    return NOTHING


def _other_share(query: Query, sentence: str, proofs: Sequence[Proof]) -> Draft:
    """The share of which the opposite is told: 「25%가 자동으로 처리됐다」 → 75% were not."""
    undone = _UNDONE.search(query.text)
    if not _SHARE.search(query.text) or undone is None:
        return NOTHING
    stem = undone[1][:-1] or undone[1]
    for m in _SHARE_DOES.finditer(sentence):
        share = quantities(m["share"])
        if len(share) == 1 and stem in m["did"] and not _UNDONE.search(m["did"]) and share[0].value <= 100:
            rest = plain(100 - share[0].value)
            text = sentences(query.language).rest("100%", share[0].text, f"{rest}%")
            step = f"100% − {share[0].text} = {rest}%"
            return Draft("answered", (Line(text, tuple(proofs)),), (rest, "100"), (step,), 1.0)
    return NOTHING


def _left_out(query: Query, one: Part) -> bool | None:
    """Whether the question asks for the rest (True) or for the part (False); None when it names no part."""
    for m in _EXCEPT.finditer(query.text):
        word = next((w for w in reversed(query.words + query.excluded) if w.end <= m.start() + 1), None)
        if word is not None and word.text in one.name:
            return True
    for m in _UNDONE.finditer(query.text):  # 「이어지지 않은 건」, where the part is what 이어졌다
        if (m[1][:-1] or m[1]) in one.said and not _UNDONE.search(one.said):
            return True
        if _OF_THOSE.search(one.name) and _inflected(m[1], one.name) and not _UNDONE.search(one.name):
            return True  # 「지도에 오른 것은 …건」
    if _FAILED.search(query.text) and _PASSED.match(one.said):
        return True
    for asked, told in _OPPOSITES:
        if asked.search(query.text) and told.search(one.name):
            return True
    nouns = [w.text for w in query.words if not w.verb and not w.asks and not w.generic]
    done = [_RATED.sub("", nouns[-1])] if nouns else []  # 합격률, of which 합격했다 is told
    done += [w.text[:-1] for w in query.words if w.verb and len(w.text) > 1]  # 뽑힌, of which 뽑혔다 is told
    predicate = re.split(r"[고며]\s", one.said)[0]
    if any(stem in predicate for stem in done):
        share = _SHARE.search(query.text)
        return bool(share) and bool(_UNDONE.search(query.text)) != bool(_UNDONE.search(predicate))
    return False if nouns and nouns[-1] in one.name else None


def _each(query: Query, sentence: str, proofs: Sequence[Proof]) -> Draft:
    """The mean of each time, place or head: one amount over another that the sentence tells of the same thing."""
    m = _EACH.search(query.text)
    if m is None or not re.search(r"평균|꼴|씩|셈|당\s", query.text) or len(query.units) != 1:
        return NOTHING
    word = m["a"] or m["b"]
    per = unit_name(_UNITS.get(word, word))
    amounts = quantities(sentence)
    whole = [q for q in amounts if q.unit == query.units[0]]
    times = [q for q in amounts if q.unit == per]
    if len(whole) != 1 or len(times) != 1 or not times[0].value or per == query.units[0]:
        return NOTHING
    mean = plain(round(whole[0].value / times[0].value, 1))
    text = sentences(query.language).each(m.group().strip(), mean + whole[0].unit, whole[0].text, times[0].text)
    step = f"{whole[0].text} ÷ {times[0].text} = {mean}{whole[0].unit}"
    return Draft("answered", (Line(text, tuple(proofs)),), (mean,), (step,), 1.0)


def _inflected(stem: str, text: str) -> bool:
    """Whether a text has a verb's stem, with whatever final consonant an ending gives it (오르: 오른, 오를)."""
    last = (ord(stem[-1]) - 0xAC00) // 28
    places = [m.end() for m in re.finditer(re.escape(stem[:-1]), text)] if len(stem) > 1 else range(len(text))
    return any(at < len(text) and "가" <= text[at] <= "힣" and (ord(text[at]) - 0xAC00) // 28 == last for at in places)
