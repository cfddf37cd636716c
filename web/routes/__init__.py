"""What the server answers, one noun a module. Each route is thin: read, call the engine, hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from web.errors import ApiError

if TYPE_CHECKING:
    from rag.engine import Engine
else:
    Engine = object


def _engine(request: Request) -> Engine:
    engine: Engine | None = getattr(request.app.state, "engine", None)
    if engine is None:
        raise ApiError(503)
    return engine


EngineOf = Annotated[Engine, Depends(_engine)]
"""The engine of the app, or a 503 while there is none."""
