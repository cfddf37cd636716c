"""That something costs nothing, as sentences tell it: 「참가비는 없지만」, 「입장료는 받지 않는다」."""

from __future__ import annotations

import re

from rag.types import Span

_NOTHING = re.compile(r"(?:은|는|이|가|도)?\s(?:따로\s|전혀\s|별도로\s)?(?:없|무료|공짜|받지\s않|내지\s않|들지\s않)")


def costs_nothing(words: str, noun: str) -> list[Span]:
    """Where a text says that there is no such cost; empty where it does not."""
    at = words.find(noun) if noun else -1
    m = _NOTHING.match(words, at + len(noun)) if at >= 0 else None
    return [Span(at, m.end())] if m else []
