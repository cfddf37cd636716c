"""Calculations over comparable facts: highest and lowest, sums, differences, comparisons, averages, counts, filters.

Operands are facts of one group with amounts of one unit. Each is cited; each result is recomputed by the verifier
from what the citations say, because `steps` names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from rag.answering.composing import predicate, sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.matching import Match
from rag.answering.quantities import plain, quantities, unit_name
from rag.answering.ranking import year_fits
from rag.answering.wanting import units_of
from rag.questions import Query
from rag.types import Document, Fact

_LATELY = re.compile(r"(?:1년|일\s?년|한\s?해)\s?(?:사이|새|동안|만에)|(?:전년|작년|지난해)(?:보다|\s?대비|에\s?비해)|than (?:the )?(?:last|previous) year")


@dataclass(frozen=True, slots=True)
class Operand:
    """An amount that can be calculated with: its fact, value and how it is written with its unit."""

    fact: Fact
    value: Decimal
    unit: str
    text: str
    label: str
    row: int


def operands(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query) -> list[Operand]:
    """All comparable amounts that fit the question's years and units, in order of the facts."""
    units = {query.threshold.unit} if query.threshold is not None and query.threshold.unit else units_of(query)
    units = units | {"%"} if "%포인트" in units else units
    if query.operation in ("count", "ratio") and query.threshold is None:
        units = set()
    found = []
    for row, i in enumerate(match.ids):
        f = facts[int(i)]
        if f.kind != "value" or not f.group:
            continue
        document = documents[f.document]
        words = document.text[f.value.start : f.value.end]
        amounts = quantities(words)
        whole = bool(amounts) and amounts[0].start <= 2 and len(words) - amounts[0].end <= 6 and len(amounts) == 1
        if not whole or len(words) > 24 or not year_fits(f, document, query):
            continue
        q = amounts[0]
        unit = q.unit or unit_name(f.unit)
        if (units and unit and unit not in units) or (query.operation == "ratio" and unit == "%"):
            continue
        written = words.strip() if q.unit or not f.unit else words.strip() + f.unit
        label = f.label if not f.attribute or _years_only(f.attribute) or re.match(r"내용|값|인원|수$", f.attribute) else f"{f.label} {_bare(f.attribute)}"
        found.append(Operand(f, q.value, unit, tidy(written), tidy(label), row))
    return found


def _years_only(name: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:19|20)\d\d\s*년?(?:도)?\s*", name))


def _bare(name: str) -> str:
    return re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", name)


def calculate(
    match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query, excluded: Match | None
) -> Draft:
    """The calculation that the question asks for, or NOTHING when its operands are not there."""
    found = operands(match, facts, documents, query)
    if not found:
        return NOTHING
    if not query.years and _LATELY.search(query.text) and len(lately := sorted({o.fact.year for o in found if o.fact.year})) > 1:
        query = replace(query, years=(lately[-2], lately[-1]))  # 「1년 사이에」: between the last two that are told
    about = [
        w for w, word in enumerate(match.words) if not word.asks and not word.generic
    ]
    groups: dict[tuple[int, str, str], list[Operand]] = {}
    for o in found:
        groups.setdefault((o.fact.group, o.unit, o.fact.attribute if not _years_only(o.fact.attribute) else ""), []).append(o)
    asked = [w for w, word in enumerate(match.words) if word.asks or word.generic]
    ranked = sorted(
        ((_group_score(match, ops, about) + (0.2 * _group_score(match, ops, asked) if asked else 0) - (0.3 if len(ops) < 2 else 0) - (0.15 if ops[0].fact.group < 0 else 0), ops) for ops in groups.values()),
        key=lambda s: -s[0],
    )
    score, group = ranked[0]
    if len(query.years) == 2 and query.operation not in ("sum", "order"):
        across = _across_years(match, found, about, query)
        if across is not NOTHING:
            return across
    if about and (score < 0.55 or not _all_said(match, found, about)):
        return NOTHING
    same = [ops for s, ops in ranked if s > score - 1e-3 and [o.label for o in ops] == [o.label for o in group]]
    group = max(same, key=lambda ops: max((o.fact.year or 0) for o in ops)) if same else group
    if years := {o.fact.year for o in group if o.fact.year}:
        latest = max(years) if not query.years else None
        group = [o for o in group if latest is None or o.fact.year in (latest, None)]
    named = _named(match, group, about)
    macros = sentences(query.language)
    if query.operation == "sum" and len(query.years) > 1:
        return _sum_of_years(match, found, about, query, macros)
    if query.direction and query.threshold is not None and query.operation in ("none", "highest", "lowest", "count", "order", "sum") and query.wanted != "yesno":
        one = len(named) == 1 and not query.asks_list and not re.search(r"어떤|무엇|뭐|어느|어디|몇|which|what", query.text)
        return NOTHING if one else _filtered(query, group)
    if query.operation == "spread" and len(group) > 1:
        return _pair(query, [max(group, key=lambda o: o.value), min(group, key=lambda o: o.value)], macros)
    if query.operation in ("highest", "lowest"):
        return _extreme(query, named if 1 < len(named) < len(group) else group, macros)
    if query.operation in ("difference", "compare", "ratio") and len(named) != 2:
        named = _named_anywhere(match, found, group) or named
    if query.operation in ("difference", "compare"):
        return _pair(query, named, macros)
    if query.operation == "ratio":
        return _ratio(query, group, named, macros)
    if query.operation == "order" or (query.operation in ("none", "sum") and query.wanted == "list"):
        return _ordered(query, named if len(named) > 1 else group, macros)
    if query.operation == "average" and len(group) > 1:
        ops = named if len(named) > 1 else group
        mean = sum((o.value for o in ops), Decimal(0)) / len(ops)
        number, written = _written(mean, ops, 2)
        step = f"({' + '.join(o.text for o in ops)}) ÷ {len(ops)} = {written}"
        return _draft(macros.average([f"{o.label} {o.text}" for o in ops], written), ops, [number], [step])
    if query.operation == "sum":
        return _sum(query, group, named, excluded, macros)
    return NOTHING


def _all_said(match: Match, found: Sequence[Operand], about: Sequence[int]) -> bool:
    """Whether every noun that the question names is said by some operand: a calculation with something that the report
    does not have is none."""
    rows = [o.row for o in found]
    return all(match.words[w].verb or float(match.strengths[w, rows].max()) >= 0.45 for w in about)


def _group_score(match: Match, ops: Sequence[Operand], about: Sequence[int]) -> float:
    """How well a group is what the question is about: each word of matter by its best member, weighted."""
    if not about:
        return 0.6
    weights = match.weights[about]
    rows = [o.row for o in ops]
    best = match.strengths[np.ix_(about, rows)].max(1)
    return float(weights @ best / max(float(weights.sum()), 1e-6))


def _named(match: Match, ops: Sequence[Operand], about: Sequence[int]) -> list[Operand]:
    """Members that the question names: every telling word of their label is said, or a telling word of the question
    is in their label and not in all labels."""
    chosen = []
    for o in ops:
        words = [
            w
            for w in about
            if match.own[w, o.row] >= 0.85 and not match.words[w].verb and any(match.strengths[w, p.row] < 0.8 for p in ops)
        ]
        alone = [w for w in words if sum(match.own[w, p.row] >= 0.85 for p in ops) < len(ops)]
        if alone:
            chosen.append((o, alone))
    best: dict[int, int] = {}
    for o, alone in chosen:
        for w in alone:
            best[w] = max(best.get(w, 0), len(alone))
    return [o for o, alone in chosen if any(len(alone) >= best[w] or match.precision[o.row] > 0.99 for w in alone)]


def _named_anywhere(match: Match, found: Sequence[Operand], group: Sequence[Operand]) -> list[Operand]:
    """Two operands of one unit that the question names in full, of whatever groups; the first place of each counts."""
    chosen: dict[str, Operand] = {}
    for o in found:
        if o.unit == group[0].unit and match.precision[o.row] >= 0.9:
            chosen.setdefault(o.label, o)
    return list(chosen.values()) if len(chosen) == 2 else []


def alike(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query, fact: Fact) -> Draft:
    """The sum of the members of a group that the question names as well as it names `fact` (인턴: 채용형, 체험형)."""
    rows = {int(i): row for row, i in enumerate(match.ids)}
    mine = rows[fact.id]
    ops = [
        o
        for o in operands(match, facts, documents, query)
        if o.fact.group == fact.group and o.fact.attribute == fact.attribute and o.fact.year == fact.year
    ]
    shared = {w for w in range(len(match.words)) if all(match.strengths[w, o.row] >= 0.8 for o in ops)}

    def said(row: int) -> frozenset[int]:
        words = enumerate(match.words)
        return frozenset(w for w, word in words if w not in shared and not word.verb and match.own[w, row] >= 0.85)

    named = [o for o in ops if said(o.row) and said(o.row) == said(mine)]
    if not 1 < len(named) < len(ops) or match.precision[mine] > 0.9:
        return NOTHING
    return _sum(query, named, named, None, sentences(query.language))


def _ordered(query: Query, ops: Sequence[Operand], macros: object) -> Draft:
    """All members, in order of size where the question asks for it, as many as it asks for."""
    if len(ops) < 2:
        return NOTHING
    up = not re.search(r"낮은|적은|작은|하위|lowest|ascending", query.text)
    sized = query.operation == "order" and bool(re.search(r"순|높|낮|많|적|큰|작|상위|하위|rank|order", query.text))
    shown = sorted(ops, key=lambda o: o.value, reverse=up) if sized else list(ops)
    if m := re.search(r"(?:상위|하위|높은|낮은|많은|적은|큰|작은)[가-힣\s]{0,6}?(두|세|네|다섯|\d)\s*(?:개|가지|곳|항목|위)", query.text):
        shown = shown[: {"두": 2, "세": 3, "네": 4, "다섯": 5}.get(m[1]) or int(m[1])]
    lines = tuple(Line(f"{o.label} {o.text}", (Proof.of(o.fact),)) for o in shown)
    return Draft("answered", lines, (), (" > ".join(f"{o.label} {o.text}" for o in shown),) if sized else (), 1.0)


def _ratio(query: Query, group: Sequence[Operand], named: Sequence[Operand], macros: object) -> Draft:
    """How many times one amount is another, or the share of one in the sum of its group."""
    if re.search("배|times", query.text) and len(named) == 2:
        first, second = sorted(named, key=lambda o: _last(query, o))
        if not second.value:
            return NOTHING
        times = plain(round(first.value / second.value, 2))
        step = f"{plain(first.value)} ÷ {plain(second.value)} = {times}"
        text = macros.times(f"{first.label}({first.text})", f"{second.label}({second.text})", times)  # type: ignore[attr-defined]
        return _draft(text, [first, second], [times], [step])
    whole = sum((o.value for o in group), Decimal(0))
    if len(named) != 1 or not whole or group[0].unit == "%" or len(group) < 2:
        return NOTHING
    part = named[0]
    share = plain(round(part.value / whole * 100, 1))
    step = f"{plain(part.value)} ÷ ({' + '.join(plain(o.value) for o in group)}) = {share}%"
    number, total = _written(whole, group)
    text = macros.share(f"{part.label}({part.text})", total, f"{share}%")  # type: ignore[attr-defined]
    return _draft(text, [part, *(o for o in group if o is not part)], [share, number], [step])


def _sum_of_years(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query, macros: object) -> Draft:
    """The sum of one thing over the years asked for (all of a span 2021~2023); NOTHING when a year is missing."""
    wanted = set(query.years)
    if re.search(r"부터|~|∼|에서|까지|from|between", query.text):
        wanted = set(range(min(wanted), max(wanted) + 1))
    series: dict[str, dict[int, Operand]] = {}
    for o in found:
        if o.fact.year in wanted and o.fact.year is not None and (not about or _group_score(match, [o], about) >= 0.6):
            series.setdefault(o.label, {})[o.fact.year] = o
    full = [s for s in series.values() if set(s) == wanted]
    if len(full) != 1:
        return NOTHING
    ops = [full[0][y] for y in sorted(wanted)]
    total = sum((o.value for o in ops), Decimal(0))
    number, written = _written(total, ops)
    step = f"{' + '.join(o.text for o in ops)} = {written}"
    parts = [f"{o.fact.year}년 {o.label} {o.text}" for o in ops]
    return _draft(macros.sum(parts, written), ops, [number], [step])  # type: ignore[attr-defined]


def _written(value: Decimal, ops: Sequence[Operand], places: int | None = None) -> tuple[str, str]:
    """A result as the operands are written: (number, number with unit). Operands that share a scale (93억 원, 87억 원) keep
    it; a difference of shares is told in %포인트 by the caller."""
    forms = [re.fullmatch(r"([-\d,.]+)(\s?.*)", o.text) for o in ops]
    tails = {f[2] for f in forms if f}
    first = forms[0]
    if all(forms) and len(tails) == 1 and first is not None and ops[0].value:
        lead = Decimal(first[1].replace(",", "").rstrip("."))
        scale = ops[0].value / lead if lead else Decimal(1)
        number = plain(value / scale if places is None else round(value / scale, places))
        return number, number + first[2]
    number = plain(value if places is None else round(value, places))
    return number, number + ops[0].unit


def _draft(text: str, ops: Sequence[Operand], computed: Sequence[str], steps: Sequence[str]) -> Draft:
    proofs = tuple(Proof.of(o.fact) for o in ops)
    return Draft("answered", (Line(text, proofs),), tuple(computed), tuple(steps), 1.0)


def _extreme(query: Query, ops: Sequence[Operand], macros: object) -> Draft:
    if len(ops) < 2:
        return NOTHING
    up = query.operation == "highest"
    ordered = sorted(ops, key=lambda o: o.value, reverse=up)
    place = max(query.rank, 1) - 1
    if place >= len(ordered):
        return NOTHING
    target = ordered[place].value
    chosen = [o for o in ops if o.value == target]
    word = predicate(query.text, query.language, comparative=False, up=up, unit=chosen[0].unit)
    lines = []
    for o in chosen:
        if place:
            text = macros.ranked(o.label, o.text, place + 1)  # type: ignore[attr-defined]
        else:
            text = macros.extreme(o.label, o.text, word)  # type: ignore[attr-defined]
        lines.append(Line(text, (Proof.of(o.fact),)))
    steps = [" > ".join(f"{o.label} {o.text}" for o in sorted(ops, key=lambda o: -o.value))]
    return Draft("answered", tuple(lines), (str(place + 1),) if place else (), tuple(steps), 1.0)


def _pair(query: Query, named: Sequence[Operand], macros: object) -> Draft:
    if len(named) != 2:
        return _extreme(query, named, macros) if query.operation == "compare" and len(named) > 2 else NOTHING
    more, less = sorted(named, key=lambda o: o.value, reverse=True)
    shown = [f"{o.label}({o.text})" for o in (more, less)]
    gap = more.value - less.value
    if gap == 0:
        return _draft(macros.same(*shown), named, [], [f"{plain(more.value)} = {plain(less.value)}"])  # type: ignore[attr-defined]
    first = named[0]
    subject_up = query.operation == "compare" or first is more or not re.search("보다", query.text)
    if re.search("보다", query.text):  # 「A는 B보다」: A is the one that stands without 보다
        behind = query.text.index("보다")
        before = min(named, key=lambda o: abs(behind - _last(query, o)))
        subject_up = before is less
    word = predicate(query.text, query.language, comparative=True, up=subject_up, unit=more.unit)
    a, b = (shown[0], shown[1]) if subject_up else (shown[1], shown[0])
    if query.operation == "compare":
        return _draft(macros.compare(a, b, word), named, [], [f"{plain(more.value)} > {plain(less.value)}"])  # type: ignore[attr-defined]
    number, written = (plain(gap), plain(gap) + "%포인트") if more.unit == "%" else _written(gap, named)
    step = f"{more.text} − {less.text} = {written}"
    if re.search(r"차이|격차|difference", query.text):
        text = macros.apart(*shown, written)  # type: ignore[attr-defined]
    else:
        text = macros.difference(a, b, written, word)  # type: ignore[attr-defined]
    return _draft(text, named, [number], [step])


def _last(query: Query, o: Operand) -> int:
    """Where the question names an operand last."""
    ends = [query.text.rfind(part) + len(part) for part in re.split(r"[\s/]", o.label) if part and part in query.text]
    return max(ends, default=10**6)


def _across_years(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft:
    """The change of one thing between two years."""
    if len(query.years) != 2:
        return NOTHING
    series: dict[str, dict[int, Operand]] = {}
    for o in found:
        if o.fact.year in query.years and o.fact.year is not None:
            series.setdefault(o.label, {})[o.fact.year] = o
    full = [(label, s) for label, s in series.items() if len(s) == 2]
    if not full:
        return NOTHING
    label, pair = max(full, key=lambda s: _group_score(match, list(s[1].values()), about) + float(match.precision[next(iter(s[1].values())).row]))
    first, last = pair[min(query.years)], pair[max(query.years)]
    if about and _group_score(match, [first, last], about) < 0.6:
        return NOTHING
    gap = last.value - first.value
    rose = gap >= 0
    word = ("늘었습니다" if rose else "줄었습니다") if query.language == "ko" else ("rose" if rose else "fell")
    number, written = (plain(abs(gap)), plain(abs(gap)) + "%포인트") if first.unit == "%" else _written(abs(gap), [first, last])
    step = f"{last.text} − {first.text} = {'' if gap >= 0 else '−'}{written}"
    a, b = f"{first.fact.year}년 {first.text}", f"{last.fact.year}년 {last.text}"
    return _draft(sentences(query.language).change(label, a, b, written, word), [first, last], [number], [step])


def _sum(query: Query, group: Sequence[Operand], named: Sequence[Operand], excluded: Match | None, macros: object) -> Draft:
    ops = list(named) if len(named) > 1 or (named and not excluded and len(named) < len(group)) else list(group)
    if excluded is not None:
        rows = {int(i): r for r, i in enumerate(excluded.ids)}
        out = {o.fact.id for o in ops if any(excluded.own[w, rows[o.fact.id]] >= 0.85 for w in range(len(excluded.words)))}
        if not out or len(out) == len(ops):
            return NOTHING
        ops = [o for o in ops if o.fact.id not in out]
    if any(re.match(r"(?:총|전체|합계|소계|계$)", o.label) for o in ops) and len(ops) > 1:
        total = next(o for o in ops if re.match(r"(?:총|전체|합계|소계|계$)", o.label))
        return _draft(macros.only(total.label, total.text), [total], [], [])  # type: ignore[attr-defined]
    if len(ops) == 1:
        return NOTHING
    total_value = sum((o.value for o in ops), Decimal(0))
    number, written = _written(total_value, ops)
    step = f"{' + '.join(o.text for o in ops)} = {written}"
    return _draft(macros.sum([f"{o.label} {o.text}" for o in ops], written), ops, [number], [step])  # type: ignore[attr-defined]


def _filtered(query: Query, group: Sequence[Operand]) -> Draft:
    assert query.threshold is not None
    limit = query.threshold.value
    inclusive = bool(re.search(r"이상|이하|at least|at most", query.text[query.threshold.end : query.threshold.end + 6]))
    keep = {"above": lambda v: v > limit or (inclusive and v == limit), "below": lambda v: v < limit or (inclusive and v == limit)}
    chosen = [o for o in group if keep[query.direction](o.value)]  # type: ignore[index]
    if not chosen or len(group) < 2:
        return NOTHING
    macros = sentences(query.language)
    if query.operation == "count" or re.search(r"몇\s*(?:개|가지|곳|명|군데)|how many", query.text):
        text = macros.counted(len(chosen)) + ", ".join(f"{o.label} {o.text}" for o in chosen)
        return _draft(text, chosen, [str(len(chosen))], [f"{query.threshold.text}: {len(chosen)}"])
    lines = tuple(Line(macros.named(o.label, o.text), (Proof.of(o.fact),)) for o in chosen)
    sign = ">" if query.direction == "above" else "<"
    return Draft("answered", lines, (), (f"{sign} {query.threshold.text}",), 1.0)
