"""How well retrieval finds: figures for each leg and for the whole, on a file of passages and queries.

The file is JSON Lines (.gz or not): `{"kind": "passage", "id", "text"}` and `{"kind": "query", "query",
"relevant": [passage id]}`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.embedding import Encoder, bundled
from rag.errors import CorpusError
from rag.interaction import Interaction
from rag.korean import Korean
from rag.lexical import LexicalIndex, bigrams
from rag.reranking import Reranker
from rag.retrieval import DEPTH, LEGS, Retriever
from rag.types import Chunk
from rag.vectors import VectorIndex

WHOLE = "whole"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages to be found, questions, and for each question the places of the passages that answer it."""

    name: str
    passages: tuple[str, ...]
    queries: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions, each in 0..1: `hit_1`, `hit_5` (a passage that answers is first, among the first
    five), `mrr_10` (one by its rank, 0 beyond ten), `ndcg_10` (Järvelin and Kekäläinen, 2002, relevance 0 or 1)."""

    hit_1: float
    hit_5: float
    mrr_10: float
    ndcg_10: float


def read_benchmark(path: Path) -> Benchmark:
    """Raises CorpusError naming the file, and the line where a row is neither passage nor query, or a query names
    a passage that is not there."""
    places: dict[str, int] = {}
    passages: list[str] = []
    queries: list[str] = []
    relevant: list[list[str]] = []
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                number += 1
                row = json.loads(line)
                if row["kind"] == "passage":
                    places[row["id"]] = len(passages)
                    passages.append(str(row["text"]))
                elif row["kind"] == "query":
                    queries.append(str(row["query"]))
                    relevant.append([str(i) for i in row["relevant"]])
                else:
                    raise ValueError(f"kind is {row['kind']!r}")
    except (ValueError, KeyError, TypeError, EOFError) as e:
        raise CorpusError(f"{path}, line {number}: expected a passage or a query as JSON: {e!r}") from e
    except OSError as e:
        raise CorpusError(f"{path} cannot be read: {e}") from e
    missing = {i for ids in relevant for i in ids} - set(places)
    if missing or not queries:
        what = f"queries name passages that are not there, such as {sorted(missing)[0]!r}" if missing else "no query"
        raise CorpusError(f"{path}: {what}")
    answers = tuple(frozenset(places[i] for i in ids) for ids in relevant)
    return Benchmark(path.name, tuple(passages), tuple(queries), answers)


def retriever_for(
    passages: Sequence[str],
    encoder: Encoder,
    depth: int = DEPTH,
    reranker: Reranker | None = None,
    progress: Progress | None = None,
) -> Retriever:
    """A retriever over bare passages, each one chunk, in memory."""
    chunks = [Chunk(i, str(i), "", (), 0, len(text), text) for i, text in enumerate(passages)]
    korean, terms = Korean.get(), []
    for i, text in enumerate(passages, 1):
        terms.append(korean.terms(text))
        if progress:
            progress("terms", i, len(passages))
    return Retriever(
        chunks,
        VectorIndex.build(encoder.encode_document(passages, progress)),
        LexicalIndex.build(terms),
        LexicalIndex.build([bigrams(text) for text in passages]),
        Interaction.build(passages, bundled()),
        encoder,
        reranker,
        depth=depth,
    )


def rank(order: Iterable[int], relevant: frozenset[int]) -> list[int]:
    """Ranks, from 1, of the relevant passages in `order`."""
    return [place for place, passage in enumerate(order, 1) if passage in relevant]


def figures(orders: Sequence[Sequence[int]], relevant: Sequence[frozenset[int]]) -> Figures:
    """Figures of ranked lists (best first; only the first ten of each count) against what answers each question."""
    rows = []
    for order, answers in zip(orders, relevant, strict=True):
        ranks = rank(order[:10], answers)
        first = min(ranks, default=11)
        ideal = sum(1 / np.log2(place + 1) for place in range(1, min(len(answers), 10) + 1))
        gain = sum(1 / np.log2(place + 1) for place in ranks)
        rows.append((first == 1, first <= 5, 1 / first if first <= 10 else 0.0, gain / ideal if ideal else 0.0))
    means = np.mean(np.array(rows, dtype=np.float64), axis=0)
    return Figures(*(round(float(value), 4) for value in means))


def measure(
    benchmark: Benchmark, encoder: Encoder, reranker: Reranker | None = None, progress: Progress | None = None
) -> dict[str, Figures]:
    """Figures of each leg over all passages, and under `whole` of what `Retriever.search` gives. A passage that a
    leg gives nothing is not in that leg's list."""
    everything = retriever_for(benchmark.passages, encoder, len(benchmark.passages), None, progress)
    searching = everything.like(reranker, DEPTH)
    orders: dict[str, list[list[int]]] = {name: [] for name in (*LEGS, WHOLE)}
    for done, query in enumerate(benchmark.queries, 1):
        ids, legs = everything.legs(query)
        for column, leg in enumerate(LEGS):
            best = np.lexsort((ids, -legs[:, column]))[:10]
            orders[leg].append([int(ids[i]) for i in best if legs[i, column] > 0])
        orders[WHOLE].append([hit.chunk.id for hit in searching.search(query, 10)])
        if progress:
            progress("search", done, len(benchmark.queries))
    return {name: figures(lists, benchmark.relevant) for name, lists in orders.items()}


def table(results: dict[str, Figures]) -> str:
    """The figures as lines of text, one a leg, the whole last."""
    lines = [f"{'':<12} {'hit@1':>7} {'hit@5':>7} {'MRR@10':>7} {'nDCG@10':>7}"]
    lines += [f"{n:<12} {f.hit_1:7.4f} {f.hit_5:7.4f} {f.mrr_10:7.4f} {f.ndcg_10:7.4f}" for n, f in results.items()]
    return "\n".join(lines)
