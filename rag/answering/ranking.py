"""Facts that could answer, best first: words covered, label named, the wanted kind there, the year right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rag.answering.enumerating import counted_up, worth
from rag.answering.gathering import QUESTIONS
from rag.answering.inheriting import years_before
from rag.answering.matching import Match
from rag.answering.quantities import moments, quantities, years
from rag.answering.rates import rates_in
from rag.answering.wanting import wanted_spans
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit, Span

TYPED = ("number", "date", "person", "place", "organisation", "reason")
_WHICH = re.compile(r"(?:어떤|무슨|어느)\s*[가-힣]+|무엇|뭐|which|what", re.I)
_FOR = re.compile(r"위해|위한|위하여|대상")
_MORE = re.compile(r"더\s?(?:많|높|크|적|낮|작|길|짧)")
_AIM = re.compile(r"목표|계획|예정|전망|target|plan|goal|aim", re.I)
LOOKED_AT = 60  # facts, by coverage, that are looked at closely


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that could answer. `row` is its column in the match; `spans` where the wanted kind stands in it."""

    fact: Fact
    row: int
    score: float
    spans: tuple[Span, ...]
    year_fits: bool


def _only_about(name: str, query: Query) -> bool:
    """Whether a question asks for the thing of a name and nothing else of it."""
    content = "".join(w.text for w in query.words if not w.asks and not w.generic)
    return bool(name) and re.sub(r"\W", "", name) == re.sub(r"\W", "", content)


def year_fits(fact: Fact, document: Document, query: Query, facts: Sequence[Fact]) -> bool:
    """Whether a fact can speak of the years asked for: it is of such a year, its words name one, or, undated, the
    sentences before it in its paragraph do or the report's edition is of such a year."""
    if not query.years:
        return True
    asked = set(query.years)
    said = years(document.text[fact.start : fact.end])
    if said & asked:
        return True
    if fact.year is not None:
        return fact.year in asked
    if said and fact.kind != "list":  # a year within one of its things is not the list's
        return False
    return document.year is None or document.year in asked or bool(asked & years_before(fact, facts, document.text))


def rank(
    match: Match,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    query: Query,
    hits: Sequence[Hit],
    korean: Korean,
) -> list[Candidate]:
    """Candidates best first; ties in order of the facts. Claims of a year in a yes-or-no question do not sort facts
    out, because the report may say another year."""
    if not len(match.ids):
        return []
    dated = query.wanted == "yesno" and bool(moments(query.text))
    if dated:  # a date is claimed: the fact that tells the date decides
        query = replace(query, wanted="date")
    found = {h.chunk.id: h.score for h in hits}
    rough = match.coverage + 0.2 * match.precision
    rough = rough + np.array([0.1 * found.get(facts[i].chunk, 0.0) for i in match.ids], np.float32)
    weights = match.weights / max(float(match.weights.sum()), 1e-6)
    asked = re.sub(r"\W", "", query.text)
    counts = {q.value for q in query.amounts if q.unit in ("개", "개소", "종", "명")}
    rate = rates_in(query.text) if query.wanted == "number" else frozenset[str]()
    result = []
    for row in np.argsort(-rough, kind="stable")[:LOOKED_AT]:
        fact = facts[int(match.ids[row])]
        document = documents[fact.document]
        fits = year_fits(fact, document, query, facts)
        if not fits and query.wanted != "yesno" and not dated:
            continue
        words = document.text[fact.start : fact.end]
        spans = wanted_spans(document.text, fact, query, korean)
        score = float(rough[row]) + 0.08 * float(weights @ match.own[:, row])
        score += 0.04 if fact.kind in ("value", "list") else 0.0
        amount = fact.kind == "value" and bool(quantities(document.text[slice(*fact.value)]))
        if query.wanted == "number" and amount and match.precision[row] < 0.05:
            score -= 0.2  # an amount of something else that stands near
        if query.wanted == "number" and _AIM.search(f"{fact.label} {fact.attribute}") and not _AIM.search(query.text):
            score -= 0.15  # what was meant to be is not what was
        if query.wanted in TYPED:
            score += 0.12 if spans else -0.4
            score += 0.06 if spans and fact.kind in ("value", "date") else 0.0
            score -= 0.15 if fact.kind == "list" and query.wanted == "number" else 0.0
            score -= 0.3 if fact.kind == "list" and query.wanted in ("place", "organisation") else 0.0
            score += 0.03 if query.wanted == "person" and len(spans) > 1 else 0.0  # a name beside its office
        elif query.wanted in ("definition", "method"):
            score -= 0.15 if amount else 0.0
        elif query.wanted == "list":
            score += 0.15 if fact.kind == "list" else 0.0
            score += 0.2 if fact.kind == "list" and len(fact.members) in counts else 0.0  # as many as are asked for
            score -= 0.1 if counts and fact.kind == "sentence" and not counted_up(words) else 0.0  # their number alone
        elif query.wanted == "any":
            score += 0.04 if fact.kind == "list" else -0.04 if amount else 0.0
        if fact.kind == "sentence" and query.wanted in ("any", "definition") and _only_about(fact.parent, query):
            score += 0.3  # the passage of that name says what it is
        if rate and spans and rates_in(words) & rate:
            score += 0.25  # so much a day is told as so much a day
        elif rate and fact.kind == "sentence":
            score -= 0.15
        if _FOR.search(query.text) and _FOR.search(document.text[fact.start : fact.end]):
            score += 0.1
        if query.wanted == "yesno" and fact.kind == "list":
            score -= 0.15
        if fact.kind == "list" and fact.label.endswith(QUESTIONS) and QUESTIONS in query.text:
            score += 0.2
        if query.wanted == "yesno" and fact.group < 0 and _MORE.search(query.text):
            score -= 0.3  # one of two amounts of a sentence that compares them
        if query.wanted in ("any", "list") and fact.kind == "sentence" and _WHICH.search(query.text):
            score += worth(query.text, document.text[fact.start : fact.end], query.wanted == "list")
        said = re.sub(r"\W", "", document.text[slice(*fact.value)]) if fact.kind in ("value", "item") else ""
        dates_row = query.wanted == "date" and spans and spans[0].end <= fact.value.start  # a date names the row
        if dates_row:
            score += 0.1 if said and said in asked else 0.0
        elif query.wanted != "yesno" and fact.kind in ("value", "item") and said and said in asked:
            score -= 0.6  # the question says it itself
        if fact.kind == "date" and query.wanted != "date":
            score -= 0.5
        if query.years and set(query.years) & years(document.text[fact.start : fact.end]):
            score += 0.08  # it names the year itself
        if fact.kind == "item":
            score -= 0.04
        if not fits:
            score -= 0.1 if years(document.text[fact.start : fact.end]) else 0.6
        result.append(Candidate(fact, int(row), score, tuple(spans), fits))
    return sorted(result, key=lambda c: -c.score)
