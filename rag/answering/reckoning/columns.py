"""What the columns of a table say by themselves: the mean that one of them holds, the rows furthest apart in two.

「수도권의 평균 월세는?」 is told where a column is 평균 월세 · 「인지도와 이용률의 격차가 가장 큰 정책은?」 looks at each row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import predicate, sentences
from rag.answering.drafts import NOTHING, Draft
from rag.answering.facts.cells import is_whole, split_year
from rag.answering.reckoning.arithmetic import Operand, drafted
from rag.answering.reckoning.naming import TOLD, said_by, telling_sides
from rag.answering.reckoning.series import gap_of
from rag.asking.wording import HIGHEST, LOWEST
from rag.questions import Query

_GAP = re.compile(r"차이|격차|간극|\bgap\b|difference")
_MEAN = re.compile(r"평균|average|mean", re.I)
_ALL = re.compile(r"전체|전국|합계|총계|계|total|overall", re.I)


def mean_told(query: Query, match: Match, found: Sequence[Operand], about: Sequence[int]) -> Draft | None:
    """The mean that a cell or a field holds, where its column, row or name is called one; that of all where the question names no row;
    None where no such cell says what the question names. NOTHING where such cells do and none of them alone."""
    said = [o for o in found if _MEAN.search(f"{o.fact.label} {o.fact.attribute}")]
    nouns = [w for w in about if not match.words[w].verb]
    said = [o for o in said if nouns and all(match.strengths[w, o.row] >= TOLD for w in nouns)]
    if not said:
        return None
    called = [sum(said_by(match, w, o) >= TOLD for w in nouns) for o in said]
    best = [o for o, n in zip(said, called, strict=True) if n == max(called)]
    whole = [o for o in best if _ALL.fullmatch(o.fact.label)]
    chosen = best if len(best) == 1 else whole
    if len(chosen) != 1:
        return NOTHING
    text = sentences(query.language).value(chosen[0].label, chosen[0].text)
    return drafted(text, chosen, [], [])


def widest(query: Query, match: Match, found: Sequence[Operand], about: Sequence[int]) -> Draft:
    """The row in which two columns that the question names are furthest apart, or nearest; NOTHING where it asks for
    none, or names a row."""
    up = HIGHEST.search(query.text.lower())
    if not _GAP.search(query.text.lower()) or not (up or LOWEST.search(query.text.lower())):
        return NOTHING
    nouns = [w for w in about if not match.words[w].verb]
    tables: dict[tuple[int, str, int], list[Operand]] = {}
    for o in found:
        if o.fact.attribute and not is_whole(o.fact.label) and not _ALL.fullmatch(o.fact.label):
            tables.setdefault((o.fact.group, o.unit, o.fact.year or 0), []).append(o)
    for cells in tables.values():
        columns: dict[str, list[Operand]] = {}
        for o in cells:
            columns.setdefault(split_year(o.fact.attribute)[1], []).append(o)
        named = telling_sides(match, columns, nouns)
        rest = [w for w in nouns if w not in named.values()]
        if len(named) != 2 or any(match.strengths[w, [o.row for o in cells]].min() < TOLD for w in rest):
            continue
        first, second = ({o.fact.label: o for o in columns[c]} for c in named)
        both = [(first[label], second[label]) for label in first if label in second]
        if len(both) < 2:
            continue
        gaps = [abs(a.value - b.value) for a, b in both]
        furthest = max(gaps) if up else min(gaps)
        pairs = [pair for pair, gap in zip(both, gaps, strict=True) if gap == furthest]
        number, written = gap_of(*pairs[0])
        word = predicate(query.text, query.language, comparative=False, up=bool(up), unit=pairs[0][0].unit)
        names = ", ".join(a.fact.label for a, _ in pairs)
        told = ", ".join(f"{o.label} {o.text}" for pair in pairs for o in pair)
        text = f"{sentences(query.language).extreme(names, written, word)} ({told})"
        ordered = [sorted(pair, key=lambda o: -o.value) for pair in pairs]
        steps = [f"{more.text} − {less.text} = {written}" for more, less in ordered]
        return drafted(text, [o for pair in pairs for o in pair], [number], steps)
    return NOTHING
