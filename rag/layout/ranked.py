"""Ranked shares with their things: in one line each, or told further below once more by name, the rank before it and what it
stands for behind it.

「안전 41.2 %」 in a table of shares, and below 「1위」, 「안전」, 「41.2 %」, 「정기점검, 드론 순찰」 each in a line of its own: the name
and the share are known already, the rank and the things are the row's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Block, Span

_RANK = re.compile(r"\d{1,2}\s?[위등]\.?")
_AMOUNT = re.compile(r"\s*[-+±]?\d[\d,.]*\s*[가-힣%]{0,3}")
_LINE = re.compile(r"(\d{1,2}\s?[위등])\s+(\S.{0,30}?)\s+(\d[\d,]*(?:\.\d+)?\s?(?:%|[가-힣]{1,3}))(?:\s+(\S.*))?")
_SPACE = re.compile(r"\s*")
_SENTENCE = re.compile(r"[다요음함][.!]?[\"'”’]?$|[?]$")


def parts_of(text: str, span: Span) -> tuple[Span, ...]:
    """Rank, name, amount and things, if any, of a line that tells just these (「1위 안전 41.2 % 정기점검, 드론 순찰」); else
    none."""
    m = _LINE.fullmatch(text, span.start, span.end)
    if m is None or (m[4] and _SENTENCE.search(m[4])):
        return ()
    return tuple(Span(*m.span(i)) for i in range(1, 5 if m[4] else 4))


def ranked(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with ranks and things as parts of the row whose name stands between them; without shares that a ranked
    row below tells again."""
    blocks = _told_once(text, blocks)
    lines = [b for b in blocks if b.kind == "paragraph" and not b.label]
    ending = {b.end: b for b in lines}
    starting = {b.start: b for b in lines}
    taken: set[int] = set()
    result: list[Block] = []
    for b in blocks:
        if b.kind == "row" and not b.header and len(b.parts) < 3 and b.label and b.value is not None and b.repeats:
            first, last = b.repeats[0].start, b.repeats[-1].end
            end = first
            while end > 0 and text[end - 1].isspace():
                end -= 1
            above, below = ending.get(end), starting.get(_after(text, last))
            named = text.startswith(b.label, first) and _AMOUNT.fullmatch(text, first + len(b.label), last)
            if named and above and below and _RANK.fullmatch(text[above.start : above.end]) and _things(text, below):
                name = Span(b.start, b.start + len(b.label))
                parts = (Span(above.start, above.end), name, b.value, Span(below.start, below.end))
                b = replace(b, parts=parts)
                taken |= {above.start, below.start}
        result.append(b)
    return [b for b in result if b.start not in taken]


def _told_once(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without rows of a name and its amount that a row with rank and things tells again in their section."""

    def said(b: Block) -> tuple[tuple[str, ...], str]:
        amount = b.parts[2] if len(b.parts) == 4 else b.value
        return b.section, re.sub(r"\s", "", f"{b.label} {text[slice(*amount)] if amount else ''}")

    rows = [b for b in blocks if b.kind == "row" and not b.header]
    full = {said(b) for b in rows if len(b.parts) == 4}
    plain = {b.start: said(b) for b in rows if full and len(b.parts) < 3}
    above: dict[tuple[tuple[str, ...], str], tuple[Span, ...]] = {}
    for b in blocks:
        if (key := plain.get(b.start)) in full and key:
            above[key] = (*above.get(key, ()), Span(b.start, b.end), *b.repeats)
    return [
        replace(b, repeats=(*above[said(b)], *b.repeats)) if len(b.parts) == 4 and said(b) in above else b
        for b in blocks
        if plain.get(b.start) not in full
    ]


def _after(text: str, end: int) -> int:
    """Where the next line with words begins."""
    m = _SPACE.match(text, end)
    return m.end() if m else end


def _things(text: str, below: Block) -> bool:
    """Whether a line counts things up: no sentence, no rank."""
    words = text[below.start : below.end]
    return not _SENTENCE.search(words) and not _RANK.fullmatch(words)
