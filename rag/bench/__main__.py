"""Figures of this machine, as a person would meet them: `make bench` starts a server of its own and asks it.

Time to ready, build time, latency and rate of `/ask` over HTTP, memory. The questions are made from the corpus.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from rag.answering.proof.support import load_supporter
from rag.bench import scale, soak
from rag.bench.server import WARM_UP, Client, Figure, questions_on, resident, server, together
from rag.bench.trial import first_sentences, hold, of_corpus
from rag.embedding import Encoder, load_encoder
from rag.errors import RagError
from rag.generations import build, open_snapshot
from rag.korean import Korean
from rag.settings import Settings, load_settings


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


def _figures(args: argparse.Namespace) -> list[Figure]:
    """What the arguments ask for."""
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
