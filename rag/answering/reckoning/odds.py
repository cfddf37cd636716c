"""How many applied for each place, or which share of them passed, from two columns of one row: 「경쟁률은 몇 대 1」,
「합격률은」, where a table tells applicants and passes and no such figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft
from rag.answering.facts.cells import is_whole
from rag.answering.reckoning.arithmetic import Operand, drafted
from rag.answering.reckoning.operations import operands
from rag.answering.spans.quantities import plain
from rag.questions import Query
from rag.types import Document, Fact

_ODDS = re.compile(r"경쟁률|몇\s?대\s?(?:일|1)|competition (?:rate|ratio)|applicants? per", re.I)
_PASSING = re.compile(r"(?:합격|선발|채용|통과)[율률]|pass(?:ing)? rate", re.I)
_APPLIED = re.compile(r"지원|응시|접수|신청|응모")
_PASSED = re.compile(r"합격|선발|채용|모집|임용|선정|입사")
_ASIDE = re.compile(
    r"경쟁률?|합격률?|합격|지원|뽑[가-힣]?|대|일|1|선발률?|채용률?|채용|입사|들어가|통과율?|정도|거의|실제로"
)
SAID = 0.85  # strength from which a row says a word


def odds(
    query: Query, match: Match, ranked: Sequence[Candidate], facts: Sequence[Fact], documents: Mapping[str, Document]
) -> Draft:
    """The odds of the one row that the question names, else of the total; NOTHING where the report tells odds itself,
    where it asks for none, or where no table tells both amounts of that row."""
    rate = bool(_PASSING.search(query.text))
    if query.wanted != "number" or not (rate or _ODDS.search(query.text)) or (ranked and ranked[0].spans):
        return NOTHING
    rows: dict[tuple[int, str, int], list[Operand]] = {}
    for o in operands(match, facts, documents, replace(query, units=(), operation="none", threshold=None)):
        if o.fact.attribute and o.unit in ("명", "건", ""):
            rows.setdefault((o.fact.group, o.fact.label, o.fact.year or 0), []).append(o)
    names = [
        w
        for w, word in enumerate(match.words)
        if not (word.verb or word.asks or word.generic or _ASIDE.fullmatch(word.text))
    ]
    found = []
    for ops in rows.values():
        applied = [o for o in ops if _APPLIED.search(o.fact.attribute)]
        passed = [o for o in ops if _PASSED.search(o.fact.attribute) and o not in applied]
        if len(applied) != 1 or len(passed) != 1 or not 0 < passed[0].value <= applied[0].value:
            continue
        if all(match.strengths[w, applied[0].row] >= SAID for w in names) if names else is_whole(applied[0].fact.label):
            found.append((applied[0], passed[0]))
    if len(found) != 1:
        return NOTHING
    applied_, passed_ = found[0]
    value = round(passed_.value / applied_.value * 100, 1) if rate else round(applied_.value / passed_.value, 1)
    step = f"{passed_.text} ÷ {applied_.text}" if rate else f"{applied_.text} ÷ {passed_.text}"
    written = plain(value) + ("%" if rate else " 대 1")
    macros = sentences(query.language)
    text = (macros.passing if rate else macros.odds)(applied_.fact.label, written, step)
    return drafted(text, found[0], [plain(value), "1"], [f"{step} = {written}"])
