"""A file becomes a Document: text, and blocks that each say one thing, with section, label, year and offsets.

    file ─formats─▶ text ─layout.units─▶ lines ─folding.fold─▶ units without repetitions ─▶ blocks

The rules hold for Markdown, plain text, reports scraped from web pages and what `rag.formats` takes out of files of
other formats; none knows a particular report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from rag.errors import CorpusError, DocumentError
from rag.formats import SUFFIXES, UNSUPPORTED, read_text
from rag.layout.dating import YEAR, dated
from rag.layout.folding import Folded, fold
from rag.layout.forms import date_above, drawn_together
from rag.layout.items import split_items
from rag.layout.lines import TITLES, steps, units
from rag.layout.nesting import depth_of
from rag.layout.pairs import AMOUNT, pairs
from rag.layout.ranked import parts_of as ranked_parts
from rag.layout.ranked import ranked
from rag.layout.sections import Sections
from rag.layout.tables import Caption, Owner, Title, caption_of, categorised, counts_rows, dates, lists, nameless
from rag.layout.unit import Unit
from rag.types import Block, BlockKind, Document, Refusal, Span

IGNORED = ("synonyms.txt",)  # the keeper's own words for searching, not a document

_DATED_LINE = re.compile(r"[(\[]?(?:19|20)\d\d\s?[.\-/년]")
_DAY = re.compile(r"[(\[]?(?:19|20)\d\d\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?[)\]]?")

_MARK = re.compile(r"^[■▣▶►◆◇□◈❖◎●☆▪▷♦※☞]+\s*")  # before a title's words
_AMOUNT_LINE = re.compile(
    rf"(?=\D*[가-힣A-Za-z])(\D[^,]{{0,29}}?)\s+({AMOUNT.pattern}(?:\s/\s\d+(?:\.\d+)?)?(?:\s\([^()]{{1,20}}\))?)"
)
_HEADED = re.compile(r"^#{1,6}\s+\S", re.M)
_ASKED_NAME = re.compile(r"([^?]{4,}\?)\s+([^?]{2,20})")  # a label that is a question and the name of what answers it
_SAID = re.compile(r"[다요][.!?][\"'”’)]*(?:\s|$)")
_NOTE = re.compile(r"\s*\([^()]*\)$")


def corpus_files(corpus_dir: Path) -> dict[str, Path]:
    """The documents' files by name (the path below the folder, with `/`), in order of path; those of formats that
    are known and not read, too, so that they can be named.

    Raises CorpusError when the folder is missing or holds no document.
    """
    if not corpus_dir.is_dir():
        raise CorpusError(
            f"corpus folder {corpus_dir} is not there; make it, or set RAG_CORPUS_DIR to the right folder"
        )
    files = sorted(
        p
        for p in corpus_dir.rglob("*")
        if p.is_file()
        and p.suffix.lower() in (*SUFFIXES, *UNSUPPORTED)
        and p.name not in IGNORED
        and not p.name.startswith("~$")  # what an office program keeps beside a file that is open
        and not any(part.startswith(".") for part in p.relative_to(corpus_dir).parts)
    )
    if not files:
        raise CorpusError(f"corpus folder {corpus_dir} holds no document ({', '.join(SUFFIXES)}); put one there")
    return {p.relative_to(corpus_dir).as_posix(): p for p in files}


def read_corpus(
    corpus_dir: Path,
    served: Collection[str] = (),
    progress: Callable[[str, int, int], None] | None = None,
    known: Mapping[str, Document] | None = None,
) -> tuple[list[Document], dict[str, Refusal]]:
    """Read every document of the folder, in order of name, and tell which could not be read.

    A new file that cannot be read is refused and the others go on. One that is in use already (its name is in
    `served`) stops everything: leaving it out would take away answers that were given until now. One that `known`
    holds with the same bytes is taken from there.

    Raises CorpusError when the folder is missing or holds no document, DocumentError naming the file and the reason
    when one of `served` cannot be read or when none can.
    """
    documents: list[Document] = []
    refused: dict[str, Refusal] = {}
    files = corpus_files(corpus_dir)
    for done, (name, path) in enumerate(files.items()):
        if progress:
            progress("read", done, len(files))
        try:
            documents.append(read_document(path, name, known))
        except DocumentError as e:
            if name in served:
                raise
            refused[name] = Refusal(_sha256(path), str(e))
    if not documents:
        first = next(iter(refused.values())).reason
        raise DocumentError(first if len(refused) == 1 else f"none of {len(refused)} documents can be read. {first}")
    return documents, refused


def read_document(path: Path, name: str, known: Mapping[str, Document] | None = None) -> Document:
    """Read one file, or take it from `known` where that has it with the same bytes.

    Raises DocumentError when it is unreadable or `rag.formats.read_text` refuses it.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise DocumentError(f"{name}: cannot be read ({e.strerror}); check the file's permissions") from e
    sha256 = hashlib.sha256(data).hexdigest()
    if known and name in known and known[name].sha256 == sha256:
        return known[name]
    return parse(read_text(data, name).text, name, sha256)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def parse(text: str, name: str, sha256: str = "") -> Document:
    """Text to Document; the part of reading that does not touch the disk."""
    folded = fold(text, units(text, _marked(text, name)))
    blocks = dated(text, ranked(text, pairs(text, _blocks(text, folded))))
    title = next(
        (text[u.value.start : u.value.end] for f in folded if (u := f.unit).kind == "heading"), Path(name).stem
    )
    found = [int(y) for y in YEAR.findall(title + " " + name)]
    return Document(name, title.strip(), text, tuple(blocks), max(found) if found else None, sha256)


def _marked(text: str, name: str) -> bool:
    """Whether a text is Markdown: its name does not say that it is plain, or its own headings say that it is none."""
    return not name.lower().endswith(".txt") or len(_HEADED.findall(text)) > 1


def _blocks(text: str, folded: list[Folded]) -> list[Block]:
    """Units to blocks: the section path above each one, the parts of its value, table rows with their header."""
    blocks: list[Block] = []
    sections = Sections()
    header: tuple[str, ...] = ()
    caption, named = Caption(), ""  # what the line above says of what follows, and of the table that is being read
    owner, title = Owner(), Title()
    table, points = -1, (-1, 0)  # the group of the points that were read last, and how many they are
    for before, f, after in zip([None, *folded], folded, [*folded[1:], None], strict=False):
        u, section = f.unit, sections.path
        words = text[u.value.start : u.value.end]
        bylined = before is not None and before.unit.kind == "byline"
        if u.bullet and u.group != points[0]:
            caption = Caption() if points[1] > 1 else caption  # it named a list that a blank line has ended
            points = (u.group, 0)
        points = (points[0], points[1] + 1) if u.bullet else (-1, 0)
        if u.bullet:
            caption.point(depth_of(text, u))
        if u.kind == "heading":
            words = drawn_together(_MARK.sub("", words.replace("**", "")))
            sections.title(u.level, steps(words, arrows=True))
            section, caption = sections.path, Caption()
            blocks.append(Block("heading", u.start, u.end, section or (words,), value=u.value))
        elif u.kind == "name":
            blocks.append(Block("heading", u.start, u.end, section, value=u.value))
        elif u.kind == "breadcrumb":  # the page's own place in its site: finer than the heading above it
            sections.place(steps(words))
            section, caption = sections.path, Caption()
            blocks.append(Block("heading", u.start, u.end, section, value=u.value))
        elif u.kind == "byline" or (bylined and _names(u, words)):  # the second line under it says more of the same
            sections.byline(words, more=bylined)
            section, caption = sections.path, Caption()
            blocks.append(Block("paragraph", u.start, u.end, section, value=u.value))
        elif u.kind == "row":
            if table != u.group:
                table, header = u.group, tuple(text[c.start : c.end] for c in u.cells)
                named = "" if dates(caption.words) else caption.words or _marked_caption(text, before)
                caption = Caption()
                continue
            blocks += _row(text, f, section, named, header)
        elif u.kind == "field":
            above = (named if u.group == table else lists(caption.words)) if u.bullet else title.over(u)
            block = _field(text, f, section, _under(text, u) or above)
            if block.label == "단위":
                caption = Caption(caption_of(text[u.start : u.end], caption.words))
                continue
            blocks.append(block)
            if not u.bullet:
                caption, owner = Caption(), Owner.of(text, u)
            elif owner.group == u.group:
                owner = Owner()  # points with names of their own are not the field's above them
        elif u.kind in ("line", "scores"):
            about = _under(text, u) or (lists(caption.words) if u.bullet else "") or owner.owns(u)
            if u.kind == "scores" and (name := about or caption.words or (section[-1] if section else "")):
                blocks.append(_scores(f, section, name))
                continue
            blocks.append(_line(text, f, section, about))
            if not u.bullet:  # the line above a list or table often names it
                caption, title = Caption(caption_of(words, caption.words)), Title.of(text, u)
                if _DAY.fullmatch(words) and after and after.unit.group != u.group:  # the report's, or the page's
                    caption = Caption()
    return categorised(text, _paragraphs(text, blocks, folded))


def _marked_caption(text: str, above: Folded | None) -> str:
    """What a point with a title's mark says of the table right below it."""
    u = above.unit if above else None
    marked = u is not None and u.kind == "line" and text[u.start] in TITLES
    return caption_of(text[slice(*u.value)]) if u and marked else ""


def _names(u: Unit, words: str) -> bool:
    """Whether a line is a name, by its form: short, and neither an item nor a sentence."""
    return u.kind == "line" and not u.bullet and len(words) <= 20 and not re.search(r"[.?!]$|^[QA]\d*\.", words)


def _under(text: str, u: Unit) -> str:
    """The name of the points among which a unit is."""
    return text[slice(*u.under)] if u.under else ""


def _row(text: str, f: Folded, section: tuple[str, ...], caption: str, header: tuple[str, ...]) -> list[Block]:
    """A table's row, named by its first cell; one of amounts alone has no name."""
    u = f.unit
    if all(c.start == c.end for c in u.cells):
        return []
    label = "" if nameless(text, header, u.cells) else text[u.cells[0].start : u.cells[0].end]
    cells = u.cells
    if label and counts_rows(text, header, cells):  # what a row is of stands behind its number
        label, cells, header = text[slice(*cells[1])], cells[1:], header[1:]
    parts = cells[: len(header)]
    repeats = tuple(f.repeats)
    return [Block("row", u.start, u.end, section, label, u.value, caption, parts, header, u.group, None, repeats)]


def _field(text: str, f: Folded, section: tuple[str, ...], caption: str) -> Block:
    u = f.unit
    assert u.label is not None
    inside = [p for p in f.parts if p.start >= u.value.start]
    label = drawn_together(text[u.label.start : u.label.end].strip())
    parent = f.parent or caption
    if f.leading > 1:  # the repetition shows that the label is a question and a name
        named = [text[p.start : p.end] for p in f.parts[: f.leading]]
        label, parent = named[-1], " ".join(named[:-1])
    elif m := _ASKED_NAME.fullmatch(label):
        parent, label = m.groups()
    parts = tuple(inside) if len(inside) > 1 else u.cells
    if not parts and not date_above(text, u.value):
        parts = tuple(split_items(text, u.value))
    return Block("field", u.start, u.end, section, label, u.value, parent, parts, (), u.group, None, tuple(f.repeats))


def _scores(f: Folded, section: tuple[str, ...], name: str) -> Block:
    """Amounts by name that a line sets side by side, under what names them all, without its note in brackets."""
    u = f.unit
    label = _NOTE.sub("", name)
    return Block("field", u.start, u.end, section, label, u.value, "", u.cells, (), u.group, None, tuple(f.repeats))


def _line(text: str, f: Folded, section: tuple[str, ...], caption: str) -> Block:
    u = f.unit
    repeats = tuple(f.repeats)
    parts = tuple(f.parts) or u.cells or ranked_parts(text, u.value)
    if len(parts) >= 2:  # taken apart by its own repetition: a label and its value, or a row of cells
        first = len(parts) > 2 and re.fullmatch(r"\d+\s*[위등순]?\.?", text[parts[0].start : parts[0].end])
        named = parts[1 if first else 0]
        value = Span(parts[2 if first else 1].start, u.end)
        label = text[named.start : named.end]
        return Block("row", u.start, u.end, section, label, value, caption, parts, (), u.group, None, repeats)
    words = text[u.value.start : u.value.end]
    step = u.bullet and "①" <= text[u.start] <= "⑳"  # one of a course of things, whatever amount it ends in
    if not step and (m := _AMOUNT_LINE.fullmatch(words)):  # 「총 만족도 85점」
        value = Span(u.value.start + m.start(2), u.value.end)
        return Block("row", u.start, u.end, section, m[1], value, caption, (), (), u.group, None, repeats)
    told = text[u.start] in TITLES and _SAID.search(words)  # a paragraph behind a mark
    kind: BlockKind = "item" if u.bullet and not told else "paragraph"
    return Block(kind, u.start, u.end, section, "", u.value, caption, (), (), u.group, None, repeats)


def _paragraphs(text: str, blocks: list[Block], folded: list[Folded]) -> list[Block]:
    """Join the lines of a hard-wrapped paragraph: lines of one group that run on and hold sentences."""
    lines = {f.unit.start for f in folded if f.unit.kind == "line" and not f.unit.bullet and not f.parts}
    result: list[Block] = []
    for b in blocks:
        last = result[-1] if result else None
        if (
            last is not None
            and last.kind == "paragraph"
            and b.start in lines
            and last.group == b.group
            and b.kind in ("paragraph", "row")
            and last.end - last.start > 25
            and not re.search(r"[.!?:]['\"”’)]*(?:\d{1,2}\))?$", text[last.start : last.end])
            and not _alike(text[last.start : last.end], text[b.start : b.end])
            and not (_DATED_LINE.match(text, b.start) and _DATED_LINE.match(text, last.start))
        ):
            result[-1] = replace(last, end=b.end, value=Span(last.start, b.end))
        else:
            result.append(b)
    return result


def _alike(line: str, after: str) -> bool:
    """Whether two lines end in the same word (사람, 사람): each says something of its own."""
    ends = [re.search(r"(?<!\S)[가-힣]{2,}$", words) for words in (line, after)]
    return all(ends) and len({m.group() for m in ends if m}) == 1
