"""HWPX, the open form of Hangul documents (KS X 6101), becomes Markdown: outline headings, tables with merged cells.

The format is a zip of XML: `Contents/header.xml` holds the styles, `Contents/section0.xml` and so on the text. Its
namespaces changed with its versions, so elements are known by their local names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rag.errors import DocumentError
from rag.formats import markdown
from rag.formats.archive import Archive

_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_OUTLINE = re.compile(r"(?:개요|제목|outline|heading)\s*(\d+)", re.I)
_APART = {"header", "footer", "hiddenComment", "autoNum", "newNum", "pageNum"}  # beside the text, not in it
_SPACES = {"tab": " ", "lineBreak": "\n", "fwSpace": " ", "nbSpace": " ", "hyphen": "-"}


@dataclass(frozen=True, slots=True)
class Levels:
    """Depth of headings, from 1, by the ids of paragraph shapes and styles that are headings."""

    shapes: dict[str, int]
    styles: dict[str, int]

    def of(self, paragraph: Element) -> int:
        """A paragraph's depth, or 0."""
        style = self.styles.get(paragraph.get("styleIDRef", ""), 0)
        return style or self.shapes.get(paragraph.get("paraPrIDRef", ""), 0)


def read(data: bytes) -> tuple[str, str]:
    """The document's text and no note. Headers, footers and hidden remarks are left out; footnotes follow their
    paragraph. Raises DocumentError when it is damaged, encrypted or too large unpacked."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive.names:
        manifest = archive.xml("META-INF/manifest.xml")
        if any(_local(node) == "encryption-data" for node in manifest.iter()):
            raise DocumentError("the file is encrypted; save it without a password")
    levels = _levels(archive)
    sections = sorted((int(m[1]), name) for name in archive.names if (m := _SECTION.fullmatch(name)))
    try:
        return markdown.joined(p for _, name in sections for p in _paragraphs(archive.xml(name), levels)), ""
    except RecursionError as e:
        raise DocumentError("is nested too deeply to be a sound HWPX; open and save it again") from e


def _levels(archive: Archive) -> Levels:
    if "Contents/header.xml" not in archive.names:
        return Levels({}, {})
    shapes, styles = {}, {}
    for node in archive.xml("Contents/header.xml").iter():
        if _local(node) == "paraPr":
            for mark in node:
                if _local(mark) == "heading" and mark.get("type") == "OUTLINE":
                    shapes[node.get("id", "")] = _number(mark, "level", 0) + 2
        elif _local(node) == "style":
            names = (node.get("name", ""), node.get("engName", ""))
            if m := next(filter(None, map(_OUTLINE.match, names)), None):
                styles[node.get("id", "")] = int(m[1]) + 1
            elif set(names) & {"제목", "Title"}:
                styles[node.get("id", "")] = 1
    return Levels(shapes, styles)


def _paragraphs(parent: Element, levels: Levels) -> Iterator[str]:
    """The parts under a section, cell or box in order."""
    for node in parent:
        if _local(node) == "p":
            words, after = _paragraph(node, levels)
            level = levels.of(node)
            text = "\n".join(filter(None, map(markdown.line, words.split("\n"))))
            yield markdown.heading(level, text) if level else text
            yield from after


def _paragraph(paragraph: Element, levels: Levels) -> tuple[str, list[str]]:
    """A paragraph's own words, and the parts that hang on it: tables, boxes, footnotes."""
    words: list[str] = []
    after: list[str] = []

    def walk(node: Element) -> None:
        for child in node:
            name = _local(child)
            if name == "t":
                words.append(_text(child))
            elif name in _SPACES:
                words.append(_SPACES[name])
            elif name == "tbl":
                after.append(_table(child, levels))
            elif name == "subList":  # of a box, a caption or a note
                after.extend(_paragraphs(child, levels))
            elif name not in _APART and name != "script":
                walk(child)

    walk(paragraph)
    return "".join(words), after


def _text(node: Element) -> str:
    """The words of a run, marks inside it left out; words that a tracked change took away too."""
    words, deleted = [node.text or ""], False
    for child in node:
        name = _local(child)
        deleted = name == "deleteBegin" or (deleted and name != "deleteEnd")
        words += [] if deleted else [_SPACES.get(name, ""), child.tail or ""]
    return "".join(words)


def _table(table: Element, levels: Levels) -> str:
    rows = [node for node in table if _local(node) == "tr"]
    cells, marked = markdown.Cells(len(rows)), 0
    for number, row in enumerate(rows):
        row_cells = [node for node in row if _local(node) == "tc"]
        marked += bool(row_cells) and number == marked and all(cell.get("header") == "1" for cell in row_cells)
        for at, cell in enumerate(row_cells):
            known = {_local(node): node for node in cell}
            place, span, inside = (known.get(name) for name in ("cellAddr", "cellSpan", "subList"))
            words = markdown.line(" ".join(_paragraphs(inside, levels))) if inside is not None else ""
            cells.add(
                _number(place, "rowAddr", number),
                _number(place, "colAddr", at),
                _number(span, "rowSpan", 1),
                _number(span, "colSpan", 1),
                re.sub(r"^#+ ", "", words),
            )
    return cells.markdown(marked)


def _number(node: Element | None, name: str, default: int) -> int:
    """A number among an element's attributes, or the default where there is none."""
    words = node.get(name, "") if node is not None else ""
    return int(words) if words.isdecimal() and len(words) < 7 else default


def _local(node: Element) -> str:
    """An element's name without its namespace."""
    return node.tag.rpartition("}")[2]
