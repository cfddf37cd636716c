"""What is told to the program to do, which no report answers: to forget, to repeat what it was told."""

from __future__ import annotations

import re

_ORDER = re.compile(
    r"(?:이전|지금까지|앞|위|방금|아까)(?:의|에)?\s?(?:모든\s)?(?:대화|지시|명령|프롬프트|규칙|설정|말)[가-힣]{0,3}\s?(?:다\s|모두\s|전부\s)?(?:잊|무시|지워|지우|삭제|출력|보여|말해|알려|반복)"
    r"|(?:시스템|초기)\s?(?:프롬프트|지시|메시지|설정)|\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rules?|conversation|above|everything)\b"
    r"|\bsystem prompt\b",
    re.I,
)


def is_order(question: str) -> bool:
    """Whether a question tells the program what to do with what it was told."""
    return bool(_ORDER.search(question))
