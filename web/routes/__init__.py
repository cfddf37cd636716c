"""What the server answers, one noun a module. Each route is thin: read, call the engine, hand over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from rag.errors import IndexingError
from rag.types import Answer
from web.errors import ApiError
from web.records import Records

if TYPE_CHECKING:
    from rag.engine import Engine
else:
    Engine = object

log = logging.getLogger("web")


# Both are coroutines so that they are called where they are: a plain function would be sent to a thread and back.
async def _engine(request: Request) -> Engine:
    engine: Engine | None = getattr(request.app.state, "engine", None)
    if engine is None:
        raise ApiError(503)
    return engine


EngineOf = Annotated[Engine, Depends(_engine)]
"""The engine of the app, or a 503 while there is none."""


async def _records(request: Request) -> Records:
    records: Records = request.app.state.records
    return records


RecordsOf = Annotated[Records, Depends(_records)]
"""What readers make of answers."""


def remember(records: Records, engine: Engine, answer: Answer) -> None:
    """Count what an answer cites. A full disk or a read-only folder must not spoil answers: it is logged."""
    try:
        records.cite(answer, {d.name: d for d in engine.documents()})
    except IndexingError as error:
        log.warning("%s", error)
