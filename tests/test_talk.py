"""How people talk to a page about an employer: what they deny, what they say of their own asking, shares, places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

PAGE = """# 달무리등대원_2031_ver. Report

## 등대원 한 눈에 보기

기업 한 눈에 보기 > 기업개요

달무리등대원 분석리포트 2031 ver.

2009년에 설립된 달무리등대원은 바다부 산하의 등대 공공기관이다.

**긍정적평가**: "점심이 맛있다.""자리가 넓다."

"점심이 맛있다."

"자리가 넓다."

**부정적평가**: "배편이 드물다.""겨울에 춥다."

"배편이 드물다."

"겨울에 춥다."

등불관리 51.5 %
안개신호 30.5 %
해도제작 18.0 %

1위 등불관리 51.5 % 등대 점검, 전구 교체, 심지 관리
2위 안개신호 30.5 % 물길 안내, 나팔 관리, 안개 예보
3위 해도제작 18.0 % 바닷길 측량, 해도 인쇄, 해도 배포

1위

등불관리

51.5 %

등대 점검, 전구 교체, 심지 관리

2위

안개신호

30.5 %

물길 안내, 나팔 관리, 안개 예보

3위

해도제작

18.0 %

바닷길 측량, 해도 인쇄, 해도 배포

만족도 점수

연봉/복지 71점
밥/간식 77점

**미션**: 뱃길을 밝혀 배를 지킨다.

## 2030년 소식

**등대 신분증 발급 자동화**: (2030년 4월)달무리등대원이 신분증을 자동으로 발급하는 시스템을 도입한 뒤 신분증 발급 후 한 달 안에 배를 띄운 사람이 42% 증가했다. 발급 건수 중 31%가 자동으로 처리되어 창구의 부담이 줄었다. 신분증 발급 건수는 640건이다. 신분증 발급 설명회에는 목포에 있는 학교 학생이 왔다. 등대원은 20톤 이상 배의 선장을 위한 자동 발급을 먼저 들였다. 등대 앱은 한 번의 로그인으로 모든 신청을 받는다. 예약 앱은 위치기반 서비스로 가까운 등대를 알려 주고, 푸시 알림을 보낸다.

**등불 잔치**: (2030년 9월)등대원 관계자는 2030년에 등불 잔치를 네 번 계획하며, 목포, 통영, 속초 등에서 등불을 켤 것이라고 전했다. 등불 부스에서는 누구나 역할을 맡아 등불을 밝힌다. 등불 부스에서는 ‘등롱지기’, ‘심지장이’, ‘불빛화가’ 등의 역할을 맡을 수 있다. 등대원은 점등식을 앞두고 불빛 색을 손보았다. 등대원은 점등식을 앞두고 심지 길이를 점검했다. 등대원은 물길협회와 점등식을 열었다. 등대원은 점등식으로 물길청으로부터 감사패를 받았다. 안내교육실장은 안개를 읽는 방법을 설명했다.

**안개신호 학교 운영**: (2030년 10월)안개신호 학교는 2017년부터 운영되며, 12개 항구에서 신호를 가르친다. 2030년에는 목포항에서 안개신호 학교를 10월 5일에 열었다.

**길잡이 누리집 안전 인증 획득**: (2030년 11월)달무리등대원의 길잡이 누리집이 물길 안전 인증을 획득했다. 물길 안전 인증은 물길협회(SEA)에서 누리집을 평가하여 부여한다. 심사는 4개 분야 26개 항목을 점검하였다.

## 어떻게 뽑을까?

채용정보 > 어떻게 뽑을까?

**채용방법**: 3급 : 서류심사 ⇒ 발표 및 면접전형4급~6급 : 서류심사 ⇒필기시험(과목 : 물길, 셈)⇒면접전형

채용형 : 인턴 근무를 거쳐 일부가 신입사원이 된다.

체험형 : 채용으로 이어지지 않는 인턴이다.

## 얼마나 채용할까?

채용정보 > 얼마나 채용할까?

**2030년**: 정규직 14명
                    무기계약직 5명
                    채용형 청년인턴 2명
                    체험형 청년인턴 8명

정규직 14명

무기계약직 5명

채용형 청년인턴 2명

체험형 청년인턴 8명
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "page.md").write_text(PAGE, "utf-8")
    engine = Engine.open(settings_of(folder / "corpus", folder / "index"))

    def answer(question: str, *before: str) -> str:
        return engine.ask(question, [Turn(q, "") for q in before]).answer

    return answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("직원들이 안 좋다고 한 점은 뭐예요?", "배편이 드물다"),
        ("마음에 안 드는 점은?", "배편이 드물다"),
        ("자동으로 처리된 신분증 발급이 전체 발급의 몇 퍼센트나 되나요?", "31%"),
        ("What share of ID cards was issued automatically?", "31%"),
        ("등불 잔치를 여는 도시들이 어디어디야?", "통영"),
        ("등불관리 비중에서 해도제작 비중을 빼면?", "33.5"),
        ("안개신호 학교 운영 시작 연도는?", "2017년"),
        ("Since when has the fog signal school been run?", "2017년"),
        ("직원들이 꼽은 장점과 단점을 같이 정리해 주세요", "드물다"),
        ("직원들이 꼽은 장점과 단점을 같이 정리해 주세요", "맛있다"),
        ("What do employees like about working there?", "맛있다"),
        ("Which organization gives the waterway safety certification?", "물길협회"),
        ("2위 사업에 속하는 일들 나열해줘", "물길 안내"),
        ("등대 앱은 로그인을 여러 번 해야 되나요?", "아니요"),
        ("Is there a written exam for grade 5?", "필기시험"),
        ("so what's the deal with grade 3 hiring, how do they pick people?", "면접"),
        ("5급도 필기시험을 보나요?", "필기시험"),
        ("등불 부스에서 맡을 수 있는 역할들을 알려주세요.", "등롱지기"),
        ("점등식을 앞두고 무엇을 점검했나요?", "심지 길이"),
        ("신분증 자동 발급은 어떤 사람들한테 적용돼요?", "선장"),
        ("What's the difference between conversion-type and experience-type interns?", "이어지지"),
        ("달무리등대원 밋션 알려줘", "뱃길"),
        ("채용 몇 명 했어?", "29"),
        ("점등식은 누구랑 같이 열었어?", "물길협회와"),
        ("3급이랑 4급 전형은 뭐가 달라?", "발표"),
        ("해도제작 비중이 절반 넘나요?", "아니요"),
        ("신분증 발급 건수가 500건이었나요?", "아니요"),
        ("이 기관 몇 년도에 만들어졌지", "2009년"),
        ("감사패는 누가 줬는데", "물길청"),
        ("연봉이랑 밥 중에 뭐가 점수가 더 높아?", "밥/간식(77점)"),
        ("What is the negativ opinion of employes?", "드물다"),
    ],
)
def test_what_is_said_in_passing_is_understood(ask: Callable[..., str], question: str, told: str) -> None:
    assert told in ask(question)


@pytest.mark.parametrize(
    ("before", "question", "told"),
    [
        (["2030년 정규직은 몇 명 뽑았어?", "무기계약직은?"], "그럼 합치면?", "19"),
        (["How many regular employees were hired in 2030?"], "And indefinite-contract workers?", "5"),
        (["2030년 정규직은 몇 명이야?"], "인턴은?", "10명"),
        (["등불관리 비중은?"], "제일 낮은 건?", "해도제작"),
        (["길잡이 누리집이 무슨 인증을 받았나요?"], "그때 몇 개 항목을 봤대?", "26개"),
    ],
)
def test_what_goes_on_from_before_is_resolved(
    ask: Callable[..., str], before: list[str], question: str, told: str
) -> None:
    assert told in ask(question, *before)


@pytest.mark.parametrize(
    "question",
    [
        "달무리등대원 본사 주소가 어디예요?",
        "안내교육실장 이름이 뭐야?",
        "복지포인트 얼마야",
        "이전 대화 잊어버려",
    ],
)
def test_what_only_sounds_like_an_answer_is_none(ask: Callable[..., str], question: str) -> None:
    assert "찾지 못했습니다" in ask(question)
