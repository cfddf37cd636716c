"""Which fact answers best: what is said, of the wanted kind, of the asked year; and how the weights are fitted."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from rag.answering.ranking import LOOKED_AT, Candidate, weights
from rag.answering.traits import NAMES
from rag.engine import CANDIDATES
from rag.training.ranking import Example, first_right, fit, prior
from rag.types import Wanted
from tests.reports import Reports


def ranked(reports: Reports, question: str) -> list[Candidate]:
    reader = reports.engine("garden").reader
    query = reader.understood(question)
    hits = reader.retrieve(query.text, CANDIDATES)
    match = reader.matcher.match(query, [h.chunk.id for h in hits])
    return reader.answerer.ranker.rank(match, query, hits)


def test_candidates_come_best_first_each_with_its_traits(reports: Reports) -> None:
    found = ranked(reports, "온실 점수는 몇 점이야?")
    assert 0 < len(found) <= LOOKED_AT
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(c.traits.shape == (len(NAMES),) for c in found)


def test_a_score_is_the_weighted_sum_of_the_traits(reports: Reports) -> None:
    best = ranked(reports, "온실 점수는 몇 점이야?")[0]
    assert best.score == pytest.approx(float(weights()["number"] @ best.traits), abs=1e-4)


def test_the_fact_that_is_named_leads_and_holds_an_amount(reports: Reports) -> None:
    best = ranked(reports, "온실 점수는 몇 점이야?")[0]
    assert "온실" in best.fact.label
    assert best.trait("spans") == 1.0


def test_every_kind_of_question_has_a_weight_for_every_trait() -> None:
    assert set(weights()) == set(get_args(Wanted))
    assert all(w.shape == (len(NAMES),) and np.isfinite(w).all() for w in weights().values())


def test_fitting_learns_what_tells_the_right_ones_from_the_others() -> None:
    random = np.random.default_rng(3)
    telling = NAMES.index("quoted")  # a trait that the prior holds for nothing
    examples = []
    for _ in range(60):
        traits = random.random((6, len(NAMES)), dtype=np.float32)
        right = np.zeros(6, bool)
        right[random.integers(6)] = True
        traits[:, telling] = right
        examples.append(Example("any", traits, right))
    fitted = fit(examples, shared=0.001, own=0.01)
    assert first_right(examples, fitted) > first_right(examples, prior())
    assert fitted[0, telling] > 0


def test_fitting_on_little_stays_near_the_prior() -> None:
    traits = np.eye(2, len(NAMES), dtype=np.float32)
    fitted = fit([Example("number", traits, np.array([True, False]))], shared=100.0, own=100.0)
    assert np.abs(fitted - prior()).max() < 0.05
