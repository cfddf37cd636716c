"""Amounts that a sentence tells of several things or years side by side: each becomes a value with a name of its own.

「문학 15명, 음악 17명이다」 · 「만족한다는 응답은 2019년 78.2%, 2020년 75.9%」 · 「국비와 지방비는 각각 3억 원, 2억 원이다」
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rag.answering.spans.quantities import quantities
from rag.korean import final_consonant
from rag.types import Span

_AMOUNT = r"(?P<amount>\d[\d,.]*\s?(?:[만천억조]\s?)?(?:\d[\d,.]*\s?[만천억]?\s?)?(?:[가-힣%]{1,3}|TEU|[MGk]Wh?|[MGT]B|km|kg|ha|mm|cm|m|㎞|㎏|㎡|㎢))"
_WORD = r"[가-힣A-Za-z0-9·/]"
_PARTICLE = r"(?:[은는가]|(?<!어린)(?<!젊은)이|에게?는?|의\s경우)"
_BESIDE = re.compile(  # what an amount is of, right before it: 「동료 관계가 」, 「용인 」
    rf"(?<!{_WORD})(?:(?P<noun>{_WORD}{{2,14}}?|{_WORD}(?=[은는])){_PARTICLE}|(?P<bare>{_WORD}{{2,14}}))\s$"
)
_AHEAD = re.compile(  # or with a few words between: 「초임은 수당을 포함해 」, 「항목이 100점 만점에 」
    rf"(?<!{_WORD})(?P<noun>{_WORD}{{2,14}}?|{_WORD}(?=[은는]|이\s\d))[은는이가]\s(?:\d+점\s만점에|(?:(?!\S*[은는이가]\s)[^\s\d,.]+\s?){{1,3}})\s?$"
)
_NO_NOUN = re.compile(
    r"(?:[은는이가을를에의로고며와과도만서한된인던할여면어아]|(?<!첫)해|등|및|라고|처럼|보다|까지|부터|지난|이번|가장|매우|가운데|이후|동안|결과|때|중)$|\d"
)
_NO_LABEL = re.compile(
    r"각각|최대|최소|평균|그중|기준|이상|현재|지금|목표|목표인|매[월년달주일]|하루|이들|나머지|.*(?:\d[년월일]|[인명건회곳]당|마다|까지|부터|에서)"
)
_NO_NAME = re.compile(
    r"약|.*(?:[만해한로를]|(?<![마가노고])을|(?<![주강협논결합건심편동창])의|하고|다시|다음|올린|높은|낮은)"
)  # without a particle behind it
_MEASURE = re.compile(
    "비율|비중|점수|만족도|인원|금액|건수|횟수|수|예산|정원|면적|[가-힣]{1,3}[율률]"
)  # of whom it is tells more
_OF_ALL = r"모두|총|전체|합계|가운데|그중"
_WHOLE = re.compile(rf"합[치쳐해하]|더[하해]|{_OF_ALL}")
_RANKS = ("급", "등급", "위", "호", "단계", "기", "차")  # name things, and count none
_LISTED = re.compile(
    r"(?P<label>(?:(?!등\s)[가-힣]{1,8}\s)?[가-힣A-Za-z·/]{2,14})\((?P<amount>\d[\d,.]*\s?(?:[만천억]\s?)?[가-힣%]{1,3})\)"
)
_NAMED = re.compile(
    r"(?P<label>[가-힣A-Za-z·/]{2,14}?)(?:[은는이가])\s(?P<amount>\d[\d,.]*\s?(?:[만천억]\s?)?[가-힣%]{1,3})"
)
_YEARLY = re.compile(
    rf"(?P<year>(?:19|20)\d\d)년(?:에는|에)?\s(?:[가-힣]{{1,6}}\s)?{_AMOUNT}(?=[,.]|였|이었|이고|이며|으로|로|에서|[을를]\s(?:거쳐|지나|찍)|\s(?:흑자|적자|이익|손실)|$)"
)
_IN_YEARS = re.compile(
    rf"(?P<year>(?:19|20)\d\d)년(?:\s?말)?(?:에는|에|:)?\s{_AMOUNT}(?P<then>\s?(?:→|➜|⇒|->|=>|[,/·;]|에서)\s?|(?:으로|로)?\.?\s*$)"
)
_SIDE = re.compile(r"\s(흑자|적자|이익|손실)")
_JOINED_ON = re.compile(r"^[^\d,.]{0,3},\s((?:[가-힣]+[와과의]\s){1,2})$")  # 「, 일과 삶의 」 before 균형
_ROADS = re.compile(r"(?:도|관|경|진|철|선|항|수|통|회|산책|등산|탐방|진입|활주)로$")  # nouns, whatever particle 로 is
_OWNER = re.compile(r"(?P<owner>(?:[가-힣]{2,10}\s(?=\d))?[가-힣\d]{2,12})의\s(?:[가-힣]{1,6}\s)?$")
_SUBJECT = re.compile(r"([^,.]{2,24}?)(?:은|는)\s*$")
_OF_YEAR = re.compile(
    rf"(?P<year>(?:19|20)\d\d)년\s(?P<label>[가-힣A-Za-z\s]{{2,16}}?)(?:은|는)\s(?:모두\s|총\s|전체\s)?{_AMOUNT}(?=이다|이었|였다|이며|이고|으로|다\.|$)"
)
_OPENING = re.compile(
    rf"(?P<year>(?:19|20)\d\d)년(?:에는|에|의)?\s(?:[^,.]{{1,30}}?\s)??(?P<label>[가-힣A-Za-z]{{2,12}}(?:\s[가-힣A-Za-z]{{2,12}})?)(?:은|는)\s(?:모두\s|총\s|평균\s)?{_AMOUNT}(?=였|이었|이다|입니다|으로|로|이며|이고)"
)
_FIRST = re.compile(
    rf"(?P<year>(?:19|20)\d\d)년(?:에는|에|의)?\s(?P<label>[가-힣A-Za-z]{{2,12}}(?:\s[가-힣A-Za-z]{{2,12}})?)(?:은|는|이|가)\s{_AMOUNT}(?:이고|이며|이었고|였고)?,\s"
)
_ONWARD = re.compile(rf"(?P<year>(?:19|20)\d\d)년(?:에는|엔|은|에)?\s{_AMOUNT}(?:,\s|(?=이[다며고었]|입|였))")
_BETWEEN = re.compile(
    r"\s?(?:[과와,]|및)\s?|[^\d,.]{0,24}?(?:[고며나]|지만|[는인]데),?\s|(?:으로|로|이고|이며)?(?:\s[가-힣]{1,4}){0,3},\s(?:[가-힣·]{1,8}\s등\s)?"
)
_BETWEEN_LISTED = re.compile(r"\)(?:[을를이가]|으로|로)?(?:(?:\s[가-힣]{1,4}){0,5},|[과와]|\s및)\s(?:[가-힣]+\s등\s)?")
_EACH = re.compile(r"각각\s")
_JOINED = re.compile(r"\s*(?:[,·]|[과와]\s|및\s|이랑\s|하고\s|그리고\s)\s*")


class Spoken(NamedTuple):
    """An amount of a sentence: its name, where the telling of it begins, the amount's place, and its year if told."""

    label: str
    start: int
    value: Span
    year: int | None = None


def side_by_side(text: str, before: Span, sentence: Span) -> Iterator[tuple[list[Spoken], int]]:
    """The amounts that a sentence tells side by side, for each group where its places are counted from; `before` is the
    sentence before it."""
    words, said = text[slice(*sentence)], text[slice(*before)]
    both = text[before.start : sentence.end]
    for ones, start in (
        *((ones, sentence.start) for ones in counted(words)),
        (yearly(words) or onward(words), sentence.start),
        (respectively(words, said), sentence.start),
        (continued(both, sentence.start - before.start), before.start),
    ):
        if ones:
            yield ones, start


def yearly(words: str) -> list[Spoken]:
    """Amounts that a sentence gives to years, named by what it is about; of several subjects each has its years."""
    found = list(_YEARLY.finditer(words))
    subject = _SUBJECT.search(words[: found[0].start()]) if len(found) > 1 else None
    if subject is None:
        found = [m for m in [_OF_YEAR.match(words)] if m]
    told = []
    for before, m in zip([None, *found], found, strict=False):
        gap_start = before.end() if before else 0
        if subject is not None and before and (own := _SUBJECT.search(words, gap_start, m.start())):
            subject = own
        amounts = quantities(m["amount"])
        if not amounts or not amounts[0].unit or amounts[0].start:
            continue
        value = Span(m.start("amount"), m.start("amount") + amounts[0].end)
        label = subject.group(1).strip() if subject else m["label"]
        if sided := _SIDE.match(words, m.end()):  # what was lost is no part of what was gained
            label = f"{label} {sided[1]}"
        told.append(Spoken(label, subject.start(1) if subject else 0, value, int(m["year"])))
    return told


def over_years(words: str) -> list[Spoken]:
    """Amounts of years of which a value is made and of nothing else: 「2023년 218대 → 2024년 301대」."""
    told, at = [], 0
    while m := _IN_YEARS.match(words, at):
        amounts = quantities(m["amount"])
        if not amounts or amounts[0].start:
            return []
        told.append(Spoken("", m.start(), Span(m.start("amount"), m.end("amount")), int(m["year"])))
        at = m.end()
    return told if len(told) > 1 and at == len(words) else []


def named_amount(words: str) -> Spoken | None:
    """The amount of a sentence that is its name and the amount, and no more: 「소속 인원 40명」."""
    amounts = quantities(words)
    if len(amounts) != 1 or not amounts[0].unit or words[amounts[0].end :].strip(" .") or amounts[0].unit in _RANKS:
        return None
    name = words[: amounts[0].start].rstrip(" :")
    if not re.fullmatch(r"[가-힣A-Za-z·/]{2,10}(?:\s[가-힣A-Za-z·/]{1,10})?", name) or _NO_LABEL.fullmatch(name):
        return None
    told = _NO_NOUN.search(name) or _WHOLE.search(name) or re.search(r"[은는이가을를]\s", name)
    return None if told else Spoken(name, 0, Span(amounts[0].start, amounts[0].end))


def continued(words: str, cut: int) -> list[Spoken]:
    """Amounts of years of which a sentence gives the first and the one behind it, from `cut` on, the others: 「2023년
    가입률은 31%였다. 2022년에는 28%, 2021년에는 25%였다」."""
    opening = _OPENING.match(words, 0, cut)
    later = words[cut:]
    if opening is None or _YEARLY.match(later) is None:
        return []
    told = []
    for m, at in [(opening, 0), *((m, cut) for m in _YEARLY.finditer(later))]:
        amounts = quantities(m["amount"])
        start = at + m.start("amount")
        if not amounts or not amounts[0].unit or amounts[0].start:
            return []
        told.append(Spoken(opening["label"], at + m.start(), Span(start, start + amounts[0].end), int(m["year"])))
    units = {quantities(words[slice(*one.value)])[0].unit for one in told}
    return told if len(units) == 1 else []


def onward(words: str) -> list[Spoken]:
    """Amounts of years of which the first is told by name and the others behind it: 「2023년 가입자는 17명, 2024년은 29명이다」."""
    m = _FIRST.match(words)
    told, label = [], m["label"] if m else ""
    while m:
        amounts = quantities(m["amount"])
        if not amounts or not amounts[0].unit or amounts[0].start:
            return []
        start = m.start("amount")
        told.append(Spoken(label, m.start(), Span(start, start + amounts[0].end), int(m["year"])))
        m = _ONWARD.match(words, m.end())
    return told if len(told) > 1 and len({quantities(words[slice(*t.value)])[0].unit for t in told}) == 1 else []


def counted(words: str) -> Iterator[list[Spoken]]:
    """Things counted side by side, a list for each unit."""
    for found, between in ((_called(words), _BETWEEN), (_listed(words), _BETWEEN_LISTED)):
        units = dict.fromkeys(unit for unit, _ in found)
        for unit in units:
            alike = _side_by_side(words, [one for u, one in found if u == unit], between)
            if len(alike) > 1 and unit not in ("년", "월", "일", "차"):
                yield [_whose(words, alike[0]), *alike[1:]]


def _whose(words: str, first: Spoken) -> Spoken:
    """The first of things counted side by side, named by whose amount it is where the others are: 「본관의 좌석은 20석,
    별관은 30석」."""
    m = _OWNER.search(words[: first.start])
    if m and re.search(r"(?:[은는던]|[한된인린난진온산본운든친])\s$", words[: m.start("owner")]):
        return first  # one that a clause before it tells from others: 「함께 사는 청년의」
    return first._replace(label=m["owner"], start=m.start("owner")) if m else first


def _called(words: str) -> list[tuple[str, Spoken]]:
    """Amounts with their unit that a noun before them names, each with the words that belong to the noun."""
    found: list[tuple[str, Spoken]] = []
    end = 0
    for q in quantities(words):
        if not q.unit or q.unit in _RANKS or words[q.end :].startswith(" 만점"):
            continue
        if (name := _name(words, end, q.start)) is not None:
            found.append((q.unit, Spoken(words[slice(*name)], name.start, Span(q.start, q.end))))
        end = q.end
    return found


def _name(words: str, start: int, end: int) -> Span | None:
    """Where the name of an amount that begins at `end` stands after `start`; None where it has none of its own."""
    m = _BESIDE.search(words, start, end)
    if m and (m["noun"] == "만점" or (m["bare"] and (_NO_NAME.fullmatch(m["bare"]) or _WHOLE.search(m["bare"])))):
        m = None
    if m is None and (m := _AHEAD.search(words, start, end)):
        gap = words[m.end("noun") : end]
        if re.search(_OF_ALL, gap) or re.fullmatch(
            r"[은는]\s\S+의\s", gap
        ):  # 「혼자 사는 청년의 33.8분」: it is the last word's
            return None
    if m is None:
        return None
    group = "noun" if m["noun"] else "bare"
    first, last = m.start(group), m.end(group)
    if m["noun"] and _part_of(m["noun"], words[last]):
        last += 1
    if _NO_LABEL.fullmatch(m[group]) or m.group().strip() == "또는" or _WHOLE.search(m[group]):
        return None
    for _ in range(3):  # 「동료 관계」, 「대졸 사무직 초임」
        before = re.search(rf"(?<!\S)({_WORD}+)\s$", words[start:first])
        owned = before and before[1].endswith("의") and _MEASURE.fullmatch(words, first, m.end(group))
        if (
            before is None
            or len(before[1]) > 10
            or (_NO_NOUN.search(before[1]) and not (owned or _ROADS.search(before[1])))
        ):
            break
        first = start + before.start(1)
    if joined := _JOINED_ON.search(words[start:first]):
        first = start + joined.start(1)
    return Span(first, last)


def _part_of(noun: str, particle: str) -> bool:
    """Whether what looks like a particle is the end of the noun: 가 after a closed syllable (평가), 이 after an open one
    (나이)."""
    closed = bool(final_consonant(noun))
    return (particle in "가는" and closed) or (particle in "이은" and not closed)


def _listed(words: str) -> list[tuple[str, Spoken]]:
    """Amounts with their unit in brackets behind their name."""
    found = []
    for m in _LISTED.finditer(words):
        amounts = quantities(m["amount"])
        if amounts and amounts[0].unit and amounts[0].start == 0 and "만점" not in words[m.start() : m.end() + 4]:
            value = Span(m.start("amount"), m.start("amount") + amounts[0].end)
            found.append((amounts[0].unit, Spoken(m["label"], m.start("label"), value)))
    return found


def _side_by_side(words: str, found: list[Spoken], between: re.Pattern[str]) -> list[Spoken]:
    """The longest run of counted things that only a comma, 과 or a short clause divides."""
    runs: list[list[Spoken]] = []
    for one in found:
        gap = words[runs[-1][-1].value.end : one.start] if runs else ""
        if runs and between.fullmatch(gap) and not _WHOLE.search(gap):
            runs[-1].append(one)
        else:
            runs.append([one])
    return max(runs, key=len, default=[])


def respectively(words: str, before: str) -> list[Spoken]:
    """Amounts that 각각 gives in order to things named in the same sentence, or counted in the one before. The start
    of each is its amount's, since its name may stand in the other sentence."""
    each = _EACH.search(words)
    amounts = [q for q in quantities(words[each.end() :]) if q.unit] if each else []
    if each is None or len(amounts) < 2 or len({q.unit for q in amounts}) > 1:
        return []
    gaps = [words[each.end() + a.end : each.end() + b.start] for a, b in pairwise(amounts)]
    if not all(re.fullmatch(r"(?:씩)?\s*(?:[,·]|과|와|및)?\s*", gap) for gap in gaps):
        return []
    names = _names(words[: each.start()], len(amounts)) or _counted_names(before, len(amounts))
    spans = [Span(each.end() + q.start, each.end() + q.end) for q in amounts]
    return [Spoken(name, span.start, span) for name, span in zip(names, spans, strict=False)]


def _names(words: str, n: int) -> list[str]:
    """The last n names before 각각: 「…인 국비와 지방비는 」."""
    m = re.search(
        r"((?:[가-힣A-Za-z·]{2,14}(?:,\s|[과와]\s|\s및\s))+[가-힣A-Za-z·]{2,14}?)(?:은|는|이|가|을|를|에|의)\s*$", words
    )
    names = [p for p in _JOINED.split(m[1]) if p] if m else []
    return names if len(names) == n else []


def _counted_names(before: str, n: int) -> list[str]:
    """Names of the n things that the sentence before counts."""
    names = list(dict.fromkeys(m["label"] for m in _NAMED.finditer(before)))
    return names if len(names) == n else []
