"""Beginnings, whatever the words for them: the first who held a post (맨 처음 원장을 지낸 사람), whom a report calls 초대, and
how the body that it is about came to be (우리 재단은 언제 만들어졌나요), which it calls 설립."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.query import QueryWord
from rag.asking.wording import CAME_ABOUT, THIS_BODY

HOLDER, FOUNDING = "초대", "설립"
_FIRST = re.compile(
    r"(?<![가-힣])(?P<first>(?:맨\s?)?처음(?:에|으로)?|최초(?:의|로)?|첫(?:\s?번째)?|제?\s?1대)\s(?:[가-힣]+의\s)?(?=[가-힣]*(?:장|대표|감독|이사|총재|교수|관장)(?:[은는이가을를으직]|님|\s|\?|$))"
)
_WHO = re.compile(r"누구|누가|사람|분(?:은|이)|이름|성함|인물")


def first_holder(words: Sequence[QueryWord], text: str) -> tuple[QueryWord, ...]:
    """The words of a question, where it asks for the first holder of a post with the word for that."""
    m = _FIRST.search(text)
    if m is None or not _WHO.search(text):
        return tuple(words)
    word = QueryWord(HOLDER, m.start("first"), m.end("first"), (HOLDER,))
    others = [w for w in words if not m.start("first") <= w.start < m.end("first")]
    return tuple(sorted([word, *others], key=lambda w: w.start))


def founded(words: Sequence[QueryWord], text: str, subjects: Sequence[str]) -> tuple[QueryWord, ...]:
    """The words of a question for a date, where it asks of the report's subject only when that came about."""
    of_subject = any(s in text for s in subjects) or bool(THIS_BODY.search(text))
    if of_subject and all(t in CAME_ABOUT for w in words for t in w.terms):
        return tuple(replace(w, terms=(FOUNDING,)) for w in words)
    return tuple(words)
