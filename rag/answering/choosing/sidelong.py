"""Amounts that one sentence tells side by side make a list, which answers who asks for amounts; for any other question
the sentence itself does: 「시험은 두 번 있나요」 is not answered by the fees that one of its sentences names."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Fact


def without_amounts_aside(
    query: Query, match: Match, ranked: Sequence[Candidate], facts: Sequence[Fact]
) -> list[Candidate]:
    """The candidates without lists of amounts of one sentence in their lead, where the question asks for no amounts and
    names none of the things that they are of."""
    asked = query.wanted not in ("any", "yesno") or query.asks_list or query.operation != "none"
    if asked or any(w.asks for w in query.words):
        return list(ranked)
    for place, c in enumerate(ranked):
        if not (c.fact.kind == "list" and _spoken(c.fact, facts)) or _named(match, c.fact, facts):
            return list(ranked[place:])
    return list(ranked)


def _spoken(fact: Fact, facts: Sequence[Fact]) -> bool:
    return bool(fact.members) and all(facts[m].kind == "value" and facts[m].group < 0 for m in fact.members)


def _named(match: Match, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a word of the question is the name of one of a list's things and not of all."""
    names = ["".join(facts[m].label.split()).lower() for m in fact.members]
    said = ["".join(w.text.split()).lower() for w in match.words if not (w.asks or w.generic or w.verb)]
    return any(0 < sum(word in name for name in names) < len(names) for word in said)
