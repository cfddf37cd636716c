"""A model's text cut into sentences with their marks, however its pieces fall."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.model.splitting import Segment, Splitter

TEXT = (
    "정규직은 17명입니다. [1] 계약직은 5명이고[2] 인턴은 없습니다 [3].\n"
    "시험은 2021. 5. 3. 시작했고 점수는 4.5점이다! [2, 4]\n"
    "- 첫째 항목 [1]\n2. **둘째** 항목 【3】\n표시가 없는 줄\n끝"
)
CUT = [
    Segment("정규직은 17명입니다.", (1,)),
    Segment("계약직은 5명이고 인턴은 없습니다.", (2, 3)),
    Segment("시험은 2021. 5. 3. 시작했고 점수는 4.5점이다!", (2, 4)),
    Segment("- 첫째 항목", (1,)),
    Segment("- 둘째 항목", (3,)),
    Segment("표시가 없는 줄", ()),
    Segment("끝", ()),
]


def cut(*pieces: str) -> list[Segment]:
    splitter = Splitter()
    found = [segment for piece in pieces for segment in splitter.feed(piece)]
    return found + splitter.finish()


def test_sentences_keep_their_marks_and_lose_their_decoration() -> None:
    assert cut(TEXT) == CUT


@given(st.lists(st.integers(0, len(TEXT)), max_size=30))
def test_it_does_not_matter_where_the_pieces_end(places: list[int]) -> None:
    ends = [0, *sorted(places), len(TEXT)]
    assert cut(*(TEXT[a:b] for a, b in pairwise(ends))) == CUT


def test_letter_by_letter_a_sentence_comes_as_soon_as_its_mark_is_sure() -> None:
    splitter = Splitter()
    found = [(i, s) for i, letter in enumerate("하나다. [1] 둘") for s in splitter.feed(letter)]
    assert found == [(9, Segment("하나다.", (1,)))]


def test_a_sentence_without_a_mark_takes_those_of_its_paragraph() -> None:
    assert cut("하나다. 둘이다. [2]\n셋이다.\n") == [
        Segment("하나다.", (2,)),
        Segment("둘이다.", (2,)),
        Segment("셋이다.", ()),
    ]


@pytest.mark.parametrize("text", ["<think>17명? [1]</think>\n17명이다. [1]", "17명이다. [1]"])
def test_thoughts_are_dropped(text: str) -> None:
    assert cut(*text) == [Segment("17명이다.", (1,))]


def test_thoughts_without_an_end_leave_nothing() -> None:
    assert cut("<think>17명이다. [1] 그렇다. [1]") == []


def test_abbreviations_end_no_sentence() -> None:
    assert cut("Dr. Kim of A. B. Inc. spoke. [1]") == [Segment("Dr. Kim of A. B. Inc. spoke.", (1,))]


def test_the_unfinished_rest_is_counted() -> None:
    splitter = Splitter()
    splitter.feed("가" * 100)
    assert splitter.pending == 100
