"""The API's contract: shapes, bad input, documents with awkward names, the token, and that an error is never a trace."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from rag.settings import Settings
from tests.scripted_engine import GENERATION, NESTED, ScriptedEngine, app_of
from web.app import create_app
from web.guard import BODY_LIMIT

TOKEN = "토큰-42"


def client(engine: ScriptedEngine | None = None, token: str = "") -> TestClient:
    return TestClient(app_of(engine, token), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def web() -> TestClient:
    return client()


def test_ask_gives_every_field_of_the_contract(web: TestClient) -> None:
    body = web.post("/ask", json={"question": "2023년 정규직은 몇 명 채용했나요?"}).json()
    assert {
        "question", "standalone_question", "status", "answer", "computed", "citations", "passages", "suggestions",
        "mode", "generation", "timings_ms",
    } <= body.keys()  # fmt: skip
    citation = body["citations"][0]
    assert citation.keys() == {
        "n", "document", "title", "section", "quote", "start", "end", "passage", "score", "support", "generation",
    }  # fmt: skip
    text = web.get(f"/documents/{quote(citation['document'])}/text").text
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert {"document", "section", "text", "start", "end", "score"} <= body["passages"][0].keys()


def test_ask_hands_history_and_top_k_to_the_engine() -> None:
    engine = ScriptedEngine()
    turn = {"question": "2023년 정규직은 몇 명?", "answer": "22명입니다. [1]", "citations": []}
    sent = {"question": "그럼 무기계약직은?", "history": [turn], "top_k": 2, "stream": False}
    body = client(engine).post("/ask", json=sent).json()
    question, history, top_k = engine.asked[-1]
    assert (question, top_k) == ("그럼 무기계약직은?", 2)
    assert [(t.question, t.answer) for t in history] == [(turn["question"], turn["answer"])]
    assert body["question"] == "그럼 무기계약직은?"
    assert body["standalone_question"].startswith("2023년 정규직")
    assert len(body["passages"]) == 2


def test_search_gives_passages_best_first(web: TestClient) -> None:
    hits = web.post("/search", json={"question": "정규직", "top_k": 3}).json()["hits"]
    assert len(hits) == 3
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)


TURN = {"question": "ㄱ", "answer": "ㄴ"}


@pytest.mark.parametrize("path", ["/ask", "/ask/stream", "/search"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_question"),
        ({"question": ""}, "bad_question"),
        ({"question": " \n\t　"}, "bad_question"),
        ({"question": "가" * 1001}, "bad_question"),
        ({"question": 7}, "bad_question"),
        ({"question": None}, "bad_question"),
        ({"question": ["정규직"]}, "bad_question"),
        ({"question": "\ud800정규직"}, "bad_question"),
        ({"question": "정규직\x00"}, "bad_question"),
        ({"question": "정규직\x1b[2J"}, "bad_question"),
        ({"question": "정규직\x85"}, "bad_question"),
        ({"question": "정규직", "top_k": 0}, "bad_top_k"),
        ({"question": "정규직", "top_k": 51}, "bad_top_k"),
        ({"question": "정규직", "top_k": "8"}, "bad_top_k"),
        ({"question": "정규직", "top_k": True}, "bad_top_k"),
        ({"question": "정규직", "top_k": 2.5}, "bad_top_k"),
        ([], "bad_request"),
        ("정규직", "bad_request"),
        (None, "bad_request"),
    ],
)
def test_bad_input_is_refused_in_the_one_error_shape(web: TestClient, path: str, body: Any, code: str) -> None:
    sent = json.dumps(body).encode("ascii")
    reply = web.post(path, content=sent, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422, reply.text
    assert reply.json().keys() == {"error"}
    assert reply.json()["error"].keys() == {"code", "message"}
    assert reply.json()["error"]["code"] == code
    assert reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "history",
    [
        [TURN] * 21,
        [{"question": "ㄱ", "answer": "ㄴ" * 4000}],
        [{"question": "ㄱ"}],
        [{"question": "ㄱ", "answer": 3}],
        [{"question": "ㄱ", "answer": "\x07"}],
        ["ㄱ"],
        {"question": "ㄱ", "answer": "ㄴ"},
        "ㄱ",
    ],
)
def test_bad_history_is_refused(web: TestClient, history: Any) -> None:
    reply = web.post("/ask", json={"question": "정규직", "history": history})
    assert reply.status_code == 422
    assert reply.json()["error"]["code"] == "bad_history"


def test_the_longest_question_and_history_are_taken(web: TestClient) -> None:
    turn = {"question": "𝟙" * 1000, "answer": "𝟙" * 3000}  # written as JSON escapes, twelve bytes each
    sent = json.dumps({"question": "가" * 1000, "history": [turn] * 20, "top_k": 50}).encode("ascii")
    assert web.post("/ask", content=sent, headers={"Content-Type": "application/json"}).status_code == 200
    assert web.post("/ask", json={"question": "여러\r\n줄의\t질문 🙂"}).status_code == 200


def test_a_body_over_the_limit_is_refused_before_it_is_read(web: TestClient) -> None:
    sent = b'{"question": "' + b"a" * BODY_LIMIT + b'"}'
    known = web.post("/ask", content=sent, headers={"Content-Type": "application/json"})
    unknown = web.post("/ask", content=iter([sent]), headers={"Content-Type": "application/json"})
    for reply in (known, unknown):
        assert reply.status_code == 413
        assert reply.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize("sent", [b'{"question": ', b"\xff\xfe", b"[" * 100_000, b"question=a", b'{"question": NaN}'])
def test_a_body_that_is_no_json_is_refused(web: TestClient, sent: bytes) -> None:
    reply = web.post("/ask", content=sent, headers={"Content-Type": "application/json"})
    assert reply.status_code in (400, 422)
    assert reply.json()["error"].keys() == {"code", "message"}


def test_a_form_is_told_to_send_json(web: TestClient) -> None:
    reply = web.post("/ask", data={"question": "정규직"})
    assert reply.status_code == 422
    assert "application/json" in reply.json()["error"]["message"]


def test_unknown_addresses_and_methods_have_the_one_error_shape(web: TestClient) -> None:
    assert web.get("/nothing/here").json()["error"]["code"] == "not_found"
    assert web.get("/static/none.js").json()["error"]["code"] == "not_found"
    refused = web.get("/ask")
    assert (refused.status_code, refused.json()["error"]["code"]) == (405, "method_not_allowed")


def test_a_bug_is_an_error_without_a_trace(web: TestClient) -> None:
    reply = web.post("/ask", json={"question": "버그"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "internal")
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text
    assert reply.headers["Content-Security-Policy"]


def test_a_question_that_the_engine_refuses_is_422(web: TestClient) -> None:
    reply = web.post("/ask", json={"question": "거절"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_question")


def test_documents_are_listed_and_read_by_names_with_slashes_and_spaces(web: TestClient) -> None:
    engine = ScriptedEngine()
    listed = web.get("/documents").json()["documents"]
    assert [d["name"] for d in listed] == [d.name for d in engine.documents()]
    reply = web.get(f"/documents/{quote(NESTED)}/text")
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.text == engine.document(NESTED).text
    assert web.get(f"/documents/{quote(NESTED, safe='')}").status_code == 200


def test_a_documents_text_is_the_files_bytes(web: TestClient) -> None:
    report = ScriptedEngine().report
    raw = (Path(__file__).parents[1] / "corpus" / report.name).read_bytes()
    assert web.get(f"/documents/{report.name}/text").content == raw


def test_a_document_page_marks_the_span_and_escapes_the_text(web: TestClient) -> None:
    text = ScriptedEngine().document(NESTED).text
    start = text.index("굵게</b>")
    page = web.get(f"/documents/{quote(NESTED)}", params={"start": start, "end": start + len("굵게</b>")}).text
    assert ">굵게&lt;/b&gt;</mark>" in page
    assert "<b>" not in page


@pytest.mark.parametrize("span", ["start=3&end=2", "start=0&end=99999999", "start=-1&end=2", "start=a&end=2"])
def test_a_span_outside_the_document_is_refused(web: TestClient, span: str) -> None:
    reply = web.get(f"/documents/{quote(NESTED)}?{span}")
    assert reply.status_code == 422
    assert reply.json()["error"]["code"]


@pytest.mark.parametrize("name", ["none.md", "../rag/settings.py", "..%2f..%2fetc%2fpasswd", "%00", "keis-2024.md/x"])
def test_no_file_outside_the_index_is_read(web: TestClient, name: str) -> None:
    for reply in (web.get(f"/documents/{name}"), web.get(f"/documents/{name}/text")):
        assert reply.status_code == 404
        assert reply.json()["error"].keys() == {"code", "message"}


def test_health_ready_and_index_tell_the_state(web: TestClient) -> None:
    assert web.get("/health").json() == {"status": "ok"}
    assert web.get("/ready").json() == {"status": "ready", "generation": GENERATION}
    index = web.get("/index").json()
    assert index["generation"] == GENERATION
    assert index["build"]["running"] is False


def test_without_an_engine_the_server_lives_but_is_not_ready() -> None:
    bare = TestClient(create_app(None, Settings()))  # not entered: the lifespan, which opens the engine, has not run
    assert bare.get("/health").status_code == 200
    assert bare.get("/ready").status_code == 503
    assert bare.post("/ask", json={"question": "정규직"}).json()["error"]["code"] == "not_ready"


def test_without_a_token_the_admin_calls_do_not_exist(web: TestClient) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
        assert web.post("/index/rebuild", headers=headers).status_code == 404
    assert "/index/rebuild" not in web.get("/openapi.json").json()["paths"]


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_a_wrong_token_is_refused(given: str | None) -> None:
    headers = {"Authorization": given.encode()} if given is not None else {}
    reply = client(token=TOKEN).post("/index/rebuild", headers=headers)
    assert (reply.status_code, reply.json()["error"]["code"]) == (401, "unauthorized")
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_a_rebuild_runs_beside_the_answers_and_only_once() -> None:
    engine = ScriptedEngine()
    started, finish = threading.Event(), threading.Event()
    engine.builds.append(lambda: (started.set(), finish.wait(10)))
    web = client(engine, TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}".encode()}
    first = web.post("/index/rebuild", headers=headers)
    assert first.status_code == 202
    assert started.wait(10)
    assert web.get("/index").json()["build"]["stage"] == "embedding"
    assert web.post("/ask", json={"question": "정규직"}).status_code == 200
    second = web.post("/index/rebuild", headers=headers)
    assert (second.status_code, second.json()["error"]["code"]) == (409, "build_busy")
    finish.set()
    for thread in threading.enumerate():
        if thread.name == "rebuild":
            thread.join(10)
    assert web.get("/index").json()["build"]["running"] is False


def test_a_rebuild_that_fails_says_why() -> None:
    web = client(ScriptedEngine(), TOKEN)  # another process is building, as the engine tells
    assert web.post("/index/rebuild", headers={"Authorization": f"Bearer {TOKEN}".encode()}).status_code == 202
    for thread in threading.enumerate():
        if thread.name == "rebuild":
            thread.join(10)
    assert "process 42" in web.get("/index").json()["build"]["error"]


def test_the_openapi_document_names_our_error_shape_everywhere(web: TestClient) -> None:
    openapi = web.get("/openapi.json").json()
    assert {"/ask", "/ask/stream", "/search", "/documents", "/documents/{name}", "/documents/{name}/text",
            "/feedback", "/health", "/ready", "/index", "/index/progress"} == openapi["paths"].keys()  # fmt: skip
    assert "HTTPValidationError" not in openapi["components"]["schemas"]
    for methods in openapi["paths"].values():
        for call in methods.values():
            assert call["summary"]
            assert call["description"]


def test_the_api_page_shows_every_call(web: TestClient) -> None:
    page = web.get("/docs").text
    for path in web.get("/openapi.json").json()["paths"]:
        assert path in page


@pytest.mark.parametrize("path", ["/", "/?q=정규직", "/documents", "/docs", "/nothing", "/static/style.css", "/health"])
def test_every_response_forbids_what_the_page_does_not_need(web: TestClient, path: str) -> None:
    headers = web.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
