"""A report on an employer in Markdown tables: years down the side or along the top, rows that a question tells apart by
a cell, letters for grades, who made what, the body's name in Latin letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine import Engine
from rag.types import Answer, Turn
from tests.reports import settings_of

REPORT = """# 별솔등대관리원 소개 보고서

- **기관명:** 별솔등대관리원 (Starpine Lighthouse Agency, SLA)
- **설립일:** 2004년 6월 1일
- **비전:** 어두운 바다에 길을 내는 사람들
- **원장:** 명재하 원장 (제4대, 2022년 5월 취임)

별솔등대관리원은 해안 등대를 돌보는 공공기관입니다. 초대 원장은 선장 출신의 도원길 씨가 맡았습니다.

자주 견주어지는 국립부표기술원은 같은 시기에 세워졌습니다.

## 인력

| 연도 | 등대원 | 정비사 |
|---|---:|---:|
| 2021 | 14명 | 3명 |
| 2022 | 21명 | 5명 |
| 2023 | 17명 | 4명 |

## 살림

(단위: 백만 원)

| 항목 | 2021 | 2022 | 2023 |
|---|---:|---:|---:|
| 국비 보조 | 4,100 | 4,300 | 4,500 |
| 기념품 매출 | 700 | 900 | 1,500 |
| 총세입 | 4,800 | 5,200 | 6,000 |
| 인건비 | 2,000 | 2,100 | 2,400 |

## 등대 체험

| 과정명 | 대상 | 참가비 | 횟수 |
|---|---|---|---|
| 별밤 숙박 | 가족 | 7만 원 | 6회 |
| 소리 탐험 | 시각장애인 | 무료 | 9회 |
| 하루 등대지기 | 성인 | 3만 원 | 12회 |

| 배 | 정원 | 1회 탑승료 | 운항 시간 |
|---|---|---|---|
| 갈매기호 | 20명 | 9,000원 | 35분 |
| 도요호 | 40명 | 14,000원 | 50분 |

## 등불 잔치

해마다 9월에 사흘 동안 열리는 잔치입니다. 2022년에는 태풍으로 열리지 않았습니다.

## 소식

- **(2023년 2월 8일) 물속 청소기 '조개손' 도입** — 등대 아래 이끼를 긁어내는 기계 4대를 들였다. 기계는 너울기전이 만들었다.
- **(2023년 10월 4일) 운영평가 A등급** — 2022년의 B등급에서 한 단계 올랐다.

| 평가 연도 | 안전 등급 | 점수 |
|---|---|---|
| 2022 | 나 | 81.0 |
| 2023 | 가 | 90.5 |

- **유연근무:** 월 3회 재택근무
- **등대원 숙소:** 섬마다 12채. 월 6만 원, 최대 3년 사용 가능.

여름 지킴이를 해마다 뽑는다.

- 여름 지킴이 지원자 40명 가운데 섬 주민은 12명이다.
- 항해사 자격증이 있으면 면접 점수에 3점을 더한다.

## 발자취

- **2004.06** 관리원 설립
- **2018.09** 등대박물관 개관

## 앞날

| 강점 | 약점 |
|---|---|
| 백 년 된 렌즈 기술 | 낡은 배, 먼 거리 |

| 기회 | 위협 |
|---|---|
| 섬 여행의 인기 | 자동 항로 장치의 보급 |
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("prospectus")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "lighthouse.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


def ask(engine: Engine, question: str, *before: str) -> Answer:
    turns: list[Turn] = []
    for q in before:
        turns.append(Turn(q, engine.ask(q, history=turns).answer))
    return engine.ask(question, history=turns)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2021년부터 2023년까지 등대원을 모두 몇 명 뽑았나요?", "52명"),  # a year alone in a cell is a year
        ("2021년부터 2023년까지 기념품 매출을 다 더하면 얼마야?", "3,100백만 원"),
        ("2023년 총세입에서 기념품 매출이 차지하는 비중은 몇 %인가요?", "25%"),
        ("2023년 기념품 매출은 그 전해보다 얼마나 늘었어?", "600백만 원"),
        ("소리 탐험은 무료인가요?", "무료"),
        ("2022년에도 등불 잔치가 열렸나요?", "아니요, 2022년에는 태풍으로 열리지"),
        ("집에서 일하는 날도 있나요?", "월 3회"),
        ("조개손을 제작한 회사는 어디인가요?", "너울기전"),
        ("맨 처음 원장은 누구였어요?", "도원길"),
        ("2022년 운영평가는 몇 등급이야?", "B등급"),
        ("What is the vision of the Starpine Lighthouse Agency?", "어두운 바다"),
    ],
)
def test_the_report_answers(engine: Engine, question: str, told: str) -> None:
    assert told in ask(engine, question).answer


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("과정별 대상은?", ["별밤 숙박: 가족", "소리 탐험: 시각장애인", "하루 등대지기: 성인"]),
        ("과정이랑 참가비를 다 알려줘", ["별밤 숙박: 7만 원", "소리 탐험: 무료", "하루 등대지기: 3만 원"]),
        ("연도별 안전 등급 알려줘", ["2022: 나", "2023: 가"]),
    ],
)
def test_a_column_of_words_is_told_row_by_row(engine: Engine, question: str, cells: list[str]) -> None:
    lines = ask(engine, question).answer.splitlines()
    assert [line.rsplit(" [", 1)[0] for line in lines] == cells


def test_a_part_of_a_table_with_a_total_row_is_no_share_of_the_sum_of_all_rows(engine: Engine) -> None:
    assert "인건비" not in ask(engine, "2023년 살림에서 인건비가 차지하는 비율은 몇 %인가요?").answer


def test_a_follow_up_takes_the_place_of_a_whole_column(engine: Engine) -> None:
    answer = ask(engine, "그럼 운항 시간은?", "도요호 1회 탑승료는 얼마인가요?")
    assert answer.standalone_question == "도요호 운항 시간은 얼마인가요?" and "50분" in answer.answer


def test_the_head_of_another_body_is_not_told(engine: Engine) -> None:
    assert ask(engine, "국립부표기술원 원장 이름이 뭐예요?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("위협 요인은?", "위협은 자동 항로 장치의 보급"),  # the columns name the sides of a thing
        ("강점은 무엇인가요?", "강점은 백 년 된 렌즈 기술"),
        ("2018년 9월에 무엇을 열었나요?", "등대박물관"),  # 2018.09 is September
        ("등대원 숙소는 얼마야?", "월 6만 원"),  # money, where there is some
        ("등대원 숙소는 최대 몇 년 쓸 수 있어?", "최대 3년"),
        ("여름 지킴이 지원자 가운데 섬 주민의 비율은?", "30%"),  # a point of a list is a sentence too
        ("항해사 자격증이 있으면 몇 점 더 줘?", "3점"),
        ("정원을 모두 더하면?", "60명"),
    ],
)
def test_markdown_forms_are_read(engine: Engine, question: str, told: str) -> None:
    assert told in ask(engine, question).answer
