"""An answer as server-sent events: `passages`, then `delta` a line at a time, then `done`; or `error`.

The deltas, joined, are the `answer` of `done`, which holds all that `POST /ask` gives. A delta with `anew` takes back
those before it: what a language model wrote gives way to the report's own words.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from rag.errors import RagError
from rag.types import Answer, Delta, Event
from web.errors import ApiError, explain
from web.schemas import AnswerBody, ErrorBody, ErrorDetail, PassageBody

log = logging.getLogger("web")


async def events(
    coming: AsyncGenerator[Event, None], after: Callable[[Answer], None]
) -> AsyncGenerator[ServerSentEvent, None]:
    """Tell an answer as it comes, and do what is to be done `after`. Closing this ends the work on the answer.

    Never raises: once a stream has begun, an error can only be an event.
    """
    try:
        async with aclosing(coming):
            async for event in coming:
                if isinstance(event, Delta):
                    again = {"anew": True} if event.anew else {}
                    yield ServerSentEvent(event="delta", data={"text": event.text, **again})
                elif isinstance(event, Answer):
                    yield ServerSentEvent(event="done", data=AnswerBody.of(event))
                    await run_in_threadpool(after, event)
                else:
                    yield ServerSentEvent(
                        event="passages", data={"passages": [PassageBody.of(h).model_dump() for h in event]}
                    )
    except RagError as error:
        yield ServerSentEvent(event="error", data=ErrorBody(error=explain(error)[1]))
    except Exception:  # the outermost frame of a stream: logged here, since no handler behind us can answer any more
        log.exception("an answer failed while it was streamed")
        known = ApiError(500)
        yield ServerSentEvent(event="error", data=ErrorBody(error=ErrorDetail(code=known.code, message=known.detail)))


async def while_connected(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer, unless the client goes away first: then the work on it is cancelled and ApiError 499 is raised."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    answering, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            raise ApiError(499)
        return answering.result()
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.wait({answering, leaving})
