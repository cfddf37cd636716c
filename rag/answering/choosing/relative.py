"""The year that 작년 and 올해 mean in a question: told by when a report came out, where it does not use the word itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rag.answering.spans.inheriting import RELATIVE, published
from rag.questions import Query
from rag.types import Document

_SAID = re.compile(
    rf"(?<![가-힣])(?:{'|'.join(sorted(RELATIVE, key=len, reverse=True))})(?!보다|\s?대비|에\s비|하고|이랑|과\s|랑\s)"
)
_OF_ITS_YEAR = re.compile(
    r"연차|연보|연례|결산|실적|성과|백서|annual|yearbook", re.I
)  # such a report comes out a year later


def with_year(query: Query, documents: Mapping[str, Document]) -> Query:
    """The question with the year that it means; as it is where it names years, where reports came out in several, or where
    one of them uses the word too, so that it is looked for there."""
    if query.years:
        return query
    said = _SAID.search(query.text)
    if said is None or any(said.group() in d.text for d in documents.values()):
        return query
    told = {now for d in documents.values() if (now := _written(d)) is not None}
    words = tuple(w for w in query.words if w.end <= said.start() or w.start >= said.end())
    if len(told) != 1 or not words:
        return query
    return replace(query, words=words, years=(told.pop() + RELATIVE[said.group()],))


def _written(document: Document) -> int | None:
    """The year in which a report came out, by what it says or by the year of its title."""
    if told := published(document.text):
        return told
    if document.year is None:
        return None
    return document.year + bool(_OF_ITS_YEAR.search(document.title))
