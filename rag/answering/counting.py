"""How many things there are in the list that a question names, where no sentence tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.answering.composing import counter, sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.matching import Match
from rag.answering.ranking import Candidate
from rag.questions import Query
from rag.types import Fact


def count(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    sure: bool,
    facts: Sequence[Fact],
    words_of: Callable[[Fact], str],
) -> Draft:
    """How many members the list has that the question names; NOTHING where a sentence says so or no list is named.
    `sure`: the evidence answers at all; `words_of` gives the words of a fact."""
    if not ranked:
        return NOTHING
    lists = [c for c in ranked if c.fact.kind == "list" and match.precision[c.row] >= 0.5]
    best = max(lists, key=lambda c: (round(float(match.coverage[c.row]), 2), c.score), default=None)
    heads = [w for w, word in enumerate(match.words) if word.head]
    told = (
        ranked[0].fact.kind != "list"
        and bool(ranked[0].spans)
        and all(match.strengths[w, ranked[0].row] >= 0.9 for w in heads)
    )
    if best is None or (told and ranked[0].score >= best.score):
        return NOTHING
    if not sure and match.solid(best.row) < 0.85:
        return NOTHING
    members = [facts[m] for m in best.fact.members]
    label = tidy(best.fact.label)
    topic = next((w.text for w in query.words if w.head), label)
    number = str(len(members))
    names = ", ".join(tidy(m.label or words_of(m)) for m in members)
    text = sentences(query.language).count(topic, number, counter(query.text)) + names
    proofs = tuple(Proof.of(m) for m in members)
    return Draft("answered", (Line(text, proofs),), (number,), (f"{label}: {number}",), 1.0)
