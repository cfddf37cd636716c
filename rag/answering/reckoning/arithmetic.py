"""Arithmetic on operands that have been chosen, and the sentences that tell it: extremes, pairs, sums, shares, orders.

Each function takes operands of one unit and gives a draft with every operand cited, or NOTHING when it cannot be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rag.answering.choosing.matching import Match
from rag.answering.composing import counter, predicate, sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import is_whole
from rag.answering.spans.quantities import plain
from rag.asking.wording import OF_THAT
from rag.questions import Query
from rag.types import Fact

_OUT_OF = re.compile(r"(?:에서|중에?서?|가운데|대비|의)")
_ALL_OF = re.compile(r"(?:총|전체)\s?[가-힣]")


@dataclass(frozen=True, slots=True)
class Operand:
    """An amount that can be calculated with: its fact, value and how it is written with its unit."""

    fact: Fact
    value: Decimal
    unit: str
    text: str
    label: str
    row: int


def as_written(value: Decimal, ops: Sequence[Operand], places: int | None = None) -> tuple[str, str]:
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


def drafted(text: str, ops: Sequence[Operand], computed: Sequence[str], steps: Sequence[str]) -> Draft:
    """One line that cites every operand."""
    proofs = tuple(Proof.of(o.fact) for o in ops)
    return Draft("answered", (Line(text, proofs),), tuple(computed), tuple(steps), 1.0)


def extreme(query: Query, ops: Sequence[Operand], macros: Any) -> Draft:
    """The highest or lowest (or the rank asked for), with its value; all of them when several are equal."""
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
        text = macros.ranked(o.label, o.text, place + 1) if place else macros.extreme(o.label, o.text, word)
        lines.append(Line(text, (Proof.of(o.fact),)))
    steps = [" > ".join(f"{o.label} {o.text}" for o in sorted(ops, key=lambda o: -o.value))]
    return Draft("answered", tuple(lines), (str(place + 1),) if place else (), tuple(steps), 1.0)


def pair(query: Query, named: Sequence[Operand], macros: Any) -> Draft:
    """Two operands against each other: which is more, by how much, or that they are the same."""
    if len(named) != 2:
        return extreme(query, named, macros) if query.operation == "compare" and len(named) > 2 else NOTHING
    more, less = sorted(named, key=lambda o: o.value, reverse=True)
    shown = [f"{o.label}({o.text})" for o in (more, less)]
    gap = more.value - less.value
    if gap == 0:
        return drafted(macros.same(*shown), named, [], [f"{plain(more.value)} = {plain(less.value)}"])
    first = named[0]
    subject_up = query.operation == "compare" or first is more or not re.search("보다", query.text)
    if re.search("보다", query.text):  # 「A는 B보다」: A is the one that stands without 보다
        behind = query.text.index("보다")
        before = min(named, key=lambda o: abs(behind - last_named(query, o)))
        subject_up = before is less
    word = predicate(query.text, query.language, comparative=True, up=subject_up, unit=more.unit)
    a, b = (shown[0], shown[1]) if subject_up else (shown[1], shown[0])
    if query.operation == "compare":
        return drafted(macros.compare(a, b, word), named, [], [f"{plain(more.value)} > {plain(less.value)}"])
    number, written = (plain(gap), plain(gap) + "%포인트") if more.unit == "%" else as_written(gap, named)
    step = f"{more.text} − {less.text} = {written}"
    if query.operation == "spread" or re.search(r"차이|격차|difference", query.text):
        text = macros.apart(*shown, written)
    else:
        text = macros.difference(a, b, written, word)
    return drafted(text, named, [number], [step])


def last_named(query: Query, o: Operand) -> int:
    """Where the question names an operand last."""
    ends = [query.text.rfind(part) + len(part) for part in re.split(r"[\s/]", o.label) if part and part in query.text]
    return max(ends, default=10**6)


def ratio(
    query: Query, group: Sequence[Operand], named: Sequence[Operand], macros: Any, total: Operand | None = None
) -> Draft:
    """How many times one amount is another, or the share of one in the sum of its group or in its written `total`."""
    if re.search("배|times", query.text) and len(named) == 2:
        first, second = sorted(named, key=lambda o: last_named(query, o))
        if not second.value:
            return NOTHING
        times = plain(round(first.value / second.value, 2))
        step = f"{plain(first.value)} ÷ {plain(second.value)} = {times}"
        text = macros.times(f"{first.label}({first.text})", f"{second.label}({second.text})", times)
        return drafted(text, [first, second], [times], [step])
    if (told := _of_named_whole(query, group)) is not None:
        part, of = told
        share = plain(round(part.value / of.value * 100, 1))
        step = f"{plain(part.value)} ÷ {plain(of.value)} = {share}%"
        text = macros.share(f"{part.label}({part.text})", f"{of.label} {of.text}", f"{share}%")
        return drafted(text, [part, of], [share], [step])
    if not total and any(_ALL_OF.match(o.label) for o in group):
        return NOTHING  # a total of some rows stands among them: together they are no whole
    whole = total.value if total else sum((o.value for o in group), Decimal(0))
    if any(q.unit == group[0].unit and q.value != whole for q in query.amounts if OF_THAT.match(query.text, q.end)):
        return NOTHING  # of another whole than is told
    if len(named) != 1 or not whole or group[0].unit == "%" or len(group) < 2:
        return NOTHING
    part = named[0]
    share = plain(round(part.value / whole * 100, 1))
    if total:
        text = macros.share(f"{part.label}({part.text})", total.text, f"{share}%")
        return drafted(text, [part, total], [share], [f"{plain(part.value)} ÷ {plain(whole)} = {share}%"])
    step = f"{plain(part.value)} ÷ ({' + '.join(plain(o.value) for o in group)}) = {share}%"
    number, all_of_it = as_written(whole, group)
    text = macros.share(f"{part.label}({part.text})", all_of_it, f"{share}%")
    return drafted(text, [part, *(o for o in group if o is not part)], [share, number], [step])


def _of_named_whole(query: Query, group: Sequence[Operand]) -> tuple[Operand, Operand] | None:
    """The part and the whole that a question names both: 「총매출에서 수출이 차지하는 비중」."""
    text = re.sub(r"\s", "", query.text)
    places = {o.label: text.find(re.sub(r"\s", "", o.label)) for o in group}
    said = [o for o in group if places[o.label] >= 0]
    for whole in said:
        end = places[whole.label] + len(re.sub(r"\s", "", whole.label))
        parts = [o for o in said if o.value < whole.value and places[o.label] >= end]
        if len(parts) == 1 and _OUT_OF.match(text, end):
            return parts[0], whole
    return None


def in_order(query: Query, ops: Sequence[Operand], macros: Any) -> Draft:
    """All members, in order of size where the question asks for it, as many as it asks for."""
    if len(ops) < 2:
        return NOTHING
    up = not re.search(r"낮은|적은|작은|하위|lowest|ascending", query.text)
    sized = query.operation == "order" and bool(re.search(r"순|높|낮|많|적|큰|작|상위|하위|rank|order", query.text))
    shown = sorted(ops, key=lambda o: o.value, reverse=up) if sized else list(ops)
    if m := re.search(
        r"(?:상위|하위|높은|낮은|많은|적은|큰|작은)[가-힣\s]{0,6}?(두|세|네|다섯|\d)\s*(?:개|가지|곳|항목|위)",
        query.text,
    ):
        shown = shown[: {"두": 2, "세": 3, "네": 4, "다섯": 5}.get(m[1]) or int(m[1])]
    lines = tuple(Line(f"{o.label} {o.text}", (Proof.of(o.fact),)) for o in shown)
    return Draft("answered", lines, (), (" > ".join(f"{o.label} {o.text}" for o in shown),) if sized else (), 1.0)


def filtered(query: Query, group: Sequence[Operand]) -> Draft:
    """The operands above or below the limit of the question, listed or counted."""
    assert query.threshold is not None
    limit = query.threshold.value
    inclusive = bool(
        re.search(r"이상|이하|at least|at most", query.text[query.threshold.end : query.threshold.end + 6])
    )
    keep = {
        "above": lambda v: v > limit or (inclusive and v == limit),
        "below": lambda v: v < limit or (inclusive and v == limit),
    }
    chosen = [o for o in group if keep[query.direction](o.value)]
    if not chosen or len(group) < 2:
        return NOTHING
    macros = sentences(query.language)
    if query.operation == "count" or re.search(r"몇\s*(?:개|가지|곳|명|군데)|how many", query.text):
        text = macros.counted(len(chosen), counter(query.text)) + ", ".join(f"{o.label} {o.text}" for o in chosen)
        return drafted(text, chosen, [str(len(chosen))], [f"{query.threshold.text}: {len(chosen)}"])
    lines = tuple(Line(macros.named(o.label, o.text), (Proof.of(o.fact),)) for o in chosen)
    sign = ">" if query.direction == "above" else "<"
    return Draft("answered", lines, (), (f"{sign} {query.threshold.text}",), 1.0)


def _says_some(excluded: Match, rows: Sequence[int]) -> bool:
    """Whether some of the facts at some columns say each word that is left out."""
    return all(bool((excluded.own[w, list(rows)] >= 0.85).any()) for w in range(len(excluded.words)))


def summed(
    query: Query, group: Sequence[Operand], named: Sequence[Operand], excluded: Match | None, macros: Any
) -> Draft:
    """The sum of what the question names, or of all but what it leaves out; a written total is told, not calculated."""
    ops = list(named) if len(named) > 1 or (named and not excluded and len(named) < len(group)) else list(group)
    if excluded is not None:
        rows = {int(i): r for r, i in enumerate(excluded.ids)}
        out = {
            o.fact.id for o in ops if any(excluded.own[w, rows[o.fact.id]] >= 0.85 for w in range(len(excluded.words)))
        }
        apart = not out and len(named) > 1 and _says_some(excluded, [rows[o.fact.id] for o in group])
        if (not out and not apart) or len(out) == len(ops):
            return NOTHING  # unless what is left out is none of those that are named (인턴을 뺀 정규직과 계약직)
        ops = [o for o in ops if o.fact.id not in out]
    totals = [o for o in ops if is_whole(o.fact.label) or re.match(r"(?:총|전체|합계|소계|계$)", o.label)]
    if excluded is not None or len(named) > 1:
        ops = [o for o in ops if o not in totals]
    elif totals and len(ops) > 1:
        total = totals[0]
        return drafted(macros.only(total.label, total.text), [total], [], [])
    if len(ops) == 1:
        return NOTHING
    total_value = sum((o.value for o in ops), Decimal(0))
    number, written = as_written(total_value, ops)
    step = f"{' + '.join(o.text for o in ops)} = {written}"
    return drafted(macros.sum([f"{o.label} {o.text}" for o in ops], written), ops, [number], [step])
