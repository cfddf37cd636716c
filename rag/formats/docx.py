"""DOCX becomes Markdown: headings by their style, items, tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from rag.errors import DocumentError
from rag.formats import markdown
from rag.formats.archive import Archive

_HEADING = re.compile(r"(?:heading|제목|개요)\s*(\d)", re.I)
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")}


def read(data: bytes) -> tuple[str, str]:
    """The document's text and no note. Deleted and hidden words, headers and footers are left out.

    Raises DocumentError when it is damaged or too large unpacked.
    """
    Archive(data).check()  # python-docx has no limits
    try:
        document = docx.Document(BytesIO(data))
        return markdown.joined(_parts(document, document.element.body)), ""
    except (
        OpcError,
        PythonDocxError,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as e:
        raise DocumentError(f"is no sound DOCX ({type(e).__name__}: {e}); open and save it again") from e


def _parts(document: Document, parent: Any) -> Iterator[str]:
    """The parts of a body or cell in order, those inside content controls too."""
    for node in parent:
        if node.tag == qn("w:p"):
            yield _paragraph(Paragraph(node, document))
        elif node.tag == qn("w:tbl"):
            yield _table(Table(node, document))
        elif node.tag in _WRAPPERS:
            yield from _parts(document, node)


def _paragraph(paragraph: Paragraph) -> str:
    words = _words(paragraph._p)
    if level := _level(paragraph):
        return markdown.heading(level, words)
    numbered = paragraph._p.xpath("./w:pPr/w:numPr") or "List" in _style_names(paragraph)[0]
    return markdown.item(words) if numbered else "\n".join(filter(None, map(markdown.line, words.split("\n"))))


def _words(node: Any) -> str:
    """The words under a node as a reader sees them: insertions in, deletions and fields' codes out."""
    words = []
    for part in node.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if part.tag == qn("w:t"):
            words.append(part.text or "")
        elif part.getparent().tag == qn("w:r"):  # a tab also stands in a paragraph's settings, where it is no word
            words.append({qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}.get(part.tag, "\n"))
    return "".join(words)


def _style_names(paragraph: Paragraph) -> list[str]:
    names: list[str] = []
    style = paragraph.style
    while style is not None and len(names) < 10:
        names.append(style.name or "")
        style = style.base_style
    return names or [""]


def _level(paragraph: Paragraph) -> int:
    """Depth of a heading from 1, or 0: by the paragraph's own outline level, else by its style or one that it builds on."""
    own = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
    if own and own[0].isdigit() and int(own[0]) < 9:
        return int(own[0]) + 2
    for name in _style_names(paragraph):
        if name in ("Title", "제목"):
            return 1
        if m := _HEADING.match(name):
            return int(m[1]) + 1  # the title above them all is level 1
    style = paragraph.style
    outline = style.element.xpath("./w:pPr/w:outlineLvl/@w:val") if style is not None else []
    return int(outline[0]) + 2 if outline and outline[0].isdigit() and int(outline[0]) < 9 else 0


def _table(table: Table) -> str:
    spans = [int(words) for words in table._tbl.xpath(".//w:gridSpan/@w:val") if words.isdecimal()]
    if sum(spans) > markdown.PLACES or max(spans, default=0) > markdown.COLUMNS:
        raise DocumentError(f"a table in it has more than {markdown.COLUMNS} columns; it is no sound document")
    rows = [[cell._tc for cell in row.cells] for row in table.rows]
    grid = [[" ".join(filter(None, (_words(p) for p in cell.iter(qn("w:p"))))) for cell in row] for row in rows]
    marked = sum(bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows)
    # A first row whose cells reach down over others, or that spans several columns, names columns in several rows.
    spanned = 1
    while spanned < len(rows) and any(a is b for a, b in zip(rows[0], rows[spanned], strict=False)):
        spanned += 1
    across = any(a is b for a, b in zip(rows[0], rows[0][1:], strict=False)) if rows else False
    return markdown.table(grid, marked or (spanned if across and spanned > 1 else None))
