"""Lists that the words before them, counting words or numbered questions make."""

from __future__ import annotations

import pytest

from rag.answering.spans.enumerating import counted_up
from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 솔숲도서관 백서

## 1. 새 소식

도서관은 지난해 앱 '책나래'를 내놓았다. 책나래에서는 다음 정보를 볼 수 있다.

 · 열람실 빈자리
 · 대출 예약 순서
 · 새로 들어온 책

앱은 두 달 만에 3,400번 내려받아졌다.

## 2. 모자란 점과 고칠 점

첫째, 주차장이 좁다. 주말마다 차가 길게 늘어선다.

둘째, 사서가 모자란다. 한 사람이 책 이만 권을 맡는다.

셋째, 냉방이 약하다. 여름에 민원이 40건 들어왔다.

## 3. 분관

도서관에는 네 개 분관이 있어 6만 명이 책을 빌린다.

| 분관 | 2022년 | 2023년 |
|---|---|---|
| 달빛관 | 210 | 230 |
| 물빛관 | 180 | 190 |
| 솔빛관 | 150 | 160 |
| 별빛관 | 120 | 140 |

## 4. 면접 후기

2023년 안내원 합격자 후기

Q1. 기억에 남는 책을 말해 보세요
Q2. 시끄러운 이용자를 어떻게 하겠습니까

2023년 시설직 합격자 후기

Q1. 소화기 점검을 해 보았나요
Q2. 야간 근무를 할 수 있나요
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("library")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "library.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("책나래 앱에서는 어떤 정보를 볼 수 있나요?", ["열람실 빈자리", "대출 예약 순서", "새로 들어온 책"]),
        ("이 백서가 말하는 모자란 점 세 가지는?", ["주차장이 좁습니다", "사서가 모자랍니다", "냉방이 약합니다"]),
        ("네 개 분관은 어디인가요?", ["달빛관", "물빛관", "솔빛관", "별빛관"]),
        ("안내원 면접에서는 어떤 질문이 나왔나요?", ["기억에 남는 책", "시끄러운 이용자"]),
    ],
)
def test_a_list_is_told_item_by_item(library: Engine, question: str, items: list[str]) -> None:
    lines = library.ask(question).answer.splitlines()
    assert len(lines) == len(items)
    assert all(item in line and line.endswith("]") for item, line in zip(items, lines, strict=True))


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("부스에는 ‘고래’, ‘물범’, ‘거북’ 등이 나온다.", 3),
        ("수업은 글쓰기, 낭독, 책 만들기 등으로 짜였다.", 3),
        ("서류 심사 ⇒ 필기시험 ⇒ 면접", 3),
        ("또한, 도서관은 문을 넓혔고, 앱을 고쳤다.", 0),
    ],
)
def test_things_counted_up_are_counted(sentence: str, number: int) -> None:
    assert counted_up(sentence) == number
