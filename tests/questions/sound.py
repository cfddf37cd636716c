"""Is a question set sound? Gold strings must stand in the report, calculated ones must come out of it.

Beside the sets stands `computations.json`: row id -> {"op", "of": {label: phrase}, "unit"?, "than"?}. A phrase
stands in the report and holds one operand, the last number in it; `result` works the calculation out from the phrases.
"share" is the first operand in percent of the sum of all, "percent" the first in percent of the last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

Row = dict[str, Any]
Plan = dict[str, Any]

NUMERIC: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda parts: sum(parts, Decimal(0)),
    "average": lambda parts: sum(parts, Decimal(0)) / len(parts),
    "difference": lambda parts: abs(parts[0] - parts[-1]),
    "range": lambda parts: max(parts) - min(parts),
    "quotient": lambda parts: parts[0] / parts[-1],
}
PLACES = {"highest": 0, "lowest": 0, "second": 1, "third": 2, "second_lowest": 1}


def fold(text: str) -> str:
    """Text without white space and in lower case, as the scorer compares it."""
    return re.sub(r"\s+", "", text).lower()


def rows(path: Path) -> list[Row]:
    """Rows of a question file, in file order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def computations(folder: Path = HERE) -> dict[str, Plan]:
    """How each calculated row comes about, by row id."""
    plans: dict[str, Plan] = json.loads((folder / "computations.json").read_text(encoding="utf-8"))
    return plans


def report_of(path: Path) -> Path:
    """The report that a question file `NAME-tune.jsonl` or `NAME-test.jsonl` asks about.

    Raises FileNotFoundError when no report, or more than one, bears the name.
    """
    name = path.stem.rsplit("-", 1)[0]
    found = [*HERE.glob(f"reports/{name}.*"), *HERE.parents[1].glob(f"corpus/{name}-*.md")]
    if len(found) != 1:
        raise FileNotFoundError(f"{path.name}: expected one report named {name}, found {[str(p) for p in found]}")
    return found[0]


def number(phrase: str) -> Decimal:
    """The last number in a phrase; ValueError when it holds none."""
    found = NUMBER.findall(phrase)
    if not found:
        raise ValueError(f"no number in {phrase!r}")
    return Decimal(found[-1].replace(",", ""))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def written(value: Decimal) -> list[str]:
    """A number as answers may write it: plain, and with thousands separated."""
    plain = _plain(value)
    grouped = f"{value.normalize():,f}"
    return [plain] if plain == grouped else [plain, grouped]


def result(plan: Plan) -> tuple[list[list[str]], list[str]]:
    """Gold groups of a calculation, and the labels that its answer names (best first, empty for a mere number).

    Ties raise ValueError: a question whose answer is not one thing is no good question.
    """
    op, of = plan["op"], plan["of"]
    unit = plan.get("unit", "")
    if op == "count":
        return [[f"{len(of)}{unit}"]], []
    values = {label: number(phrase) for label, phrase in of.items()}
    parts = list(values.values())
    if op in NUMERIC:
        value = NUMERIC[op](parts)
        return [[form + unit for form in written(round(value, 2))]], []
    if op in ("share", "percent"):
        value = 100 * parts[0] / (sum(parts, Decimal(0)) if op == "share" else parts[-1])
        return [[form + "%" for places in (1, 2, 0) for form in written(round(value, places))]], []
    order = sorted(values, key=lambda label: values[label], reverse=not op.endswith("lowest"))
    if op in ("above", "below", "count_above", "count_below"):
        limit, above = Decimal(plan["than"]), op.endswith("above")
        chosen = [label for label in order if (values[label] > limit if above else values[label] < limit)]
        if not chosen:
            raise ValueError(f"nothing is {op} {limit}")
        return ([[f"{len(chosen)}{unit}"]], []) if op.startswith("count") else ([[label] for label in chosen], chosen)
    if op not in PLACES:
        raise ValueError(f"unknown operation {op!r}")
    at = PLACES[op]
    best = order[at]
    if list(values.values()).count(values[best]) > 1:
        raise ValueError(f"tie at {best}")
    return [[best], written(values[best])], [best]


def faults(questions: list[Row], report: str, plans: dict[str, Plan]) -> list[str]:
    """What is wrong with the gold of these rows, one line a fault; empty when all is sound."""
    text, found = fold(report), []
    for row in questions:
        if not row["answerable"]:
            continue
        where = f"{row['id']} {row['question']}"
        found += [f"{where}: cites what the report does not hold: {c}" for c in row["cite_any"] if fold(c) not in text]
        gold = {fold(form) for group in row["all_of"] for form in group}
        found += [f"{where}: forbids its own answer: {m}" for m in row["must_not"] if any(fold(m) in g for g in gold)]
        plan = plans.get(row["id"])
        if plan is None:
            if row["category"] == "compute":
                found.append(f"{where}: a calculated row without its calculation")
            found += [
                f"{where}: no alternative stands in the report: {group}"
                for group in row["all_of"]
                if not any(fold(form) in text for form in group)
            ]
            continue
        found += [f"{where}: the report lacks operand {p}" for p in plan["of"].values() if fold(p) not in text]
        groups, _ = result(plan)
        for group in row["all_of"]:
            if not any(_agree(form, gold_form) for form in group for gold in groups for gold_form in gold):
                found.append(f"{where}: {group} is not what comes out: {groups}")
    return found


def _agree(form: str, gold: str) -> bool:
    """Equal, or equal but for a unit written after the number."""
    return fold(form) == fold(gold) or re.fullmatch(re.escape(fold(gold)) + r"[^\d.,]*", fold(form)) is not None
