"""Whether a passage tells of another month than the one that a question names."""

from __future__ import annotations

import re

from rag.questions import Query

_MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])월(?!\s?(?:간|분|호|\d+\s?만))")
_LASTS = re.compile(r"부터|까지|[~∼–-]|동안|매년|해마다")


def of_another_month(query: Query, passage: str) -> bool:
    """Whether a question names a month, and the passage that is to answer it tells others and not that one. A span of
    months holds those between its ends. What asks for a date, or whether something is so, may name any month."""
    asked = {int(m) for m in _MONTH.findall(query.text)}
    if not asked or query.wanted in ("date", "yesno") or query.operation != "none":
        return False
    said = {int(m) for m in _MONTH.findall(passage)}
    if not said or asked & said:
        return False
    return not (_LASTS.search(passage) and any(min(said) < month < max(said) for month in asked))
