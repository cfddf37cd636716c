"""A table's names with one of its columns, row by row, where a question asks for both: 「과정별 대상은?」, 「품목이랑 가격 다 알려줘」.

Columns of amounts alone are told by `reckoning`; here a cell may hold words, or say that there is nothing to pay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import split_year
from rag.answering.spans.quantities import quantities
from rag.questions import Query
from rag.types import Document, Fact

CALLED = 0.85  # strength of a word that a column's name says
NAMED = 0.7  # and of one that says what the rows are
ROWS = 20
_YEARS = re.compile("(?:연도|년도|해)별?")
_BOTH = re.compile(r"(?:와|과|이랑|랑|하고|및|,)\s?")
_EACH = re.compile(r"(?P<what>[가-힣]{2,})(?:별로?|마다)\s(?:주요\s|각\s)?")


def tabled(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query) -> Draft:
    """The cells of the one column that the question names beside what the rows are; NOTHING where none or several are."""
    asked = _asked(query)
    if asked is None:
        return NOTHING
    rows, head = asked
    row_of = {int(i): row for row, i in enumerate(match.ids)}
    columns: dict[tuple[str, tuple[str, ...], str], list[Fact]] = {}
    called: dict[str, float] = {}  # a row's name, and how well what the rows are is said of it
    for i, row in row_of.items():
        f = facts[i]
        if f.label and (column := f.attribute if f.kind == "value" else f.parent if f.kind == "list" else ""):
            columns.setdefault((f.document, f.section, column), []).append(f)
        elif f.kind == "item":
            name = documents[f.document].text[slice(*f.value)]
            called[name] = max(called.get(name, 0.0), float(match.strengths[rows, row]))
    found = []
    for (*_, column), cells in columns.items():
        if not 1 < len(cells) <= ROWS or split_year(column)[0] or len({c.label for c in cells}) < len(cells):
            continue
        amounts = all(quantities(documents[c.document].text[slice(*c.value)]) for c in cells)
        if amounts or min(_says(match, head, c, row_of[c.id]) for c in cells) < CALLED:
            continue
        by_year = bool(_YEARS.fullmatch(query.words[rows].text)) and all(split_year(c.label)[0] for c in cells)
        if by_year or min(called.get(c.label, 0.0) for c in cells) >= NAMED:
            found.append(cells)
    if len(found) != 1:
        return NOTHING
    macros = sentences(query.language)
    lines = []
    for f in found[0]:
        words = tidy(documents[f.document].text[slice(*f.value)])
        lines.append(Line(macros.named(tidy(f.label), words), (Proof.of(f),)))
    return Draft("answered", tuple(lines), confidence=1.0)


def _says(match: Match, w: int, cell: Fact, row: int) -> float:
    """How far the name of a cell's column says a word; that of a list of things is its place."""
    return float((match.called if cell.kind == "value" else match.strengths)[w, row])


def _asked(query: Query) -> tuple[int, int] | None:
    """Which words of the question say what the rows are and what the column is; None where it does not ask for both."""
    nouns = [w for w, word in enumerate(query.words) if not word.verb]
    if len(nouns) < 2 or query.years or query.operation not in ("none", "order"):
        return None
    rows, head = nouns[-2:]
    one, other = query.words[rows], query.words[head]
    between = query.text[one.end : other.start]
    listed = (query.wanted == "list" or query.asks_list) and _BOTH.fullmatch(between)
    each = _EACH.fullmatch(query.text[one.start : other.start])
    return (rows, head) if listed or each else None
