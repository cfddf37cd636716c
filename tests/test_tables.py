"""Tables that take their name and unit from the lines above, and calculations along their rows, columns and years."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.facts.blocks import facts_of
from rag.answering.facts.cells import is_whole, split_year, unit_in
from rag.chunking import split
from rag.engine import Engine
from rag.korean import Korean
from rag.layout.tables import caption_of
from rag.reading import parse
from rag.settings import load_settings
from rag.types import Answer, Fact

HARVEST = """# 솔바람군 농업 연감 2024

## 1. 논과 밭

<표 1> 읍면별 벼 재배율 (%)

| 읍·면 | 2022년 | 2023년 | 2024년 |
|---|---|---|---|
| 달읍 | 41.2 | 43.0 | 46.5 |
| 별면 | 60.1 | 59.4 | 57.7 |
| 숲면 | 12.0 | 12.5 | 13.1 |

<표 2> 읍면별 귀농 가구 (단위: 가구)

| 읍·면 | 2022년 | 2023년 | 2024년 |
|---|---|---|---|
| 달읍 | 31 | 40 | 52 |
| 별면 | 22 | 18 | 25 |
| 합계 | 53 | 58 | 77 |

(단위: 억 원)

| 쓰는 곳 | 2023년 예산 | 2024년 예산 | 2025년 계획 |
|---|---|---|---|
| 물길 정비 | 32 | 45 | 60 |
| 종자 보급 | 18 | 15 | 12 |

올해 농민 설문의 응답은 아래와 같다.

| 달읍 | 별면 | 숲면 |
|---|---|---|
| 71.5 | 66.0 | 80.2 |

## 2. 새 소식

**농기계 나눔터 (2024년 3월)**: 창고를 고쳐 문을 열고 쓸모 두 가지를 더했다.
 · 주말 빌리기
 · 배달 빌리기
첫 달에 이용한 농가는 214곳이며 하루 빌리는 값은 3만 원이다.

국비와 군비는 각각 7억 원, 3억 원이 들었다.
"""


def _facts(text: str = HARVEST) -> tuple[str, list[Fact]]:
    document = parse(text, "a.md")
    return text, facts_of(document, split(document, 0), Korean.get())


def _cell(label: str, **conditions: object) -> list[str]:
    text, facts = _facts()
    return [
        text[slice(*f.value)] + f.unit
        for f in facts
        if f.kind == "value" and f.label == label and all(getattr(f, k) == v for k, v in conditions.items())
    ]


def test_a_second_table_of_the_same_columns_keeps_its_column_names() -> None:
    assert _cell("달읍", year=2024, attribute="2024년") == ["46.5%", "52가구"]


def test_the_unit_of_a_caption_or_of_a_line_above_goes_to_the_cells() -> None:
    assert _cell("물길 정비", year=2024) == ["45억 원"]


def test_the_unit_of_one_table_is_not_that_of_the_next() -> None:
    _, facts = _facts(
        "# 가\n\n## 나\n\n(단위: 명)\n\n| 팀 | 수 |\n|---|---|\n| 갑 | 3 |\n\n| 팀 | 값 |\n|---|---|\n| 갑 | 4 |\n"
    )
    assert [f.unit for f in facts if f.kind == "value"] == ["명", ""]


def test_a_row_of_amounts_alone_is_named_by_its_columns() -> None:
    text, facts = _facts()
    parent = "올해 농민 설문의 응답은 아래와 같다"
    assert [(f.label, text[slice(*f.value)]) for f in facts if f.parent == parent and f.kind == "value"] == [
        ("달읍", "71.5"),
        ("별면", "66.0"),
        ("숲면", "80.2"),
    ]


def test_lines_below_a_labelled_paragraph_belong_to_it() -> None:
    text, facts = _facts()
    below = next(f for f in facts if text[f.start : f.end].startswith("첫 달에"))
    assert below.parent == "농기계 나눔터 (2024년 3월)" and below.year == 2024


def test_amounts_that_stand_in_order_of_their_names_are_theirs() -> None:
    assert (_cell("국비"), _cell("군비")) == (["7억 원"], ["3억 원"])


@pytest.mark.parametrize(
    ("line", "before", "caption"),
    [
        ("<표 2> 분야별 투자 (단위: 억 원)", "", "<표 2> 분야별 투자 (단위: 억 원)"),
        ("(단위: 명)", "직급별 인원", "직급별 인원 (단위: 명)"),
        ("직원의 구성을 살펴보았다. 팀별 인원은 다음과 같다.", "", "팀별 인원은 다음과 같다"),
        ("직원의 구성을 살펴보았다.", "", ""),
    ],
)
def test_the_line_above_names_what_follows(line: str, before: str, caption: str) -> None:
    assert caption_of(line, before) == caption


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("예산(백만 원)", "백만 원"),
        ("시·군별 수질 (mg/L)", "mg/L"),
        ("기준값(2023년)", ""),
        ("만족도 (만족한다는 응답, %)", "%"),
    ],
)
def test_units_stand_in_brackets(words: str, unit: str) -> None:
    assert unit_in(words) == unit


def test_a_column_is_a_year_and_what_it_counts() -> None:
    assert split_year("중간목표(2025년)") == ("2025년", "중간목표")
    assert split_year("2022년 말") == ("2022년 말", "")
    assert is_whole("5년 계") and is_whole("합계") and not is_whole("시계")


@pytest.fixture
def farm(tmp_path: Path) -> Engine:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "farm.md").write_text(HARVEST, encoding="utf-8")
    return Engine.open(load_settings(corpus_dir=corpus, index_dir=tmp_path / "index"))


def _holds(answer: Answer, *words: str) -> bool:
    return answer.status == "answered" and all(w in answer.answer for w in words)


def test_calculations_go_along_rows_columns_and_years(farm: Engine) -> None:
    answer = farm.ask("달읍 벼 재배율은 2022년부터 2024년까지 얼마나 올랐나요?")
    assert _holds(answer, "5.3%포인트", "41.2%", "46.5%") and answer.computed == ("5.3",)
    answer = farm.ask("종자 보급 예산은 2023년보다 2024년에 얼마나 줄었나요?")
    assert _holds(answer, "3억 원", "줄었습니다") and answer.computed == ("3",)
    assert _holds(farm.ask("별면의 귀농 가구가 가장 많았던 해는 언제인가요?"), "2024년", "25가구")
    assert _holds(farm.ask("2024년 귀농 가구가 가장 많은 곳은?"), "달읍", "52가구")
    assert _holds(farm.ask("달읍 벼 재배율을 연도별로 알려 주세요"), "41.2%", "43.0%", "46.5%")


def test_a_year_or_a_row_that_a_table_lacks_is_refused(farm: Engine) -> None:
    for question in (
        "달읍 벼 재배율은 2020년부터 2024년까지 얼마나 올랐나요?",
        "바위면 벼 재배율은 2022년부터 2024년까지 얼마나 올랐나요?",
        "달읍 콩 재배율은 2022년보다 2024년에 얼마나 올랐나요?",
    ):
        assert farm.ask(question).status == "not_found", question


TOLD = """# 달여울도서관 소식지 2024

## 1. 한 해 살림

새 누리집 덕분에 예약 이용률이 41.5%에서 63.0%로 21.5%포인트 올랐으며, 전화 문의는 18% 줄었다. 책을 찾아 주는 시간은 평균 3시간에서 40분으로 줄었다.

책수레는 모두 8회에 걸쳐 노인 240명을 찾아갔다. 글쓰기 교실에는 60명이 왔고 이 가운데 남성이 21명이었다.

앱은 두 달 만에 3,400회 내려받았다.

## 2. 분관

| 분관 | 문 연 때 | 좌석 |
|---|---|---|
| 솔분관 | 2019년 3월 | 40석 |
| 못분관 | 2021년 5월 | 52석 |
| 들분관 | 2021년 9월 | 35석 |
"""


@pytest.fixture
def library(tmp_path: Path) -> Engine:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "library.md").write_text(TOLD, encoding="utf-8")
    return Engine.open(load_settings(corpus_dir=corpus, index_dir=tmp_path / "index"))


@pytest.mark.parametrize(
    ("question", "words", "computed"),
    [
        ("예약 이용률은 얼마나 올랐나요?", ("21.5%포인트",), ()),
        ("전화 문의는 얼마나 줄었나요?", ("18%",), ()),
        ("책을 찾아 주는 시간은 몇 분 줄었나요?", ("140분",), ("140",)),
        ("책수레는 한 번에 평균 몇 명을 찾아간 셈인가요?", ("30명",), ("30",)),
        ("글쓰기 교실에 온 사람 중 여성은 몇 명인가요?", ("39명",), ("39",)),
        ("글쓰기 교실에서 남성이 차지하는 비율은 몇 %인가요?", ("35%",), ("35",)),
        ("2021년에 문을 연 분관은 몇 곳인가요?", ("2곳", "못분관", "들분관"), ("2",)),
        ("못분관보다 좌석이 적은 분관은 어디인가요?", ("솔분관", "들분관"), ()),
    ],
)
def test_what_sentences_and_tables_tell_is_reckoned_with(
    library: Engine, question: str, words: tuple[str, ...], computed: tuple[str, ...]
) -> None:
    answer = library.ask(question)
    assert _holds(answer, *words) and answer.computed == computed, answer.answer


def test_one_change_is_not_told_for_another(library: Engine) -> None:
    assert "21.5" not in library.ask("전화 문의는 얼마나 줄었나요?").answer
    for question in (
        "대출 권수는 얼마나 늘었나요?",
        "강좌 이용률은 얼마나 올랐나요?",
        "2020년에 문을 연 분관은 몇 곳인가요?",
    ):
        assert library.ask(question).status == "not_found", question
    assert "줄었습니다" not in library.ask("앱은 몇 번 내려받았나요?").answer
