"""What can prove a sentence: the facts and sentences of passages, each the smallest span that says one thing.

chunks ─read─▶ Unit … ─with their vocabulary─▶ Ground, on which sentences are judged
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from rag.answering.drafts import Proof
from rag.answering.facts.evidence import UNIT_NOUNS, Evidence, WordVectors
from rag.answering.facts.wordsets import Floats
from rag.answering.proof.claims import Claims, Said, read
from rag.answering.spans.quantities import unit_name, years
from rag.korean import Korean
from rag.types import Chunk, Document, Fact, Span

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Unit:
    """One fact or sentence of a passage that can prove something.

    `around` is what it stands under, folded; `words` its own terms, `context` those of its place, `near` those of a
    value's label and column; `years` the years that it speaks of, `under` those of its place; `unit` and `scale` those that a table's header gives
    its numbers.
    """

    proof: Proof
    claims: Claims
    around: str
    words: frozenset[str]
    context: frozenset[str]
    years: frozenset[int]
    under: frozenset[int]
    unit: str
    scale: int
    near: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ground:
    """The units of some passages with their vocabulary: `column` gives a term's row in `vectors` (terms, dim) float32,
    `own` and `context` the rows of each unit's terms, as flat rows and where each unit's begin. Every unit has the row
    after the last as well, which is no term, so that none is empty."""

    units: tuple[Unit, ...]
    column: Mapping[str, int]
    vectors: Floats
    own: tuple[Rows, Rows]
    context: tuple[Rows, Rows]


class Units:
    """Reads the units of passages, each once. Thread-safe."""

    def __init__(
        self, evidence: Evidence, documents: Mapping[str, Document], chunks: Sequence[Chunk], vectors: WordVectors
    ) -> None:
        self.evidence, self.documents, self.chunks, self.vectors = evidence, documents, chunks, vectors
        self._units = lru_cache(maxsize=2048)(self._of_chunk)
        self._vector = lru_cache(maxsize=20_000)(self._vector_of)
        self.ground = lru_cache(maxsize=256)(self._ground)

    def vector(self, terms: Sequence[str]) -> Floats:
        """(n, dim) float32, L2-normalised: the terms' meanings."""
        return np.stack([self._vector(t) for t in terms])

    def prepare(self, chunks: Sequence[int]) -> None:
        """Read chunks beforehand, so that judging is quick: reading one takes some 20 ms."""
        for c in chunks:
            self.ground((c,))

    def _ground(self, chunks: tuple[int, ...]) -> Ground:
        """The ground of chunks by id, in their order."""
        units = tuple(u for c in chunks for u in self._units(c))
        terms = sorted(set().union(*(u.words | u.context | u.near for u in units)))
        column = {t: i for i, t in enumerate(terms)}
        return Ground(
            units,
            column,
            self.vector(terms) if terms else np.zeros((0, 1), np.float32),
            _flat([[column[t] for t in u.words] for u in units], len(terms)),
            _flat([[column[t] for t in u.context] for u in units], len(terms)),
        )

    def _vector_of(self, term: str) -> Floats:
        vector: Floats = self.vectors.word_vectors([term])[0]
        return vector

    def _of_chunk(self, chunk: int) -> tuple[Unit, ...]:
        """The facts of a chunk and the sentences of what no fact covers."""
        c = self.chunks[chunk]
        text = self.documents[c.document].text
        facts = [self.evidence.facts[i] for i in self.evidence.by_chunk.get(chunk, ())]
        found = [self._of_fact(f, c, text) for f in facts if f.kind != "list"]
        covered = [(f.start, f.end) for f in facts if f.kind != "list"]
        start = c.start
        for line in c.text.split("\n"):
            for s in Korean.get().sentences(line):
                span = Span(start + s.start, start + s.end)
                if not any(a < span.end and span.start < b for a, b in covered):
                    found.append(self._unit(Proof(c.document, span, c.id), text[slice(*span)], "", c, None, ""))
            start += len(line) + 1
        return tuple(found)

    def _of_fact(self, f: Fact, c: Chunk, text: str) -> Unit:
        label = f"{f.label} {f.attribute} {f.parent}"
        unit = self._unit(Proof.of(f), text[f.start : f.end], label, c, f.year, f.unit)
        if f.kind != "value":
            return unit
        # A label and its value: of a table's row only the value is said, and all words are of it.
        low, high = f.value.start - f.start, f.value.end - f.start
        own = [replace(a, window=(0, f.end - f.start)) for a in unit.claims.amounts if low <= a.start < high]
        near = terms_of(read(f"{f.label} {f.attribute}").words)
        return replace(unit, claims=replace(unit.claims, amounts=tuple(own)), near=near)

    def _unit(self, proof: Proof, text: str, label: str, c: Chunk, year: int | None, unit: str) -> Unit:
        claims = read(text)
        around = read(" ".join([label, c.label, *c.section, c.title]))
        under = self._years_of_place(c, year)
        scale, standard = _scaled(unit)
        nouns = {n for q in (*(a.unit for a in claims.amounts), standard) for n in UNIT_NOUNS.get(q, ())}
        return Unit(
            proof,
            claims,
            around.folded,
            terms_of(claims.words),
            terms_of(around.words) | nouns,
            (frozenset() if years(text) and not (year or c.year) else under) | years(text),
            under,
            standard,
            scale,
        )

    def _years_of_place(self, c: Chunk, year: int | None) -> frozenset[int]:
        """Years of a unit's place: its own or its passage's, else its section's, else its document's."""
        if year or c.year:
            return frozenset({year or c.year or 0})
        edition = self.documents[c.document].year
        return frozenset(years(" ".join(c.section))) or (frozenset({edition}) if edition else frozenset())


def _flat(rows: Sequence[Sequence[int]], nothing: int) -> tuple[Rows, Rows]:
    """Rows end to end, each with `nothing` at its end, and where each begins."""
    starts = np.cumsum([0, *(len(r) + 1 for r in rows)])[:-1]
    return np.array([i for r in rows for i in (*r, nothing)], np.intp), starts.astype(np.intp)


def terms_of(words: Sequence[Said]) -> frozenset[str]:
    """All terms of some words."""
    return frozenset(t for w in words for t in w.terms)


def _scaled(unit: str) -> tuple[int, str]:
    """A table's unit as a factor and a standard unit: 백만 원 → (1000000, 원)."""
    bare = unit.replace(" ", "")
    for written, scale in (
        ("천", 10**3),
        ("백만", 10**6),
        ("십억", 10**9),
        ("만", 10**4),
        ("억", 10**8),
        ("조", 10**12),
    ):
        if bare.startswith(written) and len(bare) > len(written):
            return scale, unit_name(bare.removeprefix(written))
    return 1, unit_name(bare)
