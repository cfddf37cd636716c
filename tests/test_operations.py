"""Calculations: each operand is cited, each result is marked as computed, and what lacks an operand is refused."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from rag.engine import Engine
from rag.types import Answer
from tests.reports import Reports


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


def _quotes(answer: Answer) -> list[str]:
    return [c.quote for c in answer.citations]


def _holds(answer: Answer, *words: str) -> bool:
    return answer.status == "answered" and all(w in answer.answer for w in words)


def test_a_sum_names_its_parts_and_cites_each(garden: Engine) -> None:
    answer = garden.ask("2022년에 채용한 인원은 모두 몇 명인가요?")
    assert _holds(answer, "19명", "15명", "4명")
    assert answer.computed == ("19",) and answer.steps == ("15명 + 4명 = 19명",)
    assert [re.sub(r"\s", "", q) for q in _quotes(answer)] == ["정규직15명", "계약직4명"]


def test_a_difference_is_told_with_both_sides(garden: Engine) -> None:
    answer = garden.ask("안내와 주차장의 점수 차이는 몇 점이야?")
    assert _holds(answer, "29점", "91점", "62점") and answer.computed == ("29",)
    assert len(answer.citations) == 2


def test_a_comparison_names_the_higher_one_whatever_the_order(garden: Engine) -> None:
    for question in ("온실과 산책로 중 어느 쪽 점수가 더 높아?", "산책로와 온실 중 어느 쪽 점수가 더 높아?"):
        assert re.match(r"산책로\(84점\)가 온실\(71점\)보다 높습니다", garden.ask(question).answer)


def test_the_lowest_of_a_group_is_found(garden: Engine) -> None:
    answer = garden.ask("만족도 점수가 가장 낮은 곳은 어디야?")
    assert _holds(answer, "주차장", "62점") and "안내" not in answer.answer and answer.computed == ()


@pytest.mark.parametrize(
    "question", ["점수가 가장 높은 곳은 어디야?", "점수가 가장 높은 항목은?", "어디 점수가 제일 높아?"]
)
def test_a_question_that_names_nothing_but_the_measure_is_about_all_that_have_it(garden: Engine, question: str) -> None:
    assert _holds(garden.ask(question), "안내", "91점")


def test_a_place_in_the_order_is_found(garden: Engine) -> None:
    assert _holds(garden.ask("점수가 두 번째로 높은 곳은?"), "산책로", "84점")
    said = garden.ask("점수가 높은 순으로 알려줘").answer
    assert sorted(("안내", "산책로", "온실", "주차장"), key=said.index) == ["안내", "산책로", "온실", "주차장"]


def test_a_mean_is_exact(garden: Engine) -> None:
    answer = garden.ask("산책로와 온실의 평균 점수는?")
    assert garden.ask("평균 점수는?").computed == ("77",)
    assert _holds(answer, "77.5점") and answer.computed == ("77.5",)


def test_the_change_between_two_years_is_told_with_its_direction(garden: Engine) -> None:
    assert _holds(garden.ask("2022년 정규직은 2021년보다 몇 명 늘었어?"), "12명", "15명", "3명 늘었습니다")
    assert _holds(
        garden.ask("2022년 숲교육 예산은 2021년보다 얼마나 줄었어?"), "80백만 원", "60백만 원", "20백만 원 줄었습니다"
    )


def test_what_is_left_out_is_not_added(garden: Engine) -> None:
    answer = garden.ask("2022년 계약직 빼고 몇 명 뽑았어?")
    assert _holds(answer, "15명") and "19명" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "수영장과 온실의 점수 차이는 몇 점이야?",
        "온실과 카페 중 어디 점수가 더 높아?",
        "정규직과 파견직을 합하면 몇 명이야?",
        "2022년과 2019년 정규직 채용 인원 차이는?",
        "2019년 정규직은 2022년보다 몇 명 적어?",
        "2019년부터 2022년까지 정규직은 모두 몇 명이야?",
    ],
)
def test_a_calculation_with_an_absent_side_is_refused(garden: Engine, question: str) -> None:
    answer = garden.ask(question)
    assert answer.status == "not_found" and answer.computed == () and answer.citations == ()


@pytest.mark.parametrize("name", ["keis", "harbor", "fund", "valley"])
def test_every_calculated_number_is_the_result_of_its_steps(reports: Reports, name: str) -> None:
    checked = 0
    for row, answer in reports.asked(name, "tune"):
        for step in answer.steps:
            sides = re.fullmatch(r"(.+) = (.+)", step)
            sign = re.search(r" ([+−÷]) ", step)
            if not sides or not sign or "(" in step:
                continue
            terms = [_amount(t) for t in re.split(r" [+−÷] ", sides[1])]
            result = {"+": lambda t: sum(t), "−": lambda t: t[0] - t[1], "÷": lambda t: round(t[0] / t[1], 2)}[sign[1]](
                terms
            )
            if sign[1] == "÷" and sides[2].endswith("%"):  # a share
                result = round(terms[0] / terms[1] * 100, 1)
            assert abs(result) == abs(_amount(sides[2])), (row["question"], step)
            checked += 1
    assert checked or name == "valley"


def _amount(words: str) -> Decimal:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    assert found, words
    return Decimal(found.group().replace(",", ""))
