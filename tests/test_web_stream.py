"""An answer as server-sent events: their order, that the parts make the whole, and what an error looks like."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.scripted_engine import app_of


@pytest.fixture(scope="module")
def web() -> TestClient:
    return TestClient(app_of(), raise_server_exceptions=False)


def events(web: TestClient, question: str) -> list[tuple[str, Any]]:
    with web.stream("POST", "/ask/stream", json={"question": question}) as reply:
        assert reply.status_code == 200
        assert reply.headers["Content-Type"].startswith("text/event-stream")
        assert reply.headers["Cache-Control"] == "no-cache"
        assert reply.headers["X-Accel-Buffering"] == "no"
        assert "Content-Encoding" not in reply.headers
        text = "".join(reply.iter_text())
    found = []
    for block in filter(str.strip, text.split("\n\n")):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields["event"], json.loads(fields["data"])))
    return found


@pytest.mark.parametrize("question", ["2023년 정규직은?", "사업 비중은?", "우주선은?"])
def test_a_stream_ends_with_what_ask_gives(web: TestClient, question: str) -> None:
    found = events(web, question)
    names = [name for name, _ in found]
    assert names == ["passages", *["delta"] * (len(names) - 2), "done"]
    done = found[-1][1]
    assert done == web.post("/ask", json={"question": question}).json()
    assert found[0][1]["passages"] == done["passages"]
    assert "".join(data["text"] for name, data in found if name == "delta") == done["answer"]


def test_a_list_is_sent_an_item_at_a_time(web: TestClient) -> None:
    deltas = [data["text"] for name, data in events(web, "사업 비중은?") if name == "delta"]
    assert len(deltas) == 3
    assert all(text.count("[") == text.count("]") == 1 for text in deltas)


@pytest.mark.parametrize(("question", "code"), [("버그", "internal"), ("거절", "bad_question")])
def test_an_error_is_the_last_event_and_holds_no_trace(web: TestClient, question: str, code: str) -> None:
    found = events(web, question)
    assert [name for name, _ in found] == ["error"]
    assert found[0][1]["error"].keys() == {"code", "message"}
    assert found[0][1]["error"]["code"] == code
    assert "secret" not in json.dumps(found)


def test_bad_input_is_refused_before_the_stream_begins(web: TestClient) -> None:
    reply = web.post("/ask/stream", json={"question": " "})
    assert reply.status_code == 422
    assert reply.json()["error"]["code"] == "bad_question"
