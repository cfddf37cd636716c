"""The pages: each one's context is a dataclass, each is rendered by the template of its name, all text escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from rag.progress import Build
from rag.types import Document
from web.charts import Chart
from web.finding import Found
from web.marking import Line
from web.revision import Revision
from web.schemas import AnswerBody, DocumentBody, PassageBody

HERE = Path(__file__).parent
LANGUAGES = ("ko", "en")
THEMES = ("light", "dark")
COOKIE_AGE = 365 * 24 * 3600  # seconds
MOST_OFFERED = 40  # documents to choose from on the page


@dataclass(frozen=True)
class ChatPage:
    """The page to ask on; with `answer` or `problem` where a question came with the address."""

    template: ClassVar[str] = "chat.html"
    documents: Sequence[Document]
    starters: list[str]
    question: str = ""
    only: Sequence[str] = ()
    answer: AnswerBody | None = None
    problem: str = ""

    @property
    def titles(self) -> list[str]:
        """What the documents are called."""
        return [d.title or d.name for d in self.documents]

    @property
    def offered(self) -> Sequence[Document]:
        """The documents that a question can be limited to: none where there is no choice, or too much of it."""
        return self.documents if 1 < len(self.documents) <= MOST_OFFERED else ()


@dataclass(frozen=True)
class DocumentsPage:
    """The list of documents; with `query`, what it finds in them."""

    template: ClassVar[str] = "documents.html"
    documents: list[DocumentBody]
    query: str = ""
    hits: list[Found] = field(default_factory=list)


@dataclass(frozen=True)
class DocumentPage:
    """One document, a span of it marked when `start < end`; with `query`, what it finds there.

    With `revision` it is the document as it was, with what became of the span.
    """

    template: ClassVar[str] = "document.html"
    document: DocumentBody
    lines: list[Line]
    charts: list[Chart]
    start: int = 0
    end: int = 0
    query: str = ""
    hits: list[Found] = field(default_factory=list)
    cited: bool = False
    revision: Revision | None = None
    lost: str = ""  # the generation of a link, where it is not kept any more


@dataclass(frozen=True)
class Call:
    """One call of the API, as the API page shows it."""

    method: str
    path: str
    summary: str
    description: str
    example: str
    takes: list[tuple[str, str, str]]
    gives: list[tuple[str, str]]


@dataclass(frozen=True)
class Shape:
    """An object that calls take or give: its fields as name, kind and description."""

    name: str
    description: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class ApiPage:
    """The API, described from its OpenAPI document."""

    template: ClassVar[str] = "api.html"
    calls: list[Call]
    shapes: list[Shape]


@dataclass(frozen=True)
class ErrorPage:
    """Something went wrong: the words of the error shape."""

    template: ClassVar[str] = "error.html"
    status: int
    message: str


@dataclass(frozen=True)
class EntryPage:
    """The token is asked for, once."""

    template: ClassVar[str] = "entry.html"
    problem: str = ""


@dataclass(frozen=True)
class Shelved:
    """A file of the corpus against the index: its state (`rag.freshness`), how many seconds before the index it was
    changed (negative: after), and why it was refused."""

    name: str
    state: str
    modified: str
    age: float
    reason: str = ""


@dataclass(frozen=True)
class AdminPage:
    """What the keeper sees and does. `form` is what each form carries; `done` names what was just done."""

    template: ClassVar[str] = "admin.html"
    form: str
    status: Mapping[str, Any]
    documents: list[Shelved]
    generations: Sequence[Mapping[str, Any]]
    build: Build
    feedback: Sequence[Mapping[str, Any]]
    formats: tuple[str, ...]
    done: str = ""
    problem: str = ""


Page = ChatPage | DocumentsPage | DocumentPage | ApiPage | ErrorPage | EntryPage | AdminPage


@cache
def texts(language: str) -> dict[str, Any]:
    """The words of the interface, by name."""
    words: dict[str, Any] = json.loads((HERE / "texts" / f"{language}.json").read_text("utf-8"))
    return words


def language_of(request: Request) -> str:
    """`?lang=`, else the cookie, else the browser's first wish that we speak, else Korean."""
    wishes = [request.query_params.get("lang", ""), request.cookies.get("lang", "")]
    wishes += [w.split(";")[0].strip().split("-")[0] for w in request.headers.get("accept-language", "").split(",")]
    return next((w for w in wishes if w in LANGUAGES), LANGUAGES[0])


def theme_of(request: Request) -> str:
    """`light` or `dark` where the reader chose one, else empty: the system's."""
    theme = request.cookies.get("theme", "")
    return theme if theme in THEMES else ""


def _switch_url(request: Request, language: str) -> str:
    """This very page in another language."""
    return "?" + urlencode({**request.query_params, "lang": language})


def document_url(name: str, start: int = 0, end: int = 0, generation: str = "") -> str:
    """Address of a document's page; with a span, of that place marked in it, as a generation had it."""
    url = "/documents/" + quote(name)
    asked = f"generation={generation}&" if generation else ""
    return f"{url}?{asked}start={start}&end={end}#mark" if start < end else url


def ask_url(question: str) -> str:
    """Address of the page that answers `question`."""
    return "/?" + urlencode({"q": question})


def _nearest(passages: list[PassageBody]) -> list[PassageBody]:
    """The best passages of three different sections."""
    by_section = {(p.document, *p.section): p for p in reversed(passages)}
    return sorted(by_section.values(), key=passages.index)[:3]


def _moment(iso: str) -> Markup:
    """A moment by this machine's clock, to the minute; the page's scripts need not touch it."""
    if not iso:
        return Markup("")
    shown = datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    return Markup('<time datetime="{}">{}</time>').format(iso, shown)


def _span(seconds: float, words: Mapping[str, str]) -> str:
    """A length of time in its largest unit: 3일, 2시간."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if abs(seconds) >= size:
            return words[unit].replace("{n}", str(int(abs(seconds) // size)))
    return words["moments"]


def _size(count: int) -> str:
    """Bytes for people."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e5 else f"{count / 1e3:,.1f} kB"


def _bare(text: str) -> str:
    """Words without Markdown's signs, for showing a few lines of a document."""
    return re.sub(r"\*\*|__|^#{1,6}\s+", "", text, flags=re.MULTILINE)


def _code(text: str) -> Markup:
    """Escaped text, its `…` as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


@dataclass(frozen=True)
class Run:
    """Lines in a row that are shown together: a table's rows, or anything else."""

    kind: str
    lines: list[Line]


def _runs(lines: list[Line]) -> list[Run]:
    return [
        Run("row" if rows else "text", list(run)) for rows, run in groupby(lines, key=lambda line: line.kind == "row")
    ]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # Korean in three bytes a syllable, not six
    environment.filters.update(
        runs=_runs, bare=_bare, code=_code, nearest=_nearest, moment=_moment, span=_span, size=_size
    )
    environment.globals.update(document_url=document_url, ask_url=ask_url)
    return environment


def render(request: Request, page: Page, status: int = 200) -> HTMLResponse:
    """The page in the reader's language and theme."""
    language = language_of(request)
    html = (
        _environment()
        .get_template(page.template)
        .render(
            page=page,
            t=texts(language),
            lang=language,
            theme=theme_of(request),
            path=request.url.path,
            switch_url=_switch_url(request, texts(language)["switch"]["language_to"]),
        )
    )
    response = HTMLResponse(html, status, {"Vary": "Accept, Accept-Language, Cookie"})
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("lang", language, max_age=COOKIE_AGE, samesite="lax")
    return response
