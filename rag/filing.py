"""Words of a question that a report rarely writes, set aside as nouns of filing: how many things a list has, the class of
what a superlative looks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answering.quantities import Quantity
from rag.types import Wanted
from rag.wording import HIGHEST, LOWEST

if TYPE_CHECKING:
    from rag.questions import QueryWord


_CLAIMED = ("살", "세", "명", "원", "%", "%포인트", "점", "건", "개", "개소", "종", "배", "일", "주", "개월", "시간")


def counted_aside(words: tuple[QueryWord, ...], amounts: tuple[Quantity, ...], wanted: Wanted) -> tuple[QueryWord, ...]:
    """The words with those as nouns of filing that say how many things a list has, or an amount that is held against what
    the report tells: it writes them otherwise or not at all; and money, where an amount of it is asked for, as a word
    of asking."""
    counted = {"list": ("개", "개소", "종", "명", ""), "yesno": _CLAIMED}.get(wanted, ())
    aside = [(q.start, q.end) for q in amounts if q.unit in counted]
    words = tuple(replace(w, asks=True) if wanted == "number" and w.text == "돈" else w for w in words)
    return tuple(replace(w, generic=True, name=False) if any(a <= w.start < b for a, b in aside) else w for w in words)


def class_aside(words: tuple[QueryWord, ...], lower: str) -> tuple[QueryWord, ...]:
    """The words with the last one as a noun of filing when it only names the class of what a superlative looks for
    (시설 in 「점수가 가장 높은 시설은?」): a report rarely writes it."""
    extreme = HIGHEST.search(lower) or LOWEST.search(lower) or re.search("번째로", lower)
    if not words or extreme is None or words[-1].verb or words[-1].asks or words[-1].start < extreme.end():
        return words
    return (*words[:-1], replace(words[-1], generic=True))
