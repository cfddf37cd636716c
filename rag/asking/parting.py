"""A question of several sentences asked by its last one, which keeps what the others are about.

「도장실은 추운 데서 일만 시켜? 쉬는 시간 있어?」 → 「도장실 쉬는 시간 있어?」
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.korean import Korean

_SENTENCE = re.compile(r"(?<=[가-힣][?.!])\s+")
_ASKS = re.compile(r"[가-힣]{2,}\s?.*[가-힣?]$")


def parted(text: str, korean: Korean, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The last sentence of a cleaned Korean question with the first noun of those before it, so far as the report has
    that noun (`known`); nothing for a question of one sentence or about nothing of the report's."""
    if "?" not in text and "." not in text:
        return ()
    *first, last = _SENTENCE.split(text)
    if not first or not _ASKS.search(last):
        return ()
    nouns = (w.text for w in korean.words(" ".join(first)) if w.terms and w.terms[-1].tag.startswith("NN"))
    topic = next((noun for noun in nouns if len(noun) > 1 and known(noun)), "")
    return (f"{topic} {last}",) if topic else ()
