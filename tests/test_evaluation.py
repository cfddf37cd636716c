"""Figures: what counts as right, and that a loss is seen."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from rag.engine import Engine
from rag.errors import SettingsError
from rag.evaluation import FIGURES, evaluate, faults, read_rows
from rag.reader_evaluation import evaluate_reader
from rag.settings import Settings
from tests.reports import Reports

ROW: dict[str, Any] = {
    "id": "g1", "category": "number", "question": "온실 점수는 몇 점이야?", "history": [], "answerable": True,
    "all_of": [["71점", "칠십일"]], "cite_any": ["온실"], "must_not": ["84점"], "max_chars": 100,
}  # fmt: skip


def _unanswerable(question: str) -> dict[str, Any]:
    return {
        **ROW,
        "category": "unans_near",
        "question": question,
        "answerable": False,
        "all_of": [],
        "cite_any": [],
        "must_not": [],
    }


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


def _write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def test_a_right_answer_has_no_faults(garden: Engine) -> None:
    assert faults(ROW, garden.ask(ROW["question"])) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"all_of": [["72점"]]}, "lacks"),
        ({"must_not": ["71 점"]}, "holds"),
        ({"max_chars": 5}, "characters"),
        ({"cite_any": ["주차장 62점이다"]}, "wrong place"),
        ({"answerable": False}, "does not say"),
    ],
)
def test_each_fault_is_named(garden: Engine, change: dict[str, Any], fault: str) -> None:
    (found,) = faults({**ROW, **change}, garden.ask(ROW["question"]))
    assert fault in found


def test_a_refusal_is_right_only_where_the_report_does_not_say(garden: Engine) -> None:
    answer = garden.ask("수영장 점수는 몇 점이야?")
    assert "refused" in faults(ROW, answer)
    assert faults(_unanswerable("수영장 점수는 몇 점이야?"), answer) == []


def test_figures_count_all_rows(garden: Engine, tmp_path: Path) -> None:
    rows = [
        ROW,
        {**ROW, "all_of": [["72점"]]},
        {**ROW, "question": "수영장 점수는 몇 점이야?"},
        _unanswerable("수영장은 몇 점이야?"),
    ]
    told: list[tuple[str, int, int]] = []
    report = evaluate(garden.settings, _write(tmp_path / "q.jsonl", *rows), lambda *p: told.append(p))
    assert report.figures["correct"] == pytest.approx(1 / 3, abs=1e-3)
    assert report.figures["refused"] == pytest.approx(1 / 3, abs=1e-3)
    assert report.figures["abstained"] == 1
    assert (
        report.figures["valid"]
        == report.figures["cited"]
        == report.figures["grounded"]
        == report.figures["depends"]
        == 1
    )
    assert report.categories == {"number": (1, 3), "unans_near": (1, 1)}
    assert len(report.failures) == 2 and "수영장" in report.failures[1]
    assert told[-1] == ("ask", 4, 4)
    assert set(FIGURES) <= set(report.figures) and "correct" in report.table()


def test_a_loss_against_an_earlier_run_is_told_and_a_gain_is_not(garden: Engine, tmp_path: Path) -> None:
    report = evaluate(garden.settings, _write(tmp_path / "q.jsonl", ROW, {**ROW, "all_of": [["72점"]]}))
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps({"figures": {**report.figures, "correct": 0.9}}), encoding="utf-8")
    assert report.losses(earlier) == ["correct 0.900 → 0.500"]
    earlier.write_text(json.dumps({"figures": {**report.figures, "correct": 0.2, "refused": 0.4}}), encoding="utf-8")
    assert report.losses(earlier) == []


def test_an_earlier_run_that_cannot_be_read_is_refused(garden: Engine, tmp_path: Path) -> None:
    report = evaluate(garden.settings, _write(tmp_path / "q.jsonl", ROW))
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    for name in ("bad.json", "nowhere.json"):
        with pytest.raises(SettingsError, match=name):
            report.losses(tmp_path / name)


def test_rows_are_read_from_plain_and_zipped_files(tmp_path: Path) -> None:
    plain = _write(tmp_path / "q.jsonl", ROW, ROW)
    zipped = tmp_path / "q.jsonl.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_rows(plain)) == list(read_rows(zipped)) == [ROW, ROW]


def test_a_broken_row_is_refused_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1}\n{"id"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"q\.jsonl, line 2"):
        list(read_rows(path))
    with pytest.raises(SettingsError, match=r"nowhere\.jsonl"):
        list(read_rows(tmp_path / "nowhere.jsonl"))


def test_reading_a_passage_that_the_file_lacks_is_refused_by_name(tmp_path: Path) -> None:
    passage = {"kind": "passage", "id": "1", "title": "온실", "text": "온실은 2031년에 열렸다."}
    question = {"kind": "question", "query": "다리는 언제 놓였나?", "relevant": ["7"], "answers": ["2030년"]}
    with pytest.raises(SettingsError, match="passage 7, which the file does not hold"):
        evaluate_reader(Settings(), _write(tmp_path / "reader.jsonl", passage, question))
