"""A written word as a run of known words: 들꽃길안내인활동비 → 들꽃길 안내인 활동비, 에 and 은 between them where they stand.

The cheapest run is found by dynamic programming over the places in the word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST = 14  # syllables of a known word that is looked for
SEAM = 0.3  # what one more word costs against one that is longer
TAIL = 0.3  # what a syllable at the end costs that no known word covers
SKIP = 0.4  # and one between known words
PARTICLES = ("에서는", "에서", "에는", "에게", "으로", "부터", "까지", "이랑", "하고", *"의에은는이가을를도와과로")


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A piece of a run: as it is said, and whether it is a known word, a particle behind one, or left as it was."""

    said: str
    kind: Literal["word", "particle", "left"]


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A run of pieces that covers a word up to `end`, and what it costs with the `rest` that it leaves."""

    cost: float
    end: int
    pieces: tuple[Piece, ...]

    def text(self, rest: str = "") -> str:
        """The run with spaces between its words, and what stands behind it."""
        said, before = "", ""
        for piece in self.pieces:
            apart = piece.kind == "word" or (piece.kind == "left" and before == "particle")
            said += " " * (apart and bool(said)) + piece.said
            before = piece.kind
        return said + " " * (before == "particle" and len(rest) > 1) + rest


def runs(typed: str, like: Callable[[str], tuple[float, str] | None], skipping: bool = False) -> list[Run]:
    """Runs that cover a word from its beginning, at most one for each end, cheapest first with what they leave.

    `like` gives the known word that a piece of two syllables or more stands for, with its cost. With `skipping`,
    syllables between known words may be left as they are."""
    best: dict[int, Run] = {0: Run(0.0, 0, ())}
    for start in range(len(typed)):
        if start in best:
            for run in _longer(typed, best[start], like, skipping):
                best[run.end] = min(best.get(run.end, run), run)
    del best[0]
    found = [run for run in best.values() if any(p.kind == "word" for p in run.pieces)]
    return sorted(found, key=lambda run: (run.cost + TAIL * (len(typed) - run.end), -run.end))


def _longer(typed: str, run: Run, like: Callable[[str], tuple[float, str] | None], skipping: bool) -> Iterator[Run]:
    start, pieces = run.end, run.pieces
    for end in range(start + 2, min(len(typed), start + LONGEST) + 1):
        if _within_number(typed, start) or _within_number(typed, end):
            continue
        if found := like(typed[start:end]):
            yield Run(run.cost + found[0] + SEAM, end, (*pieces, Piece(found[1], "word")))
    if pieces and pieces[-1].kind == "word":
        for particle in PARTICLES:
            if typed.startswith(particle, start):
                yield Run(run.cost + SEAM / 2, start + len(particle), (*pieces, Piece(particle, "particle")))
    if skipping:
        yield Run(run.cost + SKIP, start + 1, (*pieces, Piece(typed[start], "left")))


def _within_number(typed: str, place: int) -> bool:
    return typed[place - 1 : place].isdigit() and typed[place : place + 1].isdigit()
