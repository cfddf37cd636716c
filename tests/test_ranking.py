"""Which fact answers best: what is said, of the wanted kind, of the asked year; and how the weights are fitted."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from rag.answering.choosing.ranking import LOOKED_AT, Candidate, weights
from rag.answering.choosing.traits import NAMES
from rag.engine import CANDIDATES, Engine
from rag.training.ranking import Example, first_right, fit, prior
from rag.types import Wanted
from tests.reports import Reports, settings_of


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
    general, in_prose = weights()["number"]
    said = general @ best.traits + best.trait("prose") * (in_prose @ best.traits)
    assert best.score == pytest.approx(float(said), abs=1e-4)


def test_the_fact_that_is_named_leads_and_holds_an_amount(reports: Reports) -> None:
    best = ranked(reports, "온실 점수는 몇 점이야?")[0]
    assert "온실" in best.fact.label
    assert best.trait("spans") == 1.0


def test_every_kind_of_question_has_a_weight_for_every_trait() -> None:
    assert set(weights()) == set(get_args(Wanted))
    assert all(w.shape == (len(NAMES),) and np.isfinite(w).all() for both in weights().values() for w in both)


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


def test_questions_made_by_rule_teach_the_weights_of_prose_alone() -> None:
    random = np.random.default_rng(4)
    telling, prose = NAMES.index("late"), NAMES.index("prose")
    people: list[Example] = []
    made: list[Example] = []
    for examples, weight in ((people, 1.0), (made, 0.5)):
        for _ in range(40):
            traits = random.random((5, len(NAMES)), dtype=np.float32)
            right = np.zeros(5, bool)
            right[random.integers(5)] = True
            traits[:, telling] = right if weight < 1 else 0
            traits[:, prose] = weight < 1
            examples.append(Example("any", traits, right, weight))
    alone, both = fit(people), fit([*people, *made])
    assert np.allclose(alone[:-1], both[:-1], atol=0.02)
    assert both[-1, telling] > alone[-1, telling] + 0.02


PROSE = """아라마을의 방앗간은 1931년 개울가에 세워졌다. 주인 한보람은 그곳에서 밀을 빻아 이웃 마을에 팔았다. \
나중에는 딸이 방앗간을 물려받아 빵집으로 고쳤다."""


def test_what_a_question_says_last_and_whether_a_passage_is_prose_are_traits(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "mill.txt").write_text(PROSE, encoding="utf-8")
    reader = Engine.open(settings_of(tmp_path / "corpus", tmp_path / "index")).reader
    query = reader.understood("방앗간에서 밀을 빻아 판 사람은?")
    match = reader.matcher.match(query, [])
    found = reader.answerer.ranker.rank(match, query, [])
    sentences = sorted((c for c in found if c.fact.kind == "sentence"), key=lambda c: c.fact.start)
    assert [c.trait("prose") for c in sentences] == [1.0, 1.0, 1.0]
    assert max(sentences, key=lambda c: c.trait("late")) is sentences[1]
    assert max(sentences, key=lambda c: c.trait("run")) is sentences[1]
