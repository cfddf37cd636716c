"""Slips in everyday words: 퍼샌트 → 퍼센트, 만조도 → 만족도, 사업업 → 사업, 보고서애 → 보고서에.

What a word may have been meant to be: the same with a doubled syllable once, with a vowel that sounds alike, or with one
jamo of another in one syllable where that gives an everyday word. The analyser's language model judges: a slip is what
becomes far likelier by so small a change (a noisy channel, as in Kernighan, Church and Gale 1990).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rag.korean import Korean
from rag.words.jamo import one_apart

GAIN = 10.0  # logarithm of how much likelier the meant word must be
STRANGE = 6.0  # the same, where the typed word is none or has a syllable twice
REPORTED = 2.0  # and where the report has the meant word
DIVIDED = 6.0  # and for two words that are to be one
MOST = 16  # readings of one word that are judged
LONGEST = 6  # syllables of a word that is looked for
_PARTICLES = {"울": "을", "룰": "를", "르": "를", "으": "을", "운": "은", "눈": "는", "느": "는"}  # as fingers slip
_TWICE = frozenset("뭐누")  # 뭐뭐
_ALONE = frozenset(
    "몇뭐뭘왜좀더덜안못잘꼭다중때수것거게걸건데곳분점줄만한두세네각총매전후내네제이그저및등약첫큰작새옛현본돈말일집책상글비것쪽편날달해"
)
_HANGUL = re.compile("[가-힣]{2,}")
_VOWELS = {"ㅐ": "ㅔ", "ㅔ": "ㅐ", "ㅒ": "ㅖㅐ", "ㅖ": "ㅒㅔ", "ㅚ": "ㅙㅞ", "ㅙ": "ㅚㅞ", "ㅞ": "ㅚㅙ"}
_ORDER = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


class Slips:
    """Repairs words towards the language, as far as `everyday` words, those of the `report` and the analyser know it."""

    def __init__(self, everyday: Iterable[str], report: Iterable[str], korean: Korean) -> None:
        self._korean = korean
        self._report = frozenset(w for w in report if len(w) <= LONGEST and _HANGUL.fullmatch(w))
        self._words = self._report.union(w for w in everyday if len(w) <= LONGEST and _HANGUL.fullmatch(w))
        self._masked: dict[str, list[str]] = {}  # a word with one syllable hidden → the words that it may be
        for word in sorted(self._words):
            for i in range(len(word)):
                self._masked.setdefault(f"{word[:i]}.{word[i + 1 :]}", []).append(word)
        self.repair = lru_cache(maxsize=4096)(self._repair)

    def one_word(self, before: str, word: str) -> bool:
        """Whether two written words are one that a stray space divides (사 업이): one of them is a syllable that hardly
        stands alone, and both together are far likelier."""
        lone = next((w for w in (before, word.rstrip("?!.,~")) if len(w) == 1), "")
        if not lone or lone in _ALONE or not _HANGUL.match(before + word):
            return False
        return self._korean.likelihood(before + word) - self._korean.likelihood(f"{before} {word}") >= DIVIDED

    def _repair(self, word: str, strange: bool, before: str = "") -> str:
        """A written word as it was meant; itself when it may well be meant as it stands. `strange` says that no
        dictionary has it, `before` what word stands before it. Of two equally likely readings the first in order of
        letters."""
        if not _HANGUL.fullmatch(word) or word in self._words:
            return word
        typed, least = self._korean.likelihood(word), STRANGE if strange else GAIN
        likelier: dict[str, float] = {}
        for reading, start in sorted(self._readings(word))[:MOST]:
            needed = REPORTED if start in self._report else STRANGE if len(reading) < len(word) else least
            gain = self._korean.likelihood(reading) - typed
            if gain > needed:
                likelier[reading] = max(gain, likelier.get(reading, 0.0))
        if before and likelier:  # 고용 부야 is 분야, not 부여; and 가지 is no slip of 가치 behind 네
            typed = self._korean.likelihood(f"{before} {word}")
            likelier = {r: self._korean.likelihood(f"{before} {r}") - typed for r in likelier}
        best = max(likelier, key=likelier.__getitem__, default=word)
        return best if likelier.get(best, 0.0) > 0 else word

    def _readings(self, word: str) -> Iterator[tuple[str, str]]:
        """What may have been meant, each with the known word that it then begins with, if one is looked for."""
        for i, (a, b) in enumerate(pairwise(word)):
            if a == b and a not in _TWICE:
                yield word[:i] + word[i + 1 :], ""
        for i, syllable in enumerate(word):
            code = ord(syllable) - 0xAC00
            for vowel in _VOWELS.get(_ORDER[code % 588 // 28], ""):
                meant = chr(0xAC00 + code // 588 * 588 + _ORDER.index(vowel) * 28 + code % 28)
                yield word[:i] + meant + word[i + 1 :], ""
        for tail, meant in _PARTICLES.items():
            if word.endswith(tail) and (start := word.removesuffix(tail)) in self._words:
                yield start + meant, start
        for length in range(2, min(len(word), LONGEST) + 1):
            start = word[:length]
            for i in range(length) if start not in self._words else ():
                for other in self._masked.get(f"{start[:i]}.{start[i + 1 :]}", ()):
                    if one_apart(start[i], other[i]):
                        yield other + word[length:], other
