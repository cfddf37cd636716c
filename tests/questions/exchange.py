"""Exchange a report's numbers, dates and names, and its questions with them.

    python tests/questions/exchange.py keis OUT --seed 1

writes OUT/corpus/ with the exchanged report, OUT/keis-tune.jsonl, OUT/keis-test.jsonl and OUT/computations.json.
A program that reads answers the exchanged questions as well as the first ones; one that learnt a report does not.

Every mention of one number, day, month or name goes to one other, the same in report, questions and gold, so that
what was equal stays equal and what differed differs. Years move by one distance. Numbers keep their form (digits,
decimals, round tens) and lose their order. `names.json` holds fictional names for proper nouns, all forms of one
together, and the relations between numbers that must outlive the exchange. Calculated gold is worked out anew;
rows whose question no longer makes sense (nothing above a limit, "how much higher" of what is now lower) go, and so
do calculated rows of other files (`--also FILE`) for which no calculation is known.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # run by path: the folder is no package
from sound import PLACES, Plan, Row, computations, number, report_of, result, rows

HERE = Path(__file__).parent
KEPT = (
    r"^\#+\ \d+(?:\.\d+)*\.?(?=\ )|^\d+\.(?=\ )"  # numbering of headings and lists
    r"|Q\d+|\d+위|\d+등(?![가-힣]*급)|\d+급"  # numbering of questions, ranks, grades
    r"|24시간|\d+시(?!간)|(?<![\d.,])100(?![\d.,])"  # a whole day, hours of a clock, a full hundred
)
DATES = (
    r"(?P<dotted>(?:19|20)\d\d\.\d\d\.\d\d)"
    r"|(?P<year>(?<![\d.,])(?:19|20)\d\d(?![\d,]|\.\d))"
    r"|(?P<short>(?<!\d)\d\d(?=년\s?\d{1,2}월))"
    r"|(?P<month>(?<!\d)\d{1,2})월(?:(?P<gap>\s?)(?P<day>\d{1,2})일)?"
)
NUMBERS = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"


class Exchange:
    """One consistent exchange: `exchange(text)` is the text with all its numbers, dates and names exchanged.

    `texts` are all texts that will be exchanged (the numbers to be mapped are collected from them).
    `names` are groups: the forms of one name, then lists of the same length with what may take their place.
    `relations`: "shares" stay in falling order and add up to 100, "falling" stay in falling order, "fixed" stay as
    they are, and {"op": "difference", "of": [a, b], "value": c} keeps c = a - b > 0.
    Raises ValueError when a group's lists differ in length.
    """

    def __init__(
        self, texts: Iterable[str], names: list[list[list[str]]], relations: list[dict[str, Any]], seed: int
    ) -> None:
        self.random = random.Random(seed)
        self.names = self._draw_names(names)
        alternatives = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True))) or r"(?!)"
        self.pattern = re.compile(f"(?P<name>{alternatives})|(?P<kept>{KEPT})|{DATES}|{NUMBERS}", re.M | re.X)
        found: dict[str, set[str]] = {"number": set(), "day": set()}
        for text in texts:
            for match in self.pattern.finditer(text):
                for kind in found:
                    if value := match[kind]:
                        found[kind].add(value.replace(",", ""))
                if match["dotted"]:
                    found["day"].add(str(int(match["dotted"][-2:])))
        self.years = self.random.choice([-7, -6, -5, -4, 3, 4, 5, 6])
        self.months = self.random.randrange(2, 11)
        days = sorted({int(day) for day in found["day"]})
        # Days keep their order, so that a period still ends after it begins within a month.
        self.days = dict(zip(days, sorted(self.random.sample(range(1, 29), len(days))), strict=True))
        self.numbers = self._draw_numbers(sorted(found["number"]), relations)

    def __call__(self, text: str) -> str:
        """The text exchanged, in one pass: what was put in is never exchanged again."""
        return self.pattern.sub(self._replacement, text)

    def _draw_names(self, groups: list[list[list[str]]]) -> dict[str, str]:
        drawn: dict[str, str] = {}
        for forms, *candidates in groups:
            chosen = self.random.choice(candidates)
            if len(chosen) != len(forms):
                raise ValueError(f"names.json: {forms} has {len(forms)} forms, {chosen} has {len(chosen)}")
            drawn.update(zip(forms, chosen, strict=True))
        return drawn

    def _draw_numbers(self, values: list[str], relations: list[dict[str, Any]]) -> dict[str, str]:
        drawn = {"0": "0"}
        for relation in relations:
            of = relation["of"]
            if relation["op"] == "fixed":
                new = of
            elif relation["op"] == "shares":
                new = self._shares(len(of))
            else:
                new = [self._like(value, {*values, *drawn.values()}) for value in of]
                new.sort(key=Decimal, reverse=True)
            drawn.update(zip(of, new, strict=True))
            if relation["op"] == "difference":
                drawn[relation["value"]] = str(Decimal(new[0]) - Decimal(new[1]))
        for value in values:
            if value not in drawn:
                # A number of the first report would hide an answer learnt by heart; single digits run out too soon.
                taken = {*drawn.values(), *(values if len(value) > 1 else [value])}
                drawn[value] = self._like(value, taken)
        return drawn

    def _shares(self, count: int) -> list[str]:
        """`count` different shares with one decimal, falling, that add up to 100."""
        while True:
            cuts = sorted(self.random.sample(range(40, 960), count - 1))
            parts = sorted((b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)), reverse=True)
            if min(parts) >= 40 and len(set(parts)) == count and all(part % 10 for part in parts):
                return [f"{part / 10:.1f}" for part in parts]

    def _like(self, value: str, taken: set[str]) -> str:
        """A number of the same form that is not taken; of the same form at all when all are taken.

        Round tens stay round, and what is high for its length (a score of 89 of 100, 4.7 of 5) stays as high as before.
        """
        whole = value.partition(".")[0]
        zeros = len(whole) - len(whole.rstrip("0")) if len(whole) > 1 else 0
        middle = 5 if len(whole) == 1 else 6
        heads = [d for d in "123456789" if (int(d) < middle) is (int(whole[0]) < middle) or len(value) == 1]
        for attempt in range(2000):
            digits = [self.random.choice("0123456789") for _ in whole]
            digits[0] = "0" if whole[0] == "0" else self.random.choice(heads)
            digits[len(whole) - zeros :] = "0" * zeros
            new = "".join(digits) + "".join(
                "." if d == "." else self.random.choice("123456789") for d in value[len(whole) :]
            )
            if re.fullmatch(r"(?:19|20)\d\d|100", new) or new == value:
                continue
            if new not in taken or attempt > 1000:
                return new
        return value

    def _year(self, year: str) -> str:
        return str(int(year) + self.years)

    def _month(self, month: str) -> int:
        return (int(month) - 1 + self.months) % 12 + 1

    def _day(self, day: str) -> int:
        return self.days.get(int(day), int(day))

    def _replacement(self, match: re.Match[str]) -> str:
        if match["name"]:
            return self.names[match["name"]]
        if match["kept"]:
            return match["kept"]
        if dotted := match["dotted"]:
            return f"{self._year(dotted[:4])}.{self._month(dotted[5:7]):02}.{self._day(dotted[8:]):02}"
        if match["year"]:
            return self._year(match["year"])
        if match["short"]:
            return f"{(int(match['short']) + self.years) % 100:02}"
        if match["month"]:
            day = f"{match['gap']}{self._day(match['day'])}일" if match["day"] else ""
            return f"{self._month(match['month'])}월{day}"
        new = self.numbers[match["number"].replace(",", "")]
        return f"{Decimal(new):,}" if "," in match["number"] else new


def exchanged_row(row: Row, plan: Plan | None, exchange: Exchange) -> tuple[Row, Plan | None] | None:
    """A row and its calculation exchanged; None where the question makes no sense with the new numbers."""
    new: Row = {
        **row,
        "question": exchange(row["question"]),
        "history": [{key: exchange(said) for key, said in turn.items()} for turn in row["history"]],
        **{key: [exchange(text) for text in row[key]] for key in ("cite_any", "must_not")},
        "all_of": [[exchange(form) for form in group] for group in row["all_of"]],
    }
    if plan is None:
        gold = [form for group in new["all_of"] for form in group]
        # 6명 may have become 3명, and the answer 93명: what the answer holds cannot be forbidden.
        new["must_not"] = [text for text in new["must_not"] if not any(text in form for form in gold)]
        return None if row["category"] == "compute" else (new, None)
    moved: Plan = {**plan, "of": {exchange(label): exchange(phrase) for label, phrase in plan["of"].items()}}
    if "than" in plan:
        moved["than"] = exchange(plan["than"])
    ordered = plan["op"] in (*PLACES, "above", "below")
    if (ordered and row["history"]) or (plan["op"] == "difference" and _falls(plan) != _falls(moved)):
        return None
    try:
        new["all_of"], named = result(moved)
    except ValueError:  # a tie, or nothing beyond the limit
        return None
    if ordered:
        new["cite_any"] = [_proof(moved["of"][label]) for label in named]
        new["must_not"] = []
    return new, moved


def _falls(plan: Plan) -> bool:
    first, *_, last = (number(phrase) for phrase in plan["of"].values())
    return first > last


def _proof(phrase: str) -> str:
    """What a citation of this operand must hold: the phrase, of a table's row its last cell."""
    return [cell for cell in map(str.strip, phrase.split("|")) if cell][-1]


def exchange_set(name: str, out: Path, seed: int, also: Iterable[Path] = ()) -> tuple[int, int]:
    """Write the exchanged report, questions and calculations of one set; give rows kept and rows dropped.

    `also` are further question files on the same report.
    """
    files = [HERE / f"{name}-{half}.jsonl" for half in ("tune", "test")]
    source = report_of(files[0])
    files.extend(also)
    report = source.read_text(encoding="utf-8")
    known = json.loads((HERE / "names.json").read_text(encoding="utf-8")).get(name, {})
    texts = [report, *(path.read_text(encoding="utf-8") for path in files)]
    exchange = Exchange(texts, known.get("names", []), known.get("relations", []), seed)
    (out / "corpus").mkdir(parents=True, exist_ok=True)
    (out / "corpus" / (exchange(source.stem) + source.suffix)).write_text(exchange(report), encoding="utf-8")
    plans, moved, kept, dropped = computations(), {}, 0, 0
    for path in files:
        lines = []
        for row in rows(path):
            pair = exchanged_row(row, plans.get(row["id"]), exchange)
            if pair is None:
                dropped += 1
                continue
            lines.append(json.dumps(pair[0], ensure_ascii=False))
            if pair[1] is not None:
                moved[row["id"]] = pair[1]
        kept += len(lines)
        (out / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "computations.json").write_text(json.dumps(moved, ensure_ascii=False, indent=0), encoding="utf-8")
    return kept, dropped


def main() -> int:
    """Command line: which set, where to, which seed."""
    parser = argparse.ArgumentParser(description="Exchange a report's numbers, dates and names, and its questions.")
    parser.add_argument("name", help="set to exchange: keis, harbor, fund or valley")
    parser.add_argument("out", type=Path, help="folder to write into")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--also", type=Path, action="append", default=[], help="another question file on the report")
    options = parser.parse_args()
    kept, dropped = exchange_set(options.name, options.out, options.seed, options.also)
    print(f"{options.out}: {kept} rows kept, {dropped} dropped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
