"""Stand-ins for tests: an encoder that needs no model and gives the same vectors on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


class FakeEncoder:
    """Hashed character bigrams and trigrams, L2-normalised: texts that share letters are near each other.

    `calls` holds the texts of every `encode_document` call, so that a test can see what was embedded.
    """

    def __init__(self, dimension: int = 64, name: str = "fake") -> None:
        self.name = name
        self.dimension = dimension
        self.fingerprint = hashlib.sha256(f"{name}/{dimension}".encode()).hexdigest()
        self.calls: list[list[str]] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`(n, dim)` float32, L2-normalised."""
        return np.stack([self._vector(text) for text in texts])

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[str, int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """`(n, dim)` float32, L2-normalised."""
        self.calls.append(list(texts))
        if progress:
            progress("embed", len(texts), len(texts))
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, np.float32)
        padded = f" {text.lower()} "
        for size in (2, 3):
            for i in range(len(padded) - size + 1):
                gram = hashlib.blake2b(padded[i : i + size].encode("utf-8", "surrogatepass"), digest_size=8).digest()
                vector[int.from_bytes(gram[:4], "big") % self.dimension] += 1 if gram[4] & 1 else -1
        norm = float(np.linalg.norm(vector))
        if norm == 0:
            vector[0], norm = 1, 1.0
        return vector / np.float32(norm)
