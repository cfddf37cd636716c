"""Words of facts as numbers: a vocabulary that grows while an index is built, and rows of words, one row a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.types import Fact

Floats = NDArray[np.float32]
SETS = ("own", "label", "place", "near")
"""The sets of words that each fact has."""


@dataclass(frozen=True)
class WordSets:
    """The words of n facts as rows of word ids: `ids[pointers[i]:pointers[i + 1]]` are those of fact i. No row is
    empty: word 0 is the empty word, which nothing matches."""

    ids: NDArray[np.int32]
    pointers: NDArray[np.int64]

    @classmethod
    def pack(cls, rows: Sequence[Iterable[int]]) -> WordSets:
        """Rows of word ids, in any order, as they are."""
        filled = [list(row) or [0] for row in rows]
        pointers = np.cumsum([0, *(len(r) for r in filled)], dtype=np.int64)
        return cls(np.fromiter((i for r in filled for i in r), np.int32, int(pointers[-1])), pointers)

    @classmethod
    def joined(cls, several: Sequence[WordSets]) -> WordSets:
        """The rows of all, one after another."""
        sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(sets.pointers) for sets in several)])
        return cls(np.concatenate([np.zeros(0, np.int32), *(sets.ids for sets in several)]), np.cumsum(sizes))

    def best(self, strengths: Floats) -> Floats:
        """For each fact the strongest of its words: (q, vocabulary) float32 → (q, n) float32."""
        gathered: Floats = np.maximum.reduceat(strengths[:, self.ids], self.pointers[:-1], axis=1)
        return gathered

    def holds(self, word: int) -> Floats:
        """For each fact 1 where it has a word, else 0; of word 0 none."""
        found: Floats = np.maximum.reduceat((self.ids == word) & (word > 0), self.pointers[:-1]).astype(np.float32)
        return found

    def row(self, i: int) -> NDArray[np.int32]:
        """Word ids of fact i, sorted."""
        return self.ids[self.pointers[i] : self.pointers[i + 1]]

    def slice(self, first: int, end: int) -> WordSets:
        """The rows of the facts from `first` up to `end`."""
        start, stop = self.pointers[first], self.pointers[end]
        return WordSets(self.ids[start:stop], self.pointers[first : end + 1] - start)

    def renumbered(self, numbers: NDArray[np.int32]) -> WordSets:
        """The same rows with word i called `numbers[i]`, each row in order."""
        ids, sizes = numbers[self.ids], np.diff(self.pointers)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        if ((np.diff(ids) < 0) & (np.diff(rows) == 0)).any():
            ids = ids[np.lexsort((ids, rows))]
        return WordSets(ids, self.pointers)


class Vocabulary:
    """Words in the order in which they were met; the first is the empty word."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        self._ids = {word: i for i, word in enumerate(self.words)}

    def ids(self, words: Iterable[str]) -> frozenset[int]:
        """Numbers of words; a new word gets the next one."""
        found = set()
        for word in words:
            number = self._ids.setdefault(word, len(self.words))
            if number == len(self.words):
                self.words.append(word)
            found.add(number)
        return frozenset(found)


@dataclass(frozen=True)
class Part:
    """One document's share of the evidence: its facts, their sets of words by name, and what the document is about."""

    facts: Sequence[Fact]
    rows: dict[str, WordSets]
    subjects: tuple[str, ...]


def counts(several: Sequence[WordSets], facts: int, words: int) -> NDArray[np.int32]:
    """In how many facts each word stands, in whichever of their sets; 0 for the empty word."""
    places = [
        np.repeat(np.arange(facts, dtype=np.int64), np.diff(sets.pointers)) * words + sets.ids for sets in several
    ]
    found = np.bincount(np.unique(np.concatenate(places)) % words, minlength=words).astype(np.int32)
    found[0] = 0
    return found
