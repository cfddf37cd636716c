"""The decision to answer: bounded, rising with what speaks for an answer."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.abstain import NAMES, Features, confidence, threshold
from rag.engine import CANDIDATES, Engine
from tests.reports import Reports

SHARE = st.floats(0, 1)
FEATURES = st.builds(Features, **dict.fromkeys(NAMES, SHARE))
DOUBTS = ("missing", "another")
KINDS = ("number", "date", "person", "place", "definition", "list", "reason", "yesno", "english", "length")
FULL = Features(**{n: 0.0 if n in DOUBTS or n in KINDS else 1.0 for n in NAMES})
EMPTY = Features(**{n: 1.0 if n in DOUBTS else 0.0 for n in NAMES})


@given(FEATURES)
def test_confidence_is_a_chance(features: Features) -> None:
    assert 0 <= confidence(features) <= 1


@given(FEATURES, st.sampled_from([n for n in NAMES if n not in KINDS]), SHARE)
def test_more_of_what_speaks_for_an_answer_never_lowers_it(features: Features, name: str, value: float) -> None:
    less, more = sorted((value, asdict(features)[name]), reverse=name in DOUBTS)
    assert confidence(replace(features, **{name: more})) >= confidence(replace(features, **{name: less}))


def test_all_that_can_speak_for_an_answer_is_enough_and_nothing_is_not() -> None:
    assert confidence(EMPTY) < threshold() < confidence(FULL)
    assert 0 < threshold() < 1


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("온실 점수는 몇 점이야?", "수영장 점수는 몇 점이야?"),
        ("숲해설 앱은 언제 나왔어?", "숲해설 책은 언제 나왔어?"),
        ("야간 안내원은 몇 명이야?", "야간 경비원은 몇 명이야?"),
    ],
)
def test_a_question_that_the_report_answers_is_surer_than_its_neighbour(
    reports: Reports, told: str, untold: str
) -> None:
    garden = reports.engine("garden")
    assert _confidence(garden, told) > _confidence(garden, untold)


def _confidence(engine: Engine, question: str) -> float:
    reader = engine.reader
    query = reader.understood(question)
    found = reader.answerer.features(query, reader.retrieve(query.text, CANDIDATES))
    return confidence(found) if found else 0.0
