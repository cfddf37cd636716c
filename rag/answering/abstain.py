"""Knowing when not to answer: the chance that the best evidence answers the question, from features that do not depend
on any one embedding model.

A logistic regression; its coefficients stand in `rag/resources/abstain.json`, which `python -m rag.training.abstention` refits.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib import resources

import numpy as np

from rag.answering.matching import Match
from rag.answering.ranking import TYPED, Candidate
from rag.questions import Query


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
    hit             retrieval score of the fact's passage
    short           1 for a question of one content word, 0.5 for two, less for more
    year            1 when the asked year fits, 0 when it does not, 0.5 when none is asked
    english         1 for a question in English, whose words a Korean report never holds as they are
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
    hit: float
    short: float
    year: float
    english: float


NAMES = tuple(f.name for f in fields(Features))


def features(match: Match, ranked: list[Candidate], query: Query, hit: float) -> Features:
    """Features of the best candidate; `ranked` must not be empty, `hit` is the retrieval score of its passage."""
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
        hit=hit,
        short=1.0 / max(len(content), 1),
        year=0.5 if not query.years else 1.0 if best.year_fits else 0.0,
        english=float(query.language == "en"),
    )


@lru_cache(maxsize=1)
def _model() -> tuple[np.ndarray, float, float]:
    data = json.loads(resources.files("rag.resources").joinpath("abstain.json").read_text("utf-8"))
    return np.array([data["weights"][n] for n in NAMES]), float(data["bias"]), float(data["threshold"])


def confidence(f: Features) -> float:
    """Chance (0..1) that the question is answered by this evidence."""
    weights, bias, _ = _model()
    return float(1 / (1 + np.exp(-(float(weights @ np.array(list(asdict(f).values()))) + bias))))


def threshold() -> float:
    """Confidence from which the program answers."""
    return _model()[2]
