"""Lists and the things in them: which of its things a question names, and which list a thing stands for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.types import Fact

LONGEST_ROW = 30  # facts within which the list of a row ends
ABOUT_AS_MUCH = 0.05  # of coverage
OUTRIGHT = 0.9  # strength from which a name says a word


def named_members(match: Match, ranked: Sequence[Candidate], fact: Fact) -> list[Candidate]:
    """Members of a list that the question names by their label, when it does not name them all."""
    members = [c for c in ranked if c.fact.id in fact.members and c.fact.label]
    told = [w for w, word in enumerate(match.words) if not word.asks and not word.generic]
    rows = _rows(match, fact)
    shared = {w for w in told if all(match.strengths[w, r] >= 0.8 for r in rows)}
    named = [
        c
        for c in members
        if match.precision[c.row] >= 0.45 and any(match.own[w, c.row] >= 0.85 for w in told if w not in shared)
    ]
    return sorted(named, key=lambda c: c.fact.id) if len(named) < len(fact.members) else []


def list_of(match: Match, ranked: Sequence[Candidate], best: Candidate) -> Fact | None:
    """The list that a thing in it stands for, where several are asked for: one that says about as much of the question
    as the thing does, or whose things all do, or that the question names."""
    enough = match.coverage[best.row] - ABOUT_AS_MUCH
    for c in ranked:
        if c.fact.kind == "list" and best.fact.id in c.fact.members:
            rows = _rows(match, c.fact)
            alike = len(rows) == len(c.fact.members) and bool((match.coverage[rows] >= enough).all())
            if alike or match.coverage[c.row] >= enough or _named(match, c):
                return c.fact
            return None
    return None


def listed_behind(best: Candidate, facts: Sequence[Fact]) -> Fact | None:
    """The list that a row goes on with behind its amount: 「2위 고용 28.7 % 고용동향조사, 취업지원」."""
    if best.fact.kind != "value":
        return None
    return next(
        (
            f
            for f in facts[best.fact.id + 1 : best.fact.id + LONGEST_ROW]
            if f.kind == "list" and f.label == best.fact.label and f.members[:1] == (best.fact.id + 1,)
        ),
        None,
    )


def _named(match: Match, whole: Candidate) -> bool:
    """Whether a question says a list by its name (우대하는 for 우대사항), so that a word that one of its things says
    besides (자격) singles none out."""
    matter = [w for w, word in enumerate(match.words) if not (word.asks or word.generic)]
    return bool(whole.fact.label) and bool((match.called[matter, whole.row] >= OUTRIGHT).any())


def _rows(match: Match, fact: Fact) -> list[int]:
    """The columns of a list's members in a match."""
    return [int(np.flatnonzero(match.ids == m)[0]) for m in fact.members if m in match.ids]
