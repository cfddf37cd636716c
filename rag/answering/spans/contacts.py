"""Where to turn to, by the form in which it is written."""

from __future__ import annotations

import re

# What people call the number or place to turn to, or steps one after another, by their form.
CONTACTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(r"\d{2,4}\)?[ -]\d{3,4}-\d{4}|(?<!\d)1[568]\d\d-\d{4}"),
        ("전화번호", "연락처", "전화", "phone", "number", "contact"),
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.\w"), ("이메일", "메일", "연락처", "email", "contact")),
    (re.compile(r"\bwww\.|https?://", re.I), ("홈페이지", "누리집", "사이트", "website", "homepage")),
    (re.compile(r"\S\s?[⇒→➜▶≫]\s?\S"), ("절차", "순서", "단계", "procedure", "steps")),
)


def reaches(words: str) -> bool:
    """Whether a value opens with how to reach one: what follows are other ways, and no list of things."""
    return any(form.match(words) for form, _ in CONTACTS[:3])
