"""Who may, who holds it, and yes or no by a limit or by what is more."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 솔숲마을 소식지

## 지킴이

마을에는 숲길 지킴이 40명이 있다. 마을에 1년 넘게 산 만 18세 이상이면 지킴이에 지원할 수 있다.

**나눔카드**: 직원 한 사람당 연 120만 원. 동네 가게 상품권으로 20만 원을 먼저 준다.

**집에서 일하기**: 집에서 일하기는 주 1회까지 되지만 현장 안내원은 쓸 수 없다.

**살림 도우미**: 도우미는 월 60만 원의 활동비를 받으며 마을 34곳에서 일한다.

## 조사

주차 요금을 600원으로 올리는 데에는 찬성 35.5%, 반대 47.1%, 모름 17.4%로 반대가 조금 더 많았다.

## 행사

**책 잔치**: 나루구청 주관의 이번 책 잔치는 어린이와 학부모를 대상으로 글쓰기 교실을 연다. 참가비는 받지 않는다.
"""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("village")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "village.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("열일곱 살도 지킴이에 지원할 수 있나요?", "아니요, "),
        ("스무 살도 지킴이에 지원할 수 있나요?", "네, "),
        ("안내원도 집에서 일하기를 쓸 수 있나요?", "아니요, "),
        ("주차 요금을 올리는 데 찬성이 더 많았나요?", "아니요, "),
        ("주차 요금을 올리는 데 반대가 더 많았나요?", "네, "),
    ],
)
def test_yes_or_no_follows_the_limit_or_what_is_more(village: Engine, question: str, verdict: str) -> None:
    assert village.ask(question).answer.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("책 잔치는 누가 주관했나요?", "나루구청"),
        ("살림 도우미는 한 달에 얼마 받나요?", "60만 원"),
        ("책 잔치는 누구 대상이야?", "어린이와 학부모"),
        ("지킴이는 누가 지원할 수 있나요?", "만 18세 이상"),
    ],
)
def test_who_holds_it_and_who_may_are_told(village: Engine, question: str, said: str) -> None:
    assert said in village.ask(question).answer


def test_a_rate_is_answered_by_the_one_sentence_of_a_field_that_tells_it(village: Engine) -> None:
    answer = village.ask("나눔카드는 1년에 얼마 주나요?").answer
    assert "연 120만 원" in answer and "20만 원을" not in answer
