"""A bare amount and the bare name beside it are one: 「85점」 over 「총 만족도 점수」, 「급여」 over 「★ 3.1」."""

from __future__ import annotations

import re
from collections import Counter

from rag.layout.dating import YEAR
from rag.types import Block, Span

AMOUNT = re.compile(r"[-+±]?\d[\d,]*(?:\.\d+)?\s*(?:[가-힣%℃㎡]{1,4}|점|p|%p)?")
_RATED = re.compile(rf"(?:[★☆⭐]+\s*)?{AMOUNT.pattern}(?:\s*/\s*\d+(?:\.\d+)?점?)?")


def pairs(text: str, blocks: list[Block]) -> list[Block]:
    """A bare amount and the bare name beside it are one block (「85점」 over 「총 만족도 점수」)."""
    result: list[Block] = []
    sizes = Counter(b.group for b in blocks)
    i = 0
    while i < len(blocks):
        b = blocks[i]
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if after and b.group != after.group and sizes[b.group] + sizes[after.group] > 2:
            after = None  # a blank line divides it from its own
        if after and b.kind == after.kind == "paragraph" and b.section == after.section:
            first, second = text[b.start : b.end], text[after.start : after.end]
            amounts = [bool(_RATED.fullmatch(w)) and not YEAR.match(w) for w in (first, second)]
            if (
                amounts[0] != amounts[1]
                and max(len(first), len(second)) <= 30
                and not YEAR.match(first + " ")
                and not YEAR.match(second + " ")
            ):
                name, value = (second, b) if amounts[0] else (first, after)
                if not re.search(r"[.!?|]$", name):
                    result.append(
                        Block(
                            "row",
                            b.start,
                            after.end,
                            b.section,
                            name,
                            Span(value.start, value.end),
                            "",
                            (),
                            (),
                            b.group,
                            None,
                            b.repeats + after.repeats,
                        )
                    )
                    i += 2
                    continue
        result.append(b)
        i += 1
    return result
