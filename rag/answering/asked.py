"""Questions that a report asks and answers itself: 「Q. 강습은 언제 신청하나요?」 「A. 매월 20일부터 받습니다.」

The answer's sentences stand under the question as under a title: a reader's question finds them by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from rag.types import Block

_QUESTION = re.compile(
    r"[*\s]*(?:Q\s?\d{0,3}|질문\s?\d{0,3}|문\s?\d{0,3})\s?[.:)]\s*\**\s*(?P<asked>\S.{3,}?[?.])[*\s]*", re.I
)
_ANSWER = re.compile(r"[*\s]*(?:A\s?\d{0,3}|답변?\s?\d{0,3})\s?[.:)]\s*\**\s*(?=\S)", re.I)


def questions_of(text: str, blocks: Iterable[Block]) -> dict[int, str]:
    """Starts of paragraphs that ask (with nothing) and of those that answer them (with the question's words)."""
    found: dict[int, str] = {}
    asking = ""
    section: tuple[str, ...] = ()
    for one, following in pairwise([*blocks, None]):
        if one is None or one.kind != "paragraph" or one.section != section:
            asking, section = "", one.section if one else ()
        if one is None or one.kind != "paragraph":
            continue
        asked = _QUESTION.fullmatch(text[one.start : one.end])
        answered = following is not None and _ANSWER.match(text[following.start : following.end])
        if asked and answered:
            asking, found[one.start] = asked["asked"], ""
        elif asked:
            asking = ""
        elif asking:
            found[one.start] = asking
    return found


def question_in(label: str) -> str:
    """The question that the label of a field asks, without its number; empty for other labels."""
    m = _QUESTION.fullmatch(label)
    return (m["asked"] if m else label) if label.endswith("?") else ""


def after_mark(text: str, start: int) -> int:
    """Where an answer's own words begin, behind the mark that it opens with."""
    m = _ANSWER.match(text, start)
    return m.end() if m else start
