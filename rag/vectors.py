"""Vectors in FAISS: the nearest chunks to a question's vector. The only import of faiss.

Vectors are L2-normalised, so the inner product that is the score here is the cosine, in -1..1, higher is better.
The index is flat: search is exact, and a report's few thousand passages take well under a millisecond.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import ArrayLike, NDArray

from rag.errors import DamagedIndexError

FILE = "vectors.faiss"


class VectorIndex:
    """The vectors of a generation, numbered as its chunks are."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        """Index `(n, dim)` float32 vectors, L2-normalised; row i becomes id i. Raises ValueError on another shape."""
        if vectors.ndim != 2 or vectors.dtype != np.float32:
            raise ValueError(f"vectors are {vectors.dtype} of shape {vectors.shape}; expected float32 of (n, dim)")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    def save(self, folder: Path) -> None:
        """Write `vectors.faiss` into a folder, making it where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self._index, str(folder / FILE))

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """Read `vectors.faiss` of a folder. Raises DamagedIndexError when it is not there or not readable."""
        path = folder / FILE
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as e:  # what faiss raises on a missing, cut or foreign file
            raise DamagedIndexError(f"{path} is not a readable FAISS index; run `rag build`") from e
        return cls(index)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest to a `(dim,)` float32 vector, or all where there are fewer.

        Gives ids `(k,)` int64 and scores `(k,)` float32, best first, ties in order of id.
        """
        k = min(k, len(self))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        found, places = self._index.search(query, min(k + 1, len(self)))
        scores, ids = found[0], places[0]
        if len(ids) > k and scores[k] == scores[k - 1]:
            # FAISS keeps any of those that tie for the last place; take all of them and let the id decide.
            _, found, places = self._index.range_search(query, float(np.nextafter(scores[k], np.float32(-np.inf))))
            scores, ids = found, places
        order = np.lexsort((ids, -scores))[:k]
        return ids[order].astype(np.int64), scores[order]

    def vectors(self, ids: ArrayLike) -> NDArray[np.float32]:
        """The vectors of some ids, `(len(ids), dim)` float32, in the order asked for."""
        wanted = np.ascontiguousarray(ids, dtype=np.int64)
        if not wanted.size:
            return np.empty((0, self.dimension), np.float32)
        rows: NDArray[np.float32] = self._index.reconstruct_batch(wanted)
        return rows
