"""Questions as people ask them in passing, on a page about an employer: denial, contrary facts, parts, names in two words."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

PAGE = """# 은하관측원_2024_ver. Report

## 관측원 한 눈에 보기

기업 한 눈에 보기 > 기업개요

2011년에 설립된 은하관측원은 과학부 산하의 천문 공공기관이다.

**협력기관**: 누리대학교, 별빛재단

**긍정적평가**: "정시퇴근이 되고 순환이 없다."

**부정적평가**: "통근버스가 없다.""장비가 낡았다."

1위 관측 51.2 % 망원경 운영, 별자리 지도 제작, 유성 감시
2위 교육 31.5 % 별밤 강좌, 교사 연수
3위 홍보 17.3 % 누리집 운영, 소식지 발간

1위

관측

51.2 %

망원경 운영, 별자리 지도 제작, 유성 감시

2위

교육

31.5 %

별밤 강좌, 교사 연수

3위

홍보

17.3 %

누리집 운영, 소식지 발간

## 인증

**정보보호 인증 획득**: (2024년 3월)은하관측원 누리집이 정보보호 우수 인증(iSAFE)을 받았다. 이 인증은 정보보호진흥회(ISA)에서 누리집의 보안을 심사하여 우수하면 부여하는 제도이다. 심사는 18개 항목을 점검하였다. 은하관측원은 지금까지 총 5개 누리집이 정보보호 우수 인증을 받았다.

**관측 예약 자동화**: (2024년 5월)은하관측원이 예약 자동 처리시스템을 들인 뒤 예약 가운데 40%가 자동으로 처리되었다. 자동 처리는 안내실의 업무 부담도 덜었다. 2024년에는 협약을 맺은 7개 기업 중 하늘렌즈의 연구원이 설명회에 참여했다. 은하관측원은 앞서 바람산 축제에서도 이동 관측차를 운영했다. 2024년에는 6월 달빛시 공원에서 이동 관측차를 운영한다.

## 채용

채용정보 > 어떻게 채용할까?

**채용방법**: 2급 : 서류심사 ⇒ 발표면접3급~5급 : 서류심사 ⇒ 필기시험 ⇒ 면접

채용정보 > 얼마나 채용할까?

**2023년**: 연구직 12명
                    행정직 4명
                    전환형 인턴 0명
                    단기형 인턴 9명

연구직 12명

행정직 4명

전환형 인턴 0명

단기형 인턴 9명

전환형 : 인턴 근무 뒤 일부를 연구직으로 임용한다.

단기형 : 임용과 이어지지 않는 인턴으로, 나중에 지원하면 가점을 준다.

## 면접

합격꿀팁 > 면접꿀팁

**면접난이도**: 보통

2023년 상반기 | 인턴

자료분석 합격

**이 기업의 기출질문은? 면접질문**: Q1. 가장 좋아하는 별은 무엇인가요 Q2. 밤샘 근무를 해 본 적이 있나요

**실제면접자의 답변 꿀팁 면접TIP**: 관측 경험을 짧게 말하면 좋습니다

이 기업의 기출질문은?

면접질문

Q1. 가장 좋아하는 별은 무엇인가요

Q2. 밤샘 근무를 해 본 적이 있나요

실제면접자의 답변 꿀팁

면접TIP

관측 경험을 짧게 말하면 좋습니다
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("page")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "page.md").write_text(PAGE, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("단점 뭐 있음? 솔직하게", "통근버스"),
        ("순환근무가 있나요?", "아니요, "),
        ("순환근무 안 하죠?", "네, "),
        ("정시퇴근 못해요?", "아니요, "),
        ("연구직 20명 뽑았지?", "아니요, "),
        ("연구직이 12명 맞나요?", "네, "),
        ("전환형 인턴은 안 뽑았나요?", "네, "),
        ("행정직은 없나요?", "아니요, "),
        ("관측 비중이 60%야?", "아니요, "),
        ("연구직·행정직·인턴까지 합치면 총 몇 명이야?", "25명"),
        ("인턴을 뺀 연구직과 행정직의 합계는?", "16명"),
        ("예약 가운데 자동으로 처리되지 않은 비율은 몇 퍼센트인가요?", "60%"),
        ("설립 후 2024년이면 몇 주년이 되나요?", "13년"),
        ("설립된 지 몇 년 됐어?", "13년"),
        ("전환형과 단기형은 뭐가 달라요?", "가점"),
        ("교육 분야 사업은 몇 개야?", "2개"),
        ("면접 질문은 몇 개였나요?", "2개"),
        ("인증을 받은 누리집은 모두 몇 개인가요?", "5개"),
        ("면접 팁 좀", "짧게"),
        ("협력하는 기관은 어디어디야?", "별빛재단"),
        ("이급채용절차는어떻게되나요", "발표면접"),
        ("4급은 필기시험을 보나요?", "필기시험"),
        ("2급은 필기시험이 없나요?", "발표면접"),
        ("iSAFE 인증은 어느 기관이 주나요?", "정보보호진흥회"),
        ("협약한 기업 가운데 연구원이 설명회에 참여한 회사는 어디인가요?", "하늘렌즈"),
        ("2024년에 이동 관측차는 어디에서 운영하나요?", "달빛시"),
        ("면접 후기를 남긴 사람은 어떤 직무에 합격했나요?", "자료분석"),
        ("언제 본 면접 후기야?", "2023년 상반기"),
        ("30%보다 큰 분야는?", "51.2"),
    ],
)
def test_what_is_asked_in_passing_is_answered(page: Engine, question: str, said: str) -> None:
    assert said in page.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "2급 면접 기출질문을 알려주세요",
        "관측원 본사 주소가 어디인가요?",
        "디자인 직무 면접 후기 있어?",
        "구내식당 있어?",
    ],
)
def test_what_the_page_does_not_say_of_it_is_refused(page: Engine, question: str) -> None:
    assert page.ask(question).status == "not_found"


def test_a_range_gives_way_to_the_one_that_is_asked_for_next(page: Engine) -> None:
    before = "3급부터 5급까지 채용 절차가 궁금해요."
    answer = page.ask("2급은요?", [Turn(before, page.ask(before).answer)])
    assert answer.standalone_question == "2급 채용 절차가 궁금해요."
    assert "발표면접" in answer.answer


def test_a_score_is_neither_much_nor_little(page: Engine) -> None:
    assert not page.ask("관측 비중이 높은 편인가요?").answer.startswith(("네", "아니요"))
