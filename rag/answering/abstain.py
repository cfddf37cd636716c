"""Knowing when not to answer: the chance that the best evidence answers the question, from features that do not depend
on any one embedding model.

A logistic regression; its coefficients stand in `rag/resources/abstain.json`, which `python -m rag.training.abstention` refits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib import resources

import numpy as np

from rag.answering.choosing.latest import thing
from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import SHARPNESS, TYPED, Candidate
from rag.questions import Query

EVEN = 0.01  # of score between things of one table that are told together
TOLD_TOGETHER = ("any", "person", "list", "definition", "method")


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at, each 0..1 unless said otherwise.

    coverage        weighted share of the question's words that the best fact (with its place) says
    solid           the same, of the words of matter alone (none of asking or filing)
    own             weighted share that the fact and its label say by themselves
    weakest         strength of the least-said word of weight
    head            strength of the word asked about
    names           strength of the least-said proper name (1: none asked)
    missing         rarity-weighted share of words that nothing in the report says like that
    typed           1 when the wanted kind (amount, date, person …) is there, 0.5 when none is wanted
    precision       share of the fact's label that the question names
    margin          lead over the best fact of another passage, 0..0.5
    lead            lead over the next fact, 0..0.5
    chance          how likely the ranking holds the best fact to be the right one (of a series, whatever its year)
    score           its score in the ranking
    hit             retrieval score of the fact's passage
    length          words of the question, a tenth each
    year            1 when the asked year fits, 0 when it does not, 0.5 when none is asked
    english         1 for a question in English, whose words a Korean report never holds as they are
    another         1 for an amount by name whose name and place leave out a word of the question
    number … yesno  1 for the kind that is wanted
    """

    coverage: float
    solid: float
    own: float
    weakest: float
    head: float
    names: float
    missing: float
    typed: float
    precision: float
    margin: float
    lead: float
    chance: float
    score: float
    hit: float
    length: float
    year: float
    english: float
    another: float
    number: float
    date: float
    person: float
    place: float
    definition: float
    list: float
    reason: float
    yesno: float


NAMES = tuple(f.name for f in fields(Features))


def features(match: Match, ranked: Sequence[Candidate], query: Query, hit: float, another: bool) -> Features:
    """Features of the best candidate; `ranked` must not be empty, `hit` is the retrieval score of its passage,
    `another` is a doubt about it."""
    best = ranked[0]
    s = match.strengths[:, best.row]
    content = [i for i, w in enumerate(match.words) if not w.asks]
    matter = [i for i in content if not match.words[i].generic]
    solid = [i for i in matter if match.weights[i] >= 0.3]
    mass = float(sum(match.weights[i] for i in matter))
    heads = [i for i in content if match.words[i].head]
    names = [i for i in content if match.words[i].name and not match.words[i].verb]
    weights = match.weights / max(float(match.weights.sum()), 1e-6)
    anywhere = match.strengths.max(1) if match.strengths.size else np.ones(0)
    series = best.fact.kind == "value" and best.fact.group and best.fact.year and not query.years
    rivals = [c for c in ranked if c is best or thing(c) != thing(best)] if series else ranked
    other = next((c for c in ranked[1:] if c.fact.chunk != best.fact.chunk), None)
    return Features(
        coverage=float(match.coverage[best.row]),
        solid=match.solid(best.row),
        own=float(weights @ match.own[:, best.row]) if len(weights) else 0.0,
        weakest=float(min((s[i] for i in solid), default=1.0)),
        head=float(min((s[i] for i in heads), default=1.0)),
        names=float(min((s[i] for i in names), default=1.0)),
        missing=float(sum(match.weights[i] * (1 - anywhere[i]) for i in matter)) / mass if mass else 0.0,
        typed=(1.0 if best.spans else 0.0) if query.wanted in TYPED else 0.5,
        precision=float(match.precision[best.row]),
        margin=min(0.5, best.score - other.score) if other else 0.5,
        lead=min(0.5, best.score - ranked[1].score) if len(ranked) > 1 else 0.5,
        chance=1
        / sum(math.exp(min(0.0, SHARPNESS * (c.score - best.score))) for c in rivals if not even(c, best, query)),
        score=best.score,
        hit=hit,
        length=len(content) / 10,
        year=0.5 if not query.years else 1.0 if best.year_fits else 0.0,
        english=float(query.language == "en"),
        another=float(another),
        number=float(query.wanted == "number"),
        date=float(query.wanted == "date"),
        person=float(query.wanted == "person"),
        place=float(query.wanted in ("place", "organisation")),
        definition=float(query.wanted == "definition"),
        list=float(query.wanted == "list"),
        reason=float(query.wanted in ("reason", "method")),
        yesno=float(query.wanted == "yesno"),
    )


def even(candidate: Candidate, best: Candidate, query: Query) -> bool:
    """Whether a candidate stands beside the best as one of the same things, so that both are told."""
    fact = candidate.fact
    beside = candidate is not best and fact.kind == best.fact.kind == "value" and fact.group == best.fact.group > 0
    return beside and query.wanted in TOLD_TOGETHER and abs(candidate.score - best.score) < EVEN


@lru_cache(maxsize=1)
def _model() -> tuple[np.ndarray, float, float]:
    data = json.loads(resources.files("rag.resources").joinpath("abstain.json").read_text("utf-8"))
    return np.array([data["weights"].get(n, 0.0) for n in NAMES]), float(data["bias"]), float(data["threshold"])


def confidence(f: Features) -> float:
    """Chance (0..1) that the question is answered by this evidence."""
    weights, bias, _ = _model()
    return float(1 / (1 + np.exp(-(float(weights @ np.array(list(asdict(f).values()))) + bias))))


def threshold() -> float:
    """Confidence from which the program answers."""
    return _model()[2]
