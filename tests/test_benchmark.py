"""Figures of retrieval on passage and query files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from rag.bench.retrieval import WHOLE, figures, measure, read_benchmark, table
from rag.embedding import bundled
from rag.errors import CorpusError
from rag.retrieval import LEGS

ROWS = [
    {"kind": "passage", "id": "a", "text": "정규직 채용 인원은 22명이다."},
    {"kind": "passage", "id": "b", "text": "연봉 만족도는 84점이다."},
    {"kind": "passage", "id": "c", "text": "도서관은 월요일에 쉰다."},
    {"kind": "query", "query": "정규직은 몇 명 채용했나요?", "relevant": ["a"]},
    {"kind": "query", "query": "도서관은 언제 쉬나요?", "relevant": ["c"]},
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_figures_are_those_of_the_definitions() -> None:
    found = figures([[3, 1, 2], [5, 6], [9, *range(20, 30), 8], []], [frozenset(s) for s in ({1}, {5, 6}, {8}, {4})])
    assert found.hit_1 == 0.25
    assert found.hit_5 == 0.5
    assert found.mrr_10 == pytest.approx((1 / 2 + 1) / 4)
    assert found.ndcg_10 == pytest.approx((1 / 1.5849625 + 1) / 4, abs=1e-4)


def test_measure_gives_every_leg_and_the_whole(tmp_path: Path) -> None:
    seen: list[str] = []
    results = measure(
        read_benchmark(write(tmp_path / "set.jsonl.gz", ROWS)), bundled(), progress=lambda stage, *_: seen.append(stage)
    )
    assert list(results) == [*LEGS, WHOLE]
    assert results[WHOLE].hit_1 == 1
    assert seen[-1] == "search"
    assert table(results).count("\n") == len(results)


def test_a_leg_is_not_credited_for_passages_that_it_gives_nothing(tmp_path: Path) -> None:
    rows = [*ROWS[:3], {"kind": "query", "query": "xyzzy", "relevant": ["a"]}]
    results = measure(read_benchmark(write(tmp_path / "set.jsonl", rows)), bundled())
    assert results["morphemes"].hit_5 == results["bigrams"].hit_5 == 0


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*ROWS, {"kind": "query", "query": "?", "relevant": ["z"]}], "'z'"),
        ([*ROWS, {"kind": "page"}], "line 6"),
        ([*ROWS, {"kind": "query"}], "line 6"),
        (ROWS[:3], "no query"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, rows: list[dict[str, object]], message: str) -> None:
    path = write(tmp_path / "set.jsonl", rows)
    with pytest.raises(CorpusError, match=message) as caught:
        read_benchmark(path)
    assert "set.jsonl" in str(caught.value)


def test_a_missing_or_unzippable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_benchmark(tmp_path / "nowhere.jsonl")
    (tmp_path / "plain.jsonl.gz").write_text("{}", "utf-8")
    with pytest.raises(CorpusError, match=r"plain\.jsonl\.gz"):
        read_benchmark(tmp_path / "plain.jsonl.gz")
