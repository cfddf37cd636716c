"""Questions that a report asks and answers itself: 「Q. 강습은 언제 신청하나요?」 「A. 매월 20일부터 받습니다.」

The answer's sentences stand under the question as under a title: a reader's question finds them by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from rag.types import Block, Span

_QUESTION = re.compile(
    r"[*\s]*(?:Q\s?\d{0,3}|질문\s?\d{0,3}|문\s?\d{0,3})\s?[.:)]\s*\**\s*(?P<asked>\S.{3,}?[?.])[*\s]*", re.I
)
_INLINE = re.compile(
    r"(?<![A-Za-z])Q\s?\d{0,2}\s?[.:)]\s(?P<asked>[^?]{3,60}\?)\s+(?:A\s?\d{0,2}\s?[.:)]\s+)?(?!Q\s?\d{0,2}\s?[.:)])"
)
_ANSWER = re.compile(r"[*\s]*(?:A\s?\d{0,3}|답변?\s?\d{0,3})\s?[.:)]\s*\**\s*(?=\S)", re.I)


def questions_of(text: str, blocks: Iterable[Block]) -> dict[int, str]:
    """Starts of paragraphs that ask (with nothing) and of those that answer them (with the question's words)."""
    found: dict[int, str] = {}
    asking = ""
    section: tuple[str, ...] = ()
    for one, following in pairwise([*blocks, None]):
        if one is None or one.kind not in ("paragraph", "item") or one.section != section:
            asking, section = "", one.section if one else ()
        if one is None or one.value is None or one.kind not in ("paragraph", "item"):
            continue
        asked = _QUESTION.fullmatch(text[slice(*one.value)])
        answered = following is not None and following.value and _ANSWER.match(text[slice(*following.value)])
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


def interview(text: str, value: Span) -> list[tuple[str, Span]]:
    """The questions of a field that holds several with their answers in one line (「Q. 무슨 일을 하나요? 빵을 굽습니다. Q. …」),
    each with the place of its answer; empty where one of them has none, as questions without answers have."""
    marks = list(_INLINE.finditer(text, value.start, value.end))
    if len(marks) < 2 or text[value.start : marks[0].start()].strip():
        return []
    ends = [*(m.start() for m in marks[1:]), value.end]
    spans = [Span(m.end(), m.end() + len(text[m.end() : end].rstrip())) for m, end in zip(marks, ends, strict=True)]
    return [(m["asked"], s) for m, s in zip(marks, spans, strict=True)] if all(s.end > s.start for s in spans) else []


def after_mark(text: str, start: int) -> int:
    """Where an answer's own words begin, behind the mark that it opens with."""
    m = _ANSWER.match(text, start)
    return m.end() if m else start
