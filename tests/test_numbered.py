"""Things that a field counts up by number, and questions that it answers one after another."""

from __future__ import annotations

import pytest

from rag.answering.facts.asked import interview, questions_of
from rag.answering.facts.numbered import numbered
from rag.reading import parse
from rag.types import Span


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("1. 통밀 국산화 2. 새벽 배송 3. 포장 줄이기", ["통밀 국산화", "새벽 배송", "포장 줄이기"]),
        ("① 통밀 국산화, ② 새벽 배송", ["통밀 국산화", "새벽 배송"]),
        ("1) 밀 3. 5톤을 산다 2) 빵을 굽는다", ["밀 3. 5톤을 산다", "빵을 굽는다"]),
        ("통밀 1. 국산화 2. 수입", []),
        ("2. 새벽 배송 3. 포장 줄이기", []),
        ("1. 통밀 국산화", []),
        ("1.5배 늘었고 2.5배 줄었다", []),
    ],
)
def test_numbers_that_count_up_from_the_first_part_a_line(text: str, things: list[str]) -> None:
    assert [text[s.start : s.end] for s in numbered(text, Span(0, len(text)))] == things


def test_long_passages_stay_whole() -> None:
    text = "1. " + "길게 " * 60 + "2. 짧게"
    assert numbered(text, Span(0, len(text))) == ()


def test_questions_answered_in_one_line_are_told_apart() -> None:
    text = "Q. 무슨 일을 하나요? 빵을 굽습니다. 쉬는 날은 월요일입니다. Q2. 힘든 점은? A. 새벽에 나옵니다."
    found = interview(text, Span(0, len(text)))
    assert [(asked, text[s.start : s.end]) for asked, s in found] == [
        ("무슨 일을 하나요?", "빵을 굽습니다. 쉬는 날은 월요일입니다."),
        ("힘든 점은?", "새벽에 나옵니다."),
    ]


@pytest.mark.parametrize(
    "text", ["Q1. 빵이 왜 부푸나요? Q2. 밀은 어디서 오나요?", "Q. 무슨 일을 하나요? 빵을 굽습니다."]
)
def test_questions_without_answers_and_a_single_one_stay(text: str) -> None:
    assert interview(text, Span(0, len(text))) == []


def test_a_question_that_is_an_item_is_the_title_of_the_answer_below_it() -> None:
    text = (
        "# 별밤\n\n- Q1. 무슨 일을 하나요?\n\nA. 별을 셉니다.\n\n- Q2. 언제 쉬나요?\n- A. 낮에 쉽니다.\n- 그 밖의 것\n"
    )
    found = questions_of(text, parse(text, "a.md").blocks)
    assert list(found.values()) == ["", "무슨 일을 하나요?", "", "언제 쉬나요?"]
