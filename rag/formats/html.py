"""HTML becomes Markdown: headings, items, definitions and tables; what is not part of the text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

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
_CARDS = ("div", "li", "p", "section", "article", "a")
_WHOLE = {"h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "li", "dl", "br", "img", "hr"}
_SHORT = 30  # characters of a name beside its value
_NAME = re.compile(r"(?=.*[^\W\d_]).*(?<![.!:,])(?<![다요죠]\?)")
_AMOUNT = re.compile(r"[★☆\s]*\d[\d,.]*\s?[가-힣%]{0,3}")
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
    """The parts under an element in order. Words between blocks make a paragraph of their own; names side by side with
    their values, fields."""
    words: list[PageElement] = []
    pairs = _pairs(parent)
    for node in parent.children:
        if _hidden(node) or (pairs and isinstance(node, NavigableString) and not node.strip()):
            continue
        if isinstance(node, Tag) and (node.name in _BLOCKS or node.find(_BLOCKS)):
            yield _paragraph(words)
            words = []
            yield from [markdown.field(*pairs[id(node)])] if id(node) in pairs else _block(node)
        else:
            words.append(node)
    yield _paragraph(words)


def _pairs(parent: Tag) -> dict[int, tuple[str, str]]:
    """Names and values of the children that hold just these, where such children of one kind follow each other."""
    children = [node for node in parent.children if isinstance(node, Tag) and not _hidden(node)]
    found = {id(node): pair for node in children if (pair := _pair(node))}
    beside = [(a, b) for a, b in pairwise(children) if a.name == b.name and id(a) in found and id(b) in found]
    kept = {id(node) for both in beside for node in both}
    return {place: pair for place, pair in found.items() if place in kept}


def _pair(node: Tag) -> tuple[str, str] | None:
    """The name and the value that are all that an element holds; an amount may stand before its name."""
    inside = [part for part in node.children if not (isinstance(part, NavigableString) and not part.strip())]
    if node.name not in _CARDS or len(inside) != 2:
        return None
    if any(not isinstance(part, Tag) or part.name in _WHOLE or part.find(list(_BLOCKS)) for part in inside):
        return None
    name, value = (markdown.line(_inline(part)) for part in inside)
    if _AMOUNT.fullmatch(name) and not _AMOUNT.fullmatch(value):
        name, value = value, name
    return (name, value) if value and len(name) <= _SHORT and _NAME.fullmatch(name) else None


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
    elif node.name == "details" and (summary := node.find("summary", recursive=False)):
        yield from _defined([(_inline(summary), [part for part in _parts(node) if part][1:])])
    else:
        yield from _parts(node)


def _list(node: Tag) -> Iterator[str]:
    """A list as one part, as far as it holds nothing but items."""
    count, lines, pairs = 0, list[str](), _pairs(node)
    for entry in node.children:
        if not isinstance(entry, Tag) or _hidden(entry):
            continue
        count += entry.name == "li"
        numbered = node.name == "ol" and count < 100
        mark = f"{count}. " if numbered else "- "
        if id(entry) in pairs:
            told = iter([mark + markdown.field(*pairs[id(entry)])])
        else:
            told = _item(entry, mark) if entry.name == "li" else _block(entry)
        for part in told:
            if markdown.is_list(part):
                lines.append(part)
            else:
                yield from ("\n".join(lines), part)
                lines = []
    yield "\n".join(lines)


def _item(node: Tag, mark: str) -> Iterator[str]:
    """The lines of an item; lists in it lie below its first line, and a line below a short one is what that names."""
    parts = [part for part in _parts(node) if part]
    if len(parts) == 2 and all(part[0] not in "#|" and not markdown.is_list(part) for part in parts):
        name = parts[0].strip("*")
        if len(name) <= _SHORT and _NAME.fullmatch(name) and "**" not in name:
            yield mark + markdown.field(name, parts[1])
            return
    for i, part in enumerate(parts):
        listed = markdown.is_list(part)
        if not i and not listed and (part[0] not in "#|*" or part.endswith("**")):
            yield mark + markdown.line(part)
        else:
            yield "\n".join(map(markdown.below, part.split("\n"))) if listed and i else part


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
    yield from _defined(entries)


def _defined(entries: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """Labels with the parts that are said of each, as one part as far as these are lines."""
    lines: list[str] = []
    for label, said in entries:
        if any(part[0] in "#|" for part in said):
            yield from ("\n".join(lines), f"**{markdown.line(label)}**" if label else "", *said)
            lines = []
        else:
            lines.append(markdown.definition(label, [line for part in said for line in _lines(part)]))
    yield "\n".join(filter(None, lines))


def _lines(part: str) -> list[str]:
    """The lines of a part: of a list each item, of a paragraph those that stand for themselves."""
    lines = part.split("\n")
    return lines if markdown.is_list(part) or part.startswith(("- ", "**")) else markdown.apart(lines)


def _table(node: Tag) -> Iterator[str]:
    if caption := node.find("caption"):
        yield _paragraph([caption])
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    yield markdown.marked_table([_cells(row) for row in rows])


def _cells(row: Tag) -> list[markdown.Cell]:
    in_head = row.parent is not None and row.parent.name == "thead"
    return [
        markdown.Cell(
            " · ".join(markdown.apart(_inline(cell).split("\n"))),
            in_head or cell.name == "th",
            _span(cell, "rowspan"),
            _span(cell, "colspan"),
        )
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
        items = map(markdown.line, map(_inline, node.find_all("li", recursive=False)))
        return f" {' · '.join(filter(None, items))} "
    inner = _joined(node.children)
    return f" {inner} " if node.name in _BLOCKS else inner


def _joined(nodes: Iterable[PageElement]) -> str:
    """The words of nodes side by side; elements that touch each other stay apart, as they do on the page."""
    words, last = "", None
    for node in nodes:
        words += (" " if isinstance(node, Tag) and isinstance(last, Tag) else "") + _inline(node)
        last = node
    return words


def _paragraph(nodes: Sequence[PageElement]) -> str:
    """Nodes as a line, or as one for each break; a line that is bold from end to end is marked so: it names what follows."""
    lines = list(filter(None, map(markdown.line, _joined(nodes).split("\n"))))
    bold = all(isinstance(node, Tag) and node.name in ("strong", "b") for node in nodes if _inline(node).strip())
    return f"**{lines[0]}**" if bold and len(lines) == 1 else "\n".join(lines)


def _hidden(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _LEFT_OUT or node.has_attr("hidden"))
