"""How many work for the body that a report is about, whatever the words for them: 「일하는 사람은 몇 명」, 「근무하는 인원은 몇 명」.

A report tells it as 현원, 임직원 or 직원 수. A team's people, those hired or those who left are asked for with a word more
and are left to the rest of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.questions import QueryWord

TERM = "현원"
_WORKING = re.compile(
    r"(?:근무\s?인원|(?:일하는|일하고\s있는|근무하는|근무\s중인|재직하는|재직\s중인|재직\s?중인|다니는)\s(?:사람|직원|인원|분))"
    r"(?:은|는|이|가|들은|들이)?\s?(?:수는\s|수가\s)?(?:(?:지금|현재|모두|총|전부|다|대략|약)\s)*몇(?:\s?(?:명|사람|분)|이나(?=\s))"
)
_ASIDE = frozenset(
    [
        "사람",
        "직원",
        "임직원",
        "근무자",
        "구성원",
        "식구",
        "인원",
        "근무",
        "재직",
        "다니",
        "기준",
        "실제",
        "현재",
        "말",
        "연말",
        "일",
    ]
)


_BODY = frozenset(
    [
        "재단",
        "공사",
        "공단",
        "협회",
        "법인",
        "조합",
        "회사",
        "기관",
        "연구원",
        "진흥원",
        "개발원",
        "정보원",
        "병원",
        "공장",
    ]
)


def of_the_body(words: Sequence[QueryWord], text: str, subjects: Sequence[str]) -> tuple[QueryWord, ...]:
    """The words of a question, as one that asks for the body's headcount where it asks for nothing else."""
    m = _WORKING.search(text)
    if m is None:
        return tuple(words)
    named = [w for w in words if w.text not in _ASIDE | _BODY and not any(s.endswith(w.text) for s in subjects)]
    at = next((w for w in words if m.start() <= w.start < m.end()), None)
    if named or at is None:
        return tuple(words)
    return (replace(at, text=TERM, terms=(TERM,), generic=False, verb=False, name=False, asks=False, head=True),)
