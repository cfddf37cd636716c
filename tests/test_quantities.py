"""Amounts and dates are found by their form and compared by their value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.spans.quantities import moments, number, period, plain, quantities, unit_name, years

DIGITS = "영일이삼사오육칠팔구"


def spell(value: int) -> str:
    """A number below 10¹² in Sino-Korean words; 일 is left out before 십, 백 and 천."""

    def small(part: int) -> str:
        said = ""
        for scale, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit, part = divmod(part, scale)
            said += (DIGITS[digit] if digit > 1 or not name else "") + name if digit else ""
        return said

    said = ""
    for scale, name in ((10**8, "억"), (10**4, "만"), (1, "")):
        part, value = divmod(value, scale)
        said += small(part) + name if part else ""
    return said or "영"


@settings(max_examples=300)
@given(st.integers(0, 10**12 - 1))
def test_numbers_in_words_and_digits_have_the_same_value(value: int) -> None:
    assert number(spell(value)) == value
    assert number(str(value)) == number(f"{value:,}") == value
    assert number(plain(Decimal(value))) == value


@settings(max_examples=200)
@given(st.decimals(0, 10**7, places=2), st.sampled_from(["명", "점", "%", "원", "건", "회"]))
def test_an_amount_is_found_again_in_a_sentence_with_its_place(value: Decimal, unit: str) -> None:
    written = plain(value) + unit
    text = f"결과는 {written}이었다."
    (found,) = quantities(text)
    assert (found.value, found.unit) == (value, unit)
    assert text[found.start : found.end] == found.text == written


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789,.-~ 년월일명점%만억여개이삼십백천두세\n가a", max_size=40))
def test_places_of_amounts_and_dates_hold_and_do_not_overlap(text: str) -> None:
    end = 0
    for q in quantities(text):
        assert end <= q.start < q.end <= len(text) and text[q.start : q.end] == q.text
        end = q.end
    end = 0
    for m in moments(text):
        assert end <= m.start < m.end <= len(text) and text[m.start : m.end] == m.text
        end = m.end
    assert not any(q.start < m.end and m.start < q.end for q in quantities(text) for m in moments(text))


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,240만", 12_400_000), ("이만 3천", 23_000), ("팔십오", 85), ("다섯", 5), ("열두", 12), ("스물셋", 23), ("3억 2,000만", 320_000_000), ("만", 10_000), ("17.9", "17.9")],
)  # fmt: skip
def test_mixed_ways_of_writing_are_read(written: str, value: int | str) -> None:
    assert number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["점수", "a", "열스물", "3개"])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert number(written) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("청년 80여 명이 왔다", [(80, "명")]),
        ("만족도가 17.9%포인트 올랐다", [("17.9", "%포인트")]),
        ("응답의 30퍼센트", [(30, "%")]),
        ("두 차례 열었다", [(2, "회")]),
        ("예산은 1,240만 원", [(12_400_000, "원")]),
        ("정규직 22명, 인턴 31명", [(22, "명"), (31, "명")]),
        ("-3.5점", [("-3.5", "점")]),
        ("2023년 12월 7일에 열었다", []),
        ("3위와 4급", [(3, "위"), (4, "급")]),
    ],
)
def test_amounts_have_a_standard_unit(text: str, found: list[tuple[int | str, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities(text)] == [(Decimal(v), u) for v, u in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023년 12월 7일", [(2023, 12, 7, "")]),
        ("2024.08.20", [(2024, 8, 20, "")]),
        ("9월 8일", [(None, 9, 8, "")]),
        ("2023년 하반기", [(2023, None, None, "하반기")]),
        ("24년 7월", [(2024, 7, None, "")]),
        ("2023-05-03 시작", [(2023, 5, 3, "")]),
        ("3년간 다닌다", []),
        ("2021. 10. 5호기 준공", [(2021, 10, None, "")]),
        ("2022. 12. 1,000명 돌파", [(2022, 12, None, "")]),
        ("2024. 9. 5. 개최", [(2024, 9, 5, "")]),
        ("13월 40일", []),
    ],
)
def test_dates_are_read_as_far_as_they_are_written(text: str, found: list[tuple[int | None, ...]]) -> None:
    assert [(m.year, m.month, m.day, m.half) for m in moments(text)] == found


def test_years_are_told_from_amounts() -> None:
    assert years("2023년과 24년, 그리고 2022") == {2022, 2023, 2024}
    assert years("2000명이 2024점") == set()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2023년 8월 30일부터 9월 1일까지 서울에서", "2023년 8월 30일부터 9월 1일까지"),
        ("2023년 8월 30일에", "2023년 8월 30일"),
        ("9월 8일 ~ 10월 13일", "9월 8일 ~ 10월 13일"),
    ],
)
def test_a_period_runs_from_its_first_date_to_its_last(text: str, whole: str) -> None:
    start, end = period(text, moments(text)[0])
    assert text[start:end] == whole


def test_plain_numbers_have_commas_and_no_idle_zeros() -> None:
    assert [plain(Decimal(v)) for v in ("1240000", "17.90", "59.0", "0")] == ["1,240,000", "17.9", "59", "0"]


def test_counters_of_one_meaning_have_one_name() -> None:
    assert unit_name("퍼센트") == unit_name("%") == "%"
    assert unit_name("사람") == unit_name("명") == "명"
