"""When something ends: a date that a question asks for as the end of it, and one that a text tells as such."""

from __future__ import annotations

import re

_ENDS = re.compile(r"언제까지|완공|준공|기한|마감|만료|종료|폐막|(?:언제|며칠에|몇\s?월에)\s?(?:쯤\s?)?(?:끝|마치|닫)")
_ENDING = re.compile(r"끝[나났내냈난낸]|마치|마쳤|마친|마무리|마감|만료|종료|폐막|기한|완료|완공|준공|문을\s?닫|까지")


def asks_end(question: str) -> bool:
    """Whether a question asks when something ends or is done."""
    return bool(_ENDS.search(question))


def is_end(words: str, start: int, end: int, label: str) -> bool:
    """Whether a date is told as the end of something: 「…까지」, 「…에 끝났다」, or the value of a label that says so."""
    until = (
        words[start:end].endswith("까지") or re.search("[~∼–]", words[start:end]) or re.match(r"\s?까지", words[end:])
    )
    before = re.split(r"[,.](?!\d)", words[:start])[-1]
    told = re.search(
        r"(?:완공|준공|완료|마감|종료|만료)[가-힣\s]{0,8}[은는이가]\s$", before
    )  # 「완공 목표는 2027년 10월」
    after = re.split(r"[,.](?!\d)", words[end:].lstrip(". "))[0]  # 「2018. 9. 보존고 준공」
    return bool(until or told or _ENDING.search(label) or _ENDING.search(after))
