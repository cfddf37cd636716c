"""A living index under load: clients ask without pause while the corpus is edited and the server builds it anew."""

from __future__ import annotations

import http.client
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag import generations
from rag.bench.server import WARM_UP, Client, Figure, questions_on, server
from rag.embedding import load_encoder
from rag.errors import CorpusError, RagError
from rag.settings import Settings

AFTER = 0.5  # seconds after a switch that still count to it


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it began (seconds of `time.perf_counter`), how long it took, and what answered it."""

    began: float
    took: float
    generation: str


class Crowd:
    """Clients that ask one question after another, each on a connection of its own, until they are told to stop."""

    def __init__(self, port: int, questions: Sequence[str], clients: int) -> None:
        self.asked: list[Asked] = []
        self.failed: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(port, questions, i)) for i in range(clients)]
        for thread in self._threads:
            thread.start()

    def _work(self, port: int, questions: Sequence[str], me: int) -> None:
        client, turn = Client(port), 0
        while not self._stop.is_set():
            began = time.perf_counter()
            try:
                generation = client.answer(questions[(me * 7 + turn) % len(questions)])["generation"]
                self.asked.append(Asked(began, time.perf_counter() - began, generation))
            except (RagError, OSError, http.client.HTTPException) as e:
                self.failed.append(str(e))
                client = Client(port)
            turn += 1

    def end(self) -> None:
        """Wait for the last answers."""
        self._stop.set()
        for thread in self._threads:
            thread.join()


def soak(settings: Settings, *, seconds: float, clients: int, edits: int, workers: int) -> list[Figure]:
    """Edit a copy of the corpus `edits` times in `seconds` while `clients` ask; first, as long without an edit as the
    quarter of that. Raises CorpusError when the corpus holds no text file that can be edited."""
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place, "corpus")
        shutil.copytree(settings.corpus_dir, corpus)
        own = settings.model_copy(update={"corpus_dir": corpus, "index_dir": Path(place, "index")})
        edited = next(iter(sorted(p for p in corpus.rglob("*") if p.suffix in (".md", ".txt"))), None)
        if edited is None:
            raise CorpusError(f"{settings.corpus_dir} holds no Markdown or text file; the soak edits one")
        generations.build(own, load_encoder(own))
        questions = questions_on(own)
        with server(own, "--watch", "--workers", str(workers)) as (port, _, _):
            warm = Client(port)
            for i in range(WARM_UP):
                warm.ask(questions[i % len(questions)])
            quiet = Crowd(port, questions, clients)
            time.sleep(seconds / 4)
            quiet.end()
            crowd = Crowd(port, questions, clients)
            began = time.perf_counter()
            spans = []
            for number in range(edits):
                time.sleep(max(0.0, began + seconds * number / edits - time.perf_counter()))
                spans.append(_switch(own, edited, number, seconds))
            time.sleep(max(0.0, began + seconds - time.perf_counter()))
            crowd.end()
    during = [a.took for a in crowd.asked if any(a.began < end and start < a.began + a.took for start, end in spans)]
    without = _percentile([a.took for a in quiet.asked])
    switching = _percentile(during)
    served = len({a.generation for a in crowd.asked})
    failed = [*quiet.failed, *crowd.failed]
    about = f"{clients} clients, {workers} worker{'s' * (workers > 1)}"
    return [
        Figure("failed requests", len(failed), "", failed[0] if failed else f"of {len(crowd.asked)} while rebuilding"),
        Figure("rebuilt", len(spans), "", f"in {seconds:g} s by edits; {served} generations answered"),
        Figure("edit to switch", max(end - start for start, end in spans) - AFTER, "s", "the slowest"),
        Figure("p99 quiet", without * 1000, "ms", f"{len(quiet.asked)} requests, {about}, no rebuild"),
        Figure("p99 switching", switching * 1000, "ms", f"{len(during)} requests from an edit until {AFTER:g} s after"),
        Figure("ratio", switching / without, "", "p99 switching to p99 quiet"),
    ]


def _switch(settings: Settings, edited: Path, number: int, patience: float) -> tuple[float, float]:
    """Change a document and wait until its generation is in use: when that began, and `AFTER` its end."""
    before = generations.current(settings.index_dir)
    began = time.perf_counter()
    with edited.open("a", encoding="utf-8") as file:
        file.write(f"\n\n## 점검 {number + 1}\n\n점검을 {number + 1}회 마쳤습니다.\n")
    while generations.current(settings.index_dir) == before:
        if time.perf_counter() - began > patience:
            raise RagError(f"the edit of {edited.name} was not taken up within {patience:g} s")
        time.sleep(0.02)
    return began, time.perf_counter() + AFTER


def _percentile(took: Sequence[float]) -> float:
    """The 99th percentile of seconds."""
    return sorted(took)[int(len(took) * 0.99)] if took else 0.0
