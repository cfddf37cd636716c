"""Questions: an answer, an answer as a stream, and passages alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing

from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from web.errors import documented
from web.routes import EngineOf, RecordsOf, remember
from web.schemas import AnswerBody, AskBody, HitsBody, PassageBody, SearchBody
from web.stream import events, while_connected

router = APIRouter(tags=["ask"], responses=documented(413, 422, 503))


@router.post("/ask", summary="Answer a question")
async def ask(
    request: Request, body: AskBody, engine: EngineOf, records: RecordsOf, after: BackgroundTasks
) -> AnswerBody:
    """Answer from the documents, with the characters that prove it. What they do not say is `not_found`."""
    answer = await while_connected(request, engine.answer(body.question, body.turns(), body.top_k, body.documents))
    after.add_task(remember, records, engine, answer)
    return AnswerBody.of(answer)


@router.post("/ask/stream", summary="Answer a question as it comes", response_class=EventSourceResponse)
async def ask_stream(body: AskBody, engine: EngineOf, records: RecordsOf) -> AsyncIterator[ServerSentEvent]:
    """The same as server-sent events: `passages`, `delta`…, `done` (all that `/ask` gives); or `error`."""
    coming = engine.stream(body.question, body.turns(), body.top_k, body.documents)
    async with aclosing(events(coming, lambda answer: remember(records, engine, answer))) as told:
        async for event in told:
            yield event


@router.post("/search", summary="Find passages")
def search(body: SearchBody, engine: EngineOf) -> HitsBody:
    """The passages nearest to the words, best first, without an answer."""
    return HitsBody(hits=[PassageBody.of(hit) for hit in engine.search(body.question, body.top_k)])
