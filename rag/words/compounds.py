"""Compounds whose second noun only says of what kind the first is, so that everyday speech leaves it out: 순환근무 is told as
「순환이 없다」."""

from __future__ import annotations

import re

KIND = re.compile(
    r"(?P<what>[가-힣]{2,3})(?:근무|업무|제도|활동|과정|절차|시스템|서비스|프로그램|여부|방식|기간|비용|시설|사업|행사|문화|여건|환경|작업|신청|제)"
)


def first_noun(word: str) -> str:
    """The noun that a compound of this kind is about; empty for another word."""
    m = KIND.fullmatch(re.sub(r"\s", "", word))
    return m["what"] if m else ""


def stands_alone(noun: str, text: str) -> bool:
    """Whether a text says a noun as a word of its own, as a subject or an object."""
    return bool(re.search(rf"(?<![가-힣]){noun}(?:이|가|은|는|을|를|도)(?=\s)", text))
