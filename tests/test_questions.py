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
MORE = sorted((QUESTIONS / "more").glob("*/questions.jsonl"))
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
    return [row for path in (*FILES, *MORE) for row in _rows(path)]


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


@pytest.mark.parametrize("path", MORE, ids=lambda path: path.parent.name)
def test_further_rows_are_answered_by_their_report(path: Path) -> None:
    (report,) = (
        (path.parent / "corpus").iterdir() if (path.parent / "corpus").is_dir() else (HERE.parent / "corpus").iterdir()
    )
    text = re.sub(r"\s", "", report.read_text("utf-8"))
    for row in _rows(path):
        assert set(row) == KEYS and row["category"] in CATEGORIES, row["id"]
        assert row["answerable"] is not row["category"].startswith("unans"), row["id"]
        assert bool(row["all_of"]) is bool(row["cite_any"]) is row["answerable"], row["id"]
        assert all(re.sub(r"\s", "", piece) in text for piece in row["cite_any"]), row["id"]


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
def test_the_test_half_holds_a_fair_part_of_every_category(name: str) -> None:
    """More may be written to tune on; the half that is only measured keeps a fifth of each category at least."""
    tune = Counter(row["category"] for row in _rows(QUESTIONS / f"{name}-tune.jsonl"))
    test = Counter(row["category"] for row in _rows(QUESTIONS / f"{name}-test.jsonl"))
    assert set(tune) == set(test) == CATEGORIES
    assert test.total() >= 0.3 * (tune.total() + test.total())
    for category in CATEGORIES:
        assert test[category] >= 0.2 * (tune[category] + test[category]), category


def test_sets_are_large_enough_and_hard_enough() -> None:
    keis = [row for half in ("tune", "test") for row in _rows(QUESTIONS / f"keis-{half}.jsonl")]
    assert len(keis) >= 220
    refusals = Counter(row["category"] for row in keis if not row["answerable"])
    assert refusals.total() >= 70 and refusals["unans_near"] > 3 * refusals["unans_far"]
    for name in NAMES:
        total = sum(len(_rows(QUESTIONS / f"{name}-{half}.jsonl")) for half in ("tune", "test"))
        assert total >= 40, name


exchange = _module("exchange")


def _exchanged(name: str, folder: Path, seed: int) -> tuple[str, list[Row], dict[str, Any]]:
    exchange.exchange_set(name, folder, seed)
    (report,) = (folder / "corpus").iterdir()
    questions = [row for half in ("tune", "test") for row in _rows(folder / f"{name}-{half}.jsonl")]
    return report.read_text(encoding="utf-8"), questions, sound.computations(folder)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_exchanged_questions_are_sound_on_the_exchanged_report(name: str, seed: int, tmp_path: Path) -> None:
    report, questions, plans = _exchanged(name, tmp_path, seed)
    faults = sound.faults(questions, report, plans)
    assert not faults, "\n".join(faults)
    before = sum(len(_rows(QUESTIONS / f"{name}-{half}.jsonl")) for half in ("tune", "test"))
    assert len(questions) >= 0.95 * before


@pytest.mark.parametrize("name", NAMES)
def test_an_exchanged_report_keeps_its_form_and_loses_its_facts(name: str, tmp_path: Path) -> None:
    source = sound.report_of(QUESTIONS / f"{name}-tune.jsonl").read_text(encoding="utf-8")
    report, _, _ = _exchanged(name, tmp_path, seed=1)
    number = re.compile(r"\d[\d,]*(?:\.\d+)?")

    def shape(text: str) -> list[str]:
        return [re.sub(r"\w+", "x", line) for line in text.splitlines()]

    assert len(shape(report)) == len(shape(source))
    assert len(number.findall(report)) == len(number.findall(source))
    # Facts are told by numbers of some length: none of them may be left where it stood. Clock hours and such stay.
    told = [number.findall(re.sub(r"^#+ [\d.]+", "", text, flags=re.M)) for text in (source, report)]
    pairs = list(zip(*told, strict=True))
    long = [(old, new) for old, new in pairs if len(old) >= 3 and old != "100"]
    assert long and not [pair for pair in long if pair[0] == pair[1]]
    for forms, *_ in json.loads((QUESTIONS / "names.json").read_text(encoding="utf-8"))[name]["names"]:
        assert not [form for form in forms if form in report], forms


def test_the_same_seed_gives_the_same_exchange_and_another_seed_another(tmp_path: Path) -> None:
    first, again, other = (
        _exchanged("valley", tmp_path / folder, seed)[:2] for folder, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert first == again
    assert first[0] != other[0]


def test_replacing_names_leave_particles_right() -> None:
    """A name is replaced by one that ends in a consonant as it does, or in a vowel as it does (을/를, 이/가, 과/와)."""

    def closed(name: str) -> bool | None:
        last = name[-1]
        if "가" <= last <= "힣":
            return (ord(last) - ord("가")) % 28 > 0
        return last in "013678" if last.isdigit() else None

    for name, known in json.loads((QUESTIONS / "names.json").read_text(encoding="utf-8")).items():
        for forms, *candidates in known["names"]:
            for candidate in candidates:
                assert [closed(form) for form in forms] == [closed(form) for form in candidate], (
                    name,
                    forms,
                    candidate,
                )


def test_equal_numbers_stay_equal_and_relations_outlive_the_exchange() -> None:
    text = "신청률은 57.8%에서 75.7%로 17.9%포인트 올랐다. 2024년 7월 1,240만 건, 2024.08.20, 정규직 22명 (22명), 0명"
    relations = [{"op": "difference", "of": ["75.7", "57.8"], "value": "17.9"}]
    for seed in range(20):
        swap = exchange.Exchange([text], [], relations, seed)
        low, high, rise = (float(n) for n in re.findall(r"\d+\.\d(?=%)", swap(text)))
        assert rise > 0 and abs(high - low - rise) < 1e-9
        assert swap("22명") == re.search(r"정규직 (\d\d명)", swap(text))[1]
        assert swap("0명") == "0명" and swap("1위") == "1위" and swap("4급") == "4급"
        assert int(swap("2024")) - 2024 == int(swap("2006년")[:4]) - 2006 != 0
        assert re.fullmatch(r"20[123]\d\.[01]\d\.[0-2]\d", swap("2024.08.20"))
        assert re.fullmatch(r"[1-9],\d\d0만", swap("1,240만"))


def test_a_superlative_is_worked_out_anew() -> None:
    report = "인쇄 71점\n제본 65점\n편집 93점"
    row = {
        "id": "x",
        "category": "compute",
        "question": "가장 높은 것은?",
        "history": [],
        "answerable": True,
        "all_of": [["편집"], ["93"]],
        "cite_any": ["편집 93점"],
        "must_not": [],
        "max_chars": 300,
    }
    plan = {"op": "highest", "of": {part.split()[0]: part for part in report.splitlines()}}
    winners = set()
    for seed in range(30):
        swap = exchange.Exchange([report], [], [], seed)
        new, moved = exchange.exchanged_row(row, plan, swap)
        best = max(swap(report).splitlines(), key=lambda line: int(re.search(r"\d+", line)[0]))
        assert new["all_of"] == [[best.split()[0]], [re.search(r"\d+", best)[0]]] and new["cite_any"] == [best]
        assert not sound.faults([new], swap(report), {"x": moved})
        winners.add(best.split()[0])
    assert winners == {"인쇄", "제본", "편집"}
    falling = {"op": "difference", "of": {"a": "편집 93점", "b": "인쇄 71점"}}
    outcomes = [exchange.exchanged_row(row, falling, exchange.Exchange([report], [], [], s)) for s in range(30)]
    assert None in outcomes and any(outcomes)
