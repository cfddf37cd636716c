"""Suggested questions sound natural and are answered."""

from __future__ import annotations

import pytest

from rag.answering.suggesting import question_about, suggestions
from rag.engine import Engine
from tests.reports import Reports

NAMES = ["garden", "keis", "harbor", "fund", "valley"]


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


def _about(engine: Engine, label: str, kind: str = "value") -> list[str]:
    snapshot = engine.snapshot
    return [
        question_about(f, snapshot.documents) for f in snapshot.evidence.facts if (f.label, f.kind) == (label, kind)
    ]


def test_a_question_asks_for_the_kind_of_its_fact(garden: Engine) -> None:
    assert _about(garden, "온실") == ["온실 점수는 몇 점인가요?"]
    assert _about(garden, "정규직") == ["2021년 정규직 인원은 몇 명인가요?", "2022년 정규직 인원은 몇 명인가요?"]
    assert _about(garden, "보유식물", "list") == ["보유식물에는 무엇이 있나요?"]
    assert _about(garden, "숲해설 앱 출시", "date") == ["숲해설 앱 출시는 언제였나요?"]


def test_an_address_with_a_number_is_not_asked_for_as_an_amount(garden: Engine) -> None:
    assert _about(garden, "주소") == ["주소는 무엇인가요?"]


def test_nothing_is_asked_about_a_fact_without_a_name(garden: Engine) -> None:
    snapshot = garden.snapshot
    assert {question_about(f, snapshot.documents) for f in snapshot.evidence.facts if not f.label} == {""}


def test_questions_that_are_not_answered_are_left_out(garden: Engine) -> None:
    facts, documents = garden.snapshot.evidence.facts, garden.snapshot.documents
    assert suggestions(facts, documents, lambda _: False) == []
    assert suggestions(facts, documents, lambda q: "온실" in q) == ["온실 점수는 몇 점인가요?"]
    found = suggestions(facts, documents, lambda _: True, limit=5)
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize("name", NAMES)
def test_starters_are_three_different_questions_with_answers(reports: Reports, name: str) -> None:
    engine = reports.engine(name)
    starters = engine.starters()
    assert len(set(starters)) == 3
    for question in starters:
        assert engine.ask(question).status != "not_found", question


@pytest.mark.parametrize("name", NAMES[1:])
def test_what_is_suggested_beside_a_refusal_is_answered(reports: Reports, name: str) -> None:
    engine = reports.engine(name)
    refused = [a for _, a in reports.asked(name, "tune") if a.status == "not_found"]
    offered = list(dict.fromkeys(q for a in refused for q in a.suggestions))
    assert all(1 <= len(a.suggestions) <= 3 for a in refused)
    assert [q for q in offered if engine.ask(q).status == "not_found"] == []
