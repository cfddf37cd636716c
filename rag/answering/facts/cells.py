"""What a cell of a table says: of whom, in which column, of which year, in which unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.answering.facts.gauges import gauge, people
from rag.answering.spans.quantities import COUNTERS, moments, quantities, years
from rag.types import Block, Span

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,30})[)\]]\s*$")
_UNIT = re.compile(
    rf"(?:단위\s*[:：]?\s*)?((?:[십백천만억조]+\s?)?(?:{COUNTERS})|[십백천만억조]+|[a-zA-Z%℃㎎㎏㎞㎡㎥㏊]{{1,4}}(?:/[a-zA-Z가-힣㎡㎥]{{1,3}})?)"
)
_SHORTHAND = re.compile("[A-Z]{2,4}")  # of what is measured, before its unit: (BOD, mg/L)
_UNIT_SAID = re.compile(r"단위\s*(?:[:：]|[는은])\s*([^\s,)이]{1,4}(?:\s[^\s,)이]{1,3})?)")
_UNITS_SAID = re.compile(r"단위\s*[:：]?\s*([^()\[\]:：]{3,40})[)\]]")
_YEAR = re.compile(
    r"(?:(?:19|20)\d\d|'\d\d)\s?년?도?(?:\s?(?:[상하]반기|[1-4]\s?분기|말|초))?|[(\[](?:(?:19|20)\d\d)\s?년?도?[)\]]"
)
_SIDE = re.compile(
    r"목표|실적|결과|계획|예산|집행|전년|금년|올해|작년|당해|증감|변화|변동|대비|차이|달성|비고|내용|값|수치|단위|구분|기준|산식|점수|비율|비중|인원|금액|현재|이전|이후|도입|[전후]$|평균|합계|[상하]반기|분기|\d\s?[월일차년]"
)
_WHOLE = re.compile(
    r"(?:.*\s)?(?:합\s?계|총\s?계|소\s?계|누\s?계|계|total|sum|평\s?균|average|mean)\s*(?:[(\[].*)?", re.I
)
_LONG = 40  # characters of a cell that tells much of its own


class Cell(NamedTuple):
    """A cell with what it stands for: `label` names its row, `attribute` its column."""

    label: str
    attribute: str
    span: Span
    year: int | None
    unit: str


def unit_in(words: str) -> str:
    """The unit that a caption, a column or a row's name gives in brackets at its end; empty for none."""
    if m := _UNIT_SAID.search(words):
        return re.sub(r"(?:입니다|임|다)$", "", m[1])
    if not (m := _BRACKETS.search(words)):
        return ""
    pieces = re.split(r"\s*[,;·]\s*", m[1])
    found = [u[1] for piece in pieces if (u := _UNIT.fullmatch(piece.strip()))]
    return next((u for u in found if not _SHORTHAND.fullmatch(u)), found[0] if found else "")


def units_in(words: str) -> tuple[str, ...]:
    """The units that a caption gives, in order (「(단위: 회, 명, 점)」); the one of `unit_in` where it gives one."""
    if m := _UNITS_SAID.search(words):
        pieces = [piece.strip() for piece in re.split(r"\s*[,;·、]\s*", m[1])]
        if len(pieces) > 1 and all(0 < len(piece) <= 6 for piece in pieces):
            return tuple(pieces)
    return (one,) if (one := unit_in(words)) else ()


def bare(name: str) -> str:
    """A name without what stands in brackets at its end."""
    return _BRACKETS.sub("", name) or name


def split_year(column: str) -> tuple[str, str]:
    """A column's name as its year (2022년 말) and the rest (예산, 중간목표), either of which may be empty."""
    m = _YEAR.search(column)
    if not m:
        return "", bare(column).strip()
    rest = (column[: m.start()] + " " + column[m.end() :]).strip()
    rest = "" if rest.startswith(("(", "[")) and unit_in(rest) else bare(rest).strip()
    return m.group().strip("()[]"), re.sub(r"^[(\[]|[)\]]$", "", rest).strip()


def sides(label: str, attribute: str) -> tuple[str, str]:
    """A cell's row and column as what it is of and what of that is told, years aside: in a table of one row a year the
    column is what it is of (2021년, 정규직 → 정규직)."""
    dated, rest = split_year(label)
    column = split_year(attribute)[1]
    if dated and column and not rest:
        return column, ""
    return label, column


def is_whole(name: str) -> bool:
    """Whether a row or column holds the total or the mean of the others (계, 합계, 5년 계, 평균)."""
    return bool(_WHOLE.fullmatch(name.strip()))


def cells_of(text: str, b: Block, unit: str = "") -> list[Cell]:
    """The cells of a table's row behind its name; all of them where the row has no name, each named by its column.
    `unit` is the one that the lines before the table gave."""
    named = bool(b.label) or not b.parts or b.parts[0].start == b.parts[0].end
    titled = b.section[-1] if b.section and "단위" in b.section[-1] else ""
    around = units_in(b.parent) or units_in(titled) or ((unit,) if unit else ())
    measures = named and _measures(b)
    found = []
    at = next((i for i, part in enumerate(b.parts[:2]) if text[slice(*part)] == b.label), 0)
    columns = list(zip(b.header, b.parts, strict=False))[named + at if named else 0 :]
    counted = [c for _, c in columns if quantities(text[slice(*c)])]
    for column, cell in columns:
        if cell.start == cell.end:
            continue
        year = next(iter(years(column) or years(b.label)), b.year)
        own = unit_in(b.label) or unit_in(column)
        label = bare(b.label) if unit_in(b.label) else b.label
        amount = quantities(text[slice(*cell)])
        if own or not amount or amount[0].unit:
            given = own
        else:
            names = (column, label) if named else (column,)
            given = gauge(around, names, counted.index(cell), len(counted)) if around else people(names)
        if measures and amount:  # of whom is told in the columns
            found.append(Cell(column, label, cell, year, given))
        else:
            found.append(Cell(label if named else bare(column), column if named else "", cell, year, given))
    return found


def _measures(b: Block) -> bool:
    """Whether a row is one measure of the things that its columns name (「월세(만 원) | 19~24세 | 25~29세」): it gives the
    unit, which they do not, and they are neither years nor sides of one thing (목표, 실적)."""
    columns = b.header[1:]
    return (
        len(columns) > 1
        and len(b.parts) == len(b.header)
        and bool(unit_in(b.label))
        and not any(unit_in(c) or split_year(c)[0] or not c.strip() or _SIDE.search(c) for c in columns)
    )


def row_of(b: Block, cell: Cell) -> Span:
    """The part of a row that tells a cell: as far as the first cell of many words, where the cell stands before it."""
    at = next((i for i, part in enumerate(b.parts) if part.end - part.start > _LONG), 0)
    end = b.parts[at - 1].end if at > 1 else b.end
    return Span(b.start, end if cell.span.end <= end else b.end)


def names_rows(text: str, b: Block) -> int | None:
    """Which cell of a row names it: the first, or the second where the first dates it; None where that is a number or
    the row a total."""
    cells = [text[slice(*part)] for part in b.parts[:2]]
    at = int(len(cells) > 1 and _is_date(cells[0]))
    if not re.search("[가-힣A-Za-z]", cells[at]) or _is_amount(_ABOUT.sub("", cells[0])) or is_whole(cells[0]):
        return None
    named = not moments(cells[0]) if at == 0 else not _is_amount(cells[1]) and not _is_date(cells[1])
    return at if named else None


_ABOUT = re.compile(r"^(?:약|만|총|제|연|매|최대|최소)\s?")


def _is_date(words: str) -> bool:
    dates = moments(words)
    return bool(dates) and dates[0].start == 0 and dates[-1].end >= len(words.strip()) - 2


def _is_amount(words: str) -> bool:
    amounts = quantities(words)
    return bool(amounts) and amounts[0].start == 0
