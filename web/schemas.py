"""What goes over the wire, as the API documents it. Input is strict; output is made from the nouns of `rag.types`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from rag.types import Answer, Citation, Document, Hit, Status, Support, Turn

MAX_QUESTION = 1_000
MAX_TURNS = 20
MAX_TURN = 4_000
MAX_TOP_K = 50


_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _readable(text: str) -> str:
    """Refuse control characters (tab and line ends may stay) and lone surrogates, which are no text at all."""
    if found := _UNREADABLE.search(text):
        raise PydanticCustomError(
            "unreadable",
            "{position}번째에 읽을 수 없는 문자({point})가 있어요. 지우고 다시 보내 주세요. "
            "(Character {point} at position {position} is not readable text; remove it.)",
            {"position": found.start(), "point": f"U+{ord(found[0]):04X}"},
        )
    return text


def _asks_something(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "질문이 비어 있어요. 궁금한 것을 적어 주세요. (The question is empty.)")
    if len(text) > MAX_QUESTION:
        raise PydanticCustomError(
            "too_long",
            "질문은 {most}자까지 보낼 수 있어요. 지금은 {found}자예요. "
            "(A question may hold {most} characters; this one has {found}.)",
            {"most": f"{MAX_QUESTION:,}", "found": f"{len(text):,}"},
        )
    return _readable(text)


def _not_too_many(turns: list[TurnBody]) -> list[TurnBody]:
    if len(turns) > MAX_TURNS:
        raise PydanticCustomError(
            "history_too_long",
            "앞선 대화는 {most}번까지 보낼 수 있어요. 지금은 {found}번이에요. "
            "(The history may hold {most} turns; this one has {found}. Send the latest ones.)",
            {"most": MAX_TURNS, "found": len(turns)},
        )
    return turns


Question = Annotated[
    str, AfterValidator(_asks_something), Field(json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION})
]
Readable = Annotated[str, AfterValidator(_readable)]
TopK = Annotated[int, Field(ge=1, le=MAX_TOP_K)]


class _Input(BaseModel):
    """JSON types are taken as they are: "8" is no number, true is no number. Unknown keys are passed over."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class TurnBody(_Input):
    """One earlier exchange. Question and answer together may hold 4,000 characters."""

    question: Readable
    answer: Readable

    @model_validator(mode="after")
    def _not_too_long(self) -> Self:
        found = len(self.question) + len(self.answer)
        if found > MAX_TURN:
            raise PydanticCustomError(
                "history_too_long",
                "앞선 대화 한 번은 {most}자까지 보낼 수 있어요. 지금은 {found}자예요. "
                "(One turn of the history may hold {most} characters; this one has {found}.)",
                {"most": f"{MAX_TURN:,}", "found": f"{found:,}"},
            )
        return self

    def noun(self) -> Turn:
        """The same as the engine takes it."""
        return Turn(self.question, self.answer)


class AskBody(_Input):
    """A question, with the conversation before it, oldest turn first."""

    question: Question
    history: Annotated[
        list[TurnBody], AfterValidator(_not_too_many), Field(json_schema_extra={"maxItems": MAX_TURNS})
    ] = Field(default_factory=list)
    top_k: TopK = 8
    documents: list[Readable] | None = Field(None, description="answer from these documents only")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "2023년 정규직은 몇 명 채용했나요?", "history": [], "top_k": 8}]}
    )

    def turns(self) -> tuple[Turn, ...]:
        """The history as the engine takes it."""
        return tuple(turn.noun() for turn in self.history)


class SearchBody(_Input):
    """What to look for."""

    question: Question
    top_k: TopK = 10

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "정규직 채용 인원", "top_k": 5}]})


class PlaceBody(_Input):
    """A span of a document, as an answer gave it."""

    document: Annotated[str, Field(max_length=500), AfterValidator(_readable)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    quote: Annotated[str, Field(max_length=4_000), AfterValidator(_readable)] = ""


class FeedbackBody(_Input):
    """What a reader makes of an answer, with what is needed to look into it. The same `key` again replaces it."""

    key: str = Field(pattern=r"^[A-Za-z0-9-]{16,64}$", description="made by the sender, not to be guessed")
    verdict: Literal["good", "bad"]
    reason: Literal["", "wrong_citation", "wrong_answer", "missing"] = ""
    note: Annotated[str, Field(max_length=1_000), AfterValidator(_readable)] = ""
    question: Question
    standalone_question: Annotated[str, Field(max_length=MAX_TURN), AfterValidator(_readable)] = ""
    history: Annotated[list[TurnBody], AfterValidator(_not_too_many)] = Field(default_factory=list)
    status: Status
    answer: Annotated[str, Field(max_length=20_000), AfterValidator(_readable)]
    generation: Annotated[str, Field(max_length=100), AfterValidator(_readable)] = ""
    citations: Annotated[list[PlaceBody], Field(max_length=200)] = Field(default_factory=list)
    passages: Annotated[list[PlaceBody], Field(max_length=MAX_TOP_K)] = Field(default_factory=list)


class CitationBody(BaseModel):
    """A proof: `quote` is `text[start:end]` of the document, counted in code points."""

    n: int
    document: str
    title: str
    section: list[str]
    quote: str
    start: int
    end: int
    passage: str
    score: float
    support: Support
    generation: str = Field(description="whose text the offsets count in: /documents/{name}?generation=…&start=…&end=…")

    @classmethod
    def of(cls, c: Citation, generation: str) -> Self:
        """The citation as it is sent."""
        return cls(
            n=c.n, document=c.document, title=c.title, section=list(c.section), quote=c.quote, start=c.start,
            end=c.end, passage=c.passage, score=c.score, support=c.support, generation=generation,
        )  # fmt: skip


class PassageBody(BaseModel):
    """A passage that was retrieved: `text` is `text[start:end]` of the document."""

    document: str
    title: str
    section: list[str]
    text: str
    start: int
    end: int
    score: float

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """The hit as it is sent."""
        c = hit.chunk
        return cls(
            document=c.document, title=c.title, section=list(c.section), text=c.text, start=c.start, end=c.end,
            score=hit.score,
        )  # fmt: skip


class AnswerBody(BaseModel):
    """The answer: one sentence or item a line, each with the `[n]` of its citations."""

    question: str
    standalone_question: str = Field(description="what was searched once the history was resolved")
    status: Status
    answer: str
    computed: list[str] = Field(description="numbers in the answer that were calculated, not quoted")
    steps: list[str] = Field(description="how they were calculated, a line each")
    citations: list[CitationBody]
    passages: list[PassageBody] = Field(description="what was retrieved, best first")
    suggestions: list[str] = Field(description="questions that the documents can answer")
    mode: Literal["extractive", "generative"]
    generation: str
    notice: str
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, a: Answer) -> Self:
        """The answer as it is sent."""
        return cls(
            question=a.question, standalone_question=a.standalone_question, status=a.status, answer=a.answer,
            computed=list(a.computed), steps=list(a.steps), citations=[CitationBody.of(c, a.generation) for c in a.citations],
            passages=[PassageBody.of(h) for h in a.passages], suggestions=list(a.suggestions), mode=a.mode,
            generation=a.generation, notice=a.notice, timings_ms=a.timings_ms,
        )  # fmt: skip


class HitsBody(BaseModel):
    """Passages, best first."""

    hits: list[PassageBody]


class DocumentBody(BaseModel):
    """One document of the corpus. `name` is its path relative to the corpus folder; `characters` counts code points."""

    name: str
    title: str
    year: int | None
    characters: int
    sha256: str

    @classmethod
    def of(cls, d: Document) -> Self:
        """The document without its text."""
        return cls(name=d.name, title=d.title, year=d.year, characters=len(d.text), sha256=d.sha256)


class DocumentsBody(BaseModel):
    """The documents of the index in use."""

    documents: list[DocumentBody]


class ErrorDetail(BaseModel):
    """`code` is for machines and stable; `message` is for people."""

    code: str
    message: str


class ErrorBody(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail
