"""Ratings in stars: 「★ 3.4 / 5」 is 3.4점, called 별점."""

from __future__ import annotations

import re
from typing import Any

from rag.types import Span

_STARS = re.compile(r"\s*[★☆⭐]+\s*(?=\d)")
CALLED: dict[str, Any] = {"attribute": "별점", "unit": "점"}


def starred(text: str, value: Span) -> Span | None:
    """The amount behind the stars that a value opens with; None for any other value."""
    m = _STARS.match(text, *value)
    return Span(m.end(), value.end) if m else None
