"""Where the words of a search stand in what it found, to be marked for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.types import Hit, Span

SHORTEST = 2  # characters of a word that are looked for


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found, its text cut into (words, whether they were searched for)."""

    document: str
    title: str
    section: tuple[str, ...]
    start: int
    end: int
    parts: tuple[tuple[str, bool], ...]


def occurrences(query: str, text: str) -> list[Span]:
    """Where the query's words, or their longest beginnings that occur at all, stand in `text`; none overlap.

    A Korean word is followed by its particle, so 「채용은」 is looked for as 채용은, then 채용.
    """
    stems = []
    lower = text.lower()
    for word in re.findall(r"\w+", query.lower()):
        stem = next((word[:n] for n in range(len(word), SHORTEST - 1, -1) if word[:n] in lower), "")
        if stem:
            stems.append(re.escape(stem))
    if not stems or len(lower) != len(text):  # a few letters change length when lowered; then nothing is marked
        return []
    pattern = re.compile("|".join(sorted(set(stems), key=len, reverse=True)))
    return [Span(*match.span()) for match in pattern.finditer(lower)]


def found(query: str, hits: Iterable[Hit]) -> list[Found]:
    """The hits, best first, ready to be shown."""
    out = []
    for hit in hits:
        chunk, at, parts = hit.chunk, 0, []
        for span in occurrences(query, chunk.text):
            parts += [(chunk.text[at : span.start], False), (chunk.text[span.start : span.end], True)]
            at = span.end
        parts.append((chunk.text[at:], False))
        out.append(Found(chunk.document, chunk.title, chunk.section, chunk.start, chunk.end, tuple(parts)))
    return out
