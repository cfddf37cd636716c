"""The documents themselves: the list, each as a page with a span marked, each as plain text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from rag.types import Document, Span
from web.errors import ApiError, documented
from web.marking import lines
from web.pages import DocumentPage, DocumentsPage, render
from web.routes import EngineOf
from web.schemas import DocumentBody, DocumentsBody

router = APIRouter(prefix="/documents", tags=["documents"], responses=documented(404, 422, 503))

Offset = Annotated[int, Query(ge=0)]


def _document(engine: EngineOf, name: str) -> Document:
    try:
        return engine.document(name)
    except KeyError:
        raise ApiError(
            404, "no_document", f"「{name[:200]}」 문서는 여기에 없어요. (No such document; GET /documents lists them.)"
        ) from None


@router.get("", summary="List the documents", response_model=DocumentsBody)
def documents(request: Request, engine: EngineOf) -> DocumentsBody | Response:
    """The documents of the index in use; a browser gets them as a page."""
    bodies = [DocumentBody.of(d) for d in engine.documents()]
    if "text/html" in request.headers.get("accept", ""):
        return render(request, DocumentsPage(bodies))
    return DocumentsBody(documents=bodies)


@router.get("/{name:path}/text", summary="A document's text", response_class=PlainTextResponse)
def text(name: str, engine: EngineOf) -> PlainTextResponse:
    """The text that all offsets count in, code point by code point."""
    return PlainTextResponse(_document(engine, name).text)


@router.get("/{name:path}", summary="A document as a page", response_class=HTMLResponse)
def page(request: Request, name: str, engine: EngineOf, start: Offset = 0, end: Offset = 0) -> HTMLResponse:
    """The readable page. `start` and `end` (code points, half open) mark a span; `name` may hold slashes."""
    document = _document(engine, name)
    size = len(document.text)
    if end > size or start > end:
        raise ApiError(
            422, "bad_span", f"{start}–{end}은 이 문서({size:,}자)에 없는 자리예요. (Not a span of this document.)"
        )
    marks = [Span(start, end)] if start < end else []
    return render(request, DocumentPage(DocumentBody.of(document), lines(document, marks), start, end))
