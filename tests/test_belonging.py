"""Near misses: amounts, dates and names that belong to something else of the asked one's kind."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 들꽃마을 소식지

## 마을

상류의 가람군은 산이 많고, 중류의 누리시에는 밭이 있으며, 하류의 나래시는 인구 96만 명의 큰 도시다.

**비전**: 누구나 걷고 싶은 마을

## 소식

**들꽃누리 누리집 개인정보 인증 획득**: (2023년 12월)들꽃마을은 들꽃누리 누리집으로 개인정보 인증을 획득했다. 심사에서 25개 항목이 우수하다는 평가를 받았다.

**살림터 누리집 개인정보 인증 획득**: (2024년 5월)들꽃마을은 살림터 누리집으로 개인정보 인증을 획득했다. 이번 인증의 유효 기간은 2026년 4월 30일까지다.

**빌림24 앱 시범 출시**: (2024년 7월)들꽃마을이 빌림24 앱을 출시하고 시범 운영에 들어갔다. 소장은 앱을 고쳐 가겠다고 밝혔다.

## 배움

들꽃학교 2기는 수료생 36명 가운데 27명이 일자리를 얻었다. 사무직의 수료율은 80%였다.
"""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("village")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "village.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    "question",
    [
        "가람군 인구는 몇 명이야?",
        "들꽃누리 누리집 인증의 유효 기간은 언제까지인가요?",
        "빌림24 앱 시범 운영은 언제 끝나나요?",
        "들꽃마을 소장 이름이 뭐야?",
        "가람군 인구는?",
        "문화체육부의 비전은 무엇인가요?",
        "들꽃학교 1기 수료생은 몇 명 일자리를 얻었나요?",
        "연구직 수료율은?",
    ],
)
def test_what_belongs_to_another_is_refused(village: Engine, question: str) -> None:
    assert village.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("나래시 인구는 몇 명이야?", "96만 명"),
        ("살림터 누리집 인증의 유효 기간은 언제까지인가요?", "2026년 4월 30일"),
        ("빌림24 앱은 언제 출시됐어?", "2024년 7월"),
        ("들꽃학교 2기 수료생은 몇 명 일자리를 얻었나요?", "27명"),
    ],
)
def test_what_belongs_to_the_asked_one_is_told(village: Engine, question: str, said: str) -> None:
    assert said in village.ask(question).answer
