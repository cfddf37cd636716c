"""What a paragraph, a calendar or a title says for a sentence that leaves it out."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 가온들 공원 새단장 기본계획(2030~2034)

## 배경

2026년 7월, 큰비로 가온들 공원의 둑이 무너졌다. 이 일로 산책길 12곳이 잠겼고, 매점 7곳이 문을 닫았다.

## 조직

총사업비는 340억 원이다. 공원을 맡은 소장은 달보름이며, 정원사 18명이 일한다.

## 앞으로의 일정

| 시기 | 할 일 | 비고 |
|---|---|---|
| 2031년 3월 | 나무 심기 | 주민 200명 |
| 2032년 상반기 | 중간점검 | 전문가 9명 |

## 물어볼 곳

| 맡은 일 | 전화 |
|---|---|
| 총괄·예산 | 070-0000-3101 |
| 꽃밭 | 070-0000-3102 |
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("park")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "park.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2026년 큰비 때 문을 닫은 매점은 몇 곳인가요?", "7곳"),  # the year stands in the sentence before
        ("중간점검은 언제 하나요?", "2032년 상반기"),  # the date names the row
        ("소장은 누구인가요?", "달보름"),  # a name that no dictionary has
        ("기본계획 총사업비는 얼마인가요?", "340억 원"),  # what the whole report is about
    ],
)
def test_what_stands_elsewhere_is_said_for_it(park: Engine, question: str, said: str) -> None:
    assert said in park.ask(question).answer


def test_another_year_is_still_another(park: Engine) -> None:
    assert park.ask("2019년 큰비 때 문을 닫은 매점은 몇 곳인가요?").status == "not_found"


def test_a_telephone_number_is_no_price(park: Engine) -> None:
    assert "070" not in park.ask("꽃밭 비용은 얼마인가요?").answer
