"""The documents themselves: the list, each as a page with a span marked, each as plain text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import ValidationError

from rag.errors import NoIndexError
from rag.types import Document, Span
from web.charts import charts
from web.errors import ApiError, describe, documented
from web.finding import found, occurrences
from web.marking import lines
from web.pages import DocumentPage, DocumentsPage, render
from web.revision import Earlier, Revision, compare, earlier
from web.routes import EngineOf, RecordsOf
from web.schemas import DocumentBody, DocumentsBody, SearchBody

router = APIRouter(prefix="/documents", tags=["documents"], responses=documented(404, 422, 503))

SHOWN = 12  # passages that a search on a page shows

Offset = Annotated[int, Query(ge=0)]
Cited = Annotated[bool, Query(description="mark the passages that answers cite most")]
Wanted = Annotated[str, Query(description="words to search for")]
Generation = Annotated[str, Query(description="as this generation had it; empty: the one in use", max_length=100)]


def _document(engine: EngineOf, name: str) -> Document:
    try:
        return engine.document(name)
    except KeyError:
        raise _absent(name) from None


def _absent(name: str) -> ApiError:
    return ApiError(
        404, "no_document", f"「{name[:200]}」 문서는 여기에 없어요. (No such document; GET /documents lists them.)"
    )


def _check_span(document: Document, span: Span) -> None:
    start, end = span
    size = len(document.text)
    if end > size or start > end:
        raise ApiError(
            422, "bad_span", f"{start}–{end}은 이 문서({size:,}자)에 없는 자리예요. (Not a span of this document.)"
        )


def _searched(q: str) -> str:
    """What to search for: nothing for blank, else refused as a question would be."""
    if not q.strip():
        return ""
    try:
        return SearchBody.model_validate({"question": q}).question
    except ValidationError as error:
        detail = describe(error.errors())
        raise ApiError(422, detail.code, detail.message) from error


@router.get("", summary="List the documents", response_model=DocumentsBody)
def documents(request: Request, engine: EngineOf, q: Wanted = "") -> DocumentsBody | Response:
    """The documents of the index in use. A browser gets them as a page, with the passages that `q` finds."""
    bodies = [DocumentBody.of(d) for d in engine.documents()]
    if "text/html" not in request.headers.get("accept", ""):
        return DocumentsBody(documents=bodies)
    words = _searched(q)
    hits = found(words, engine.search(words, SHOWN)) if words else []
    return render(request, DocumentsPage(bodies, q, hits))


@router.get("/{name:path}/text", summary="A document's text", response_class=PlainTextResponse)
def text(request: Request, name: str, engine: EngineOf, generation: Generation = "") -> PlainTextResponse:
    """The text that all offsets count in, code point by code point. 404 where the generation is not kept any more."""
    if generation in ("", engine.snapshot.manifest.id):
        return PlainTextResponse(_document(engine, name).text)
    try:
        return PlainTextResponse(earlier(request.app.state.settings, generation).documents[name].text)
    except NoIndexError as error:
        raise ApiError(404, error.code, str(error)) from error
    except KeyError:
        raise _absent(name) from None


@router.get("/{name:path}", summary="A document as a page", response_class=HTMLResponse)
def page(
    request: Request,
    name: str,
    engine: EngineOf,
    records: RecordsOf,
    start: Offset = 0,
    end: Offset = 0,
    q: Wanted = "",
    cited: Cited = False,
    generation: Generation = "",
) -> HTMLResponse:
    """The readable page; `name` may hold slashes.

    `start` and `end` (code points, half open) mark a span, `q` what it finds, `cited` what answers cite most. With
    `generation` the span is one of the document as it was then, and what became of its words is shown.
    """
    snapshot = engine.snapshot
    span, lost = Span(start, end), ""
    if generation not in ("", snapshot.manifest.id):
        try:
            then = earlier(request.app.state.settings, generation)
        except NoIndexError:
            span, lost = Span(0, 0), generation  # better the document as it is, and a word about it, than nothing
        else:
            before, now = then.documents.get(name), snapshot.documents.get(name)
            if before is None:
                raise _absent(name)
            if now is None or now.text != before.text:
                return _before(request, then, before, now, span)
    document = _document(engine, name)
    _check_span(document, span)
    words = _searched(q)
    hits = engine.search(words, SHOWN, [name]) if words else []
    marks = [span] if span.start < span.end else []
    if cited:
        marks += records.most_cited(document)
    for hit in hits:
        marks += [Span(hit.chunk.start + a, hit.chunk.start + b) for a, b in occurrences(words, hit.chunk.text)]
    return render(
        request,
        DocumentPage(
            DocumentBody.of(document),
            lines(document, sorted(marks)),
            charts(document, snapshot.evidence.facts),
            *span,
            q,
            found(words, hits),
            cited,
            lost=lost,
        ),
    )


def _before(request: Request, then: Earlier, before: Document, now: Document | None, span: Span) -> HTMLResponse:
    """The document as it was, with what became of the span."""
    _check_span(before, span)
    words, place = compare(before, now, span) if now and span.start < span.end else ((), Span(0, 0))
    revision = Revision(then.generation, then.created, before.name, now is None, words, place)
    marks = [span] if span.start < span.end else []
    page = DocumentPage(DocumentBody.of(before), lines(before, marks), [], *span, revision=revision)
    return render(request, page)
