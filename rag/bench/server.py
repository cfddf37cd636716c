"""A server of its own for the benchmarks: started on a free port, asked by clients over HTTP, its memory read."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.embedding import load_encoder
from rag.errors import RagError
from rag.generations import open_snapshot
from rag.settings import Settings

WARM_UP = 20


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str
    about: str


class Client:
    """One connection to a server, kept alive."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, question: str) -> float:
        """Ask; give the seconds until the whole answer was there. Raises RagError on any status but 200."""
        began = time.perf_counter()
        self._said(question)
        return time.perf_counter() - began

    def answer(self, question: str) -> dict[str, Any]:
        """Ask; give the answer. Raises RagError on any status but 200."""
        answer: dict[str, Any] = json.loads(self._said(question))
        return answer

    def _said(self, question: str) -> bytes:
        body = json.dumps({"question": question}).encode()
        self._connection.request("POST", "/ask", body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        said = response.read()
        if response.status != 200:
            raise RagError(f"/ask answered {response.status} to {question!r}: {said[:200]!r}")
        return said

    def ready(self) -> bool:
        """Whether `/ready` says so."""
        try:
            self._connection.request("GET", "/ready")
            response = self._connection.getresponse()
            response.read()
            return response.status == 200
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return False


def questions_on(settings: Settings) -> list[str]:
    """Questions that a corpus can be asked: what its passages are about, and how their sentences begin."""
    asked: dict[str, None] = {}
    for chunk in open_snapshot(settings, load_encoder(settings)).chunks:
        if chunk.label:
            asked[f"{chunk.label[:60]}은 무엇인가요?"] = None
        words = " ".join(chunk.text.split()[:5])[:80]
        asked[f"{words} 알려 주세요"] = None
    return list(asked)


@contextmanager
def server(settings: Settings, *flags: str) -> Iterator[tuple[int, int, float]]:
    """A server of its own on a free port: its port, its process and the seconds until it was ready."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    places = {"RAG_CORPUS_DIR": str(settings.corpus_dir), "RAG_INDEX_DIR": str(settings.index_dir)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "rag.cli", "serve", "--port", str(port), *flags],
        env=os.environ | places,
        stderr=subprocess.DEVNULL,
    )
    try:
        probe = Client(port)
        while not probe.ready():
            if process.poll() is not None or time.perf_counter() - began > 120:
                raise RagError(f"`rag serve` did not become ready (exit code {process.poll()})")
            time.sleep(0.02)
        yield port, process.pid, time.perf_counter() - began
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def together(port: int, questions: Sequence[str], clients: int, seconds: float) -> float:
    """Requests a second that a server answers to several clients at once."""
    counts = [0] * clients
    failed: list[Exception] = []
    until = time.perf_counter() + seconds

    def work(me: int) -> None:
        client = Client(port)
        try:
            while time.perf_counter() < until:
                client.ask(questions[(me * 7 + counts[me]) % len(questions)])
                counts[me] += 1
        except (RagError, OSError, http.client.HTTPException) as e:
            failed.append(e)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RagError(f"{len(failed)} of {clients} clients failed: {failed[0]}")
    return sum(counts) / (time.perf_counter() - began)


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():  # Linux; a slim image has no ps
        return int(status.read_text("utf-8").split("VmRSS:")[1].split()[0]) * 1024
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(said.stdout) * 1024
