"""Words around the report's words: particles, polite ends, comparisons the right way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.composing import copula, cut, predicate, sentences, tidy


@pytest.mark.parametrize(
    ("noun", "sentence"),
    [
        ("22명", "22명입니다."),
        ("보통", "보통입니다."),
        ("53.6 %", "53.6 %입니다."),
        ("자유롭다.", "자유롭습니다."),
        ("좋아요", "좋아요"),
        ("", "입니다."),
    ],
)
def test_a_value_becomes_a_polite_sentence(noun: str, sentence: str) -> None:
    assert copula(noun) == sentence


def test_korean_sentences_have_the_right_particles() -> None:
    ko = sentences("ko")
    assert ko.value("정규직", "22명") == "정규직은 22명입니다."
    assert ko.value("연봉 점수", "84점") == "연봉 점수는 84점입니다."
    assert ko.extreme("안내", "91점", "높습니다") == "안내가 91점으로 가장 높습니다."
    assert ko.compare("산책로(84점)", "온실(71점)", "높습니다") == "산책로(84점)가 온실(71점)보다 높습니다."


def test_both_languages_can_say_that_nothing_was_found() -> None:
    assert sentences("ko").not_found().endswith("습니다.")
    assert sentences("en").not_found().isascii()


@pytest.mark.parametrize(
    ("question", "up", "word"),
    [
        ("어디가 더 높아?", True, "높습니다"),
        ("어디가 더 높아?", False, "낮습니다"),
        ("누가 더 많아?", True, "많습니다"),
        ("무엇이 더 짧아?", False, "짧습니다"),
        ("무엇이 더 짧아?", True, "깁니다"),
    ],
)
def test_the_adjective_of_the_question_is_turned_when_the_other_way_is_true(question: str, up: bool, word: str) -> None:
    assert predicate(question, "ko", comparative=True, up=up) == word


def test_a_question_without_adjective_gets_one_that_fits_the_unit() -> None:
    assert predicate("차이는?", "ko", comparative=True, up=True, unit="명") == "많습니다"
    assert predicate("차이는?", "ko", comparative=True, up=True, unit="점") == "높습니다"
    assert predicate("What is the difference?", "en", comparative=True, up=False, unit="점") == "lower"


def test_quotes_are_shown_without_list_marks() -> None:
    assert tidy("· **굿JOB캠프** \n 개최") == "굿JOB캠프 개최"
    assert tidy("1. 지원서") == "지원서"
    assert tidy("3.5점") == "3.5점"


@given(st.text(alphabet="가나 ,다", max_size=80), st.integers(10, 60))
def test_a_cut_sentence_is_no_longer_than_allowed_and_says_that_it_was_cut(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= limit
    assert shown == text if len(text) <= limit else shown.endswith("…")


def test_a_sentence_without_a_space_is_cut_inside_its_word() -> None:
    assert cut("가" * 11, 10) == "가" * 8 + " …"


def test_a_sentence_is_cut_at_a_word() -> None:
    assert cut("수목원은 매주 월요일에 쉰다", 12) == "수목원은 매주 …"
