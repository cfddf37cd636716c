"""Feedback: kept, replaced, read by the keeper alone, exported for evaluation; and the places that answers cite."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rag.errors import IndexingError
from tests.scripted_engine import ScriptedEngine, app_of
from web.records import FILE, Records

TOKEN = {"Authorization": "Bearer sesame"}
ASK = "2023년 정규직은 몇 명 채용했나요?"


@pytest.fixture
def web() -> TestClient:
    return TestClient(app_of(token="sesame"), raise_server_exceptions=False)


def said(web: TestClient, question: str = ASK, **more: Any) -> dict[str, Any]:
    """Feedback as the page sends it, on what the server answers."""
    answer = web.post("/ask", json={"question": question}).json()
    return {
        "key": "0123456789abcdef", "verdict": "good", "question": question, "history": [], "status": answer["status"],
        "answer": answer["answer"], "generation": answer["generation"], "citations": answer["citations"],
        "passages": answer["passages"], **more,
    }  # fmt: skip


def test_feedback_is_kept_with_its_answer_and_places(web: TestClient) -> None:
    assert web.post("/feedback", json=said(web, note="좋아요")).status_code == 201
    (kept,) = web.get("/feedback", headers=TOKEN).json()["feedback"]
    assert kept["question"] == ASK
    assert kept["note"] == "좋아요"
    assert kept["citations"][0]["quote"] == "정규직 22명"
    assert kept["generation"]
    assert kept["at"]


def test_the_same_key_replaces_what_was_said_before(web: TestClient) -> None:
    web.post("/feedback", json=said(web))
    web.post("/feedback", json=said(web, verdict="bad", reason="wrong_citation"))
    web.post("/feedback", json=said(web, "우주선은?", key="f" * 16))
    kept = web.get("/feedback", headers=TOKEN).json()["feedback"]
    assert [(k["question"], k["verdict"], k["reason"]) for k in kept] == [
        ("우주선은?", "good", ""),
        (ASK, "bad", "wrong_citation"),
    ]


def test_the_export_is_an_evaluation_file(web: TestClient) -> None:
    web.post("/feedback", json=said(web, key="a" * 16))
    web.post("/feedback", json=said(web, "우주선은?", key="b" * 16))
    web.post("/feedback", json=said(web, "우주선은?", key="c" * 16, verdict="bad", reason="missing"))
    lines = web.get("/feedback/export", headers=TOKEN).text.splitlines()
    missing, absent, good = map(json.loads, lines)
    fields = {"id", "category", "question", "history", "answerable", "all_of", "must_not", "max_chars", "cite_any"}
    assert all(fields <= row.keys() for row in (missing, absent, good))
    assert good["answerable"]
    assert good["all_of"] == [["2023"], ["22"]]
    assert good["cite_any"] == ["정규직 22명"]
    assert not absent["answerable"]
    assert missing["answerable"]
    assert missing["all_of"] == []
    assert missing["category"] == "feedback_missing"


@pytest.mark.parametrize("token", [{}, {"Authorization": "Bearer wrong"}])
def test_only_the_keeper_reads_feedback(web: TestClient, token: dict[str, str]) -> None:
    assert web.get("/feedback", headers=token).status_code == 401
    assert web.get("/feedback/export", headers=token).status_code == 401


def test_without_a_token_feedback_is_taken_but_not_shown() -> None:
    web = TestClient(app_of())
    assert web.post("/feedback", json=said(web)).status_code == 201
    assert web.get("/feedback", headers=TOKEN).status_code in (404, 405)
    assert web.get("/feedback/export", headers=TOKEN).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "short"},
        {"key": "0123456789abcdef'; DROP TABLE feedback;--"},
        {"verdict": "perhaps"},
        {"reason": "other"},
        {"note": "가" * 1001},
        {"answer": "가" * 20_001},
        {"answer": "\ud800"},
        {"question": " "},
        {"citations": [{"document": "a.md", "start": -1, "end": 2}]},
        {"passages": [{"document": "a.md", "start": 0, "end": 1}] * 51},
    ],
)
def test_bad_feedback_is_refused(web: TestClient, wrong: dict[str, Any]) -> None:
    sent = json.dumps(said(web) | wrong).encode("ascii")
    reply = web.post("/feedback", content=sent, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["error"].keys() == {"code", "message"}


def test_a_form_of_another_site_cannot_give_feedback(web: TestClient) -> None:
    sent = json.dumps(said(web))
    assert web.post("/feedback", content=sent, headers={"Content-Type": "text/plain"}).status_code == 422


def test_the_places_that_answers_cite_most_are_marked_on_request(web: TestClient) -> None:
    for question in (ASK, ASK, "사업 비중은?"):
        web.post("/ask", json={"question": question})
    plain = web.get("/documents/keis-2024.md").text
    marked = web.get("/documents/keis-2024.md?cited=true").text
    assert "<mark" not in plain
    for quote in ("정규직 22명", "정보화 53.6 %", "정책 17.7 %"):
        assert f">{quote}</mark>" in marked


def test_cited_places_come_most_cited_first(tmp_path: Path) -> None:
    engine, records = ScriptedEngine(), Records(tmp_path)
    documents = {d.name: d for d in engine.documents()}
    for question in ("사업 비중은?", ASK, ASK):
        records.cite(engine.ask(question), documents)
    report = engine.report
    assert [report.text[a:b] for a, b in records.most_cited(report)] == [
        "정규직 22명", "정보화 53.6 %", "고용 28.7 %", "정책 17.7 %",
    ]  # fmt: skip
    records.close()
    again = Records(tmp_path)
    assert again.most_cited(report) == records.most_cited(report)
    again.close()
    records.close()


def test_a_file_that_cannot_be_used_is_named_and_answers_go_on() -> None:
    app = app_of(token="sesame")
    records: Records = app.state.records
    records.path.write_bytes(b"this is no database" * 100)
    web = TestClient(app, raise_server_exceptions=False)
    assert web.post("/ask", json={"question": ASK}).status_code == 200
    assert web.post("/ask/stream", json={"question": ASK}).text.count("event: done") == 1
    reply = web.post("/feedback", json=said(web))
    assert reply.status_code == 503
    assert FILE in reply.json()["error"]["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(IndexingError, match=FILE):
        Records(tmp_path).feedback()
