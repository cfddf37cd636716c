"""What a table or list takes from the line above it: its name, and the unit of its amounts.

「<표 2> 시·군별 보급률 (단위: %)」, 「(단위: 명)」 under a caption, 「구성은 다음과 같다.」
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from rag.layout.forms import predicates
from rag.layout.unit import Unit
from rag.types import Block, Span

_UNIT_ALONE = re.compile(r"[(\[<※*\s]*단위\s*[:：]?[^.!?]{1,24}")
_DATE_ALONE = re.compile(r"(?:19|20)\d\d\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?(?:\d{1,2}\s?[.일]?)?")
_INTRODUCES = re.compile(r"(?:다음|아래|하기|following|as follows|below)")
_AMOUNT = re.compile(r"[-+±]?\d[\d,]*(?:\.\d+)?\s*\S{0,4}")
_COUNT_COLUMN = re.compile(r"순위|순번|번호|연번|등수|no\.?|rank|#", re.I)
_COUNT = re.compile(r"(?:제\s?)?\d{1,3}\s?(?:위|등|번)?\.?|[①-⑳]")
_NAME = re.compile(r"[가-힣A-Za-z]")
_BOLD = re.compile(r"\*\*([^*.?!]{2,40})\*\*")
_SIDE = re.compile(
    r"(?:(?:강|약|장|단)점|기회|위협|(?:좋은|나쁜|아쉬운|힘든)\s?점|strengths?|weakness(?:es)?|opportunit(?:y|ies)|threats?|pros?|cons?)(?:\s?요인)?\s?(?:\([^()]*\))?",
    re.I,
)
_NUMBERED = re.compile(r"[<\[〈【]?\s?(?:표|그림|도표)\s?\d")
_SHORT = 40  # characters of a line without an end that names what follows
_LONG = 80  # of a sentence that says that something follows
_SENTENCES = re.compile(r"(?<=[다요음])[.!]\s+")


def caption_of(line: str, before: str = "") -> str:
    """What a line says about the list or table right below it; empty when it is about itself. `before` is the caption
    above the line: a caption and a line with the unit belong together."""
    words = line.strip().strip("*")
    if _UNIT_ALONE.fullmatch(words):
        return f"{before} {words}".strip()
    long = _LONG if _NUMBERED.match(words) else _SHORT
    if (len(words) <= long and not re.search(r"[.!?][\"'”’]?(?:\d{1,2}\))?$", words)) or words.endswith((":", "：")):
        name = words.rstrip(":： ")
        return f"{name} {before}" if before and _UNIT_ALONE.fullmatch(before) else name
    last = _SENTENCES.split(words)[-1]
    if len(last) <= _LONG and _INTRODUCES.search(last) and re.search(r"[.:：)]$", last):
        return last.rstrip(".:： ")
    return ""


def dates(caption: str) -> bool:
    """Whether a caption is nothing but a date: the page's, and no name of a table."""
    return bool(_DATE_ALONE.fullmatch(caption))


def lists(caption: str) -> str:
    """What a caption calls a list below it: a sentence is none of its names."""
    return "" if predicates(caption) else caption


def apart(units: Iterable[Unit]) -> list[Unit]:
    """The units with every table a group of its own where several stand in one: the first keeps the number."""
    found = list(units)
    free = max((u.group for u in found), default=0)
    tables: set[int] = set()
    result: list[Unit] = []
    for rows, run in groupby(found, lambda u: (u.kind in ("row", "rule"), u.group)):
        table = list(run)
        if rows[0] and any(u.kind == "row" for u in table):
            if rows[1] in tables:
                free += 1
                table = [replace(u, group=free) for u in table]
            tables.add(rows[1])
        result += table
    return result


def nameless(text: str, header: tuple[str, ...], cells: tuple[Span, ...]) -> bool:
    """Whether a row is of amounts alone, so that its columns are what it tells of: their names are no numbers, and the
    first cell names nothing. So is one whose columns are the sides of a thing (강점 | 약점)."""
    if len(cells) > 1 and len(header) == len(cells) and all(_SIDE.fullmatch(name.strip(" *")) for name in header):
        return True
    first = text[cells[0].start : cells[0].end]
    return (
        len(cells) > 1
        and len(header) == len(cells)
        and all(_AMOUNT.fullmatch(text[c.start : c.end]) for c in cells)
        and not re.match(r"(?:19|20)\d\d(?!\d)|\d{1,2}\s?[월일회차위급]", first)
        and all(re.match(r"[가-힣A-Za-z]{2,}", name) for name in header)
        and not re.match(r"(?:번호|순번|순위|연번|구분|연도|년도|회차|등급|no\b|rank|year)", header[0].lower())
    )


def counts_rows(text: str, header: tuple[str, ...], cells: tuple[Span, ...]) -> bool:
    """Whether the first cell of a row only counts it (순위 | 분야 | 비중), and the second names it."""
    return (
        len(header) > 2
        and len(cells) > 2
        and bool(_COUNT_COLUMN.fullmatch(header[0].strip()))
        and bool(_COUNT.fullmatch(text, *cells[0]))
        and bool(_NAME.match(text, *cells[1]))
    )


@dataclass(slots=True)
class Caption:
    """What the line above says of the table or list below it. A point that lies less deep than the list's first ends it."""

    words: str = ""
    depth: tuple[int, int] | None = None

    def point(self, depth: tuple[int, int]) -> None:
        """A point of a depth follows."""
        if self.depth is not None and depth < self.depth:
            self.words = ""
        self.depth = self.depth or depth


@dataclass(frozen=True, slots=True)
class Owner:
    """The labelled field whose lines may go on below it: those that no blank line divides from it are about it."""

    label: str = ""
    group: int = -1
    bold: bool = False

    @classmethod
    def of(cls, text: str, u: Unit) -> Owner:
        """The owner that a field is."""
        assert u.label is not None
        return cls(text[u.label.start : u.label.end].strip(), u.group, text.startswith("**", u.start))

    def owns(self, u: Unit) -> str:
        """What a line below is about; empty when it stands for itself."""
        return self.label if u.group == self.group and (u.bullet or self.bold) else ""


@dataclass(frozen=True, slots=True)
class Title:
    """A bold line that stands alone: the fields that follow it without a blank line between them are about it."""

    words: str = ""
    group: int = -1

    @classmethod
    def of(cls, text: str, u: Unit) -> Title:
        """The title that a line is; one without words for any other line."""
        m = _BOLD.fullmatch(text, u.start, u.end)
        return cls(m[1].strip(), u.group) if m else cls()

    def over(self, u: Unit) -> str:
        """The title's words where a field stands in the lines right below it."""
        return self.words if u.group - self.group in (0, 1) else ""


def categorised(text: str, blocks: Iterable[Block]) -> list[Block]:
    """The blocks with the rows of a table whose first column only files them (성별 | 남성, 성별 | 여성, 연령 | 19~24세)
    named by their second, under the first: that column says the same in rows that follow each other, or leaves it out."""
    found: list[Block] = []
    for (header, _, _), rows in groupby(blocks, lambda b: (b.header if b.kind == "row" else (), b.group, b.section)):
        table = list(rows)
        found += _filed(text, table) if len(header) > 2 and len(table) > 1 else table
    return found


def _filed(text: str, rows: list[Block]) -> list[Block]:
    cells = [[text[slice(*part)].strip() for part in b.parts] for b in rows]
    if any(len(row) < 3 for row in cells) or not cells[0][0]:
        return rows
    classes: list[str] = []
    names = [row[1] for row in cells]
    for row in cells:
        classes.append(row[0] or classes[-1])
    files = any(a == b for a, b in pairwise(classes)) and len(set(classes)) > 1
    named = all(re.search("[가-힣A-Za-z]", n) and (not _AMOUNT.fullmatch(n) or re.search("[~∼–]", n)) for n in names)
    dated = any(re.match(r"(?:19|20)\d\d(?!\d)|\d{1,2}\s?[월일회차분]", c) for c in (*classes, *names))
    apart = len(set(zip(classes, names, strict=True))) == len(names)
    if not (files and named and apart) or dated or any(_AMOUNT.fullmatch(c) for c in classes):
        return rows
    return [
        replace(b, label=name, parent=f"{b.parent} {kind}".strip())
        for b, name, kind in zip(rows, names, classes, strict=True)
    ]
