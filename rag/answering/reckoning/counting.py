"""How many things there are in the list that a question names, where no sentence tells it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.composing import counter, sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.counted import counted_noun, counts, same
from rag.questions import Query
from rag.types import Fact

SAID = 0.85  # strength from which a list says a word outright
LESS_SAID = 0.3  # coverage that one which counts the right thing may lack
NEAR = 6  # candidates that are looked at


def counts_another(query: Query, best: Candidate, words: str, also: Callable[[str], Collection[str]]) -> bool:
    """Whether every amount of a sentence that could be asked for counts another noun than the question does. `words` are
    the sentence's."""
    asked = counted_noun(query.text)
    if not any(w.text.endswith(asked) or asked.endswith(w.text) for w in query.words if not w.verb):
        return False
    if not asked or best.fact.kind != "sentence" or not best.spans:
        return False
    told = [counts(words, s.end - best.fact.start) for s in best.spans]
    return all(noun and not same(asked, noun, also) for noun in told)


def rightly_counted(
    query: Query,
    match: Match,
    ranked: list[Candidate],
    words_of: Callable[[Fact], str],
    also: Callable[[str], Collection[str]],
) -> list[Candidate]:
    """Candidates with the one first that counts what the question does, where the best counts something else."""
    if query.wanted != "number" or not ranked or not counts_another(query, ranked[0], words_of(ranked[0].fact), also):
        return ranked
    least = match.solid(ranked[0].row) - LESS_SAID
    right = [
        c
        for c in ranked[1:NEAR]
        if c.spans and match.solid(c.row) >= least and not counts_another(query, c, words_of(c.fact), also)
    ]
    named = [c for c in right if any(counts(words_of(c.fact), s.end - c.fact.start) for s in c.spans)]
    promoted = [replace(c, score=ranked[0].score) for c in named[:1]]
    others = (c for c in ranked if c not in named[:1])
    return [*promoted, *(c for c in others if not promoted or not counts_another(query, c, words_of(c.fact), also))]


def count(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    sure: bool,
    facts: Sequence[Fact],
    words_of: Callable[[Fact], str],
    also: Callable[[str], Collection[str]] = lambda word: (),
) -> Draft:
    """How many members the list has that the question names; NOTHING where a sentence says so or no list is named.
    `sure`: the evidence answers at all; `words_of` gives the words of a fact, `also` the
    synonyms of a word."""
    if not ranked:
        return NOTHING
    lists = [c for c in ranked if c.fact.kind == "list" and match.precision[c.row] >= 0.5]
    best = max(lists, key=lambda c: (round(float(match.coverage[c.row]), 2), c.score), default=None)
    heads = [w for w, word in enumerate(match.words) if word.head]
    told = (
        ranked[0].fact.kind != "list"
        and bool(ranked[0].spans)
        and all(match.strengths[w, ranked[0].row] >= 0.9 for w in heads)
        and not counts_another(query, ranked[0], words_of(ranked[0].fact), also)
    )
    if best is None or (told and ranked[0].score >= best.score):
        return NOTHING
    telling = [w for w, word in enumerate(match.words) if not word.generic]
    whole = telling and all(match.strengths[w, best.row] >= SAID for w in telling)
    if not sure and not whole and match.solid(best.row) < SAID:
        return NOTHING
    members = [facts[m] for m in best.fact.members]
    label = tidy(best.fact.label)
    topic = next((w.text for w in query.words if w.head), label)
    number = str(len(members))
    names = ", ".join(tidy(m.label or words_of(m)) for m in members)
    text = sentences(query.language).count(topic, number, counter(query.text)) + names
    proofs = tuple(Proof.of(m) for m in members)
    return Draft("answered", (Line(text, proofs),), (number,), (f"{label}: {number}",), 1.0)
