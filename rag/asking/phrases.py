"""Words of a question that are one together: an English phrase (starting salary), a Korean idiom (문을 열다)."""

from __future__ import annotations

import re
from collections.abc import Collection

from rag.korean import Term, Word
from rag.words.english import key

LONGEST = 3  # words of the longest phrase
_BETWEEN = re.compile(r"(?:을|를|이|가|에|도)?\s*(?:(?:못|안|잘|더|다)\s)?\s*")  # a noun and the verb of its idiom
_WHICH = re.compile(r"(?:어떤|무슨|어느|몇)\s?$")


def phrased(words: list[Word], text: str, phrases: Collection[str]) -> list[Word]:
    """The words of a question with neighbours that make a phrase as one word, longest first. `phrases` are keys of
    English phrases and Korean idioms, a noun and a verb each (문 열다). A phrase has all the terms of its words, an
    idiom is one verb."""
    joined: list[Word] = []
    i = 0
    while i < len(words):
        idiom = _idiom(words[i : i + 2], text, phrases)
        size = 2 if idiom else _size(words[i : i + LONGEST], text, phrases)
        run = words[i : i + size]
        if size > 1:
            terms = (idiom,) if idiom else tuple(term for one in run for term in one.terms)
            joined.append(Word(text[run[0].start : run[-1].end], run[0].start, run[-1].end, terms))
        else:
            joined.append(run[0])
        i += size
    return joined


def _size(run: list[Word], text: str, phrases: Collection[str]) -> int:
    """How many of the words from the first on make an English phrase; 1 where none do."""
    for size in range(len(run), 1, -1):
        whole = text[run[0].start : run[size - 1].end]
        if whole.isascii() and key(whole) in phrases:
            return size
    return 1


def _idiom(run: list[Word], text: str, phrases: Collection[str]) -> Term | None:
    """The term of the idiom that a noun and the verb behind it make."""
    if len(run) < 2 or len(run[0].terms) != 1 or not _BETWEEN.fullmatch(text, run[0].end, run[1].start):
        return None
    if _WHICH.search(text, 0, run[0].start):  # 「어떤 상을 받았나요」 asks for the noun
        return None
    verb = run[1].terms[0]
    found = f"{run[0].terms[0].text} {verb.text}"
    return Term(found, verb.tag, run[0].start, run[1].end) if found in phrases and not found.isascii() else None
