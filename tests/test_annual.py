"""A yearly report: why, who now, what a thing of its own name is, what is made of what, and what is left of an amount."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

REPORT = """# 재단법인 노을시박물관재단 2024년 연차보고서

## 1. 걸어온 길

초대 관장은 서예를 가르치던 유하늘 씨였습니다. 2대 민초롱 관장은 야외 전시장을 열었습니다. 현 배누리 관장은 고고학자 출신으로 2023년 3월 취임하였습니다. 박물관은 2019년에 비좁은 옛 우체국을 떠나 강변동의 양조장 자리로 옮겼습니다.

## 2. 사람

연말 현원은 41명입니다. 팀은 다음과 같습니다.

- 학예팀 14명 (팀장 조한별)
- 전시팀 15명 (팀장 문다솜)
- 운영팀 12명 (팀장 손보라)

올해의 직원으로는 정전 때 유물 이동을 도맡은 운영팀 윤슬기 주임이 뽑혔습니다. 국비는 정부의 긴축으로 줄었습니다.

## 3. 살림

입장 수입은 9억 원입니다. 입장 수입을 뜯어보면 상설전이 4억 원, 특별전이 3억 원, 체험관이 2억 원입니다.

| 분야 | 예산액(백만 원) | 집행액(백만 원) | 집행률 |
|---|---:|---:|---:|
| 전시 | 2,400 | 2,310 | 96.3% |
| 교육 | 900 | 855 | 95.0% |
| 합계 | 3,300 | 3,165 | 95.9% |

## 4. 시설

수장고의 제습기 한 대가 멈춘 채 방치되었습니다. 3월 점검 때 부품 교체 요청이 접수 과정에서 빠진 것입니다.

박물관 1층에는 공유작업실 '물레방'이 있습니다. 물레방은 시민이면 누구나 2시간에 4천 원을 내고 쓸 수 있습니다.

마스코트 '토기냥'은 2년째 사랑받고 있습니다. 이름은 시민 공모에서 초등학생 정바다 양이 낸 것을 골랐습니다.

## 5. 교육

| 과정 | 횟수 | 참여 인원(명) | 만족도(5점 만점) |
|---|---:|---:|---:|
| 청년 1인 공방 교실 | 24 | 431 | 4.8 |
| 어르신 탁본 교실 | 36 | 615 | 4.6 |
| 가족 발굴 놀이터 | 12 | 167 | 4.5 |

## 6. 평가

**관람객 만족도** (100점 만점, 괄호 안은 2023년)

- 어린이: 88.1점 (84.6점)
- 외국인: 76.2점 (79.0점)

관람객 조사는 9월에 노을대학교 산학협력단이 맡아 900명을 면접했습니다.
"""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("museum")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "museum.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("윤슬기 주임이 올해의 직원으로 선정된 까닭은?", "유물 이동을 도맡은"),
        ("국비가 줄어든 이유는 무엇인가요?", "긴축으로"),
        ("박물관은 왜 강변동으로 옮겼나요?", "비좁은"),
        ("제습기가 방치된 경위는?", "접수 과정에서 빠진"),
        ("지금 관장은 누구인가요?", "배누리"),
        ("'토기냥'이라는 이름은 누가 지었나요?", "정바다"),
        ("공유작업실 빌리는 데 얼마 들어?", "4천 원"),
        ("관람객 조사를 수행한 곳은 어디인가요?", "산학협력단"),
        ("입장 수입의 내역은 어떻게 되나요?", "체험관이 2억"),
        ("교육 예산 중 쓰지 않고 남은 돈은 얼마인가요?", "45백만 원"),
        ("외국인 만족도는 전년 대비 몇 점 하락했나요?", "2.8점"),
    ],
)
def test_a_yearly_report_answers(museum: Engine, question: str, said: str) -> None:
    assert said in museum.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "어린이날 만족도는 전년 대비 몇 점 하락했나요?",
        "홍보 예산 중 쓰지 않고 남은 돈은 얼마인가요?",
        "외국인 관람객이 늘어난 이유는 무엇인가요?",
    ],
)
def test_what_a_yearly_report_leaves_out_is_refused(museum: Engine, question: str) -> None:
    assert museum.ask(question).status == "not_found"


def test_things_that_say_as_much_are_told_together(museum: Engine) -> None:
    answer = museum.ask("팀별 팀장 이름을 다 알려줘").answer
    assert all(name in answer for name in ("조한별", "문다솜", "손보라"))


def test_a_row_with_a_number_in_its_name_is_one_of_the_list(museum: Engine) -> None:
    assert "청년 1인 공방 교실" in museum.ask("교육 과정에는 뭐가 있나요?").answer


def test_the_same_is_asked_of_another_row_by_its_whole_name(museum: Engine) -> None:
    history = [Turn("청년 1인 공방 교실 만족도는?", "")]
    assert "4.6" in museum.ask("어르신 탁본 교실은?", history).answer
    history.append(Turn("어르신 탁본 교실은?", ""))
    assert "615" in museum.ask("몇 명이 참여했어?", history).answer
