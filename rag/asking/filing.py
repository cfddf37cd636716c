"""Words of a question that a report rarely writes, set aside as nouns of filing: how many things a list has, the class of
what a superlative looks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answering.spans.quantities import Quantity
from rag.asking.wording import HIGHEST, LOWEST
from rag.types import Wanted

if TYPE_CHECKING:
    from rag.questions import QueryWord


_THINGS = ("개", "개소", "종", "명", "")
_PLACES = frozenset(["도시", "지역", "나라", "국가", "동네", "고장", "지방", "지자체", "시군"])
_WHERE = re.compile(r"(?:들)?(?:은|는|이|가)?\s?(?:각각\s|모두\s|다\s)?어디")
_CLAIMED = ("살", "세", "명", "원", "%", "%포인트", "점", "건", "개", "개소", "종", "배", "일", "주", "개월", "시간")


def counted_aside(words: tuple[QueryWord, ...], amounts: tuple[Quantity, ...], wanted: Wanted) -> tuple[QueryWord, ...]:
    """The words with those as nouns of filing that say how many things a list has, or an amount that is held against what
    the report tells: it writes them otherwise or not at all; and money, where an amount of it is asked for, as a word
    of asking."""
    counted = {"list": _THINGS, "definition": _THINGS, "yesno": _CLAIMED}.get(wanted, ())
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


def places_aside(words: tuple[QueryWord, ...], place: tuple[int, int] | None, text: str) -> tuple[QueryWord, ...]:
    """The words without the noun right before 어디 that only says that a place is asked for (도시 in 「행사를 여는 도시는
    어디」): a report names the towns and does not call them so."""
    if place is None or len(words) < 2:
        return words
    return tuple(w for w in words if w.text not in _PLACES or not _WHERE.match(text, w.end))
