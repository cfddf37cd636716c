"""Times of the day: who asks at what time something is done is not answered by a day or a year."""

from __future__ import annotations

import re

from rag.types import Span

_ASKS = re.compile(r"몇\s?시(?!\s?간)|\bwhat time\b(?! of)|\bat what hour\b", re.I)
_TIMES = re.compile(
    r"(?:(?:오전|오후|아침|낮|저녁|밤|새벽)\s?)?(?<!\d)\d{1,2}시(?!간|[군도])(?:\s?(?:\d{1,2}분|반))?"
    r"|(?<![\d:])\d{1,2}:[0-5]\d(?!\d)|정오|자정|(?<!\d)24시간|\b\d{1,2}\s?[ap]\.?m\b",
    re.I,
)


def asks_time(question: str) -> bool:
    """Whether a question asks for a time of the day."""
    return bool(_ASKS.search(question))


def times_in(words: str) -> list[Span]:
    """Where a text tells times of the day."""
    return [Span(*m.span()) for m in _TIMES.finditer(words)]
