"""The question sets are sound: every gold string stands in its report or is recomputed from it.

`computations.json` says for each calculated row which phrases of the report hold its operands, so that
the gold value is checked here and can be made anew when a report's numbers are exchanged.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions"
CATEGORIES = {
    "number",
    "fact",
    "list",
    "compute",
    "colloquial",
    "typo",
    "english",
    "yesno",
    "followup",
    "unans_near",
    "unans_far",
}
KEYS = {"id", "category", "question", "history", "answerable", "all_of", "cite_any", "must_not", "max_chars"}
FILES = sorted(QUESTIONS.glob("*-t*.jsonl"))
NAMES = sorted({path.stem.rsplit("-", 1)[0] for path in FILES})

Row = dict[str, Any]


def _module(name: str) -> ModuleType:
    """Load a script of the questions folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, QUESTIONS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sound = _module("sound")


def _rows(path: Path) -> list[Row]:
    return sound.rows(path)


def _all_rows() -> list[Row]:
    return [row for path in FILES for row in _rows(path)]


def test_every_set_has_a_tune_and_a_test_half() -> None:
    assert {path.name for path in FILES} == {f"{name}-{half}.jsonl" for name in NAMES for half in ("tune", "test")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_have_the_form_that_the_scorer_reads(path: Path) -> None:
    for row in _rows(path):
        assert set(row) == KEYS, row["id"]
        assert row["category"] in CATEGORIES, row["id"]
        assert row["question"].strip() == row["question"] and 0 < len(row["question"]) <= 1000, row["id"]
        assert all(set(turn) == {"question", "answer"} for turn in row["history"]), row["id"]
        assert bool(row["history"]) or row["category"] != "followup", row["id"]
        assert all(group and all(group) for group in row["all_of"]), row["id"]
        assert row["answerable"] is not row["category"].startswith("unans"), row["id"]
        assert bool(row["all_of"]) is bool(row["cite_any"]) is row["answerable"], row["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_answers_stand_in_the_report_or_are_recomputed(path: Path) -> None:
    report = sound.report_of(path).read_text(encoding="utf-8")
    faults = sound.faults(_rows(path), report, sound.computations())
    assert not faults, "\n".join(faults)


def test_the_checker_finds_a_gold_string_that_is_not_in_the_report() -> None:
    row = _rows(QUESTIONS / "keis-tune.jsonl")[0]
    report = sound.report_of(QUESTIONS / "keis-tune.jsonl").read_text(encoding="utf-8")
    assert sound.faults([{**row, "cite_any": ["없는 구절이다"]}], report, {})
    assert sound.faults([{**row, "all_of": [["9876"]]}], report, {})
    assert sound.faults([{**row, "must_not": [row["all_of"][0][0]]}], report, {})


def test_the_checker_finds_a_wrong_calculation() -> None:
    report = "2023년 정규직 22명\n무기계약직 6명"
    row = {
        "id": "x",
        "category": "compute",
        "question": "합하면?",
        "all_of": [["29"]],
        "cite_any": ["정규직 22명"],
        "must_not": [],
        "answerable": True,
    }
    plan = {"x": {"op": "sum", "of": {"정규직": "정규직 22명", "무기계약직": "무기계약직 6명"}}}
    assert sound.faults([row], report, plan)
    assert not sound.faults([{**row, "all_of": [["28"]]}], report, plan)


def test_ids_are_unique_and_no_question_is_asked_twice_of_a_report() -> None:
    ids = Counter(row["id"] for row in _all_rows())
    assert not [key for key, count in ids.items() if count > 1]
    assert not set(sound.computations()) - set(ids)
    for name in NAMES:
        asked = Counter(
            (re.sub(r"[\s?.!]", "", row["question"]), json.dumps(row["history"]))
            for half in ("tune", "test")
            for row in _rows(QUESTIONS / f"{name}-{half}.jsonl")
        )
        assert not [key for key, count in asked.items() if count > 1], name


@pytest.mark.parametrize("name", NAMES)
def test_the_two_halves_are_alike(name: str) -> None:
    tune = Counter(row["category"] for row in _rows(QUESTIONS / f"{name}-tune.jsonl"))
    test = Counter(row["category"] for row in _rows(QUESTIONS / f"{name}-test.jsonl"))
    assert set(tune) == set(test) == CATEGORIES
    assert abs(tune.total() - test.total()) <= 0.1 * (tune.total() + test.total())
    for category in CATEGORIES:
        assert abs(tune[category] - test[category]) <= max(2, 0.3 * (tune[category] + test[category])), category


def test_sets_are_large_enough_and_hard_enough() -> None:
    keis = [row for half in ("tune", "test") for row in _rows(QUESTIONS / f"keis-{half}.jsonl")]
    assert len(keis) >= 220
    refusals = Counter(row["category"] for row in keis if not row["answerable"])
    assert refusals.total() >= 70 and refusals["unans_near"] > 3 * refusals["unans_far"]
    for name in NAMES:
        total = sum(len(_rows(QUESTIONS / f"{name}-{half}.jsonl")) for half in ("tune", "test"))
        assert total >= 40, name
