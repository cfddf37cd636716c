"""Repetitions are folded: what a page says twice becomes one unit that knows its parts. Second half of reading.

Web pages taken to text say a list as one line and then item by item, and say whole blocks again. A run of lines
whose words are exactly those of an earlier unit are its parts: they show where its glued items begin and end, and
are no facts of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.layout.unit import Unit
from rag.types import Span

BORDERS = ("heading", "breadcrumb", "byline")  # kinds of units across which nothing is folded
WINDOW = 120  # units looked at after a unit for its repetition; pages repeat at once or not at all


@dataclass(slots=True)
class Folded:
    """A unit, the spans of its parts inside it (empty: never taken apart), and where its words stand again.

    `parent` is the label of a field whose repetition showed that this unit belongs to it; `leading` counts the
    parts that are words of the label.
    """

    unit: Unit
    parts: list[Span] = field(default_factory=list)
    repeats: list[Span] = field(default_factory=list)
    parent: str = ""
    leading: int = 0


def fold(text: str, units: list[Unit]) -> list[Folded]:
    """Fold repetitions within each section (between headings, breadcrumbs and bylines). Order kept; parts in order."""
    folded: list[Folded] = []
    section: list[Unit] = []
    for u in [*units, None]:
        if u is None or u.kind in BORDERS:
            folded += _fold_section(text, section)
            section = []
            if u is not None:
                folded.append(Folded(u))
        else:
            section.append(u)
    return folded


def _key(text: str, span: Span) -> tuple[str, list[int]]:
    """The letters that count (no white space, emphasis, list marks, label colons) and where each one stands."""
    letters = enumerate(text[span.start : span.end], span.start)
    kept = [(c, i) for i, c in letters if not (c.isspace() or c in "*·•∙▪:：|-")]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def _fold_section(text: str, units: list[Unit]) -> list[Folded]:
    keys = [_key(text, Span(u.start, u.end)) for u in units]
    result = [Folded(u) for u in units]
    gone: set[int] = set()
    runs: set[tuple[int, int]] = set()
    for i, u in enumerate(units):
        last = i
        while last + 1 < len(units) and units[last + 1].group == u.group:
            last += 1
        whole = {(i, last)} if last > i or u.kind != "row" else set()
        runs |= whole | ({(i, i)} if u.kind not in ("rule", "row") else set())  # tables share rows and column names
    # The longest repetition explains the most, so it goes first; of equals, the one that stands first.
    for a, b in sorted(runs, key=lambda r: (-sum(len(keys[j][0]) for j in range(r[0], r[1] + 1)), r)):
        if gone.isdisjoint(range(a, b + 1)) and not any(result[j].parts for j in range(a, b + 1)):
            _take_parts(text, units, keys, result, gone, a, b)
    kept = [r for j, r in enumerate(result) if j not in gone]
    return _fold_same(text, kept)


def _take_parts(
    text: str,
    units: list[Unit],
    keys: list[tuple[str, list[int]]],
    result: list[Folded],
    gone: set[int],
    a: int,
    b: int,
) -> None:
    """Find the run of later units that repeats units a..b; note it as their parts."""
    whole = [keys[j] for j in range(a, b + 1)]
    wanted = [("".join(k for k, _ in whole), [i for _, p in whole for i in p])]
    if a == b and units[a].label is not None:
        wanted.append(_key(text, units[a].value))
    for goal, places in wanted:
        if len(goal) < 2:
            continue
        for j in range(b + 1, min(len(units), b + 1 + WINDOW)):
            run = _run(keys, gone, j, goal)
            if run and (len(run) > 1 or a == b):
                break
        else:
            continue
        if any(units[j].kind == "field" for j in run) and len(run) > 1:
            label = units[a].label
            for j in run:  # the repetition is the better text: labelled, so it stays and the glued one goes
                result[j].parent = text[label.start : label.end].strip() if label else ""
            for k in range(a, b + 1):
                result[run[0]].repeats += [Span(units[k].start, units[k].end), *result[k].repeats]
            gone.update(range(a, b + 1))
            return
        at, told = 0, []
        for j in run:
            size = len(keys[j][0])
            part = Span(places[at], places[at + size - 1] + 1)
            owners = [k for k in range(a, b + 1) if units[k].start <= part.start and part.end <= units[k].end]
            if not owners:  # what is said again begins in one line and ends in the next: no part of either
                return
            told.append((j, part, owners[0]))
            at += size
        for j, part, owner in told:
            label = units[owner].label
            if len(run) > 1 or units[owner].label is None:
                result[owner].parts.append(part)
                result[owner].leading += label is not None and part.end <= label.end
            result[owner].repeats += [Span(units[j].start, units[j].end), *result[j].repeats]
            gone.add(j)
        return


def _run(keys: list[tuple[str, list[int]]], gone: set[int], first: int, goal: str) -> list[int]:
    """Units from `first` on whose keys, joined, are exactly `goal`; empty if they are not."""
    run, at = [], 0
    for j in range(first, len(keys)):
        key = keys[j][0]
        if j in gone or not key or not goal.startswith(key, at):
            return []
        run.append(j)
        at += len(key)
        if at == len(goal):
            return run
    return []


def _fold_same(text: str, kept: list[Folded]) -> list[Folded]:
    """Fold units that say word for word what an earlier one of the section says (of ten letters or more: shorter
    ones may be the same answer to two questions)."""
    first: dict[str, Folded] = {}
    result: list[Folded] = []
    for f in kept:
        key = _key(text, Span(f.unit.start, f.unit.end))[0]
        if len(key) >= 10 and f.unit.kind not in ("rule", "row") and key in first:
            first[key].repeats += [Span(f.unit.start, f.unit.end), *f.repeats]
            continue
        first.setdefault(key, f)
        result.append(f)
    return result
