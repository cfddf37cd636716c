"""An answer as server-sent events: `passages`, then `delta` a line at a time, then `done`; or `error`.

The deltas, joined, are the `answer` of `done`, which holds all that `POST /ask` gives.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from fastapi.sse import ServerSentEvent

from rag.errors import RagError
from rag.types import Answer
from web.errors import ApiError, explain
from web.schemas import AnswerBody, ErrorBody, ErrorDetail

log = logging.getLogger("web")


def pieces(answer: str) -> Iterator[str]:
    """The answer's lines, each with its line end; never a cut inside a `[n]`."""
    yield from answer.splitlines(keepends=True)


def events(ask: Callable[[], Answer], after: Callable[[Answer], None]) -> Iterator[ServerSentEvent]:
    """Ask, tell what comes of it, and do what is to be done `after`.

    Never raises: once a stream has begun, an error can only be an event.
    """
    try:
        answer = ask()
        body = AnswerBody.of(answer)
        yield ServerSentEvent(event="passages", data={"passages": [p.model_dump() for p in body.passages]})
        for piece in pieces(body.answer):
            yield ServerSentEvent(event="delta", data={"text": piece})
        yield ServerSentEvent(event="done", data=body)
        after(answer)
    except RagError as error:
        yield ServerSentEvent(event="error", data=ErrorBody(error=explain(error)[1]))
    except Exception:  # the outermost frame of a stream: logged here, since no handler behind us can answer any more
        log.exception("an answer failed while it was streamed")
        known = ApiError(500)
        yield ServerSentEvent(event="error", data=ErrorBody(error=ErrorDetail(code=known.code, message=known.detail)))
