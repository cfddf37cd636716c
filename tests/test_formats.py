"""Files of each format become text; those that cannot are refused by name, with the reason."""

from __future__ import annotations

import importlib
import re
import sys
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from rag.errors import DocumentError
from rag.formats import archive, read_text
from rag.formats import pdf as pdf_format
from rag.reading import parse
from rag.types import Block, Document
from tests import papers

SENTENCE = "우리 공사는 정규직 직원을 채용했다."


def read(data: bytes, name: str) -> Document:
    return parse(read_text(data, name).text, name)


def rows(document: Document) -> list[tuple[str, ...]]:
    """Cells of every table's rows."""
    return [tuple(document.text[p.start : p.end] for p in b.parts) for b in document.blocks if b.header]


def block(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if words in document.text[b.start : b.end] and b.kind != "heading")


def refused(data: bytes, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read_text(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    return str(caught.value)


# Encodings


def test_utf8_is_taken_as_it_is() -> None:
    text = "# 제목\r\n\r\n한글과 emoji 🎈\r\n"
    assert read_text(text.encode(), "a.md") == (text, "text", "")


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_cp949_is_recognised_and_noted(suffix: str) -> None:
    read = read_text(f"# 채용\n\n{SENTENCE} (2023)\n".encode("cp949"), f"a.{suffix}")
    assert SENTENCE in read.text
    assert "CP949" in read.note


def test_utf16_with_its_mark_is_recognised_and_noted() -> None:
    read = read_text(SENTENCE.encode("utf-16"), "a.txt")
    assert (read.text, "UTF-16" in read.note) == (SENTENCE, True)


def test_damaged_utf8_is_not_taken_for_cp949() -> None:
    good = SENTENCE.encode()
    assert "not UTF-8 at byte 6 (0xff)" in refused(good[:6] + b"\xff" + good[6:], "a.md")
    for cut in range(len(good) - 1):  # a lost byte anywhere
        if good[cut] >= 0x80:
            refused(good[:cut] + good[cut + 1 :], "a.txt")


def test_another_language_is_not_taken_for_cp949() -> None:
    assert "not CP949 either" in refused(
        "Der Größe nach: Äpfel, Öl und Übermut für alle Gäste".encode("latin-1"), "a.txt"
    )
    assert "byte" in refused("これは日本語の文章です。漢字も含む。".encode("shift_jis"), "a.txt")


# What a file is


@pytest.mark.parametrize("name", ["a.md", "a.pdf", "a.docx"])
@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff \n".encode()])
def test_an_empty_file_is_refused(data: bytes, name: str) -> None:
    assert "holds no text" in refused(data, name)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.docx", papers.harbour_pdf, "content, which is PDF; name it a.pdf"),
        ("a.pdf", papers.harbour_docx, "content, which is DOCX; name it a.docx"),
        ("a.docx", papers.harbour_hwpx, "content, which is HWPX; name it a.hwpx"),
        ("a.md", lambda: b"<!DOCTYPE html><html><body><p>hi</p></body></html>", "which is HTML; name it a.html"),
        ("a.html", lambda: SENTENCE.encode(), "which is plain text"),
        ("a.pdf", lambda: SENTENCE.encode(), "which is plain text"),
        ("a.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        ("a.txt", lambda: b"abc\0def", "a zero byte at byte 3"),
        ("a.docx", lambda: papers.zipped({"xl/workbook.xml": "<x/>"}), "XLSX"),
        ("a.hwpx", lambda: papers.zipped({"notes.txt": "x"}), "a zip archive"),
        ("a.hwp", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "HwpSummaryInformation".encode("utf-16-le"), "save it as HWPX"),
        ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xlsx", lambda: SENTENCE.encode(), ".xlsx is not read"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_is_called_is_refused(name: str, make, said: str) -> None:  # type: ignore[no-untyped-def]
    assert said in refused(make(), name)


@pytest.mark.parametrize(
    ("name", "make"), [("a.docx", papers.harbour_docx), ("a.hwpx", papers.harbour_hwpx), ("a.pdf", papers.harbour_pdf)]
)
def test_a_cut_file_is_refused(name: str, make) -> None:  # type: ignore[no-untyped-def]
    data = make()
    for share in (0.02, 0.3, 0.9):
        assert re.search("damaged|sound|scanned|no text", refused(data[: int(len(data) * share)], name))


@pytest.mark.parametrize(("name", "make", "package"), [("a.pdf", papers.harbour_pdf, "pdfplumber"), ("a.docx", papers.harbour_docx, "docx"),
                                                       ("a.html", lambda: b"<html><p>a", "bs4"), ("a.hwpx", papers.harbour_hwpx, "defusedxml")])  # fmt: skip
def test_without_the_extra_one_line_says_what_to_install(
    name: str,
    make,
    package: str,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    data = make()
    for module in [m for m in sys.modules if m.startswith(("rag.formats.", package + ".")) or m == package]:
        if module not in ("rag.formats.encoding", "rag.formats.recognition", "rag.formats.markdown"):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, package + ".common", None)
    line = refused(data, name)
    assert "pip install '.[formats]'" in line
    assert "\n" not in line


# PDF


def test_a_pdf_keeps_headings_paragraphs_and_tables() -> None:
    document = read(papers.harbour_pdf(), "a.pdf")
    assert document.title == "새봄항만공사 2023 연간보고서"
    assert papers.LONG in document.text, "wrapped lines are one paragraph"
    assert block(document, "평일 오전 9시").section == ("연락처",)
    assert rows(document) == [("정규직", "17명", "22명"), ("계약직", "5명", "9명"), ("사무", "17", "3", "22", "4")]
    assert block(document, "| 사무").header == ("구분", "2022년 남", "2022년 여", "2023년 남", "2023년 여")


def test_every_character_of_a_pdf_knows_its_page() -> None:
    document = read(papers.harbour_pdf(), "a.pdf")
    pages = {words: document.page(document.text.index(words)) for words in ("새봄", "22명", "사무", "평일")}
    assert pages == {"새봄": 1, "22명": 1, "사무": 2, "평일": 3}
    assert read(b"# a\n\nb\n", "a.md").page(3) == 0


def test_running_titles_and_page_numbers_are_left_out() -> None:
    text = read_text(papers.harbour_pdf(), "a.pdf").text
    assert not re.search(r"^- \d -$", text, re.M)
    assert "새봄항만공사 연간보고서" not in text


def test_short_lines_of_a_pdf_stay_lines() -> None:
    document = read(papers.pdf_of_lines(["직원 만족도", "분위기 72점", "연봉 64점", "성장 81점"]), "a.pdf")
    assert [b.label for b in document.blocks if b.kind == "row"] == ["분위기", "연봉", "성장"]


def test_lines_that_end_unevenly_are_one_paragraph() -> None:
    lines = [
        "공사는 부두 자동화 시험을 시작했다. 시험에는 기술자 마흔 명이 참여했으며 시간이 크게",
        "줄어들었다는데도 그 결과 기다리는 배가 줄었고 이용하는 회사들의 만족도가 눈에 띄게 올",
        "랐다.",
    ]
    assert "시간이 크게 줄어들었다는데도" in read_text(papers.pdf_of_lines(lines), "a.pdf").text


def test_lines_of_a_table_of_contents_are_no_headings() -> None:
    story = [
        papers.Paragraph("차례", papers.HEADING),
        papers.Paragraph("1. 인사말 ........................ 3", papers.HEADING),
        papers.Paragraph("1. 인사말", papers.HEADING),
        papers.Paragraph(papers.LONG, papers.BODY),
    ]
    text = read_text(papers.pdf(story), "a.pdf").text
    assert re.findall(r"^#+ (.*)", text, re.M) == ["차례", "1. 인사말"]
    assert "1. 인사말 ....." in text


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    lines = [
        "공사는 부두 자동화 시험을 시작했다. 시험에는 기술자 마흔 명이 참여했으며 하역 시간이 줄었",
        "다. 그 결과 기다리는 배가 크게 줄었고 이용하는 회사들의 만족도가 눈에 띄게 올랐다. 다음 ",
        "시험은 가을에 한다.",
    ]
    text = read_text(papers.pdf_of_lines(lines), "a.pdf").text
    assert "하역 시간이 줄었다. 그 결과" in text
    assert "다음 시험은 가을에 한다." in text


def test_a_scanned_pdf_is_refused() -> None:
    assert "OCR" in refused(papers.scanned_pdf(), "a.pdf")


def test_an_encrypted_pdf_is_refused() -> None:
    assert "encrypted" in refused(papers.harbour_pdf(password="열려라"), "a.pdf")


def test_a_pdf_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_format, "UNPACKED", 1 << 20)
    packed = zlib.compress(b"0" * (2 << 20), 9)
    bomb = b"%%PDF-1.4\n1 0 obj <</Length %d /Filter /FlateDecode>> stream\n%s\nendstream endobj" % (
        len(packed),
        packed,
    )
    assert "bomb" in refused(bomb, "a.pdf")


# DOCX


def test_a_docx_keeps_headings_items_and_tables() -> None:
    document = read(papers.harbour_docx(), "a.docx")
    assert document.title == "새봄항만공사 2023 연간보고서"
    assert block(document, "정규직은 22명").section == ("채용",)
    assert [document.text[b.value.start : b.value.end] for b in document.blocks if b.kind == "item" and b.value] == [
        "서류 심사",
        "면접",
    ]
    assert block(document, "| 사무").section == ("채용", "인력")
    assert block(document, "| 사무").header == ("구분", "2023년 남", "2023년 여")
    assert rows(document) == [("사무", "22", r"4\|5")]


def test_a_docx_reads_insertions_and_controls_and_no_deletions() -> None:
    text = read_text(papers.harbour_docx(), "a.docx").text
    assert "변경: 넣은 말" in text
    assert "양식 안의 글이다." in text
    assert "지운 말" not in text


# HWPX


def test_a_hwpx_keeps_headings_paragraphs_and_tables() -> None:
    document = read(papers.harbour_hwpx(), "a.hwpx")
    assert document.title == "새봄항만공사 2023 연간보고서"
    assert "정규직은 22명을 채용했다.\n계약직은 9명이다." in document.text
    assert block(document, "정규직은 22명").section == ("채용",)
    assert "연말 기준이다." in document.text
    assert "머리말" not in document.text
    assert block(document, "| 사무").header == ("구분", "2023년 남", "2023년 여")
    assert rows(document) == [("사무", "22", "4")]


def test_an_encrypted_hwpx_is_refused() -> None:
    said = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert "encrypted" in refused(papers.harbour_hwpx(more={"META-INF/manifest.xml": said}), "a.hwpx")


def test_entities_in_xml_are_refused() -> None:
    lol = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    assert "no sound XML" in refused(papers.harbour_hwpx(lol), "a.hwpx")


@pytest.mark.parametrize(("name", "member"), [("a.hwpx", "Contents/section0.xml"), ("a.docx", "word/document.xml")])
def test_a_zip_bomb_is_refused_unopened(name: str, member: str) -> None:
    assert "zip bomb" in refused(papers.zipped({member: b" " * (archive.SMALL + (9 << 20))}), name)


def test_tables_of_no_sound_size_are_refused() -> None:
    cells = papers.hwpx_cell("a", 0, 99_999) + papers.hwpx_cell("b", 0, 0, across=999_999)
    section = re.sub(r"<hp:tr>.*?</hp:tr>", f"<hp:tr>{cells}</hp:tr>", papers.HWPX_SECTION, count=1)
    assert "no sound document" in refused(papers.harbour_hwpx(section), "a.hwpx")
    span = b'<tr><td rowspan="999" colspan="999">a</tr>'
    assert "no sound document" in refused(b"<html><table>" + span + b"<tr><td>b</tr>" * 999 + b"</table>", "a.html")
    with ZipFile(BytesIO(papers.harbour_docx())) as whole:
        members: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    body = bytes(members["word/document.xml"])
    assert b'<w:gridSpan w:val="2"/>' in body
    members["word/document.xml"] = body.replace(b'<w:gridSpan w:val="2"/>', b'<w:gridSpan w:val="99999999"/>')
    assert "no sound document" in refused(papers.zipped(members), "a.docx")


def test_a_byte_wrong_inside_a_docx_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(papers.harbour_docx())
    data[data.index(b"word/styles.xml") + 60] ^= 0xFF
    assert "damaged" in refused(bytes(data), "a.docx")


def test_an_archive_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBERS", 2)
    assert "holds 3 files" in refused(papers.harbour_hwpx(), "a.hwpx")


# HTML


def test_html_keeps_the_text_and_leaves_out_the_page() -> None:
    page = """<!doctype html><html><head><title>안내</title><style>p{}</style></head><body><nav>메뉴</nav>
    <h1>햇살도서관</h1><div>들어가는 말<p>월요일에 <b>쉽니다</b>.<br>공휴일도 쉽니다.</p>나가는 말</div><!-- 주석 -->
    <h2>이용</h2><ul><li>대출</li><li>반납<ul><li>우편 반납</li></ul></li></ul>
    <dl><dt>전화</dt><dd>02-123-4567</dd></dl><script>alert(1)</script><p hidden>숨은 말</p></body></html>"""
    document = read(page.encode(), "a.html")
    assert document.title == "햇살도서관"
    assert "월요일에 쉽니다.\n공휴일도 쉽니다." in document.text
    assert re.findall(r"^ *- .*", document.text, re.M) == ["- 대출", "- 반납", "  - 우편 반납"]
    assert (b := block(document, "02-123")).label == "전화"
    assert b.section == ("이용",)
    assert not re.search("메뉴|alert|숨은|주석|안내", document.text)


def test_html_tables_keep_merged_cells_and_labels() -> None:
    page = """<html><title>표</title><table><caption>인력</caption><thead><tr><th rowspan=2>구분<th colspan=2>2023년</tr>
    <tr><th>남<th>여</tr></thead><tr><td rowspan=2>사무<td>22<td>4<tr><td>23<td>5</table>
    <table><tr><th>설립<td>2001년<tr><th>본사<td>부산</table>"""
    document = read(page.encode(), "a.htm")
    assert document.title == "표"
    assert rows(document) == [("사무", "22", "4"), ("사무", "23", "5")]
    assert block(document, "| 사무").header == ("구분", "2023년 남", "2023년 여")
    assert (block(document, "부산").kind, block(document, "부산").label) == ("field", "본사")


def test_html_lists_stay_below_what_names_them() -> None:
    page = """<html><title>안내</title><dl><dt>손님</dt><dd><ul><li>어린이</li><li>어르신</li></ul></dd>
    <dt>전화</dt><dd>02-1</dd><dd>02-2</dd></dl>
    <ul><li><b>좋은 점</b><ul><li>조용하다</li><li>밝다</li></ul></li></ul>
    <ol><li>접수</li><li>면접<ul><li>실무</li><li>임원</li></ul></li></ol>"""
    document = read(page.encode(), "a.html")
    parts = {b.label: [document.text[p.start : p.end] for p in b.parts] for b in document.blocks if b.parts}
    assert parts["손님"] == ["어린이", "어르신"]
    assert parts["전화"] == ["02-1", "02-2"]
    assert parts["좋은 점"] == ["조용하다", "밝다"]
    assert "1. 접수\n2. 면접\n  - 실무" in document.text


def test_html_cells_keep_their_items_apart() -> None:
    page = (
        "<html><table><tr><th>구분<th>내용<th>비고<tr><td>대상<td><ul><li>청년</li><li>노년</li></ul><td>매년</table>"
    )
    assert rows(read(page.encode(), "a.html")) == [("대상", "청년 · 노년", "매년")]


def test_html_cells_and_definitions_keep_what_breaks_divide() -> None:
    page = """<html><title>안내</title><table><tr><th>수당<td>밥값 월 12만원<br>찻값 월 5만원</tr>
    <tr><th rowspan=2>일하는 때<td>낮</tr><tr><td>밤</tr></table>
    <dl><dt>사는 곳</dt><dd>달무리시 별길 1<br>2층</dd></dl>"""
    document = read(page.encode(), "a.html")
    said = {b.label: document.text[b.value.start : b.value.end] for b in document.blocks if b.value and b.label}
    assert said["수당"] == "밥값 월 12만원 · 찻값 월 5만원"
    assert (said["일하는 때"].split(), said["사는 곳"]) == (["낮", "-", "밤"], "달무리시 별길 1 2층")


def test_html_names_side_by_side_with_their_values_are_fields() -> None:
    page = """<html><title>안내</title>
    <div><div class=a>문 연 날</div><div>2031년 4월 5일</div></div><div><div class=a>일꾼</div><div>84명</div></div>
    <ul><li><span>맛</span><span>4.1점</span></li><li><b>3.2점</b><i>자리</i></li></ul>
    <ul><li><b>봄</b><p>씨를 뿌린다.</p></li></ul>
    <div><p>첫 줄이다.</p><p>둘째 줄이다.</p></div><div><p>셋째 줄이다.</p><p>넷째 줄이다.</p></div>
    <details><summary>언제 여나요?</summary><p>아홉 시에 엽니다.</p></details>"""
    document = read(page.encode(), "a.html")
    said = {
        b.label: document.text[b.value.start : b.value.end] for b in document.blocks if b.kind == "field" and b.value
    }
    assert said == {
        "문 연 날": "2031년 4월 5일", "일꾼": "84명", "맛": "4.1점", "자리": "3.2점", "봄": "씨를 뿌린다.",
        "언제 여나요?": "아홉 시에 엽니다.",
    }  # fmt: skip


def test_a_bold_line_of_html_stays_bold() -> None:
    page = "<html><title>안내</title><p><strong>여는 때</strong></p><p>아홉 시에 <b>엽니다</b>.</p>"
    assert "**여는 때**\n\n아홉 시에 엽니다." in read(page.encode(), "a.html").text


def test_html_says_its_encoding() -> None:
    page = f'<html><head><meta charset="euc-kr"></head><body><p>{SENTENCE}</p></body></html>'
    assert SENTENCE in read_text(page.encode("cp949"), "a.html").text


def test_html_nested_beyond_reason_is_refused() -> None:
    assert "nested too deeply" in refused(b"<html>" + b"<div>" * 20_000 + b"a", "a.html")


def test_the_libraries_are_named_in_what_decides_how_files_are_read() -> None:
    formats = importlib.import_module("rag.formats")
    assert re.search(r"pdfplumber \d", formats.libraries())


# Wiki text

WIKI = """= 별빛과학관 =
__TOC__
[[분류:과학관]]
== 살림 ==
'''별빛과학관'''은 ''2031년''에 [[달무리시|달무리]]에 섰다.<ref>안내문</ref><!-- 고칠 것 -->
* '''손님''':
** 어린이
** 어르신
* '''일터''': 천체투영관
# 접수
#* 누리집
# 면접
; 전화 : 02-123-4567
; 주소
: 달무리시 1
=== 사람 ===
{| class="wikitable"
|+ 인력 (단위: 명)
! 구분 !! 2030년 !! style="text-align:right" | 2031년
|-
| rowspan="2" | 사무 || 10 || 12
|-
| 20
| 22
|-
! 기술
| 5 ||
* 가마
* 나사
|}
|| '''방''' || '''자리''' ||
||<|2> 별방 || 40석 ||
|| 52석<br>(봄) ||
"""


def test_wiki_text_keeps_headings_lists_and_bold_words() -> None:
    document = read(WIKI.encode(), "별빛.txt")
    assert document.title == "별빛과학관"
    assert "**별빛과학관**은 2031년에 달무리에 섰다.\n" in document.text
    assert not re.search("분류|TOC|안내문|고칠|['=]{2}", document.text)
    assert "1. 접수\n  - 누리집\n2. 면접" in document.text
    said = {b.label: [document.text[p.start : p.end] for p in b.parts or (b.value,) if p] for b in document.blocks}
    assert said["손님"] == ["어린이", "어르신"]
    assert (said["일터"], said["전화"], said["주소"]) == (["천체투영관"], ["02-123-4567"], ["달무리시 1"])


def test_wiki_tables_keep_merged_cells_and_captions() -> None:
    document = read(WIKI.encode(), "별빛.txt")
    assert rows(document)[:3] == [("사무", "10", "12"), ("사무", "20", "22"), ("기술", "5", "가마 · 나사")]
    assert rows(document)[3:] == [("별방", "40석"), ("별방", "52석 (봄)")]
    first = block(document, "| 사무 | 10")
    assert (first.header, first.parent) == (("구분", "2030년", "2031년"), "인력 (단위: 명)")


def test_a_cell_alone_above_a_table_is_its_title() -> None:
    text = "== 살림 ==\n'''별빛'''이다.[* 지은 이름이다.]\n||<-2> '''별빛과학관''' ||\n|| 섬 || 2031년 ||\n|| 곳 || 달무리 ||\n"
    document = read(text.encode(), "별빛.txt")
    assert "**별빛**이다. (지은 이름이다.)" in document.text
    assert "\n별빛과학관\n\n**섬**: 2031년\n**곳**: 달무리\n" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "== 제목 ==\n# 첫째\n* 둘째\n",
        "# 제목\n\n## 작은 제목\n\n'''세 따옴표'''와 [[두 괄호]]\n",
        "== 제목 ==\n\n**굵게** 쓴 말과 [[두 괄호]]\n",
    ],
)
def test_text_that_is_not_surely_of_a_wiki_is_taken_as_it_is(text: str) -> None:
    assert read_text(text.encode(), "a.txt").text == text
