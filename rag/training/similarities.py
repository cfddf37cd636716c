"""Morpheme vectors out of Kiwi's similarities, by the Nyström method.

Kiwi's language model knows how alike two of its 70,000 morphemes are, and its public API gives the cosine of any
one with all others, but no vectors. From the similarities C (n, m) to m landmark morphemes, and W (m, m) among
those, the vectors C W^(-1/2), cut to the leading directions, give the same cosines back
(Williams and Seeger, "Using the Nyström Method to Speed Up Kernel Machines", 2000).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from kiwipiepy import Kiwi

from rag.embedding import Floats, normalised


@dataclass(frozen=True)
class Morphemes:
    """Kiwi's morphemes by id (ids run in order of frequency).

    `vectors` (n, dimension) float32, L2-normalised, zero where Kiwi has no similarity for the id;
    `forms` and `tags` (Sejong, as Kiwi writes them) are empty there.
    """

    forms: list[str]
    tags: list[str]
    vectors: Floats


def similarity_rows(
    kiwi: Kiwi, landmarks: int, progress: Callable[[int, int], None]
) -> tuple[Morphemes, Floats, list[int]]:
    """(morphemes without vectors, similarities (n, m) float32 to the landmarks, the landmarks' ids).

    Landmarks stand denser among frequent morphemes, whose similarities are the best known."""
    everything = 1_000_000
    first = kiwi.most_similar_morphemes(("사람", "NNG"), top_n=everything)
    ids = np.array(sorted(m.id for m in first))
    n = int(ids[-1]) + 1
    forms, tags = [""] * n, [""] * n
    for m in first:
        forms[m.id], tags[m.id] = m.form, str(m.tag)
    places = len(ids) * ((np.arange(landmarks) + 0.5) / landmarks) ** 2
    chosen = np.unique(ids[np.clip(places.astype(int), min(60, len(ids) - 1), len(ids) - 1)])
    rows = np.zeros((n, len(chosen)), dtype=np.float32)
    for column, landmark in enumerate(chosen):
        similar = kiwi.most_similar_morphemes(int(landmark), top_n=everything)
        rows[[m.id for m in similar], column] = [m.score for m in similar]
        rows[landmark, column] = 1.0  # the API marks a morpheme's likeness to itself with a large negative number
        progress(column + 1, len(chosen))
    return Morphemes(forms, tags, np.zeros((n, 0), dtype=np.float32)), rows, [int(i) for i in chosen]


def nystrom(rows: Floats, landmarks: list[int], dimension: int) -> Floats:
    """(n, dimension) float32, L2-normalised vectors whose cosines are those of `rows`, common mean taken out.

    Kiwi's vectors all share one direction (the mean), which says nothing; one more dimension is kept for it,
    then removed."""
    among = rows[landmarks].astype(np.float64)
    values, directions = np.linalg.eigh((among + among.T) / 2)
    order = np.argsort(values)[::-1][: dimension + 1]
    vectors = rows @ (directions[:, order] / np.sqrt(np.maximum(values[order], 1e-6))).astype(np.float32)
    known = np.abs(rows).sum(axis=1) > 0
    vectors[known] -= vectors[known].mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[known][:20_000], full_matrices=False)
    return normalised(np.where(known[:, None], vectors @ axes[:dimension].T, 0).astype(np.float32))


def morpheme_vectors(dimension: int, landmarks: int, progress: Callable[[int, int], None]) -> Morphemes:
    """Kiwi's morphemes with vectors of `dimension`; a landmark takes about a quarter of a second."""
    bare, rows, chosen = similarity_rows(Kiwi(), landmarks, progress)
    return Morphemes(bare.forms, bare.tags, nystrom(rows, chosen, dimension))
