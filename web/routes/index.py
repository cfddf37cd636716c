"""The index: what is loaded, whether it is ready, and the call that rebuilds it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request

from rag.settings import Settings
from web.building import Rebuilding
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
    """Generation, model and counts of the index in use, and how far a rebuild is."""
    status = {key: value for key, value in engine.status().items() if not key.endswith("_dir")}  # this machine's affair
    return {**status, "build": asdict(_rebuilding(request).progress)}


def _rebuilding(request: Request) -> Rebuilding:
    rebuilding: Rebuilding = request.app.state.rebuilding
    return rebuilding


def admin_router(settings: Settings) -> APIRouter | None:
    """The calls behind the token; None without a token: then they do not exist."""
    admin = only_admin(settings)
    if admin is None:
        return None
    router = APIRouter(prefix="/index", tags=["index"], dependencies=[Depends(admin)])

    @router.post("/rebuild", status_code=202, summary="Rebuild the index", responses=documented(401, 409, 503))
    def rebuild(request: Request, engine: EngineOf) -> dict[str, Any]:
        """Start a rebuild beside the answers; `GET /index` tells how far it is. 409 while one runs."""
        return {"build": asdict(_rebuilding(request).start())}

    return router
