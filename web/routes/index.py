"""The index: what is loaded, whether it is ready, and the call that rebuilds it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from rag.settings import Settings
from web.building import Rebuilding, shown, watched
from web.errors import documented
from web.routes import EngineOf
from web.routes.admin import only_admin

router = APIRouter(tags=["index"])


@router.get("/health", summary="Is the server alive?")
def health() -> dict[str, str]:
    """Answers as long as the process lives, whatever the index does."""
    return {"status": "ok"}


@router.get("/ready", summary="Can questions be asked?", responses=documented(503))
def ready(engine: EngineOf) -> dict[str, Any]:
    """A verified generation is loaded; else 503."""
    return {"status": "ready", "generation": engine.snapshot.manifest.id}


@router.get("/index", summary="What is loaded", responses=documented(503))
def index(request: Request, engine: EngineOf) -> dict[str, Any]:
    """Generation, model and counts of the index in use, and how far a rebuild is: stage, documents and passages gone
    through, share of the whole, seconds left. Whichever process builds."""
    status = {key: value for key, value in engine.status().items() if not key.endswith("_dir")}  # this machine's affair
    return {**status, "build": shown(rebuilding(request).progress)}


@router.get("/index/progress", summary="Watch a rebuild", responses=documented(503), response_class=EventSourceResponse)
async def progress(request: Request, engine: EngineOf) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events `progress`: the `build` of `GET /index` and the generation in use, at once and whenever they
    change. The stream ends when nothing has been built for a while; come again."""
    async for state in watched(rebuilding(request), engine):
        yield ServerSentEvent(event="progress", data=state)


def rebuilding(request: Request) -> Rebuilding:
    """The app's rebuilds."""
    state: Rebuilding = request.app.state.rebuilding
    return state


def admin_router(settings: Settings) -> APIRouter | None:
    """The calls behind the token; None without a token: then they do not exist."""
    admin = only_admin(settings)
    if admin is None:
        return None
    router = APIRouter(prefix="/index", tags=["index"], dependencies=[Depends(admin)])

    @router.post("/rebuild", status_code=202, summary="Rebuild the index", responses=documented(401, 409, 503))
    def rebuild(request: Request, engine: EngineOf) -> dict[str, Any]:
        """Start a rebuild beside the answers; `GET /index` tells how far it is. 409 while one runs."""
        return {"build": shown(rebuilding(request).start())}

    return router
