"""Follow-ups become questions that stand alone; those that stand alone already stay as they are."""

from __future__ import annotations

import pytest

from rag.conversation import standalone
from rag.engine import Engine
from rag.korean import Korean
from rag.types import Turn
from tests.reports import Reports


def _turns(*questions: str) -> list[Turn]:
    return [Turn(q, "") for q in questions]


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


@pytest.mark.parametrize(
    ("history", "question", "alone"),
    [
        (["2022년 정규직은 몇 명 채용했나요?"], "2021년은?", "2021년 정규직은 몇 명 채용했나요?"),
        (["2022년 정규직은 몇 명 채용했나요?"], "계약직은?", "2022년 계약직은 몇 명 채용했나요?"),
        (["산책로 점수는 몇 점이야?"], "온실은?", "온실 점수는 몇 점이야?"),
        (["산책로 점수는 몇 점이야?"], "그럼 주차장은요?", "주차장 점수는 몇 점이야?"),
        (["산책로 점수는 몇 점이야?", "온실은?"], "안내는?", "안내 점수는 몇 점이야?"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_before(
    garden: Engine, history: list[str], question: str, alone: str
) -> None:
    answer = garden.ask(question, _turns(*history))
    assert answer.standalone_question == alone
    assert answer.status == "answered" and answer.question == question


@pytest.mark.parametrize(
    ("history", "question", "alone"),
    [
        (
            ["2022년 정규직은 몇 명 채용했나요?", "계약직은?"],
            "둘이 합치면 몇 명이야?",
            "2022년 정규직과 계약직 채용 합치면 몇 명이야?",
        ),
        (["2022년 정규직은 몇 명 채용했나요?", "계약직은?"], "둘의 차이는?", "2022년 정규직과 계약직 채용 차이는?"),
        (["3급은 어떻게 뽑아요?"], "그럼 5급은?", "5급은 어떻게 뽑아요?"),
        (
            ["How many regular staff were hired in 2022?"],
            "And how many temporary ones?",
            "How many temporary staff were hired in 2022?",
        ),
        (
            ["How many regular staff were hired in 2022?"],
            "And fixed-term workers?",
            "How many fixed-term workers were hired in 2022?",
        ),
    ],
)
def test_a_follow_up_joins_what_was_asked_or_takes_its_place(
    garden: Engine, history: list[str], question: str, alone: str
) -> None:
    assert garden.ask(question, _turns(*history)).standalone_question == alone


def test_a_name_that_was_asked_for_by_its_class_is_spoken_of_next(garden: Engine) -> None:
    turns = [Turn("묘목은 어느 박람회에서 팔았어?", "2023 한들꽃박람회에서 팔았습니다.")]
    assert garden.ask("누가 주관한 행사예요?", turns).standalone_question.startswith(("한들꽃박람회 누가", "묘목"))
    ways = standalone("누가 주관한 행사예요?", turns, Korean.get(), (), lambda a, b: False)
    assert ways[0] == "한들꽃박람회 누가 주관한 행사예요?"


def test_a_part_of_a_name_takes_the_place_of_its_sibling() -> None:
    ways = standalone(
        "남원은?",
        _turns("한들안내소는 언제 열었어?"),
        Korean.get(),
        (),
        lambda a, b: {a, b} == {"한들안내소", "남원안내소"},
    )
    assert ways == ("남원안내소는 언제 열었어?",)


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        (["숲해설 앱은 누가 녹음했어?"], "언제 나왔어?", "2022년 9월"),
        (["숲해설 앱은 누가 녹음했어?"], "그 앱은 몇 번 내려받았어?", "3,400회"),
        (["2022년 정규직은 몇 명 채용했나요?", "계약직은?"], "2021년은?", "7명"),
    ],
)
def test_a_follow_up_is_answered_of_what_was_spoken_of(
    garden: Engine, history: list[str], question: str, said: str
) -> None:
    assert said in garden.ask(question, _turns(*history)).answer


@pytest.mark.parametrize(
    "question",
    ["온실 점수는?", "주소는 뭐야?", "보유식물에는 무엇이 있나요?", "2021년 숲교육 예산은 얼마야?", "안녕하세요"],
)
def test_a_question_that_stands_alone_is_not_rewritten(garden: Engine, question: str) -> None:
    answer = garden.ask(question, _turns("2022년 정규직은 몇 명 채용했나요?"))
    assert answer.standalone_question == question
    assert answer.answer == garden.ask(question).answer


def test_a_name_of_the_report_stands_alone_after_another_question(reports: Reports) -> None:
    answer = reports.engine("keis").ask("연봉/복지 점수는?", _turns("2023년 정규직은 몇 명 채용했나요?"))
    assert answer.standalone_question == "연봉/복지 점수는?"
    assert "84점" in answer.answer


def test_without_a_history_nothing_is_rewritten(garden: Engine) -> None:
    assert garden.ask("그럼 2021년은?").standalone_question == "그럼 2021년은?"


def test_a_follow_up_about_what_the_report_lacks_is_refused(garden: Engine) -> None:
    assert garden.ask("2019년은?", _turns("2022년 정규직은 몇 명 채용했나요?")).status == "not_found"
    assert garden.ask("수영장은?", _turns("온실 점수는 몇 점이야?")).status == "not_found"


@pytest.mark.parametrize("name", ["keis", "harbor", "fund", "valley"])
def test_rows_without_a_history_are_asked_as_they_stand(reports: Reports, name: str) -> None:
    for row, answer in reports.asked(name, "tune"):
        if not row["history"]:
            assert answer.standalone_question == row["question"]
