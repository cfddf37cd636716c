"""Calculations over comparable facts: highest and lowest, sums, differences, comparisons, averages, counts, filters.

Operands are facts of one group with amounts of one unit. Each is cited; each result is recomputed by the verifier
from what the citations say, because `steps` names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from rag.answering.choosing.latest import GOAL
from rag.answering.choosing.matching import PLACE, Match
from rag.answering.choosing.ranking import year_fits
from rag.answering.choosing.wanting import units_of
from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Proof
from rag.answering.facts.cells import is_whole, sides
from rag.answering.reckoning.arithmetic import (
    Operand,
    as_written,
    drafted,
    extreme,
    filtered,
    in_order,
    pair,
    ratio,
    summed,
)
from rag.answering.reckoning.columns import mean_told, widest
from rag.answering.reckoning.filters import beside_column, beside_one, compares, of_the_year
from rag.answering.reckoning.measuring import amounts_of
from rag.answering.reckoning.movers import asks_moved, moved
from rag.answering.reckoning.naming import folded, named_anywhere, said_by, two_columns
from rag.answering.reckoning.naming import named as named_in
from rag.answering.reckoning.series import (
    ASKS_YEAR,
    BY_YEAR,
    GROWTH,
    change,
    extreme_year,
    sum_of_years,
    wanted_years,
    year_by_year,
    years_beyond,
)
from rag.asking.limits import limit_of_others
from rag.asking.wording import LATELY, TAKEN_FROM
from rag.layout.dating import years_back
from rag.questions import Query
from rag.types import Document, Fact

_COUNTED = frozenset(["명", "건", "개", "개소", "개사", "회", "대", "가구", "마리"])  # what adds up to a total
_ADDED_UP = re.compile(r"더하|더한|더해|합치|합친|합쳐|합산|합하|합한|합계는|총합")
EVERYWHERE = 0.9  # share of the facts that say a word, from which it tells none of them


def operands(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query) -> list[Operand]:
    """All comparable amounts that fit the question's years and units, in order of the facts."""
    units = {query.threshold.unit} if query.threshold is not None and query.threshold.unit else units_of(query)
    units = units | {"%"} if "%포인트" in units else units
    if (query.operation in ("count", "ratio") and query.threshold is None) or GROWTH.search(query.text):
        units = set()
    within = replace(query, years=tuple(sorted(wanted_years(query))))
    if query.operation in ("highest", "lowest") and ASKS_YEAR.search(query.text):
        within = replace(query, years=())
    aimed = query.operation != "none" and not query.years and not GOAL.search(query.text)  # goals are not asked for
    found = []
    known = amounts_of(facts, documents)
    for row, i in enumerate(match.ids.tolist()):
        amount = known.get(i)
        if amount is None or (units and amount.unit and amount.unit not in units):
            continue
        if aimed and GOAL.search(facts[i].parent):
            continue
        f = facts[i]
        if (query.operation == "ratio" and amount.unit == "%") or not year_fits(
            f, documents[f.document], within, facts
        ):
            continue
        found.append(Operand(f, amount.value, amount.unit, amount.written, amount.label, row))
    money = "원" in units and not query.units and query.threshold is None
    if not found and money and query.operation in ("compare", "difference"):
        return operands(match, facts, documents, replace(query, units=("점", "%")))  # 연봉, as something that is rated
    return found


def calculate(
    match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query, excluded: Match | None
) -> Draft:
    """The calculation that the question asks for, or NOTHING when its operands are not there."""
    found = operands(match, facts, documents, query)
    if not found or limit_of_others(query):
        return NOTHING
    whole, match = match, _telling(match, found)
    if (
        not query.years
        and LATELY.search(query.text)
        and len(lately := sorted({o.fact.year for o in found if o.fact.year})) > 1
    ):
        back = years_back(query.text)  # 「1년 사이에」: between the last two that are told
        first = lately[-2] if back == 1 else lately[-1] - back
        if first not in lately:
            return NOTHING
        query = replace(query, years=(first, lately[-1]))
    about = [w for w, word in enumerate(match.words) if not word.asks and not word.generic]
    if any(word.asks for word in match.words):  # what is compared is said; verbs (받은, 나온) add nothing to it
        about = [w for w in about if not match.words[w].verb]
    said = [w for w in about if not _done(match, w, query)]
    groups: dict[tuple[int, str, str], list[Operand]] = {}
    for o in found:
        groups.setdefault((o.fact.group, o.unit, sides(o.fact.label, o.fact.attribute)[1]), []).append(o)
    asked = [w for w, word in enumerate(match.words) if word.asks or word.generic]
    limited = query.threshold is not None and query.threshold.unit
    if not about and not units_of(query) and not limited and not any(word.asks for word in match.words):
        return NOTHING  # 「가장 높은 산은?」 says nothing that a table could be about
    extreme_asked = query.operation in ("highest", "lowest") and not ASKS_YEAR.search(query.text)
    tabled = any(ops[0].fact.group > 0 and _plain(match, ops, about) for ops in groups.values())
    ranked = sorted(
        (
            (
                _group_score(match, ops, about)
                + (0.2 * _group_score(match, ops, asked) if asked else 0)
                - (0.3 if len(ops) < 2 or (extreme_asked and len({o.label for o in ops}) < 2) else 0)
                - (0 if ops[0].fact.group > 0 else 0.05 if not tabled and _plain(match, ops, about) else 0.15)
                + (0.02 if ops[0].unit == "원" and re.search("얼마|돈", query.text) else 0)
                + (0.01 if not query.years and is_whole(ops[0].fact.attribute) else 0)
                + (0.03 if query.operation == "order" and len({o.label for o in ops}) > 2 else 0),
                ops,
            )
            for ops in groups.values()
        ),
        key=lambda s: -s[0],
    )
    score, group = ranked[0]
    if (apart := widest(query, whole, found, said)) is not NOTHING:
        return apart
    if query.operation == "average" and (told_mean := mean_told(query, whole, found, said)) is not None:
        return told_mean
    over = _over_years(match, found, said, query)
    if over is not None:
        return over
    if about and (score < 0.55 or not _all_said(match, found, said)):
        return NOTHING
    same = [ops for s, ops in ranked if s > score - 1e-3 and [o.label for o in ops] == [o.label for o in group]]
    group = max(same, key=lambda ops: max((o.fact.year or 0) for o in ops)) if same else group
    if years := {o.fact.year for o in group if o.fact.year}:
        latest = max(years) if not query.years else None
        group = [o for o in group if latest is None or o.fact.year in (latest, None)]
    named = named_in(match, group, about, documents)
    macros = sentences(query.language)
    totals = [o for o in group if is_whole(o.fact.label)]
    if query.operation != "sum" and len(group) - len(totals) > 1:
        group = [o for o in group if o not in totals]
    if (
        query.direction
        and query.threshold is not None
        and query.operation in ("none", "highest", "lowest", "count", "order", "sum")
        and query.wanted != "yesno"
    ):
        one = (
            len(named) == 1
            and not query.asks_list
            and not re.search(r"어떤|무엇|뭐|어느|어디|몇|which|what", query.text)
        )
        return NOTHING if one else filtered(query, group)
    if query.operation == "spread" and len(group) > 1:
        return pair(query, [max(group, key=lambda o: o.value), min(group, key=lambda o: o.value)], macros)
    if query.operation in ("highest", "lowest"):
        if query.wanted != "yesno" and _of_one(match, group, said):
            return NOTHING
        told = extreme(query, named if 1 < len(named) < len(group) else group, macros)
        return claimed(query, named, told) if len(named) == 1 and query.wanted == "yesno" else told
    times = bool(re.search("배|times", query.text))
    if (query.operation in ("difference", "compare") or times) and len(named) != 2:
        named = (
            two_columns(match, found, group, about, query.text)
            or named_anywhere(match, found, group, query.text)
            or _with_generic(match, group, about, documents)
            or named
        )
    if query.operation in ("difference", "compare"):
        return pair(query, named, macros)
    if query.operation == "ratio":
        return ratio(query, group, named, macros, next(iter(totals), None))
    listed = query.wanted == "list" and not (query.operation == "sum" and _ADDED_UP.search(query.text))
    if query.operation == "order" or (query.operation in ("none", "sum") and listed):
        return in_order(query, named if len(named) > 1 else group, macros)
    if query.operation == "average" and len(group) > 1:
        ops = named if len(named) > 1 else group
        mean = sum((o.value for o in ops), Decimal(0)) / len(ops)
        number, written = as_written(mean, ops, 2)
        step = f"({' + '.join(o.text for o in ops)}) ÷ {len(ops)} = {written}"
        return drafted(macros.average([f"{o.label} {o.text}" for o in ops], written), ops, [number], [step])
    if query.operation == "sum" and TAKEN_FROM.search(query.text):
        both = named_anywhere(match, found, group, query.text)
        if len(both) == 2:
            return pair(query, both, macros)
    if query.operation == "sum":
        return summed(query, group, named, excluded, macros)
    return NOTHING


def choose(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query) -> Draft:
    """Those above or below one that the question names, that rose or fell, or of the year that it names; NOTHING where
    none is asked."""
    if compares(query.text):
        every = operands(match, facts, documents, replace(query, units=(), operation="none"))
        for draft in (beside_one(query, every), beside_column(query, match, every)):
            if draft is not NOTHING:
                return draft
    if asks_moved(query.text):
        of_all_years = operands(match, facts, documents, replace(query, years=(), units=(), operation="none"))
        if (draft := moved(query, match, of_all_years)) is not NOTHING:
            return draft
    return of_the_year(match, facts, documents, query)


def claimed(query: Query, named: Sequence[Operand], told: Draft) -> Draft:
    """Whether the one that the question names is the highest or lowest that is `told`."""
    macros = sentences(query.language)
    proved = {p for line in told.lines for p in line.proofs}
    say = (
        macros.yes
        if {Proof.of(o.fact) for o in named} <= proved and named[0].label in told.lines[0].text
        else macros.no
    )
    return replace(told, lines=(replace(told.lines[0], text=say(told.lines[0].text)), *told.lines[1:]))


def _over_years(match: Match, found: Sequence[Operand], about: Sequence[int], query: Query) -> Draft | None:
    """A calculation along the years; None when the question is about none."""
    if query.operation == "sum":
        several = len(query.years) > 1
        return sum_of_years(match, found, about, query, sentences(query.language)) if several else None
    if BY_YEAR.search(query.text) and query.operation in ("none", "order"):
        draft = year_by_year(match, found, about, query)
        return None if draft is NOTHING else draft
    if query.threshold is not None and query.direction and ASKS_YEAR.search(query.text):
        return years_beyond(match, found, about, query)
    if query.operation in ("highest", "lowest") and ASKS_YEAR.search(query.text):
        return extreme_year(match, found, about, query)
    if len(query.years) == 2 and query.operation != "order":
        draft = change(match, found, about, query)
        return None if draft is NOTHING else draft
    return None


def _with_generic(
    match: Match, group: Sequence[Operand], about: Sequence[int], documents: Mapping[str, Document]
) -> list[Operand]:
    """The two that a question names once words of filing count too (직원 beside 관리자); empty for any others."""
    filed = [w for w, word in enumerate(match.words) if word.generic]
    both = named_in(match, group, [*about, *filed], documents) if filed else []
    return both if len(both) == 2 else []


def _telling(match: Match, found: Sequence[Operand]) -> Match:
    """The match with words that nearly every fact says by its place, such as those of the report's title, worth little
    for operands that say them neither themselves nor by their table, and nothing where the place only says something
    like them."""
    strengths = match.strengths.copy()
    for w, word in enumerate(match.words):
        if not len(match.ids) or (strengths[w] >= 0.45).mean() < EVERYWHERE:
            continue
        around = float(np.median(strengths[w]))
        for o in found:
            of_its_own = match.own[w, o.row] >= 0.45 or strengths[w, o.row] > around + 1e-3
            if not of_its_own and folded(word.text) not in folded(f"{o.fact.parent} {''.join(o.fact.section[-1:])}"):
                strengths[w, o.row] = 0.6 if around >= PLACE - 0.01 else 0.0
    return replace(match, strengths=strengths)


def _of_one(match: Match, group: Sequence[Operand], about: Sequence[int]) -> bool:
    """Whether the question is about one of a table's rows: most of what it names is said by that row alone, and by
    nothing that they share."""
    nouns = [w for w in about if not match.words[w].verb]
    if len(group) < 3 or not nouns:
        return False
    said = {w: [o for o in group if match.strengths[w, o.row] >= 0.65] for w in nouns}
    alone = [w for w, of in said.items() if len(of) == 1]
    if len({id(said[w][0]) for w in alone}) > 1:
        return False  # several rows to choose from
    return sum(float(match.weights[w]) for w in alone) > 0.5 * sum(float(match.weights[w]) for w in nouns)


def _done(match: Match, w: int, query: Query) -> bool:
    """Whether a word of the question is what is done to its amounts (부담하나요, 투자되는): like a verb, it is often
    told in another word."""
    word = match.words[w]
    return not word.head and bool(re.match(r"하|되|했|됐|한|할|된|될|돼|받", query.text[word.end :]))


def _all_said(match: Match, found: Sequence[Operand], about: Sequence[int]) -> bool:
    """Whether every noun that the question names is said by some operand: a calculation with something that the report
    does not have is none."""
    rows = [o.row for o in found]
    return all(match.words[w].verb or float(match.strengths[w, rows].max()) >= 0.45 for w in about)


def _plain(match: Match, ops: Sequence[Operand], about: Sequence[int]) -> bool:
    """Whether every word of matter is said outright by a group or its place."""
    return bool((match.strengths[np.ix_(about, [o.row for o in ops])].max(1) >= 0.85).all()) if about else False


def _group_score(match: Match, ops: Sequence[Operand], about: Sequence[int]) -> float:
    """How well a group is what the question is about: each word of matter by its best member, weighted."""
    if not about:
        return 0.6
    weights = match.weights[about]
    rows = [o.row for o in ops]
    best = match.strengths[np.ix_(about, rows)].max(1)
    return float(weights @ best / max(float(weights.sum()), 1e-6))


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

    def said(o: Operand) -> frozenset[int]:
        words = enumerate(match.words)
        return frozenset(w for w, word in words if w not in shared and not word.verb and said_by(match, w, o) >= 0.85)

    matter = {w for w, word in enumerate(match.words) if not (word.asks or word.generic)}
    if len(ops) > 1 and ops[0].unit in _COUNTED and matter <= shared and match.precision[mine] < 0.9:
        totals = [o for o in ops if is_whole(o.label)]  # 「채용은 몇 명 했나요」: all that were
        return NOTHING if totals else summed(query, ops, ops, None, sentences(query.language))
    own = next((said(o) for o in ops if o.row == mine), frozenset())
    named = [o for o in ops if own and said(o) == own]
    if not 1 < len(named) < len(ops) or match.precision[mine] > 0.9:
        return NOTHING
    return summed(query, named, named, None, sentences(query.language))
