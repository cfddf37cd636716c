"""Titles told by their mark, tables without bars, names over their values: pages and PDFs as people copy them."""

from __future__ import annotations

from rag.reading import parse
from rag.types import Block, Document

PAGE = """은하제빵(주) | 일터수첩 2031 봄호
홈 > 회사 > 은하제빵
■ 살펴보기
이름: 은하제빵 주식회사
본사
강릉시 솔밭길 12
직원 수
214명 (2030년 말)
대표: 나도솔
나라 밖 가게: 일본 > 대만

■ 해마다
구분\t2029\t2030
매출(억 원)\t88\t97
직원(명)\t190\t214

■ 별점  ★ 3.4 / 5 (응답 40명)
급여
★ 3.1
분위기
★ 4.0

◇ 이런 점이 좋아요
☞ 빵이 공짜예요. (판매, 2년 차)
☞ 쉬는 날이 많아요. (제빵, 1년 차)

■ 뽑는 길
순서
① 서류 → ② 시험 → ③ 면접
직무 | 2030 지원 | 2031 모집 예정
제빵 | 80 | 9
판매 | 120 | 7

■ 지나온 날
2001.05  문을 열다
2019.11  강릉 2호점 개점
"""

COPIED = """연구소 해적이
달빛연구소

- 1 -

1. 살림

1.1 사람

  연구소는 소장 아래 세 부서로 이루어져 있으며, 2030년 12월 31일
현재 모두 96명이 일한다.

<표 1> 직종별 인원
                              (단위: 명, %)
구분        2029년      2030년      비중
연구        50          54          56.3
행정        40          42          43.7

- 2 -

달빛연구소 연보

1.2 할 일
가. 망원경 고치기
나. 별 지도 펴내기

- 3 -

달빛연구소 연보

  (1) 시료 검사: 시료를 봉투에 담아 내며,
     결과는 열흘 안에 알린다.
"""


def named(document: Document, label: str) -> Block:
    return next(b for b in document.blocks if b.label == label)


def said(document: Document, label: str) -> str:
    value = named(document, label).value
    assert value is not None
    return document.text[value.start : value.end]


def test_a_mark_that_opens_short_lines_over_others_is_a_title() -> None:
    page = parse(PAGE, "page.txt")
    assert page.title == "은하제빵(주) | 일터수첩 2031 봄호"
    assert {b.section[-1] for b in page.blocks if b.section} >= {"살펴보기", "해마다", "별점", "뽑는 길", "지나온 날"}
    assert said(page, "별점") == "★ 3.4 / 5 (응답 40명)"


def test_marks_under_which_items_of_another_mark_stand_are_their_name() -> None:
    block = named(parse(PAGE, "page.txt"), "이런 점이 좋아요")
    assert len(block.parts) == 2


def test_an_item_that_ends_in_a_colon_is_the_name_of_the_items_below_it() -> None:
    text = "# 은하제빵\n\n- **2029년**:\n  - 매출 81억원\n  - 직원 64명\n- 2030년:\n  - 매출 95억원\n  - 직원 70명\n"
    page = parse(text, "page.md")
    assert [(b.label, b.year, len(b.parts)) for b in page.blocks if b.kind == "field"] == [
        ("2029년", 2029, 2),
        ("2030년", 2030, 2),
    ]


def test_questions_listed_under_their_name_are_its_items() -> None:
    text = "# 은하제빵\n\n- **면접에서 물은 것**:\n  - Q1. 좋아하는 빵을 말해 주세요.\n  - Q2. 밤에 일할 수 있나요.\n"
    assert len(named(parse(text, "page.md"), "면접에서 물은 것").parts) == 2


def test_a_bare_line_over_another_among_fields_is_its_name() -> None:
    page = parse(PAGE, "page.txt")
    assert said(page, "본사") == "강릉시 솔밭길 12"
    assert said(page, "직원 수").startswith("214명")
    assert said(page, "분위기") == "★ 4.0"
    assert said(page, "나라 밖 가게") == "일본 > 대만"
    assert len(named(page, "순서").parts) == 3


def test_tabs_bars_and_gaps_part_the_columns_of_a_table() -> None:
    page, copied = parse(PAGE, "page.txt"), parse(COPIED, "copied.md")
    assert named(page, "매출(억 원)").header == ("구분", "2029", "2030")
    assert named(page, "제빵").header == ("직무", "2030 지원", "2031 모집 예정")
    assert named(copied, "연구").header == ("구분", "2029년", "2030년", "비중")
    assert "직종별 인원" in named(copied, "연구").parent


def test_two_columns_without_a_header_are_names_with_values() -> None:
    table = parse("# 값\n\n한 사람 몫 (2030)\n제빵\t12만 원\n판매\t9만 원\n", "value.md")
    assert said(table, "제빵") == "12만 원"
    assert named(table, "판매").parent == "한 사람 몫 (2030)"


def test_double_bars_part_names_from_what_is_said_of_them() -> None:
    text = "# 은하제빵\n\n밀가루 || 44.2 %\n설탕 || 31.5 %\n\n성실 || 빵을 끝까지 지켜보는 사람\n친절 || 손님을 먼저 살피는 사람\n"
    page = parse(text, "page.txt")
    assert [b.label for b in page.blocks if b.kind == "field"] == ["밀가루", "설탕", "성실", "친절"]


def test_lines_that_open_with_their_date_stay_apart() -> None:
    page = parse(PAGE, "page.txt")
    assert [
        page.text[b.start : b.end] for b in page.blocks if b.section[-1:] == ("지나온 날",) and b.kind != "heading"
    ] == ["2001.05  문을 열다", "2019.11  강릉 2호점 개점"]


def test_numbers_of_pages_and_what_stands_beside_them_are_dropped() -> None:
    copied = parse(COPIED, "copied.md")
    lines = [copied.text[b.start : b.end] for b in copied.blocks]
    assert not [line for line in lines if line.startswith(("- ", "2 -")) or line == "달빛연구소 연보"]
    assert copied.title == "연구소 해적이"


def test_a_sentence_that_a_line_end_breaks_is_one() -> None:
    copied = parse(COPIED, "copied.md")
    assert any("31일\n현재 모두 96명이" in copied.text[b.start : b.end] for b in copied.blocks)
    assert said(copied, "시료 검사").endswith("열흘 안에 알린다.")
    assert named(copied, "시료 검사").parts == ()
