"""What of a list or of two answers a question means: the one thing of a list that holds the amount or date that is asked
for, the list that a sentence only counts (「다섯 가지 프로그램을 운영했다」), the address to the number of the house."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import TYPED, Candidate
from rag.answering.spans.enumerating import counted_up
from rag.answering.spans.quantities import quantities
from rag.questions import Query
from rag.types import Document

NEAR = 8  # candidates, best first, among which the other one is looked for
AS_MUCH = 0.1  # of coverage that it may lack
_COUNTED = frozenset(["종", "개", "개소", "명", "건"])
_ADDRESS = re.compile(r"주소|소재지|\baddress\b", re.I)
_AIM = re.compile(r"(?:중간\s?)?목표|계획")
_AIMED = re.compile(r"목표|계획|예정|하려|할\s|target|goal|plan|aim", re.I)
_OUTCOME = re.compile("결과|실적|달성")
_HOUSE = re.compile(r"[가-힣\d](?:로|길)\s?\d+|[읍면동리가]\s\d+(?:-\d+)?(?:번지)?(?![\d.,]*\s?[가-힣%])")


def pointed(query: Query, match: Match, ranked: list[Candidate], documents: Mapping[str, Document]) -> list[Candidate]:
    """The candidates, best first, with the one before the best that tells what the best only points at."""
    if not ranked:
        return ranked
    best = ranked[0]
    first = (
        _member(query, ranked)
        or _result(query, ranked)
        or _house(query, match, ranked, documents)
        or _counted(query, match, ranked, documents)
    )
    if first is None:
        return ranked
    behind = [c for c in ranked[1:] if c.fact is not first.fact]
    return [first, *behind] if first.row == best.row else [first, *behind, best]  # of one row: what it stands for


def _member(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """The one thing of a list that is an amount, date … such as is asked for, where the list as a whole is none; the
    list says what it is of."""
    best = ranked[0]
    if best.fact.kind != "list" or best.spans or query.wanted not in TYPED or query.asks_list:
        return None
    members = [c for c in ranked[1:] if c.fact.id in best.fact.members and c.spans]
    return replace(best, fact=members[0].fact, spans=members[0].spans) if len(members) == 1 else None


def _result(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """What came of something before what was aimed at, where the question does not ask for the aim."""
    best = ranked[0]
    aimed = best.fact.kind == "value" and best.fact.group > 0 and _AIM.match(best.fact.attribute or best.fact.label)
    if query.wanted != "number" or not aimed or _AIMED.search(query.text):
        return None
    beside = (c for c in ranked[1:] if c.fact.group == best.fact.group and c.fact.year == best.fact.year and c.spans)
    same = (c for c in beside if not best.fact.attribute or c.fact.label == best.fact.label)
    found = next((c for c in same if _OUTCOME.match(c.fact.attribute or c.fact.label)), None)
    return replace(best, fact=found.fact, spans=found.spans) if found else None


def _house(
    query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """The address with street and number before one without."""
    if not _ADDRESS.search(query.text) or _HOUSE.search(_value(ranked[0], documents)):
        return None
    enough = match.coverage[ranked[0].row] - AS_MUCH
    others = (c for c in ranked[1:NEAR] if match.coverage[c.row] >= enough)
    return next((c for c in others if _HOUSE.search(_value(c, documents))), None)


def _counted(
    query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> Candidate | None:
    """The list of as many things as the best sentence counts without naming them."""
    best = ranked[0]
    if query.wanted != "list" or query.units or best.fact.kind != "sentence":
        return None
    words = documents[best.fact.document].text[best.fact.start : best.fact.end]
    numbers = {int(q.value) for q in quantities(words) if q.unit in _COUNTED and q.value == int(q.value)}
    if not numbers or counted_up(words):
        return None
    for c in ranked[1:NEAR]:
        of = c.fact.kind == "list" and c.fact.section == best.fact.section and c.fact.start > best.fact.end
        if of and len(c.fact.members) in numbers and match.coverage[c.row] >= 0.5:
            return replace(c, score=best.score)
    return None


def _value(candidate: Candidate, documents: Mapping[str, Document]) -> str:
    return documents[candidate.fact.document].text[slice(*candidate.fact.value)]
