"""Adjectives that a question denies, as the adjective that is meant: 안 좋은 점, 편하지 않은, 마음에 안 드는."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.asking.query import QueryWord

_OPPOSITES = {
    "좋다": "나쁘다",
    "괜찮다": "나쁘다",
    "편하다": "불편하다",
    "쉽다": "어렵다",
    "만족": "불만",
    "마음": "불만",
    "맘": "불만",
}
_DENIED = re.compile(r"(?<![가-힣])(?:안|별로\s안|못)\s?$")
_NOT = re.compile(
    r"(?:하|스럽)?지\s?(?:는\s|도\s)?(?:않|못|안)|에\s?(?:별로\s)?안\s?(?:들|드|든)|에\s들지\s?(?:않|못|안)"
)
_WORDS = re.compile("좋|괜찮|편하|쉽|만족|마음|맘")


def denied(words: Iterable[QueryWord], text: str) -> tuple[QueryWord, ...]:
    """The words of a question with those that it denies as their opposite."""
    if not _WORDS.search(text):
        return tuple(words)
    return tuple(_meant(w, text) for w in words)


def _meant(word: QueryWord, text: str) -> QueryWord:
    opposite = _OPPOSITES.get(word.terms[0]) if len(word.terms) == 1 else None
    if opposite is None or not (_NOT.match(text, word.end) or _DENIED.search(text, 0, word.start)):
        return word
    return replace(word, terms=(opposite,), asks=False, generic=False)
