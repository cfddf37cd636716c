"""The keeper's page and what it does: who may, from where; rebuilding, going back, adding documents; and that every
process follows."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from rag import generations, progress
from rag.engine import Engine
from rag.settings import Settings
from tests.conftest import HARBOUR, LIBRARY
from tests.fakes import FakeEncoder
from tests.scripted_engine import app_of
from web.app import create_app
from web.following import Following
from web.guard import BODY_LIMIT
from web.session import AGE, COOKIE

TOKEN = "열려라-42"
ORIGIN = {"Origin": "http://testserver"}
PAGE = {"Accept": "text/html"}
PATIENCE = 60  # seconds


@pytest.fixture(scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the small corpus, built once."""
    folder = tmp_path_factory.mktemp("keeper")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "corpus" / "library.md").write_text(LIBRARY, encoding="utf-8")
    generations.build(Settings(corpus_dir=folder / "corpus", index_dir=folder / "index"), FakeEncoder())
    return folder


@pytest.fixture
def kept(_built: Path, tmp_path: Path) -> Settings:
    """Settings with a token, on a copy of that corpus and index."""
    shutil.copytree(_built, tmp_path, dirs_exist_ok=True)
    return Settings(
        corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index", admin_token=SecretStr(TOKEN), max_upload=100_000
    )


def engine_of(settings: Settings) -> Engine:
    encoder = FakeEncoder()
    return Engine(settings, encoder, generations.open_snapshot(settings, encoder))


@pytest.fixture
def app(kept: Settings) -> Iterator[FastAPI]:
    app = create_app(engine_of(kept), kept)
    yield app
    app.state.records.close()


@pytest.fixture
def web(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False, headers=PAGE)


def enter(web: TestClient) -> TestClient:
    assert web.post("/admin/enter", data={"token": TOKEN}, headers=ORIGIN).status_code == 200
    return web


@pytest.fixture
def keeper(web: TestClient) -> TestClient:
    return enter(web)


def form_of(web: TestClient) -> str:
    return cast(re.Match[str], re.search(r'name="form" value="([0-9a-f]+)"', web.get("/admin").text))[1]


def do(web: TestClient, action: str, **more: Any) -> Any:
    """Send a form of the page as a browser does."""
    data = {"form": form_of(web)} | more.pop("data", {})
    return web.post(f"/admin/{action}", data=data, headers=ORIGIN, **more)


def eventually(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def edit(settings: Settings, old: str, new: str) -> None:
    path = settings.corpus_dir / "harbour.md"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def idle(web: TestClient) -> bool:
    return not web.get("/index").json()["build"]["running"]


# Who may, and from where

ACTIONS = ("leave", "rebuild", "rollback", "upload")


@pytest.mark.parametrize("path", ["", "/feedback.jsonl"])
def test_without_a_token_there_is_no_admin_page(path: str) -> None:
    assert TestClient(app_of()).get(f"/admin{path}").status_code == 404


@pytest.mark.parametrize("action", ["enter", *ACTIONS])
def test_without_a_token_there_are_no_admin_actions(action: str) -> None:
    assert TestClient(app_of()).post(f"/admin/{action}", headers=ORIGIN).status_code == 404


def test_a_stranger_is_asked_for_the_token_and_told_nothing_else(web: TestClient) -> None:
    page = web.get("/admin")
    assert page.status_code == 200
    assert 'type="password"' in page.text
    assert "harbour" not in page.text
    assert "000001" not in page.text


@pytest.mark.parametrize("wrong", ["", "열려라", TOKEN + "x", "\ud800"])
def test_a_wrong_token_opens_nothing(web: TestClient, wrong: str) -> None:
    sent = {"token": wrong} if wrong.isprintable() else {"token": "%ED%A0%80"}
    reply = web.post("/admin/enter", data=sent, headers=ORIGIN)
    assert reply.status_code == 401
    assert "토큰이 맞지 않아요" in reply.text
    assert COOKIE not in web.cookies


def test_the_session_is_a_cookie_that_scripts_and_other_sites_do_not_get(web: TestClient) -> None:
    reply = web.post("/admin/enter", data={"token": TOKEN}, headers=ORIGIN, follow_redirects=False)
    assert (reply.status_code, reply.headers["Location"]) == (303, "/admin")
    cookie = reply.headers["Set-Cookie"]
    assert TOKEN not in cookie
    assert {"httponly", "samesite=strict", "path=/admin"} <= {part.strip().lower() for part in cookie.split(";")}


def test_over_https_the_cookie_goes_over_https_alone(app: FastAPI) -> None:
    web = TestClient(app, base_url="https://testserver")
    reply = web.post(
        "/admin/enter", data={"token": TOKEN}, headers={"Origin": "https://testserver"}, follow_redirects=False
    )
    assert "secure" in reply.headers["Set-Cookie"].lower()


def test_the_page_shows_the_keeper_what_there_is(keeper: TestClient, kept: Settings) -> None:
    page = keeper.get("/admin")
    assert generations.current(kept.index_dir) in page.text
    assert "harbour.md" in page.text
    assert "그대로" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_can_do_nothing(web: TestClient, kept: Settings, action: str) -> None:
    reply = web.post(f"/admin/{action}", data={"form": "0" * 64, "generation": "x"}, headers=ORIGIN)
    assert reply.status_code == 401
    assert web.get("/admin/feedback.jsonl").status_code == 401


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "origin", [{}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Origin": "http://testserver.evil.example"}]
)
def test_what_another_site_sends_with_our_cookie_is_refused(
    keeper: TestClient, action: str, origin: dict[str, str]
) -> None:
    data = {"form": form_of(keeper), "generation": "x"}
    assert keeper.post(f"/admin/{action}", data=data, headers=origin).status_code == 403
    assert keeper.get("/admin").text.count("<form") > 2  # still in


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("form", ["", "0" * 64, "가"])
def test_a_form_without_its_token_is_refused(keeper: TestClient, action: str, form: str) -> None:
    reply = keeper.post(f"/admin/{action}", data={"form": form, "generation": "x"}, headers=ORIGIN)
    assert reply.status_code == 403


def test_entering_from_another_site_is_refused(web: TestClient) -> None:
    reply = web.post("/admin/enter", data={"token": TOKEN}, headers={"Origin": "https://evil.example"})
    assert reply.status_code == 403
    assert COOKIE not in web.cookies


def test_a_form_token_is_of_one_session(app: FastAPI) -> None:
    one, other = (enter(TestClient(app, headers=PAGE)) for _ in range(2))
    reply = other.post("/admin/rebuild", data={"form": form_of(one)}, headers=ORIGIN)
    assert reply.status_code == 403


@pytest.mark.parametrize("forged", ["x", "9999999999.00.", "9999999999.00." + "0" * 64, "..", "é"])
def test_a_forged_cookie_opens_nothing(web: TestClient, forged: str) -> None:
    page = web.get("/admin", headers={"Cookie": f"{COOKIE}={forged}".encode()})
    assert page.status_code == 200
    assert 'type="password"' in page.text


def test_a_session_runs_out(keeper: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + AGE + 1
    monkeypatch.setattr("web.session.time", SimpleNamespace(time=lambda: later))
    assert 'type="password"' in keeper.get("/admin").text


def test_leaving_ends_the_session(keeper: TestClient) -> None:
    assert 'type="password"' not in keeper.get("/admin").text
    assert do(keeper, "leave").status_code == 200
    assert 'type="password"' in keeper.get("/admin").text


# Rebuilding, and how far it is


def events(reply: Any) -> list[dict[str, Any]]:
    return [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]


def test_the_button_rebuilds_and_the_new_generation_is_in_use(keeper: TestClient, kept: Settings) -> None:
    edit(kept, "17명", "19명")
    assert "바뀜" in keeper.get("/admin").text
    reply = do(keeper, "rebuild")
    assert reply.status_code == 200
    assert "시작했어요" in reply.text
    eventually(lambda: keeper.get("/ready").json()["generation"].startswith("000002"))
    eventually(lambda: idle(keeper))
    assert "19명" in keeper.post("/ask", json={"question": "2021년 정규직은 몇 명 채용했나요?"}).json()["answer"]
    build = keeper.get("/index").json()["build"]
    assert (build["error"], build["share"], build["documents"]) == ("", 1.0, 2)


def test_a_second_builder_is_told_who_builds(keeper: TestClient, kept: Settings) -> None:
    with progress.told(kept.index_dir, None) as report:
        report("embed", 3, 9)
        page = keeper.get("/admin").text
        assert 'data-running="true"' in page
        assert '<meta http-equiv="refresh"' in page
        assert "뜻을 벡터로 바꾸는 중" in page
        reply = do(keeper, "rebuild")
        assert reply.status_code == 409
        assert "embed, 3 of 9" in reply.text
    assert 'data-running="false"' in keeper.get("/admin").text


def test_a_build_that_fails_is_told_on_the_page(keeper: TestClient, kept: Settings) -> None:
    (kept.corpus_dir / "library.md").write_bytes(b"")  # in use until now, so it is not passed over
    do(keeper, "rebuild")
    eventually(lambda: "library.md" in keeper.get("/index").json()["build"]["error"])
    page = keeper.get("/admin").text
    assert "마지막 작업이 실패했어요" in page
    assert keeper.get("/ready").json()["generation"].startswith("000001")


def test_a_new_file_that_cannot_be_read_is_named_with_the_reason(keeper: TestClient, kept: Settings) -> None:
    (kept.corpus_dir / "broken.md").write_bytes(b"")
    do(keeper, "rebuild")
    eventually(lambda: keeper.get("/ready").json()["generation"].startswith("000002"))
    page = keeper.get("/admin").text
    assert "읽지 못함" in page
    assert re.search(r'class="wrong">[^<]*broken\.md', page)


def test_progress_is_told_as_it_changes_until_long_nothing_is_built(
    web: TestClient, kept: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.building.QUIET", 0.6)
    monkeypatch.setattr("web.building.LOOK", 0.01)
    looks = 0
    real = progress.read

    def read(index_dir: Path) -> progress.Build:
        nonlocal looks
        looks += 1
        build = real(index_dir)
        if looks < 4:
            return progress.Build(running=True, stage="embed", done=looks, total=4, chunks=looks, seconds_left=2.0)
        return build

    monkeypatch.setattr("web.building.read", read)
    reply = web.get("/index/progress")
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    told = events(reply)
    assert [e["done"] for e in told[:3]] == [1, 2, 3]
    assert told[0]["seconds_left"] == 2.0
    assert told[-1]["running"] is False
    assert told[-1]["generation"] == generations.current(kept.index_dir)
    assert not {"pid", "born", "seconds"} & told[0].keys()


# Going back


def test_an_earlier_generation_is_taken_into_use(keeper: TestClient, kept: Settings) -> None:
    first = generations.current(kept.index_dir)
    edit(kept, "17명", "19명")
    keeper.app.state.engine.rebuild()  # type: ignore[attr-defined]
    reply = do(keeper, "rollback", data={"generation": first})
    assert "되돌렸어요" in reply.text
    assert keeper.get("/ready").json()["generation"] == first
    assert "17명" in keeper.post("/ask", json={"question": "2021년 정규직은 몇 명 채용했나요?"}).json()["answer"]


@pytest.mark.parametrize("name", ["000009-00000000", "../corpus", "", "x" * 200])
def test_going_back_to_what_is_not_kept_is_refused(keeper: TestClient, kept: Settings, name: str) -> None:
    before = generations.current(kept.index_dir)
    reply = do(keeper, "rollback", data={"generation": name})
    assert reply.status_code in (422, 503)
    assert generations.current(kept.index_dir) == before


def test_a_generation_of_another_model_is_not_left_in_use(keeper: TestClient, kept: Settings) -> None:
    before = generations.current(kept.index_dir)
    other = generations.build(kept, FakeEncoder(dimension=32, name="other")).id
    generations.rollback(kept, before)
    reply = do(keeper, "rollback", data={"generation": other})
    assert reply.status_code == 503
    assert "another dimension" in reply.text
    assert generations.current(kept.index_dir) == before


# Adding documents


def test_uploaded_documents_are_put_into_the_corpus_and_indexed(keeper: TestClient, kept: Settings) -> None:
    files = [
        ("file", ("../밤 안내.md", "# 밤 안내\n\n등대는 밤 11시에 끕니다.\n".encode(), "text/markdown")),
        ("file", ("낮.txt", "낮 안내\n\n매점은 낮 12시에 엽니다.\n".encode(), "text/plain")),
    ]
    reply = do(keeper, "upload", files=files)
    assert reply.status_code == 200
    assert "문서를 넣었어요" in reply.text
    assert {p.name for p in kept.corpus_dir.iterdir()} == {"harbour.md", "library.md", "밤 안내.md", "낮.txt"}
    eventually(lambda: idle(keeper) and keeper.get("/ready").json()["generation"].startswith("000002"))
    names = [d["name"] for d in keeper.get("/documents", headers={"Accept": "application/json"}).json()["documents"]]
    assert {"밤 안내.md", "낮.txt"} <= set(names)


def test_what_cannot_be_read_is_refused_by_name_and_the_others_go_on(keeper: TestClient, kept: Settings) -> None:
    files = [
        ("file", ("picture.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text/markdown")),
        ("file", ("program.exe", b"MZ", "application/octet-stream")),
        ("file", ("harbour.md", "다른 글".encode(), "text/markdown")),
        ("file", ("ok.md", "# 좋음\n\n글이 있습니다.\n".encode(), "text/markdown")),
    ]
    reply = do(keeper, "upload", files=files)
    assert reply.status_code == 422
    for name in ("picture.md", "program.exe", "harbour.md"):
        assert name in reply.text
    assert {p.name for p in kept.corpus_dir.iterdir()} == {"harbour.md", "library.md", "ok.md"}
    assert "17명" in (kept.corpus_dir / "harbour.md").read_text("utf-8")
    eventually(lambda: idle(keeper) and keeper.get("/ready").json()["generation"].startswith("000002"))


def test_a_document_of_the_same_name_is_replaced_where_that_is_asked_for(keeper: TestClient, kept: Settings) -> None:
    new = HARBOUR.replace("17명", "21명").encode()
    do(keeper, "upload", files=[("file", ("harbour.md", new, "text/markdown"))], data={"force": "on"})
    assert (kept.corpus_dir / "harbour.md").read_bytes() == new
    eventually(lambda: idle(keeper) and keeper.get("/ready").json()["generation"].startswith("000002"))


def test_an_upload_without_a_file_says_so(keeper: TestClient) -> None:
    reply = do(keeper, "upload", files=[("file", ("", b"", "application/octet-stream"))])
    assert reply.status_code == 422
    assert "파일을 먼저 골라 주세요" in reply.text


def test_a_file_that_is_too_large_is_refused(keeper: TestClient, kept: Settings) -> None:
    for size in (kept.max_upload + 1, kept.max_upload + BODY_LIMIT + 1):
        reply = do(keeper, "upload", files=[("file", ("large.md", b"a" * size, "text/markdown"))])
        assert reply.status_code in (413, 422)
        assert not (kept.corpus_dir / "large.md").exists()


def test_a_stranger_s_upload_is_refused_before_it_is_read(web: TestClient) -> None:
    reply = web.post("/admin/upload", headers=ORIGIN | {"Content-Type": "multipart/form-data"}, content=b"no form")
    assert reply.status_code == 401  # not a complaint about the form


# What readers say


def test_feedback_is_listed_escaped_and_exported(keeper: TestClient) -> None:
    answer = keeper.post("/ask", json={"question": "2021년 정규직은 몇 명 채용했나요?"}).json()
    said = {
        "key": "0123456789abcdef", "verdict": "bad", "reason": "wrong_citation", "note": "<script>alert(1)</script>",
        "question": answer["question"], "history": [], "status": answer["status"], "answer": answer["answer"],
        "generation": answer["generation"], "citations": [{k: c[k] for k in ("document", "start", "end", "quote")} for c in answer["citations"]],
        "passages": [],
    }  # fmt: skip
    assert keeper.post("/feedback", json=said).status_code == 201
    page = keeper.get("/admin").text
    assert "출처가 틀려요" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert f"?generation={answer['generation']}&amp;start=" in page
    saved = keeper.get("/admin/feedback.jsonl")
    assert "attachment" in saved.headers["Content-Disposition"]
    assert json.loads(saved.text.splitlines()[0])["category"] == "feedback_wrong_citation"


# Every process follows


def test_a_generation_built_elsewhere_is_taken_up_by_itself(kept: Settings) -> None:
    app = create_app(engine_of(kept), kept)
    with TestClient(app) as web:
        question = {"question": "2021년 정규직은 몇 명 채용했나요?"}
        assert "17명" in web.post("/ask", json=question).json()["answer"]
        edit(kept, "17명", "19명")
        second = generations.build(kept, FakeEncoder()).id  # as another process would
        eventually(lambda: web.get("/ready").json()["generation"] == second)
        assert "19명" in web.post("/ask", json=question).json()["answer"]
        generations.rollback(kept)
        eventually(lambda: web.get("/ready").json()["generation"] != second)
        assert "17명" in web.post("/ask", json=question).json()["answer"]


def test_a_generation_that_does_not_open_leaves_the_old_one_in_use(
    kept: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.following.LATER", 0.05)
    engine = engine_of(kept)
    first = engine.snapshot.manifest.id
    taken: list[str] = []
    following = Following(engine, lambda: taken.append(engine.snapshot.manifest.id))
    following.start()
    try:
        eventually(lambda: taken == [first])
        generations.build(kept, FakeEncoder(dimension=32, name="other"))
        eventually(lambda: "another dimension" in caplog.text)
        time.sleep(0.3)  # some more tries, told once
        assert caplog.text.count("another dimension") == 1
        assert engine.snapshot.manifest.id == first
        third = generations.build(kept, FakeEncoder()).id
        eventually(lambda: taken == [first, third])
    finally:
        following.stop()


# Passages of earlier generations


@pytest.fixture
def revised(app: FastAPI, kept: Settings) -> tuple[TestClient, str, dict[str, Any]]:
    """A server whose corpus changed after a citation was given: client, the old generation, the citation."""
    web = TestClient(app, headers=PAGE)
    answer = web.post("/ask", json={"question": "2021년 정규직은 몇 명 채용했나요?"}).json()
    edit(kept, "2021년**: 정규직 17명", "2021년**: (고침) 정규직 19명")
    app.state.engine.rebuild()
    return web, answer["generation"], answer["citations"][0]


def place(citation: dict[str, Any], **more: Any) -> str:
    asked = {k: citation[k] for k in ("generation", "start", "end")} | more
    return f"/documents/{citation['document']}?" + "&".join(f"{k}={v}" for k, v in asked.items())


def test_a_citation_carries_its_generation_and_still_opens(revised: tuple[TestClient, str, dict[str, Any]]) -> None:
    web, generation, citation = revised
    assert citation["generation"] == generation
    text = web.get(f"/documents/{citation['document']}/text?generation={generation}").text
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    page = web.get(place(citation)).text
    assert "개정 전" in page
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S))
    assert re.sub(r"<[^>]+>|\s", "", marked) == re.sub(r"\s", "", citation["quote"])


def test_the_changed_words_are_shown(revised: tuple[TestClient, str, dict[str, Any]]) -> None:
    web, _, citation = revised
    page = web.get(place(citation)).text
    assert re.search(r"<del>\s*17명\s*</del>\s*<ins>\s*19명\s*</ins>", page)
    assert "고침" in "".join(re.findall(r"<ins>(.*?)</ins>", page, re.S))
    now = re.search(r'href="(/documents/harbour\.md\?start=\d+&amp;end=\d+#mark)"', page)
    assert now
    assert "19명</mark>" in web.get(now[1].replace("&amp;", "&")).text


def test_a_passage_that_did_not_change_says_so(revised: tuple[TestClient, str, dict[str, Any]]) -> None:
    web, generation, _ = revised
    text = web.get(f"/documents/harbour.md/text?generation={generation}").text
    start = text.index("연봉 64점")
    page = web.get(f"/documents/harbour.md?generation={generation}&start={start}&end={start + 6}").text
    assert "이 대목은 그대로예요" in page
    assert "<del>" not in page
    now = cast(re.Match[str], re.search(r'href="(/documents/harbour\.md\?start=\d+&amp;end=\d+#mark)"', page))
    assert "연봉 64점</mark>" in web.get(now[1].replace("&amp;", "&")).text


def test_a_document_that_did_not_change_is_shown_as_it_is(revised: tuple[TestClient, str, dict[str, Any]]) -> None:
    web, generation, _ = revised
    page = web.get(f"/documents/library.md?generation={generation}&start=0&end=4").text
    assert "개정 전" not in page
    assert "<mark" in page


def test_a_document_that_is_gone_still_opens(app: FastAPI, kept: Settings) -> None:
    web = TestClient(app, headers=PAGE)
    first = generations.current(kept.index_dir)
    (kept.corpus_dir / "library.md").unlink()
    app.state.engine.rebuild()
    assert web.get("/documents/library.md").status_code == 404
    page = web.get(f"/documents/library.md?generation={first}&start=2&end=6").text
    assert "이 문서는 지금은 없어요" in page
    assert "<mark" in page
    assert web.get(f"/documents/nothing.md?generation={first}").status_code == 404


@pytest.mark.parametrize("generation", ["000042-00000000", "../../etc", "%00", "가"])
def test_a_generation_that_is_not_kept_gives_the_document_of_today(web: TestClient, generation: str) -> None:
    reply = web.get(f"/documents/harbour.md?generation={generation}&start=90000&end=90001")
    assert reply.status_code == 200
    assert "이제 남아 있지 않아요" in reply.text
    assert "<mark" not in reply.text
    assert web.get(f"/documents/harbour.md/text?generation={generation}").status_code == 404


# Several documents


def test_the_page_offers_its_documents_and_keeps_to_those_chosen(web: TestClient) -> None:
    page = web.get("/").text
    assert re.findall(r'name="in" value="([^"]+)"', page) == ["harbour.md", "library.md"]
    question = "정규직은 몇 명 채용했나요?"
    found = web.get("/", params={"q": question, "in": "harbour.md"}).text
    assert 'data-status="answered"' in found
    assert "새봄항만공사" in re.sub(r"\s+", " ", found.split('class="sources"')[1])  # the answer names its document
    missing = web.get("/", params={"q": question, "in": "library.md"}).text
    assert 'data-status="not_found"' in missing
    assert re.search(r'value="library\.md" checked', missing)


def test_with_one_document_there_is_nothing_to_choose(kept: Settings) -> None:
    (kept.corpus_dir / "library.md").unlink()
    engine = engine_of(kept)
    engine.rebuild()
    assert 'name="in"' not in TestClient(create_app(engine, kept)).get("/").text
