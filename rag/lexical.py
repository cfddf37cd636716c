"""BM25 over lists of terms: once over morphemes, once over character bigrams. The only import of bm25s.

Morphemes find words whatever particle follows them; bigrams are the second chance for what the analyser cuts
otherwise in the question than in the passage (names, compounds, typing errors).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from operator import add
from pathlib import Path

import bm25s
import numpy as np

from rag.embedding import Floats
from rag.errors import DamagedIndexError

_WORD = re.compile(r"[^\W_]+")


def bigrams(text: str) -> list[str]:
    """Each word's neighbouring characters two by two, lower case; a word of one character is itself. Punctuation
    parts words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return [pair for word in _WORD.findall(plain) for pair in (list(map(add, word, word[1:])) or [word])]


class LexicalIndex:
    """BM25 (Lucene's form, k1 1.5, b 0.75) of passages, numbered from 0 in the order given."""

    def __init__(self, ranking: bm25s.BM25, size: int) -> None:
        self._ranking = ranking
        self._size = size
        frequencies = np.diff(ranking.scores["indptr"])
        self._rarity = np.log1p((size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        self._rarest = float(np.log1p((size + 0.5) / 0.5))

    def __len__(self) -> int:
        return self._size

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> LexicalIndex:
        """Index the terms of each passage. The same passages give the same files, byte for byte."""
        vocabulary = {term: i for i, term in enumerate(sorted({t for terms in passages for t in terms} | {""}))}
        ids = [[vocabulary[t] for t in terms] or [vocabulary[""]] for terms in passages]
        ranking = bm25s.BM25()
        ranking.index((ids or [[vocabulary[""]]], vocabulary), create_empty_token=False, show_progress=False)
        return cls(ranking, len(passages))

    def save(self, folder: Path) -> None:
        """Write the arrays and the vocabulary into `folder`, making it where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._ranking.save(folder, show_progress=False, allow_pickle=False)
        np.save(folder / "size.npy", np.array(self._size, dtype=np.int64), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what `save` wrote. Raises DamagedIndexError naming the folder."""
        try:
            ranking = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False)
            size = int(np.load(folder / "size.npy", allow_pickle=False))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as e:
            raise DamagedIndexError(f"{folder}: the BM25 index cannot be read: {e}; run `rag build`") from e
        matrix = ranking.scores
        fits = len(matrix["indptr"]) == len(ranking.vocab_dict) + 1 and matrix["indptr"][-1] == len(matrix["data"])
        if not fits or len(matrix["data"]) != len(matrix["indices"]) or matrix["num_docs"] != max(size, 1):
            raise DamagedIndexError(f"{folder}: the BM25 arrays do not fit together; run `rag build`")
        return cls(ranking, size)

    def scores(self, terms: Sequence[str]) -> Floats:
        """(n,) float32 >= 0: the BM25 score of every passage; all zero when no term is known."""
        ids = self._ids(terms)
        if not ids:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._ranking.get_scores_from_ids(ids)[: self._size], dtype=np.float32)

    def coverage(self, terms: Sequence[str]) -> Floats:
        """(n,) float32 in 0..1: which share of the distinct terms each passage holds, a rare term counting more
        (by BM25's inverse document frequency). A term that no passage holds counts as the rarest."""
        distinct = set(terms) - {""}
        held = np.zeros(max(self._size, 1), dtype=np.float32)
        total = 0.0
        for term in sorted(distinct):
            column = self._ranking.vocab_dict.get(term)
            total += self._rarest if column is None else float(self._rarity[column])
            if column is not None:
                start, end = self._ranking.scores["indptr"][column : column + 2]
                held[self._ranking.scores["indices"][start:end]] += self._rarity[column]
        return np.asarray((held / total if total else held)[: self._size], dtype=np.float32)

    def _ids(self, terms: Sequence[str]) -> list[int]:
        known = (self._ranking.vocab_dict.get(term) for term in terms if term)
        return [i for i in known if i is not None]
