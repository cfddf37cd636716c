"""A fact's letters without white space, by which a word of a question is found however the analyser divided it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rag.types import Document, Fact

_SHORT = re.compile("(?<![가-힣A-Za-z0-9])[가-힣]{2}(?![가-힣A-Za-z0-9])")
_HANGUL = re.compile("[가-힣]")
_PARTICLE = re.compile("[의가도이은는로와과]$")
_COPULA = re.compile("[다며고라지]|었|니|던|므로")
_SPACE = re.compile(r"\s")


class Letters(NamedTuple):
    """A fact's own words (its label and span), those of what it belongs to, and those of its label, in lower case and
    without white space. `starts` are the places in `own` where a written word begins, `names` the short words of what it
    belongs to that stand there by themselves (총인 in 「하천별 총인(TP)」)."""

    own: str
    around: str
    label: str
    starts: frozenset[int]
    names: frozenset[str]

    def say(self, bare: str) -> bool:
        """Whether the fact's own words hold a word without white space: within one written word, or from the beginning
        of one on (현재 학생 says no 재학생). A number does not begin within a longer one, and no short word ends with the
        particle or the copula of another (나이 in 「이하나이다」, 회의 in 「협회의」)."""
        digit, at = bare[0].isdigit(), self.own.find(bare)
        while at >= 0:
            within = not any(at < s < at + len(bare) for s in self.starts)
            longer = at and self.own[at - 1].isdigit() if digit else self._by_chance(bare, at)
            if (within or at in self.starts) and not longer:
                return True
            at = self.own.find(bare, at + 1)
        return False

    def _by_chance(self, bare: str, at: int) -> bool:
        """Whether a word of two syllables stands at a place only because another's ending closes it."""
        if len(bare) != 2 or at in self.starts:
            return False
        end = at + 2
        alone = end in self.starts or end == len(self.own) or not _HANGUL.match(self.own, end)
        return bool((alone and _PARTICLE.match(bare, 1)) or (bare[1] == "이" and _COPULA.match(self.own, end)))


def letters_of(documents: Mapping[str, Document], fact: Fact) -> Letters:
    """The letters of a fact; a list has none of its own beside its label."""
    text = documents[fact.document].text[fact.start : fact.end] if not fact.members else ""
    starts, at = set(), 0
    for words in (fact.label, fact.attribute, text):
        for word in words.split():
            starts.add(at)
            at += len(word)
    own, around, label = (
        _SPACE.sub("", words).lower()
        for words in (
            f"{fact.label}{fact.attribute}{text}",
            f"{fact.parent} {''.join(fact.section[-1:])}",
            f"{fact.label}{fact.attribute}",
        )
    )
    names = frozenset(_SHORT.findall(f"{fact.parent} {''.join(fact.section[-1:])}"))
    return Letters(own, around, label, frozenset(starts), names)
