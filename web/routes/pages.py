"""The page to ask on and the page about the API."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from rag.errors import QuestionError
from web.apipage import calls, shapes
from web.errors import describe
from web.pages import ApiPage, ChatPage, render
from web.routes import EngineOf
from web.schemas import AnswerBody, AskBody

router = APIRouter(include_in_schema=False)


@router.get("/")
def chat(request: Request, engine: EngineOf, q: str = "") -> HTMLResponse:
    """The chat page; with `?q=` the answer stands in it, so that no script is needed."""
    starters = _starters(request, engine)
    titles = [d.title or d.name for d in engine.documents()]
    if not q:
        return render(request, ChatPage(titles, starters))
    try:
        body = AskBody.model_validate({"question": q})
        answer = AnswerBody.of(engine.ask(body.question))
    except ValidationError as error:
        return render(request, ChatPage(titles, starters, q, problem=describe(error.errors()).message), 422)
    except QuestionError as error:
        return render(request, ChatPage(titles, starters, q, problem=str(error)), 422)
    return render(request, ChatPage(titles, starters, q, answer))


def _starters(request: Request, engine: EngineOf) -> list[str]:
    """The engine's starters, worked out once a generation: each of them is asked before it is offered."""
    generation = engine.snapshot.manifest.id
    known, starters = getattr(request.app.state, "starters", ("", []))
    if known != generation:
        starters = list(engine.starters())[:3]
        request.app.state.starters = (generation, starters)
    return starters


@router.get("/docs")
def api(request: Request) -> HTMLResponse:
    """The API page, made from the OpenAPI document."""
    openapi = request.app.openapi()
    return render(request, ApiPage(calls(openapi, str(request.base_url).rstrip("/")), shapes(openapi)))
