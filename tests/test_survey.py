"""A survey: tables filed by a first column, measures told in rows, and near misses among things told side by side."""

from __future__ import annotations

import pytest

from rag.answering.facts.blocks import facts_of
from rag.chunking import split
from rag.engine import Engine
from rag.korean import Korean
from rag.layout.dating import years_back
from rag.questions import understand
from rag.reading import parse
from rag.types import Fact, Turn
from tests.reports import settings_of

SURVEY = """# 2024년 직장인 독서 실태조사 보고서

푸른숲독서연구소 연구보고서 2024-03

발간일: 2024년 11월 4일

책임연구자: 민가온 연구위원(독서정책실)
조사기관: 새결리서치

## 1. 응답자

<표 1> 응답자의 특성

| 구분 | 항목 | 응답자 수(명) | 비율(%) |
|---|---|---|---|
| 성별 | 남성 | 520 | 52.0 |
| 성별 | 여성 | 480 | 48.0 |
| 직종 | 사무직 | 600 | 60.0 |
| 직종 | 생산직 | 250 | 25.0 |
| 직종 | 판매직 | 150 | 15.0 |

사무직의 한 달 평균 책값은 2만 4천 원이었다.

책을 빌려 본 사람은 31.5%였다. 구독하지 않아도 전자책을 읽겠다는 응답은 41.2%였다.

## 2. 읽는 시간

<표 2> 나이대별 독서 지표

| 지표 | 20대 | 30대 | 40대 |
|---|---|---|---|
| 하루 독서 시간(분) | 18 | 22 | 31 |
| 전자책 이용률(%) | 61.0 | 48.5 | 22.3 |

<표 3> 도서관 사업의 인지도와 이용률(단위: %)

| 사업 | 인지도 | 이용률 |
|---|---|---|
| 책배달 | 71.0 | 12.5 |
| 밤샘 열람 | 33.4 | 20.1 |
| 작가 만남 | 58.2 | 30.0 |

<표 4> 지역별 책값

| 지역 | 평균 책값(만 원) | 평균 배송비(만 원) |
|---|---|---|
| 전체 | 2.1 | 0.3 |
| 동부 | 2.6 | 0.2 |
| 서부 | 1.8 | 0.4 |

<표 5> 독서 모임

| 모임 | 대상 | 장소 |
|---|---|---|
| 가 | 신입 사원 | 들마을 |
| 나 | 관리자 | 강마을 |

<표 6> 제안 과제와 예산

| 과제 | 예산(억 원) |
|---|---|
| 책수레 운영 | 14 |
| 낭독실 설치 | 30 |

<표 7> 종이책과 전자책의 비율(단위: %)

| 종류 | 2021년 | 2024년 |
|---|---|---|
| 종이책 | 70.5 | 61.0 |
| 전자책 | 20.5 | 28.0 |

이 조사의 한계는 두 가지이다. 첫째, 표본이 작다. 둘째, 야간 근로자가 빠졌다.
"""


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("survey")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "survey.md").write_text(SURVEY, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


def _facts() -> list[Fact]:
    document = parse(SURVEY, "survey.md")
    return facts_of(document, split(document, 0), Korean.get())


def test_rows_filed_under_a_first_column_are_named_by_their_second() -> None:
    cells = [f for f in _facts() if f.attribute == "응답자 수(명)"]
    assert [f.label for f in cells] == ["남성", "여성", "사무직", "생산직", "판매직"]
    assert cells[0].parent.endswith("성별")


def test_a_row_that_gives_its_unit_measures_what_the_columns_name() -> None:
    cells = [f for f in _facts() if f.attribute == "하루 독서 시간"]
    assert [(f.label, f.unit) for f in cells] == [("20대", "분"), ("30대", "분"), ("40대", "분")]


@pytest.mark.parametrize(
    "question",
    [
        "생산직의 한 달 평균 책값은 얼마인가요?",  # told of 사무직
        "구독한 사람의 비율은 얼마인가요?",  # told of those who do not
        "민가온 연구위원은 어느 대학 나왔어요?",
        "이 연구에 예산이 얼마 들었나요?",  # that of what it proposes
    ],
)
def test_what_is_told_of_something_beside_it_is_refused(survey: Engine, question: str) -> None:
    assert survey.ask(question).status == "not_found"


def test_a_name_alone_goes_on_with_the_question_before(survey: Engine) -> None:
    turns = [Turn("20대의 하루 독서 시간은?", "20대 하루 독서 시간은 18분입니다.")]
    assert survey.ask("제주도는요?", turns).status == "not_found"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("인지도랑 이용률 격차가 가장 큰 사업은 뭐야?", "책배달"),
        ("동부의 책값 평균이 얼마예요?", "2.6만 원"),
        ("전자책 이용률이 가장 낮은 나이대는 어디예요?", "40대"),
        ("독서 모임은 어디어디서 했어?", "강마을"),
        ("보고서가 나온 날짜는?", "2024년 11월 4일"),
        ("전자책 비율이 3년 사이 몇 %p 늘었어?", "7.5%포인트"),
        ("책배달을 실제로 이용한 비율은 얼마나 됩니까?", "12.5%"),
        ("전자책이 종이책보다 더 많나요?", "61.0%"),
    ],
)
def test_tables_answer_by_their_columns(survey: Engine, question: str, said: str) -> None:
    assert said in survey.ask(question).answer


def test_words_of_asking_are_not_looked_for() -> None:
    def words(text: str) -> list[str]:
        return [w.text for w in understand(text, Korean.get()).words if not w.asks and not w.generic]

    assert words("종잣돈이 얼마쯤 필요하다고들 생각해?") == words("종잣돈이 얼마 필요해?")
    assert "전국적" not in words("책을 빌린 사람이 전국적으로 몇 %인가요?")
    assert words("열람실 이용자 만족도 점수는?") == ["열람실"]


def test_years_gone_by_are_counted() -> None:
    assert [
        years_back(t) for t in ("1년 사이에 얼마나 늘었어?", "3년 사이 몇 명 늘었나", "두 해 사이", "작년보다")
    ] == [
        1,
        3,
        2,
        1,
    ]
