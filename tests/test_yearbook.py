"""A yearbook of figures: fields that tell several years, changes since the year before, totals, names in quotation marks."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 2024년 구름시 도서 연보

## 1. 한눈에 보기

| 지표 | 2023년 | 2024년 | 증감 |
|---|---:|---:|---:|
| 하루 평균 방문자(명) | 2,310 | 2,480 | +170 |
| 책나눔터 대수(대) | 84 | 91 | +7 |
| 반납 지연율(%) | 6.2 | 5.1 | -1.1%p |

## 2. 이동도서관

### 2.1 차량

- 전기차: 2023년 6대 → 2024년 11대
- 수소차: 2023년 1대 → 2024년 4대
- 경유차: 2023년 14대 → 2024년 9대

### 2.2 찾아가는 책방 '두루룩'

하루 평균 310명이 빌려 간다. 2024년 이용자는 8만 4천 명으로 전년의 6만 명보다 40% 늘었다. 지원금은 12억 원으로 전년의 9억 원보다 3억 원 늘었다. 전화로 묻는 사람이 많아 상담원을 2명에서 5명으로 늘렸다.

## 3. 살림

| 분야 | 2024년(억 원) | 2025년(억 원) |
|---|---:|---:|
| 책 구입 | 21 | 24 |
| 건물 관리 | 33 | 30 |
| 합계 | 54 | 66 |
"""


@pytest.fixture(scope="module")
def yearbook(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("yearbook")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "yearbook.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("전기차는 1년 사이 몇 대 늘었나요?", "5대 늘었습니다"),
        ("경유차는 얼마나 줄었어?", "5대 줄었습니다"),
        ("2024년에 가장 많은 차량은?", "전기차가 11대로"),
        ("2024년 종류별 차량 대수", "수소차 4대"),
        ("하루 평균 방문자는 얼마나 늘었나요?", "170명 늘었습니다"),
        ("지연율이 얼마나 떨어졌어?", "1.1%포인트 낮아졌습니다"),
        ("2025년 예산 합계는 2024년보다 얼마나 많아?", "12억 원 늘었습니다"),
        ("두루룩 이용자는 전년보다 몇 명 늘었습니까?", "24,000명 늘었습니다"),
        ("두루룩 지원금은 얼마나 늘었나요?", "9억 원에서 12억 원으로 3억 원 늘었습니다"),
        ("2025년 예산에서 책 구입이 차지하는 비율은?", "36.4%"),
    ],
)
def test_change_is_told_of_the_years_that_the_report_sets_side_by_side(
    yearbook: Engine, question: str, said: str
) -> None:
    assert said in yearbook.ask(question).answer
