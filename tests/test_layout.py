"""Lines become units by their form."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.layout.lines import units
from rag.layout.unit import Unit

LINES = st.sampled_from(
    ["# 제목", "## 작은 제목", "가 > 나", "**이름**: 값", "**빈칸**: ", "****: ", "이름: 값", "- 항목", "· 점 항목", "1. 첫째", "| a | b |", "|---|---|", "| 1 | 2 |",
     "문장이다.", "", "  들여쓴 줄", "```", "---", "85점", "2024.08.20", "\t", "| 끊긴", "①동그라미", "📌 알림"]
)  # fmt: skip


def _only(text: str) -> Unit:
    (unit,) = units(text)
    return unit


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_units_are_in_order_and_their_spans_lie_inside(lines: list[str], newline: str, markdown: bool) -> None:
    text = newline.join(lines)
    end = 0
    for u in units(text, markdown):
        assert end <= u.start < u.end <= len(text)
        assert u.start <= u.value.start <= u.value.end <= u.end
        assert u.label is None or u.start <= u.label.start <= u.label.end <= u.end
        assert all(u.start <= c.start <= c.end <= u.end for c in u.cells)
        assert u.text(text) == u.text(text).strip()
        end = u.end


def test_a_heading_has_its_depth_and_its_words() -> None:
    unit = _only("### 채용 절차 ###")
    assert (unit.kind, unit.level) == ("heading", 3)
    assert "### 채용 절차 ###"[unit.value.start : unit.value.end] == "채용 절차"


def test_a_field_has_label_and_value_with_the_lines_that_go_on() -> None:
    text = "**2023년**: 정규직 22명\n            계약직 31명"
    unit = _only(text)
    assert unit.kind == "field" and unit.label is not None
    assert text[unit.label.start : unit.label.end] == "2023년"
    assert text[unit.value.start : unit.value.end] == "정규직 22명\n            계약직 31명"


def test_a_plain_line_with_a_colon_is_a_field() -> None:
    unit = _only("대표 전화: 02-123-4567")
    assert unit.kind == "field"


def test_empty_fields_give_no_value() -> None:
    assert units("****: ") == []
    assert [u.kind for u in units("**이름**: ")] == ["line"]


def test_a_breadcrumb_is_the_place_in_a_site() -> None:
    assert _only("채용정보 > 얼마나 채용할까?").kind == "breadcrumb"


def test_a_table_row_has_trimmed_cells_and_keeps_escaped_bars() -> None:
    text = "| 이름 | 점수 |\n|---|---|\n| a\\|b |  7 |"
    row = units(text)[-1]
    assert [text[c.start : c.end] for c in row.cells] == ["a\\|b", "7"]


def test_nothing_inside_a_code_fence_is_a_heading() -> None:
    assert [u.kind for u in units("# 글\n\n```\n# 주석\n```")] == ["heading", "line"]


def test_lines_at_the_foot_of_every_page_are_dropped() -> None:
    page = "## {n}장\n\n{n}쪽 이야기이다.\n\n회사 소식지 - {n}\n\n"
    text = "# 책\n\n" + "".join(page.format(n=n) for n in range(1, 6))
    running = "## {n}장\n\n달빛 보고서 2022\n\n{n}번째 이야기이다. 끝이 있다.\n\n"
    text = "# 책\n\n" + "".join(running.format(n=n) for n in range(1, 6))
    said = [u.text(text) for u in units(text)]
    assert "달빛 보고서 2022" not in said
    assert "3번째 이야기이다. 끝이 있다." in said


def test_plain_text_takes_numbered_and_underlined_lines_as_titles() -> None:
    text = "달빛 보고서\n\n1. 개요\n\n달빛은 밝다.\n\n전망\n----\n\n내년에도 밝다.\n"
    titles = [u.text(text) for u in units(text, markdown=False) if u.kind == "heading"]
    assert titles == ["달빛 보고서", "1. 개요", "전망"]


def test_a_line_that_says_of_whom_the_next_ones_tell_is_a_byline() -> None:
    text = "시설팀 백이든 대리 | 입사 3년차\n\n부두를 돌본다.\n\n전화 | 12\n\n앞 줄\n달빛 | 별빛\n"
    assert [u.text(text) for u in units(text) if u.kind == "byline"] == ["시설팀 백이든 대리 | 입사 3년차"]
