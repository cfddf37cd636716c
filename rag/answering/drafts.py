"""What an answerer makes: lines with their proofs, before they are verified and numbered."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Fact, Span, Status, Support


@dataclass(frozen=True, slots=True)
class Proof:
    """A span that says what a line says. `chunk` is the passage around it."""

    document: str
    span: Span
    chunk: int
    support: Support = "exact"

    @classmethod
    def of(cls, fact: Fact, support: Support = "exact") -> Proof:
        """The whole span of a fact."""
        return cls(fact.document, Span(fact.start, fact.end), fact.chunk, support)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or item of an answer, without its marks."""

    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making. `computed` are calculated numbers as written in the lines; `steps` the calculations;
    `confidence` is the chance (0..1) that the report answers the question at all."""

    status: Status
    lines: tuple[Line, ...] = ()
    computed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    confidence: float = 0.0

    def within(self, fact: Fact) -> bool:
        """Whether all that it cites lies in a fact."""
        proofs = [p for line in self.lines for p in line.proofs]
        return all(
            p.document == fact.document and fact.start <= p.span.start and p.span.end <= fact.end for p in proofs
        )


NOTHING = Draft("not_found")
