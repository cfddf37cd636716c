"""Blocks become facts, when the index is built: values, items, lists, dates and sentences, each with its span.

field 「**미션**: …」             value  미션 → …
field with items                 item… and the list that they make
row 「연봉/복지 84점」            value  연봉/복지 → 84점, comparable within its group
row 「1위 정보화 53.6 % a, b」    value  정보화 → 53.6 %, rank 1; list 정보화 → a, b
table row                        value  (first cell, column) → cell
field or paragraph of prose      sentence…, and the date in brackets that opens it
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.facts.alongside import side_by_side
from rag.answering.facts.asked import after_mark, interview, question_in, questions_of
from rag.answering.facts.cells import cells_of, names_rows, row_of, unit_in
from rag.answering.facts.containers import Points, containers
from rag.answering.facts.dated import DATES_REPORT, OWN_DATE, DatedTitle, dated_title
from rag.answering.facts.entries import entry
from rag.answering.facts.gathering import gathered
from rag.answering.facts.numbered import numbered
from rag.answering.facts.scattered import scattered
from rag.answering.facts.spoken import named_amount, over_years
from rag.answering.facts.starred import CALLED, starred
from rag.answering.facts.totals import with_totals
from rag.answering.spans.contacts import reaches
from rag.answering.spans.quantities import moments, quantities
from rag.korean import Korean
from rag.layout.forms import date_above
from rag.layout.items import items_between_commas
from rag.layout.pages import flowing
from rag.layout.tables import caption_of
from rag.types import Block, Chunk, Document, Fact, Span

_OPENING_DATE = re.compile(r"\s*[(\[]\s*([^()\[\]]{4,30})\s*[)\]]\s*")
_COLON = re.compile(r"\s*:\s+")
SPOKEN = 1000  # numbers of a document's groups are counted up from its first, those of groups in sentences down from -SPOKEN times it
_POINT = re.compile(r"\d{1,2}[.)]\s|[①-⑳]|[-*•·]\s")
_NOTE = re.compile(r"(?<=\S)\s*\([^()]*\)$")  # behind the last of several amounts: 「A 3만 원 · B 4만 원 (세금 제외)」
_SAID = re.compile(r"[다요][.!?]$")
_YEAR_BEFORE = re.compile(r"(?:그\s)?(?:전년|직전\s?해|전\s?해|한\s해\s전)(?:도에?|에)?(?:는|엔)\s")  # of its year
PROSE = 60  # characters from which a value with a sentence end is told sentence by sentence


class _Maker:
    """Collects the facts of one document in order."""

    def __init__(self, document: Document, chunks: Sequence[Chunk], korean: Korean, first_id: int, first_group: int):
        self.document, self.korean, self.first_id = document, korean, first_id
        self.text = flowing(document.text)
        self.facts: list[Fact] = []
        self.chunks = sorted(chunks, key=lambda c: c.start)
        self.starts = [c.start for c in self.chunks]
        self.first_group = first_group
        self.counting = -first_group * SPOKEN
        self.names: dict[int, list[Fact]] = {}  # of a table's rows, by group
        self.captions: dict[tuple[str, ...], set[str]] = {}
        for b in document.blocks:
            self.captions.setdefault(b.section, set()).add(b.parent)
        self.lists: dict[int, int] = {}  # groups of fields that are lists, beside which others stand
        self.beside = 0  # the group of the fields beside one that is read
        self.unit = ""  # of the table that follows, where a line before it says so

    def chunk_of(self, start: int) -> int:
        """The passage that holds a place; the nearest before it for a place between passages."""
        return self.chunks[max(0, bisect_right(self.starts, start) - 1)].id if self.chunks else 0

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def add(self, kind: str, block: Block, span: Span, value: Span, **more: object) -> Fact:
        if kind == "value" and (amount := starred(self.text, value)):
            value, more = amount, CALLED | more
        fact = Fact(
            id=self.first_id + len(self.facts),
            kind=kind,  # type: ignore[arg-type]
            document=self.document.name,
            chunk=self.chunk_of(span.start),
            section=block.section,
            start=span.start,
            end=span.end,
            value=value,
            **({"year": block.year, "parent": block.parent} | more),  # type: ignore[arg-type]
        )
        self.facts.append(fact)
        return fact

    def field(self, b: Block, group: int) -> None:
        assert b.value is not None
        if parts := b.parts or numbered(self.text, b.value):
            self.listed(replace(b, parts=parts), group)
            return
        if told := interview(self.text, b.value):
            for asked, span in told:
                self.prose(replace(b, value=span), f"{b.label} {asked}")
            return
        if asked := question_in(b.label):
            self.prose(b, asked)
            return
        words = self.words(b.value)
        if date_above(self.text, b.value):
            self.prose(b, b.label, group)
            return
        sentences = self.korean.sentences(words)
        if len(sentences) > 1 or (len(words) >= PROSE and re.search(r"다\.?$", words)):
            if _POINT.match(words_of := self.text[b.start : b.end]) and b.label in words_of:
                start = b.start + words_of.index(b.label)
                name = Span(start, start + len(b.label))
                self.add("item", b, name, name, group=group)  # one of the things that the section counts up
            self.prose(b, b.label, group)
            return
        of_years = over_years(words)
        for one in of_years:  # cells of the table that such fields make
            span = Span(b.value.start + one.value.start, b.value.start + one.value.end)
            named = {"label": b.label, "attribute": f"{one.year}년", "year": one.year}
            self.add("value", b, Span(b.start, b.end), span, group=group, **named)
        items = items_between_commas(self.text, b.value) if not (of_years or reaches(words)) else []
        several = self.amounts(b.value) if len(items) > 1 else []
        several = [] if any(re.match(r"\d", self.words(one)) for one, _ in several) else several  # 1급 5점, 2급 3점
        ids = [self.named(b, one, value, group).id for one, value in several]
        ids = ids or [self.add("item", b, s, s, parent=b.label, group=group).id for s in items]
        whole, kind, of = Span(b.start, b.end), "list" if ids else "value", 0 if ids else group
        made = self.add(kind, b, whole, b.value, label=b.label, group=of, members=tuple(ids))
        self.lists[made.id] = group
        self.bracketed(b, b.value, "")
        if DATES_REPORT.fullmatch(b.label):
            self.add("value", b, whole, b.value, parent=OWN_DATE)

    def bracketed(self, b: Block, part: Span, owner: str) -> None:
        """A list named in brackets inside a value (「필기시험(과목 : 논리, 영어)」)."""
        for m in re.finditer(
            r"([가-힣A-Za-z]{2,12})?\s?\(([가-힣A-Za-z]{1,10})\s?:\s([^()]{3,120})\)", self.words(part)
        ):
            value = Span(part.start + m.start(3), part.start + m.end(3))
            items = items_between_commas(self.text, value)
            place = f"{owner} {m[1] or ''} {b.label}".strip()
            ids = [self.add("item", b, s, s, parent=place).id for s in items]
            if ids:
                self.add(
                    "list",
                    b,
                    Span(part.start + m.start(), part.start + m.end()),
                    value,
                    label=m[2],
                    parent=place,
                    members=tuple(ids),
                )

    def listed(self, b: Block, group: int) -> None:
        """A field made of parts: amounts with their names, named parts, or plain items; and the list of them."""
        assert b.value is not None
        ids: list[int] = []
        for part in b.parts:
            words = self.words(part)
            if part is b.parts[-1] and (note := _NOTE.search(words)) and ids and self.facts[-1].kind == "value":
                words = words[: note.start()].rstrip()  # the note is about all the amounts
            named = _COLON.search(words)
            found = quantities(words)
            if named and named.start() <= 20:
                value = Span(part.start + named.end(), part.end)
                ids.append(
                    self.add("value", b, part, value, label=words[: named.start()], parent=b.label, group=group).id
                )
                self.bracketed(b, value, words[: named.start()])
            elif len(found) > 1 and (several := self.amounts(part)):
                ids += [self.named(b, one, value, group).id for one, value in several]
            elif found and found[-1].end == len(words) and words[: found[-1].start].strip():
                value = Span(part.start + found[-1].start, part.start + len(words))
                label = words[: found[-1].start].strip()
                ids.append(self.add("value", b, part, value, label=label, parent=b.label, group=group).id)
            else:
                ids.append(self.add("item", b, part, part, parent=b.label, group=group).id)
        made = self.add("list", b, Span(b.start, b.end), b.value, label=b.label, members=tuple(ids)).id
        self.lists[made] = group if self.text.startswith("**", b.start) else self.beside

    def item(self, b: Block, group: int) -> None:
        """An item of a list, or each sentence of one that is several."""
        assert b.value is not None
        inside = self.korean.sentences(self.words(b.value))
        spans = [Span(b.value.start + s.start, b.value.start + s.end) for s in inside] if len(inside) > 1 else [b.value]
        for before, span in zip([Span(b.start, b.start), *spans], spans, strict=False):
            self.add("item", b, Span(b.start, span.end) if span is spans[0] else span, span, group=group)
            if _SAID.search(self.words(span)):
                self.spoken(b, span, "", before)

    def named(self, b: Block, one: Span, value: Span, group: int) -> Fact:
        """An amount with its name before it, as a value of what a field tells."""
        label = self.words(Span(one.start, value.start)).strip()
        return self.add("value", b, one, value, label=label, parent=b.label, group=group)

    def amounts(self, part: Span) -> list[tuple[Span, Span]]:
        """Items of a part that each end in an amount, with the amount: 「현직자 64명, 전직자 21명」; empty for any others."""
        told = []
        for one in items_between_commas(self.text, part):
            found = quantities(self.words(one))
            if not found or found[-1].end < one.end - one.start or found[-1].start == 0:
                return []
            told.append((one, Span(one.start + found[-1].start, one.end)))
        return told

    def row(self, b: Block, group: int) -> None:
        assert b.value is not None
        whole = Span(b.start, b.end)
        if b.header:
            for cell in cells_of(self.text, b, self.unit):
                named = {"label": cell.label, "attribute": cell.attribute, "year": cell.year, "unit": cell.unit}
                if cell.span.end - cell.span.start >= PROSE and len(self.korean.sentences(self.words(cell.span))) > 1:
                    self.prose(replace(b, value=cell.span), f"{cell.label} {cell.attribute}".strip(), group)
                    continue
                items = items_between_commas(self.text, cell.span) if cell.label else []
                if len(items) > 2 and not quantities(self.words(items[0])):  # what the row's name stands for
                    made = tuple(self.add("item", b, s, s, parent=cell.label).id for s in items)
                    self.add("list", b, cell.span, cell.span, label=cell.label, parent=cell.attribute, members=made)
                    continue
                self.add("value", b, row_of(b, cell), cell.span, group=group, **named)
            at = names_rows(self.text, b) if b.label else None
            if at is not None:
                title = b.header[at] if at == 0 or not b.section else b.section[-1]  # 「내용」 says little
                name = self.add("item", b, b.parts[at], b.parts[at], parent=f"{title} {b.parent}".strip())
                self.names.setdefault(group, []).append(name)
            return
        rank = 0
        parts = list(b.parts)
        if parts and self.words(parts[0]) != b.label and (m := re.match(r"\d+", self.words(parts[0]))):
            rank = int(m.group())
        at = next((i for i, p in enumerate(parts) if self.words(p) == b.label), 0) if parts else 0
        values = parts[at + 1 :] or [b.value]
        first, rest = values[0], values[1:]
        self.add("value", b, Span(b.start, first.end) if rest else whole, first, label=b.label, group=group, rank=rank)
        for more in rest:  # what a row says beyond its amount: usually the things that the name stands for
            items = items_between_commas(self.text, more)
            ids = [self.add("item", b, s, s, parent=b.label).id for s in {self.words(s): s for s in items}.values()]
            self.add("list" if ids else "value", b, more, more, label=b.label, parent=b.label, members=tuple(ids))

    def prose(self, b: Block, topic: str, group: int = 0) -> None:
        """Sentences of a passage; a date in brackets before the first one dates the passage. In a field of a `group`, an
        amount that stands with its name for a sentence (「정원 40명」) is a cell of the fields' table."""
        assert b.value is not None
        start = b.value.start
        if b.kind == "field" and (above := date_above(self.text, b.value)):
            self.add("date", b, Span(b.start, above[0].end), above[0], label=topic, parent=b.parent)
            start = above[1]
        elif m := _OPENING_DATE.match(self.text, start, b.value.end):
            dates = moments(m[1])
            if dates and dates[0].start == 0:
                span = Span(m.start(1), m.start(1) + dates[0].end)
                self.add("date", b, Span(b.start, m.end()), span, label=topic, parent=b.parent)
                start = m.end()
        words = self.text[b.start : b.end].strip()
        if (dates := moments(words)) and dates[0].start == 0 and dates[0].end >= len(words) - 1:
            self.add("value", b, Span(b.start, b.end), b.value, parent=OWN_DATE)  # a bare date: the report's own
            return
        before = Span(start, start)
        for s in self.korean.sentences(self.text[start : b.value.end]):
            span = Span(start + s.start, start + s.end)
            said = self.words(span)
            self.unit = unit_in(said) if "단위" in said else self.unit
            if self.introduces(b, said):
                continue  # the name of the list or table below it, which carries it
            earlier = {"year": b.year - 1} if b.year and _YEAR_BEFORE.match(said) else {}
            self.add("sentence", b, span, span, parent=topic or b.parent, **earlier)
            if group and (named := named_amount(said)):
                value = Span(span.start + named.value.start, span.start + named.value.end)
                self.add("value", b, span, value, label=topic, attribute=named.label, group=group)
            self.spoken(b, span, topic, before)
            before = span

    def titled(self, b: Block, title: DatedTitle) -> None:
        """The date behind a title dates what the title tells, beside the other titles of the section above."""
        whole = Span(title.name.start, b.end)
        made = self.add("date", replace(b, section=b.section[:-1]), whole, title.date, label=self.words(title.name))
        if (below := bisect_right(self.starts, b.start)) < len(self.chunks):
            self.facts[-1] = replace(made, chunk=self.chunks[below].id)

    def introduces(self, b: Block, said: str) -> bool:
        """Whether a sentence or line is the name of a list or table below it, or a part of that name."""
        caption = caption_of(said)
        return bool(caption) and any(p.startswith(caption) or p.endswith(caption) for p in self.captions[b.section])

    def spoken(self, b: Block, sentence: Span, topic: str, before: Span) -> None:
        """Amounts that a sentence tells side by side are values of one group; `before` is the sentence before it."""
        for ones, start in side_by_side(self.text, before, sentence):
            self.counting -= 1  # groups of their own, numbered down from the document's first
            for one in ones:
                span = Span(start + one.start, start + one.value.end)
                value = Span(start + one.value.start, start + one.value.end)
                more = {"year": one.year} if one.year else {}
                parent = topic or b.parent
                self.add("value", b, span, value, label=one.label, parent=parent, group=self.counting, **more)

    def containers(self, points: Points) -> None:
        """Lists that no block is."""
        for c in containers(self.facts, self.names, self.lists, points):
            span = Span(c.members[0].start, max(f.end for f in c.members))
            self.add("list", c.block, span, span, label=c.label, members=tuple(f.id for f in c.members))


def facts_of(
    document: Document, chunks: Sequence[Chunk], korean: Korean, first_id: int = 0, first_group: int = 1
) -> list[Fact]:
    """All facts of a document, ids from `first_id`, groups from `first_group`, in order of their blocks (lists that
    several blocks make come last). `chunks` are those of this document."""
    maker = _Maker(document, chunks, korean, first_id, first_group)
    blocks = with_totals(document.text, document.blocks)
    groups: dict[tuple[object, ...], int] = {}
    previous: Block | None = None
    run, points = 0, Points()
    asked, apart = questions_of(document.text, blocks), scattered(document.text, blocks)
    for above, b in zip([None, *blocks], blocks, strict=False):
        if b.kind == "heading" or b.value is None:
            if title := dated_title(document.text, b):
                maker.titled(b, title)
            previous, maker.unit = None, ""
            continue
        if previous is not None and previous.header and b.group != previous.group:
            maker.unit = ""  # it was the table's before
        # Fields in a row under one parent (or none) stand side by side; so do the rows of one paragraph or table.
        alike = (
            previous is not None
            and {b.kind, previous.kind} <= {"field", "item"}
            and (b.section, b.parent) == (previous.section, previous.parent)
        )
        run += not alike
        key = (
            (b.section, "row", apart.get(b.start, b.group))
            if b.kind not in ("field", "item") or b.parts
            else (b.section, "field", run)
        )
        group = groups.setdefault(key, first_group + len(groups))
        before = len(maker.facts)
        if b.kind == "field":
            maker.beside = groups.setdefault((b.section, "field", run), first_group + len(groups))
            maker.field(b, group)
        elif b.kind == "row":
            maker.row(b, group)
        elif b.start not in asked:
            (maker.item(b, group) if b.kind == "item" else maker.prose(b, b.label))
        elif asked[b.start]:  # a question that is answered is the title of its answer
            told = Span(after_mark(document.text, b.value.start), b.value.end)
            maker.prose(replace(b, value=told), asked[b.start])
        points.point(document.text, b, maker.facts[before:])
        for one, name, span in entry(document.text, above, b):
            maker.add("value", one, Span(one.start, one.end), span, label=name, year=b.year)
        previous = b
    maker.containers(points)
    return [*maker.facts, *gathered(document, maker.facts)]
