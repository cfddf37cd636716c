"""What a line says must stand in its quotes: numbers whole, dates in all parts, names to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.proof.verify import amounts_stand, dates_stand, fold, names_stand, numbers_stand

QUOTE = "2023년 7월 3일부터 정규직 22명과 인턴 1,240명에게 ‘고용24’를 알렸고 만족도는 17.90%였다."


@pytest.mark.parametrize(
    "line", ["정규직은 22명입니다.", "인턴은 1240명입니다. [3]", "17.9%입니다.", "2023년 7월입니다."]
)
def test_numbers_of_the_quote_stand(line: str) -> None:
    assert numbers_stand(line, [QUOTE])


@pytest.mark.parametrize("line", ["2명입니다.", "1명입니다.", "220명입니다.", "17%입니다.", "2024년입니다."])
def test_parts_of_numbers_and_other_numbers_do_not_stand(line: str) -> None:
    assert not numbers_stand(line, [QUOTE])


def test_computed_and_allowed_numbers_stand() -> None:
    assert numbers_stand("합하면 1,262명입니다.", [QUOTE], computed=["1,262"])
    assert numbers_stand("2022년에는 22명입니다.", [QUOTE], allowed="2022년")
    assert not numbers_stand("합하면 1,263명입니다.", [QUOTE], computed=["1,262"])


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_number_stands_in_a_quote_if_and_only_if_it_is_that_number(said: int, quoted: int) -> None:
    assert numbers_stand(f"{said:,}명입니다.", [f"모두 {quoted}명이다."]) is (said == quoted)


def test_dates_stand_with_all_their_parts_from_one_date() -> None:
    assert dates_stand("2023년 7월 3일에 열었습니다.", [QUOTE]) and dates_stand("7월에 열었습니다.", [QUOTE])
    assert not dates_stand("2023년 8월에 열었습니다.", [QUOTE])
    assert not dates_stand("2023년 8월에 열었습니다.", ["2023년 7월에 열고 2024년 8월에 닫았다."])


def test_amounts_stand_by_value_and_unit() -> None:
    assert amounts_stand("청년 80명이 왔습니다.", ["청년 80여 명이 왔다."])
    assert amounts_stand("예산은 12,400,000원입니다.", ["예산은 1,240만 원이다."])
    assert not amounts_stand("청년 80개가 왔습니다.", ["청년 80여 명이 왔다."])
    assert not amounts_stand("청년 81명이 왔습니다.", ["청년 80여 명이 왔다."])


def test_quoted_and_latin_names_stand_to_the_letter() -> None:
    assert names_stand("‘고용24’를 알렸습니다.", [QUOTE])
    assert not names_stand("‘고용25’를 알렸습니다.", [QUOTE])
    assert not names_stand("HRD-Net을 알렸습니다.", [QUOTE])
    assert names_stand("HRD-Net을 알렸습니다.", [QUOTE], allowed="hrd-net은?")


def test_folding_makes_forms_of_one_text_equal() -> None:
    assert fold("1,240 명 ＡＢ") == fold("1240명ab")
