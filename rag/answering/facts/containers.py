"""Lists that no block is: the rows of a table, facts side by side in one group, labelled facts under one parent, the
points of one list of which some are amounts by name and others words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rag.types import Block, Fact

_BULLETS = frozenset("*-•·○●▪◦◆■")


class Container(NamedTuple):
    """A list that is to be made: its name and its members, in order; `parent` as the members have it, or its own name."""

    label: str
    members: tuple[Fact, ...]
    parent: str

    @property
    def block(self) -> Block:
        """A block that reaches from the first member to the last."""
        first, last = self.members[0], self.members[-1]
        return Block("item", first.start, last.end, first.section, parent=self.parent, year=first.year)


class Points:
    """The runs of bullets of a document, each with the first fact that every point makes."""

    def __init__(self) -> None:
        self._runs: list[list[tuple[str, Fact]]] = []
        self._last: Block | None = None

    def point(self, text: str, b: Block, made: Sequence[Fact]) -> None:
        """Take in a block with the facts that were made of it."""
        if b.kind not in ("item", "row") or b.header or not made or text[b.start] not in _BULLETS:
            self._last = None
            return
        last = self._last
        one = (
            last is not None
            and (last.section, last.parent) == (b.section, b.parent)
            and "\n\n" not in text[last.end : b.start]
        )
        if not one:
            self._runs.append([])
        self._runs[-1].append((b.kind, made[0]))
        self._last = b

    def mixed(self) -> list[tuple[Fact, ...]]:
        """The runs of which some points are amounts by name and others words."""
        return [tuple(f for _, f in run) for run in self._runs if len({kind for kind, _ in run}) > 1]


def containers(
    facts: Iterable[Fact], names: Mapping[int, Sequence[Fact]], lists: Mapping[int, int], points: Points
) -> list[Container]:
    """The lists to be made of a document's facts. `names` are of tables' rows, by group; `lists` groups of fields that are
    lists themselves."""
    facts = list(facts)
    by_group: dict[int, list[Fact]] = {}
    by_parent: dict[tuple[tuple[str, ...], str], list[Fact]] = {}
    made = {m for f in facts for m in f.members}
    mixed = points.mixed()
    pointed = {f.id for run in mixed for f in run}
    for f in facts:
        if f.id in made or f.kind not in ("value", "item", "date", "list"):
            continue
        group = f.group or (lists.get(f.id, 0) if f.kind == "list" else 0)
        if group > 0 and not f.attribute and f.id not in pointed:
            by_group.setdefault(group, []).append(f)
        if f.parent and f.label and not f.attribute and f.label != f.parent:
            by_parent.setdefault((f.section, f.parent), []).append(f)
        if f.kind == "date" and f.section:
            by_parent.setdefault((f.section, f.section[-1]), []).append(f)
    found = [Container(ns[0].parent, tuple(ns), ns[0].parent) for ns in names.values() if len(ns) > 1]
    spoken: set[tuple[int, ...]] = set()
    for label, members in [
        *((p, fs) for (_, p), fs in by_parent.items()),
        *((_title(fs[0]), fs) for fs in (*by_group.values(), *map(list, mixed))),
    ]:
        ids = tuple(f.id for f in members)
        if len(members) > 1 and ids not in spoken and any(f.kind != "list" for f in members):
            spoken.add(ids)
            found.append(Container(label, tuple(members), members[0].parent))
    return found


def _title(first: Fact) -> str:
    return first.parent or (first.section[-1] if first.section else "")
