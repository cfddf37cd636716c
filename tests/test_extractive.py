"""Answers in the report's own words, and the questions that it must not answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rag.engine import Engine
from tests.reports import Reports, settings_of


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("온실 점수는 몇 점이야?", "온실 점수는 71점입니다. [1]"),
        ("2021년 계약직은 몇 명 뽑았어?", "2021년 계약직 채용 인원은 7명입니다. [1]"),
        ("앱은 몇 번 내려받았어?", "앱은 두 달 만에 3,400회 내려받아졌습니다. [1]"),
        ("숲해설 앱은 언제 나왔어?", "숲해설 앱 출시는 2022년 9월입니다. [1]"),
        ("보유식물에는 무엇이 있나요?", "구상나무 [1]\n히어리 [2]\n깽깽이풀 [3]"),
        ("주소는?", "주소는 강원도 춘천시 남산면 숲길 12입니다. [1]"),
    ],
)
def test_facts_are_told_in_polite_sentences_with_their_marks(garden: Engine, question: str, answer: str) -> None:
    assert garden.ask(question).answer == answer


def test_who_and_why_are_answered_by_the_sentence_that_says_so(garden: Engine) -> None:
    assert "김나래 해설사" in garden.ask("숲해설 앱은 누가 녹음했어?").answer
    assert "관람객이 늘어" in garden.ask("왜 야간 안내원을 두었어?").answer


def test_the_subject_itself_is_told_by_its_own_sentence(garden: Engine) -> None:
    assert garden.ask("달빛수목원은 어떤 곳인가요?").answer.startswith("1998년에 문을 연 달빛수목원은")


def test_the_year_asked_for_decides(garden: Engine) -> None:
    assert "12명" in garden.ask("2021년 정규직은 몇 명 채용했나요?").answer
    assert "15명" in garden.ask("2022년 정규직은 몇 명 채용했나요?").answer
    assert "80백만" in garden.ask("2021년 숲교육 예산은 얼마야?").answer


@pytest.mark.parametrize(
    "question",
    [
        "2019년 정규직은 몇 명 채용했나요?",
        "2025년 숲교육 예산은 얼마야?",
        "2030년 계약직은 몇 명이야?",
        "How many regular employees were hired in 2019?",
    ],
)
def test_a_year_that_the_report_does_not_have_is_refused(garden: Engine, question: str) -> None:
    assert garden.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "수영장 점수는 몇 점인가요?",
        "파견직은 몇 명이야?",
        "비정규직은 몇 명이야?",
        "구내식당 메뉴는 뭐야?",
        "노조 위원장은 누구야?",
        "온실은 누가 설계했어?",
    ],
)
def test_a_thing_that_the_report_does_not_have_is_refused(garden: Engine, question: str) -> None:
    assert garden.ask(question).status == "not_found"


@pytest.mark.parametrize("name", ["garden", "keis"])
@pytest.mark.parametrize(
    "question",
    [
        "안녕하세요",
        "고마워요",
        "오늘 날씨 어때?",
        "너 이름이 뭐야?",
        "넌 누구야?",
        "농담 하나 해줘",
        "ㅋㅋㅋ",
        "대한민국의 수도는 어디야?",
        "hello",
        "What's the weather like?",
    ],
)
def test_small_talk_is_refused_politely_with_questions_that_can_be_asked(
    reports: Reports, name: str, question: str
) -> None:
    answer = reports.engine(name).ask(question)
    assert answer.status == "not_found" and not answer.citations
    assert answer.answer.endswith("." if question.isascii() else "습니다.")
    assert 1 <= len(answer.suggestions) <= 3


def test_yes_and_no_follow_the_report(garden: Engine) -> None:
    assert garden.ask("주차장 점수가 70점을 넘나요?").answer.startswith("아니요")
    assert garden.ask("산책로 점수가 70점을 넘나요?").answer.startswith("네")
    assert garden.ask("2022년 정규직은 10명을 넘나요?").answer.startswith("네")


def test_the_same_question_has_the_same_answer(garden: Engine) -> None:
    question = "2022년에 채용한 인원은 모두 몇 명인가요?"
    first, second = garden.ask(question), garden.ask(question)
    assert (first.answer, first.citations, first.passages) == (second.answer, second.citations, second.passages)


def test_an_answer_goes_when_the_passages_that_it_cites_are_taken_away(garden: Engine) -> None:
    answer = garden.ask("온실 점수는 몇 점이야?")
    assert garden.ask_without("온실 점수는 몇 점이야?", (), answer).answer != answer.answer


def test_a_typing_slip_is_answered_as_the_word_that_is_meant(garden: Engine) -> None:
    assert "깽깽이풀" in garden.ask("보유식뮬에는 무엇이 있나요?").answer


def test_a_list_tells_the_items_of_the_year_asked_for(reports: Reports) -> None:
    keis = reports.engine("keis")
    said = {year: keis.ask(f"{year}년 사업내용에는 무엇이 있나요?").answer for year in (2023, 2024)}
    assert "컨설턴트" in said[2023] and "굿JOB캠프" not in said[2023]
    assert "굿JOB캠프" in said[2024] and "컨설턴트" not in said[2024]
    assert all(len(re.findall(r"\[\d+\]", a)) == 3 for a in said.values())


def test_two_lists_of_one_name_are_told_for_the_year_asked_for_alone(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "news.md").write_text(
        "# 들꽃 소식\n\n소식 > 2018년 새소식/성과\n\n**온실 수리**: (2018년 3월)온실을 고쳤다. 비가 새지 않는다.\n\n"
        "**숲길 개통**: (2018년 9월)숲길을 열었다. 길이 넓다.\n\n소식 > 2019년 새소식/성과\n\n"
        "**다리 완공**: (2019년 2월)다리를 놓았다. 강을 건넌다.\n\n**쉼터 확장**: (2019년 6월)쉼터를 넓혔다. 그늘이 많다.\n",
        encoding="utf-8",
    )
    answer = (
        Engine.open(settings_of(tmp_path / "corpus", tmp_path / "index")).ask("2019년 성과로 소개된 것들은?").answer
    )
    assert "다리 완공" in answer and "쉼터 확장" in answer and "온실 수리" not in answer
