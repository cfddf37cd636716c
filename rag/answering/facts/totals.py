"""A total that a page tells before its parts gives them its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.answering.spans.quantities import quantities
from rag.types import Block

_TOTAL = re.compile(r"(?:총|전체|종합|합계|전반)\s*")


def with_totals(text: str, blocks: Iterable[Block]) -> list[Block]:
    """A total that stands before its parts (「총 만족도 점수 85점」, then scores) is their parent."""
    result: list[Block] = []
    total: Block | None = None
    for b in blocks:
        if b.kind == "row" and not b.header and b.value is not None:
            found = quantities(text[b.value.start : b.value.end])
            unit = found[0].unit if found else ""
            if unit and _TOTAL.match(b.label):
                total = b
            elif total is not None and total.value is not None and not b.parent and total.section == b.section:
                same = quantities(text[total.value.start : total.value.end])[0].unit == unit
                b = replace(b, parent=_TOTAL.sub("", total.label)) if same else b
        elif b.kind != "heading" and total is not None and b.group > total.group + 12:
            total = None
        result.append(b)
    return result
