"""What pages repeat and no reader reads: numbers of pages, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from rag.layout.unit import Unit
from rag.types import Span

_NUMBER = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?/\s?\d{1,4}|(?:p|page|쪽)\.?\s?\d{1,4}|\d{1,4}\s?(?:쪽|page)", re.I
)
_BREAK = re.compile(r"\s*\n\s*\n[-–—]\s?\d{1,4}\s?[-–—][ \t]*\n\s*\n\s*")
_VARIES = re.compile(r"\s+|^\W*\d+\W*$|\d+\s*/\s*\d+|(?:p|page|쪽)\.?\s*\d+")
_POINT = re.compile(r"[-*+•·∙▪○●◦▷▶]\s(?!\d+\s[-–—]$)|[①-⑳]|\(?\d{1,2}[.)]\s")
_CONTENTS = re.compile(r"[#*\s\[<【■]*(?:차\s?례|목\s?차|순\s?서|contents)[*\s\]>】]*", re.I)
_LEADER = re.compile(r"(?:[.·…]\s?){3,}\s*\d{1,4}$")
_LONG = 80  # characters of a header


def flowing(text: str) -> str:
    """A text, as long as it was, with white space for the numbers between its pages."""
    return _BREAK.sub(lambda m: " " * len(m[0]), text)


def across_pages(text: str, lines: Sequence[Span], broken: Callable[[Span, Span], bool]) -> list[Span]:
    """The lines (blank ones are empty) without a page's number and the blank lines about it where a sentence or a list
    goes on behind it; `broken` says whether a line was broken before another."""
    said = [i for i, line in enumerate(lines) if line.start < line.end]
    gone: set[int] = set()
    for before, at, after in zip(said, said[1:], said[2:], strict=False):
        a, number, b = lines[before], lines[at], lines[after]
        if before + 1 < at and at + 1 < after and _NUMBER.fullmatch(text, *number):
            marks = [m and re.sub(r"\d+", "1", m[0]) for m in (_POINT.match(text, *a), _POINT.match(text, *b))]
            if broken(a, b) or (marks[0] and marks[0] == marks[1]):
                gone.update(range(before + 1, after))
    return [line for i, line in enumerate(lines) if i not in gone]


def without_contents(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units without a table of contents: 차례 or 목차 over lines that the document says again, or that end in a page's
    number behind dots."""
    words = [re.sub(r"\W", "", u.text(text)) for u in found]
    often = Counter(words)
    for i, u in enumerate(found):
        if not _CONTENTS.fullmatch(u.text(text)):
            continue
        last = i
        for k in range(i + 1, len(found)):
            if words[k] in words[i + 1 : k] or not (often[words[k]] > 1 or _LEADER.search(found[k].text(text))):
                break
            last = k
        if last > i + 1:
            return [*found[:i], *found[last + 1 :]]
    return list(found)


def without_headers(text: str, found: Sequence[Unit]) -> list[Unit]:
    """Drop numbers of pages that stand alone, and a bare line that stands alone and opens or closes pages, always the same
    (its numbers may differ): three beside titles, or two beside numbers of pages."""
    sizes = Counter(u.group for u in found)
    alone = [u.kind in ("line", "breadcrumb") and sizes[u.group] == 1 and u.end - u.start <= _LONG for u in found]
    numbers = [a and bool(_NUMBER.fullmatch(u.text(text))) for a, u in zip(alone, found, strict=True)]
    weights: dict[str, float] = defaultdict(float)  # how often a line was met, one beside a page's number for more
    keys: dict[int, str] = {}
    for i, u in enumerate(found):
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(found)]
        paged = any(numbers[k] for k in beside)
        titled = any(found[k].kind in ("heading", "breadcrumb") for k in beside)
        if alone[i] and u.kind == "line" and not u.bullet and (paged or titled):
            keys[i] = _VARIES.sub("", u.text(text).lower())
            weights[keys[i]] += 1.5 if paged else 1
    return [u for i, u in enumerate(found) if not numbers[i] and (i not in keys or weights[keys[i]] < 3)]
