"""Whether a fact holds what is asked for, and where."""

from __future__ import annotations

import pytest

from rag.answering.choosing.wanting import units_of, wanted_spans
from rag.answering.facts.blocks import facts_of
from rag.chunking import split
from rag.korean import Korean
from rag.questions import understand
from rag.reading import parse

KOREAN = Korean.get()


def spans(words: str, question: str) -> list[str]:
    """What a sentence holds of what a question wants."""
    document = parse(f"# 글\n\n{words}\n", "a.md")
    fact = next(f for f in facts_of(document, split(document, 0), KOREAN) if f.kind in ("sentence", "value"))
    found = wanted_spans(document.text, fact, understand(question, KOREAN), KOREAN)
    assert all(fact.start <= s.start < s.end <= fact.end for s in found)
    return [document.text[s.start : s.end] for s in found]


PRESS = "센터는 2022년 6월 10일부터 8월 31일까지 춘천 숲속회관에서 청년 340명에게 12억 원을 들여 교육을 열었다고 김나래 소장이 밝혔다."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("교육에 청년 몇 명이 왔어?", "340명"),
        ("교육 예산은 얼마야?", "12억 원"),
        ("교육은 언제 열렸어?", "2022년 6월 10일부터 8월 31일까지"),
    ],
)
def test_amounts_and_dates_of_the_asked_kind_are_found_whole(question: str, found: str) -> None:
    assert spans(PRESS, question)[0] == found


def test_an_amount_of_another_unit_is_none() -> None:
    assert spans(PRESS, "교육은 몇 점이었어?") == []


def test_people_are_found_by_name_and_role() -> None:
    found = spans(PRESS, "교육을 누가 밝혔어?")
    assert any("소장" in s for s in found) and any("김나래" in s for s in found)


def test_places_are_found() -> None:
    assert any("숲속회관" in s or "춘천" in s for s in spans(PRESS, "교육은 어디에서 열렸어?"))


def test_reasons_are_found_by_the_words_that_give_them() -> None:
    assert spans("관람객이 늘었기 때문에 안내원을 더 두었다.", "왜 안내원을 더 두었어?") == ["때문"]
    assert spans("안내원을 더 두었다.", "왜 안내원을 더 두었어?") == []


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert "김나래 소장" not in spans(PRESS, "김나래 소장은 누구야?")


def test_units_of_like_counters_are_interchangeable() -> None:
    assert {"개", "종"} <= units_of(understand("앱 기능은 몇 가지야?", KOREAN))
    assert units_of(understand("사업 예산은 얼마야?", KOREAN)) >= {"원"}
    assert units_of(understand("점수는 몇 점이야?", KOREAN)) == {"점"}


@pytest.mark.parametrize(
    ("words", "question", "found"),
    [
        ("본원은 가람시 하늘로 12, 4층에 있습니다.", "본원 위치는?", "가람시 하늘로 12, 4층"),
        ("본원은 하늘로 12에 있습니다.", "본원은 어디에 있어?", "하늘로 12"),
        ("책은 고쳐서 마을문고 5곳에 보냈습니다.", "책은 어디에 보냈나요?", "마을문고 5곳"),
    ],
)
def test_addresses_and_several_of_a_kind_are_places(words: str, question: str, found: str) -> None:
    assert found in spans(words, question)


def test_a_telephone_number_is_no_amount() -> None:
    assert spans("- **회화반**: 000-555-0101", "회화반 수강료는 얼마예요?") == []


@pytest.mark.parametrize(
    ("words", "question", "found"),
    [
        ("예약을 바꾸려면 수업 하루 전 18시까지 알려야 한다.", "예약은 언제까지 바꿀 수 있어?", ["하루 전 18시"]),
        ("현재 관장은 제4대 고은비 관장이며 2021년에 취임하였다.", "관장은 누구인가요?", ["고은비"]),
        ("들꽃미술관장 윤소리가 인사했다.", "들꽃미술관 관장은 누구인가요?", ["윤소리"]),
        ("고사장 윤소리관에서 시험을 본다.", "사장은 누구인가요?", []),
        ("관장은 3년마다 새로 뽑는다.", "관장 이름이 뭐예요?", []),
        ("만 19세 이상이 받으며 한 사람에게 5만 원을 준다.", "지원금은 얼마까지 나와?", ["5만 원"]),
        ("무용과의 경쟁률은 7.5대 1이었다.", "무용과 경쟁률은?", ["7.5대 1"]),
    ],
)
def test_what_a_guide_tells_is_found_in_its_forms(words: str, question: str, found: list[str]) -> None:
    assert spans(words, question) == found


def test_numbers_within_a_phrase_are_no_amounts_without_a_unit() -> None:
    assert spans("**전형**: 서류심사를 거쳐 1차 면접과 2차 면접을 본다", "몇 명을 뽑나요?") == []


@pytest.mark.parametrize(
    ("words", "question", "found"),
    [
        ("심사는 속도와 성과를 보며 누리재단(NRF)이 인증을 준다.", "인증은 어느 기관이 주나요?", ["누리재단"]),
        ("운영은 심사로 뽑힌 푸른정원이 3년간 맡는다.", "운영은 어느 업체가 맡나요?", ["푸른정원"]),
        ("안내문은 유학생들의 '나래 모임'이 감수했다.", "안내문은 누가 감수했나요?", ["나래 모임"]),
        ("매점은 5개사와 속도를 두고 다툰다.", "매점은 어느 기관이 맡나요?", []),
        ("나래지원제도는 참여 기업 중 누벨텍의 팀장이 알렸다.", "제도를 알린 회사는 어디인가요?", ["누벨텍"]),
        ("청년지원제도 누리집이 인증을 얻었다.", "인증은 어느 기관이 주나요?", []),
    ],
)
def test_bodies_are_names_and_no_nouns_that_end_alike(words: str, question: str, found: list[str]) -> None:
    assert spans(words, question) == found


def test_what_a_body_does_is_told_by_the_field_of_its_name() -> None:
    assert spans("**누리조합(8월)**: 그릇 씻기와 나르기", "그릇은 어느 기관이 맡나요?") == ["그릇 씻기와 나르기"]


@pytest.mark.parametrize("words", ["참가자는 서울에 있는 학교 학생이다.", "참가자는 충청북도 내 학교 학생이다."])
def test_a_place_that_tells_which_one_is_meant_is_not_where_something_was_done(words: str) -> None:
    assert spans(words, "등불 잔치는 어디서 했나요?") == []
    assert spans("등불 잔치는 서울에서 했다.", "등불 잔치는 어디서 했나요?") != []


def test_who_gave_something_is_told_by_from_whom_it_came() -> None:
    assert "나루시청" in spans("공로로 나루시청으로부터 감사장을 받았다.", "감사장은 누가 줬나요?")


def test_how_much_asks_for_no_score() -> None:
    assert spans("**연봉/복지**: 84점", "복지포인트 얼마야?") == []
    assert spans("**연봉/복지**: 84점", "연봉 만족도 얼마야?") == ["84점"]
