"""A file becomes a document whose blocks each say one thing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import CorpusError, DocumentError
from rag.layout.items import split_items
from rag.reading import parse, read_corpus, read_document
from rag.types import Block, Document, Span
from tests.reports import GARDEN, SOURCES

LINES = st.sampled_from(
    ["# 달빛 2022", "## 절", "가 > 나", "**고객**: 국민정부", "국민", "정부", "**2021년**: 정규직 12명", "                계약직 7명", "정규직 12명", "계약직 7명", "- 항목", "· 가· 나", "",
     "| 이름 | 값 |", "|---|---|", "| a | 7점 |", "온실 71점", "온실", "71점", "1998년에 문을 연 수목원이다.", "(2022년 6월)문을 연다. 닫는다.", "85점", "총 점수", "이름: 값", "😀"]
)  # fmt: skip


def _check(document: Document) -> None:
    end = 0
    for b in document.blocks:
        assert end <= b.start < b.end <= len(document.text)
        assert document.text[b.start : b.end].strip()
        assert b.value is None or b.start <= b.value.start <= b.value.end <= b.end
        assert all(b.start <= p.start <= p.end <= b.end for p in b.parts)
        assert [p.start for p in b.parts] == sorted(p.start for p in b.parts)
        assert all(0 <= r.start < r.end <= len(document.text) for r in b.repeats)
        end = b.end


@settings(max_examples=200, deadline=None)
@given(
    st.lists(LINES, max_size=30),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["a.md", "a.txt"]),
)
def test_blocks_are_in_order_and_do_not_overlap(lines: list[str], form: str, newline: str, name: str) -> None:
    text = unicodedata.normalize(form, newline.join(lines))
    document = parse(text, name)
    assert document.text == text
    _check(document)


@pytest.mark.parametrize("name", SOURCES)
def test_blocks_of_a_report_are_in_order_and_do_not_overlap(name: str) -> None:
    document = read_document(SOURCES[name], SOURCES[name].name)
    assert document.text == SOURCES[name].read_bytes().decode("utf-8")
    assert len(document.blocks) >= 20
    _check(document)


def _block(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if words in document.text[b.start : b.end] and b.kind != "heading")


def test_a_block_knows_its_section_label_and_parts() -> None:
    document = parse(GARDEN, "garden.md")
    b = _block(document, "정규직 15명")
    assert (b.kind, b.label, b.year) == ("field", "2022년", 2022)
    assert b.section == ("채용정보", "얼마나 채용할까?")
    assert [document.text[p.start : p.end] for p in b.parts] == ["정규직 15명", "계약직 4명"]
    assert b.value is not None and document.text[b.value.start : b.value.end].startswith("정규직 15명")


def test_what_stands_twice_is_one_block() -> None:
    document = parse(GARDEN, "garden.md")
    holding = [b for b in document.blocks if b.kind != "heading" and "71점" in document.text[b.start : b.end]]
    assert [b.label for b in holding] == ["온실"]
    assert [document.text[r.start : r.end] for r in holding[0].repeats] == ["온실", "71점"]


def test_a_table_row_names_its_columns_and_the_header_is_no_row() -> None:
    document = parse(GARDEN, "garden.md")
    rows = [b for b in document.blocks if b.header]
    assert [b.label for b in rows] == ["식물보전", "숲교육"]
    assert rows[0].header == ("사업", "2021년", "2022년")


def test_a_passage_is_of_the_year_that_opens_it() -> None:
    document = parse("# 소식\n\n**앱**: (2022년 9월)앱을 내놓았다. 2023년에는 새로 만든다.\n", "a.md")
    assert _block(document, "앱을").year == 2022


def test_lists_without_a_year_get_it_from_the_sections_that_tell_their_items() -> None:
    document = read_document(SOURCES["keis"], "keis-2024.md")
    lists = [b for b in document.blocks if b.label in ("사업내용", "사업성과") and len(b.parts or (b.value,)) >= 1]
    assert [(b.label, b.year) for b in lists] == [
        ("사업내용", 2023),
        ("사업성과", 2023),
        ("사업내용", 2024),
        ("사업성과", 2024),
    ]


def test_the_same_holds_for_an_invented_report_of_other_years() -> None:
    text = (
        "# 달빛 소식\n\n한눈에 > 요약\n\n**한 일**: · 온실 수리· 앱 출시\n\n**한 일**: · 다리 놓기· 숲길 열기\n\n"
        "소식 > 2018년 소식\n\n**온실 수리**: 온실을 고쳤다.\n\n**앱 출시**: 앱을 내놓았다.\n\n"
        "소식 > 2019년 소식\n\n**다리 놓기**: 다리를 놓았다.\n\n**숲길 열기**: 숲길을 열었다.\n"
    )
    document = parse(text, "a.md")
    assert [b.year for b in document.blocks if b.label == "한 일"] == [2018, 2019]


def test_sections_that_tell_items_date_their_list_before_a_section_around_them() -> None:
    text = (
        "# 달빛 소식\n\n## 2018~2019년 소식\n\n## 2019년의 일\n\n### 요약\n\n- **한 일**:\n  - 온실 수리\n  - 앱 출시\n\n"
        "### 2018년 소식\n\n**온실 수리**: 온실을 고쳤다.\n\n**앱 출시**: 앱을 내놓았다.\n\n"
        "### 2019년 소식\n\n**다리 놓기**: 다리를 놓았다.\n"
    )
    assert [b.year for b in parse(text, "a.md").blocks if b.label == "한 일"] == [2018]


def test_a_day_that_stands_alone_names_no_list_below_it() -> None:
    apart, above = (
        parse(f"# 달빛\n\n## 소식\n\n2031.04.05{gap}- **하늘**: 맑음\n- **땅**: 마름\n", "a.md")
        for gap in ("\n\n", "\n")
    )
    assert {b.parent for b in apart.blocks} == {""}
    assert {b.parent for b in above.blocks if b.label} == {"2031.04.05"}


def test_a_quotation_names_no_list_below_it() -> None:
    document = parse('# 달빛\n\n"별이 밝다."\n\n- 하늘\n- 땅\n', "a.md")
    assert [b.parent for b in document.blocks if b.kind == "item"] == ["", ""]


def test_plain_text_with_headings_of_markdown_is_read_as_such() -> None:
    text = "# 달빛\n\n## 하는 일\n\n1. 별 헤기\n\n달을 본다.\n"
    headings = [
        [b for b in parse(said, "a.txt").blocks if b.kind == "heading"] for said in (text, text.replace("#", ""))
    ]
    assert [len(found) for found in headings] == [2, 2]
    assert parse(text, "a.txt").blocks[-1].section == ("하는 일",)


def test_a_line_names_the_list_right_below_it_and_not_the_next() -> None:
    text = "# 달빛\n\n하는 일\n\n- 별 헤기\n- 달 보기\n\n- **낮**: 81점\n- **밤**: 97점\n"
    assert [b.parent for b in parse(text, "a.md").blocks[2:]] == ["하는 일", "하는 일", "", ""]


def test_the_title_is_the_first_heading_and_gives_the_edition() -> None:
    document = parse(GARDEN, "garden.md")
    assert document.title == "달빛수목원_2022_ver. Report"
    assert document.year == 2022
    assert parse("그냥 글이다.", "folder/무제.md").title in ("그냥 글이다.", "무제")


@pytest.mark.parametrize(
    ("value", "items"),
    [
        ("· 가나다· 라마바", ["가나다", "라마바"]),
        ('"자유롭다.""칼퇴가 된다."', ['"자유롭다."', '"칼퇴가 된다."']),
        ("3급 : 면접4급 : 필기", ["3급 : 면접", "4급 : 필기"]),
        ("첫째\n  둘째", ["첫째", "둘째"]),
        ("하나뿐인 값", []),
    ],
)
def test_items_that_show_where_they_begin_are_divided(value: str, items: list[str]) -> None:
    assert [value[s.start : s.end] for s in split_items(value, Span(0, len(value)))] == items


def test_a_corpus_is_read_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "나").mkdir()
    (tmp_path / "나" / "글.md").write_text("# 나\n\n글이다.", encoding="utf-8")
    (tmp_path / "가.md").write_text("# 가\n\n글이다.", encoding="utf-8")
    (tmp_path / ".숨은.md").write_text("# 숨은\n\n글이다.", encoding="utf-8")
    (tmp_path / "synonyms.txt").write_text("뽑다, 채용\n", encoding="utf-8")
    documents, refused = read_corpus(tmp_path)
    assert [d.name for d in documents] == ["가.md", "나/글.md"]
    assert refused == {}


def test_a_new_file_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "가.md").write_text("# 가\n\n글이다.", encoding="utf-8")
    (tmp_path / "빈글.md").write_text(" \n", encoding="utf-8")
    documents, refused = read_corpus(tmp_path)
    assert [d.name for d in documents] == ["가.md"]
    assert "빈글.md" in refused["빈글.md"].reason
    with pytest.raises(DocumentError, match="빈글"):
        read_corpus(tmp_path, served=["빈글.md"])


def test_a_corpus_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not there"):
        read_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="no document"):
        read_corpus(tmp_path)


def test_a_blank_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "빈글.md").write_text(" \n\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="빈글"):
        read_document(tmp_path / "빈글.md", "빈글.md")


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="없는글"):
        read_document(tmp_path / "없는글.md", "없는글.md")


def test_what_stands_under_a_byline_is_of_its_section_and_year() -> None:
    text = (
        "# 들꽃 소식\n\n후기 > 면접\n\n**난도**: 쉬움\n\n2019년 하반기 | 경력\n\n조경 합격\n\n**질문**: 나무를 심어 보았나요\n\n"
        "2021년 상반기 | 신입\n\n**질문**: 꽃을 좋아하나요\n"
    )
    blocks = {b.label: b for b in reversed(parse(text, "a.md").blocks) if b.kind == "field"}
    assert blocks["난도"].section == ("후기", "면접")
    assert blocks["질문"].section == ("후기", "면접", "2019년 하반기 | 경력", "조경 합격")
    assert [b.year for b in parse(text, "a.md").blocks if b.label == "질문"] == [2019, 2021]


def test_glued_names_of_one_make_are_cut_apart_with_what_stands_behind_them() -> None:
    text = "조경직 7급(고졸) : 서류 ⇒ 실기관리직(6급~8급) : 서류 ⇒ 면접"
    assert [text[s.start : s.end] for s in split_items(text, Span(0, len(text)))] == [
        "조경직 7급(고졸) : 서류 ⇒ 실기",
        "관리직(6급~8급) : 서류 ⇒ 면접",
    ]


def test_a_line_of_rank_name_share_and_things_is_a_row_that_stands_for_the_share_told_above_it() -> None:
    text = "# 돌담 2021\n\n온실 41.2 %\n산책로 27.5 %\n\n1위 온실 41.2 % 난초 전시, 분갈이 교실\n2위 산책로 27.5 % 해설 걷기, 길 정비\n"
    rows = [b for b in parse(text, "a.md").blocks if b.kind == "row"]
    assert [(b.label, [text[slice(*p)] for p in b.parts]) for b in rows] == [
        ("온실", ["1위", "온실", "41.2 %", "난초 전시, 분갈이 교실"]),
        ("산책로", ["2위", "산책로", "27.5 %", "해설 걷기, 길 정비"]),
    ]
    assert [[text[slice(*r)] for r in b.repeats] for b in rows] == [["온실 41.2 %"], ["산책로 27.5 %"]]


def test_a_ranked_line_that_is_a_sentence_stays_one() -> None:
    text = "# 돌담 2021\n\n1위 온실 41.2 % 난초를 보러 온 사람이 가장 많았다.\n"
    assert [b.kind for b in parse(text, "a.md").blocks] == ["heading", "paragraph"]


def test_glued_names_begin_where_the_report_has_them_as_words_of_their_own() -> None:
    value = "원예연구직 : 서류 ⇒ 최종면접안내직 : 서류 ⇒ 최종면접"
    text = f"**채용**: {value}\n\n안내직 4명\n"
    start = text.index(value)
    spans = split_items(text, Span(start, start + len(value)))
    assert [text[slice(*s)] for s in spans] == ["원예연구직 : 서류 ⇒ 최종면접", "안내직 : 서류 ⇒ 최종면접"]
