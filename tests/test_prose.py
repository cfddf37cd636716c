"""Connected prose, as newspapers tell it: years by 지난해, people by family name, amounts named within a sentence."""

from __future__ import annotations

import pytest

from rag.answering.facts.spoken import counted
from rag.answering.reckoning.changes import told
from rag.answering.spans.inheriting import written, years_said
from rag.answering.spans.people import misters, shortened, titled
from rag.engine import Engine
from rag.korean import Korean
from tests.reports import settings_of

REPORT = """# 달구름제과, 골목 빵집의 스무 해

## 반죽통 두 개

달구름제과의 지난해 판매액은 812억 원으로 2031년의 640억 원보다 크게 늘었다. 손다은 씨가 남해의 한 시장에서 반죽통 두 개로 차린 달구름당이 그 출발점이다. 손 씨는 화물선에서 밥을 짓던 요리사 출신으로, 쉰 살에 처음 오븐을 샀다.

2029년에 문을 연 반죽연구실은 효모 1,204종을 모았다. 연구를 이끈 반죽연구실의 유하람 박사는 "효모는 손님이다"라고 말했다.

## 일터

점수는 맛이 100점 만점에 91점으로 가장 높았고, 매장 분위기가 84점, 친절이 77점이었으며, 주차 편의는 58점으로 가장 낮았다. 제빵직 첫해 봉급은 3,900만 원이고 판매직 첫해 봉급은 밤일 수당을 더해 3,720만 원이다.

새 굽는 방식에 따라 아침조는 닷새를 일하고 이틀을 쉰다. 지점장으로는 호텔에서 일하던 노윤슬 팀장이 왔다. 손님이 건의한 120건 가운데 90건이 실제로 받아들여졌다.

배달차 40대 가운데 전기차는 지금 16대인데, 2035년까지 이를 30대로 늘린다. 강릉 매장은 다른 회사가 내놓은 것을 27억 원에 사들인 것이다.
"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("bakery")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "bakery.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("달구름제과의 2032년 판매액은 얼마인가요?", "812억"),
        ("강릉 매장을 인수하는 데 든 돈은 얼마예요?", "27억"),
        ("연구 책임자는 누구였나요?", "유하람"),
        ("지점장은 누구예요?", "노윤슬"),
        ("달구름당을 세운 사람은 누구인가요?", "손다은"),
        ("점수가 제일 높은 것과 제일 낮은 것은 몇 점 차이가 나요?", "33점"),
        ("제빵직 첫해 봉급은 판매직 첫해 봉급보다 얼마나 더 많나요?", "180만"),
        ("건의한 것 가운데 받아들여진 비율은 몇 퍼센트인가요?", "75%"),
    ],
)
def test_a_newspaper_article_is_understood(bakery: Engine, question: str, said: str) -> None:
    assert said in bakery.ask(question).answer


def test_the_year_that_a_text_was_written_in_is_what_its_last_year_makes_it() -> None:
    text = "지난해 손님은 90명으로 2031년의 70명보다 늘었다. 2036년까지 두 배로 키울 계획이다."
    assert written(text) == 2033 and years_said("지난해 손님", text) == {2032}
    assert written("2031년에 문을 열었다.") is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "점수는 맛이 100점 만점에 91점으로 가장 높았고, 매장 분위기가 84점이었으며, 주차는 58점이다.",
            [("맛", "91점"), ("매장 분위기", "84점"), ("주차", "58점")],
        ),
        (
            "삯은 1반이 20만 원으로 가장 컸고 2반 18만 원, 3반 9만 원이다.",
            [("1반", "20만 원"), ("2반", "18만 원"), ("3반", "9만 원")],
        ),
        ("손님은 모두 90명이며, 어른 50명, 아이 40명이다.", [("어른", "50명"), ("아이", "40명")]),
        ("상반기 30명, 하반기 20명을 합쳐 새내기 50명을 뽑았다.", [("상반기", "30명"), ("하반기", "20명")]),
    ],
)
def test_amounts_are_named_by_the_words_before_them(sentence: str, found: list[tuple[str, str]]) -> None:
    groups = [[(one.label, sentence[slice(*one.value)]) for one in group] for group in counted(sentence)]
    assert groups == [found]


def test_people_are_known_by_their_form() -> None:
    text = "가게를 연 손다은 씨와 유하람 박사가 왔다."
    assert [text[slice(*s)] for s in misters(text)] == ["손다은"]
    assert titled(text, text.index("유하람")) and not titled(text, text.index("가게를"))
    assert shortened("유 박사는 웃었다.", text) == ["유하람"] and shortened("노 박사는 웃었다.", text) == []


def test_a_plan_tells_a_change_too() -> None:
    [one] = told("전기차는 지금 16대인데, 2035년까지 이를 30대로 늘린다.")
    assert (one.before, one.after, one.computed) == ("16대", "30대", "14")


def test_giving_up_is_one_verb() -> None:
    assert "그만두다" in Korean.get().terms("일을 그만두었다")
