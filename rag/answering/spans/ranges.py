"""Steps that a range of them holds: 5급, where a report tells what holds for 4급~6급."""

from __future__ import annotations

import re

_STEP = re.compile(r"(\d{1,2})(급|등급|단계|학년|호봉)")
_RANGE = re.compile(r"(\d{1,2})(급|등급|단계|학년|호봉)?(?:[~∼〜–-]|부터|에서)(\d{1,2})(급|등급|단계|학년|호봉)")


def within_range(step: str, text: str) -> bool:
    """Whether `text` names a range of steps that holds `step`; both without white space."""
    named = _STEP.fullmatch(step)
    if named is None:
        return False
    return any(
        m[4] == named[2] and m[2] in (None, m[4]) and int(m[1]) <= int(named[1]) <= int(m[3])
        for m in _RANGE.finditer(text)
    )
