"""PDF becomes Markdown: lines joined to paragraphs, headings by the size of their letters, ruled tables as tables.

Each page ends with a form feed, so that the page of every character is known. A line that stands at the same place
of many pages (running titles, page numbers) is left out. A PDF says where letters stand and not what they are part
of, so all of this is read off the page's look.
"""

from __future__ import annotations

import logging
import re
import statistics
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from rag.errors import DocumentError
from rag.formats import markdown

UNPACKED = 512 << 20
"""Bytes that a file's packed streams may hold unpacked, all together."""

# What the library raises on files that are cut or wrong in ways that it did not foresee.
_DAMAGED = (
    PdfminerException, MalformedPDFException, PDFException, PSException, ValueError, TypeError, LookupError,
    AttributeError, AssertionError, RecursionError, OverflowError, struct.error, zlib.error, EOFError,
)  # fmt: skip
_BULLET = re.compile(
    r"[-–•·∙▪■□○●◦※▶‣*]|\(?\d{1,2}[.)]\s|[①-⑳]|[가나라마바사아자차카타파하]\.\s"
)  # 「다. 」 is mostly an ending
_NUMBER = re.compile(r"\W*(?:page|p\.?)?\s*\d{1,4}\s*(?:/\s*\d{1,4}|쪽|페이지)?\W*", re.I)
_UNKNOWN = re.compile(r"\(cid:\d+\)")

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its remarks on odd fonts are no help to a keeper


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, or a table (`size` 0, its Markdown in `text`). Lengths in points, `top` from the page's top.

    `spaced`: a space is written behind it. `margin`: where its page's lines end at most.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    spaced: bool = False
    margin: float = 0.0


def read(data: bytes) -> tuple[str, str]:
    """The file's text, and a note when some pages hold pictures only.

    Raises DocumentError when it is encrypted, damaged, a zip bomb, or holds no text that can be read.
    """
    _check_size(data)
    try:
        with pdfplumber.open(BytesIO(data), raise_unicode_errors=False) as pdf:
            pages, scanned = [], []
            for page in pdf.pages:
                pages.append(_lines(page))
                if not pages[-1] and page.images:
                    scanned.append(page.page_number)
                page.close()
    except _DAMAGED as e:
        if _encrypted(e):
            raise DocumentError("the file is encrypted; save it without a password") from e
        raise DocumentError(f"is no sound PDF ({type(e).__name__}: {e}); save it again from its program") from e
    words = "".join(line.text for page in pages for line in page)
    if not words.strip():
        what = "scanned pictures of pages" if scanned else "no text"
        raise DocumentError(f"holds {what}, nothing that can be searched; have its text recognised (OCR) and saved")
    unknown = sum(len(m) for m in _UNKNOWN.findall(words))
    if unknown > len(words) / 2:
        raise DocumentError("its fonts do not say which letters they show; save it again, or as DOCX or HWPX")
    note = f"pages without text (pictures only): {', '.join(map(str, scanned))}" if scanned else ""
    return "".join(f"{page}\f" for page in _written(_without_running(pages))), note


def _encrypted(error: BaseException) -> bool:
    """Whether a password was wanted; the library wraps the errors of the one below it."""
    inner = [error, error.__context__, error.__cause__, *error.args]
    return any(isinstance(e, PDFPasswordIncorrect) or "encrypt" in type(e).__name__.lower() for e in inner)


def _check_size(data: bytes) -> None:
    """Raise DocumentError when the packed streams hold too much, unpacking in small steps and keeping nothing."""
    room = UNPACKED
    for m in re.finditer(rb"stream\r?\n", data):
        if data[max(0, m.start() - 3) : m.start()] == b"end" or data[m.end() : m.end() + 1] not in (
            b"x",
            b"h",
            b"X",
            b"\x08",
            b"H",
        ):
            continue
        unpacker, rest = zlib.decompressobj(), data[m.end() :]
        try:
            while rest and not unpacker.eof and room >= 0:
                room -= len(unpacker.decompress(rest, 1 << 20))
                rest = unpacker.unconsumed_tail
        except zlib.error:
            continue  # no such stream, or a damaged one: reading it will tell
        if room < 0:
            raise DocumentError(f"unpacks to more than {UNPACKED:,} bytes, which no document does; it may be a bomb")


def _lines(page: Page) -> list[Line]:
    """Lines and tables of a page from top to bottom, a table's own lines left out."""
    if len({(c["text"], round(c["x0"]), round(c["top"])) for c in page.chars}) < 0.98 * len(page.chars):
        page = page.dedupe_chars()  # letters drawn twice to look bold; slow, so only where there are some
    found = [t for t in page.find_tables() if len(t.rows) > 1 and max(len(r.cells) for r in t.rows) > 1]
    spaces = {(round(c["top"]), round(c["x0"])) for c in page.chars if c["text"].isspace()}
    lines = []
    for raw in page.extract_text_lines(x_tolerance_ratio=0.2, return_chars=True):
        middle = (raw["top"] + raw["bottom"]) / 2
        if not any(t.bbox[1] <= middle <= t.bbox[3] and t.bbox[0] - 2 <= raw["x0"] <= t.bbox[2] for t in found):
            lines.append(_line(raw, spaces))
    margin = max((line.right for line in lines), default=0.0)
    margin = max(margin, float(page.bbox[0] + 0.75 * page.width))  # a page of short lines does not show it
    lines = [replace(line, margin=margin) for line in lines]
    for table in found:
        left, top, right, bottom = table.bbox
        rows = table.extract(x_tolerance_ratio=0.2)
        if text := markdown.table(_grid(rows), _depth(rows)):
            lines.append(Line(text, left, right, top, bottom))
    return sorted(lines, key=lambda line: (line.top, line.left))


def _line(raw: dict[str, Any], spaces: set[tuple[int, int]]) -> Line:
    chars = raw["chars"]
    size = Counter(round(2 * c["size"]) / 2 for c in chars).most_common(1)[0][0]
    bold = all(re.search(r"bold|black|heavy|-b$", c["fontname"], re.I) for c in chars)
    top, end = round(chars[-1]["top"]), round(chars[-1]["x1"])
    spaced = any((top + a, end + b) in spaces for a in (-1, 0, 1) for b in (-1, 0, 1, 2))
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", raw["text"])
    return Line(markdown.line(text), raw["x0"], raw["x1"], raw["top"], raw["bottom"], size, bold, spaced)


def _depth(rows: Sequence[Sequence[str | None]]) -> int | None:
    """How many rows name the columns, where merged cells show it: one of the first row spans columns, one spans rows."""
    depth = 1
    while depth < len(rows) and rows[depth][0] is None:
        depth += 1
    return depth if depth > 1 and None in rows[0] else None


def _grid(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    """Cells of a ruled table; one that a merged cell covers takes the words of the cell to its left, else above."""
    grid: list[list[str]] = []
    for i, row in enumerate(rows):
        grid.append([])
        for j, cell in enumerate(row):
            above = grid[i - 1][j] if i else ""
            covered = (
                grid[i][j - 1]
                if j and (i == 0 or row[j - 1] is not None) and (not above or rows[i - 1][j] is None)
                else above
            )
            grid[i].append(cell if cell is not None else covered)
    return grid


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without what runs along them: a first or last line the same on three of them or half of them, numbers
    apart, and bare page numbers."""

    def key(line: Line) -> str:
        return "#" if _NUMBER.fullmatch(line.text) else re.sub(r"\d+", "#", line.text)

    edges = [(page[:2], page[-2:]) for page in pages]
    wanted = max(3, len(pages) // 3)
    seen = [Counter(k for edge in edges for k in {key(line) for line in edge[side] if line.size}) for side in (0, 1)]
    running = [{k for k, n in side.items() if n >= (2 if k == "#" else wanted)} for side in seen]
    return [
        [
            line
            for i, line in enumerate(page)
            if not line.size
            or not ((i < 2 and key(line) in running[0]) or (i >= len(page) - 2 and key(line) in running[1]))
        ]
        for page in pages
    ]


def _written(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Each page as Markdown."""
    lines = [line for page in pages for line in page if line.size]
    if not lines:
        yield from (markdown.joined(line.text for line in page) for page in pages)
        return
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    levels = _levels(lines, body)
    gaps = [b.top - a.bottom for page in pages for a, b in pairwise(page)
            if a.size == b.size == body and 0 <= b.top - a.bottom < 3 * body]  # fmt: skip
    gap = statistics.median_low(gaps) if gaps else body
    wrapped = any(line.spaced and line.margin - line.right < 2 * line.size for line in lines)
    for page in pages:
        yield _page(page, levels, gap, wrapped)


def _page(page: Sequence[Line], levels: dict[float, int], gap: float, wrapped: bool) -> str:
    """A page as Markdown. `gap` is the usual one between lines, `wrapped` whether broken words can be told."""
    text, last, last_level = "", None, 0
    for line in page:
        level = levels.get(line.size, 0) if _may_head(line) else 0
        written = markdown.heading(level, line.text) if level else line.text
        if last is None:
            text += written
        elif last.size and line.size and line.top - last.bottom <= 1.3 * gap + 0.2 * line.size and level == last_level:
            full = line.size == last.size and last.margin - last.right < _first_word(line)
            if level:
                text += " " + line.text
            elif full and not _BULLET.match(line.text):
                text += ("" if wrapped and not last.spaced else " ") + line.text
            else:
                text += "\n" + written
        else:
            text += "\n\n" + written
        last, last_level = line, level
    return text + "\n" if text else ""


def _first_word(line: Line) -> float:
    """About how much room the first word of a line wants: a line that had less did not end of its own accord."""
    word = line.text.split(" ", 1)[0]
    return line.size * max(2.0, 0.3 + sum(1.0 if c > "\u1100" else 0.55 for c in word))


def _may_head(line: Line) -> bool:
    if re.search(r"(?:[.·…]\s?){4,}\s*\w{0,5}$", line.text):
        return False  # a line of a table of contents
    return bool(line.size) and len(line.text) <= 80 and not re.search(r"(?:다|요|죠|까)[.!?]$|[,;]$", line.text)


def _levels(lines: Sequence[Line], body: float) -> dict[float, int]:
    """Depth of headings by size: letters clearly larger than the body's, largest first. Level 1 is for the title, so
    it is free where the largest letters stand at several places."""
    heads = [line for line in lines if line.size >= 1.12 * body and _may_head(line)]
    sizes = sorted({line.size for line in heads}, reverse=True)
    if not sizes:
        return {}
    tops = [line for line in heads if line.size == sizes[0]]
    places = sum(b.top - a.bottom > b.size or b.top < a.top for a, b in pairwise(tops))
    first = 2 if places else 1
    return {size: min(6, first + i) for i, size in enumerate(sizes)}
