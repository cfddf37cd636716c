"""Calculations over tables with years and columns, over score lines and over sentences: what is named, what moved, what
is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.reckoning.changes import told
from rag.answering.spans.quantities import scale
from rag.asking.kinds import asked_noun
from rag.asking.operating import operates
from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 하늬목장 2031년 연보

## 일꾼

**표 1. 조별 일꾼 (단위: 명)**

| 조 | 2030년 현원 | 2031년 현원 | 2031년 정원 |
|---|---:|---:|---:|
| 젖짜기조 | 21 | 24 | 27 |
| 꼴베기조 | 18 | 15 | 16 |
| 울타리조 | 9 | 9 | 9 |
| 합계 | 48 | 48 | 52 |

## 살림

**표 2. 살림 (단위: 백만 원)**

| 항목 | 2029년 | 2030년 | 2031년 |
|---|---:|---:|---:|
| 우유 판매 | 520 | 610 | 580 |
| 체험 손님 | 140 | 150 | 240 |
| 들어온 돈 합계 | 660 | 760 | 820 |
| 사료값 | 310 | 330 | 365 |
| 수리비 | 45 | 60 | 55 |
| 나간 돈 합계 | 355 | 390 | 420 |

## 축사

**표 3. 축사 칸 (단위: 객실)**

| 동 | 2031년 |
|---|---:|
| 볕바라기동 | 34 |
| 그늘동 | 28 |

## 걸어온 길

- 2009년 4월: 하늬목장 개장
- 2017년 9월: 치즈 공방 개관

## 한 해 이야기

체험 수업에는 65명이 신청해 52명이 뽑혔다. 접수된 손님 의견은 모두 75건이며, 이 가운데 60건이 받아들여졌다. 치즈 한 덩이를 굳히는 데 2시간 30분이 걸렸으나, 새 틀을 들인 뒤에는 45분으로 줄었다. 젖소는 지금 58마리인데, 2033년까지 이를 90마리로 늘린다. 조사에서는 100점 만점에 91점을 받았다.
"""


@pytest.fixture(scope="module")
def ranch(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("ranch")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "ranch.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # two columns of one row, or of the row of the total
        ("2031년 젖짜기조 현원은 정원보다 몇 명 적어?", ("24명", "27명", "3명 적습니다")),
        ("2031년 정원과 현원의 차이는 전체 몇 명이야?", ("52명", "48명", "4명")),
        # two rows by their whole names
        ("2031년 들어온 돈 합계에서 나간 돈 합계를 빼면?", ("820백만 원", "420백만 원", "400백만 원")),
        ("2031년 살림에서 사료값은 수리비보다 얼마나 더 많아?", ("310백만 원 많습니다",)),
        ("2031년 사료값은 수리비의 몇 배야?", ("6.64배",)),
        # the row of the total is none of those that are ordered
        ("2031년 정원이 두 번째로 많은 조는?", ("꼴베기조", "16명")),
        # along the years
        ("2031년 체험 손님 살림은 전년보다 몇 % 늘었어?", ("60%", "늘었습니다")),
        ("2029년 대비 2031년 우유 판매 증가액은?", ("60백만 원",)),
        ("우유 판매가 6억 원 넘은 해는?", ("2030년",)),
        ("수리비가 더 많은 해는 2029년과 2030년 중 언제야?", ("2030년 수리비",)),
        # a unit that is the thing counted
        ("2031년 그늘동 객실은 몇 개야?", ("28객실",)),
    ],
)
def test_a_table_is_calculated_with(ranch: Engine, question: str, said: tuple[str, ...]) -> None:
    answer = ranch.ask(question)
    assert answer.status == "answered" and all(w in answer.answer for w in said), answer.answer


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("2031년에 전년보다 일꾼이 줄어든 조는 어디야?", "꼴베기조", "젖짜기조"),
        ("2029년에 비해 2031년에 가장 많이 늘어난 살림 항목은?", "체험 손님", "사료값"),
        ("정원보다 현원이 적은 조는 몇 개야?", "모두 2개입니다", "울타리조"),
    ],
)
def test_the_rows_that_moved_or_lack_are_told(ranch: Engine, question: str, said: str, unsaid: str) -> None:
    answer = ranch.ask(question).answer
    assert said in answer and unsaid not in answer, answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("체험 수업에 신청했지만 뽑히지 못한 사람은 몇 명이야?", "13명"),
        ("손님 의견 가운데 받아들여진 비율은 몇 퍼센트야?", "80%"),
        ("치즈를 굳히는 시간은 몇 분 줄었어?", "105분"),
        ("젖소를 몇 마리 더 늘려야 해?", "32마리"),
        ("하늬목장이 개장하고 몇 년 뒤에 치즈 공방이 문을 열었어?", "8년"),
    ],
)
def test_a_sentence_or_a_pair_of_dates_is_calculated_with(ranch: Engine, question: str, said: str) -> None:
    assert said in ranch.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "2031년 비둘기조 현원은 정원보다 몇 명 적어?",
        "2025년보다 2031년에 일꾼이 줄어든 조는?",
        "하늬목장이 개장하고 몇 년 뒤에 수영장이 문을 열었어?",
        "2031년 사료값은 전기료보다 얼마나 더 많아?",
    ],
)
def test_a_side_that_no_table_has_is_refused(ranch: Engine, question: str) -> None:
    answer = ranch.ask(question)
    assert answer.computed == () and answer.status == "not_found", answer.answer


def test_a_time_of_two_units_is_one_amount() -> None:
    one = told("배달은 1시간 20분에서 55분으로 줄었다.")[0]
    assert (one.before, one.after, one.gap) == ("1시간 20분", "55분", "25분")
    assert [c.planned for c in told("차는 지금 12대인데, 내년까지 이를 20대로 늘린다.")] == [True]


def test_an_amount_in_brackets_is_the_one_before() -> None:
    one = told("회원은 모두 53명이며 전년(48명)보다 늘었다.")[0]
    assert (one.before, one.after, one.gap, one.rose) == ("48명", "53명", "5명", True)
    assert not told("회비는 오르지 않았으나 전년(48명)보다 늘었다.")


def test_words_of_calculating_are_told_from_nouns_that_begin_so() -> None:
    assert not operates("내과", False, False) and not operates("세무", False, False)
    assert operates("증가액", False, False) and operates("모자라", True, False)
    assert asked_noun("the number of sheep in 2031") == ("number", ())
    assert (scale("백만 원"), scale("명")) == (10**6, 1)


def test_a_row_that_is_called_as_its_section_is_named_too(tmp_path: Path) -> None:
    text = "# 등대살림공사\n\n## 등대살림공사가 하는 일\n\n| 분야 | 비중 | 맡은 곳 |\n|---|---|---|\n"
    text += "| 배길 | 52.1 % | 배길부 |\n| 등대 | 30.4 % | 등대부 |\n| 부표 | 17.5 % | 부표부 |\n"
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "light.md").write_text(text, encoding="utf-8")
    engine = Engine.open(settings_of(tmp_path / "corpus", tmp_path / "index"))
    assert "47.9 %" in engine.ask("등대와 부표 비중을 더하면 몇 %인가요?").answer
