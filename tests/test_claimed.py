"""Yes or no by two amounts told apart, things that meet what is asked, lists of dated rows, and what is left of a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine import Engine
from rag.settings import load_settings

REPORT = """# 솔바람공원 2024년 보고서

## 1. 손님의 평가

| 시설 | 2023년 | 2024년 |
|---|---:|---:|
| 온실 | 81.0 | 84.5 |
| 연못 | 77.2 | 75.1 |

## 2. 나무 심기

- 목표: 나무 300그루 심기
- 결과: 340그루 심기 (달성)

마을 학교 20곳 가운데 17곳이 참여했습니다.

## 3. 그늘막 설치

- 목표: 12개소 설치
- 결과: 9개소 설치 (미달)

## 4. 새집 달기

- 목표: 80개 달기
- 결과: 62개 달기 (미달)

## 5. 수상과 인증

| 시기 | 내용 | 준 곳 |
|---|---|---|
| 3월 | 푸른쉼터 인증 | 가람인증원 |
| 7월 | 생태관리 우수상(2023년 장려상) | 나래협회 |
| 10월 | 시민추천 대상 | 다온신문 |

## 6. 2025년 계획

1. 새 연못 파기: 2025년 5월에 시작합니다. 깊이는 2m입니다.
2. 밤 산책길: 등 40개를 답니다. 가을에 엽니다.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("park")
    corpus = Path(folder / "corpus")
    corpus.mkdir()
    (corpus / "park.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(load_settings(corpus_dir=str(corpus), index_dir=str(folder / "index")))


@pytest.mark.parametrize(
    ("question", "begins", "holds"),
    [
        ("온실 만족도는 2023년보다 올랐나요?", "네", "84.5"),
        ("연못 만족도는 2023년보다 올랐나요?", "아니요", "75.1"),
        ("연못 만족도는 2023년보다 떨어졌나요?", "네", "75.1"),
        ("나무 심기는 목표를 달성했나요?", "네", "340그루"),
        ("그늘막은 목표만큼 설치했나요?", "아니요", "9개소"),
    ],
)
def test_two_amounts_decide_a_claim(engine: Engine, question: str, begins: str, holds: str) -> None:
    answer = engine.ask(question)
    assert answer.answer.startswith(begins) and holds in answer.answer and answer.citations


@pytest.mark.parametrize("question", ["매점 만족도는 2023년보다 올랐나요?", "매점은 목표를 달성했나요?"])
def test_a_claim_about_what_is_not_there_is_refused(engine: Engine, question: str) -> None:
    assert engine.ask(question).status == "not_found"


def test_sections_whose_field_says_so_are_listed(engine: Engine) -> None:
    answer = engine.ask("목표에 미달한 사업을 모두 알려줘").answer
    assert "그늘막" in answer and "새집" in answer and "나무 심기" not in answer


def test_rows_that_a_date_opens_are_named_by_their_second_cell(engine: Engine) -> None:
    answer = engine.ask("2024년에 받은 상과 인증을 다 알려줘").answer
    assert all(name in answer for name in ("푸른쉼터 인증", "우수상", "시민추천 대상"))


def test_numbered_things_told_at_length_are_a_list_of_their_section(engine: Engine) -> None:
    answer = engine.ask("2025년에는 어떤 계획이 있나요?").answer
    assert "새 연못 파기" in answer and "밤 산책길" in answer


def test_who_did_not_take_part_are_the_rest(engine: Engine) -> None:
    assert "3곳" in engine.ask("나무 심기에 참여하지 않은 마을 학교는 몇 곳인가요?").answer
