"""What visitors ask a page about a house with shows: hours, totals, goals, what one show costs, how many a day."""

from __future__ import annotations

import pytest

from rag.answering.spans.clock import asks_time, times_in
from rag.answering.spans.quantities import quantities
from rag.engine import Engine
from tests.reports import settings_of

PAGE = """# 시립나무인형극장_2031_ver. Report

## 극장 한 눈에 보기

기관 한 눈에 보기 > 기관개요

2018년에 문을 연 시립나무인형극장은 상설공연장 2개와 배움방을 운영한다. 보관 인형은 2030년 말 기준 1,820점이며 이 가운데 기증품은 64점이다.

보람 88점
급여 59점
동료 73점

보람

88점

급여

59점

동료

73점

**중장기 목표(2034년)**: 연 관람객 9만 명 · 보관 인형 5천 점 · 어르신 관람 만족도 97점

**비전**: 나무가 들려주는 이야기

## 2030년 성과

최신이슈캐치 > 2030년 성과

**특별공연 '숲의 편지' 흥행**: (2030년 5월)특별공연 '숲의 편지'가 개막 40일 만에 관람객 2만 명을 넘겼다. 공연은 4월 2일부터 7월 20일까지 열렸고 인형 56점이 나왔다. 입장료는 어른 7천 원, 어린이 4천 원이다.

**만들기방 새 단장**: (2030년 8월)극장이 두 달의 공사 끝에 만들기방을 다시 열었다. 하루 3회, 회당 25명을 예약으로만 받는다. 무늬 도안은 한 해 동안 9,100번 내려받아졌다.

## 채용

채용정보 > 얼마나 채용할까?

**2030년**: 배우직 4명
                    무대직 3명
                    청년인턴 6명
"""


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("theatre")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "theatre.md").write_text(PAGE, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("만들기방에는 하루 최대 몇 명까지 들어갈 수 있나요?", "75명"),
        ("특별공연 '숲의 편지'의 공연 기간은?", "4월 2일부터 7월 20일까지"),
        ("특별공연 어린이 입장료는 얼마인가요?", "어린이 4천 원"),
        ("보관 인형 몇 점 있어?", "1,820점"),
        ("만족도가 가장 높은 항목은 무엇이고 몇 점인가요?", "보람이 88점"),
        ("2030년 총 채용 인원(인턴 포함)은 몇 명인가요?", "13명"),
        ("무늬 도안은 1년간 몇 번 내려받아졌나요?", "9,100번"),
        ("여기 월급 짜?", "59점"),
        ("비죤이 뭐예요?", "나무가 들려주는 이야기"),
        ("만들기방 다시연날", "2030년 8월"),
        ("how much is the adult ticket for the show?", "7천 원"),
    ],
)
def test_a_visitor_is_told(theatre: Engine, question: str, said: str) -> None:
    assert said in theatre.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "극장은 몇 시에 문 닫아?",  # it tells the year in which it opened
        "2030년 총 관람객 수는 몇 명인가요?",  # what one show had after forty days is no total of the year
        "상설공연 입장료는 얼마예요?",  # what the other show costs
        "2031년 특별공연 제목이 뭐야?",
    ],
)
def test_what_is_told_of_something_else_is_no_answer(theatre: Engine, question: str) -> None:
    assert theatre.ask(question).status == "not_found"


def test_a_goal_answers_who_asks_for_the_goal(theatre: Engine) -> None:
    assert "5천 점" in theatre.ask("보관 인형 목표는 몇 점이야?").answer


def test_things_counted_by_the_piece_are_no_score(theatre: Engine) -> None:
    assert "점수" not in theatre.ask("보관 인형 목표는 몇 점이야?").answer


def test_a_product_is_told_with_its_factors(theatre: Engine) -> None:
    found = theatre.ask("만들기방은 하루에 몇 명까지 받나요?")
    assert found.computed == ("75",) and found.steps == ("3회 × 25명 = 75명",)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("오전 9시 30분에 열고 저녁 6시에 닫는다", ["오전 9시 30분", "저녁 6시"]),
        ("09:00~18:00", ["09:00", "18:00"]),
        ("2018년에 24시간 문을 연다", ["24시간"]),
        ("열두 시군에서 3시간 걸린다", []),
    ],
)
def test_times_of_the_day_are_found_by_their_form(words: str, found: list[str]) -> None:
    assert [words[slice(*s)] for s in times_in(words)] == found


def test_who_asks_how_many_hours_asks_for_no_time_of_the_day() -> None:
    assert asks_time("몇 시에 열어?") and not asks_time("몇 시간 걸려?")
    assert asks_time("What time does it open?") and not asks_time("What time of year is best?")


def test_a_numeral_that_begins_another_word_is_no_number_of_days() -> None:
    assert not quantities("염전에서 난 천일염을 준다")
    assert [q.text for q in quantities("천일 동안 이어진다")] == ["천일"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("여기 다니면 얼마 받아?", "3,900만 원"),
        ("여기 다니면 평균 얼마 받아?", "3,900만 원"),
        ("2030년 들어 추진한 사업에는 어떤 것이 있나요?", "무대 조명 교체"),
        ("예매 누리집이 멈춘 원인이 뭐예요?", "과부하"),
        ("인형 자격 시험은 1년에 두 번 있나요?", "네, "),
    ],
)
def test_a_newcomer_is_told(workshop: Engine, question: str, said: str) -> None:
    assert said in workshop.ask(question).answer


WORKSHOP = """# 나무인형공방_2031_ver. Report

## 소식

**인형 자격 시험 개편**: (2030년 2월)공방이 인형 자격 시험을 개편했다. 연 1회이던 시험을 연 2회로 늘렸다. 응시료는 필기 2만 원, 실기 3만 원이다.

**누리집 장애로 예매 중단**: (2030년 3월)공방의 예매 누리집이 첫날 접속 장애로 4시간 동안 멈추었다. 원인은 손님이 몰리면서 생긴 서버 과부하로 밝혀졌다.

## 일

채용정보 > 얼마나 받을까?

**평균 연봉**: 3,900만 원

주요사업 > 2030년 사업

2030년

**사업내용**: · 무대 조명 교체· 순회공연 '길 위의 나무'

· 무대 조명 교체

· 순회공연 '길 위의 나무'
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("workshop")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "workshop.md").write_text(WORKSHOP, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))
