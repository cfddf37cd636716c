"""The page to ask on and the page about the API."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from rag.errors import QuestionError
from web.apipage import calls, shapes
from web.errors import describe
from web.pages import ApiPage, ChatPage, render
from web.routes import EngineOf
from web.schemas import AnswerBody, AskBody

router = APIRouter(include_in_schema=False)

Only = Annotated[tuple[str, ...], Query(alias="in")]


@router.get("/")
def chat(request: Request, engine: EngineOf, q: str = "", only: Only = ()) -> HTMLResponse:
    """The chat page; with `?q=` the answer stands in it, so that no script is needed. `in` limits it to documents."""
    page = partial(ChatPage, engine.documents(), starters(request.app), q, only)
    if not q:
        return render(request, page())
    try:
        body = AskBody.model_validate({"question": q, "documents": list(only) or None})
        answer = AnswerBody.of(engine.ask(body.question, documents=body.documents))
    except ValidationError as error:
        return render(request, page(problem=describe(error.errors()).message), 422)
    except QuestionError as error:
        return render(request, page(problem=str(error)), 422)
    return render(request, page(answer=answer))


def starters(app: FastAPI) -> list[str]:
    """The engine's starters, worked out once a generation: each of them is asked before it is offered."""
    engine = app.state.engine
    generation = engine.snapshot.manifest.id
    known, asked = getattr(app.state, "starters", ("", []))
    if known != generation:
        asked = list(engine.starters())[:3]
        app.state.starters = (generation, asked)
    return asked


@router.get("/docs")
def api(request: Request) -> HTMLResponse:
    """The API page, made from the OpenAPI document."""
    openapi = request.app.openapi()
    return render(request, ApiPage(calls(openapi, str(request.base_url).rstrip("/")), shapes(openapi)))
