"""Dates of titles and of reports: 「한마당 개최 (2031년 4월)」 tells when that was, 「작성일: 2031.5.2」 of when a report is."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.answering.spans.quantities import moments
from rag.types import Block, Span

OWN_DATE = "기준 날짜"  # what a report's own date is called
DATES_REPORT = re.compile(
    r"(?:보고서\s?)?(?:작성|기준|발행|발간|게시|공시)\s?(?:일|일자|날짜)"
)  # labels of such a date
_NUMBERING = re.compile(r"(?:[①-⑳]|\(?\d{1,2}[.)]|[가-하][.)])\s*")
_BEHIND = re.compile(r"\**\s*[(\[]\s*((?:19|20)\d\d\s?[년.][^()\[\]]{1,20}?)\s*[)\]]\s*$")


class DatedTitle(NamedTuple):
    """Where the name of a dated title stands, and its date."""

    name: Span
    date: Span


def dated_title(text: str, b: Block) -> DatedTitle | None:
    """The name and the date of a heading that ends in a day or month; None for any other block."""
    if b.kind != "heading" or b.value is None or len(b.section) < 2 or text[b.end - 1] not in ")]":
        return None
    m = _BEHIND.search(text, b.value.start, b.end)
    if m is None or m.start() <= b.value.start:
        return None
    dates = moments(m[1])
    if not dates or dates[0].start or not re.search(r"\d\D+\d", m[1]):
        return None
    mark = _NUMBERING.match(text, b.value.start, m.start())
    start = mark.end() if mark else b.value.start
    return DatedTitle(Span(start, m.start()), Span(m.start(1), m.end(1)))
