"""English words typed wrongly: orgnization → organization, hird → hired.

A word is wrong when neither the general dictionary nor the bundled model has it; it is repaired towards a word that both
have, one letter away: left out, too much, changed with its neighbour, or another. Names (capital letters) and short words
stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

CHANGED = 7  # letters from which one of them may be another; a vowel for a vowel in any word
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
_VOWELS = "eaoiuy"
_WORD = re.compile(r"(?<![A-Za-z가-힣'’-])[a-z]{4,}(?![A-Za-z가-힣'’-])")


class EnglishSpeller:
    """Repairs the English words of questions."""

    def __init__(self, known: Callable[[str], bool], means: Callable[[str], Mapping[str, float]]) -> None:
        """`known` is whether the model knows a word; `means` what one is in Korean, empty where the dictionary lacks it."""
        self._known, self._means = known, means
        self._right = lru_cache(maxsize=4096)(self._repaired)

    def repair(self, question: str) -> str:
        """The question with its English words repaired; the same object when nothing is wrong."""
        repaired = _WORD.sub(lambda m: self._right(m.group()), question)
        return question if repaired == question else repaired

    def _repaired(self, typed: str) -> str:
        if self._known(typed):
            return typed
        ways = (
            [_doubled(typed)] if self._means(typed) else [_doubled(typed), *_ways(typed)]
        )  # a form of a word it knows
        return next((w for way in ways for w in way if self._known(w) and self._means(w)), typed)


def _doubled(typed: str) -> list[str]:
    """What may have been meant where one of two like letters was left out (employes)."""
    return [typed[:i] + typed[i - 1] + typed[i:] for i in range(len(typed), 1, -1)]


def _ways(typed: str) -> Iterator[list[str]]:
    """What else may have been meant, likeliest first, by how it came to be typed so: two letters changed places, one was left
    out, is too much, is another. The first letter is right, and mostly the last."""
    n = len(typed)
    yield [typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :] for i in range(n - 1)]
    yield [typed[:i] + letter + typed[i:] for i in range(n - 1, 0, -1) for letter in _LETTERS]
    yield [typed + letter for letter in _LETTERS]
    yield [typed[:i] + typed[i + 1 :] for i in range(1, n)]
    places = range(1, n) if n >= CHANGED else [i for i in range(1, n) if typed[i] in _VOWELS]
    letters = _LETTERS if n >= CHANGED else _VOWELS
    yield [typed[:i] + letter + typed[i + 1 :] for i in places for letter in letters]
