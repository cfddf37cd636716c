"""Small real files of the formats that are read, made anew for each test that wants them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

FONT = "HYSMyeongJo-Medium"  # named in the file and not held in it: readers know its letters by the Korean collection
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=28, spaceAfter=12)
HEADING = ParagraphStyle("heading", fontName=FONT, fontSize=15, leading=20, spaceBefore=10, spaceAfter=8)
BODY = ParagraphStyle("body", fontName=FONT, fontSize=10, leading=16, spaceAfter=8)

LONG = (
    "공사는 2021년 5월 3일 부두 자동화 시험을 시작했다. 시험에는 기술자 40명이 참여했으며 하역 시간이 12% 줄었다. "
    "그 결과 기다리는 배가 크게 줄었고, 이용하는 회사들의 만족도가 높아졌다."
)


def pdf_table(rows: Sequence[Sequence[str]], spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> Table:
    """A ruled table; spans are pairs of (column, row)."""
    table = Table([list(row) for row in rows])
    style = [("FONTNAME", (0, 0), (-1, -1), FONT), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    table.setStyle(style + [("SPAN", first, last) for first, last in spans])
    return table


def pdf(story: Sequence[Flowable], password: str = "") -> bytes:
    """A PDF with a running title and page numbers."""

    def running(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(60, 805, "새봄항만공사 연간보고서")
        canvas.drawCentredString(300, 20, f"- {page.page} -")

    out = BytesIO()
    encrypt = StandardEncryption(password, strength=128) if password else None
    SimpleDocTemplate(out, pagesize=A4, encrypt=encrypt).build(list(story), onFirstPage=running, onLaterPages=running)
    return out.getvalue()


def pdf_of_lines(lines: Sequence[str]) -> bytes:
    """A page of lines just as they are given, as word processors write them: a space at a line's end stays."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 10)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def harbour_pdf(password: str = "") -> bytes:
    """Three pages: text, two tables, scores, contact."""
    hired = pdf_table([["구분", "2022년", "2023년"], ["정규직", "17명", "22명"], ["계약직", "5명", "9명"]])
    merged = pdf_table(
        [["구분", "2022년", "", "2023년", ""], ["", "남", "여", "남", "여"], ["사무", "17", "3", "22", "4"]],
        [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))],
    )
    return pdf(
        [
            Paragraph("새봄항만공사 2023 연간보고서", TITLE),
            Paragraph("채용", HEADING),
            Paragraph(LONG, BODY),
            Paragraph("설립일: 2001년 3월 2일", BODY),
            hired,
            PageBreak(),
            Paragraph("인력", HEADING),
            merged,
            PageBreak(),
            Paragraph("연락처", HEADING),
            Paragraph("전화 문의는 평일 오전 9시부터 오후 6시까지 받는다.", BODY),
        ],
        password,
    )


def scanned_pdf() -> bytes:
    """A page that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("L", (200, 300), 128)), 0, 0, 500, 800)
    canvas.save()
    return out.getvalue()


def harbour_docx() -> bytes:
    """Title, headings, a list, a table with merged header cells, an insertion and a deletion."""
    document = docx.Document()
    document.add_heading("새봄항만공사 2023 연간보고서", 0)
    document.add_heading("채용", 1)
    document.add_paragraph("정규직은 22명을 채용했다.")
    for word in ("서류 심사", "면접"):
        document.add_paragraph(word, style="List Bullet")
    document.add_heading("인력", 2)
    table = document.add_table(rows=3, cols=3)
    cells = [["구분", "2023년", ""], ["", "남", "여"], ["사무", "22", "4|5"]]
    for row, words in zip(table.rows, cells, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    changed = document.add_paragraph("변경: ")
    for tag, inner, words in (("w:ins", "w:t", "넣은 말"), ("w:del", "w:delText", "지운 말")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        changed._p.append(change)
    box, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside = document.add_paragraph("양식 안의 글이다.")
    content.append(inside._p)
    box.append(content)
    document.element.body.insert(-1, box)
    assert document.element.body[-1].tag == qn("w:sectPr")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


HWPX_HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"><hh:refList><hh:paraProperties itemCnt="2">
<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="7"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr></hh:paraProperties>
<hh:styles itemCnt="3"><hh:style id="0" type="PARA" name="바탕글" engName="Normal"/>
<hh:style id="2" type="PARA" name="개요 1" engName="Outline 1"/>
<hh:style id="3" type="PARA" name="제목" engName="Title"/></hh:styles></hh:refList></hh:head>"""


def hwpx_cell(words: str, row: int, column: int, down: int = 1, across: int = 1) -> str:
    """A table's cell as HWPX writes it."""
    return (
        f'<hp:tc header="0"><hp:subList><hp:p paraPrIDRef="0" styleIDRef="0"><hp:run><hp:t>{words}</hp:t></hp:run></hp:p>'
        f'</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{across}" rowSpan="{down}"/></hp:tc>'
    )


HWPX_SECTION = f"""<?xml version="1.0" encoding="UTF-8"?>
<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">
<hp:p paraPrIDRef="0" styleIDRef="3"><hp:run><hp:secPr/><hp:ctrl><hp:header><hp:subList><hp:p><hp:run><hp:t>머리말</hp:t>
</hp:run></hp:p></hp:subList></hp:header></hp:ctrl><hp:t>새봄항만공사 2023 연간보고서</hp:t></hp:run></hp:p>
<hp:p paraPrIDRef="0" styleIDRef="2"><hp:run><hp:t>채용</hp:t></hp:run></hp:p>
<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run><hp:t>정규직은 <hp:markpenBegin/>22명<hp:markpenEnd/>을</hp:t></hp:run>
<hp:run><hp:t> 채용했다.<hp:lineBreak/>계약직은 9명이다.</hp:t><hp:ctrl><hp:footNote><hp:subList><hp:p styleIDRef="0">
<hp:run><hp:t>연말 기준이다.</hp:t></hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl></hp:run></hp:p>
<hp:p paraPrIDRef="7" styleIDRef="0"><hp:run><hp:t>인력</hp:t></hp:run></hp:p>
<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run><hp:tbl rowCnt="3" colCnt="3">
<hp:tr>{hwpx_cell("구분", 0, 0, down=2)}{hwpx_cell("2023년", 0, 1, across=2)}</hp:tr>
<hp:tr>{hwpx_cell("남", 1, 1)}{hwpx_cell("여", 1, 2)}</hp:tr>
<hp:tr>{hwpx_cell("사무", 2, 0)}{hwpx_cell("22", 2, 1)}{hwpx_cell("4", 2, 2)}</hp:tr>
</hp:tbl></hp:run></hp:p></hs:sec>"""


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of named members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def harbour_hwpx(section: str = HWPX_SECTION, more: dict[str, str] | None = None) -> bytes:
    """A HWPX document; `more` are further members by name."""
    parts = {"mimetype": "application/hwp+zip", "Contents/header.xml": HWPX_HEADER, "Contents/section0.xml": section}
    return zipped({**parts, **(more or {})})
