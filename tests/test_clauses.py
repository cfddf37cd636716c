"""Clauses: where a sentence may be cut, which part answers, and how it is told."""

from __future__ import annotations

import pytest

from rag.answering.spans.clauses import clauses, finished, part_that_says
from rag.korean import Korean
from rag.types import Span


def told(sentence: str) -> list[str]:
    korean = Korean.get()
    return [finished(sentence, c, korean) for c in clauses(sentence, korean)]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "대출률이 41.2%에서 63.5%로 상승했으며, 반납 지연 건수는 8.4% 감소했다.",
            ["대출률이 41.2%에서 63.5%로 상승했습니다.", "반납 지연 건수는 8.4% 감소했습니다."],
        ),
        ("회원은 118명이며 강사는 4명이다.", ["회원은 118명입니다.", "강사는 4명입니다."]),
        (
            "처음에는 산책로가 검토되었으나, 주민들이 반대해 빠졌다.",
            ["처음에는 산책로가 검토됐습니다.", "주민들이 반대해 빠졌습니다."],
        ),
    ],
)
def test_clauses_with_subjects_of_their_own_are_sentences(sentence: str, parts: list[str]) -> None:
    assert told(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "만 20세 이상이면 신청할 수 있다.",
        "도서관은 자료를 모으고 분석한다.",
        "이용자가 줄고 연체가 늘었다고 밝혔다.",
        "담당자는 '책이 늘었으며, 이용자는 줄었다'는 글을 걸었다.",
        "비가 와서 행사가 미뤄졌다.",
    ],
)
def test_what_binds_is_not_cut(sentence: str) -> None:
    assert len(told(sentence)) == 1


def chosen(sentence: str, *needed: str) -> str:
    korean = Korean.get()
    parts = clauses(sentence, korean)
    needs = [[Span(sentence.index(n), sentence.index(n) + len(n))] for n in needed]
    first, last = part_that_says(sentence, parts, needs)
    return sentence[parts[first].start : parts[last].end]


def test_the_fewest_clauses_that_say_it_are_chosen() -> None:
    sentence = "회원은 118명이며 강사는 4명이다."
    assert chosen(sentence, "강사", "4명") == "강사는 4명이다."
    assert chosen(sentence, "회원", "4명") == sentence


@pytest.mark.parametrize(
    ("sentence", "needed"),
    [
        ("비가 오면 행사가 취소되고, 참가비는 돌려준다.", "참가비"),
        ("2024년에는 회원이 118명이었고, 강사는 4명이었다.", "강사"),
        ("농가가 12곳에 이르며, 이들에게는 30만 원을 보상한다.", "보상"),
        ("자전거 대여는 주 1회까지 되지만 어린이는 쓸 수 없다.", "대여"),
    ],
)
def test_a_part_that_something_outside_limits_is_told_whole(sentence: str, needed: str) -> None:
    assert chosen(sentence, needed) == sentence
