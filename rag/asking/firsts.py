"""Beginnings by the words that reports have for them: 초대 for the first who held a post, 설립 for how the body that a report
is about came to be (우리 재단은 언제 만들어졌나요)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.asking.query import QueryWord
from rag.asking.wording import CAME_ABOUT, THIS_BODY

HOLDER, FOUNDING = "초대", "설립"


def founded(words: Sequence[QueryWord], text: str, subjects: Sequence[str]) -> tuple[QueryWord, ...]:
    """The words of a question for a date, where it asks of the report's subject only when that came about."""
    of_subject = any(s in text for s in subjects) or bool(THIS_BODY.search(text))
    if of_subject and all(t in CAME_ABOUT for w in words for t in w.terms):
        return tuple(replace(w, terms=(FOUNDING,)) for w in words)
    return tuple(words)
