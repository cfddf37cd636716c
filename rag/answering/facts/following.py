"""Amounts of more years, told by the sentence behind one that begins a series: 「관람객은 2021년 900명, 2022년 1,200명이었다.
2023년에는 장마로 800명에 그쳤다」 · 「책은 2019년 1만 권이었다. 2021년에는 2만 권으로 늘었고, 2023년에는 3만 권이 되었다」.
"""

from __future__ import annotations

import re

from rag.answering.facts.spoken import AMOUNT, YEARLY, Spoken, dated, yearly
from rag.answering.spans.quantities import quantities
from rag.types import Span

_FIRST = re.compile(
    rf"(?P<label>[^,.\d]{{1,24}}?)(?:은|는)\s(?P<year>(?:19|20)\d\d)년(?:에는|에)?\s{AMOUNT}(?=였|이었|으로|이다|[.]?\s*$)"
)
_ONE = re.compile(rf"(?P<year>(?:19|20)\d\d)년(?:에는|에|엔|은)\s(?:[^.은는]*[^.은는이가의]\s)?{AMOUNT}")
_TOPIC = re.compile(r"[가-힣](?:은|(?<!에)는)\s")
_OWNED = re.compile(r"\s\S+[은는이가]\s$")


def following(both: str, cut: int) -> list[Spoken]:
    """What the sentence from `cut` on tells of the years after those of the one before it; with the first of the series
    where that stands alone. Empty where it speaks of something else or in another unit."""
    before, words = both[:cut], both[cut:]
    series = yearly(before)
    single = None if series else _FIRST.match(before)
    if single is not None and (amount := _amount(single, 0)):
        series = [Spoken(single["label"].strip(), 0, amount, int(single["year"]))]
    if not series:
        return []
    label, unit, known = series[-1].label, _unit(both, series[-1].value), {one.year for one in series}
    told: list[Spoken] = []
    for m, year in _years(words):
        value = _amount(m, cut)
        owned = _OWNED.search(words, m.end("year"), m.start("amount")) if m["year"] else None
        if value is None or owned or year in known or _unit(both, value) != unit:
            return []
        told.append(Spoken(label, cut + (m.start() if told else 0), value, year))
    return [*(series if single and told else ()), *told]


def _years(words: str) -> list[tuple[re.Match[str], int]]:
    """The amounts of a sentence with their years, where it begins with a year and names nothing else that they are of."""
    found = list(YEARLY.finditer(words))
    if found and found[0].start() == 0 and found[0]["year"]:
        return [] if _TOPIC.search(words, found[0].end()) else list(dated(found))
    m = _ONE.match(words)
    alone = m is not None and len(quantities(words)) == 1
    return [(m, int(m["year"]))] if m and alone else []


def _amount(m: re.Match[str], at: int) -> Span | None:
    """Where the amount with its unit stands that a match tells, `at` characters on; None for one without."""
    amounts = quantities(m["amount"])
    if not amounts or not amounts[0].unit or amounts[0].start:
        return None
    return Span(at + m.start("amount"), at + m.start("amount") + amounts[0].end)


def _unit(words: str, value: Span) -> str:
    return quantities(words[value.start : value.end])[0].unit
