"""Which operands a question names: members of a group, two amounts wherever they stand, two columns of one row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.facts.cells import is_whole, split_year
from rag.answering.reckoning.arithmetic import Operand
from rag.types import Document

_AGAINST = re.compile(r"(?:보다|에서|에)\s(?:몇|얼마)[가-힣\s]{0,8}(?:모자라|부족|적|미달|못\s?미치|많|초과|넘|남)")
TOLD = 0.85  # strength from which a label says a word


def said_by(match: Match, w: int, o: Operand) -> float:
    """How far an operand's own words say a word of the question: those of a cell are its row's name and its column's,
    not what other cells of the row hold."""
    return float((match.called if o.fact.attribute else match.own)[w, o.row])


def named(
    match: Match, ops: Sequence[Operand], about: Sequence[int], documents: Mapping[str, Document]
) -> list[Operand]:
    """Members that the question names: every telling word of their label is said, or a telling word of the question
    is in their label and not in all labels. A word that no label says may stand in another cell of the row."""
    beside: dict[int, list[Operand]] = {}
    for w in about:
        around = all(
            match.strengths[w, o.row] >= 0.8 for o in ops
        )  # what the table is about stands in every row's place
        if not around and not any(said_by(match, w, o) >= TOLD for o in ops):
            word = folded(match.words[w].text)
            beside[w] = [o for o in ops if len(word) > 1 and word in folded(_row(o, documents))]
    told = {w: beside[w] if w in beside else _saying(match, w, ops) for w in about if not match.words[w].verb}
    told = {w: of for w, of in told.items() if len(of) < len(ops)}
    telling = {w: of if w in beside else [o for o in of if _apart(match, w, o, ops)] for w, of in told.items()}
    alone = {id(o): [w for w, of in telling.items() if o in of] for o in ops if any(o in of for of in telling.values())}
    best = {w: max((len(ws) for ws in alone.values() if w in ws), default=0) for w in telling}
    return [
        o
        for o in ops
        if (ws := alone.get(id(o))) and any(len(ws) >= best[w] or match.precision[o.row] > 0.99 for w in ws)
    ]


def _saying(match: Match, w: int, ops: Sequence[Operand]) -> list[Operand]:
    """The operands whose label says a word; where it is the whole of one's, that one alone (외과, not 정형외과)."""
    word = folded(match.words[w].text)
    whole = [o for o in ops if word in (folded(o.label), folded(o.fact.label))]
    return whole or [o for o in ops if said_by(match, w, o) >= TOLD]


def _apart(match: Match, w: int, o: Operand, ops: Sequence[Operand]) -> bool:
    """Whether a word tells an operand from the others: its name ends with it, or not all their places say it."""
    told = match.own if o.fact.group < 0 else match.strengths  # the place of an amount in a sentence is the sentence
    named = any(folded(name).endswith(folded(match.words[w].text)) for name in (o.label, o.fact.label))
    return named or any(told[w, p.row] < 0.8 for p in ops)


def _row(o: Operand, documents: Mapping[str, Document]) -> str:
    return documents[o.fact.document].text[o.fact.start : o.fact.end] if o.fact.attribute else ""


def folded(text: str) -> str:
    """Text without white space, for looking one up in another."""
    return re.sub(r"\s", "", text).lower()


def named_anywhere(match: Match, found: Sequence[Operand], group: Sequence[Operand], asked: str = "") -> list[Operand]:
    """Two operands of one unit that the question (`asked`) names in full, of whatever groups; the first place of each
    counts, in a table the last of its years. A name inside a longer one that is named too is none of its own; two of
    different passages must both be named letter for letter."""
    chosen: dict[str, Operand] = {}
    words = folded(asked)
    for o in found:
        if o.unit == group[0].unit and (match.precision[o.row] >= 0.9 or folded(o.label) in words):
            first = chosen.setdefault(o.label, o)
            if first.fact.group == o.fact.group and (o.fact.year or 0) > (first.fact.year or 0):
                chosen[o.label] = o
    names = [name for name in chosen if not any(name != other and name in other for other in chosen)]
    if len(names) != 2:
        return []
    a, b = (chosen[name] for name in names)
    literally = all(folded(name) in words for name in names)
    return [a, b] if literally or not words or a.fact.chunk == b.fact.chunk else []


def two_columns(
    match: Match, found: Sequence[Operand], group: Sequence[Operand], about: Sequence[int], asked: str
) -> list[Operand]:
    """The cells of two columns that the question names (정원과 현원), in the one row that it names, else in the row of
    the total; of several years the last that tells both. Empty where it names no two. `asked` is its text."""
    first = group[0]
    cells = [o for o in found if o.fact.group == first.fact.group and o.unit == first.unit and o.fact.attribute]
    by_column: dict[str, list[Operand]] = {}
    by_row: dict[str, list[Operand]] = {}
    for o in cells:
        by_column.setdefault(split_year(o.fact.attribute)[1], []).append(o)
        by_row.setdefault(o.fact.label, []).append(o)
    nouns = [w for w in about if not match.words[w].verb]
    columns = telling_sides(match, by_column, nouns)
    rows = telling_sides(match, by_row, [w for w in nouns if w not in columns.values()])
    chosen = list(rows) or [row for row in by_row if is_whole(row)] or list(by_row)
    if len(columns) == 1 and len(by_column) == 2 and _AGAINST.search(asked):
        columns = dict.fromkeys(by_column, -1)  # 「정원보다 몇 명 모자라」 is told of what there is
    if len(columns) != 2 or len(chosen) != 1:
        return []
    of_years: dict[int, list[Operand]] = {}
    for o in by_row[chosen[0]]:
        if split_year(o.fact.attribute)[1] in columns:
            of_years.setdefault(o.fact.year or 0, []).append(o)
    both = [year for year, ops in of_years.items() if len(ops) == 2]
    return of_years[max(both)] if both else []


def telling_sides(match: Match, sides: Mapping[str, Sequence[Operand]], nouns: Sequence[int]) -> dict[str, int]:
    """The columns (or rows) of which a word of the question is told, and of no others."""
    found: dict[str, int] = {}
    for w in nouns:
        of = [name for name, ops in sides.items() if all(said_by(match, w, o) >= TOLD for o in ops)]
        if len(of) == 1 and len(sides) > 1:
            found.setdefault(of[0], w)
    return found
