"""What somebody earns, asked without a word for it: 「여기 다니면 얼마 받아?」 is about what a report tells as 연봉."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.questions import QueryWord

TERM = "연봉"
_ASIDE = frozenset(["평균", "보통", "직원", "회사", "사람"])
_EARNING = re.compile(
    r"(?:다니|일하|근무하|들어가|입사하|취직하|취업하)(?:면|게\s되면|고)\s(?:[가-힣]+\s)*?얼마(?:나|씩|쯤|정도)?\s?(?:를\s)?(?:받|벌|줘|주[나냐니는])"
)


def of_the_pay(words: Sequence[QueryWord], text: str) -> tuple[QueryWord, ...]:
    """The words of a question, as one that asks for the pay where it says nothing but that one works there and gets it."""
    m = _EARNING.search(text)
    named = any(not (w.verb or w.asks or w.generic or w.text in _ASIDE) for w in words)
    if m is None or named or not words:
        return tuple(words)
    at = replace(words[0], text=TERM, terms=(TERM,), generic=False, verb=False, name=False, asks=False, head=True)
    return (at, *(w for w in words[1:] if w.asks or w.text == "평균"))
