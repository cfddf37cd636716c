"""How well facts answer to the words of a question."""

from __future__ import annotations

import numpy as np
import pytest

from rag.answering.choosing.matching import Match
from rag.engine import Engine
from rag.types import Fact
from tests.reports import Reports


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


def _match(engine: Engine, question: str) -> Match:
    return engine.reader.matcher.match(engine.reader.understood(question))


def _best(engine: Engine, question: str) -> Fact:
    match = _match(engine, question)
    return engine.snapshot.evidence.facts[int(match.ids[int(np.argmax(match.coverage + 0.2 * match.precision))])]


def test_the_fact_that_says_all_words_is_covered_most(garden: Engine) -> None:
    assert _best(garden, "온실 점수는 몇 점이야?").label == "온실"
    best = _best(garden, "2022년 계약직은 몇 명 채용했어?")
    assert best.label == "계약직"


def test_an_everyday_word_finds_the_reports_word(garden: Engine) -> None:
    facts = garden.snapshot.evidence.facts
    match = _match(garden, "정규직을 몇 명 뽑았어?")
    hired = next(i for i, w in enumerate(match.words) if w.verb)
    strength = {facts[int(i)].label: match.strengths[hired, row] for row, i in enumerate(match.ids)}
    assert strength["정규직"] > 0.7 > strength["온실"]


def test_strengths_and_coverage_are_shares(reports: Reports) -> None:
    for name in ("garden", "keis"):
        match = _match(reports.engine(name), "컨설턴트 교육은 언제 어디에서 열렸나요?")
        for array in (match.strengths, match.own, match.coverage, match.precision):
            assert array.min() >= 0 and array.max() <= 1 + 1e-5
        assert match.strengths.shape == (len(match.words), len(match.ids))
        assert np.all(match.own <= match.strengths + 1e-5)


def test_a_number_is_itself_or_nothing(garden: Engine) -> None:
    match = _match(garden, "난초 24종은 어디 있어?")
    row = next(r for r, w in enumerate(match.words) if w.text.startswith("24"))
    assert match.strengths[row].max() < 0.5  # 240종 is another number


def test_a_word_that_the_report_lacks_is_said_by_no_fact(garden: Engine) -> None:
    match = _match(garden, "수영장 점수는 몇 점이야?")
    pool = next(r for r, w in enumerate(match.words) if w.text == "수영장")
    assert match.strengths[pool].max() < 0.6


def test_leaving_facts_out_leaves_the_others_as_they_are(garden: Engine) -> None:
    match = _match(garden, "온실 점수는 몇 점이야?")
    rest = match.leaving([0, 3])
    assert list(rest.ids) == [i for i in match.ids if i not in (0, 3)]
    assert np.array_equal(rest.coverage, match.coverage[np.isin(match.ids, rest.ids)])


def test_a_question_without_content_words_matches_nothing(garden: Engine) -> None:
    match = _match(garden, "뭐야?")
    assert not match.words and match.coverage.shape == match.ids.shape and not match.coverage.any()
