"""What the evidence of an earlier generation lends to a build: all of a document that is the same, and of one that
changed the analysis of every text that it still holds. The outcome is that of a build without it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.answering.facts.blocks import SPOKEN
from rag.answering.facts.nicknames import classes_in, nicknames
from rag.answering.facts.wordsets import SETS, Part
from rag.answering.spans.people import shortened
from rag.answering.spans.quantities import moments
from rag.types import Chunk, Document, Fact

if TYPE_CHECKING:
    from rag.answering.facts.evidence import Evidence

_POINTS = re.compile(
    r"(?:[가-힣]{1,5},?\s){0,3}?(?:(?:이|그|해당|이런|이러한|그런|같은)\s[가-힣]|그[는가의녀]\s|그에게|이[는를에]\s|이들|이곳|그곳|여기|이로써|이때|그때|이중|그중)"
    r"|[^,.]{0,40}?(?<![가-힣])(?:이곳|그곳|여기|이들)(?:은|는|이|가|에서|에서는|에는|서)\s"
)
TOLD = 500  # characters before an amount in which a sentence still tells what it is about


class Source(NamedTuple):
    """All that decides a set of words of a fact: texts to be analysed, values with the unit that their table gives
    them, and a year (0: none)."""

    texts: tuple[str, ...]
    values: tuple[str, ...] = ()
    unit: str = ""
    year: int = 0


class Sources:
    """The sources of the words of a document's facts."""

    def __init__(self, text: str, facts: Sequence[Fact]) -> None:
        self._text = text
        self._facts = facts
        self._dated = {(f.section, f.label): _day(text[slice(*f.value)]) for f in facts if f.kind == "date"}
        self._sentences = [f for f in facts if f.kind == "sentence"]
        self._starts = [f.start for f in self._sentences]
        self._named = nicknames(text)

    def of(self, f: Fact) -> tuple[Source, Source, Source]:
        """Sources of what a fact says itself, of its label and of its place."""
        own: tuple[str, ...] = ()
        if not f.members:  # a list is found by its name: what one of its items says, the item answers
            own = (self._text[f.start : f.end],)
        dated = self._dated.get((f.section, f.parent), "") if f.parent else ""
        place = (" ".join([f.parent, *f.section]), *self._telling(f), *([dated] if dated else []))
        place += tuple(classes_in(own[0], self._named)) if own else ()
        values: tuple[str, ...] = ()
        unit = ""
        if f.kind in ("value", "list"):
            unit = f.unit
            values = (self._text[f.value.start : f.value.end],)
            if f.members:
                first, unit = self._facts[0].id, ""
                values = tuple(self._text[slice(*self._facts[m - first].value)] for m in f.members)
        return (
            Source(own),
            Source(tuple(filter(None, (f.label, f.attribute)))),
            Source(place, values, unit, f.year or 0),
        )

    def _telling(self, f: Fact) -> tuple[str, ...]:
        """Sentences that are the place of something counted in one of them, or that a sentence points back to; and the
        full names of those whom a sentence calls by their family name."""
        if f.group >= 0:
            return self._pointed(f) if f.kind == "sentence" else ()
        end = bisect_right(self._starts, f.start)
        near = [g for g in self._sentences[max(0, end - 3) : end] if f.start - g.start < TOLD]
        return tuple(self._text[g.start : g.end] for g in near)

    def _pointed(self, f: Fact) -> tuple[str, ...]:
        said = self._text[f.start : f.end]
        found = shortened(said, self._text[: f.start])
        before = bisect_right(self._starts, f.start) - 2
        if before >= 0 and _POINTS.match(said):
            g = self._sentences[before]
            if g.section == f.section and "\n\n" not in self._text[g.end : f.start]:
                found.append(self._text[g.start : g.end])
        return tuple(found)


def _day(words: str) -> str:
    """Month and day of the date that a passage opens with, as far as it is written."""
    told = moments(words)[:1]
    return " ".join(f"{n}{unit}" for m in told for n, unit in ((m.month, "월"), (m.day, "일")) if n)


class Earlier:
    """The documents, passages and facts of an earlier generation that the same program made."""

    def __init__(self, documents: Mapping[str, Document], chunks: Sequence[Chunk], evidence: Evidence) -> None:
        """`chunks` and the facts of `evidence` stand in the order of `documents`."""
        self.evidence = evidence
        self._documents = documents
        self._facts: dict[str, tuple[int, int]] = {}  # first and end by document
        for f in evidence.facts:
            first, _ = self._facts.get(f.document, (f.id, 0))
            self._facts[f.document] = (first, f.id + 1)
        self._chunks: dict[str, int] = {}
        for c in chunks:
            self._chunks.setdefault(c.document, c.id)
        self._groups: dict[str, int] = {}
        group = 1
        for name in documents:
            self._groups[name] = group
            first, end = self._facts.get(name, (0, 0))
            group = next_group(evidence.facts[first:end], group)

    def part(self, document: Document, first_chunk: int, first_id: int, first_group: int) -> Part | None:
        """The share of a document that has not changed, its numbers moved to where it stands now; None for another."""
        known = self._documents.get(document.name)
        if known is None or not document.sha256 or known.sha256 != document.sha256:
            return None
        first, end = self._facts.get(document.name, (0, 0))
        facts: Sequence[Fact] = self.evidence.facts[first:end]
        ids, groups = first_id - first, first_group - self._groups[document.name]
        passages = first_chunk - self._chunks.get(document.name, first_chunk)
        if ids or groups or passages:
            facts = [
                replace(
                    f,
                    id=f.id + ids,
                    chunk=f.chunk + passages,
                    group=f.group and f.group + groups * (1 if f.group > 0 else -SPOKEN),
                    members=tuple(m + ids for m in f.members) if f.members else (),
                )
                for f in facts
            ]
        rows = {name: getattr(self.evidence, name).slice(first, end) for name in SETS}
        return Part(facts, rows, self.evidence.subjects[document.name])

    def analyses(self, name: str) -> dict[Source, frozenset[int]]:
        """The words of every source of a document as it was, as numbers in the earlier vocabulary."""
        first, end = self._facts.get(name, (0, 0))
        facts = self.evidence.facts[first:end]
        if not facts:
            return {}
        sources = Sources(self._documents[name].text, facts)
        sets = (self.evidence.own, self.evidence.label, self.evidence.place)
        known: dict[Source, frozenset[int]] = {}
        for f in facts:
            for source, words in zip(sources.of(f), sets, strict=True):
                if source not in known:
                    known[source] = frozenset(words.row(f.id).tolist()) - {0}
        return known


def next_group(facts: Sequence[Fact], first: int) -> int:
    """The first group of the document after one whose facts are numbered from group `first`."""
    return max((f.group for f in facts if f.group > 0), default=first - 1) + 1
