"""A large corpus: how long it takes to build, to build again after one change, to open and to ask."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from rag import generations
from rag.bench.server import Figure
from rag.embedding import load_encoder
from rag.engine import Engine
from rag.errors import CorpusError
from rag.korean import Korean
from rag.progress import read
from rag.settings import Settings
from rag.snapshot import Progress

T = TypeVar("T")
QUESTIONS = 100


def scale(settings: Settings, source: Path, articles: int, progress: Progress | None = None) -> list[Figure]:
    """Build the first `articles` of a file of statutes in a folder of its own, change one, build again, open and ask.

    `source` is gzip'd JSON Lines with `law`, `article`, `title` and `text`. Raises CorpusError where it is not.
    """
    with tempfile.TemporaryDirectory() as place:
        own = settings.model_copy(update={"corpus_dir": Path(place, "corpus"), "index_dir": Path(place, "index")})
        names = write_corpus(source, articles, own.corpus_dir)
        encoder = load_encoder(own)
        Korean.get().terms("준비")
        first, built = _timed(lambda: generations.build(own, encoder, progress=progress))
        stages = read(own.index_dir).seconds
        path = own.corpus_dir / names[len(names) // 2]
        path.write_text(path.read_text("utf-8") + "\n## 부칙의 추가\n\n이 규정은 새로 더한 것이다.\n", encoding="utf-8")
        again, _ = _timed(lambda: generations.build(own, encoder, progress=progress))
        opening, engine = _timed(lambda: Engine.open(own))
        engine.ask("준비")
        named = [c for c in engine.snapshot.chunks if c.section][:: max(1, built.counts["chunks"] // QUESTIONS)]
        took, right = [], 0
        for chunk in named[:QUESTIONS]:
            topic = re.sub(r"^제\S+ \((.+)\)$", r"\1", chunk.section[-1])
            began = time.perf_counter()
            answer = engine.ask(f"{chunk.title}에서 {topic}은 무엇인가요?")
            took.append(time.perf_counter() - began)
            right += any(hit.chunk.document == chunk.document for hit in answer.passages)
        took.sort()
    slowest = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.items())
    return [
        Figure("first build", first, "s", f"{articles} articles, {built.counts['chunks']} passages ({slowest})"),
        Figure("one change", again, "s", "one article added to one law"),
        Figure("times faster", first / again, "", "the first build to the second"),
        Figure("opening", opening, "s", "the index, ready to be asked"),
        Figure("ask p50", took[len(took) // 2] * 1000, "ms", f"{len(took)} questions one after another"),
        Figure("ask p95", took[int(len(took) * 0.95)] * 1000, "ms", "the same questions"),
        Figure("right law", right / len(took), "", "share of questions with a passage of the law that they name"),
    ]


def write_corpus(source: Path, articles: int, folder: Path) -> list[str]:
    """Write the first articles of a file of statutes as Markdown, a file a law; their names."""
    laws: dict[str, list[str]] = {}
    try:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, islice(lines, articles)):
                title = f" ({row['title']})" if row["title"] else ""
                laws.setdefault(row["law"], []).append(f"## {row['article']}{title}\n\n{row['text'].strip()}\n")
    except (OSError, EOFError, ValueError, KeyError) as e:
        raise CorpusError(f"{source} is no gzip'd JSON Lines of law, article, title and text: {e}") from e
    folder.mkdir(parents=True)
    names = []
    for number, (law, texts) in enumerate(laws.items(), 1):
        names.append(f"{number:05d}.md")
        (folder / names[-1]).write_text("\n".join([f"# {law}\n", *texts]), encoding="utf-8")
    return names


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done
