"""Things that a field counts up by number within its line: 「1. 부품 국산화: … 2. 구독 사업: … 3. …」, 「① … ② …」."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.types import Span

LONGEST = 160  # characters of one thing; longer ones are passages, told sentence by sentence
_MARK = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>\d{1,2})[.)]\s+(?=\D)|(?P<circled>[①-⑳])\s*")


def numbered(text: str, value: Span) -> tuple[Span, ...]:
    """Places of the things behind the numbers of a field's value, in order; empty where it does not begin with the
    first or does not count on to a second. A number that is not the next one belongs to the words."""
    marks: list[re.Match[str]] = []
    for m in _MARK.finditer(text, value.start, value.end):
        number = int(m["number"]) if m["number"] else ord(m["circled"]) - ord("①") + 1
        if number == len(marks) + 1:
            marks.append(m)
        elif not marks:
            return ()
    if len(marks) < 2 or text[value.start : marks[0].start()].strip():
        return ()
    edges = [*((a.end(), b.start()) for a, b in pairwise(marks)), (marks[-1].end(), value.end)]
    parts = [Span(a, a + len(text[a:b].rstrip(" ,;/\n"))) for a, b in edges]
    return tuple(parts) if all(0 < p.end - p.start <= LONGEST for p in parts) else ()
