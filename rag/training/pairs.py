"""The training pairs: texts that should lie close, one JSON object a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from rag.errors import CorpusError

ENGLISH = "koen-"  # sources of this prefix have an English query and a Korean positive


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; `negative`, where there is one, looks like `positive` and does not fit."""

    source: str
    query: str
    positive: str
    negative: str = ""

    @property
    def english(self) -> bool:
        """Whether `query` is English and `positive` its Korean counterpart."""
        return self.source.startswith(ENGLISH)


def open_lines(path: Path) -> IO[str]:
    """A text file opened for reading as UTF-8, gunzipped when its name ends in .gz."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs in the file's order. Raises CorpusError naming the file and line that is not a pair."""
    number = 0
    try:
        with open_lines(path) as lines:
            for line in lines:
                number += 1
                row = json.loads(line)
                yield Pair(row["source"], row["query"], row["positive"], row.get("negative", ""))
    except (ValueError, KeyError, TypeError) as e:
        raise CorpusError(f"{path}, line {number}: expected source, query and positive: {e!r}") from e
    except OSError as e:
        raise CorpusError(f"{path} cannot be read: {e}") from e


def hold_out(pairs: Iterable[Pair], counts: Mapping[str, int], seed: int) -> tuple[list[Pair], dict[str, list[Pair]]]:
    """(training pairs, by source at least `counts[source]` pairs kept for measuring, where there are so many).

    No text of the kept ones, be it the question of another answer or the answer to another question, stays in
    training. Positives are drawn with all their questions: questions drawn one by one would each take their
    positive's other questions out of training too."""
    every = list(pairs)
    rng = np.random.default_rng(seed)
    kept: dict[str, list[Pair]] = {}
    for source, count in counts.items():
        asked: dict[str, list[int]] = {}
        for i, pair in enumerate(every):
            if pair.source == source:
                asked.setdefault(pair.positive, []).append(i)
        groups = list(asked.values())
        places: list[int] = []
        for group in rng.permutation(len(groups)):
            if len(places) < count:
                places += groups[group]
        kept[source] = [every[i] for i in sorted(places)]
    texts = {text for held in kept.values() for pair in held for text in (pair.query, pair.positive)}
    return [p for p in every if p.query not in texts and p.positive not in texts], kept
