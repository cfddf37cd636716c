"""A cross-encoder that says whether one text follows from another. Off unless `RAG_NLI_MODEL` names one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from rag.embedding import loaded
from rag.errors import ModelError
from rag.settings import Settings


class Entailment:
    """A sentence-transformers CrossEncoder with an output for entailment among its labels, by folder or hub name."""

    def __init__(self, name: str) -> None:
        """Raises ModelError when the model does not load or none of its labels is entailment."""
        from sentence_transformers import CrossEncoder  # seconds and 400 MB: only when asked for

        self.name = name
        self._model = loaded("RAG_NLI_MODEL", name, lambda offline: CrossEncoder(name, local_files_only=offline))
        labels = {int(i): str(label).lower() for i, label in self._model.config.id2label.items()}
        self._place = next((i for i, label in labels.items() if label.startswith("entail")), -1)
        if self._place < 0:
            raise ModelError(
                f"RAG_NLI_MODEL={name!r} has the labels {sorted(labels.values())}, expected one called entailment; "
                "name a model made for natural language inference"
            )

    def __call__(self, premise: str, hypothesis: str) -> float:
        """Chance (0..1) that `hypothesis` follows from `premise`."""
        logits = np.asarray(self._model.predict([(premise, hypothesis)], show_progress_bar=False), dtype=np.float64)[0]
        chances = np.exp(logits - logits.max())
        return float(chances[self._place] / chances.sum())


def load_entailment(settings: Settings) -> Callable[[str, str], float] | None:
    """The model that `settings.nli_model` names, if it names one; loaded once a process."""
    return _loaded(settings.nli_model) if settings.nli_model else None


@lru_cache(maxsize=1)
def _loaded(name: str) -> Entailment:
    return Entailment(name)
