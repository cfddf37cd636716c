"""The year that a sentence leaves unsaid because one before it in its paragraph has said it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.quantities import years
from rag.types import Fact

BACK = 4  # sentences that a year is carried on


def years_before(fact: Fact, facts: Sequence[Fact], text: str) -> frozenset[int]:
    """Years of the nearest earlier sentence of the paragraph that names any; empty when none does. `facts` are all of
    the evidence, `text` that of the fact's document."""
    seen = 0
    for other in reversed(facts[: fact.id][-40:]):
        if other.document != fact.document or other.section != fact.section or "\n\n" in text[other.end : fact.start]:
            break
        if other.kind != "sentence":
            continue
        seen += 1
        if said := years(text[other.start : other.end]):
            return frozenset(said)
        if seen >= BACK:
            break
    return frozenset()
