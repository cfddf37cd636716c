"""A yearbook of figures: fields that tell several years, changes since the year before, totals, names in quotation marks,
extremes in so many words, and what the next sentence tells."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

REPORT = """# 2024년 구름시 도서 연보

## 1. 한눈에 보기

| 지표 | 2023년 | 2024년 | 증감 |
|---|---:|---:|---:|
| 하루 평균 방문자(명) | 2,310 | 2,480 | +170 |
| 책나눔터 대수(대) | 84 | 91 | +7 |
| 반납 지연율(%) | 6.2 | 5.1 | -1.1%p |

- 임직원 수: 212명
- 대졸 신입 초임: 3,100만 원

| 직군 | 2024년(명) |
|---|---:|
| 사서직 | 180 |
| 관리직 | 32 |

사서가 돌보는 책나눔터는 전국 1,204개로 해마다 두 차례 점검한다.

## 2. 이동도서관

### 2.1 차량

- 전기차: 2023년 6대 → 2024년 11대
- 수소차: 2023년 1대 → 2024년 4대
- 경유차: 2023년 14대 → 2024년 9대

새 차고는 2026년 3월에 개장한다. 대여료는 700원이다. 막차는 밤 9시에 떠난다.

### 2.2 찾아가는 책방 '두루룩'

하루 평균 310명이 빌려 간다. 2024년 이용자는 8만 4천 명으로 전년의 6만 명보다 40% 늘었다. 지원금은 12억 원으로 전년의 9억 원보다 3억 원 늘었다. 전화로 묻는 사람이 많아 상담원을 2명에서 5명으로 늘렸다.

두루룩 2호차는 2024년 5월 배터리 고장으로 멈추어 이용자 90명이 발길을 돌렸다. 조사 결과 원인은 정비 때 빠뜨린 덮개였으며, 정비소를 바꾸었다.

### 2.3 도서관

도서관은 공공 12개, 작은 31개, 마을 8개, 점자 2개 관으로 이루어진다. 방문자가 가장 많은 도서관은 하루 1,900명이 드나드는 강나루관이고, 가장 적은 도서관은 하루 12명이 찾는 고갯마루관이다. 승강기가 없는 도서관은 2곳이 남았다. 남은 곳은 솔밭관과 돌담관이며 2026년에 승강기를 놓는다. 새빛관은 책을 3천 권 더 샀다.

분실 신고는 4,120건이다. 유형별로는 책갈피 42%, 안경 33%, 우산 25%의 차례였다.

연체료는 2022년 9월에 50원 오른 뒤 그대로이다. 2024년 1월에는 연체료 안내판을 달았다.

주민 박 모 씨는 "문을 한 시간만 늦게 닫아 달라"고 말했다. 학생 최 모 씨는 "열람실이 너무 춥다"고 지적했다.

만족도 조사에서 항목별로는 친절이 91.2점으로 가장 높았고, 주차가 58.6점으로 가장 낮았다.

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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("방문자가 제일 많은 도서관은?", ["강나루관"]),
        ("2024년 5월 두루룩 2호차가 멈춘 원인은?", ["덮개"]),
        ("승강기가 없는 도서관은 어디 어디인가요?", ["솔밭관", "돌담관"]),
        ("도서관 종류와 각각의 수를 알려주세요", ["12개", "31개", "8개", "2개"]),
        ("분실 신고 유형과 비율을 모두 알려줘", ["책갈피 42%", "우산 25%"]),
        ("주민들이 말한 의견은 무엇무엇인가요?", ["한 시간만 늦게", "너무 춥다"]),
        ("2024년에 연체료가 올랐나요?", ["아니요", "2022년 9월"]),
        ("차고 개장 예정 시점을 알려주세요", ["2026년 3월"]),
        ("주민들이 젤 불만인 만족도 항목 뭐임", ["주차"]),
        ("만족도가 가장 낮은 항목은?", ["주차"]),
        ("임직원이 모두 몇 명인 곳인가요?", ["임직원 수는 212명"]),
        ("여기 대졸 초봉 얼마임?", ["3,100만 원"]),
        ("사서가 점검하는 책나눔터는 전국에 몇 개인가요?", ["1,204개"]),
    ],
)
def test_what_the_prose_of_a_yearbook_tells_is_told(yearbook: Engine, question: str, said: list[str]) -> None:
    answer = yearbook.ask(question).answer
    assert all(words in answer for words in said), answer


@pytest.mark.parametrize(
    "question",
    [
        "새빛관은 하루에 몇 명이 찾나요?",  # told elsewhere, and of other things
        "자전거 대여료는 얼마야?",
        "이동도서관 첫차 시간 알려주세요",
    ],
)
def test_what_is_told_of_something_else_is_no_answer(yearbook: Engine, question: str) -> None:
    assert yearbook.ask(question).status == "not_found"


@pytest.mark.parametrize("asked", ["그 전해는?", "전년도는요?"])
def test_year_beside_the_one_asked_for_is_meant(yearbook: Engine, asked: str) -> None:
    history = [Turn("2024년 책나눔터 대수는?", "2024년 책나눔터 대수는 91대입니다.")]
    assert "84" in yearbook.ask(asked, history).answer
