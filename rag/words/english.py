"""English words that ask a Korean report: their stems, and Korean names in Latin letters."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Mapping
from functools import lru_cache

import Stemmer
from rapidfuzz.distance import Indel

from rag.words.irregular import regular

NAME = 4  # letters from which a name in Latin letters is compared with Korean ones
RUN = 0.7  # and from which words side by side, part of them borrowed, spell one
LIKE = 0.8  # share of common letters from which two spellings are of one name

_INITIALS = re.compile(r"\b[A-Z]{3,8}\b")
_TITLE = re.compile(r"\b[A-Z][a-z]+(?:\s(?:(?:of|for|and|the|on)\s)*[A-Z][a-z]+){2,7}\b")
_RUN = re.compile(r"\b[A-Z][A-Za-z]+(?:[\s-][A-Z][A-Za-z]+)+\b")
_BEFORE = r"(?:how many|how much|the|of|for|an?|in|at|is|are|were|was|does|did|do|which|what|about)"
_GLOSS = re.compile(rf"\b({_BEFORE})\s(?:(?!{_BEFORE}\b)[A-Za-z-]+\s){{1,3}}\(([가-힣][가-힣A-Za-z0-9 ·/-]*)\)", re.I)
_STEMMER = Stemmer.Stemmer("english")
_LOCK = threading.Lock()  # a stemmer serves one thread at a time
_GAP = re.compile(r"[\s-]+")
_FIRST = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_MIDDLE = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_LAST = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What is common to the forms of an English word, lower case (Porter's second stemmer): hires, hired, hiring; and
    to its irregular ones (took, taken)."""
    with _LOCK:
        return str(_STEMMER.stemWord(regular(word.lower())))


def key(text: str) -> str:
    """The stems of an English word or phrase with one space between."""
    return " ".join(stem(word) for word in _GAP.split(text.strip()) if word)


@lru_cache(maxsize=16384)
def romanised(word: str) -> str:
    """A Korean word in the letters of the Revised Romanization (2000), syllable by syllable; other letters as they
    are, lower case. Changes of sound between syllables are left out: spellings are compared by likeness."""
    letters = []
    for character in word:
        code = ord(character) - 0xAC00
        if 0 <= code < 11172:
            first, middle, last = code // 588, code % 588 // 28, code % 28
            letters.append(_FIRST[first] + _MIDDLE[middle] + _LAST[last])
        else:
            letters.append(character.lower())
    return "".join(letters)


def names_alike(latin: str, korean: str) -> float:
    """How well a name in Latin letters stands for a Korean word, 0..1: 1 for the same, 0.95 for its beginning (Jeju
    and 제주센터), the share of common letters for spellings that are alike, else 0."""
    latin, letters = re.sub("[^a-z]", "", latin.lower()), romanised(korean)
    if len(latin) < NAME or not letters or latin[0] != letters[0]:
        return 0.0
    if latin == letters:
        return 1.0
    if letters.startswith(latin):
        return 0.95
    start = letters[: len(latin) + 1]
    likeness = Indel.normalized_similarity(latin, start if len(letters) > len(latin) + 2 else letters)
    return likeness if likeness >= LIKE else 0.0


def glossed(question: str) -> str:
    """An English question without the words that one of the report's own in brackets behind them stands for:
    “How many deck crew (갑판원) were hired?”"""
    return _GLOSS.sub(r"\1 \2", question) if "(" in question else question


def subject_names(question: str, subjects: Collection[str], heads: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Words of an English question that name one of the `subjects`: its initials, or all of its English name."""
    found = [m.group() for m in _INITIALS.finditer(question) if _any(m.group(), subjects, heads)]
    for m in _RUN.finditer(question):
        letters = re.sub("[^a-z]", "", m.group().lower())
        if any(
            names_alike(letters[:NAME], s) and Indel.normalized_similarity(letters, romanised(s)) > RUN
            for s in subjects
        ):
            found += m.group().split()
    for m in _TITLE.finditer(question):
        words = m.group().split()
        if _any("".join(word[0] for word in words if word[0].isupper()), subjects, heads):
            found += words
    return tuple(found)


def _any(initials: str, subjects: Collection[str], heads: Mapping[str, Collection[str]]) -> bool:
    return any(names_subject(initials, subject, heads) for subject in subjects)


def names_subject(word: str, subject: str, heads: Mapping[str, Collection[str]]) -> bool:
    """Whether capital letters stand for an organisation: the first letters, in order, of English words for the parts
    of its Korean name (NHIS: National, Health, Insurance, and the last for what kind of body it is, which may be
    called anything). `heads` are stems of English words, each with what a report writes for it."""
    at = 0
    for letter in word[:-1].lower():
        ends = [
            place + len(korean)
            for head, others in heads.items()
            if head.startswith(letter)
            for korean in others
            if len(korean) >= 2 and 0 <= (place := subject.find(korean, at)) <= at
        ]
        if not ends:
            return False
        at = min(ends)
    return len(subject) - at <= 3
