"""Late interaction: the question's tokens are compared with a passage's tokens one by one.

ColBERT's MaxSim (Khattab and Zaharia, 2020) without a transformer: each token of the question looks for the token
of the passage that is most like it, and the likenesses are averaged by weight. The token vectors are the bundled
static model's, so an exact match and a synonym are one number. Half of a passage's score is that of its best window,
some sentences that stand together: a long passage holds something like every word somewhere, an answer holds them
side by side. Token ids are stored; nothing is tokenised twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.embedding import Floats, Ids, StaticEncoder, bundled
from rag.errors import DamagedIndexError

FLOOR = 0.3  # cosines below it are chance likeness and count as nothing; the rest is stretched to 0..1
WINDOW = 150  # characters that a window takes on before it is closed; a longer sentence is a window of its own

_SENTENCE = re.compile(r".+?(?:[.!?](?=\s)|$)", re.M)
_PARTS = ("tokens", "windows", "passages")
Offsets = npt.NDArray[np.int64]


def windows(text: str) -> Iterator[str]:
    """Neighbouring sentences and lines of a text, joined as long as they hold no more than `WINDOW` characters."""
    held = ""
    for sentence in (match.group().strip() for match in _SENTENCE.finditer(text)):
        if held and len(held) + len(sentence) > WINDOW:
            yield held
            held = ""
        held = f"{held} {sentence}" if held else sentence
    if held:
        yield held


class Interaction:
    """The distinct token ids of each window of each passage, windows without a token left out.

    Window w holds `tokens[windows[w] : windows[w + 1]]` (int32, ascending), passage i the windows `passages[i]` to
    `passages[i + 1]`, the last one not counted. Both offsets are int64 and begin with 0.
    """

    def __init__(self, tokens: Ids, windows: Offsets, passages: Offsets, encoder: StaticEncoder) -> None:
        self._tokens = tokens
        self._windows = windows
        self._passages = passages
        self._encoder = encoder

    def __len__(self) -> int:
        return len(self._passages) - 1

    @classmethod
    def build(
        cls, texts: Sequence[str], encoder: StaticEncoder, known: Mapping[str, Sequence[Ids]] | None = None
    ) -> Interaction:
        """Tokenise the passages, in the order of their ids. `known` are the windows of some texts, as `tokens` gives
        them."""
        rows = dict(known or {})
        fresh = {text: list(windows(text)) for text in texts if text not in rows}
        flat = [window for cut in fresh.values() for window in cut]
        ids = iter(map(np.unique, encoder.token_ids(flat)) if flat else ())
        for text, cut in fresh.items():
            rows[text] = [found for found in (next(ids) for _ in cut) if len(found)]
        every = [window for text in texts for window in rows[text]]
        return cls(
            np.concatenate([np.zeros(0, dtype=np.int32), *every]).astype(np.int32),
            _offsets([len(window) for window in every]),
            _offsets([len(rows[text]) for text in texts]),
            encoder,
        )

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`, making it where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays: tuple[Ids | Offsets, ...] = (self._tokens, self._windows, self._passages)
        for part, array in zip(_PARTS, arrays, strict=True):
            np.save(folder / f"{part}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, encoder: StaticEncoder | None = None) -> Interaction:
        """Read what `save` wrote; `encoder` (the bundled one by default) must be the one it was built with.

        Raises DamagedIndexError."""
        encoder = encoder or bundled()
        try:
            tokens, windows, passages = (np.load(folder / f"{part}.npy", allow_pickle=False) for part in _PARTS)
        except (OSError, ValueError, EOFError) as e:
            raise DamagedIndexError(f"{folder}: token ids cannot be read: {e}; run `rag build`") from e
        known = tokens.ndim == 1 and (not len(tokens) or 0 <= tokens.min() <= tokens.max() < len(encoder.token_vectors))
        if not known or not _cut(windows, len(tokens)) or not _cut(passages, len(windows) - 1):
            raise DamagedIndexError(f"{folder}: token ids and offsets do not fit together; run `rag build`")
        return cls(tokens, windows, passages, encoder)

    def tokens(self, i: int) -> list[Ids]:
        """The distinct token ids of each window of passage `i`, ascending."""
        bounds = self._windows[self._passages[i] : self._passages[i + 1] + 1]
        return [self._tokens[start:end] for start, end in pairwise(bounds)]

    def scores(self, query: str, ids: npt.NDArray[np.int64]) -> Floats:
        """(len(ids),) float32 in 0..1: how much of the question's meaning, by weight, each passage holds, in the mean
        of all of it and of its best window.

        0 for every passage when the question has no known token."""
        asked, counts = np.unique(self._encoder.token_ids([query])[0], return_counts=True)
        weights = self._encoder.token_weights[asked] * counts
        asked, weights = asked[weights > 0], weights[weights > 0]
        scores = np.zeros(len(ids), dtype=np.float32)
        starts, ends = self._passages[ids], self._passages[np.asarray(ids) + 1]
        filled = ends > starts  # a passage without a token has no maximum
        if not len(asked) or not filled.any():
            return scores
        cut = _ranges(starts[filled], ends[filled])  # the windows of the passages
        sizes = self._windows[cut + 1] - self._windows[cut]
        tokens = self._tokens[_ranges(self._windows[starts[filled]], self._windows[ends[filled]])]
        firsts = _offsets((ends - starts)[filled])[:-1]
        best = np.maximum.reduceat(self._likeness(asked, tokens), _offsets(sizes)[:-1])  # (windows, asked)
        weights /= weights.sum()
        closest = np.maximum.reduceat(_stretched(best) @ weights, firsts)
        whole = _stretched(np.maximum.reduceat(best, firsts)) @ weights
        scores[filled] = (whole + closest) / 2
        return scores

    def _likeness(self, asked: Ids, tokens: Ids) -> Floats:
        """(tokens, asked) float32 cosines; each distinct token's is computed once."""
        encoder = self._encoder
        place = np.full(len(encoder.token_vectors), -1, dtype=np.int32)
        place[tokens] = 0
        distinct = np.flatnonzero(place == 0)
        place[distinct] = np.arange(len(distinct), dtype=np.int32)
        rows = encoder.token_vectors[distinct]
        queries = encoder.token_vectors[asked] / np.maximum(encoder.lengths[asked], 1e-9)[:, None]
        cosines = (rows @ queries.T) / np.maximum(encoder.lengths[distinct], 1e-9)[:, None]
        return np.asarray(cosines[place[tokens]], dtype=np.float32)


def _stretched(cosines: Floats) -> Floats:
    return np.asarray(((cosines - FLOOR) / (1 - FLOOR)).clip(0, 1), dtype=np.float32)


def _offsets(sizes: Sequence[int] | Offsets) -> Offsets:
    """Where each of some neighbours starts, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _ranges(starts: Offsets, ends: Offsets) -> Offsets:
    """The numbers of several ranges, of which none is empty, after one another."""
    sizes = ends - starts
    return np.arange(sizes.sum()) + np.repeat(starts - _offsets(sizes)[:-1], sizes)


def _cut(offsets: Offsets, length: int) -> bool:
    """Whether offsets go from 0 to `length` without a step back."""
    fits = offsets.ndim == 1 and len(offsets) and offsets[0] == 0 and offsets[-1] == length
    return bool(fits and (np.diff(offsets) >= 0).all())
