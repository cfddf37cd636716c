"""Late interaction: the question's tokens are compared with a passage's tokens one by one.

ColBERT's MaxSim (Khattab and Zaharia, 2020) without a transformer: each token of the question looks for the token
of the passage that is most like it, and the likenesses are averaged by weight. The token vectors are the bundled
static model's, so an exact match and a synonym are one number. Token ids are stored; nothing is tokenised twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.embedding import Floats, StaticEncoder, bundled
from rag.errors import DamagedIndexError

FLOOR = 0.3  # cosines below it are chance likeness and count as nothing; the rest is stretched to 0..1


class Interaction:
    """The distinct token ids of each passage: those of passage i are `tokens[offsets[i] : offsets[i + 1]]`.

    `tokens` (t,) int32, ascending within a passage; `offsets` (n + 1,) int64.
    """

    def __init__(self, tokens: npt.NDArray[np.int32], offsets: npt.NDArray[np.int64], encoder: StaticEncoder) -> None:
        self._tokens = tokens
        self._offsets = offsets
        self._encoder = encoder

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @classmethod
    def build(
        cls, texts: Sequence[str], encoder: StaticEncoder, known: Mapping[str, npt.NDArray[np.int32]] | None = None
    ) -> Interaction:
        """Tokenise the passages, in the order of their ids. `known` are the distinct tokens of some texts, ascending."""
        rows = dict(known or {})
        fresh = [text for text in dict.fromkeys(texts) if text not in rows]
        if fresh:
            rows.update(zip(fresh, map(np.unique, encoder.token_ids(fresh)), strict=True))
        ids = [rows[text] for text in texts]
        offsets = np.concatenate([[0], np.cumsum([len(row) for row in ids])]).astype(np.int64)
        tokens = np.concatenate([np.zeros(0, dtype=np.int32), *ids]).astype(np.int32)
        return cls(tokens, offsets, encoder)

    def save(self, folder: Path) -> None:
        """Write the two arrays into `folder`, making it where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "tokens.npy", self._tokens, allow_pickle=False)
        np.save(folder / "offsets.npy", self._offsets, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, encoder: StaticEncoder | None = None) -> Interaction:
        """Read what `save` wrote; `encoder` (the bundled one by default) must be the one it was built with.

        Raises DamagedIndexError."""
        encoder = encoder or bundled()
        try:
            tokens = np.load(folder / "tokens.npy", allow_pickle=False)
            offsets = np.load(folder / "offsets.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as e:
            raise DamagedIndexError(f"{folder}: token ids cannot be read: {e}; run `rag build`") from e
        whole = offsets.ndim == tokens.ndim == 1 and len(offsets) and offsets[0] == 0 and offsets[-1] == len(tokens)
        if not whole or (np.diff(offsets) < 0).any() or (len(tokens) and tokens.max() >= len(encoder.token_vectors)):
            raise DamagedIndexError(f"{folder}: token ids and offsets do not fit together; run `rag build`")
        return cls(tokens, offsets, encoder)

    def tokens(self, i: int) -> npt.NDArray[np.int32]:
        """The distinct token ids of passage `i`, ascending."""
        return self._tokens[self._offsets[i] : self._offsets[i + 1]]

    def scores(self, query: str, ids: npt.NDArray[np.int64]) -> Floats:
        """(len(ids),) float32 in 0..1: how much of the question's meaning, by weight, each passage holds.

        0 for every passage when the question has no known token."""
        asked, counts = np.unique(self._encoder.token_ids([query])[0], return_counts=True)
        weights = self._encoder.token_weights[asked] * counts
        asked, weights = asked[weights > 0], weights[weights > 0]
        if not len(asked) or not len(ids):
            return np.zeros(len(ids), dtype=np.float32)
        starts, ends = self._offsets[ids], self._offsets[np.asarray(ids) + 1]
        sizes = ends - starts
        filled = sizes > 0  # a passage without a token has no maximum
        tokens = np.concatenate([self._tokens[a:b] for a, b in zip(starts, ends, strict=True)])
        scores = np.zeros(len(ids), dtype=np.float32)
        if len(tokens):
            likeness = self._likeness(asked, tokens)
            firsts = np.concatenate([[0], np.cumsum(sizes[filled])[:-1]])
            best = np.maximum.reduceat(likeness, firsts, axis=1)  # (asked, filled passages)
            scores[filled] = weights @ ((best - FLOOR) / (1 - FLOOR)).clip(0, 1) / weights.sum()
        return scores

    def _likeness(self, asked: npt.NDArray[np.int32], tokens: npt.NDArray[np.int32]) -> Floats:
        """(asked, tokens) float32 cosines; each distinct token's is computed once."""
        encoder = self._encoder
        place = np.full(len(encoder.token_vectors), -1, dtype=np.int32)
        place[tokens] = 0
        distinct = np.flatnonzero(place == 0)
        place[distinct] = np.arange(len(distinct), dtype=np.int32)
        rows = encoder.token_vectors[distinct]
        queries = encoder.token_vectors[asked] / np.maximum(encoder.lengths[asked], 1e-9)[:, None]
        cosines = (queries @ rows.T) / np.maximum(encoder.lengths[distinct], 1e-9)
        return np.asarray(cosines[:, place[tokens]], dtype=np.float32)
