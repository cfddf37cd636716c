"""Who holds an office, what a paragraph is about, and amounts told side by side, in connected prose."""

from __future__ import annotations

import pytest

from rag.answering.facts.spoken import counted, yearly
from rag.answering.spans.holding import holders
from rag.answering.spans.topics import ends_told, topics_of
from rag.engine import Engine
from rag.korean import Korean
from rag.questions import understand
from tests.reports import settings_of

KOREAN = Korean.get()
REPORT = """# 노을빛미술관 열 해의 기록

## 사람들

초대 관장은 중학교에서 그림을 가르친 노경수였다. 지금 미술관을 이끄는 사람은 3대 관장 한여울이다.
전시부장은 조각을 전공한 엄다온, 교육부장은 방송 작가 출신의 표한결이 맡고 있다.

## 어린이 공방

어린이를 위한 곳은 '손빚음공방'이다. 2019년 5월 낡은 창고를 고쳐 문을 열었다. 흙과 나무를 만지며 하루를 보낸다.
재료는 마을 공방에서 가져온다. 수강료는 한 번에 7천 원이다.

## 새 별관

당장 2026년에는 별관을 착공한다. 유리로 지붕을 덮는 건물로 공사비는 83억 원, 완공 목표는 2028년 9월이다.
"""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("museum")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "museum.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("첫 번째 관장은 누구였나요?", "노경수"),
        ("전시부를 책임지는 사람은 누구인가요?", "엄다온"),
        ("손빚음공방 수강료는 얼마인가요?", "7천 원"),  # named four sentences before
        ("별관 완공은 언제인가요?", "2028년 9월"),
    ],
)
def test_prose_answers_by_its_form(museum: Engine, question: str, said: str) -> None:
    assert said in museum.ask(question).answer


@pytest.mark.parametrize("question", ["홍보부를 책임지는 사람은 누구인가요?", "2대 관장은 누구인가요?"])
def test_another_office_or_holder_is_none(museum: Engine, question: str) -> None:
    assert museum.ask(question).status == "not_found"


def test_what_the_holder_did_is_no_name() -> None:
    query = understand("관장은 누구인가요?", KOREAN)
    told = "관장은 조각가 한여울이다."
    assert [told[slice(*s)] for s in holders(told, query, KOREAN)] == ["한여울"]
    assert not holders("관장은 새 그림을 설명했다.", query, KOREAN)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("노을빛미술관장 한여울입니다.", "한여울"),
        ("노을빛미술관장 한 여 울", "한 여 울"),
        ("노을빛미술관장 한여울 올림", "한여울"),
    ],
)
def test_who_signs_a_letter_holds_the_office(told: str, name: str) -> None:
    assert [told[slice(*s)] for s in holders(told, understand("관장은 누구인가요?", KOREAN), KOREAN)] == [name]


def test_topics_are_quoted_names_and_what_a_particle_marks() -> None:
    assert topics_of("가온 강 살리기는 '물빛 되찾기' 사업의 하나다.") == "물빛 되찾기, 가온 강 살리기"
    assert ends_told("문을 열었다.") and not ends_told("2018.03 여객터미널 개장")


def test_names_side_by_side_are_whole() -> None:
    words = "나누면 전화 문의가 41%로 가장 많고, 방문 상담 23%, 단수와 수압 17%, 기타 8% 순이다."
    assert [o.label for group in counted(words) for o in group] == ["전화 문의", "방문 상담", "단수와 수압", "기타"]
    words = "시험은 직업기초능력평가 50문항과 전공 40문항이다."
    assert [o.label for group in counted(words) for o in group] == ["직업기초능력평가", "전공"]


def test_years_on_the_way_and_sides_are_told() -> None:
    words = "비율은 2018년 17.3%에서 2022년 10.1%를 거쳐 2024년 7.2%로 떨어졌다."
    assert [o.year for o in yearly(words)] == [2018, 2022, 2024]
    words = "순손익은 2021년 3억 원 적자, 2022년 9억 원 흑자로 돌아섰다."
    assert [o.label for o in yearly(words)] == ["순손익 적자", "순손익 흑자"]
