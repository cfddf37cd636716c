"""Asked of a short report in plain text: amounts by names with a superlative, people of others, what came of what was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine import Engine
from tests.reports import Reports

REPORT = """밀밭제빵 2022 살림 보고

1. 가맹 안내

점포 보증금 총액: 12억 원
임직원 수: 310명
2022년에는 새 점포를 냈습니다. 최소 보증금은 2,000만 원이며 점포를 넓히면 더 받습니다.

2. 거래 소식

새벽유업과 우유 공급 계약을 5년간 맺었습니다. 계약 금액은 연 34억 원입니다.

3. 지난 행사

[3주년 빵 잔치] 10월 8일 강변 마당에서 '달빛 장터'를 열었습니다. 바람이 불었지만 이웃 620명이 찾아와 호밀빵을 나눴습니다. 남은 빵은 쉼터에 보냈습니다.

나루터에 반죽 공방을 열었습니다. 밀밭제빵 임직원은 310명입니다.

4. 이듬해 계획

- 5호점: 시청 앞 네거리에 20평 규모로 냅니다. 여는 날은 6월로 잡았습니다.
- 배달 차량을 두 대 더 들입니다.
- 통밀빵을 매주 목요일에 굽습니다.

5. 걸어온 길

2015. 3.   1호점 개점
2019. 11.  4호점 강변 매장 개점
"""


@pytest.fixture(scope="module")
def bakery(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    source: Path = tmp_path_factory.mktemp("bakery") / "bakery.txt"
    source.write_text(REPORT, encoding="utf-8")
    return reports.open("bakery", source)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("최소 보증금은 얼마인가요?", "2,000만 원"),  # a name that the report writes, not the least of several
        ("달빛 장터에 몇 명 왔어?", "620명"),  # told by the sentence behind the one that names it
        ("강변 매장은 언제 개점했나요?", "2019. 11."),  # 4호점 behind the month is no day
        ("이듬해 계획을 모두 알려줘", "5호점"),  # a point with a name of its own is one of the list
    ],
)
def test_it_is_told(bakery: Engine, question: str, said: str) -> None:
    assert said in bakery.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "새벽유업 직원 수 알려줘",  # an amount of money is no number of people
        "달빛 장터에서 몇 명이 다쳤어?",
        "반죽 공방에 몇 명 왔어?",  # the next sentence says whose number it tells
        "달빛 장터에 자원봉사자는 몇 명 왔어?",
    ],
)
def test_it_is_not_told(bakery: Engine, question: str) -> None:
    assert bakery.ask(question).status == "not_found"
