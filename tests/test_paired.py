"""Reports written mostly as tables of two columns, with titles in brackets and in bold."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.facts.blocks import facts_of
from rag.chunking import split
from rag.engine import Engine
from rag.korean import Korean
from rag.reading import parse
from rag.settings import load_settings
from rag.types import Block, Document, Fact

BAKERY = """**은하제빵_2031 ver. Note**

【은하제빵은 어떤 곳일까?】

**살펴보기 > 가게**

2031.05.02

| 항목 | 내용 |
|---|---|
| 총 별점 | 71점 |
| 맛 | 80점 |
| 값 | 62점 |

| 항목 | 내용 |
|---|---|
| 좋은 말 | "빵이 따뜻하다." / "아침 일찍 연다." |
| 여는 곳 | 033-555-0199, bread@eunha.example |
| 야간 배달 시작 | 은하제빵이 밤 열 시까지 빵을 나르는 배달을 시작했다. 첫 달에 주문 340건이 들어왔다. |

■ 소중히 여기는 것

| 핵심가치 | 내용 |
|---|---|
| 온기 | 갓 구운 빵만 낸다 |
| 정직 | 밀가루의 산지를 적는다 |

【일하기】

■ 2030년 하반기 | 신입

제빵 합격

| 구분 | 설명 |
|---|---|
| 면접 분위기 | 차분함 |

■ 2030년 상반기 | 신입

판매 불합격

| 구분 | 설명 |
|---|---|
| 면접 분위기 | 활기참 |

| 순위 | 반죽 | 비중 | 내용 |
|---|---|---|---|
| 1위 | 호밀 | 40 % | 소금빵과 식빵에 들어가는 반죽, 겨울에 파는 과일빵 반죽, 여름에 파는 차가운 빵의 반죽 |
| 2위 | 찰보리 | 30 % | 밤빵과 팥빵에 들어가는 반죽, 호밀 반죽에 섞는 반죽, 봄에 파는 쑥빵의 반죽 |
"""


@pytest.fixture(scope="module")
def bakery() -> Document:
    return parse(BAKERY, "bakery.md")


@pytest.fixture(scope="module")
def facts(bakery: Document) -> list[Fact]:
    return facts_of(bakery, split(bakery, 0), Korean())


def _block(document: Document, label: str) -> Block:
    return next(b for b in document.blocks if b.label == label)


def _words(facts: list[Fact], **wanted: str) -> list[str]:
    return [BAKERY[slice(*f.value)] for f in facts if all(getattr(f, k) == v for k, v in wanted.items())]


def test_rows_below_a_header_that_only_files_are_fields(bakery: Document) -> None:
    said = _block(bakery, "좋은 말")
    assert said.kind == "field"
    assert [BAKERY[slice(*p)] for p in said.parts] == ['"빵이 따뜻하다."', '"아침 일찍 연다."']
    assert BAKERY[said.start : said.end] == '좋은 말 | "빵이 따뜻하다." / "아침 일찍 연다."'


def test_what_the_header_says_of_the_names_stands_over_the_fields(bakery: Document) -> None:
    assert _block(bakery, "온기").parent == "핵심가치"
    assert _block(bakery, "좋은 말").parent == ""


def test_a_table_whose_names_go_on_over_rows_stays_one() -> None:
    text = "| 구분 | 내용 |\n|---|---|\n| 아침 | 죽 |\n| | 밥 |\n"
    assert {b.kind for b in parse(text, "meals.md").blocks} == {"row"}


def test_sentences_of_a_cell_are_facts_of_their_own(facts: list[Fact]) -> None:
    assert _words(facts, kind="sentence", parent="야간 배달 시작")[1] == "첫 달에 주문 340건이 들어왔다."


def test_bracketed_and_bold_lines_are_titles_where_no_other_mark_is(bakery: Document) -> None:
    assert bakery.title == "은하제빵_2031 ver. Note"
    titles = [BAKERY[slice(*b.value)] for b in bakery.blocks if b.kind == "heading" and b.value]
    assert titles[:3] == ["은하제빵_2031 ver. Note", "은하제빵은 어떤 곳일까?", "살펴보기 > 가게"]


def test_titles_deeper_than_a_place_in_a_site_lie_in_it(bakery: Document) -> None:
    assert _block(bakery, "정직").section == ("살펴보기", "가게", "소중히 여기는 것")
    assert _block(bakery, "면접 분위기").section[:2] == ("일하기", "2030년 하반기 | 신입")


def test_a_bare_date_names_no_table_below_it(bakery: Document) -> None:
    assert (_block(bakery, "맛").parent, _block(bakery, "맛").year) == ("", None)


def test_a_total_is_the_parent_of_the_fields_after_it(facts: list[Fact]) -> None:
    assert _words(facts, kind="value", parent="별점") == ["80점", "62점"]


def test_ways_to_reach_one_are_no_list(facts: list[Fact]) -> None:
    assert _words(facts, label="여는 곳") == ["033-555-0199, bread@eunha.example"]
    assert _words(facts, parent="여는 곳") == []


def test_an_applicant_is_told_below_a_title_too(facts: list[Fact]) -> None:
    assert _words(facts, label="면접 후기 지원 직무") == ["제빵", "판매"]


def test_the_amount_of_a_row_is_told_without_the_long_cell_behind_it(facts: list[Fact]) -> None:
    told = next(f for f in facts if (f.label, f.attribute) == ("찰보리", "비중"))
    assert BAKERY[told.start : told.end] == "| 2위 | 찰보리 | 30 %"


def test_shares_are_added_up_by_their_own_rows(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bakery.md").write_text(BAKERY, encoding="utf-8")
    engine = Engine.open(load_settings(corpus_dir=corpus, index_dir=tmp_path / "index"))
    assert "70 %" in engine.ask("호밀과 찰보리 비중을 합치면 몇 퍼센트인가요?").answer
