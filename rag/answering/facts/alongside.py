"""All amounts that a sentence tells side by side, by itself or with the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from rag.answering.facts.following import following
from rag.answering.facts.spoken import Spoken, continued, counted, onward, respectively, yearly
from rag.types import Span


def side_by_side(text: str, before: Span, sentence: Span) -> Iterator[tuple[list[Spoken], int]]:
    """The amounts that a sentence tells side by side, for each group where its places are counted from; `before` is the
    sentence before it."""
    words, said = text[slice(*sentence)], text[slice(*before)]
    both, cut = text[before.start : sentence.end], sentence.start - before.start
    for ones, start in (
        *((ones, sentence.start) for ones in counted(words)),
        (yearly(words) or onward(words), sentence.start),
        (respectively(words, said), sentence.start),
        (continued(both, cut) or following(both, cut), before.start),
    ):
        if ones:
            yield ones, start
