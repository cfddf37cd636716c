"""The nouns. Each is one frozen dataclass; each arrow of the way of the data turns one into the next.

    Document ─ Block ─▶ Chunk ─▶ Hit ─▶ Citation ─▶ Answer
               Fact, Sentence (evidence found in blocks when the index is built)
    Query (what a question asks for)

Offsets `start`, `end` count Unicode code points in `Document.text`, half open, for every noun here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "field", "item", "row", "definition", "paragraph"]
Wanted = Literal[
    "number",
    "date",
    "person",
    "organisation",
    "place",
    "name",
    "definition",
    "list",
    "reason",
    "method",
    "yesno",
    "any",
]
Operation = Literal[
    "none",
    "highest",
    "lowest",
    "sum",
    "difference",
    "compare",
    "count",
    "before",
    "after",
    "average",
    "order",
    "ratio",
    "spread",
]
Status = Literal["answered", "partial", "not_found"]
Support = Literal["exact", "supported", "weak"]


class Span(NamedTuple):
    """Half-open range of code points in a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document that says one thing, repetitions folded into it.

    `label` names what the block is about (a field's name, a definition's term, a row's first cell) and `value` is
    where its content stands without the label; `parent` is the label of the field or list that it belongs to.
    `parts` are the spans of the items or cells that the block is made of, in order; `header` names the columns of
    a table's row, one a part. `group` is the same for blocks that stand in one list or table. `year` is known from the
    block itself, its label, its section or the sections that repeat it, else None.
    `repeats` are other places where the same words stand; they are not blocks of their own.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...]
    label: str = ""
    value: Span | None = None
    parent: str = ""
    parts: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()
    group: int = 0
    year: int | None = None
    repeats: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus, read. `name` is its path relative to the corpus folder, with `/`.

    `text` is the file decoded as UTF-8, newlines as they are (for other formats: the text taken out of it).
    `blocks` are in order of `start` and do not overlap. `year` is the edition's year where it can be known.
    """

    name: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    year: int | None = None
    sha256: str = ""

    def page(self, offset: int) -> int:
        """Number of the page, from 1, that a character stands on; 0 in a text without pages. A form feed ends one."""
        return self.text.count("\f", 0, offset) + 1 if "\f" in self.text else 0


class Refusal(NamedTuple):
    """A file of the corpus that is not in the index: its bytes' hash (empty: unreadable) and why."""

    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage to be retrieved: `text == document.text[start:end]`. `id` is its place in the generation, from 0."""

    id: int
    document: str
    title: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    label: str = ""
    year: int | None = None

    @property
    def context(self) -> str:
        """What is embedded and indexed: title of the section path, label and text."""
        label = "" if self.label in self.text else self.label
        return "\n".join(filter(None, (" > ".join(self.section), label, self.text)))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a document says, provable by one span: `document.text[start:end]`.

    `kind` is `value` (`label` has `value`: a field, score or cell), `item` (one of the list named by `parent`),
    `list` (a whole list, its items' ids in `members`), `date` (the date that opens the passage named `label`) or
    `sentence`. `attribute` is the column of a cell, `parent` the list, total or passage that the fact belongs to.
    `unit` is the unit that a table's header or caption gives. Facts of one `group` (from 1; 0: none) stand side by side and can be compared. `rank` is a written rank. `id` is
    the fact's place in the generation and `chunk` that of its passage.
    """

    id: int
    kind: Literal["value", "item", "list", "date", "sentence"]
    document: str
    chunk: int
    section: tuple[str, ...]
    start: int
    end: int
    value: Span
    label: str = ""
    attribute: str = ""
    parent: str = ""
    year: int | None = None
    group: int = 0
    rank: int = 0
    unit: str = ""
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk with its place in a result list. `score` is in 0..1, higher is better; `rank` counts from 1.

    `legs` holds each leg's normalised score by name (`dense`, `lexical`, …).
    """

    chunk: Chunk
    score: float
    rank: int
    legs: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A proof: `quote == document_text[start:end]`. `passage` is the chunk or block around it."""

    n: int
    document: str
    title: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    passage: str
    score: float
    support: Support


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. `answer` has one sentence or item a line, each with its `[n]`.

    `computed` are the numbers in `answer` that were calculated, not quoted, as they are written there.
    `steps` says how, one line a calculation (`22 + 6 + 31 = 59`).
    """

    question: str
    standalone_question: str
    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    computed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    passages: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    mode: Literal["extractive", "generative"] = "extractive"
    generation: str = ""
    notice: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of an answer while it is written. `anew`: what came before it is taken back."""

    text: str
    anew: bool = False


Event = tuple[Hit, ...] | Delta | Answer
"""What an answer sends while it comes: its passages, then deltas, then itself."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str
