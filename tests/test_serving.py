"""`rag serve` as a person starts it: a process, a port, a signal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rag.settings import Settings

ROOT = Path(__file__).parent.parent
PATIENCE = 170  # seconds; a slow machine loads the analyser for some of them


@contextmanager
def served(settings: Settings, *flags: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server on a free port: its address and its process, stopped at the end."""
    places = {"RAG_CORPUS_DIR": str(settings.corpus_dir), "RAG_INDEX_DIR": str(settings.index_dir)}
    command = [sys.executable, "-m", "rag.cli", "serve", "--port", "0", *flags]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | places, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                yield found[0], process
                break
        else:
            pytest.fail("no address was told:\n" + "".join(said))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        process.stderr.close()  # type: ignore[union-attr]


def fetch(url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data, {"Content-Type": "application/json"})) as response:
        said: dict[str, Any] = json.load(response)
        return said


def eventually(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if done():
                return
        except OSError:
            pass  # not up yet
        time.sleep(0.1)
    pytest.fail("it did not happen")


def test_a_server_builds_answers_follows_the_corpus_and_stops(settings: Settings) -> None:
    with served(settings, "--watch") as (address, process):
        eventually(lambda: fetch(f"{address}/ready")["status"] == "ready")
        question = {"question": "2021년 정규직은 몇 명 채용했나요?"}
        first = fetch(f"{address}/ask", question)
        assert "17명" in first["answer"]
        path = settings.corpus_dir / "harbour.md"
        path.write_text(path.read_text("utf-8").replace("17명", "19명"), encoding="utf-8")
        eventually(lambda: "19명" in fetch(f"{address}/ask", question)["answer"])
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert "Traceback" not in process.stderr.read()  # type: ignore[union-attr]


def test_several_processes_share_one_port_and_follow_the_corpus_together(settings: Settings) -> None:
    with served(settings, "--workers", "2", "--watch") as (address, process):
        eventually(lambda: fetch(f"{address}/ready")["status"] == "ready")
        question = {"question": "2021년 정규직은 몇 명 채용했나요?"}
        first = fetch(f"{address}/ask", question)
        assert "17명" in first["answer"]
        path = settings.corpus_dir / "harbour.md"
        path.write_text(path.read_text("utf-8").replace("17명", "19명"), encoding="utf-8")

        def taken_up() -> bool:
            """Many in a row: whichever process answers, it is on the new generation."""
            answers = [fetch(f"{address}/ask", question) for _ in range(12)]
            return all("19명" in a["answer"] and a["generation"] != first["generation"] for a in answers)

        eventually(taken_up)
        eventually(lambda: not fetch(f"{address}/index")["build"]["running"])
        build = fetch(f"{address}/index")["build"]  # built by a process of its own, told by any
        assert (build["error"], build["documents"]) == ("", 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert "Traceback" not in process.stderr.read()  # type: ignore[union-attr]
