"""Bare lines that a sentence announces as items: 「앱에서는 다음 정보를 볼 수 있다.」 over short lines without a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.layout.tables import caption_of
from rag.layout.unit import Unit
from rag.types import Span

_SAID = re.compile(r"[다요음][.!]\s+")
_ENDED = re.compile(r"[.!?:：,]['\"”’)]*$")
_SHORT = 40  # characters of an item


def announced(text: str, found: Sequence[Unit], broken: Callable[[Span, Span], bool]) -> list[Unit]:
    """The units with such lines as items of a list; a line that was `broken` before the next is none."""
    result = list(found)
    for i, u in enumerate(found):
        if u.kind != "line" or u.bullet or not _ENDED.search(text, u.start, u.end):
            continue
        said = _last_sentence(text, found, i)
        items = _items(text, found[i + 1 :], u.group, broken) if caption_of(text[slice(*said)]) else 0
        if items > 1:
            for k in range(i + 1, i + 1 + items):
                result[k] = replace(found[k], bullet=True)
    return result


def _last_sentence(text: str, found: Sequence[Unit], i: int) -> Span:
    """The sentence that ends with a line, from the line on in which it begins."""
    first = i
    while first and found[first - 1].group == found[i].group and _runs_on(text, found[first - 1]):
        first -= 1
    start = found[first].start
    cuts = [m.end() for m in _SAID.finditer(text, start, found[i].end)]
    return Span(cuts[-1] if cuts else start, found[i].end)


def _runs_on(text: str, u: Unit) -> bool:
    return u.kind == "line" and not u.bullet and not _ENDED.search(text, u.start, u.end)


def _items(text: str, below: Sequence[Unit], group: int, broken: Callable[[Span, Span], bool]) -> int:
    """How many of the lines below are short, bare, and say no sentence."""
    n = 0
    for u, after in zip(below, [*below[1:], None], strict=False):
        whole = after is None or not broken(Span(u.start, u.end), Span(after.start, after.end))
        if u.group != group or not _runs_on(text, u) or u.end - u.start > _SHORT or not whole:
            break
        n += 1
    return n
