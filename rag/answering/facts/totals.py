"""A total that a page tells before its parts gives them its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.answering.spans.quantities import Quantity, quantities
from rag.types import Block

_TOTAL = re.compile(r"(?:총|전체|종합|합계|전반)\s*")
_SCORES = ("점", "%")


def with_totals(text: str, blocks: Iterable[Block]) -> list[Block]:
    """A total that stands before its parts (「총 만족도 점수 85점」, then scores) is their parent. Fields are parts of one
    where they are two scores or more around it, or make it up."""
    return _rows(text, _fields(text, list(blocks)))


def _rows(text: str, blocks: Iterable[Block]) -> list[Block]:
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


def _fields(text: str, blocks: list[Block]) -> list[Block]:
    result = list(blocks)
    for i, b in enumerate(blocks):
        whole = _amount(text, b) if b.kind == "field" and _TOTAL.match(b.label) else None
        if whole is None:
            continue
        parts: list[Quantity] = []
        for after in blocks[i + 1 :]:
            amount = _amount(text, after)
            beside = (after.kind, after.section, after.parent) == (b.kind, b.section, b.parent)
            if amount is None or not beside or amount.unit != whole.unit:
                break
            parts.append(amount)
        if _make_up(whole, parts):
            name = _TOTAL.sub("", b.label)
            for k in range(i + 1, i + 1 + len(parts)):
                result[k] = replace(blocks[k], parent=name)
    return result


def _amount(text: str, b: Block) -> Quantity | None:
    """The amount that is all that a field tells."""
    words = text[slice(*b.value)].strip() if b.value and not b.parts else ""
    found = quantities(words) if len(words) <= 20 else ()
    return found[0] if len(found) == 1 and found[0].text == words and found[0].unit else None


def _make_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    values = [p.value for p in parts]
    around = whole.unit in _SCORES and len(values) > 1 and min(values) <= whole.value <= max(values)
    return around or (len(values) > 1 and sum(values) == whole.value)
