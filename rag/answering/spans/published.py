"""Whether something was made known yet: what a sentence says of that, for 「몇 명 뽑는지 발표가 났나요」."""

from __future__ import annotations

import re

_DONE = r"(?:공개|발표|공고|확정|결정|공시|예고|공지)"
_UNKNOWN = re.compile(
    rf"{_DONE}(?:하|되)지\s?(?:않|못)|{_DONE}(?:은|는|이|가|을|를)?\s(?:전(?![가-힣])|전[으이]|안\s|못\s)|미정|미확정|미공개|비공개|정해지지|정하지\s?(?:않|못)|밝히지\s?(?:않|못)|알려지지"
)
_KNOWN = re.compile(rf"{_DONE}(?:했|하였|됐|되었|된(?:다|\s|$)|한다|합니다|됩니다)|정해졌|정했|밝혔|알려졌")


def made_known(words: str) -> bool | None:
    """True where words say that something was made known, False that it was not; None where they speak of neither."""
    if _UNKNOWN.search(words):
        return False
    return True if _KNOWN.search(words) else None
