"""A total that a page tells before its parts gives them its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.answering.spans.quantities import quantities
from rag.types import Block

_TOTAL = re.compile(r"(?:총|전체|종합|합계|전반)\s*")


def with_totals(text: str, blocks: Iterable[Block]) -> list[Block]:
    """A total that stands before its parts (「총 만족도 점수 85점」, then scores) is their parent. Fields are its parts
    as long as each is nothing but an amount of its unit."""
    result: list[Block] = []
    total: Block | None = None
    of = ""  # the unit of the total
    for b in blocks:
        unit = _unit(text, b)
        if unit and _TOTAL.match(b.label):
            total, of = b, unit
        elif total is not None and unit == of and not b.parent and total.section == b.section:
            b = replace(b, parent=_TOTAL.sub("", total.label))
        elif total is not None and b.kind not in ("row", "heading"):
            total = None if b.kind == total.kind == "field" or b.group > total.group + 12 else total
        result.append(b)
    return result


def _unit(text: str, b: Block) -> str:
    """The unit of a row's first amount, or of the amount that a field is; empty for any other block."""
    if b.value is None or b.header or b.kind not in ("row", "field"):
        return ""
    words = text[b.value.start : b.value.end]
    found = quantities(words)
    alone = found and found[0].start == 0 and found[0].end == len(words)
    return found[0].unit if found and (alone or b.kind == "row") else ""
