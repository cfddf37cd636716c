"""Blocks become chunks: the passages that are embedded, indexed and shown beside an answer.

    Document.blocks ──group short neighbours──▶ runs ──cut long ones──▶ Chunk

A chunk is one contiguous span of the document, so its offsets are known and never searched for. Short blocks that
stand together and speak of the same thing (the lines of a score list, the items of one field) make one chunk, since
one line of them says little. A block longer than a chunk is cut at the ends of its lines, then of its sentences.
What a document repeats (`Block.repeats`) stands in no block of its own and so makes no chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.types import Block, Chunk, Document, Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SIZE = 500
"""Characters that a chunk holds at most."""

SHORT = 100
"""Characters of the longest block that joins neighbours outside its own list or table."""

# Where a long block may be cut, best first: lines, ends of sentences, ends of clauses, words, anywhere.
# A full stop ends a sentence only behind a letter, a bracket or a quote: the one in `2024. 8. 20.` ends none.
# In text taken off web pages the next sentence often follows without a space (`…밝혔다.기존에…`).
SEPARATORS = (
    r"\n\s*\n",
    r"\n",
    r"(?<=[^\W\d][.!?…])\s+|(?<=[)\]\"'”’%][.!?…])\s+|(?<=[.!?…][)\]\"'”’])\s+|(?<=[。！？])",
    r"(?<=[가-힣][.!?])(?=[^\W\d])",
    r"(?<=[,;:·、])\s*(?=\D)",
    r"\s+",
    r"",
)


def split(document: Document, first_id: int = 0) -> list[Chunk]:
    """Cut a document into chunks, in order of their place in it, numbered from `first_id`.

    Every chunk holds `text == document.text[start:end]`, without white space at its ends, of 1 to `SIZE` characters.
    Chunks do not overlap. Headings make no chunk; they stand in the section path of those below them. A chunk has a
    year only where all its blocks share it.
    """
    chunks: list[Chunk] = []
    for run in _runs(document):
        label = _label(run)
        year = run[0].year if len({block.year for block in run}) == 1 else None
        for start, end in _cut(document.text, Span(run[0].start, run[-1].end)):
            text, number = document.text[start:end], first_id + len(chunks)
            chunk = Chunk(number, document.name, document.title, run[0].section, start, end, text, label, year)
            chunks.append(chunk)
    return chunks


def _runs(document: Document) -> Iterator[list[Block]]:
    """Blocks that make one passage, headings left out."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind == "heading":
            continue
        if run and not _together(document.text, run, block):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _together(text: str, run: Sequence[Block], block: Block) -> bool:
    """Whether a block continues a run: same section and subject, nothing between them, and room for it."""
    last = run[-1]
    if block.section != last.section or block.end - run[0].start > SIZE:
        return False
    if text[last.end : block.start].strip():
        return False  # a repetition or a page's furniture between them would come along
    if block.group and block.group == last.group:
        return True  # a table may give each year its row
    if block.year != last.year:
        return False
    if block.parent or last.parent:
        return block.parent in (last.parent, last.label) or (not block.parent and block.label == last.parent)
    listed = sum(1 for b in run if b.group and b.group == last.group) > 1
    return not listed and all(b.end - b.start <= SHORT for b in (*run, block))


def _label(run: Sequence[Block]) -> str:
    """What all blocks of a run are about: their table's columns, their common label or parent, or nothing."""
    headers = {block.header for block in run if block.header}
    if len(headers) == 1:  # the lines beside a table do without one
        return " · ".join(filter(None, headers.pop()))
    labels = {block.label for block in run}
    if len(labels) == 1:
        return run[0].label or run[0].parent
    parents = {block.parent for block in run[1:]} | {run[0].parent or run[0].label}
    return parents.pop() if len(parents) == 1 else ""


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Spans of at most `SIZE` characters that cover a span but for white space, in order."""
    pieces = [text[span.start : span.end]]
    if len(pieces[0]) > SIZE:
        pieces = _splitter(_even(len(pieces[0]))).split_text(pieces[0])
    start = span.start
    for piece in pieces:
        end = start + len(piece)
        if text[start:end] != piece:
            raise AssertionError(f"the splitter changed the text at character {start}: {piece[:40]!r}")
        body = piece.strip()
        if body:
            left = start + len(piece) - len(piece.lstrip())
            yield Span(left, left + len(body))
        start = end


def _even(length: int) -> int:
    """Characters a piece that cut a long block into pieces of like length, instead of full ones and a stub."""
    pieces = -(-length // SIZE)
    return min(SIZE, 10 * -(-(length // pieces + SIZE // 5) // 10))


@lru_cache(maxsize=SIZE)
def _splitter(size: int) -> RecursiveCharacterTextSplitter:
    """A splitter into pieces of at most `size` characters. Imported on first use, which costs about half a second.

    White space is kept and nothing overlaps, so that the pieces joined are the text again and offsets add up.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=0,
        strip_whitespace=False,
    )
