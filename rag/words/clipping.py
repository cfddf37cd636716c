"""Compounds as everyday speech clips them: 내배카 for 내일배움카드."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations


def clipped(compounds: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Compounds by what everyday speech clips them to, the first syllables of three parts or more beginning with the
    first (내배카 for 내일배움카드, 국취제 for 국민취업지원제도); without those that may be of two."""
    found: dict[str, str] = {}
    for parts in compounds:
        whole = "".join(parts)
        if len(parts) == 1 and len(whole) in (6, 8):  # taken whole by the analyser; its parts are mostly of two
            parts = tuple(whole[i : i + 2] for i in range(0, len(whole), 2))
        firsts = [part[0] for part in parts if len(part) > 1][:6]
        for count in range(3, len(firsts) + 1):
            for rest in combinations(firsts[1:], count - 1):
                short = "".join((firsts[0], *rest))
                found[short] = whole if found.get(short, whole) == whole else ""
    return {short: whole for short, whole in found.items() if whole and re.fullmatch("[가-힣]+", short)}
