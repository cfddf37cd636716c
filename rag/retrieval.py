"""A question becomes hits: four ways of looking, each a leg, make one score.

    dense        cosine of question and passage                    of the best passage's
    morphemes    BM25 over morphemes                               of the best passage's
    bigrams      BM25 over character bigrams                       of the best passage's
    interaction  the question's tokens against the passage's,
                 all of them and those of its best window         as it is
    coverage     share of the question's terms in the passage      as it is

Each leg lies in 0..1 and so does their convex combination, which beats rank fusion when legs differ in strength
(Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). Its weights are in
`resources/retrieval.json`, refitted by `python -m rag.training.combination`: one set for questions in Korean, one for
those without Hangul, whose words a Korean passage can hardly hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.embedding import Encoder, Floats
from rag.errors import DamagedIndexError
from rag.interaction import Interaction
from rag.korean import Korean
from rag.lexical import LexicalIndex, bigrams
from rag.reranking import Reranker
from rag.types import Chunk, Hit
from rag.vectors import VectorIndex

LEGS = ("dense", "morphemes", "bigrams", "interaction", "coverage")
DEPTH = 50  # the best of dense, morphemes and bigrams that become candidates, each
RERANKED = 30  # hits that a reranker reads
KEPT = 1024  # passages whose numbers and tokens are kept
ALIKE = 0.9  # share of common words from which two passages say the same

WEIGHTS = Path(__file__).parent / "resources" / "retrieval.json"
_HANGUL = re.compile(r"[ᄀ-ᇿㄱ-ㆎ가-힣]")
_NUMBER = re.compile(r"\d+")
_NONE = np.zeros(0, dtype=np.int32)
Numbers = npt.NDArray[np.int64]


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, dict[str, float]]:
    """The weights of the legs by the question's language (`korean`, `english`): not negative, summing to 1."""
    weights = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return {language: {leg: float(legs[leg]) for leg in LEGS} for language, legs in weights.items()}


def language(question: str) -> str:
    """`korean` when a Hangul syllable or letter stands in the question, else `english`."""
    return "korean" if _HANGUL.search(question) else "english"


class Retriever:
    """Finds passages of one generation. All rooms number the passages as `chunks` does."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        vectors: VectorIndex,
        morphemes: LexicalIndex,
        bigrams: LexicalIndex,
        interaction: Interaction,
        encoder: Encoder,
        reranker: Reranker | None = None,
        weights: Mapping[str, float] | None = None,
        depth: int = DEPTH,
    ) -> None:
        """Raises DamagedIndexError when the rooms hold different numbers of passages."""
        sizes = {len(chunks), len(vectors), len(morphemes), len(bigrams), len(interaction)}
        if len(sizes) != 1:
            raise DamagedIndexError(f"the index holds {sorted(sizes)} passages in its parts; run `rag build`")
        self._chunks = chunks
        self._vectors = vectors
        self._morphemes = morphemes
        self._bigrams = bigrams
        self._interaction = interaction
        self._encoder = encoder
        self._reranker = reranker
        self._depth = depth
        self._said = lru_cache(maxsize=KEPT)(self._passage)
        given = shipped_weights() if weights is None else dict.fromkeys(("korean", "english"), weights)
        self._weights = {
            name: np.array([legs.get(leg, 0.0) for leg in LEGS], dtype=np.float32) for name, legs in given.items()
        }

    def like(self, reranker: Reranker | None, depth: int = DEPTH) -> Retriever:
        """A retriever over the same rooms that looks `depth` deep and asks `reranker`."""
        other = copy(self)
        other._reranker, other._depth = reranker, depth
        return other

    def search(self, question: str, top_k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """At most `top_k` hits, best first, ties in the order of the chunks; scores in 0..1.

        Of passages that say the same only the best stays. With `documents`, only passages of those."""
        ids, legs = self.legs(question, documents)
        scores = (legs * self._weights[language(question)]).sum(1).clip(0, 1)  # for so few columns no BLAS is needed
        order = np.lexsort((ids, -scores))
        ids, legs, scores = ids[order], legs[order], scores[order]
        if self._reranker is not None:
            ids, legs, scores = self._reranked(self._reranker, question, ids, legs, scores)
        hits: list[Hit] = []
        for place in self._distinct(ids, top_k):
            values = {leg: float(value) for leg, value in zip(LEGS, legs[place], strict=True)}
            hits.append(Hit(self._chunks[ids[place]], float(scores[place]), len(hits) + 1, values))
        return hits

    def legs(self, question: str, documents: Collection[str] | None = None) -> tuple[Numbers, Floats]:
        """(candidates (c,) int64 ascending, their legs (c, len(LEGS)) float32 in 0..1)."""
        terms = Korean.get().terms(question)
        morphemes = self._morphemes.scores(terms)
        pairs = self._bigrams.scores(bigrams(question))
        vector = self._encoder.encode_query([question])[0]
        if documents is None:
            near, _ = self._vectors.search(vector, self._depth)
            found = (near[near >= 0], _best(morphemes, self._depth), _best(pairs, self._depth))
            ids = np.unique(np.concatenate(found)).astype(np.int64)
        else:
            ids = np.array([c.id for c in self._chunks if c.document in documents], dtype=np.int64)
        if not len(ids):
            return ids, np.zeros((0, len(LEGS)), dtype=np.float32)
        dense = (self._vectors.vectors(ids) @ vector).clip(0, None)
        columns = (
            _of_best(dense),
            _of_best(morphemes[ids]),
            _of_best(pairs[ids]),
            self._interaction.scores(question, ids),
            self._morphemes.coverage(terms)[ids],
        )
        return ids, np.stack(columns, axis=1).astype(np.float32)

    def _reranked(
        self, reranker: Reranker, question: str, ids: Numbers, legs: Floats, scores: Floats
    ) -> tuple[Numbers, Floats, Floats]:
        """The first hits in the reranker's order and with its scores; the others keep theirs, below those."""
        read = scores[:RERANKED].copy()
        read[:] = reranker.scores(question, [self._chunks[i].context for i in ids[:RERANKED]])
        rest = scores[RERANKED:] * (read.min() if len(read) else 1.0)
        order = np.argsort(-read, kind="stable")
        order = np.concatenate([order, np.arange(len(read), len(ids))])
        return ids[order], legs[order], np.concatenate([read, rest])[order]

    def _distinct(self, ids: Numbers, top_k: int) -> list[int]:
        """Places in `ids` of the first `top_k` passages of which none says the same as one before it."""
        kept: list[int] = []
        seen: dict[tuple[str, ...], list[int]] = {}  # by their numbers: passages with others are not compared
        for place, i in enumerate(ids):
            if len(kept) == top_k:
                break
            numbers, words = self._said(int(i))
            if not any(_alike(words, self._said(other)[1]) for other in seen.get(numbers, ())):
                kept.append(place)
                seen.setdefault(numbers, []).append(int(i))
        return kept

    def _passage(self, i: int) -> tuple[tuple[str, ...], frozenset[int]]:
        """The numbers of a passage, in order of their digits, and its distinct token ids."""
        numbers = tuple(sorted(_NUMBER.findall(self._chunks[i].text)))
        return numbers, frozenset(np.concatenate([_NONE, *self._interaction.tokens(i)]).tolist())


def _alike(a: frozenset[int], b: frozenset[int]) -> bool:
    return len(a & b) >= ALIKE * len(a | b) if a and b else a == b


def _best(scores: Floats, k: int) -> Numbers:
    """Ids of the `k` best scores above zero, in no order."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) <= k:
        return positive
    return positive[np.argpartition(-scores[positive], k - 1)[:k]]


def _of_best(scores: Floats) -> Floats:
    """Scores as shares of the best one; all zero where none is above zero."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else scores
