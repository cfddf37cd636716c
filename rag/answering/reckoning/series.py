"""One thing over the years: its change between two, its highest and lowest year, its values year by year, their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import is_whole, sides, split_year
from rag.answering.reckoning.arithmetic import Operand, as_written, drafted, extreme, filtered
from rag.answering.spans.quantities import plain
from rag.questions import Query

ASKS_YEAR = re.compile(
    r"(?:[은는인한던된였었]|어느|무슨)\s?해(?:는|가|에|야|인가|이|였|예|\?|\s|$)|연도|년도|몇\s?년(?!\s?(?:동안|간|째|만|뒤|후))|언제|\byear\b|\bwhen\b"
)
BY_YEAR = re.compile(r"연도별|년도별|해마다|매년|연도마다|해별|by year|each year|per year|year by year")
# By what share something grew: of the amount before, in percent.
GROWTH = re.compile(
    r"(?:증가|감소|상승|하락|성장|신장|변화|증감)[율률]|몇\s?(?:%|퍼센트|프로)(?!\s?p|\s?포인트)[가-힣]{0,3}\s(?:정도\s)?(?:더\s)?(?:늘|줄|증가|감소|올|오|떨어|성장|커|뛰|하락|상승)"
)
SPAN = re.compile(r"부터|~|∼|에서|까지|from|between")
RATED = ("%", "%포인트", "점", "위", "급", "등급", "배", "℃", "도")  # what stands high or low, not much or little


def wanted_years(query: Query) -> set[int]:
    """The years asked for; all between two ends (2021~2023)."""
    asked = set(query.years)
    if len(asked) == 2 and SPAN.search(query.text):
        return set(range(min(asked), max(asked) + 1))
    return asked


def grew(up: bool, unit: str, language: str) -> str:
    """What an amount of a unit did between two times."""
    if language == "en":
        return "rose" if up else "fell"
    if unit not in RATED and "/" not in unit:
        return "늘었습니다" if up else "줄었습니다"
    return "높아졌습니다" if up else "낮아졌습니다"


def gap_of(first: Operand, last: Operand) -> tuple[str, str]:
    """The difference of two amounts as written: (number, number with unit); that of shares in %포인트."""
    gap = abs(last.value - first.value)
    return (plain(gap), plain(gap) + "%포인트") if first.unit == "%" else as_written(gap, [first, last])


def _series(match: Match, found: Sequence[Operand], about: Sequence[int]) -> list[tuple[float, dict[int, Operand]]]:
    """What is told of several years, with how well the question names it. Cells are one series along their row,
    other amounts wherever they have one name."""
    together: dict[tuple[object, ...], dict[int, Operand]] = {}
    for o in found:
        year = o.fact.year
        if year is None:
            continue
        group = o.fact.group if o.fact.attribute else 0
        dated, name = split_year(o.label)
        if dated and name and str(year) in dated:  # 「2023년 예산」, 「2024년 예산」 in one list
            o = replace(o, label=name)
        key = (group, o.unit, o.fact.document, o.label, sides(o.fact.label, o.fact.attribute)[1])
        together.setdefault(key, {}).setdefault(year, o)
    scored = []
    for one in together.values():
        rows = [o.row for o in one.values()]
        best = match.strengths[:, rows].max(1)
        if any(best[w] < 0.45 for w in about if not match.words[w].verb):
            continue
        weights = match.weights[list(about)]
        said = float(weights @ best[list(about)] / max(float(weights.sum()), 1e-6)) if about else 0.6
        if said >= 0.6:
            scored.append((said + float(match.precision[rows].max()), one))
    return sorted(scored, key=lambda s: -s[0])


def ends(
    match: Match, found: Sequence[Operand], about: Sequence[int], years: Sequence[int]
) -> tuple[Operand, Operand] | None:
    """What is told of one thing in the first and the last of two years; None where either is not."""
    if len(years) != 2:
        return None
    a, b = min(years), max(years)
    full = [(score, one) for score, one in _series(match, found, about) if a in one and b in one]
    alike = [one for score, one in full if score > full[0][0] - 1e-3]
    totals = [one for one in alike if is_whole(one[b].fact.label)]  # of rows of which none is named, all together
    chosen = next(iter(totals or alike), None)
    return (chosen[a], chosen[b]) if chosen else None


def change(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft:
    """The change of one thing between two years; how many times it became, where that is asked."""
    both = ends(match, found, about, query.years)
    if both is None:
        return NOTHING
    first, last = both
    macros = sentences(query.language)
    if re.search(r"몇\s*배|how many times", query.text):
        if not first.value:
            return NOTHING
        times = plain(round(last.value / first.value, 2))
        shown = [f"{o.fact.year}년 {o.label}({o.text})" for o in (last, first)]
        step = f"{plain(last.value)} ÷ {plain(first.value)} = {times}"
        return drafted(macros.times(*shown, times), [last, first], [times], [step])
    number, written = gap_of(first, last)
    rose = last.value >= first.value
    step = f"{last.text} − {first.text} = {'' if rose else '−'}{written}"
    if GROWTH.search(query.text) and first.unit != "%" and first.value > 0:
        number = plain(round(abs(last.value - first.value) / first.value * 100, 1))
        step, written = f"({last.text} − {first.text}) ÷ {first.text} = {'' if rose else '−'}{number}%", f"{number}%"
    told = [f"{o.fact.year}년 {o.text}" for o in (first, last)]
    text = macros.change(first.label, *told, written, grew(rose, first.unit, query.language))
    return drafted(text, [first, last], [number], [step])


def extreme_year(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft:
    """The year in which one thing was highest or lowest."""
    several = [s for s in _series(match, found, about) if len(s[1]) > 1]
    if not several or (len(several) > 1 and several[1][0] > several[0][0] - 1e-3):
        return NOTHING  # which of two things is meant is not said
    wanted = wanted_years(query)
    ops = [_dated(o) for year, o in several[0][1].items() if not wanted or year in wanted]
    return extreme(query, ops, sentences(query.language))


def years_beyond(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft | None:
    """The years in which one thing was above or below the limit of the question; None where no thing of several years
    is named."""
    several = [s for s in _series(match, found, about) if len(s[1]) > 1]
    if not several or (len(several) > 1 and several[1][0] > several[0][0] - 1e-3):
        return None
    return filtered(query, [_dated(o) for _, o in sorted(several[0][1].items())])


def _dated(o: Operand) -> Operand:
    return replace(o, label=f"{o.fact.year}년 {o.label}")


def year_by_year(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft:
    """The values of one thing in order of years; partial when one of those asked for is not there."""
    wanted = wanted_years(query)
    several = [s for s in _series(match, found, about) if len(s[1]) > 1]
    if not several:
        return NOTHING
    ops = [o for year, o in sorted(several[0][1].items()) if not wanted or year in wanted]
    if len(ops) < 2:
        return NOTHING
    lines = tuple(Line(f"{o.fact.year}년 {o.label} {o.text}", (Proof.of(o.fact),)) for o in ops)
    return Draft("answered" if len(ops) >= len(wanted) else "partial", lines, confidence=1.0)


def sum_of_years(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query, macros: Any) -> Draft:
    """The sum of one thing over the years asked for; NOTHING when a year is missing."""
    wanted = wanted_years(query)
    full = [(score, one) for score, one in _series(match, found, about) if wanted <= set(one)]
    if not full or (len(full) > 1 and full[1][0] > full[0][0] - 1e-3):
        return NOTHING
    ops = [full[0][1][year] for year in sorted(wanted)]
    number, written = as_written(sum((o.value for o in ops), Decimal(0)), ops)
    step = f"{' + '.join(o.text for o in ops)} = {written}"
    parts = [f"{o.fact.year}년 {o.label} {o.text}" for o in ops]
    return drafted(macros.sum(parts, written), ops, [number], [step])
