"""Lines that were broken at a width, as papers and PDFs have them: which line goes on with the one above it.

A line was broken where the first word of the next one would not have fit into it any more. Whether a text is wrapped at
all, and how wide it is, its lines show: those that end within a sentence are all about as long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rag.types import Span

_ENDED = re.compile(r"[.!?:：;]['\"”’)]*$")
_TABLE = re.compile(r"\t|\S {3,}\S|\s\|\s|^\||\|$")
_MARK = re.compile(r"[-*+•·∙▪■□◇◆○●◦※▶▷►➤☞①-⑳#|<>\[【=]|\(?\d{1,3}[.)]\s|[가-하][.)]\s|Q\d*[.)]")
_FEW = 8  # lines that end within a sentence, without which a text shows no width
_MOST = 0.5  # share of these that are broken at one width
_WIDTHS = range(25, 121)  # places that lines have that are meant to be seen at once

Line = tuple[str, str]  # a line and the one right below it


def breaks(text: str, lines: Sequence[Span]) -> Callable[[Span, Span], bool]:
    """Whether a line was broken before the next, as the lines of a text show; never, in a text that is not wrapped."""
    pairs = list(_within(text, lines))
    best, width = 0.0, 0
    measure: Callable[[str], int] = _columns
    for one in (_letters, _columns):
        lengths = sorted(one(a) for a, _ in pairs)
        wide = lengths[int(len(lengths) * 0.97)] if lengths else 0
        share = sum(_full(a, b, wide, one) for a, b in pairs) / max(len(pairs), 1)
        if share > best and wide in _WIDTHS:
            best, width, measure = share, wide, one
    if len(pairs) < _FEW or best < _MOST:
        return lambda a, b: False
    return lambda a, b: _full(text[slice(*a)], text[slice(*b)], width, measure)


def _within(text: str, lines: Sequence[Span]) -> Iterator[Line]:
    """Lines that end within a sentence, with what is right below them."""
    for a, b in pairwise(text[slice(*line)] for line in lines):
        if len(a) > 1 and b and not (_ENDED.search(a) or _TABLE.search(a) or _TABLE.search(b) or _MARK.match(b)):
            yield a, b


def _letters(words: str) -> int:
    return len(words)


def _columns(words: str) -> int:
    """Places that words take where a syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _full(line: str, after: str, width: int, measure: Callable[[str], int]) -> bool:
    """Whether a line has no room for the first word of the next; one that is wider is no line of the text."""
    if not after or _TABLE.search(line) or _TABLE.search(after):
        return False
    return measure(line) <= width < measure(f"{line} {after.split()[0]}")
