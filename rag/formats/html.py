"""HTML becomes Markdown: headings, items, definitions and tables; what is not part of the text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    words: list[PageElement] = []
    for node in parent.children:
        if _hidden(node):
            continue
        if isinstance(node, Tag) and (node.name in _BLOCKS or node.find(_BLOCKS)):
            yield _paragraph(words)
            words = []
            yield from _block(node)
        else:
            words.append(node)
    yield _paragraph(words)


def _block(node: Tag) -> Iterator[str]:
    if re.fullmatch(r"h[1-6]", node.name):
        yield markdown.heading(int(node.name[1]), _inline(node))
    elif node.name == "table":
        yield from _table(node)
    elif node.name in ("ul", "ol"):
        yield from _list(node)
    elif node.name == "li":
        yield from _item(node, "- ")
    elif node.name == "dl":
        yield from _definitions(node)
    else:
        yield from _parts(node)


def _list(node: Tag) -> Iterator[str]:
    """A list as one part, as far as it holds nothing but items."""
    count, lines = 0, list[str]()
    for entry in node.children:
        if not isinstance(entry, Tag) or _hidden(entry):
            continue
        count += entry.name == "li"
        numbered = node.name == "ol" and count < 100
        for part in _item(entry, f"{count}. " if numbered else "- ") if entry.name == "li" else _block(entry):
            if markdown.is_list(part):
                lines.append(part)
            else:
                yield from ("\n".join(lines), part)
                lines = []
    yield "\n".join(lines)


def _item(node: Tag, mark: str) -> Iterator[str]:
    """The lines of an item; lists in it lie below its first line."""
    first = True
    for part in filter(None, _parts(node)):
        listed = markdown.is_list(part)
        if first and not listed and (part[0] not in "#|*" or part.endswith("**")):
            yield mark + markdown.line(part)
        else:
            yield "\n".join(map(markdown.below, part.split("\n"))) if listed and not first else part
        first = False


def _definitions(node: Tag) -> Iterator[str]:
    """Labels with what is said of each. One without words gives a line, as words without a label do."""
    entries: list[tuple[str, list[str]]] = []
    for entry in [e for e in node.find_all(["dt", "dd"]) if e.find_parent("dl") is node]:
        if entry.name == "dt" or not entries:
            entries.append(("", []))
        if entry.name == "dt":
            entries[-1] = (_inline(entry), [])
        else:
            entries[-1][1].extend(filter(None, _parts(entry)))
    lines: list[str] = []
    for label, said in entries:
        if any(part[0] in "#|" for part in said):
            yield from ("\n".join(lines), f"**{markdown.line(label)}**" if label else "", *said)
            lines = []
        else:
            lines.append(markdown.definition(label, (line for part in said for line in part.split("\n"))))
    yield "\n".join(filter(None, lines))


def _table(node: Tag) -> Iterator[str]:
    if caption := node.find("caption"):
        yield _paragraph([caption])
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    yield markdown.marked_table([_cells(row) for row in rows])


def _cells(row: Tag) -> list[markdown.Cell]:
    in_head = row.parent is not None and row.parent.name == "thead"
    return [
        markdown.Cell(_inline(cell), in_head or cell.name == "th", _span(cell, "rowspan"), _span(cell, "colspan"))
        for cell in row.find_all(["th", "td"], recursive=False)
        if not _hidden(cell)
    ]


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
    if node.name in ("ul", "ol"):
        return " {} ".format(
            " · ".join(filter(None, map(markdown.line, map(_inline, node.find_all("li", recursive=False)))))
        )
    inner = "".join(map(_inline, node.children))
    return f" {inner} " if node.name in _BLOCKS else inner


def _paragraph(nodes: Iterable[PageElement]) -> str:
    """Nodes as a line, or as one for each break; a line that is bold from end to end is marked so: it names what follows."""
    said = [(node, _inline(node)) for node in nodes]
    lines = list(filter(None, map(markdown.line, "".join(words for _, words in said).split("\n"))))
    bold = all(isinstance(node, Tag) and node.name in ("strong", "b") for node, words in said if words.strip())
    return f"**{lines[0]}**" if bold and len(lines) == 1 else "\n".join(lines)


def _hidden(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _LEFT_OUT or node.has_attr("hidden"))
