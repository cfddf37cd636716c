"""A passage of an earlier generation against the document as it is now: which words changed, and where it stands now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, Literal

from rag import manifest
from rag.settings import Settings
from rag.types import Document, Span

Change = Literal["same", "old", "new"]
NOWHERE: Final = Span(0, 0)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A generation that was in use: when it was built, and its documents by name."""

    generation: str
    created: str
    documents: Mapping[str, Document]


@lru_cache(maxsize=2)
def earlier(settings: Settings, generation: str) -> Earlier:
    """Open one that is kept; it never changes, so the last ones stay open. Raises NoIndexError when it is not kept."""
    from rag.generations import open_documents  # faiss and the analyser come with it; the engine has them by now

    documents = open_documents(settings, generation)
    return Earlier(generation, manifest.read(settings.index_dir / generation).created, documents)


@dataclass(frozen=True, slots=True)
class Revision:
    """`words` are the lines of the passage: runs of text that stand in both, only before (`old`) or only now (`new`).

    `now` is where the marked span stands in the present document; empty where nothing of it is left.
    """

    generation: str
    created: str
    document: str
    gone: bool
    words: tuple[tuple[str, Change], ...] = ()
    now: Span = NOWHERE

    @property
    def changed(self) -> bool:
        """Whether words of the passage changed."""
        return any(change != "same" for _, change in self.words)


def compare(before: Document, now: Document, span: Span) -> tuple[tuple[tuple[str, Change], ...], Span]:
    """The lines around a span of `before`, word by word against `now`; and where the span stands in `now`."""
    old_lines, new_lines = before.text.splitlines(keepends=True), now.text.splitlines(keepends=True)
    old_starts, new_starts = _starts(old_lines), _starts(new_lines)
    touched = [
        i for i, start in enumerate(old_starts[:-1]) if start < max(span.end, span.start + 1) and span.start < old_starts[i + 1]
    ]  # fmt: skip
    if not touched:
        return (), NOWHERE
    first, past = touched[0], touched[-1] + 1
    # The lines that these lines became: an equal run gives just them, a changed one all that took its place.
    i1, i2, j1, j2 = past, first, len(new_lines), 0
    for kind, a, b, c, d in _blocks(old_lines, new_lines):
        if b <= first or past <= a:
            continue
        if kind == "equal":
            a, b, c, d = max(a, first), min(b, past), c + max(first - a, 0), d - max(b - past, 0)
        i1, i2, j1, j2 = min(i1, a), max(i2, b), min(j1, c), max(j2, d)
    return _words(
        before.text[old_starts[i1] : old_starts[i2]],
        now.text[new_starts[min(j1, j2)] : new_starts[j2]],
        Span(old_starts[first] - old_starts[i1], old_starts[past] - old_starts[i1]),
        Span(span.start - old_starts[i1], span.end - old_starts[i1]),
        new_starts[min(j1, j2)],
    )


def _starts(lines: Sequence[str]) -> list[int]:
    """Where each line starts, and where the last one ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """What became of which lines, as SequenceMatcher tells it; beginnings and ends in common are not compared."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail]).get_opcodes()
    return [
        ("equal", 0, head, 0, head),
        *((kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in inner),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]


def _words(
    old: str, new: str, wanted: Span, marked: Span, new_start: int
) -> tuple[tuple[tuple[str, Change], ...], Span]:
    """Compare two texts by words; keep what falls into `wanted` of the old one, and find `marked` of it in the new."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    at, there = _starts(a), _starts(b)
    runs: list[tuple[str, Change]] = []
    found: list[int] = []

    def add(words: Sequence[str], change: Change) -> None:
        if not words:
            return
        text = "".join(words)
        if runs and runs[-1][1] == change:
            runs[-1] = runs[-1][0] + text, change
        else:
            runs.append((text, change))

    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a, b).get_opcodes():
        inside = [i for i in range(i1, i2) if wanted.start <= at[i] < wanted.end]
        hit = [i for i in range(i1, i2) if at[i] < marked.end and marked.start < at[i + 1]]
        if kind == "equal":
            add([a[i] for i in inside], "same")
            found += [there[j1 + i - i1 + side] for i in hit for side in (0, 1)]
            continue
        add([a[i] for i in inside], "old")
        if inside or (kind == "insert" and i1 < len(a) and wanted.start < at[i1] < wanted.end):
            add(b[j1:j2], "new")
        if hit and j1 < j2:
            found += [there[j1], there[j2]]
    now = Span(min(found) + new_start, max(found) + new_start) if found else NOWHERE
    return tuple(runs), now
