"""A yearly report: what a question says in everyday words, and lists that a question asks one thing of."""

from __future__ import annotations

import pytest

from rag.answering.facts.evidence import _together
from rag.answering.spans.reasons import reason_places
from rag.engine import Engine
from rag.korean import Korean
from rag.types import Fact, Span
from tests.reports import settings_of

REPORT = """# 솔내숲보전원 2023 연차보고서

## 1. 개요

솔내숲보전원은 솔내산의 숲을 돌보는 시 출연기관이다. 2010년 4월 솔내숲연구모임으로 출발하였고, 2016년부터 현재의 이름을 쓰고 있다.

### 1.1 사람

2023년 '올해의 솔잎'에는 숲길팀 남도윤 선임이 뽑혔다. 두루미 월동지를 새로 찾아낸 표가람 주임은 학술지에 글을 실었다.

실습 평가에서는 나무를 보고 이름을 맞히는 과제가 나온다.

설립 당시 직원은 7명이었다. 마을 축제에서 처음으로 상을 받았다.

**핵심가치**: 정직한 기록, 느린 걸음

**느린 걸음**: 서두르지 않고 숲이 스스로 자라기를 기다린다.

**정직한 기록**: 조사 자료를 모두 공개한다.

| 사업장 | 위치 | 인원(명) |
|---|---|---|
| 본원 | 솔내시 윗말동 | 31 |
| 분원 | 솔내시 아랫말동 | 12 |

- 본원 소재지: 솔내시 윗말동 숲안로 17
- 누리집: www.sol.example

**2023년 채용 실적**: 정규직 8명, 무기계약직 3명, 체험형 인턴 5명

**2024년 채용 계획**: 정규직 4명, 체험형 인턴 6명

### 걸어온 길

- 2010년 4월: 연구모임 설립(회원 7명)
- 2016년 2월: 온실 준공(화분 900개)

### 역대 원장

| 대 | 이름 | 주요 이력 |
|---|---|---|
| 초대 | 고은솔 | 누리대학교 교수 |
| 2대 | 배한결 | 솔내시청 녹지과장 |
| 3대 | 임도담 | 숲길팀장 |

### 복리후생

* 구내식당 한 끼 4,500원
* 안식휴가 15일과 재택근무
* 직원 숙소 12실
* 시차출퇴근제

### 1.2 물

표 1. 하천별 총인(TP, mg/L)

| 하천 | 2022년 | 2023년 |
|---|---|---|
| 솔내천 | 0.06 | 0.04 |
| 방울천 | 0.09 | 0.08 |

### 1.3 학교

- **누리대학교**: 2019년부터 숲해설 석사과정을 함께 열며 현재 학생은 9명이다.

## 2. 사업

### 2.1 숲교육

숲교육센터는 2023년 세 가지 프로그램을 운영했다.

표 2. 프로그램 실적(2023년)

| 프로그램 | 대상 | 참가자(명) |
|---|---|---|
| 새싹 숲놀이 | 어린이 | 410 |
| 나무의사 교실 | 성인 | 95 |
| 은빛 산책 | 어르신 | 120 |

**숲교육센터 견학 안내**
- 쉬는 날: 매주 화요일, 설날과 추석 당일
- 단체 견학: 15명 이상 30명 이하, 방문 1주 전까지 누리집에서 신청

### 2.2 되살리기

2023년 들어온 제보는 640건이며, 이 가운데 지도에 오른 것은 510건이다. 2023년 2월 정보보호 인증을 받았으며 개인정보 유출 사고는 없었다.

온실은 평일 오전 9시부터 오후 5시까지 문을 연다. 일요일에는 매점만 연다.

가지치기 교육은 인근 조경회사가 줄면서 수강생이 감소했다. 벌목팀은 팀장 한 명이 휴직해 작업량이 줄었다.

2024년 예산은 52억 원이다. 이 가운데 숲길비는 14억 원, 교육비는 9억 원이다.

### 2.3 사랑방 사업

- **장터 이동진료**: 산골 마을을 찾아간다. 진료는 달마다 두 번 한다.
- **새봄 상담**: 마음이 힘든 어르신의 이야기를 듣는다.
- **반딧불 교실**: 밤의 숲을 걷는다.

### 2.35 숲음악회

- **달빛마당**: 숲에서 여는 작은 음악회를 말한다.

달빛마당은 모두 12회 열렸으며, 관객은 2,340명이었다. 온실이용률은 61.4%였다.

**아쉬운 점**: "매점 계산이 불편하다." "버스가 일찍 끊긴다."

이번 조사는 2023년 9월에 했다.

표 2-1. 조사 개요

| 항목 | 내용 |
|---|---|
| 표본 크기 | 1,450명 |
| 조사 방법 | 전화 |

표 2-2. 응답자의 특성

| 구분 | 응답자 수(명) |
|---|---|
| 남성 | 702 |
| 여성 | 748 |
| 학생 | 310 |
| 주부 | 275 |
| 직장인 | 410 |
| 자영업자 | 120 |
| 농민 | 98 |
| 구직자 | 64 |
| 은퇴자 | 173 |

표 3. 시설 만족도(100점 만점)

| 시설 | 2022년 | 2023년 |
|---|---|---|
| 솔숲전망대 | 88.1 | 90.6 |
| 윗말쉼터 | 79.4 | 77.2 |

2024년에 할 일은 다음과 같다.

- 출렁다리 안전 진단(2024년 3분기)
- 쉼터 의자 교체(2024년 4분기)

### 2.4 어린이 숲교실

- 목표: 초등학생 900명 교육
- 결과: 1,020명 교육

### 2.5 갈대못

숲길이 무너질 것을 걱정한 윗말 주민들의 반대가 있었으나 보강 공사로 합의했다.

갈대못 되살리기는 총사업비 30억 원으로 2025년에 착공해 2027년에 끝낸다.
"""


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("forest")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "forest.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("올해의 솔잎은 누구인가요?", "남도윤"),
        ("두루미가 겨울을 나는 곳을 새로 발견한 직원은 누구인가요?", "표가람"),
        ("실습 평가에서 뭐 시켜?", "이름을 맞히는 과제"),
        ("밥값 얼마임", "4,500원"),
        ("2023년 솔내천의 총인 값을 알려주세요.", "0.04mg/L"),
        ("윗말 주민들이 반대한 까닭은 무엇인가요?", "무너질 것을 걱정한"),
        ("갈대못 되살리기 공사는 언제 시작해서 언제 끝나나요?", "2025년에 착공"),
        ("보전원이 처음 세워졌을 때 직원은 몇 명이었나요?", "7명"),
        ("'느린 걸음'이라는 핵심가치의 의미를 설명해 주세요.", "스스로 자라기를"),
        ("본원 주소가 어떻게 되나요?", "숲안로 17"),
        ("2대 원장은 어떤 일을 하던 사람이었나요?", "녹지과장"),
        ("숲교육센터 단체 견학은 몇 명부터 가능한가요?", "15명"),
        ("숲교육센터 쉬는 날이 언제인가요?", "화요일"),
        ("솔내숲보전원의 예전 이름은 무엇인가요?", "솔내숲연구모임"),
        ("제보 가운데 지도에 오르지 못한 것은 몇 건인가요?", "130건"),
        ("2023년에 개인정보가 유출된 적이 있나요?", "아니요"),
        ("일요일에도 온실 문을 여나요?", "매점만"),
        ("가지치기 교육 수강생이 감소한 이유는?", "조경회사가 줄면서"),
        ("벌목팀의 작업량이 줄어든 이유는 무엇인가요?", "휴직해"),
        ("What is the total budget for 2024?", "52억"),
        ("숲교실 교육을 받은 초등학생은 모두 몇 명인가요?", "1,020명"),
        ("온실가동률(온실이용률)은 몇 %인가요?", "61.4%"),
        ("달빛마당에 사람 많이 왔어?", "2,340명"),
        ("전망대는 점수 잘 나왔어?", "90.6"),
        ("이번 조사에 몇 명이 응답했어요?", "1,450명"),
        ("매점은 뭐가 문제래", "계산이 불편"),
        ("When was the institute founded?", "2010"),
        ("2023년에 채용한 인원은 유형을 모두 더하면 몇 명인가요?", "16명"),
    ],
)
def test_everyday_words_find_those_of_a_report(forest: Engine, question: str, said: str) -> None:
    assert said in forest.ask(question).answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("역대 원장 이름을 순서대로 알려 주세요", ("고은솔", "배한결", "임도담")),
        ("숲교육센터에서 2023년에 운영한 프로그램 종류", ("새싹 숲놀이", "나무의사 교실", "은빛 산책")),
        ("사랑방 사업에는 어떤 것들이 있나요?", ("장터 이동진료", "새봄 상담", "반딧불 교실")),
        ("복리후생에는 무엇이 있나요?", ("4,500원", "안식휴가", "숙소", "시차출퇴근제")),
    ],
)
def test_a_list_is_told_whole(forest: Engine, question: str, said: tuple[str, ...]) -> None:
    answer = forest.ask(question).answer
    assert all(one in answer for one in said)


def test_the_sentences_of_one_point_are_near_each_other() -> None:
    text = "- 시민 기획단 40명을 모집한다. 만 18세 이상이면 된다.\n- 비가 온다. 해가 난다."
    starts = [text.index(word) for word in ("시민", "만 18", "비가", "해가")]
    ends = [text.index(".", at) + 1 for at in starts]
    items = [
        Fact(i, "item", "a.md", 0, (), a, b, Span(a, b)) for i, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    assert _together(text, items[0], items[1]) and not _together(text, items[1], items[2])


def test_the_parts_of_a_study_are_no_rivals_of_what_is_told_of_all(forest: Engine) -> None:
    reader = forest._reader
    query = reader.understood("이번 조사에 몇 명이 응답했어요?")
    hits = reader.retrieve(query.text, 20)
    match = reader.matcher.match(query, [h.chunk.id for h in hits])
    ranked = reader.answerer._ranked(match, query, hits)
    assert ranked and not {"남성", "여성", "학생"} & {c.fact.label for c in ranked if c.fact.attribute}


@pytest.mark.parametrize("question", ["솔방울 한 자루 값은 얼마인가요?", "출렁다리 안전 진단 예산은?"])
def test_what_the_report_leaves_out_is_refused(forest: Engine, question: str) -> None:
    assert forest.ask(question).status == "not_found"


def test_a_fear_is_a_reason() -> None:
    assert reason_places("물이 마를 것을 우려한 농민들이 반대했다.", Korean.get())
