"""Facts that could answer, best first: a weighted sum of their traits, with weights for each kind of question and some
more for sentences of prose, which are told from each other by other things than fields and rows are.

The weights stand in `rag/resources/ranking.json`; `python -m rag.training.ranking` refits them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import get_args

import numpy as np

from rag.answering.choosing.matching import Match
from rag.answering.choosing.traits import NAMES, Forms, Traits
from rag.answering.choosing.wanting import wanted_spans
from rag.answering.facts.wordsets import Floats
from rag.answering.spans.inheriting import years_before, years_said
from rag.answering.spans.quantities import moments
from rag.asking.kinds import whether_told
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit, Span, Wanted

TYPED = ("number", "date", "person", "place", "organisation", "reason")
SHARPNESS = 20.0  # a lead of 0.05 makes a candidate e times as likely as the next
LOOKED_AT = 40  # facts, by coverage, that are looked at closely


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A fact that could answer. `row` is its column in the match; `spans` where the wanted kind stands in it; `traits`
    what `score` is made of, float32 in the order of `traits.NAMES`."""

    fact: Fact
    row: int
    score: float
    spans: tuple[Span, ...]
    year_fits: bool
    traits: Floats

    def trait(self, name: str) -> float:
        """One of its traits by name."""
        return float(self.traits[NAMES.index(name)])


@lru_cache(maxsize=1)
def weights() -> dict[Wanted, tuple[Floats, Floats]]:
    """What each trait is worth, by the kind of answer that is wanted: those for all questions with that kind's own,
    and what comes to them for sentences of prose."""
    data = json.loads(resources.files("rag.resources").joinpath("ranking.json").read_text("utf-8"))["weights"]

    def row(*kinds: str) -> Floats:
        return np.array([sum(data.get(name, {}).get(k, 0.0) for k in kinds) for name in NAMES], np.float32)

    return {wanted: (row("all", wanted), row("prose")) for wanted in get_args(Wanted)}


_BESIDE = re.compile(r"\(\s?((?:19|20)\d\d)년[^()]{0,8}\s\d[^()]*\)")  # an amount of another year in brackets


def year_fits(fact: Fact, document: Document, query: Query, facts: Sequence[Fact]) -> bool:
    """Whether a fact can speak of the years asked for: it is of such a year, its words name one, or, undated, the
    sentences before it in its paragraph do or the report's edition is of such a year."""
    if not query.years:
        return True
    asked = set(query.years)
    if fact.kind == "value" and fact.year is not None and (fact.group < 0 or str(fact.year) in fact.attribute):
        since = len(asked) == 1 and re.search(r"\d{4}년?\s?(?:부터|이후)", query.text)
        return fact.year in asked or bool(since and fact.year > min(asked))  # of those told side by side it has one
    announced = f" {fact.parent}" if fact.kind == "list" else ""
    said = years_said(document.text[fact.start : fact.end] + announced, document.text)
    if said & asked:
        return True
    if fact.year is not None:
        return fact.year in asked
    if fact.kind == "value" and said and (beside := _BESIDE.findall(document.text[fact.start : fact.end])):
        return bool(asked & {document.year, int(max(beside)) + 1})  # 「1,264명 (2022년 말 1,037명)」
    if said and fact.kind != "list":  # a year within one of its things is not the list's
        return False
    if document.year in asked:
        return True
    before = years_before(fact, facts, document.text)
    return bool(asked & before) if before else document.year is None


class Ranker:
    """Ranks the facts of one generation."""

    def __init__(self, facts: Sequence[Fact], documents: Mapping[str, Document], korean: Korean) -> None:
        self.facts, self.documents, self.korean = facts, documents, korean
        self._forms = Forms(facts, documents, korean)

    def rank(self, match: Match, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Candidates best first; ties in order of the facts. Claims of a year in a yes-or-no question do not sort facts
        out, because the report may say another year."""
        if not len(match.ids):
            return []
        claimed = query.wanted == "yesno" and whether_told(query.text) is None
        if claimed and moments(query.text):  # a date is claimed: the fact that tells the date decides
            query = replace(query, wanted="date")
        found = {h.chunk.id: h.score for h in hits}
        rough = match.coverage + 0.2 * match.precision
        rough = rough + np.array([0.1 * found.get(self.facts[i].chunk, 0.0) for i in match.ids], np.float32)
        traits, (worth, in_prose) = Traits(query, match, hits, self._forms), weights()[query.wanted]
        rows, places, fitting = [], [], []
        for row in np.argsort(-rough, kind="stable")[:LOOKED_AT]:
            fact = self.facts[int(match.ids[row])]
            document = self.documents[fact.document]
            fits = year_fits(fact, document, query, self.facts)
            if fits or claimed:
                rows.append(int(row))
                places.append(self._places(fact, query))
                fitting.append(fits)
        told = traits.of(rows, places, fitting)
        scores = told @ worth + told[:, NAMES.index("prose")] * (told @ in_prose)
        return [
            Candidate(self.facts[int(match.ids[rows[i]])], rows[i], float(scores[i]), places[i], fitting[i], told[i])
            for i in np.argsort(-scores, kind="stable")
        ]

    def _places(self, fact: Fact, query: Query) -> tuple[Span, ...]:
        """Where the wanted kind stands in a fact. In a list that is each of its things: fields of which one gives the
        amount or date that is asked for answer by that one, not together."""
        text = self.documents[fact.document].text
        found = tuple(wanted_spans(text, fact, query, self.korean))
        if fact.kind != "list" or query.wanted not in TYPED or query.asks_list or not found:
            return found
        members = (self.facts[m] for m in fact.members)
        return found if all(wanted_spans(text, m, query, self.korean) for m in members) else ()
