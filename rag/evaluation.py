"""Figures of answers on a file of questions, and of reading on passages with gold spans.

A row of a question file: id, category, question, history, answerable, all_of (groups of alternatives, one of each must
stand in the answer), must_not, max_chars, cite_any (one must stand in a quote or passage). White space and case are
folded before strings are compared.

    correct      answerable rows whose answer holds, is short enough and cites the right place
    abstained    unanswerable rows answered with `not_found`
    refused      answerable rows wrongly answered with `not_found`
    valid        citations whose quote is the document's text at its offsets
    cited        lines of answers with at least one mark that resolves
    grounded     numbers of answers that stand in a citation, in the question, or were computed
    depends      answers that change or go when the passages that they cite are taken away
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.engine import Engine
from rag.errors import SettingsError
from rag.settings import Settings
from rag.types import Answer, Turn

Progress = Callable[[str, int, int], None]
FIGURES = ("correct", "abstained", "refused", "valid", "cited", "grounded", "depends")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
TOLERANCE = 0.005  # a figure may fall by this much before it is a loss


@dataclass(slots=True)
class Report:
    """Figures of one run: `figures` over all rows, `categories` as (right, rows), `failures` one line a wrong row."""

    name: str
    figures: dict[str, float]
    categories: dict[str, tuple[int, int]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"name": self.name, "figures": self.figures, "categories": self.categories, "failures": self.failures}

    def table(self) -> str:
        """For people."""
        rows = [f"  {name:<12} {right}/{n}" for name, (right, n) in sorted(self.categories.items())]
        shown = [f"  {name:<12} {value:.3f}" for name, value in self.figures.items()]
        return "\n".join([self.name, *rows, *shown])

    def losses(self, earlier: Path) -> list[str]:
        """Figures that are worse than those of an earlier run's JSON. Raises SettingsError when it cannot be read."""
        try:
            before = json.loads(earlier.read_text("utf-8"))["figures"]
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise SettingsError(f"{earlier}: not the JSON of an earlier `rag eval --json` ({e})") from e
        lost = []
        for name, value in self.figures.items():
            if name.endswith("_ms") or name not in before:
                continue
            worse = value - before[name] if name in ("refused", "risk") else before[name] - value
            if worse > TOLERANCE:
                lost.append(f"{name} {before[name]:.3f} → {value:.3f}")
        return lost


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON Lines file, gzipped or not. Raises SettingsError naming the file and the line."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield json.loads(line)
                    except json.JSONDecodeError as e:
                        raise SettingsError(f"{path}, line {number}: not JSON ({e.msg})") from e
    except (OSError, UnicodeDecodeError) as e:
        raise SettingsError(f"{path}: cannot be read ({e}); give a JSON Lines file in UTF-8") from e


def fold(text: str) -> str:
    """Text without white space and case."""
    return re.sub(r"\s+", "", text).lower()


def faults(row: dict[str, Any], answer: Answer) -> list[str]:
    """What is wrong with an answer to a row; empty when it is right."""
    if not row["answerable"]:
        return [] if answer.status == "not_found" else ["answered what the report does not say"]
    found = []
    if answer.status == "not_found":
        found.append("refused")
    folded = fold(answer.answer)
    found += [f"lacks {group}" for group in row["all_of"] if not any(fold(x) in folded for x in group)]
    found += [f"holds {x!r}" for x in row["must_not"] if fold(x) in folded]
    if len(answer.answer) > row["max_chars"]:
        found.append(f"{len(answer.answer)} characters")
    places = [fold(c.quote + " " + c.passage) for c in answer.citations]
    if row["cite_any"] and not any(fold(x) in p for x in row["cite_any"] for p in places):
        found.append("cites the wrong place")
    return found


def evaluate(settings: Settings, path: Path, progress: Progress | None = None) -> Report:
    """Ask every question of a file and count. Answers are asked for twice where that tells something: the second
    time without the passages that the first one cited."""
    rows = list(read_rows(path))
    engine = Engine.open(settings)
    for row in rows[:3]:
        engine.ask(row["question"])  # the first questions pay for what is loaded once
    counts: Counter[str] = Counter()
    per: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    times: list[float] = []
    failures = []
    for done, row in enumerate(rows, 1):
        turns = [Turn(h["question"], h["answer"]) for h in row["history"]]
        answer = engine.ask(row["question"], turns)
        times.append(answer.timings_ms["total"])
        wrong = faults(row, answer)
        _count(counts, row, answer, engine, wrong)
        if answer.status != "not_found":
            without = engine.ask_without(row["question"], turns, answer)
            counts["answers"] += 1
            counts["depends"] += without.answer != answer.answer
        per[row["category"]][0] += not wrong
        per[row["category"]][1] += 1
        if wrong:
            failures.append(f"{row['id']} {row['category']} {row['question']} → {answer.answer!r}: {'; '.join(wrong)}")
        if progress:
            progress("ask", done, len(rows))
    times.sort()
    figures = {
        "correct": _share(counts["correct"], counts["answerable"]),
        "abstained": _share(counts["abstained"], counts["unanswerable"]),
        "refused": _share(counts["refused"], counts["answerable"], empty=0.0),
        "valid": _share(counts["valid"], counts["citations"]),
        "cited": _share(counts["cited"], counts["lines"]),
        "grounded": _share(counts["grounded"], counts["numbers"]),
        "coverage": _share(counts["answers"], len(rows)),
        "risk": 1 - _share(counts["correct"], counts["answers"]),
        "depends": _share(counts["depends"], counts["answers"]),
        "median_ms": statistics.median(times) if times else 0.0,
        "p95_ms": times[int(len(times) * 0.95)] if times else 0.0,
    }
    return Report(path.name, figures, {c: (k, n) for c, (k, n) in per.items()}, failures)


def _share(part: int, whole: int, empty: float = 1.0) -> float:
    return round(part / whole, 4) if whole else empty


def _count(counts: Counter[str], row: dict[str, Any], answer: Answer, engine: Engine, wrong: Sequence[str]) -> None:
    for c in answer.citations:
        counts["citations"] += 1
        counts["valid"] += bool(c.quote) and engine.document(c.document).text[c.start : c.end] == c.quote
    if not row["answerable"]:
        counts["unanswerable"] += 1
        counts["abstained"] += answer.status == "not_found"
        return
    counts["answerable"] += 1
    counts["refused"] += answer.status == "not_found"
    counts["correct"] += not wrong
    if answer.status == "not_found":
        return
    marks = {c.n for c in answer.citations}
    for line in filter(str.strip, answer.answer.splitlines()):
        counts["lines"] += 1
        counts["cited"] += bool({int(m) for m in re.findall(r"\[(\d+)\]", line)} & marks)
    known = set(answer.computed) | set(_NUMBER.findall(row["question"]))
    places = [fold(" ".join((c.quote, c.passage, *c.section, c.title))) for c in answer.citations]
    for n in _NUMBER.findall(re.sub(r"\[\d+\]", "", answer.answer)):
        counts["numbers"] += 1
        counts["grounded"] += n in known or any(n in p for p in places)
