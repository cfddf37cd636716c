"""The token vectors that learning starts from: Korean ones from Kiwi's, English ones laid among them.

A Korean piece's vector is the mean of its morphemes' vectors, by how often it stood for them. English words come
from an English sentence encoder, through the linear map that best takes English sentences to their Korean
counterparts (Mikolov, Le and Sutskever, "Exploiting Similarities among Languages for Machine Translation", 2013).
All are then weighted by inverse document frequency, so that a mean of them is led by what is rare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from rag.embedding import Floats, Ids, normalised
from rag.training.similarities import Morphemes
from rag.training.vocabulary import Analyses

EncodeEnglish = Callable[[list[str]], Floats]
WORDS_ONLY = 60  # Kiwi's first ids are tags, not morphemes


def korean_vectors(tokenizer: Tokenizer, analyses: Analyses, morphemes: Morphemes) -> Floats:
    """(vocabulary, dimension) float32, L2-normalised; zero for pieces that Kiwi knows nothing about."""
    by_form: dict[str, list[int]] = {}
    for i, form in enumerate(morphemes.forms):
        if i >= WORDS_ONLY and form:
            by_form.setdefault(form.lower(), []).append(i)
    table = np.zeros((tokenizer.get_vocab_size(), morphemes.vectors.shape[1]), dtype=np.float32)
    for piece, row in tokenizer.get_vocab().items():
        for group, count in analyses.get(piece, {}).items():
            known = [i for i in group if WORDS_ONLY <= i < len(morphemes.vectors)]
            if known:
                table[row] += count * _meaning(known, morphemes)
        if not table[row].any() and piece in by_form:  # never seen: the most frequent of its readings counts most
            ids = by_form[piece]
            table[row] = (1.0 / np.arange(1, len(ids) + 1)) @ morphemes.vectors[ids]
    return normalised(table)


def _meaning(ids: list[int], morphemes: Morphemes) -> Floats:
    """One vector for the morphemes of a piece: stems count, endings and particles among them hardly do."""
    weights = np.array([0.1 if morphemes.tags[i][:1] in "EJ" else 1.0 for i in ids], dtype=np.float32)
    return np.asarray(weights @ morphemes.vectors[ids] / weights.sum(), dtype=np.float32)


def document_frequencies(ids: Sequence[Ids], vocabulary: int) -> npt.NDArray[np.int64]:
    """(vocabulary,) int64: in how many of the texts each token stands."""
    return np.bincount(np.concatenate([np.unique(row) for row in ids]), minlength=vocabulary).astype(np.int64)


def inverse_frequency(frequencies: npt.NDArray[np.int64], texts: int) -> Floats:
    """(vocabulary,) float32 in 0..1: log(N / n), 1 for a token that stands in no text but one at the most."""
    rarity = np.log((texts + 1) / (frequencies + 1)) / np.log((texts + 1) / 2)
    return np.asarray(rarity.clip(0.02, 1), dtype=np.float32)


def english_map(english: Floats, korean: Floats, ridge: float = 10.0) -> Floats:
    """(e, k) float32 matrix that takes English sentence vectors (n, e) closest to their Korean ones (n, k)."""
    gram = english.T @ english + ridge * np.eye(english.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(gram, english.T @ korean), dtype=np.float32)


def add_english(
    table: Floats, tokenizer: Tokenizer, weights: Floats, sentences: list[tuple[str, str]], encode: EncodeEnglish
) -> Floats:
    """`table` with the rows of Latin-script words filled in from the English encoder.

    `sentences` are (English, Korean) pairs; `weights` (vocabulary,) is how much a token counts in a mean."""
    ids = [np.array(e.ids, dtype=np.int32) for e in tokenizer.encode_batch([korean for _, korean in sentences])]
    korean = normalised(np.stack([weights[row] @ table[row] for row in ids]).astype(np.float32))
    english = encode([english for english, _ in sentences])
    known = np.abs(korean).sum(axis=1) > 0
    middle = english[known].mean(axis=0)
    matrix = english_map(english[known] - middle, korean[known])
    words = [(word, row) for word, row in tokenizer.get_vocab().items() if word.isascii() and word.isalpha()]
    vectors = encode([word for word, _ in words])
    filled = table.copy()
    filled[[row for _, row in words]] = normalised((vectors - vectors.mean(axis=0)) @ matrix)
    return filled


def complete(table: Floats, seed: int) -> Floats:
    """`table` with a random direction for each row that is still zero, so that at least the same word finds itself.

    Row 0, the unknown token, stays zero."""
    noise = normalised(np.random.default_rng(seed).standard_normal(table.shape, dtype=np.float32))
    filled = np.where(np.abs(table).sum(axis=1, keepdims=True) > 0, table, noise)
    filled[0] = 0
    return np.asarray(filled, dtype=np.float32)
