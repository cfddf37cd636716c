"""Lines of a document become units: what each line is, by its form alone. First half of reading.

Knows Markdown, plain text and text scraped from a web page; knows no particular report. Order is that of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from rag.layout import titles
from rag.layout.announced import announced
from rag.layout.columns import tabled
from rag.layout.forms import bracketed, dashed, marked, noted, scores, teller, titled
from rag.layout.marks import labels_over_values, marked_titles
from rag.layout.nesting import nested
from rag.layout.pages import across_pages, without_contents, without_headers
from rag.layout.paired import paired
from rag.layout.running import taken_apart
from rag.layout.tables import apart
from rag.layout.unit import Unit
from rag.layout.wrapped import breaks
from rag.types import Span

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_FIELD = re.compile(r"\*\*(.*?)\s*:?\*\*\s*(:?)\s*(.*)", re.S)
_PLAIN_FIELD = re.compile(
    r"((?:[^\s:.!?|][^:.!?|\n]{3,30}\?\s)?[^\s:.!?|][^:.!?|\n]{0,28}?)\s*(?::\s+|\s:\s?|：\s*)(?=\S)(.+)", re.S
)
_HEADLINE = re.compile(
    r"([^\s:|][^:|\n]{28,70}?):\s+(?=\((?:19|20)\d\d[년.])(.+)", re.S
)  # its date tells it from a sentence
_POINT_FIELD = re.compile(r"([^\s:|*(][^:|\n]{0,47}?)\s+:\s+(?=\S)(.+)", re.S)  # of a point, with room around its colon
_SENTENCES = re.compile(r"[다요죠까][.!]")
_ENDS = re.compile(r"[다요]\.$")
_WIKI_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*[^=\s])?)\s*\1")
_DASHED_FIELD = re.compile(r"(?!\*\*)([^\s—–:.!?|,\"'“‘][^—–:.!?|,\n]{0,24}?)\s+[—–]\s+(?=\S)([^—–]+)")
_BOLD_DASHED = re.compile(r"\*\*([^*]{1,40})\*\*\s+[—–-]\s+(?=\S)(.+)")
_OPENED = re.compile(r"(\S[^:：]{0,60}?)\s*[:：]")  # a name whose things stand below it
_QUOTE = re.compile(r"[\"“][^\"“”]{2,200}[\"”]")
_CLAUSE = re.compile(r"[은는을를며고서]$|다$")
_BULLET = re.compile(
    r"(?:>\s*|[-–－*+•·ㆍ∙▪■□❑◇◆○●◦❍ㅇ▶▷►➤‣☞✓✔◎◈]\s+|※\s+(?!.*다\.$)|\([+−–-]\)\s+|[·•ㆍ∙▪■□❑◇◆○●◦❍▶▷►➤‣☞✓✔◎◈]\s*|\(?\d{1,2}[.)]\s+|[①-⑳]\s*|[가나다라마바사아자차카타파하]\.\s+)"
)
_UNDONE = re.compile(r"(?:[을를의와과,·(⇒→]|(?<!\S)(?:및|또는|등의?))$")  # ends of a line that cannot be an end
_ARROW = re.compile(r"\s[>›»〉▸▹❯]\s")  # between the steps of a place in a site
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_CRUMB = re.compile(r"[^>›»〉▸▹❯|]{1,40}(?:\s[>›»〉▸▹❯]\s[^>›»〉▸▹❯|]{1,60}){1,5}")
_PATH = re.compile(r"[^\s\d/|:.,?!][^/|:.,?!]{0,14}?(?:\s/\s[^\s/|:.,?!][^/|:?!]{0,24}?){1,5}")
_BYLINE = re.compile(r"(?=.*[가-힣A-Za-z])[^|:>]{2,30}\s\|\s(?!\d+$)[^|:>]{2,20}")  # 「2024년 하반기 | 경력」
_WHEN = re.compile(r"(?:19|20)\d\d년")  # opens a byline that stands right over its text
_ASKS = re.compile(r"(?:Q|문|질문)\s?\d*\s?[.)]")
TITLES = "□■◆▶"  # marks of points that can be titles
_TABLE = re.compile(r"\|.*\|")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?")
_FULL = 28  # characters of a line that goes on below
_SENTENCE = re.compile(r"(?:다|요|죠|까)[.!?]|[a-z)][.!?](?:\s|$)")


def units(text: str, markdown: bool = True) -> list[Unit]:
    """All units of `text` in order; empty fields and blank lines give none. With `markdown` false, numbered and
    underlined titles of plain text count as headings (`#` counts in both)."""
    found: list[Unit] = []
    group, blank, fenced = 0, True, False
    lines = _lines(text)
    broken = breaks(text, lines)
    above = Span(0, 0)
    for start, end in across_pages(text, lines, broken):
        line = text[start:end]
        if not line:
            group, blank = group + 1, True
            continue
        if line.startswith("```"):
            fenced = not fenced
            continue
        if not fenced and (told := teller(line)):
            whose = Span(start + told[0].start, start + told[0].end)
            found.append(Unit("byline", start, start + len(line[: told[1]].rstrip()), whose, group=group))
            start, blank = start + told[1], False
            if start == end:
                continue
        unit = None if fenced else _unit(text, start, end, group)
        if unit is None:
            unit = Unit("line", start, end, Span(start, end), group=group)
        previous = found[-1] if found else None
        indented = start > 0 and text[start - 1] in " \t" and not unit.bullet
        wrapped = not blank and not line.endswith((":", "：")) and broken(above, Span(start, end))
        if wrapped and unit.kind == "field" and _UNDONE.search(text, above.start, above.end):
            unit = Unit("line", start, end, Span(start, end), group=group)
        below = unit.kind == "line" and previous and not blank
        if (
            previous
            and below
            and ((indented and _goes_on(text, previous, start)) or (wrapped and not unit.bullet and _open(previous)))
        ):
            found[-1] = replace(previous, end=end, value=Span(previous.value.start, end))
        elif unit.kind == "field" and unit.value.start == unit.value.end:
            if unit.label is not None and unit.label.start < unit.label.end:
                found.append(replace(unit, kind="line", value=unit.label, label=None))
        else:
            found.append(unit)
        blank, above = False, Span(start, end)
    found = announced(text, found, broken)
    found = labels_over_values(text, marked_titles(text, tabled(text, paired(text, without_contents(text, found)))))
    found = _bylines(text, _paths(text, without_headers(text, found)))
    found = _passages(text, _dashes(text, _quotes(text, taken_apart(text, found))))
    return apart(nested(text, titles.titled(text, found, markdown)))


def _goes_on(text: str, previous: Unit, start: int) -> bool:
    """Whether an indented line goes on with a field, or with an item that lies less deep. What a sentence has ended goes on
    only below its mark."""
    depth = previous.start - text.rfind("\n", 0, previous.start)
    if previous.kind == "field":
        deeper = start - text.rfind("\n", 0, start) > depth
        return previous.label is not None and (deeper or not _ENDS.search(text, previous.start, previous.end))
    full = previous.end - max(previous.start, text.rfind("\n", 0, previous.end)) > _FULL
    return full and previous.kind == "line" and previous.bullet and start - text.rfind("\n", 0, start) > depth


def _open(previous: Unit) -> bool:
    """Whether a unit may be longer than its line: a field, or an item of a list."""
    return previous.kind == "field" or (previous.kind == "line" and previous.bullet)


def steps(place: str, arrows: bool = False) -> tuple[str, ...]:
    """The names of a place in a site, from the outermost in: between arrows, or between slashes where it has none and these
    divide too."""
    names = _ARROW.split(place)
    return tuple(n.strip() for n in (names if len(names) > 1 or arrows else place.split(" / ")))


def _lines(text: str) -> list[Span]:
    """Lines without their line ends and outer white space; blank ones as empty spans."""
    spans, at = [], 0
    for raw in text.split("\n"):
        body = raw.strip(" \t\r\f\v\u00a0\u3000\ufeff")
        left = at + (raw.find(body) if body else 0)
        spans.append(Span(left, left + len(body)))
        at += len(raw) + 1
    return spans


def _unit(text: str, start: int, end: int, group: int) -> Unit | None:
    line = text[start:end]
    if m := _HEADING.fullmatch(line):
        return Unit("heading", start, end, Span(start + m.start(2), start + m.end(2)), level=len(m[1]), group=group)
    if m := _WIKI_HEADING.fullmatch(line):
        return Unit("heading", start, end, Span(start + m.start(2), start + m.end(2)), level=len(m[1]), group=group)
    if _TABLE.fullmatch(line):
        if _TABLE_RULE.fullmatch(line):
            return Unit("rule", start, end, Span(start, end), group=group)
        return Unit("row", start, end, Span(start, end), group=group, cells=_cells(text, start, end))
    if re.fullmatch(r"[-=*_]{3,}", line):
        return Unit("rule", start, end, Span(start, end), group=group)
    bullet = _BULLET.match(line)
    at = start + (bullet.end() if bullet else 0)
    body = text[at:end]
    if body.startswith("**") and (m := _FIELD.fullmatch(body)) and (m[2] or ":**" in body[: m.end(1) + 4]):
        value = Span(at + m.start(3), at + m.end(3))
        return Unit("field", start, end, value, Span(at + m.start(1), at + m.end(1)), group=group, bullet=bool(bullet))
    if parts := titled(body) or bracketed(body) or (noted(body) if bullet and not bullet[0][0].isdigit() else None):
        return _named(parts, start, end, at, group)
    bold = 2 * bool(_BOLD.fullmatch(line))
    place = Span(start + bold, end - bold)
    if _CRUMB.fullmatch(text, *place) and not re.search(r"[다요죠][.!]|^[^>]{1,28}:\s", line):
        return Unit("breadcrumb", start, end, place, group=group)
    if bullet and line[0] in TITLES and _BYLINE.fullmatch(body):
        return Unit("byline", start, end, Span(at, end), group=group)
    named = None if body.startswith(("*", "(")) else (_PLAIN_FIELD.fullmatch(body) or _HEADLINE.fullmatch(body))
    if named is None and bullet and (m := _POINT_FIELD.fullmatch(body)) and not _SENTENCES.search(m[1]):
        named = m
    if named and "http" not in named[1] and all(named[1].count(a) == named[1].count(b) for a, b in ("()", "[]", "<>")):
        m = named
        value = Span(at + m.start(2), at + m.end(2))
        return Unit("field", start, end, value, Span(at + m.start(1), at + m.end(1)), group=group, bullet=bool(bullet))
    opened = _OPENED.fullmatch(body) if bullet else None
    m = (_BOLD_DASHED if body.startswith("**") else _DASHED_FIELD).fullmatch(body)
    if m and start and not _CLAUSE.search(m[1]):
        value = Span(at + m.start(2), at + m.end(2))
        label = Span(at + m.start(1), at + m.end(1))
        return Unit("field", start, end, value, label, group=group, bullet=bool(bullet))
    if bullet:
        return Unit("line", start, end, Span(at, at + len(opened[1]) if opened else end), group=group, bullet=True)
    if parts := marked(line):
        return _named(parts, start, end, at, group)
    if cells := scores(line):
        places = tuple(Span(start + c.start, start + c.end) for c in cells)
        return Unit("scores", start, end, Span(start, end), group=group, cells=places)
    return None


def _named(parts: tuple[Span, Span], start: int, end: int, at: int, group: int) -> Unit:
    """A field whose name and value stand at places counted from `at`."""
    label, value = (Span(at + part.start, at + part.end) for part in parts)
    return Unit("field", start, end, value, label, group=group, bullet=at > start)


def _dashes(text: str, found: list[Unit]) -> list[Unit]:
    """Mark lines of a name, a dash and what is said of it as fields: those that are so by themselves, and two or more in
    a row."""
    told = [dashed(text[u.value.start : u.end]) if u.kind == "line" else None for u in found]
    result = []
    for i, (u, parts) in enumerate(zip(found, told, strict=True)):
        beside = (told[i - 1] if i else None) or (told[i + 1] if i + 1 < len(told) else None)
        if parts and (parts[2] or beside):
            u = replace(
                u,
                kind="field",
                label=Span(u.value.start + parts[0].start, u.value.start + parts[0].end),
                value=Span(u.value.start + parts[1].start, u.value.start + parts[1].end),
            )
        result.append(u)
    return result


def _passages(text: str, found: list[Unit]) -> list[Unit]:
    """Give a title with its date the sentences below it, up to the next line of another kind."""
    result: list[Unit] = []
    for u in found:
        last = result[-1] if result else None
        dated = last and last.kind == "field" and titled(text[last.start : last.end].split("\n", 1)[0])
        if last and dated and u.kind == "line" and not u.bullet and _SENTENCE.search(u.text(text)):
            result[-1] = replace(last, end=u.end, value=Span(last.value.start, u.end))
        else:
            result.append(u)
    return result


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Cells of `| a | b |`, trimmed; an escaped bar does not divide."""
    bars = [start + m.start() for m in re.finditer(r"(?<!\\)\|", text[start:end])]
    cells = []
    for a, b in pairwise(bars):
        body = text[a + 1 : b]
        left = a + 1 + len(body) - len(body.lstrip())
        cells.append(Span(left, max(left, a + 1 + len(body.rstrip()))))
    return tuple(cells)


def _quotes(text: str, found: list[Unit]) -> list[Unit]:
    """Lines under each other that are quotations from end to end are items of a list."""
    said = Counter(u.group for u in found if u.kind == "line" and _QUOTE.fullmatch(text, u.start, u.end))
    sizes = Counter(u.group for u in found)
    listed = {group for group, n in said.items() if n > 1 and n == sizes[group]}
    return [replace(u, bullet=True) if u.group in listed else u for u in found]


def _bylines(text: str, found: list[Unit]) -> list[Unit]:
    """Mark lines that stand alone, or date or name what is asked right below them, and say of whom, or of when, what follows tells (「시설팀 백이든 대리 | 입사 3년차」)."""
    sizes = Counter(u.group for u in found)
    result = []
    for u, before, after in zip(found, [None, *found], [*found[1:], None], strict=False):
        told = u.kind == "line" and not u.bullet and _BYLINE.fullmatch(u.text(text))
        opens = after and after.group == u.group and (before is None or before.group != u.group)
        over = opens and (_WHEN.match(u.text(text)) or (after and _ASKS.match(text, after.start)))
        result.append(replace(u, kind="byline") if told and (sizes[u.group] == 1 or over) else u)
    return result


def _paths(text: str, found: list[Unit]) -> list[Unit]:
    """Mark lines of names between slashes that stand alone as places in a site, where several begin with the same name."""
    sizes = Counter(u.group for u in found)
    first = {
        i: u.text(text).split(" / ")[0]
        for i, u in enumerate(found)
        if u.kind == "line" and not u.bullet and sizes[u.group] == 1 and _PATH.fullmatch(u.text(text))
    }
    often = Counter(first.values())
    return [replace(u, kind="breadcrumb") if often.get(first.get(i, ""), 0) > 1 else u for i, u in enumerate(found)]
