"""What one asks an employer's page before applying, in everyday words: pay, meals, time, what is preferred, what went wrong."""

from __future__ import annotations

import pytest

from rag.answering.spans.published import made_known
from rag.engine import Engine
from tests.reports import settings_of

PAGE = """# 푸른솔제과_2024_ver. Report

## 푸른솔제과 한 눈에 보기

기업 한 눈에 보기 > 기업정보

**설립일**: 1994년 3월 2일

**기업형태**: 중소기업, 코넥스 상장

**사원수**: 214명 (2023년 12월 기준)

**평균연봉**: 4,100만원

**신입초봉**: 3,050만원

**성과급**: 직원 평균 310만원(2023년 기준)신임 과장 520만원(2023년 기준)

직원 평균 310만원(2023년 기준)

신임 과장 520만원(2023년 기준)

**평균근속**: 7.1년

**긍정적평가**: "빵을 마음껏 먹는다.""선배가 친절하다."

"빵을 마음껏 먹는다."

"선배가 친절하다."

**부정적평가**: "명절 앞에는 주말에도 나온다."

81점

총 만족도 점수(전년 84점)

2023년 직원 가운데 여성 직원의 비율은 52%이며, 여성 관리자의 비율은 30%이다.

## 실적

경영실적 > 연도별 실적

**2022년**: 매출액 812억원
                    영업이익 21억원

매출액 812억원

영업이익 21억원

**2023년**: 매출액 905억원
                    영업이익 44억원

매출액 905억원

영업이익 44억원

* 2022년 영업이익 감소는 밀가루 값 상승과 오븐 교체에 따른 것이다.

## 소식

최신이슈캐치 > 최신이슈

**주문 누리집 장애**: (2024년 2월)푸른솔제과의 주문 누리집이 접속 장애로 세 시간 동안 멈췄다. 원인은 명절 주문이 몰리면서 생긴 서버 과부하로 조사되었다. 매장 찾기는 회원가입 없이 할 수 있다.

**빵 굽기 대회**: (2024년 3월)푸른솔제과가 빵 굽기 대회를 열었다. 참가비는 학생 1만 원, 어른 2만 원이다. 대회는 봄과 가을에 연 2회 열린다. 사장은 손님이 빵을 굽는 즐거움을 아는 것이 목적이라고 강조했다.

**단팥빵 자발적 회수**: (2024년 4월)푸른솔제과가 3월에 만든 단팥빵 1,900개를 자발적으로 회수한다고 밝혔다. 포장에 알레르기 표시가 빠졌다는 고객의 신고가 접수된 데 따른 조치이다. 인명 피해는 보고되지 않았다.

**누리병원 급식 계약**: (2024년 6월)푸른솔제과가 누리병원과 환자용 빵 공급 계약을 맺었다. 계약 금액은 12억원이며 2026년까지 공급한다.

**수출 확대**: (2024년 7월)푸른솔제과는 2024년 7월 기준 9개국에 과자를 수출한다. 월별로는 5월이 31톤으로 가장 많았고 1월이 4톤으로 가장 적었다.

## 전략

산업분석 > 중장기 전략

**4대 추진과제**: 1. 통밀 국산화: 2027년까지 국산 통밀 비중을 40%로 높인다. 2. 동네 빵집 상생: 재료를 함께 산다. 3. 포장 줄이기: 비닐 포장을 없앤다. 4. 새벽 배송: 수도권으로 넓힌다.

## 채용

채용정보 > 어떻게 채용할까?

**우대사항**: 제과기능장 자격 보유자, 식품기사, 프랑스어·일본어 능통자

* 2025년 채용 규모는 확정 전이다.

**필기**: 사무직 합격선은 72점이었다. 두 과목 모두 40점을 넘어야 한다.

**급여**: 면접에 오면 교통비 2만원을 준다.

채용정보 > 복리후생

**근무제도**: 시차출퇴근제사무직 주 1일 재택근무매월 둘째 금요일 오후 4시 퇴근

시차출퇴근제

사무직 주 1일 재택근무

매월 둘째 금요일 오후 4시 퇴근

**생활지원**: 기숙사(월 5만원)아침·점심 무료 제공

기숙사(월 5만원)

아침·점심 무료 제공

합격꿀팁 > 현직자 인터뷰

**구매팀 오하늘 대리**: Q. 출장은 자주 가나요? 한 해에 세 번쯤 산지를 찾습니다. 프랑스에 있는 밀가루 회사와는 매주 화상으로 만납니다. Q. 힘든 점은? 값이 자주 바뀝니다.

**솔잎카드**: 단골에게 주는 앱 ‘솔잎카드’에는 5월까지 8,200명이 가입했다. 카드 점수는 앱에서 볼 수 있다.

## 안내

| 매장 | 위치 | 인원 | 전화 |
|---|---|---|---|
| 강가점 | 나루시 | 12명 | 055-555-0101 |
| 들녘점 | 다솜시 | 8명 | 055-555-0102 |
"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("bakery")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "bakery.md").write_text(PAGE, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("대졸 신입 첫해 연봉이 어떻게 돼요?", "3,050만원"),
        ("여기 연봉 평균 얼마나 됨?", "평균연봉은 4,100만원입니다."),
        ("다들 얼마나 오래 다녀?", "7.1년"),
        ("밥은 공짜로 줘?", "아침·점심 무료"),
        ("상장사 맞나요?", "코넥스"),
        ("How many employees did the company have at the end of 2023?", "214명"),
        ("What do employees like about working here?", "선배가 친절하다"),
        ("What is the phone number of the 들녘점 store?", "055-555-0102"),
        ("2022년에 영업이익이 줄어든 원인은 무엇인가요?", "밀가루 값 상승"),
        ("How many countries does the company export to?", "9개국"),
        ("What was the contract value of the bread deal with 누리병원?", "12억원"),
        ("여성 관리자 비율은 여성 직원 비율보다 몇 %p 낮아요?", "22%포인트"),
        ("총 만족도 점수는 작년보다 몇 점 떨어졌어요?", "3점"),
        ("단팥빵을 먹고 다친 사람이 있었나요?", "보고되지 않았습니다"),
        ("주문 누리집이 멈춘 원인이 뭔가요?", "서버 과부하"),
        ("매장 찾기를 하려면 회원가입이 필요한가요?", "회원가입 없이"),
        ("면접 보러 가면 돈 줌?", "2만원"),
        ("직원 평균 성과급은 얼마예요?", "310만원"),
        ("재택 돼?", "주 1일 재택근무"),
        ("집에서 일할 수도 있음?", "주 1일 재택근무"),
        ("솔잎카드 앱 가입자수", "8,200명"),
        ("구매팀은 출장 자주 감?", "한 해에 세 번쯤"),
        ("빵 굽기 대회는 1년에 두 번 있나요?", "연 2회"),
        ("카드 점수 앱에서 볼 수 있나", "네, 카드 점수는 앱에서"),
        ("단팥빵 회수를 결정하게 된 계기가 뭔가요?", "알레르기 표시가 빠졌다는"),
    ],
)
def test_everyday_words_find_what_the_page_calls_otherwise(bakery: Engine, question: str, said: str) -> None:
    assert said in bakery.ask(question).answer


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("4대 추진과제가 뭔지 정리해 주세요", 4),
        ("우대하는 자격과 조건은?", 3),
    ],
)
def test_a_list_is_told_whole(bakery: Engine, question: str, count: int) -> None:
    assert len(bakery.ask(question).answer.splitlines()) == count


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("총 만족도가 작년보다 떨어졌어?", "네, 총 만족도 점수는"),
        ("총 만족도가 작년보다 올랐나요?", "아니요, 총 만족도 점수는"),
        ("2025년에 몇 명 뽑는지 발표가 났나요?", "아니요, 2025년 채용 규모는"),
    ],
)
def test_yes_or_no_follows_what_is_told(bakery: Engine, question: str, begins: str) -> None:
    assert bakery.ask(question).answer.startswith(begins)


def test_amounts_told_aside_answer_no_other_question(bakery: Engine) -> None:
    assert "1만 원" not in bakery.ask("빵 굽기 대회를 연 곳은?").answer


def test_one_of_a_list_that_says_more_than_its_name_is_told_alone(bakery: Engine) -> None:
    assert "520만원" not in bakery.ask("직원 평균 성과급은 얼마예요?").answer


def test_what_somebody_did_is_no_name(bakery: Engine) -> None:
    assert bakery.ask("푸른솔제과 사장 이름이 뭐예요?").status == "not_found"


def test_an_amount_beside_what_is_asked_is_of_something_else(bakery: Engine) -> None:
    assert "40점" not in bakery.ask("생산직 필기 합격선은 몇 점이었나요?").answer


def test_whether_something_is_known_is_not_told_by_other_matters(bakery: Engine) -> None:
    assert bakery.ask("2026년에 빵을 얼마나 수출할지 정해졌나요?").status == "not_found"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("2025년 채용 규모는 확정 전이다.", False),
        ("일정은 공개되지 않았다.", False),
        ("시간표는 미정이다.", False),
        ("합격자는 5월에 발표했다.", True),
        ("서류심사 ⇒ 발표 면접 ⇒ 임원 면접", None),
        ("필기시험은 사흘 전에 치른다.", None),
    ],
)
def test_what_was_made_known(words: str, known: bool | None) -> None:
    assert made_known(words) is known
