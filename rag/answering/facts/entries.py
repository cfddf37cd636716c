"""Entries of applicants as pages of reviews write them: when and for what, then the job with its outcome, on two lines.

2023년 하반기 | 인턴
웹개발 합격
"""

from __future__ import annotations

import re

from rag.types import Block, Span

_WHEN = re.compile(r"(?P<when>(?:19|20)\d\d년(?:\s?[상하]반기|\s?\d{1,2}월)?)\s?[|ㅣ/·]\s?(?P<who>[가-힣A-Za-z]{2,10})")
_OUTCOME = re.compile(r"(?P<job>[가-힣A-Za-z0-9·/()\s-]{2,30}?)\s(?P<outcome>합격|불합격|최종\s?합격|탈락)")

NAMES = ("면접 후기 시기", "면접 후기 지원 구분", "면접 후기 지원 직무", "면접 후기 합격 여부")


def entry(text: str, before: Block | None, block: Block) -> list[tuple[Block, str, Span]]:
    """What two lines say of an applicant, each with its block and a name; empty where they are no such lines."""
    if (
        before is None
        or before.value is None
        or block.value is None
        or before.kind not in ("paragraph", "heading")
        or block.kind != "paragraph"
        or block.section[: len(before.section)] != before.section
    ):
        return []
    when = _WHEN.fullmatch(text, *before.value)
    outcome = _OUTCOME.fullmatch(text, *block.value)
    if when is None or outcome is None:
        return []
    return [
        (before, NAMES[0], Span(*when.span("when"))),
        (before, NAMES[1], Span(*when.span("who"))),
        (block, NAMES[2], Span(*outcome.span("job"))),
        (block, NAMES[3], Span(*outcome.span("outcome"))),
    ]
