"""A report taken apart by its form alone: headings, leads, fields, items, tables, notes and paragraphs, in order.

What a scraped page says twice, at once and then piece by piece, is said once, parted as the pieces are. Lines of ranks
(「1위 정보화 53.6 % …」) become a table with titles of its columns; places in a site become headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
CRUMB = re.compile(r"[^>›»〉|:]{1,40}(?:\s[>›»〉]\s[^>›»〉|]{1,60})+")
BOLD_FIELD = re.compile(r"\*\*([^*]*?)\s*(?::\*\*|\*\*\s*:|\*\*\s+—(?=\s))\s*(.*)")
PLAIN_FIELD = re.compile(
    r"((?=[^\s:.!?|(*\"“※<])(?:[^:.!?|()\n]|\([^()]*\)){1,28}?)\s*(?::\s+|\s:\s?|：\s*|\s—\s)(\S.*)"
)
MANY = re.compile(r"[/·|,]\s[^:,/]{1,14}\s?:\s")  # 「발간: 2025년 3월 / 펴낸 곳: …」 is one line of several
LEAD = re.compile(r"\*\*([^*]+)\*\*(\s*\([^()]+\)|\s\|\s[^|]{4,20})?")
BULLET = re.compile(r"([-*+•·∙▪■□○●◦▶‣])\s+|(\d{1,2}[.)]|[①-⑳])\s+")
SCORE = re.compile(r"(.{1,24}?)\s(\d[\d.,]*\s?(?:점|%|명|건|회)?)")
RANK = re.compile(r"(\d+위)\s(.{1,20}?)\s(\d[\d.]*\s?%)\s(.+)")
SENTENCE = re.compile(r"(?:다|요|죠|까|음|함)[.!?][\"”')]*$")
NUMBER = re.compile(r"(?:제\s?)?(\d{1,2}(?:\.\d{1,2})*)(?:[장절편부]|\.)?\s+(?=\S)")
BELOW = (("field", "para"), ("field", "item"), ("field", "field"), ("item", "item"))  # what indented lines go on with
UNSAID = ("단위", "주", "참고", "출처", "자료", "문의")


@dataclass(slots=True)
class Element:
    """A piece of a report: heading, lead (a bold or bare line over what follows), field, item, table, note or para.

    A field has a label (`text` is its value); an item has maybe its own number; both may have parts below them.
    """

    kind: str
    text: str = ""
    label: str = ""
    depth: int = 0
    number: str = ""
    marked: bool = False
    rows: list[list[str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def own(self) -> str:
        """The number before an item."""
        return self.number if self.number not in ("Q", "score") else ""


def _key(text: str) -> str:
    return re.sub(r"[\s·•*:,]+", "", text)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]


def _line(line: str) -> Element:
    """What one line is, by its own form."""
    body = line.strip()
    if m := HEADING.fullmatch(body):
        return Element("heading", m[2], depth=len(m[1]))
    if body.startswith(">"):
        return Element("note", body.lstrip("> "), marked=True)
    if CRUMB.fullmatch(body) and not body.endswith((".", "!")):
        return Element("crumb", body)
    bullet = BULLET.match(body) if not body.startswith("**") else None
    rest = body[bullet.end() :] if bullet else body
    if m := BOLD_FIELD.fullmatch(rest):
        return Element("field", m[2], label=m[1].strip(), marked=bool(bullet))
    if body.startswith("※") or (bullet and bullet[1] == "*" and SENTENCE.search(rest)):
        return Element("note", rest.lstrip("※ "))
    m = PLAIN_FIELD.fullmatch(rest)
    if m and not (bullet and bullet[2]) and m[1] not in UNSAID and not MANY.search(m[2]) and "http" not in m[1]:
        return Element("field", m[2], label=m[1], marked=bool(bullet))
    if bullet:
        return Element("item", rest, depth=line.startswith((" ", "\t")), number=bullet[2] or "", marked=True)
    if re.match(r"Q\d+\.\s", body):
        return Element("item", body, number="Q")
    if m := LEAD.fullmatch(body):
        return Element("lead", m[1] + (m[2] or ""))
    if re.fullmatch(r"[^|>]{2,30}\s\|\s(?!\d+$)[^|>]{2,30}", body) and not re.search(r"\d{4}\.\d", body):
        return Element("lead", body)
    return Element("para", body)


def parse(text: str) -> list[Element]:
    """The elements of a report in order."""
    lines = text.splitlines()
    marked = any(HEADING.fullmatch(line) for line in lines)
    found: list[Element] = []
    titled = marked
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        inner = [line for line in block.split("\n") if line.strip() and not re.fullmatch(r"\s*[-=*_]{3,}\s*", line)]
        if inner and not titled:
            found.append(Element("heading", inner.pop(0).strip(), depth=1))
            titled = True
        if not marked and len(inner) > 1 and NUMBER.match(inner[0]) and not SENTENCE.search(inner[0]):
            found.append(Element("heading", inner.pop(0).strip(), depth=2))
        found += _block(inner)
    return _leads(_depths(_once([e for e in found if e.kind != "field" or _key(e.text + e.label) or e.parts])))


def _block(lines: list[str]) -> list[Element]:
    found: list[Element] = []
    for is_row, group in groupby(lines, key=lambda line: bool(re.fullmatch(r"\s*\|.*\|\s*", line))):
        if is_row:
            cells = [_cells(row) for row in group if not re.fullmatch(r"[\s|:-]+", row)]
            found.append(Element("table", rows=cells))
            continue
        for line in group:
            last = found[-1] if found else None
            new = _line(line)
            below = line[:1] in " \t" and last and not last.depth
            if last and below and (last.kind, new.kind) in BELOW:
                if new.kind == "para" and not last.parts:
                    last.parts, last.text = [last.text.strip()], ""
                last.parts.append(new.text if new.kind != "field" else f"{new.label}: {new.text}")
            else:
                found.append(new)
    if len(lines) > 1 and len(found) == len(lines) and all(e.kind == "para" for e in found):
        return [Element("rows", rows=[[e.text] for e in found])]
    return found


def _said(e: Element, labelled: bool = True) -> str:
    """All that an element says, without white space and marks."""
    label = e.label if labelled else ""
    return _key(label + e.text + "".join(e.parts) + "".join("".join(row) for row in e.rows))


def _once(found: list[Element]) -> list[Element]:
    """Drop what is said again piece by piece after it was said at once; the pieces tell how it is parted."""
    result: list[Element] = []
    i = 0
    while i < len(found):
        j = i
        ranks: list[list[str]] = []
        while RANK.fullmatch(" ".join(e.text for e in found[i : i + 4] if e.kind == "para")):
            if len(found[i : i + 4]) < 4 or any(e.kind != "para" for e in found[i : i + 4]):
                break
            ranks.append([e.text for e in found[i : i + 4]])
            del found[i : i + 4]
        if ranks:
            found.insert(i, Element("rows", rows=ranks))
        while found[i].kind == "field" and j + 1 < len(found) and found[j + 1].kind == "field":
            j += 1
        if found[i].kind not in ("field", "rows"):
            result.append(found[i])
            i += 1
            continue
        run, taken = found[i : j + 1], 0
        for start in range(len(run)):
            for labelled in (True, False):
                taken = _repeats(run[start:], found[j + 1 :], labelled)
                if taken:
                    pieces = [e.text for e in found[j + 1 : j + 1 + taken]]
                    run[start:] = _parted(run[start:], pieces, labelled)
                    break
            if taken:
                break
        result += run
        i = j + 1 + taken
    return _written_once([e for r in result for e in (_rows(r) if r.kind == "rows" else [r])])


def _repeats(run: list[Element], after: list[Element], labelled: bool) -> int:
    """How many of the elements after a run only say it again; 0 where they do not."""
    target, said = "".join(_said(e, labelled) for e in run), ""
    for n, e in enumerate(after, 1):
        if e.kind not in ("para", "item", "lead") or not target.startswith(said + _said(e)):
            return 0
        said += _said(e)
        if said == target:
            return n
    return 0


def _parted(run: list[Element], pieces: list[str], labelled: bool) -> list[Element]:
    """A run whose values and rows are parted as the pieces are."""
    queue, result = list(pieces), []

    def take(words: str) -> list[str]:
        taken, said = [], ""
        while queue and said != words and words.startswith(said + _key(queue[0])):
            said += _key(queue[0])
            taken.append(queue.pop(0))
        return taken

    for e in run:
        if e.kind == "rows":
            result.append(replace(e, rows=[take(_key("".join(row))) or row for row in e.rows]))
            continue
        if labelled:
            take(_key(e.label))
        parts = take(_said(e, labelled=False))
        result.append(replace(e, text="", parts=parts) if len(parts) > 1 else e)
    return result


def _rows(e: Element) -> list[Element]:
    """Rows as what they are: ranks become a table, pairs fields, others paragraphs."""
    rows = e.rows
    for form in (RANK, SCORE):
        if all(len(row) == 1 and form.fullmatch(row[0]) for row in rows):
            rows = [list(m.groups()) for row in rows if (m := form.fullmatch(row[0]))]
    if all(len(row) == 4 and row[0].endswith("위") for row in rows):
        return [Element("table", rows=[["순위", "분야", "비중", "내용"], *rows])]
    if all(len(row) == 2 for row in rows):
        return [Element("field", value, label=label, number="score") for label, value in rows]
    return [_line(" ".join(row)) for row in rows]


def _written_once(found: list[Element]) -> list[Element]:
    """Fields again under their first telling, and a value that is all fields below it, told once; glued lists parted."""
    result: list[Element] = []
    for e in found:
        if e.kind == "field" and not e.parts:
            glued = re.findall(r"\"[^\"]+\"|“[^”]+”", e.text)
            if re.match(r"[·○]\s", e.text):
                glued = [p.strip() for p in re.split(r"(?:^|(?<=\S))\s?[·○]\s", e.text) if p.strip()]
            elif re.match(r"Q1\.\s", e.text):
                glued = re.split(r"\s(?=Q\d+\.\s)", e.text)
            if re.match(r"[·○]\s", e.text) and len(glued) == 1:
                e = replace(e, text=glued[0])
            elif len(glued) > 1 and _key("".join(glued)) == _key(e.text.replace("○", "")):
                e = replace(e, text="", parts=glued)
        near = result[-8:]
        if e.kind == "field" and any(n.kind == "field" and n.label == e.label and _said(n) == _said(e) for n in near):
            continue
        if e.kind == "para" and near and near[-1].kind == "para" and re.fullmatch(r"\d+점", near[-1].text):
            result[-1] = Element("field", result[-1].text, label=e.text, number="score")
            continue
        result.append(e)
    for i, e in enumerate(result):
        below, said = 0, ""
        while e.kind == "field" and i + below + 1 < len(result) and result[i + below + 1].kind == "field":
            below += 1
            said += _said(result[i + below])
            if below > 1 and said == _said(e, labelled=False):
                result[i] = Element("lead", e.label)
                break
    return result


def _depths(found: list[Element]) -> list[Element]:
    """Places in a site are headings below the last one; what stands below them lies deeper by one."""
    heading, crumb = 0, 0
    for e in found:
        if e.kind == "crumb" and heading < 2:
            e.kind = "para"
        elif e.kind == "crumb":
            crumb = heading + 1
            e.kind, e.depth = "heading", crumb
        elif e.kind == "heading":
            if not crumb or e.depth < crumb:
                heading, crumb = e.depth, 0
            else:
                e.depth += 1
    return found


def _leads(found: list[Element]) -> list[Element]:
    for e, after in zip(found, [*found[1:], Element("end")], strict=True):
        bare = e.kind == "para" and len(e.text) <= 40 and not SENTENCE.search(e.text) and not e.text.startswith("(")
        if bare and ((after.kind in ("item", "field") and after.marked) or re.fullmatch(r"(?:19|20)\d\d년", e.text)):
            e.kind = "lead"
    return found


def runs(found: Iterable[Element]) -> list[list[Element]]:
    """Fields beside each other together, items too, all else by itself."""
    runs: list[list[Element]] = []
    for e in found:
        last = runs[-1][0] if runs else e
        alike = last.kind == e.kind and (last.number == "score") == (e.number == "score")
        if runs and alike and e.kind in ("field", "item"):
            runs[-1].append(e)
        else:
            runs.append([e])
    return runs
