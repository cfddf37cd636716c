"""Names that a report sets side by side and that differ in a part of them: 5급 행정 and 5급 안전기술, 1차 면접 and 2차 면접.

What a question asks of one of them is not answered by what a sentence tells of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rag.types import Fact

LONGEST = 24  # characters of a name
_NAME = re.compile(r"(?=.*[가-힣A-Za-z])[가-힣A-Za-z0-9·]+(?:\s[가-힣A-Za-z0-9·]+){1,3}")


class Kin(NamedTuple):
    """Two names of one kind: the words that both have, and those that only one has."""

    shared: frozenset[str]
    own: frozenset[str]
    other: frozenset[str]


def kin_of(facts: Iterable[Fact]) -> tuple[Kin, ...]:
    """Every ordered pair of names of facts that stand side by side, of several words each, of which they share some."""
    groups: dict[int, dict[str, frozenset[str]]] = {}
    for f in facts:
        if f.kind == "value" and f.group > 0 and len(f.label) <= LONGEST and _NAME.fullmatch(f.label):
            groups.setdefault(f.group, {})[f.label] = frozenset(f.label.lower().split())
    pairs = {
        Kin(a & b, a - b, b - a)
        for names in groups.values()
        for a in names.values()
        for b in names.values()
        if a & b and a - b and b - a
    }
    return tuple(sorted(pairs, key=lambda p: [sorted(part) for part in p]))


def of_kin(question: str, said: str, pairs: Sequence[Kin]) -> bool:
    """Whether the question names one of two such names in full and what is `said` only the other."""
    asked, said = _fold(question), _fold(said)
    return any(
        _all(p.shared | p.own, asked)
        and not any(word in asked for word in p.other)
        and _all(p.shared | p.other, said)
        and not any(word in said for word in p.own)
        for p in pairs
    )


def _all(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
