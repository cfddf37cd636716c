"""Grades that are letters or words, not numbers: C등급, ‘나’ 등급, 우수 등급; and a cell that holds one under such a name."""

from __future__ import annotations

import re

from rag.types import Fact, Span

_GRADE = re.compile(
    r"(?<![A-Za-z가-힣])(?:[A-FS][+-]?|[‘'“\"]?[가나다라마수우미양갑을병정][’'”\"]?|최우수|우수|양호|보통|미흡|매우\s?미흡|탁월)\s?등급"
)
_SHORT = 6  # characters of a cell that is a grade by itself


def grades_in(words: str, fact: Fact) -> list[Span]:
    """Places of grades in the words of a fact; all of a short value whose name or column says that it is a grade."""
    found = [Span(*m.span()) for m in _GRADE.finditer(words)]
    named = f"{fact.label} {fact.attribute}".strip().endswith("등급")
    whole = fact.kind == "value" and named and len(words.strip()) <= _SHORT
    return found or ([Span(0, len(words))] if whole else [])
