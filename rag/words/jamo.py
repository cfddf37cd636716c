"""How far apart two Korean words are that may be the same word typed wrongly, by the jamo of their syllables.

Signs that sound or look alike (싸이트 and 사이트, 켐프 and 캠프, 윈 and 원, 굳 and 굿) cost less than others.
"""

from __future__ import annotations

import math
from functools import lru_cache

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

ALIKE = 0.4  # two jamo that sound or look alike
SYLLABLE = 1.4  # above this one syllable is another, not the same typed wrongly (상 and 하)
NEAR = 0.6  # two that are next to each other in sound
# Pairs of which one is written for the other, each as a string of two.
_ALIKE = {
    *("ㄱㄲ", "ㄷㄸ", "ㅂㅃ", "ㅅㅆ", "ㅈㅉ"),
    *("ㅐㅔ", "ㅓㅔ", "ㅐㅓ", "ㅏㅑ", "ㅓㅕ", "ㅗㅛ", "ㅜㅠ", "ㅔㅖ", "ㅐㅒ", "ㅙㅚ", "ㅚㅞ", "ㅙㅞ", "ㅝㅟ", "ㅢㅣ", "ㅕㅛ"),
}  # fmt: skip
_NEAR = {
    "ㄴㄹ",
    "ㄱㅋ",
    "ㄷㅌ",
    "ㅂㅍ",
    "ㅈㅊ",
    "ㄲㅋ",
    "ㄸㅌ",
    "ㅃㅍ",
    "ㅉㅊ",
    "ㅓㅝ",
    "ㅣㅟ",
    "ㅏㅘ",
    "ㅓㅗ",
    "ㅗㅜ",
    "ㅓㅛ",
}
_SOUNDS = ("ㄱㄲㅋㄳㄺ", "ㄷㅅㅆㅈㅊㅌㅎ", "ㅂㅍㅄㄿ", "ㄴㄵㄶ", "ㄹㄼㄽㄾㅀ", "ㅁㄻ")  # final consonants said alike


def distance(one: str, other: str, most: float) -> float:
    """The cost of typing one word for another of as many syllables, summed over their jamo; `most` + 1 as soon as it
    is more than that. Digits and letters must be the same."""
    total = 0.0
    for i, (a, b) in enumerate(zip(one, other, strict=True)):
        if a != b:
            cost = ALIKE if a == _doubled(b, other[i + 1 : i + 2]) else _syllables(a, b)
            total += cost if cost <= SYLLABLE else math.inf
            if total > most + 1e-9:
                return most + 1
    return total


def one_apart(a: str, b: str) -> bool:
    """Whether two syllables differ in one of their three jamo: in the vowel; in a consonant where both sound alike or
    the final one is missing."""
    x, y = ord(a) - 0xAC00, ord(b) - 0xAC00
    if not (0 <= x < 11172 and 0 <= y < 11172):
        return False
    if x // 588 != y // 588:
        return x % 588 == y % 588 and _cost(_FIRST[x // 588], _FIRST[y // 588]) < 1
    if x // 28 != y // 28:
        return x % 28 == y % 28
    return x != y and (0 in (x % 28, y % 28) or _final(_LAST[x % 28], _LAST[y % 28]) < 1)


@lru_cache(maxsize=8192)
def _syllables(a: str, b: str) -> float:
    x, y = ord(a) - 0xAC00, ord(b) - 0xAC00
    if not (0 <= x < 11172 and 0 <= y < 11172):
        return math.inf
    return (
        _cost(_FIRST[x // 588], _FIRST[y // 588])
        + _cost(_VOWELS[x % 588 // 28], _VOWELS[y % 588 // 28])
        + _final(_LAST[x % 28], _LAST[y % 28])
    )


def _doubled(syllable: str, following: str) -> str:
    """An open syllable with the consonant that the next one begins with as its last: 밋 for the 미 of 미션."""
    x, y = ord(syllable) - 0xAC00, ord(following or "a") - 0xAC00
    if not (0 <= x < 11172 and 0 <= y < 11172) or x % 28:
        return ""
    first = _FIRST[y // 588]
    return chr(x + _LAST.index(first) + 0xAC00) if first in "ㄱㄴㄷㄹㅁㅂㅅ" else ""


def _cost(a: str, b: str) -> float:
    if a == b:
        return 0.0
    pair = min(a, b) + max(a, b)
    return ALIKE if pair in _PAIRS else NEAR if pair in _NEARBY else 1.0


def _final(a: str, b: str) -> float:
    if a == b:
        return 0.0
    return ALIKE if any(a in sounds and b in sounds for sounds in _SOUNDS) else 1.0


_PAIRS = frozenset(min(p) + max(p) for p in _ALIKE)
_NEARBY = frozenset(min(p) + max(p) for p in _NEAR)
