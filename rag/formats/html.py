"""HTML becomes Markdown: headings, items, definitions and tables; what is not part of the text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml  # noqa: F401  the parser that is named below; its lack is told like any other library's
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from rag.errors import DocumentError
from rag.formats import markdown
from rag.formats.encoding import decode

_LEFT_OUT = {
    "script", "style", "noscript", "template", "head", "nav", "iframe", "svg", "canvas", "button", "select", "input",
    "textarea", "dialog",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.I)


def read(data: bytes) -> tuple[str, str]:
    """The page's text, and a note when it is not UTF-8. Without an `h1` the page's title is its first heading.

    Raises DocumentError when its encoding is not known or it is nested too deeply.
    """
    declared = m[1].decode("ascii") if (m := _CHARSET.search(data[:4096])) else ""
    text, note = decode(data, declared)
    soup = BeautifulSoup(text.removeprefix("\ufeff"), "lxml")
    try:
        parts = list(_parts(soup))
    except RecursionError as e:
        raise DocumentError("is nested too deeply to be a sound page; save it again from a browser") from e
    if soup.title is not None and soup.find("h1") is None:
        parts.insert(0, markdown.heading(1, soup.title.get_text()))
    return markdown.joined(parts), note if declared.lower() in ("", "utf-8") else ""


def _parts(parent: Tag) -> Iterator[str]:
    """The parts under an element in order. Words between blocks make a paragraph of their own."""
    words = ""
    for node in parent.children:
        if _hidden(node):
            continue
        if isinstance(node, Tag) and (node.name in _BLOCKS or node.find(_BLOCKS)):
            yield _paragraph(words)
            words = ""
            yield from _block(node)
        else:
            words += _inline(node)
    yield _paragraph(words)


def _block(node: Tag) -> Iterator[str]:
    if re.fullmatch(r"h[1-6]", node.name):
        yield markdown.heading(int(node.name[1]), _inline(node))
    elif node.name == "table":
        yield from _table(node)
    elif node.name == "li":
        nested = [part for part in _parts(node) if part]
        yield from (markdown.item(part) if i == 0 and part[0] not in "-#|*" else part for i, part in enumerate(nested))
    elif node.name == "dl":
        yield from _definitions(node)
    else:
        yield from _parts(node)


def _definitions(node: Tag) -> Iterator[str]:
    label = ""
    for entry in node.find_all(["dt", "dd"]):
        if entry.name == "dt":
            if label:
                yield label
            label = _inline(entry)
        else:
            yield markdown.field(label, _inline(entry))
            label = ""
    yield label


def _table(node: Tag) -> Iterator[str]:
    if caption := node.find("caption"):
        yield _paragraph(_inline(caption))
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    table = markdown.Cells(len(rows))
    naming: list[bool] = []
    for i, row in enumerate(rows):
        cells = [cell for cell in row.find_all(["th", "td"], recursive=False) if not _hidden(cell)]
        in_head = row.parent is not None and row.parent.name == "thead"
        naming.append(in_head or (bool(cells) and all(cell.name == "th" for cell in cells)))
        at = 0
        for cell in cells:
            at, across = table.free(i, at), _span(cell, "colspan")
            table.add(i, at, _span(cell, "rowspan"), across, _inline(cell))
            at += across
    grid = table.grid()
    width = len(grid[0]) if grid else 0
    depth = next((i for i, names in enumerate(naming) if not names), len(naming))
    sided = not depth and rows and all(row.find("th", recursive=False) for row in rows)
    if sided and width % 2 == 0 and all(len(row.find_all("th", recursive=False)) * 2 == width for row in rows):
        yield "\n".join(markdown.field(*row[j : j + 2]) for row in grid for j in range(0, width, 2))
    else:
        yield table.markdown(depth)


def _span(cell: Tag, name: str) -> int:
    words = str(cell.get(name, "1"))
    return min(max(1, int(words)), 1_000) if words.isdecimal() and len(words) < 7 else 1


def _inline(node: PageElement) -> str:
    """The words under a node; a break is a line end, other white space one space."""
    if isinstance(node, NavigableString):
        return "" if isinstance(node, PreformattedString) else re.sub(r"\s+", " ", node)
    if not isinstance(node, Tag) or _hidden(node):
        return ""
    if node.name == "br":
        return "\n"
    inner = "".join(map(_inline, node.children))
    return f" {inner} " if node.name in _BLOCKS else inner


def _paragraph(words: str) -> str:
    return "\n".join(filter(None, map(markdown.line, words.split("\n"))))


def _hidden(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _LEFT_OUT or node.has_attr("hidden"))
