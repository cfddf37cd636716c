"""Wiki text becomes Markdown: headings, lists, tables and bold words of MediaWiki, and of wikis whose tables stand between
double bars.

    == 개요 ==  ·  '''굵게'''  ·  * 항목, ** 그 아래  ·  {| ! 이름 !! 값 |- | 가 || 1 |}  ·  || 이름 || 값 ||
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.formats import markdown
from rag.formats.markdown import Cell

_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*[^=\s])?)\s*\1\s*")
_MARKS = (  # two of them, and none of Markdown, make wiki text
    re.compile(rf"^{_HEADING.pattern}$", re.M),
    re.compile(r"'''[^'\n]+'''"),
    re.compile(r"^\{\|", re.M),
    re.compile(r"^\|\|.+\|\|\s*$", re.M),
    re.compile(r"\[\[[^\[\]\n]+\]\]"),
    re.compile(r"^[*#]{2,} ?[^\s*#]", re.M),
)
_MARKDOWN = re.compile(r"(?:\A|\n\s*\n)#{2,6}\s+\S|^\|[\s:|-]*-{3,}[\s:|-]*\|$|\*\*[^\s*][^*\n]*\*\*", re.M)
_LEFT_OUT = re.compile(
    r"<!--.*?-->|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref>|\{\{[^{}]*\}\}|__[A-Z]+__|\[\[?(?:목차|TableOfContents)\]?\]"
    r"|\[\[(?:파일|그림|분류|File|Image|Category):(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
    re.S,
)
_ASIDE = re.compile(r"\[\*\S*\s+([^\[\]\n]+)\]")
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]|\[https?://\S+\s+([^\[\]\n]+)\]")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_BOLD = re.compile(r"'''(?:'')?([^\n]+?)(?:'')?'''")
_WHOLE = re.compile(r"\s*\*\*([^*]+)\*\*\s*")
_ITALIC = re.compile(r"''([^\n]+?)''")
_LIST = re.compile(r"([*#:;]+)\s*(.*)")
_BARRED = re.compile(r"\s*\|\|(.*)\|\|\s*")
_BARS = re.compile(r"\|\|")
_BESIDE = re.compile(r"\|\||!!")
_SETTINGS = re.compile(r"(?:\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'|]+))+\s*\|(?!\|)|(?:\s*<[^<>\n]{1,40}>)+")
_DOWN = re.compile(r"rowspan\s*=\s*[\"']?(\d{1,3})|<\^?\|(\d{1,3})>")
_ACROSS = re.compile(r"colspan\s*=\s*[\"']?(\d{1,3})|<-(\d{1,3})>")


def marked(text: str) -> bool:
    """Whether a text is wiki text, by its marks."""
    return sum(bool(mark.search(text)) for mark in _MARKS) > 1 and not _MARKDOWN.search(text)


def read(text: str) -> str:
    """Wiki text as Markdown. What no reader reads (comments, sources, pictures, categories) is left out."""
    lines = [line.rstrip() for line in _LEFT_OUT.sub("", text).splitlines()]
    parts: list[str] = []
    while lines:
        count, part = _part(lines)
        parts.append(part)
        del lines[:count]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip() + "\n"


def _part(lines: Sequence[str]) -> tuple[int, str]:
    """The first part of lines, and how many of them it is."""
    if m := _HEADING.fullmatch(lines[0]):
        return 1, f"\n{markdown.heading(len(m[1]), _words(m[2]).replace('**', ''))}\n"
    if lines[0].startswith("{|"):
        inside = list(takewhile(lambda line: not line.lstrip().startswith("|}"), lines))
        return len(inside) + 1, f"\n{_table(inside[1:])}\n"
    if _BARRED.fullmatch(lines[0]):
        rows = list(takewhile(bool, map(_BARRED.fullmatch, lines)))
        return len(rows), f"\n{markdown.marked_table([_barred(row[1]) for row in rows if row])}\n"
    if _LIST.match(lines[0]):
        listed = list(takewhile(_LIST.match, lines))
        return len(listed), "\n".join(_listed(listed))
    return 1, _words(lines[0])


def _words(text: str) -> str:
    """Words without the marks of a wiki; bold ones as Markdown has them."""
    text = _ASIDE.sub(r" (\1)", _LINK.sub(lambda m: m[1] or m[2], text))
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return _ITALIC.sub(r"\1", _BOLD.sub(r"**\1**", text))


def _listed(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a list, indented by their depth and numbered; a term and what is said of it are a field."""
    counts: dict[str, int] = {}
    term, before = "", ""
    for marks, words in (m.groups() for m in map(_LIST.match, lines) if m):
        words, depth, kind = _words(words), len(marks) - 1, marks[-1]
        if before not in ("", marks[0]) and not term:  # a list of another kind
            yield ""
        before = marks[0]
        counts = {mark: n for mark, n in counts.items() if len(mark) <= len(marks)}
        counts[marks] = counts.get(marks, 0) + 1
        if term and kind == ":":
            yield markdown.field(term, words)
        elif kind == ";":
            name, divider, said = words.partition(": ")
            term = "" if divider else name.strip()
            if divider:
                yield markdown.field(name, said)
            continue
        else:
            yield "  " * depth + {"*": "- ", "#": f"{counts[marks]}. "}.get(kind, "") + words
        term = ""


def _table(lines: Sequence[str]) -> str:
    """A table of MediaWiki; cells stand in lines of their own or side by side, and their words may go on below."""
    caption, rows = "", [list[tuple[bool, str]]()]
    for line in lines:
        body = line.strip()
        if body.startswith("|+"):
            caption = _cell(False, body[2:]).words
        elif body.startswith("|-"):
            rows.append([])
        elif body.startswith(("|", "!")):
            names = body[0] == "!"
            rows[-1] += [(names, piece) for piece in (_BESIDE if names else _BARS).split(body[1:])]
        elif body and rows[-1]:
            names, words = rows[-1][-1]
            rows[-1][-1] = names, f"{words}\n{body}"
    told = [[_cell(*cell) for cell in row] for row in rows if row]
    return f"{caption}\n\n{markdown.marked_table(told)}".strip()


def _cell(names: bool, words: str) -> Cell:
    """A cell out of its words, with what they say of its place."""
    own = m[0] if (m := _SETTINGS.match(words)) else ""
    down, across = (int(m[1] or m[2]) if (m := span.search(own)) else 1 for span in (_DOWN, _ACROSS))
    lines = [_words(line.strip()) for line in _BREAK.sub("\n", words[len(own) :]).strip().split("\n")]
    items = [m[2] for line in lines if (m := _LIST.fullmatch(line))]
    return Cell(" · ".join(items if len(items) > 1 else markdown.apart(lines)), names, down, across)


def _barred(row: str) -> list[Cell]:
    """The cells of a row between double bars; bars without anything between them widen the cell behind them. Words bold
    from end to end name others."""
    cells: list[Cell] = []
    wide = 1
    for piece in row.split("||"):
        if not piece:
            wide += 1
            continue
        cell = _cell(False, piece)
        if m := _WHOLE.fullmatch(cell.words):
            cell = cell._replace(words=m[1], names=True)
        cells.append(cell._replace(across=max(wide, cell.across)))
        wide = 1
    return cells
