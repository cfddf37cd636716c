"""A document's text becomes lines to show, with spans of it marked.

No character is lost or moved: what Markdown would swallow (`## `, `**`, `|`) is kept aside as `syntax`, so the marks of
a span, read together, are its quote. Works a line at a time, for Markdown, plain text and text out of other formats.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rag.types import Document, Span

LineKind = Literal["heading", "item", "row", "rule", "text", "repeat"]

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]+|[•·ㆍ▪◦][ \t]*|\d{1,3}[.)][ \t]+)(?=\S)")
_RULE = re.compile(r"[ \t]*(?:\|?[ \t:|-]{3,}|[-*_=]{3,})[ \t]*$")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # what str.splitlines cuts at
_EMPTY_FIELD = re.compile(r"\*{2,}[ \t:]*\**[ \t:]*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters shown alike."""

    text: str
    marked: bool = False
    strong: bool = False
    syntax: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `level` is a heading's depth from 1 and `anchor` its id; `cells` are a table row's."""

    kind: LineKind
    segments: tuple[Segment, ...]
    level: int = 0
    anchor: str = ""
    cells: tuple[tuple[Segment, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words without syntax."""
        return "".join(s.text for s in self.segments if not s.syntax).strip()


def _segments(text: str, start: int, marks: Sequence[Span], syntax: Sequence[Span], strong: Sequence[Span]
              ) -> tuple[Segment, ...]:  # fmt: skip
    """Cut `text`, which stands at `start`, wherever a mark, syntax or strong span begins or ends."""
    end = start + len(text)
    cuts = {start, end}
    for span in (*marks, *syntax, *strong):
        cuts.update(cut for cut in span if start < cut < end)
    ordered = sorted(cuts)

    def inside(a: int, b: int, spans: Sequence[Span]) -> bool:
        return any(s.start <= a and b <= s.end for s in spans)

    return tuple(
        Segment(text[a - start : b - start], inside(a, b, marks), inside(a, b, strong), inside(a, b, syntax))
        for a, b in pairwise(ordered)
    )


def _line(text: str, start: int, marks: Sequence[Span], depth: int, repeated: bool) -> Line:
    syntax: list[Span] = []
    strong: list[Span] = []
    for bold in _BOLD.finditer(text):
        a, b = start + bold.start(), start + bold.end()
        syntax += [Span(a, a + 2), Span(b - 2, b)]
        strong.append(Span(a + 2, b - 2))
    kind: LineKind = "text"
    if heading := _HEADING.match(text):
        syntax.append(Span(start, start + heading.end()))
        depth = depth or len(heading[1])
    if depth:
        kind = "heading"
    elif text.lstrip().startswith("|") and text.count("|") > 1:
        kind = "row"
    elif item := _ITEM.match(text):
        kind = "item"
        if not item[0].strip()[0].isdigit():
            syntax.append(Span(start, start + item.end()))
    elif repeated:
        kind = "repeat"
    if kind == "row":
        syntax += [Span(start + bar.start(), start + bar.end()) for bar in re.finditer(r"\|", text)]
    segments = _segments(text, start, marks, syntax, strong)
    return Line(kind, segments, depth, cells=tuple(_cells(segments)) if kind == "row" else ())


def _cells(segments: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """A row's segments between its bars."""
    cell: list[Segment] = []
    for segment in segments:
        if segment.syntax and segment.text == "|":
            if cell:
                yield tuple(cell)
            cell = []
        else:
            cell.append(segment)
    if any(s.text.strip() for s in cell):
        yield tuple(cell)


def lines(document: Document, marks: Sequence[Span] = ()) -> list[Line]:
    """The document's lines that are not blank, in order. Headings have the anchors `s1`, `s2`, …"""
    headings = {b.start: max(1, len(b.section)) for b in document.blocks if b.kind == "heading"}
    starts = sorted(headings)
    repeats = sorted(r for b in document.blocks for r in b.repeats)
    out: list[Line] = []
    position, nth = 0, 0
    for raw in document.text.splitlines(keepends=True):
        text = raw.rstrip(_LINE_ENDS)
        start, end = position, position + len(text)
        position += len(raw)
        touched = [m for m in marks if m.start < end and start < m.end]
        if not text.strip() or ((_RULE.match(text) or _EMPTY_FIELD.match(text)) and not touched):
            continue
        at = bisect_left(starts, start)
        depth = headings[starts[at]] if at < len(starts) and starts[at] < end else 0
        first = start + len(text) - len(text.lstrip())
        repeat = bisect_right(repeats, first, key=lambda r: r.start) - 1
        repeated = repeat >= 0 and first < repeats[repeat].end
        line = _line(text, start, touched, depth, repeated)
        if line.kind == "heading":
            nth += 1
            line = replace(line, anchor=f"s{nth}")
        out.append(line)
    return out
