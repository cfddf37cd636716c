"""Typing is repaired towards the corpus's words, and only towards them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.korean import Korean
from rag.spelling import Speller
from rag.words.loans import spoken
from tests.reports import GARDEN, SOURCES

KOREAN = Korean.get()
TEXT = SOURCES["keis"].read_text(encoding="utf-8")
SPELLER = Speller([TEXT], KOREAN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("한국고용정보윈은 어디에 있나요?", "한국고용정보원은 어디에 있나요?"),
        ("실 업급여 신청은?", "실업급여 신청은?"),
        ("무기게약직은 몇 명이야?", "무기계약직은 몇 명이야?"),
    ],
)
def test_a_slip_becomes_the_word_of_the_report(typed: str, meant: str) -> None:
    assert SPELLER.repair(typed) == meant


def test_a_slip_in_a_name_of_two_scripts_becomes_one_of_its_forms_in_the_report() -> None:
    name = SPELLER.repair("굳잡캠프는 언제 열렸어?").removesuffix("는 언제 열렸어?")
    assert name in TEXT and spoken(name) == "굿잡캠프"


TEXT_OF_A_GARDEN = """
한들수목원의 미션은 숲을 지키는 것이다. 비전은 모두의 정원이다. 한들수목원안내센터는 2015년에 문을 열었다.
누리집 이름은 푸른사이트이다. 산림청장 표창을 받았다. 여름캠프 참가자는 50명이다. 점자본은 5월에 나온다. 백서를 펴냈다.
관람객 계획과 채용형 인턴 계획을 세웠다. 전시관리인은 김다온이다. 감지기 앱은 없다. 마을버스정류장이 있다.
"""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("한들 수 목원 미션", "한들수목원 미션"),
        ("마을버 스 정류장은", "마을버스정류장은"),
        ("한들수목윈 미숀이 뭐예요", "한들수목원 미션이 뭐예요"),
        ("비젼은?", "비전은?"),
        ("마버정 언제 열었어?", "마을버스정류장 언제 열었어?"),
        ("한들수목원안내쎈터는?", "한들수목원안내센터는?"),
        ("푸른싸이트", "푸른사이트"),
        ("산림청장 표챵", "산림청장 표창"),
        ("여름켐프 참가자", "여름캠프 참가자"),
        ("백서점자본", "백서 점자본"),
        ("체용형 인텬 게획한", "채용형 인턴 계획한"),
        ("산림청장표챵을받은안내쎈터", "산림청장 표창을 받은 안내 센터"),
    ],
)
def test_several_slips_of_one_question_are_repaired(typed: str, meant: str) -> None:
    assert Speller([TEXT_OF_A_GARDEN], KOREAN).repair(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "한빛수목원 미션은?",
        "강지기 앱은?",
        "2016년에 문을 열었나요?",
        "상반기 계획",
        "센티미터",
        "전자본은?",
    ],
)
def test_another_name_stays_another(question: str) -> None:
    assert Speller([TEXT_OF_A_GARDEN], KOREAN).repair(question) is question


@pytest.mark.parametrize(
    "question",
    [
        "구내식당은 어때요?",
        "2023년 정규직은 몇 명 채용했나요?",
        "한국고용정보원의 미션은 무엇인가요?",
        "How many interns were hired?",
        "대통령은 누구야?",
        "주차장 있어?",
        "ㅎㅎ 안녕",
        "",
        "😀",
    ],
)
def test_a_question_without_a_slip_stays_the_same_object(question: str) -> None:
    assert SPELLER.repair(question) is question


def test_repair_knows_only_its_own_corpus() -> None:
    assert Speller([GARDEN], KOREAN).repair("굳잡캠프는 언제 열렸어?") == "굳잡캠프는 언제 열렸어?"
    assert Speller([GARDEN], KOREAN).repair("깽깽이플은 어디 있어?") == "깽깽이풀은 어디 있어?"


def test_a_corpus_without_words_repairs_nothing() -> None:
    assert Speller([""], KOREAN).repair("굳잡캠프는?") == "굳잡캠프는?"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(TEXT) - 40), st.integers(5, 40))
def test_words_of_the_report_itself_are_never_changed(start: int, length: int) -> None:
    words = [w for w in TEXT[start : start + length].split()[1:-1] if w.isalnum()]
    for word in words:
        assert SPELLER.repair(word) == word


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_repaired_twice(question: str) -> None:
    once = SPELLER.repair(question)
    assert isinstance(once, str) and isinstance(SPELLER.repair(once), str)


def test_latin_parts_are_read_as_they_are_spoken() -> None:
    assert spoken("굿JOB캠프") == spoken("굿잡캠프") == "굿잡캠프"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("리더쉽 점수", "리더십 점수"),
        ("리더쉽점수", "리더십점수"),
        ("멤버쉽 혜택", "멤버쉽 혜택"),
        ("새로열린날", "새로 열린 날"),
        ("어린이도서관", "어린이도서관"),
        ("어린이체엄관 위치", "어린이체험관 위치"),
    ],
)
def test_loans_and_glued_clauses_are_written_as_the_report_has_them(typed: str, meant: str) -> None:
    speller = Speller(["리더십은 68점이다. 어린이체험관은 2층에 있다. 새로 열린 방이다. 이 날은 쉰다."], KOREAN)
    assert speller.repair(typed) == meant
