"""Lines of one form that say several things: dated titles, places in a site, scores, marked items, names before a dash."""

from __future__ import annotations

import pytest

from rag.answering.facts.blocks import facts_of
from rag.chunking import split
from rag.korean import Korean
from rag.layout.forms import dashed, marked, scores
from rag.reading import parse
from rag.types import Block, Document, Fact

KOREAN = Korean.get()


def _read(body: str) -> tuple[Document, list[Fact]]:
    document = parse(f"# 솔바람공원 안내\n\n{body}\n", "a.md")
    return document, facts_of(document, split(document, 0), KOREAN)


def _values(body: str) -> dict[str, str]:
    document, facts = _read(body)
    return {f"{f.parent}/{f.label}": document.text[slice(*f.value)] for f in facts if f.kind == "value"}


def _lists(body: str) -> dict[str, list[str]]:
    document, facts = _read(body)
    said = {f.id: document.text[slice(*f.value)] for f in facts}
    return {f.label: [said[i] for i in f.members] for f in facts if f.kind == "list"}


def _block(body: str, label: str) -> Block:
    return next(b for b in _read(body)[0].blocks if b.label == label)


DATED = """**온실 새로 짓기** | 2031년 4월
온실을 다시 지었습니다. 유리는 612장이 들었습니다.

**밤 산책길 열기** | 2030.11
산책길은 2.4km입니다."""


def test_a_title_with_its_date_heads_and_dates_the_text_below() -> None:
    document, facts = _read(DATED)
    told = [(f.kind, f.label or f.parent, document.text[slice(*f.value)], f.year) for f in facts if f.kind != "list"]
    assert told == [
        ("date", "온실 새로 짓기", "2031년 4월", 2031),
        ("sentence", "온실 새로 짓기", "온실을 다시 지었습니다.", 2031),
        ("sentence", "온실 새로 짓기", "유리는 612장이 들었습니다.", 2031),
        ("date", "밤 산책길 열기", "2030.11", 2030),
        ("sentence", "밤 산책길 열기", "산책길은 2.4km입니다.", 2030),
    ]


def test_a_title_with_its_date_goes_on_over_a_blank_line() -> None:
    _, facts = _read("**온실 새로 짓기** | 2031년 4월\n\n온실을 다시 지었습니다.\n\n유리는 612장이 들었습니다.")
    assert {f.parent for f in facts if f.kind == "sentence"} == {"온실 새로 짓기"}


def test_a_dated_title_alone_has_its_date_as_value() -> None:
    assert _values("**온실 새로 짓기** | 2031년 4월") == {"/온실 새로 짓기": "2031년 4월"}


@pytest.mark.parametrize("step", [">", "›", "»", "〉", "▸"])
def test_a_place_in_a_site_heads_what_follows(step: str) -> None:
    block = _block(f"솔바람공원 {step} 평판 {step} 별점 (응답 31명, 5점 만점)\n\n입장료: 2천 원", "입장료")
    assert block.section == ("솔바람공원", "평판", "별점 (응답 31명, 5점 만점)")


def test_a_slash_in_a_step_between_arrows_is_of_its_name() -> None:
    assert _block("솔바람공원 > 처우 > 연봉 / 복지\n\n입장료: 2천 원", "입장료").section[-1] == "연봉 / 복지"


def test_a_heading_may_be_a_place_in_a_site() -> None:
    document = parse("# 별밤\n\n## 알림\n\n### 별밤 소개 > 걸어온 길\n\n문을 열었다.\n", "a.md")
    assert document.blocks[-1].section == ("알림", "별밤 소개", "걸어온 길")


def test_places_between_slashes_are_known_by_their_like() -> None:
    body = "솔바람공원 / 채용 / 인턴\n\n인턴은 다섯 달 일합니다.\n\n솔바람공원 / 평판\n\n입장료: 2천 원\n\n숲길 / 연못"
    sections = {b.section for b in _read(body)[0].blocks if b.kind != "heading"}
    assert sections == {("솔바람공원", "채용", "인턴"), ("솔바람공원", "평판")}


def test_scores_in_one_line_are_values_of_what_heads_them() -> None:
    body = "솔바람공원 〉 별점 (응답 31명, 5점 만점)\n\n종합 3.5 | 쉼터·의자 3.2 | 걷는 길 4.1"
    assert _values(body) == {"별점/종합": "3.5", "별점/쉼터·의자": "3.2", "별점/걷는 길": "4.1"}
    assert _lists(body)["별점"] == ["3.5", "3.2", "4.1"]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("종합 3.5 | 급여 3.2", 2),
        ("숲길 54.8% · 연못 23.5% · 온실 13.1%", 3),
        ("어른 31명 / 어린이 58명 / 단체 12곳", 3),
        ("2031년 하반기 | 신입", 0),
        ("현직자 | 6년차 | 2031.02.11 | 별점 4.0", 0),
        ("다음 개정 예정 2032년 3월 | 쪽수 31", 0),
        ("숲길 · 연못 · 온실", 0),
    ],
)
def test_scores_are_told_by_their_form(line: str, count: int) -> None:
    assert len(scores(line)) == count


def test_a_note_behind_the_last_amount_is_no_part_of_its_form() -> None:
    body = "**입장료** : 어른 3,480원 · 어린이 1,120원 (2031년, 단체 제외)"
    assert _values(body) == {"입장료/어른": "3,480원", "입장료/어린이": "1,120원"}


def test_an_amount_out_of_another_is_one_value() -> None:
    assert _values("걷기 어려운 정도 : 3.6 / 5 (후기 47건)") == {"/걷기 어려운 정도": "3.6 / 5 (후기 47건)"}


@pytest.mark.parametrize("mark", "○●▶▷■□◆")
def test_marks_inside_a_line_are_items(mark: str) -> None:
    items = ["온실 새로 짓기", "밤 산책길 열기", "연못 청소"]
    line = " ".join(f"{mark} {i}" for i in items)
    assert _lists(f"**주요 사업**: {line}")["주요 사업"] == items
    assert _lists(f"주요 사업 {line}")["주요 사업"] == items


def test_a_name_before_numbered_items_needs_no_colon() -> None:
    assert _lists("받은 질문 ① 나무를 왜 심는가 ② 연못은 누가 치우는가")["받은 질문"] == [
        "① 나무를 왜 심는가",
        "② 연못은 누가 치우는가",
    ]
    assert marked("그는 ①번을 골랐다. 값은 3개였다.") is None


def test_quotations_behind_a_dash_are_a_list() -> None:
    body = '**이런 점이 좋아요** — "나무가 많다." "의자가 편하다."'
    assert _lists(body)["이런 점이 좋아요"] == ['"나무가 많다."', '"의자가 편하다."']


def test_shares_behind_a_dash_are_values_by_name() -> None:
    body = "사업별 지출 — 숲길 54.8% · 연못 23.5% · 온실 21.7%"
    assert _values(body) == {"사업별 지출/숲길": "54.8%", "사업별 지출/연못": "23.5%", "사업별 지출/온실": "21.7%"}


def test_names_explained_under_a_bold_line_are_its_list() -> None:
    body = "**돌보는 원칙**\n\n먼저 — 아픈 나무부터 살핀다\n약속 — 정한 날에 물을 준다"
    assert _values(body) == {"/먼저": "아픈 나무부터 살핀다", "/약속": "정한 날에 물을 준다"}
    assert {f.section[-1] for f in _read(body)[1]} == {"돌보는 원칙"}
    assert ["아픈 나무부터 살핀다", "정한 날에 물을 준다"] in _lists(body).values()


def test_a_dash_in_one_sentence_makes_no_field() -> None:
    _, facts = _read("공원은 늦게 열렸다 — 아무도 모르게 열렸다.")
    assert [f.kind for f in facts] == ["sentence"]
    assert dashed("온실 — 새로 지은 것 — 을 열었다") is None


def test_years_under_a_bold_line_are_of_it() -> None:
    body = "**최근 2년 방문객**\n\n2030년 : 어른 31명 / 어린이 58명\n2031년 : 어른 24명 / 어린이 66명"
    assert {b.section[-1] for b in _read(body)[0].blocks if b.kind == "field"} == {"최근 2년 방문객"}


def test_a_bold_teller_heads_what_stands_behind_and_below() -> None:
    body = "**[2031 하반기 · 숲지기]** 면접은 12분 걸렸습니다.\n\n조언 : 나무 이름을 외우세요.\n\n**[2030 상반기 · 온실지기]** 실기를 봅니다."
    document, facts = _read(body)
    told = {document.text[slice(*f.value)]: (f.section[-1], f.year) for f in facts}
    assert told["면접은 12분 걸렸습니다."] == told["나무 이름을 외우세요."] == ("2031 하반기 · 숲지기", 2031)
    assert told["실기를 봅니다."] == ("2030 상반기 · 온실지기", 2030)
