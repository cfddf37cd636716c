"""The command line: what goes to which stream, exit codes, one line for each error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rag import cli, generations
from rag.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def places(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The small corpus, set by the environment."""
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings.corpus_dir))
    monkeypatch.setenv("RAG_INDEX_DIR", str(settings.index_dir))
    return settings


def fails(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that cannot be done; give its one line."""
    assert cli.main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("rag: ")
    assert err.count("\n") == 1
    return err


def commands() -> list[str]:
    with contextlib.redirect_stdout(io.StringIO()) as said, pytest.raises(SystemExit):
        cli.main(["--help"])
    section = said.getvalue().split("COMMAND\n")[1].split("options:")[0]
    return [line.split()[0] for line in section.splitlines() if line.startswith("    ") and line[4] != " "]


def test_help_names_every_command_and_each_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert {"build", "ask", "serve", "eval", "status", "generations", "rollback"} <= set(commands())
    for name in commands():
        with pytest.raises(SystemExit) as stopped:
            cli.main([name, "--help"])
        assert stopped.value.code == 0
        assert len(capsys.readouterr().out) > 100


@pytest.mark.parametrize(
    "words",
    [[], ["bild"], ["ask"], ["build", "--what"], ["ask", "질문", "--top-k", "0"], ["eval"], ["serve", "--port", "x"]],
)
def test_a_command_that_is_not_understood_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    assert "usage: rag" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    heavy = ("torch", "faiss", "kiwipiepy", "numpy", "pydantic")
    code = f"import sys, rag.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_build_says_what_it_built(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build"]) == 0
    out, err = capsys.readouterr()
    assert "2 documents" in out
    assert generations.current(places.index_dir) in out
    assert err == ""
    assert cli.main(["build", "--full", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["generation"] == generations.current(places.index_dir)
    assert said["documents"] == 2


def test_build_if_needed_builds_once_until_something_changes(
    places: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def built() -> bool:
        assert cli.main(["build", "--if-needed", "--json"]) == 0
        return bool(json.loads(capsys.readouterr().out)["built"])

    assert built()
    assert not built()
    (places.corpus_dir / "new.txt").write_text("새 문서입니다. 새 내용이 있습니다.", encoding="utf-8")
    assert built()
    assert not built()
    chunks = places.index_dir / generations.current(places.index_dir) / "chunks.jsonl"
    chunks.write_bytes(chunks.read_bytes()[:-5])
    assert built()
    assert not built()


def test_flags_win_over_the_environment(
    places: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(tmp_path / "nowhere"))
    assert "nowhere" in fails(capsys, "build")
    assert cli.main(["build", "--corpus-dir", str(places.corpus_dir)]) == 0


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RAG_PORT", "eighty")
    assert "RAG_PORT" in fails(capsys, "status")


def test_a_corpus_that_cannot_be_read_is_named(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for path in places.corpus_dir.iterdir():
        path.write_bytes("채용".encode() + b"\xff")
    line = fails(capsys, "build")
    assert "harbour.md" in line
    assert "at byte 6" in line


def test_build_names_a_document_that_it_leaves_out(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (places.corpus_dir / "cut.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    assert cli.main(["build"]) == 0
    assert "left out: cut.pdf" in capsys.readouterr().err
    assert cli.main(["status"]) == 0
    assert "refused" in (said := capsys.readouterr().out)
    assert "cut.pdf: is no sound PDF" in said


def test_a_model_that_does_not_load_is_named(
    places: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty" in fails(capsys, "build", "--model", str(tmp_path / "empty"))


def test_status_shows_how_each_document_stands(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["generation"] is None
    cli.main(["build"])
    (places.corpus_dir / "harbour.md").write_text("# 바뀐 문서\n\n새 내용입니다.", encoding="utf-8")
    (places.corpus_dir / "library.md").rename(places.corpus_dir / "books.md")
    capsys.readouterr()
    assert cli.main(["status", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["generation"] == generations.current(places.index_dir)
    states = {d["name"]: d["state"] for d in said["documents_of_corpus"]}
    assert states == {"harbour.md": "changed", "books.md": "new", "library.md": "removed"}
    assert said["bytes"] > 0
    assert cli.main(["status"]) == 0
    assert "harbour.md" in capsys.readouterr().out


def test_generations_and_rollback(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["build"])
    first = generations.current(places.index_dir)
    cli.main(["build"])
    second = generations.current(places.index_dir)
    capsys.readouterr()
    assert cli.main(["generations", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["current"]) for row in rows] == [(second, True), (first, False)]
    assert cli.main(["rollback"]) == 0
    assert first in capsys.readouterr().out
    assert "rag generations" in fails(capsys, "rollback")
    assert cli.main(["generations"]) == 0
    assert f"* {first}" in capsys.readouterr().out


def test_ask_prints_the_answer_with_its_proof(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "2021년 정규직은 몇 명 채용했나요?"]) == 0
    out, _ = capsys.readouterr()
    assert "17명" in out
    assert "harbour.md" in out
    assert cli.main(["ask", "2021년 정규직은 몇 명 채용했나요?", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    text = (places.corpus_dir / "harbour.md").read_text("utf-8")
    assert said["status"] == "answered"
    for cited in said["citations"]:
        assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert {"document", "section", "text", "start", "end", "score"} <= set(said["passages"][0])


def test_ask_can_be_held_to_one_document(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    def asked(name: str) -> dict[str, list[dict[str, object]]]:
        question = "2021년 정규직은 몇 명 채용했나요?"
        assert cli.main(["ask", question, "--document", name, "--json"]) == 0
        said: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
        return said

    assert {c["document"] for c in asked("harbour.md")["citations"]} == {"harbour.md"}
    elsewhere = asked("library.md")
    assert elsewhere["citations"] == []
    assert {p["document"] for p in elsewhere["passages"]} == {"library.md"}


def test_eval_retrieval_measures_each_leg_and_the_whole(
    places: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"kind": "passage", "id": "a", "text": "도서관은 매주 월요일에 쉰다."},
        {"kind": "passage", "id": "b", "text": "부두 자동화 시험을 시작했다."},
        {"kind": "query", "query": "도서관이 쉬는 요일", "relevant": ["a"]},
        {"kind": "query", "query": "자동화 시험", "relevant": ["b"]},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert cli.main(["eval", "--retrieval", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["whole"]["hit_1"] == 1.0
    assert cli.main(["eval", "--retrieval", str(file)]) == 0
    assert "whole" in capsys.readouterr().out


def test_eval_names_a_file_that_is_not_there(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.jsonl" in fails(capsys, "eval", "--retrieval", "nowhere.jsonl")


@pytest.mark.parametrize("question", ["", "  ", "가" * 1001])
def test_a_question_that_cannot_be_asked_gets_one_line(
    places: Settings, question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["build"])
    capsys.readouterr()
    assert "question" in fails(capsys, "ask", question)


def test_a_port_in_use_gets_one_line(places: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = fails(capsys, "serve", "--port", port)
        assert port in line
        assert "--port" in line


def test_a_reader_that_goes_away_is_no_error(places: Settings) -> None:
    command = f"{sys.executable} -m rag.cli generations --json | true"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, env=dict(os.environ), check=True
    )
    assert done.stderr == ""


def test_no_bar_is_drawn_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with cli.Bar() as bar:
        bar("embed", 1, 2)
    assert capsys.readouterr().err == ""


def test_a_bar_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with cli.Bar() as bar:
        bar("embed", 0, 2)
        bar("embed", 2, 2)
        bar("write", 1, 3)
    err = capsys.readouterr().err
    assert "embed" in err
    assert "write" in err
