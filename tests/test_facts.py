"""Blocks become facts: values, items, lists, dates and sentences, each with the span that proves it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.facts.blocks import facts_of
from rag.chunking import split
from rag.korean import Korean
from rag.reading import parse
from rag.types import Document, Fact
from tests.reports import GARDEN, Reports

KOREAN = Korean.get()


def _facts(text: str, name: str = "a.md") -> tuple[Document, list[Fact]]:
    document = parse(text, name)
    return document, facts_of(document, split(document, 0), KOREAN)


def _said(document: Document, fact: Fact) -> str:
    return document.text[fact.value.start : fact.value.end]


DOCUMENT, FACTS = _facts(GARDEN, "garden.md")


def _labelled(label: str, **conditions: object) -> list[str]:
    return [
        _said(DOCUMENT, f)
        for f in FACTS
        if f.label == label and f.kind == "value" and all(getattr(f, k) == v for k, v in conditions.items())
    ]


def test_a_row_is_a_value_of_its_label() -> None:
    assert _labelled("온실") == ["71점"]


def test_what_stands_twice_is_one_fact() -> None:
    said = [_said(DOCUMENT, f) for f in FACTS if f.kind != "list"]
    assert said.count("84점") == 1 and said.count("15명") == 1


def test_amounts_of_one_field_have_the_year_that_it_is_named_by() -> None:
    assert _labelled("정규직", year=2021) == ["12명"]
    assert _labelled("정규직", year=2022) == ["15명"]


def test_cells_are_values_of_row_and_column() -> None:
    assert _labelled("숲교육", attribute="2022년", year=2022) == ["60백만 원"]


def test_the_unit_of_a_tables_header_goes_to_its_cells() -> None:
    _, facts = _facts("# 표\n\n| 사업 | 금액(백만 원) |\n|---|---|\n| 식물보전 | 120 |\n| 숲교육 | 80 |\n")
    assert {f.unit for f in facts if f.kind == "value"} == {"백만 원"}


def test_facts_side_by_side_are_of_one_group_and_those_of_other_years_of_another() -> None:
    groups = {
        label: {f.group for f in FACTS if f.label == label and f.kind == "value"}
        for label in ("산책로", "온실", "주차장", "안내")
    }
    assert len(set.union(*groups.values())) == 1
    assert len({f.group for f in FACTS if f.label == "정규직" and f.kind == "value"}) == 2


def test_a_list_knows_its_members() -> None:
    whole = next(f for f in FACTS if f.kind == "list" and f.label == "보유식물")
    assert [_said(DOCUMENT, FACTS[m]) for m in whole.members] == ["구상나무", "히어리", "깽깽이풀"]


def test_a_passage_gives_its_opening_date_and_its_sentences() -> None:
    dates = {f.label: _said(DOCUMENT, f) for f in FACTS if f.kind == "date"}
    assert dates == {"야간개장 시작": "2022년 6월", "숲해설 앱 출시": "2022년 9월"}
    told = [_said(DOCUMENT, f) for f in FACTS if f.kind == "sentence" and f.parent == "숲해설 앱 출시"]
    assert told == [
        "달빛수목원은 김나래 해설사가 녹음한 숲해설 앱을 내놓았다.",
        "앱은 두 달 만에 3,400회 내려받아졌다.",
    ]


def test_things_counted_side_by_side_in_a_sentence_can_be_compared() -> None:
    document, facts = _facts(
        "# 글\n\n지난해 강좌에는 모두 마흔두 명이 왔다. 분야별로는 문학 15명, 음악 17명, 연극 10명이다.\n"
    )
    counted = {f.label: (_said(document, f), f.group) for f in facts if f.kind == "value"}
    assert {label: amount for label, (amount, _) in counted.items()} == {"문학": "15명", "음악": "17명", "연극": "10명"}
    assert len({group for _, group in counted.values()}) == 1


def test_amounts_that_a_sentence_gives_to_years_are_values_of_those_years() -> None:
    document, facts = _facts("# 글\n\n만족한다는 응답은 2019년 78.2%, 2020년 75.9%였다.\n")
    assert {f.year: _said(document, f) for f in facts if f.kind == "value"} == {2019: "78.2%", 2020: "75.9%"}


def test_a_written_rank_is_kept() -> None:
    document, facts = _facts(
        "# 글\n\n1위 정보 53.6 % 가, 나\n2위 고용 28.7 % 다, 라\n\n1위\n\n정보\n\n53.6 %\n\n가, 나\n\n2위\n\n고용\n\n28.7 %\n\n다, 라\n"
    )
    assert {f.label: (f.rank, _said(document, f)) for f in facts if f.kind == "value"} == {
        "정보": (1, "53.6 %"),
        "고용": (2, "28.7 %"),
    }


@pytest.mark.parametrize("name", ["keis", "harbor", "fund", "valley"])
def test_facts_of_a_report_lie_in_their_passages_and_point_at_each_other(reports: Reports, name: str) -> None:
    snapshot = reports.engine(name).snapshot
    facts = snapshot.evidence.facts
    assert [f.id for f in facts] == list(range(len(facts)))
    for f in facts:
        text = snapshot.documents[f.document].text
        assert 0 <= f.start <= f.value.start < f.value.end <= f.end <= len(text)
        assert snapshot.chunks[f.chunk].document == f.document
        assert snapshot.chunks[f.chunk].start <= f.start
        assert all(facts[m].kind != "list" and facts[m].document == f.document for m in f.members)
        assert bool(f.members) is (f.kind == "list") or f.kind == "list"
    assert len({(f.kind, f.start, f.end, f.value, f.label) for f in facts}) == len(facts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "# 글",
                "## 절",
                "**가**: 나, 다, 라",
                "**2021년**: 정규직 12명",
                "        계약직 7명",
                "온실 71점",
                "온실",
                "71점",
                "| a | b |",
                "|---|---|",
                "| c | 7 |",
                "- 첫째",
                "",
                "문학 15명, 음악 17명이다.",
                "(2022년 6월)열었다. 2023년 3월 4일에 닫았다.",
                "**질문**: (가) 나 : 다· 라",
            ]
        ),
        max_size=20,
    )
)
def test_any_text_gives_facts_whose_values_lie_in_their_spans(lines: list[str]) -> None:
    document, facts = _facts("\n".join(lines))
    for i, f in enumerate(facts):
        assert f.id == i
        assert f.start <= f.value.start < f.value.end <= f.end <= len(document.text)
        assert all(0 <= m < len(facts) for m in f.members)


FAQ = """# 안내

## 자주 묻는 질문

**Q. 온실 관람료는 얼마인가요?**
A. 어른은 3,000원입니다. 어린이는 무료입니다.

**Q. 개와 함께 들어갈 수 있나요?**
A. 목줄을 하면 마당까지 됩니다.
"""


def test_a_question_that_the_report_answers_is_the_title_of_its_answer() -> None:
    document, facts = _facts(FAQ)
    told = {_said(document, f): f.parent for f in facts if f.kind == "sentence"}
    assert told == {
        "어른은 3,000원입니다.": "온실 관람료는 얼마인가요?",
        "어린이는 무료입니다.": "온실 관람료는 얼마인가요?",
        "목줄을 하면 마당까지 됩니다.": "개와 함께 들어갈 수 있나요?",
    }


def test_questions_without_answers_are_told_themselves() -> None:
    document, facts = _facts("# 면접\n\n받은 질문\n\nQ1. 지원한 까닭은 무엇인가요?\n\nQ2. 장점은 무엇인가요?\n")
    assert any("지원한 까닭" in _said(document, f) for f in facts)


@pytest.mark.parametrize("said", ["단위: 명", "연말 기준이며, 단위는 명입니다.", "단위는 명임"])
def test_a_line_before_a_table_gives_its_unit(said: str) -> None:
    _, facts = _facts(f"# 표\n\n{said}\n\n| 부서 | 정원 |\n|---|---|\n| 숲과 | 12 |\n| 물과 | 8 |\n")
    assert {f.unit for f in facts if f.kind == "value"} == {"명"}


def test_the_first_of_amounts_side_by_side_is_named_by_whose_it_is() -> None:
    document, facts = _facts("# 글\n\n본관의 열람 좌석은 120석, 별관은 80석, 3급은 20석이다.\n")
    assert {f.label: _said(document, f) for f in facts if f.kind == "value"} == {
        "본관": "120석",
        "별관": "80석",
        "3급": "20석",
    }


def test_years_told_in_the_next_sentence_go_on_with_what_the_first_is_about() -> None:
    document, facts = _facts(
        "# 글\n\n2021년에 강좌를 마친 수강생의 재등록률은 61.5%였다. 2020년에는 54.2%, 2019년에는 48.9%였다.\n"
    )
    told = {f.year: (f.label, _said(document, f)) for f in facts if f.kind == "value"}
    assert told == {
        2021: ("수강생의 재등록률", "61.5%"),
        2020: ("수강생의 재등록률", "54.2%"),
        2019: ("수강생의 재등록률", "48.9%"),
    }


def test_a_field_that_asks_is_the_title_of_its_answer() -> None:
    document, facts = _facts("# 글\n\n**Q2. 나무는 어디에서 사나요?**: 정문 옆 가게에서만 팝니다.\n")
    (told,) = [f for f in facts if f.kind == "sentence"]
    assert (told.parent, _said(document, told)) == ("나무는 어디에서 사나요?", "정문 옆 가게에서만 팝니다.")
    assert not [f for f in facts if f.kind == "value"]


def test_an_answer_belongs_to_the_question_of_its_own_section() -> None:
    _, facts = _facts(
        "# 글\n\n온실팀 가람 | 정원사\n\nQ1. 무엇을 하나요?\n\nA. 물을 줍니다.\n\n숲길팀 나래 | 해설사\n\n"
        "Q1. 하루가 궁금합니다.\n\nA. 숲을 걷습니다.\n"
    )
    assert [f.parent for f in facts if f.kind == "sentence" and f.parent] == ["무엇을 하나요?", "하루가 궁금합니다."]


def test_fields_below_their_total_are_its_parts() -> None:
    text = "# 달빛\n\n**총 만족도**: 79점\n**맛**: 81점\n**자리**: 77점\n\n**전체 비용**: 20억원\n**수입**: 31억원\n**재료비**: 7억원\n"
    _, facts = _facts(text)
    assert {f.label: f.parent for f in facts if f.kind == "value"} == {
        "총 만족도": "",
        "맛": "만족도",
        "자리": "만족도",
        "전체 비용": "",
        "수입": "",
        "재료비": "",
    }
