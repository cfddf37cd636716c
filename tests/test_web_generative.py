"""The server with a language model behind it: answers as they are written, and an end to the work when a reader leaves."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from rag import generations
from rag.embedding import Encoder, load_encoder
from rag.engine import Engine
from rag.settings import Settings
from rag.snapshot import Snapshot
from tests.conftest import HARBOUR
from tests.openai_server import KEY, OpenAIServer
from web.app import create_app

QUESTION = "2021년 정규직은 몇 명 채용했나요?"
HALF = "정규직은 17명입니다. [1] 계약직은 "


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Encoder, Snapshot]:
    place = tmp_path_factory.mktemp("web-generative")
    (place / "corpus").mkdir()
    (place / "corpus" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    settings = Settings(corpus_dir=place / "corpus", index_dir=place / "index")
    encoder = load_encoder(settings)
    generations.build(settings, encoder)
    return settings, encoder, generations.open_snapshot(settings, encoder)


@contextmanager
def served(built: tuple[Settings, Encoder, Snapshot], model: OpenAIServer, **more: object) -> Iterator[int]:
    """The port of a real server whose engine asks `model`."""
    settings, encoder, snapshot = built
    own = Settings(**{**settings.model_dump(), **model.settings, **more})
    app = create_app(Engine(own, encoder, snapshot), own)
    door = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield int(door.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)


def post(port: int, path: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", path, json.dumps({"question": QUESTION}), {"Content-Type": "application/json"})
    return connection, connection.getresponse()


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in b.splitlines() if ": " in line) for b in text.split("\n\n")]
    return [(b["event"], json.loads(b["data"])) for b in blocks if "event" in b]


def test_a_written_answer_comes_over_both_ways_alike(built: tuple[Settings, Encoder, Snapshot]) -> None:
    with OpenAIServer("정규직은 17명입니다. [1] 계약직은 5명입니다. [1]") as model, served(built, model) as port:
        told = events(post(port, "/ask/stream")[1].read().decode())
        answer = json.loads(post(port, "/ask")[1].read())
    assert [name for name, _ in told] == ["passages", "delta", "delta", "done"]
    done = told[-1][1]
    assert "".join(data["text"] for name, data in told if name == "delta") == done["answer"]
    assert done["mode"] == answer["mode"] == "generative"
    assert done["answer"] == answer["answer"] == "정규직은 17명입니다. [1]\n계약직은 5명입니다. [2]"
    assert {c["support"] for c in done["citations"]} <= {"exact", "supported"}


def test_an_answer_that_is_cut_is_taken_back(built: tuple[Settings, Encoder, Snapshot]) -> None:
    text = "정규직은 17명입니다. [1] 계약직은 5명입니다. [1] 그 밖에는 아무도 채용하지 않았습니다. [1] "
    with OpenAIServer(text, "cut") as model, served(built, model) as port:
        reply = post(port, "/ask/stream")[1]
        assert reply.status == 200
        raw = reply.read().decode()
    told = events(raw)
    deltas = [data for name, data in told if name == "delta"]
    assert [d.get("anew", False) for d in deltas] == [False] * (len(deltas) - 1) + [True]
    assert deltas[-1]["text"] == told[-1][1]["answer"]
    assert told[-1][1]["mode"] == "extractive" and told[-1][1]["notice"]
    assert KEY not in raw


@pytest.mark.parametrize("behaviour", ["stall", "slow"])
@pytest.mark.parametrize("path", ["/ask/stream", "/ask"])
def test_a_reader_who_leaves_ends_the_call_upstream(
    built: tuple[Settings, Encoder, Snapshot], path: str, behaviour: str
) -> None:
    with OpenAIServer(HALF, behaviour) as model, served(built, model, llm_timeout=600) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as reader:
            body = json.dumps({"question": QUESTION}).encode()
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            reader.sendall(head.encode() + body)
            until = time.monotonic() + 20
            while not model.requests and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(0.3)
            assert not model.cancelled.is_set()
        assert model.cancelled.wait(5)
        assert json.loads(_got(port, "/health"))["status"] == "ok"


@pytest.mark.parametrize(
    "path", ["/", "/?q=%EC%A0%95%EA%B7%9C%EC%A7%81%EC%9D%80%3F", "/index", "/docs", "/openapi.json"]
)
def test_no_page_holds_the_key(built: tuple[Settings, Encoder, Snapshot], path: str) -> None:
    with OpenAIServer("", "401") as model, served(built, model) as port:
        assert KEY not in _got(port, path)


def _got(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept": "text/html"} if path.startswith("/?") or path == "/" else {})
    return connection.getresponse().read().decode()
