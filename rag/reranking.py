"""A cross-encoder reads the question and each of the first hits together. Off unless `RAG_RERANKER` names one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from rag.embedding import Floats, loaded
from rag.errors import ModelError
from rag.settings import Settings


class Reranker:
    """A sentence-transformers CrossEncoder with one output, by folder or hub name."""

    def __init__(self, name: str) -> None:
        """Raises ModelError when the model does not load or gives more than one number a pair."""
        from sentence_transformers import CrossEncoder  # seconds and 400 MB: only when asked for

        self.name = name
        self._model = loaded("RAG_RERANKER", name, lambda offline: CrossEncoder(name, local_files_only=offline))
        if self._model.num_labels != 1:
            raise ModelError(
                f"RAG_RERANKER={name!r} gives {self._model.num_labels} numbers for a pair, expected one score; "
                "name a reranker, not a classifier"
            )

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        """(n,) float32 in 0..1, higher is better, in the order given."""
        from torch.nn import Sigmoid

        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        scores = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)


def load_reranker(settings: Settings) -> Reranker | None:
    """The reranker that `settings.reranker` names, if it names one; loaded once, whatever generations come and go."""
    return _loaded(settings.reranker) if settings.reranker else None


@lru_cache(maxsize=1)
def _loaded(name: str) -> Reranker:
    return Reranker(name)
