"""A draft becomes what is sent: every line checked against its quotes, citations numbered, marks set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answering.composing import frame_words, sentences
from rag.answering.drafts import Draft, Line, Proof
from rag.answering.proof.verify import amounts_stand, dates_stand, names_stand, numbers_stand
from rag.errors import DamagedIndexError
from rag.questions import Query
from rag.snapshot import Snapshot
from rag.types import Citation, Status


@dataclass(frozen=True, slots=True)
class Proved:
    """What is left of a draft once it was checked. `withheld` counts the lines that could not be proved."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    computed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    withheld: int = 0


def prove(draft: Draft, query: Query, snapshot: Snapshot) -> Proved:
    """Check each line, number the citations in order of appearance (the same span has one number), set the marks.

    Nothing provable left, or nothing to begin with: `not_found` with the sentence that says so.
    """
    kept, withheld = [], 0
    for line in draft.lines:
        if stands(line, draft, query, snapshot):
            kept.append(line)
        else:
            withheld += 1
    if draft.status == "not_found" or not kept:
        return Proved("not_found", sentences(query.language).not_found(), withheld=withheld)
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    texts = []
    for line in kept:
        marks = []
        for proof in line.proofs:
            key = (proof.document, *proof.span)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(cite(proof, numbers[key], draft.confidence, snapshot))
            marks.append(f"[{numbers[key]}]")
        texts.append(f"{line.text} {''.join(dict.fromkeys(marks))}")
    status: Status = "partial" if withheld and draft.status == "answered" else draft.status
    return Proved(status, "\n".join(texts), tuple(citations), draft.computed, draft.steps, withheld)


def stands(line: Line, draft: Draft, query: Query, snapshot: Snapshot) -> bool:
    """Whether a line is proved: it has a proof, and its numbers, dates and names stand in the quotes, in what the
    quotes stand under (section, passage), in the question, or were computed."""
    if not line.proofs or not line.text.strip():
        return False
    quotes = [snapshot.documents[p.document].text[p.span.start : p.span.end] for p in line.proofs]
    around = [around_of(p, snapshot) for p in line.proofs]
    years = " ".join(f"{y}년" for y in query.years)
    allowed = " ".join([*around, years])
    if query.language == "en":
        allowed += " " + frame_words("en")
    asked = " ".join(re.findall(r"\d[\d,.]*", query.text)) if query.direction else ""
    return (
        numbers_stand(line.text, quotes, draft.computed, f"{allowed} {asked}")
        and dates_stand(line.text, quotes, allowed)
        and amounts_stand(line.text, quotes, draft.computed, f"{allowed} {query.text}")
        and names_stand(line.text, quotes, f"{allowed} {query.text}")
    )


def around_of(proof: Proof, snapshot: Snapshot) -> str:
    """What a quote stands under: title, section and year of its passage, and the passage's own label."""
    chunk = snapshot.chunks[proof.chunk]
    return " ".join([chunk.title, *chunk.section, chunk.label, f"{chunk.year}년" if chunk.year else "", chunk.text])


def cite(proof: Proof, n: int, score: float, snapshot: Snapshot) -> Citation:
    """The citation of a proof. Raises DamagedIndexError when the span is not in the document."""
    document = snapshot.documents[proof.document]
    start, end = proof.span
    quote = document.text[start:end]
    if not quote or not 0 <= start < end <= len(document.text):
        raise DamagedIndexError(f"{proof.document}: no text at {start}:{end}; run `rag build`")
    chunk = snapshot.chunks[proof.chunk]
    whole = chunk.start <= start and end <= chunk.end
    first = min(chunk.start, start)
    while document.text.startswith("|", first):  # a table's rows are read with the names of their columns
        above = document.text.rfind("\n", 0, max(0, first - 1)) + 1
        if above >= first or not document.text.startswith("|", above):
            break
        first = above
    columns = chunk.label.split(" · ")
    above = document.text.rfind("\n", 0, max(0, first - 1)) + 1
    if len(columns) > 1 and above < first and all(c in document.text[above:first] for c in columns):
        first = above  # of a table without bars
    passage = document.text[first : chunk.end] if whole else document.text[first : max(chunk.end, end)]
    page = document.page(start)
    section = (*chunk.section, f"{page}쪽") if page else chunk.section
    return Citation(
        n, document.name, document.title, section, quote, start, end, passage, round(score, 4), proof.support
    )
