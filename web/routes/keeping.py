"""The page of the keeper of the corpus: what is indexed, rebuilding, going back, adding documents, what readers say.

Behind the admin token, which is asked for once. Every form works without scripts.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from rag.errors import BuildBusyError, RagError
from rag.settings import Settings
from web.errors import ApiError, explain
from web.guard import UPLOAD_PATH
from web.pages import AdminPage, EntryPage, Shelved, render
from web.records import evaluation_rows
from web.routes import EngineOf, RecordsOf
from web.routes.index import rebuilding
from web.session import PATH, Sessions, check_origin

SHOWN = 50  # pieces of feedback on the page
MOST_FILES = 50  # in one upload
GUESS_PAUSE = 0.5  # seconds before a wrong token is answered

# Nobody else keeps or frames this page; and forms of a page that sends no referrer at all would not say their origin.
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
FormToken = Annotated[str, Form(description="what the page's forms carry")]
DONE = ("building", "rolled_back", "added", "left")


def admin_router(settings: Settings) -> APIRouter | None:
    """The page and its actions; None without a token: then they do not exist."""
    token = settings.admin_token.get_secret_value()
    if not token:
        return None
    sessions = Sessions(token)

    def keeper(request: Request) -> None:
        """Let only the keeper pass, and only from this very site where something is done."""
        if request.method != "GET":
            check_origin(request)
        if not sessions.known(request):
            raise ApiError(401, "no_session", "관리 토큰을 다시 넣어 주세요. (Enter the admin token again: /admin)")

    router = APIRouter(include_in_schema=False)
    router.include_router(_entry(sessions))
    router.include_router(_actions(settings, sessions), dependencies=[Depends(keeper)])
    return router


def _entry(sessions: Sessions) -> APIRouter:
    """The page, and coming in."""
    router = APIRouter(prefix=PATH)

    @router.get("")
    def page(request: Request, engine: EngineOf, records: RecordsOf, done: str = "") -> HTMLResponse:
        """The page, or the question for the token."""
        if not sessions.known(request):
            return _with_headers(render(request, EntryPage()))
        return _page(request, engine, records, sessions, done=done)

    @router.post("/enter")
    async def enter(request: Request, token: Annotated[str, Form()] = "") -> Response:
        """Take the token once; from then on a cookie tells who it is."""
        check_origin(request)
        if not sessions.right(token.strip()):
            await asyncio.sleep(GUESS_PAUSE)
            return _with_headers(render(request, EntryPage(problem="wrong"), 401))
        response = RedirectResponse(PATH, 303)
        sessions.open(request, response)
        return response

    return router


def _actions(settings: Settings, sessions: Sessions) -> APIRouter:
    """What only the keeper does."""
    router = APIRouter(prefix=PATH)

    def act(request: Request, engine: Any, records: Any, done: str, work: Callable[[], object]) -> Response:
        """Do something and come back to the page; what went wrong is shown there."""
        try:
            work()
        except RagError as error:
            problem = explain(error)
            return _page(request, engine, records, sessions, problem=problem[1].message, status=problem[0])
        return RedirectResponse(f"{PATH}?done={done}", 303)

    @router.post("/leave")
    def leave(request: Request, form: FormToken = "") -> Response:
        """End the session."""
        sessions.check_form(request, form)
        response = RedirectResponse(PATH, 303)
        sessions.close(response)
        return response

    @router.post("/rebuild")
    def rebuild(request: Request, engine: EngineOf, records: RecordsOf, form: FormToken = "") -> Response:
        """Start a rebuild beside the answers."""
        sessions.check_form(request, form)
        return act(request, engine, records, "building", rebuilding(request).start)

    @router.post("/rollback")
    def rollback(
        request: Request,
        engine: EngineOf,
        records: RecordsOf,
        generation: Annotated[str, Form(max_length=100)],
        form: FormToken = "",
    ) -> Response:
        """Take a kept generation into use, here and in every other process."""
        sessions.check_form(request, form)
        return act(request, engine, records, "rolled_back", lambda: _roll_back(settings, engine, generation))

    @router.post(UPLOAD_PATH.removeprefix(PATH))
    async def upload(request: Request, engine: EngineOf, records: RecordsOf) -> Response:
        """Put documents into the corpus, and index them. The body is read only now that the sender is known."""
        async with request.form(max_files=MOST_FILES, max_fields=10) as sent:
            sessions.check_form(request, sent.get("form", ""))
            files = [f for f in sent.getlist("file") if isinstance(f, UploadFile) and f.filename]
            refused, added = await _add(settings, files, force="force" in sent)
        if not files:
            refused = ["no_file"]
        if added:
            try:
                await run_in_threadpool(rebuilding(request).start)
            except BuildBusyError as error:
                refused.append(str(error))
        if refused:
            problem = "\n".join(refused)
            return await run_in_threadpool(
                _page, request, engine, records, sessions, done="added" if added else "", problem=problem, status=422
            )
        return RedirectResponse(f"{PATH}?done=added", 303)

    @router.get("/feedback.jsonl")
    def export(records: RecordsOf) -> PlainTextResponse:
        """The feedback as an evaluation file."""
        rows = (json.dumps(row, ensure_ascii=False) for row in evaluation_rows(records.feedback(10_000)))
        saved = {"Content-Disposition": 'attachment; filename="feedback.jsonl"', "Cache-Control": "no-store"}
        return PlainTextResponse("".join(row + "\n" for row in rows), headers=saved, media_type="application/x-ndjson")

    return router


async def _add(settings: Settings, files: list[UploadFile], *, force: bool) -> tuple[list[str], int]:
    """Put files into the corpus: why each of those that are refused is, and how many are in."""
    from rag.corpus import add_upload  # with it come the readers of every format

    refused, added = [], 0
    for file in files:
        if (file.size or 0) > settings.max_upload:
            raise HTTPException(413)
        try:
            await run_in_threadpool(add_upload, settings, file.filename or "", await file.read(), force=force)
            added += 1
        except RagError as error:
            refused.append(str(error))
    return refused, added


def _roll_back(settings: Settings, engine: EngineOf, generation: str) -> None:
    """Take a generation into use; one that this program cannot open is not left in use."""
    from rag.generations import rollback

    before = engine.snapshot.manifest.id
    rollback(settings, generation)
    try:
        engine.refresh()
    except RagError:
        rollback(settings, before)
        raise


def _page(
    request: Request,
    engine: EngineOf,
    records: RecordsOf,
    sessions: Sessions,
    *,
    done: str = "",
    problem: str = "",
    status: int = 200,
) -> HTMLResponse:
    from rag.formats import SUFFIXES
    from rag.generations import list_generations

    said = engine.status()
    kept = [
        {
            "id": g.id,
            "current": g.current,
            "problem": g.problem,
            "created": g.manifest.created if g.manifest else "",
            "counts": g.manifest.counts if g.manifest else {},
        }
        for g in list_generations(request.app.state.settings)
    ]
    page = AdminPage(
        form=sessions.form(request),
        status=said,
        documents=[
            Shelved(d["name"], d["state"], d["modified"] or "", d["age"] or 0, d["reason"])
            for d in said["documents_of_corpus"]
        ],
        generations=kept,
        build=rebuilding(request).progress,
        feedback=records.feedback(SHOWN),
        formats=tuple(SUFFIXES),
        done=done if done in DONE else "",
        problem=problem,
    )
    return _with_headers(render(request, page, status))


def _with_headers(response: HTMLResponse) -> HTMLResponse:
    response.headers.update(HEADERS)
    return response
