"""Exact search in FAISS: order, ties, and what a damaged file gets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.errors import DamagedIndexError
from rag.vectors import FILE, VectorIndex


def unit_vectors(n: int, dim: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 80), st.integers(2, 40), st.integers(1, 100), st.integers(0, 10_000))
def test_search_gives_what_numpy_gives(n: int, dim: int, k: int, seed: int) -> None:
    vectors = unit_vectors(n, dim, seed)
    query = unit_vectors(1, dim, seed + 1)[0]
    ids, scores = VectorIndex.build(vectors).search(query, k)
    products = vectors @ query
    assert len(ids) == len(scores) == min(k, n)
    np.testing.assert_allclose(scores, np.sort(products)[::-1][:k], atol=1e-5)
    np.testing.assert_allclose(products[ids], scores, atol=1e-5)
    assert ids.dtype == np.int64
    assert scores.dtype == np.float32


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.integers(1, 40))
def test_ties_come_in_order_of_id(kinds: list[int], k: int) -> None:
    rows = np.eye(4, dtype=np.float32)[kinds]
    query = np.array([0.5, 0.5, 0.5, 0.5], np.float32)
    ids, _ = VectorIndex.build(rows).search(query, k)
    assert ids.tolist() == list(range(min(k, len(kinds))))


def test_search_of_an_empty_index_finds_nothing() -> None:
    ids, scores = VectorIndex.build(np.empty((0, 8), np.float32)).search(np.ones(8, np.float32), 5)
    assert len(ids) == len(scores) == 0


def test_vectors_come_back_as_they_went_in(tmp_path: Path) -> None:
    vectors = unit_vectors(30, 16, 1)
    VectorIndex.build(vectors).save(tmp_path)
    loaded = VectorIndex.load(tmp_path)
    assert (len(loaded), loaded.dimension) == (30, 16)
    np.testing.assert_array_equal(loaded.vectors([7, 2, 7]), vectors[[7, 2, 7]])
    assert loaded.vectors([]).shape == (0, 16)


def test_build_refuses_vectors_of_another_type() -> None:
    with pytest.raises(ValueError, match="float64"):
        VectorIndex.build(np.zeros((2, 3)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shape"):
        VectorIndex.build(np.zeros(3, np.float32))


def test_load_names_a_missing_or_cut_file(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError, match=FILE):
        VectorIndex.load(tmp_path)
    VectorIndex.build(unit_vectors(30, 16, 1)).save(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedIndexError, match="rag build"):
        VectorIndex.load(tmp_path)
