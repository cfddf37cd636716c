"""The factory of the server. `uvicorn --factory web.app:create_app` serves it; so does `rag serve`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles

from rag.settings import Settings, load_settings
from web import errors
from web.building import Rebuilding
from web.following import Following
from web.guard import BodyLimit, SecurityHeaders
from web.pages import HERE
from web.records import Records
from web.routes import ask, documents, feedback, index, keeping, pages

if TYPE_CHECKING:
    from rag.engine import Engine

ABOUT = """Ask the documents a question; every sentence of the answer points at the characters that say so.

Offsets count Unicode code points in a document's text, half open: `text[start:end] == quote`.
Errors are one shape: `{"error": {"code", "message"}}`."""


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> FastAPI:
    """The server around `engine`; without one, it is opened (and its index built, if need be) when the server starts.

    Raises SettingsError when the environment holds a setting that cannot be used; what `Engine.open` raises ends the
    start.
    """
    settings = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if engine is None:
            from rag.engine import Engine as Opened  # torch and faiss load here, not with the module

            _hold(app, await run_in_threadpool(Opened.open, settings))

        def taken() -> None:
            pages.starters(app)
            app.state.engine.warm()

        following = Following(app.state.engine, taken)
        following.start()
        yield
        following.stop()
        app.state.records.close()

    app = FastAPI(
        title="Ask the report",
        description=ABOUT,
        docs_url=None,  # FastAPI's own loads scripts from elsewhere; ours is web/templates/api.html
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.records = Records(settings.index_dir)
    if engine is not None:
        _hold(app, engine)
    errors.install(app)
    app.add_middleware(BodyLimit, upload=settings.max_upload)
    app.add_middleware(SecurityHeaders)
    app.include_router(pages.router)
    app.include_router(ask.router)
    app.include_router(documents.router)
    app.include_router(feedback.router)
    app.include_router(index.router)
    for admin in (index.admin_router(settings), feedback.admin_router(settings), keeping.admin_router(settings)):
        if admin:
            app.include_router(admin)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app


def _hold(app: FastAPI, engine: Engine) -> None:
    app.state.engine = engine
    app.state.rebuilding = Rebuilding(engine, app.state.settings.index_dir)
