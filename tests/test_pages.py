"""A page that tells a body field by field, with passages dated by their month: what such pages leave to be put together."""

from __future__ import annotations

import pytest

from rag.answering.facts.spoken import named_amount
from rag.asking.kinds import asked_noun
from rag.conversation import standalone
from rag.engine import Engine
from rag.korean import Korean
from rag.layout.items import split_items
from rag.questions import understand
from rag.spelling import Speller
from rag.types import Span, Turn
from tests.reports import settings_of

KOREAN = Korean.get()
REPORT = """# 새벽등대재단_2032_ver. Report

## 재단 한눈에 보기

2011년에 설립된 새벽등대재단은 바다문화부 산하의 기타공공기관이다.

**기관장**: 유하람 이사장(제3대, 2031년 4월 취임)

**본원**: 소금시 갯벌구 등대로 77

**임직원수**: 100명(2031년 12월 말 기준)

## 어떤 조직이 있을까?

**등대관리실**: 등대를 돌보고 불을 켠다. 소속 인원 55명

**해설교육팀**: 해설사를 기르고 수업을 짠다. 소속 인원 30명

**살림지원팀**: 인사와 회계를 맡는다. 소속 인원 15명

## 2031년 최신이슈/성과

**'갯바위노래' 누리집 개통**: (2031년 5월)새벽등대재단이 바다 소리를 모은 누리집 '갯바위노래'를 2031년 5월 20일에 열었다. 소리 2,450건이 실렸다. 제작은 맑은파도랩이 맡았고 열 달이 걸렸다.

**청소년 등대연극제 개최**: (2031년 8월)새벽등대재단이 소금시 갯벌문화회관에서 청소년 등대연극제를 열었다. 대상은 노을고등학교가 차지했다. 다음 연극제는 조개시에서 열린다.

**등대해설사 양성**: (2031년 9월)새벽등대재단이 등대해설사 과정을 열었다. 마지막 시험에는 50명 가운데 38명이 합격했다. 최고령 합격자는 79세로 20년간 우체국에서 근무했다. 신청은 읍·면사무소에 하면 된다. 수업 영상은 60일이 지나면 지워진다.

**안개나팔 보급**: (2031년 10월)새벽등대재단이 휴대용 안개 경보기 '안개나팔'을 배 40척에 나누어 주었다. 안개나팔은 건전지 두 개로 사흘 동안 켜진다.

## 기관 뉴스

**예약 누리집 중단**: (2031년 3월 6일)새벽등대재단의 예약 누리집이 다섯 시간 동안 멈추었다. 원인은 전원 장치의 고장으로 조사되었다.

## 어떻게 채용할까?

**채용방법**: 해설직 4급 : 서류심사 ⇒ 해설 발표 ⇒ 면접전형등대관리직 6급 : 서류심사 ⇒ 실기시험 ⇒ 면접전형체험형 인턴 : 서류심사 ⇒ 면접전형

등대관리직 지원자는 배를 몰 줄 알아야 한다. 올해 체험형 인턴은 6명이다.
"""


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("lighthouse")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "lighthouse.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("기관장은 누구예요?", "유하람"),
        ("본원은 어디에 위치해 있나요?", "소금시 갯벌구"),
        ("새벽등대재단은 몇 년도에 만들어졌나요?", "2011년"),
        ("소속 인원이 제일 많은 부서는 어디인가요?", "등대관리실"),
        ("해설교육팀 소속 인원은 몇 명인가요?", "30명"),
        ("전체 직원 100명 중 해설교육팀 소속은 몇 퍼센트인가요?", "30%"),
        ("갯바위노래 누리집은 언제 열었어?", "5월 20일"),
        ("갯바위노래는 어느 회사가 제작했습니까?", "맑은파도랩"),
        ("등대해설사 시험에 떨어진 사람은 몇 명이야?", "12명"),
        ("등대해설사 최고령 합격자는 어디서 일했나요?", "우체국"),
        ("등대해설사 신청은 어디에 하나요?", "면사무소"),
        ("등대해설사 수업 영상은 언제 지워지나요?", "60일"),
        ("2031년 3월에 예약 누리집이 멈춘 원인이 뭔가요?", "고장"),
        ("안개나팔이 뭐예요?", "안개 경보기"),
        ("해설직 4급 전형은 어떤 순서로 진행되나요?", "해설 발표 ⇒ 면접전형입니다"),
    ],
)
def test_what_a_page_tells_in_pieces_is_answered(lighthouse: Engine, question: str, said: str) -> None:
    assert said in lighthouse.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "유하람 이사장은 어느 대학을 졸업했어?",
        "전체 직원 120명 중 해설교육팀 소속은 몇 퍼센트인가요?",
        "2031년 7월에 예약 누리집이 멈춘 원인이 뭔가요?",
        "홍보팀 소속 인원은 몇 명인가요?",
    ],
)
def test_what_the_page_does_not_tell_is_refused(lighthouse: Engine, question: str) -> None:
    assert lighthouse.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        (["해설교육팀 소속 인원은 몇 명인가요?"], "살림지원팀은?", "15명"),
        (["2031년 청소년 등대연극제는 어디서 열렸어?"], "다음 대회는 어디서 해?", "조개시"),
    ],
)
def test_what_was_spoken_of_is_asked_further(lighthouse: Engine, history: list[str], question: str, said: str) -> None:
    assert said in lighthouse.ask(question, [Turn(q, "") for q in history]).answer


@pytest.mark.parametrize(
    ("history", "question", "alone"),
    [
        (["면접 난이도는 어때?"], "난이도 말고 분위기는?", "면접 분위기는?"),
        (["등대관리실에서 만난 직원은 누구예요?", "하루 일과는 어떻대요?"], "그분은 무엇을 준비했대요?", "등대관리실"),
        (["2031년 연극제는 어디서 열렸어?"], "다음 행사는 어디서 해?", "다음 연극제는 어디서 해?"),
    ],
)
def test_a_follow_up_goes_on_about_another_thing_the_next_or_whom(
    history: list[str], question: str, alone: str
) -> None:
    ways = standalone(question, [Turn(q, "") for q in history], KOREAN, (), lambda a, b: False)
    assert alone in ways[0] and "일과" not in ways[0] and "난이도" not in ways[0]


def test_glued_names_are_cut_where_the_report_has_them_as_words() -> None:
    value = "해설직 4급 : 서류심사 ⇒ 면접전형등대관리직 6급 : 서류심사 ⇒ 면접전형체험형 인턴 : 면접전형"
    text = f"{value}\n\n등대관리직 지원자가 많다. 체험형 인턴은 6명이다."
    assert [text[s.start : s.end] for s in split_items(text, Span(0, len(value)))] == [
        "해설직 4급 : 서류심사 ⇒ 면접전형",
        "등대관리직 6급 : 서류심사 ⇒ 면접전형",
        "체험형 인턴 : 면접전형",
    ]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [("소속 인원 55명", "소속 인원"), ("정원 40명.", "정원"), ("55명", ""), ("인원은 모두 55명", ""), ("1등급", "")],
)
def test_an_amount_with_its_name_alone_is_told_apart_from_a_sentence(sentence: str, named: str) -> None:
    found = named_amount(sentence)
    assert (found.label if found else "") == named


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("소금시 학교를 나오면 지역인재로 쳐 주나요?", "yesno"),
        ("2031년 청렴도 평가에서 몇 등급을 받았나요?", "number"),
        ("등불 수량은?", "number"),
        ("상금은 어디에 쓰나요?", "method"),
        ("상금은 어디에서 쓰나요?", "place"),
    ],
)
def test_the_wanted_kind_is_read_off_whole_words(question: str, wanted: str) -> None:
    assert understand(question, KOREAN).wanted == wanted


def test_a_noun_of_asking_is_not_the_beginning_of_a_longer_word() -> None:
    assert asked_noun("지역인재는 누가 되나요") is None
    assert asked_noun("지역은 어디인가요") == ("place", ())


def test_ordinals_rank_only_with_a_superlative() -> None:
    assert understand("What was the competition ratio for the second youth corps?", KOREAN).rank == 0
    assert understand("Which team is the second largest?", KOREAN).rank == 2
    assert understand("최고령 합격자는 몇 살이야?", KOREAN).operation == "none"
    assert understand("최저임금은 얼마예요?", KOREAN).operation == "none"


def test_a_word_in_three_pieces_is_joined() -> None:
    speller = Speller(["등대소리방송은 하루 두 번 나온다. 안개등은 밝다."], KOREAN)
    assert speller.repair("등 대소리 방송은 몇 번 나와?") == "등대소리방송은 몇 번 나와?"
    assert speller.repair("안개 등은 밝아?") in ("안개 등은 밝아?", "안개등은 밝아?")
