"""Things that a report tells side by side, and what it tells of one of them is not told of another.

The rows of a table, or the things that a sentence counts: 「임금근로자의 소득은 248만 원」 gives no income of 자영업자 where a
table has both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.facts.cells import is_whole
from rag.types import Fact

UNSAID = 0.45  # strength below which a fact does not say a word
_ANOTHER = re.compile(r"[용형급화]")  # behind a name these make another thing of it: 자가, 자가용
_NAME = re.compile(r"[가-힣A-Za-z·]{2,}")


class Siblings:
    """By the folded name of each thing, the names of those that stand beside it."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        groups: dict[tuple[int, str], set[str]] = {}
        for f in facts:
            if f.kind == "value" and f.label and (f.group < 0 or f.attribute) and not is_whole(f.label):
                name = _fold(f.label)
                if _NAME.fullmatch(name):
                    groups.setdefault((f.group, f.parent), set()).add(name)
        found: dict[str, set[str]] = {}
        for names in groups.values():
            for name in names if len(names) > 1 else ():
                found.setdefault(name, set()).update(names - {name})
        self.of: Mapping[str, frozenset[str]] = {name: frozenset(others) for name, others in found.items()}

    def instead(self, match: Match, row: int, said: str, question: str) -> bool:
        """Whether a fact (a column of the match), whose words are `said`, leaves out a thing that the question names
        and tells of one beside it that the question does not name."""
        words, asked = _fold(said), _fold(question)
        for i, word in enumerate(match.words):
            name = _fold(word.text)
            places = [m.end() for m in re.finditer(re.escape(name), words)] if name in self.of else []
            if places and all(_ANOTHER.match(words, at) for at in places):
                return True
            if match.strengths[i, row] >= UNSAID or word.verb or word.asks or word.generic:
                continue
            if name not in words and any(o in words and o not in asked for o in self.of.get(name, ())):
                return True
        return False


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
