"""What a keeper of the corpus wants to know before readers find out: `rag lint`.

empty      a section without text, a field without a value
duplicate  a passage that stands somewhere else word for word
undated    a field or row without a year whose siblings have one
encoding   a file whose encoding or pages had to be guessed at
refused    a file that cannot be read
stale      a file that the index does not hold as it is now
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag import freshness, generations, manifest
from rag.errors import DocumentError, IndexingError
from rag.formats import read_text
from rag.layout import lines as layout
from rag.reading import corpus_files, parse
from rag.settings import Settings
from rag.types import Block, Document

Kind = Literal["empty", "duplicate", "undated", "encoding", "refused", "stale"]

LONG = 30
"""Letters from which a passage that stands twice is worth a remark; shorter ones may well be alike."""

_EMPTY_FIELD = re.compile(r"(?:[-*+]\s+)?(?:\*\*([^*\n]{1,60}?)\s*:?\*\*\s*:?|([^\s:#|*][^:|#\n]{0,28}?)\s*[:：])")
_NEXT = re.compile(r"#{1,6}\s|(?:[-*+]\s+)?\*\*[^*\n]+\*\*\s*:|(?:[-*+]\s+)?[^\s:#|*][^:|#\n]{0,28}?\s*[:：]$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `line` counts from 1 in the document's text, 0 where it is about the whole file; `page` likewise,
    0 in a document without pages. `start`, `end` are code points in the text."""

    document: str
    kind: Kind
    message: str
    line: int = 0
    page: int = 0
    start: int = 0
    end: int = 0

    @property
    def place(self) -> str:
        """The document with its page or line, as far as the remark is about one."""
        return f"{self.document}, {_place(self.line, self.page)}" if self.line else self.document


def lint(settings: Settings) -> list[Finding]:
    """Every remark on the corpus and its index, in order of document and place.

    Raises CorpusError when there is no corpus.
    """
    documents: list[Document] = []
    found: list[Finding] = []
    for name, path in corpus_files(settings.corpus_dir).items():
        try:
            read = read_text(path.read_bytes(), name)
        except DocumentError as e:
            found.append(Finding(name, "refused", str(e)))
            continue
        except OSError as e:
            found.append(Finding(name, "refused", f"{name}: cannot be read ({e.strerror}); check its permissions"))
            continue
        if read.note:
            found.append(Finding(name, "encoding", read.note))
        documents.append(parse(read.text, name))
    for document in documents:
        found += [*_empty(document), *_undated(document)]
    found += _duplicates(documents)
    found += _stale(settings)
    return sorted(found, key=lambda f: (f.document, f.start, f.kind))


def _at(document: Document, kind: Kind, start: int, end: int, message: str) -> Finding:
    return Finding(document.name, kind, message, *_line_and_page(document, start), start, end)


def _line_and_page(document: Document, start: int) -> tuple[int, int]:
    return document.text.count("\n", 0, start) + 1, document.page(start)


def _place(line: int, page: int) -> str:
    """Where a person looks: on the page where there are pages, else in the line."""
    return f"page {page}" if page else f"line {line}"


def _empty(document: Document) -> Iterator[Finding]:
    """Headings with nothing under them, and labels with nothing behind them before the next label or heading."""
    text = document.text
    units = layout.units(text, markdown=not document.name.lower().endswith(".txt"))
    units = [u for u in units if u.kind not in ("rule", "breadcrumb")]
    for i, u in enumerate(units):
        after = units[i + 1] if i + 1 < len(units) else None
        if u.kind == "heading" and (after is None or (after.kind == "heading" and after.level <= u.level)):
            words = text[u.value.start : u.value.end]
            yield _at(document, "empty", u.start, u.end, f"the section {words!r} holds nothing; fill it or take it out")
    lines = [(m.start(), m.end(), m[0].strip()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    for i, (start, end, words) in enumerate(lines):
        following = lines[i + 1][2] if i + 1 < len(lines) else "# "
        if (m := _EMPTY_FIELD.fullmatch(words)) and _NEXT.match(following):
            label = (m[1] or m[2]).strip()
            yield _at(document, "empty", start, end, f"the field {label!r} has no value; fill it or take it out")


def _undated(document: Document) -> Iterator[Finding]:
    """Fields of a section, or rows of a table, without a year of which at least as many siblings have one."""
    siblings: dict[tuple[object, ...], list[Block]] = defaultdict(list)
    for block in document.blocks:
        if block.kind == "field":
            siblings["field", block.section, block.parent].append(block)
        elif block.kind == "row" and block.header:
            siblings["row", block.section, block.group].append(block)
    for blocks in siblings.values():
        dated = sum(block.year is not None for block in blocks)
        if len(blocks) - dated <= dated < len(blocks):
            for block in blocks:
                if block.year is None:
                    message = f"{block.label!r} has no year and {dated} beside it have one; say of which year it is"
                    yield _at(document, "undated", block.start, block.end, message)


def _duplicates(documents: Sequence[Document]) -> Iterator[Finding]:
    """Passages whose letters stood before in another place; what a page says twice at once is none."""
    first: dict[str, tuple[Document, Block]] = {}
    for document in documents:
        for block in document.blocks:
            key = re.sub(r"\W", "", document.text[block.start : block.end]).lower()
            if block.kind == "heading" or len(key) < LONG:
                continue
            other, before = first.setdefault(key, (document, block))
            if before is not block:
                where = f"{other.name}, {_place(*_line_and_page(other, before.start))}"
                message = f"the same words stand in {where}; keep one of them, or say what differs"
                yield _at(document, "duplicate", block.start, block.end, message)


def _stale(settings: Settings) -> Iterator[Finding]:
    """Files that are newer than the index or not in it, and those that it still holds and the corpus no longer."""
    try:
        built = manifest.read(settings.index_dir / generations.current(settings.index_dir))
    except IndexingError as e:
        yield Finding("", "stale", str(e))
        return
    said = {
        "new": "is not in the index yet; run `rag build`",
        "changed": "is newer than the index; run `rag build`",
        "removed": "is in the index and no longer in the corpus; run `rag build`",
    }
    for name, state in freshness.documents(settings, built).items():
        if state in said:
            yield Finding(name, "stale", said[state])
