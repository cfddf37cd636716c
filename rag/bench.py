"""Figures of this machine, as a person would meet them: `make bench` starts a server of its own and asks it.

Time to ready, build time, latency and rate of `/ask` over HTTP, memory. The questions are made from the corpus.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.answering.support import load_supporter
from rag.embedding import Encoder, load_encoder
from rag.errors import RagError
from rag.generations import build, open_snapshot
from rag.korean import Korean
from rag.settings import Settings, load_settings
from rag.trial import first_sentences, hold, of_corpus

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


def measure(settings: Settings, *, asked: int, seconds: float, clients: int) -> list[Figure]:
    """Measure everything. Builds into a folder of its own; the index in use is not touched."""
    with tempfile.TemporaryDirectory() as place:
        own = settings.model_copy(update={"index_dir": Path(place)})
        encoder = load_encoder(own)
        Korean.get()
        built, chunks = min(timed_build(own, encoder) for _ in range(3))
        size = f"{chunks} passages, model loaded, best of 3"
        questions = questions_on(own)
        snapshot = open_snapshot(own, encoder)
        checks = sorted(hold(load_supporter(snapshot, own), snapshot, of_corpus(snapshot)).milliseconds)
        firsts = first_sentences(own, encoder, snapshot, 50)
        with server(own) as (port, pid, ready):
            client = Client(port)
            for i in range(WARM_UP):
                client.ask(questions[i % len(questions)])
            took = sorted(client.ask(questions[i % len(questions)]) for i in range(asked))
            rate = together(port, questions, clients, seconds)
            memory = resident(pid)
    return [
        Figure("start to ready", ready, "s", "rag serve with its index built"),
        Figure("build", built, "s", size),
        Figure("/ask p50", took[len(took) // 2] * 1000, "ms", f"{asked} requests one after another"),
        Figure("/ask p95", took[int(len(took) * 0.95)] * 1000, "ms", "the same requests"),
        Figure("rate", rate, "/s", f"{clients} clients for {seconds:g} s"),
        Figure("check p50", checks[len(checks) // 2], "ms", "proof of one sentence of a language model"),
        Figure("check p95", checks[int(len(checks) * 0.95)], "ms", f"{len(checks)} sentences, true and false"),
        Figure("first p50", firsts[len(firsts) // 2], "ms", "until the first sentence of a model that writes at once"),
        Figure("memory", memory / 2**20, "MB", "resident, after all of it"),
    ]


def timed_build(settings: Settings, encoder: Encoder) -> tuple[float, int]:
    """Seconds of a full build, until the index is in use, and the passages that it holds."""
    began = time.perf_counter()
    built = build(settings, encoder, full=True)
    return time.perf_counter() - began, built.counts["chunks"]


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


def _figures(args: argparse.Namespace) -> list[Figure]:
    """What the arguments ask for."""
    from rag import scale, soak  # they use what stands above

    settings = load_settings()
    if args.scale:
        return scale.scale(settings, args.scale, args.articles, _tell if sys.stderr.isatty() else None)
    if args.soak:
        return soak.soak(settings, seconds=args.soak, clients=args.clients, edits=args.edits, workers=args.workers)
    return measure(settings, asked=args.asked, seconds=args.seconds, clients=args.clients)


def _tell(stage: str, done: int, total: int) -> None:
    print(f"\r{stage:<10}{done:>8} of {total:<8}", end="" if stage != "done" else "\n", file=sys.stderr, flush=True)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m rag.bench", description=__doc__)
    parser.add_argument("--asked", type=int, default=400, help="requests for the latency (400)")
    parser.add_argument("--seconds", type=float, default=10, help="seconds of the rate (10)")
    parser.add_argument("--clients", type=int, default=8, help="clients of the rate (8)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--soak", type=float, metavar="SECONDS", help="instead: ask while the index is rebuilt by edits"
    )
    parser.add_argument("--edits", type=int, default=10, help="edits of the soak (10)")
    parser.add_argument("--workers", type=int, default=1, help="server processes of the soak (1)")
    parser.add_argument(
        "--scale", type=Path, metavar="FILE", help="instead: build a large corpus of a file of statutes"
    )
    parser.add_argument("--articles", type=int, default=20_000, help="articles of the large corpus (20,000)")
    args = parser.parse_args()
    try:
        figures = _figures(args)
    except RagError as e:
        print(f"bench: {e}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({f.name: {"value": round(f.value, 3), "unit": f.unit} for f in figures}, indent=2))
        return 0
    for f in figures:
        print(f"{f.name:<16}{f.value:>10.2f} {f.unit:<4} {f.about}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
