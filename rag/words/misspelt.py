"""English words of a question that are typed wrongly, repaired by the words that the program knows: vison → vision,
employes → employees.

Only a word that neither the dictionary of English nor the model nor the reports have is touched, and only where one word
of the dictionary that begins alike is a letter away; of several the one that doubles a letter or leaves one out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST = 5  # letters from which a word is repaired: shorter ones are too near to each other
_LATIN = re.compile(r"[a-z]{5,}")
_WORD = re.compile(r"(?<![A-Za-z0-9'’/.@_-])[a-z]{5,}(?![A-Za-z0-9'’/@_-])")
_ENDS = (
    *((sound + "es", sound) for sound in ("s", "x", "z", "ch", "sh", "o")),
    *(("ies", "y"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e")),
)


class EnglishSpeller:
    """Repairs English questions. Thread-safe."""

    def __init__(self, words: Iterable[str], known: Callable[[str], bool], texts: Iterable[str] = ()) -> None:
        """`words` are those of the dictionary, lower case; `known` says whether a word is right all the same; `texts`
        are the reports, whose words are right."""
        self._words = frozenset(w for w in words if w.isascii() and w.isalpha())
        self._known, self._written = known, frozenset(w for text in texts for w in _LATIN.findall(text))
        self._like: dict[tuple[str, int], list[str]] = {}  # first letter and length → words
        for word in sorted(self._words):
            self._like.setdefault((word[0], len(word)), []).append(word)
        self._right = lru_cache(maxsize=4096)(self._repaired)

    def repair(self, question: str) -> str:
        """The question with its English words repaired; the same object when nothing is wrong."""
        result = _WORD.sub(lambda m: self._right(m.group()), question)
        return question if result == question else result

    def _repaired(self, word: str) -> str:
        if self._is_word(word) or self._known(word) or word in self._written:
            return word
        near = [
            other
            for length in (len(word) - 1, len(word), len(word) + 1)
            for other in self._like.get((word[0], length), ())
            if OSA.distance(word, other, score_cutoff=1) == 1
        ]
        likeliest = [other for other in near if _undoubled(other) == _undoubled(word)] or near
        return likeliest[0] if len(likeliest) == 1 else word

    def _is_word(self, word: str) -> bool:
        """Whether the dictionary has a word or what it is a form of."""
        if word in self._words:
            return True
        bases = (word.removesuffix(end) + left for end, left in _ENDS if word.endswith(end))
        return any(base in self._words or (base[-2:-1] == base[-1:] and base[:-1] in self._words) for base in bases)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)
