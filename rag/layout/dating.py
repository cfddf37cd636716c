"""Which year a block of a document speaks of: its label, its opening date, its section, or the sections that tell it."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answering.spans.quantities import number
from rag.asking.wording import LATELY
from rag.layout.forms import date_above
from rag.types import Block

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:년|\.|/|-\s?\d|학년도|\s*ver|\s*회계|\)|\s|_|$))")
_LEAD = re.compile(r"\s*[(\[]\s*((?:19|20)\d\d)\s*[년.]")


def years_back(text: str) -> int:
    """How many years a question looks back (「2년 사이」); 1 where it only says that it does, or does not."""
    m = LATELY.search(text)
    return int(number(m["years"]) or 1) if m and m["years"] else 1


def dated(text: str, blocks: list[Block]) -> list[Block]:
    """The year of each block: its label, the date that opens it, the sections that take up its items, or its section.

    A block that only lists what later sections tell at length (their labels are its items) is of the year that those
    sections name, when they agree, whatever a section around all of them is called; a neighbour of the same make without
    such items goes with the block before it.
    """
    said = [_said(text, b) for b in blocks]
    result = [replace(b, year=(_around(b) if y is None else y) or None) for b, y in zip(blocks, said, strict=True)]
    told: dict[str, set[int]] = {}
    listed: set[int] = set()
    for b in result:
        if b.kind == "field" and b.year is not None:
            told.setdefault(_key(b.label), set()).add(b.year)
    for i, b in enumerate(result):
        if said[i] or b.kind != "field" or b.value is None:
            continue
        items = [_key(text[s.start : s.end]) for s in b.parts or (b.value,)]
        years = [told[k] for k in items if k in told]
        if years and len(set.union(*years)) == 1:
            result[i] = replace(b, year=next(iter(years[0])))
            listed.add(i)
        elif i - 1 in listed and not years and result[i - 1].section == b.section and result[i - 1].label != b.label:
            result[i] = replace(b, year=result[i - 1].year)
    return result


def _said(text: str, b: Block) -> int | None:
    """The year that a block itself says; 0 where it says several."""
    for words in (b.label, re.sub(r"[(\[][^()\[\]]*단위.*", "", b.parent)):
        if found := set(YEAR.findall(words)):
            return int(found.pop()) if len(found) == 1 else 0
    if b.value and (m := _LEAD.match(text, b.value.start)):
        return int(m[1])
    if b.kind == "field" and b.value and (above := date_above(text, b.value)):
        return int(text[above[0].start : above[0].start + 4])
    return None


def _around(b: Block) -> int | None:
    """The year of the section that a block stands in."""
    for words in reversed(b.section):
        if found := set(YEAR.findall(words)):
            return int(found.pop()) if len(found) == 1 else None
    return None


def _key(words: str) -> str:
    return re.sub(r"[^\w]", "", words).lower()
