"""What readers make of answers: told by anyone, read by the keeper."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import PlainTextResponse

from rag.settings import Settings
from web.errors import documented
from web.records import evaluation_rows
from web.routes import RecordsOf
from web.routes.admin import only_admin
from web.schemas import FeedbackBody

router = APIRouter(prefix="/feedback", tags=["feedback"], responses=documented(413, 422, 503))

Most = Annotated[int, Query(ge=1, le=10_000, description="how many, latest first")]


@router.post("", status_code=201, summary="Say what an answer is worth")
def give(body: FeedbackBody, records: RecordsOf) -> dict[str, str]:
    """Keep a verdict on an answer, with the answer, its generation and its places. The same `key` replaces it."""
    records.keep(body)
    return {"status": "kept"}


def admin_router(settings: Settings) -> APIRouter | None:
    """The calls behind the token; None without a token: then they do not exist."""
    admin = only_admin(settings)
    if admin is None:
        return None
    router = APIRouter(prefix="/feedback", tags=["feedback"], dependencies=[Depends(admin)])

    @router.get("", summary="Read the feedback", responses=documented(401, 503))
    def read(records: RecordsOf, most: Most = 500) -> dict[str, list[dict[str, Any]]]:
        """What was said, latest first."""
        return {"feedback": records.feedback(most)}

    @router.get("/export", summary="Export it for evaluation", responses=documented(401, 503))
    def export(records: RecordsOf, most: Most = 10_000) -> PlainTextResponse:
        """The feedback as rows of an evaluation file (JSON Lines), for `rag eval`."""
        rows = (json.dumps(row, ensure_ascii=False) for row in evaluation_rows(records.feedback(most)))
        return PlainTextResponse("".join(row + "\n" for row in rows), media_type="application/x-ndjson")

    return router
