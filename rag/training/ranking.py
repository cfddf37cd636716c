"""Refit which fact answers best: `python -m rag.training.ranking QUESTIONS=CORPUS ...`.

Every question is answered with each of its candidates in turn; those whose answers come out right should rank above
the others (a softmax over the candidates, the likelihood of a right one first). The weights are drawn towards `PRIOR`,
what a person would say without looking at examples, and a kind of question's own weights towards none. Writes
`rag/resources/ranking.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt
import torch

from rag.answering.drafts import NOTHING
from rag.answering.ranking import SHARPNESS, TYPED
from rag.answering.traits import NAMES
from rag.training.asking import Asked, asked, pairs
from rag.types import Wanted

TARGET = Path(__file__).parent.parent / "resources" / "ranking.json"
KINDS: tuple[Wanted, ...] = get_args(Wanted)
TRIED = 25  # candidates of a question that are told and judged
SHARED, OWN = 0.1, 0.3  # how strongly the weights of all questions, and those of one kind, are held back
PRIOR: Mapping[str, Mapping[str, float]] = {
    "coverage": {"all": 1.0},
    "precision": {"all": 0.2},
    "hit": {"all": 0.1},
    "own": {"all": 0.08},
    "value": {"all": 0.04},
    "item": {"all": -0.04},
    "list": {"all": 0.04, "number": -0.15, "place": -0.3, "organisation": -0.3, "list": 0.15, "any": 0.04, "yesno": -0.15},
    "date": {"all": -0.5, "date": 0.5},
    "spans": dict.fromkeys(TYPED, 0.3),
    "typed": dict.fromkeys(TYPED, 0.06),
    "amount": {"definition": -0.15, "method": -0.15, "any": -0.04},
    "unnamed": {"number": -0.2},
    "aimed": {"number": -0.15},
    "as_many": {"list": 0.2},
    "uncounted": {"list": -0.1},
    "only_about": {"any": 0.3, "definition": 0.3},
    "rate": {"all": 0.25},
    "other_rate": {"all": -0.15},
    "meant_for": {"all": 0.1},
    "asked_list": {"all": 0.2},
    "one_of_two": {"all": -0.3},
    "counting": {"all": 1.0},
    "dated_row": {"all": 0.1},
    "repeated": {"all": -0.6},
    "year_said": {"all": 0.08},
    "unfit_said": {"all": -0.1},
    "unfit": {"all": -0.6},
}  # fmt: skip
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A question with n candidates: `traits` (n, len(NAMES)) float32, `right` (n,) whether each would answer it."""

    wanted: Wanted
    traits: Floats
    right: npt.NDArray[np.bool_]


def example(one: Asked) -> Example | None:
    """The candidates of a question; None where ranking does not decide: nothing is right or all is, or it is
    calculated."""
    answerer = one.answerer
    match = answerer.matcher.match(one.query, [h.chunk.id for h in one.hits])
    ranked = answerer.ranker.rank(match, one.query, one.hits)[:TRIED]
    if not one.row["answerable"] or not ranked:
        return None
    if (
        answerer._operation(one.query, match, answerer._ranked(match, one.query, one.hits), 1.0, one.hits)
        is not NOTHING
    ):
        return None
    orders = ([c, *ranked[:i], *ranked[i + 1 :]] for i, c in enumerate(ranked))
    right = np.array([one.right(answerer._compose(one.query, match, order)) for order in orders])
    if not right.any() or right.all():
        return None
    return Example(one.query.wanted, np.array([c.traits for c in ranked], np.float32), right)


def prior() -> Floats:
    """(1 + kinds, traits) float32: `PRIOR` as the weights of all questions, then those of each kind."""
    rows = ("all", *KINDS)
    return np.array([[PRIOR.get(name, {}).get(row, 0.0) for name in NAMES] for row in rows], np.float32)


def fit(examples: Sequence[Example], shared: float = SHARED, own: float = OWN) -> Floats:
    """Weights in the form of `prior`: the most likely ones, by L-BFGS; deterministic."""
    most = max(len(e.right) for e in examples)
    x = torch.zeros(len(examples), most, len(NAMES))
    right, there = (
        torch.zeros(len(examples), most, dtype=torch.bool),
        torch.zeros(len(examples), most, dtype=torch.bool),
    )
    for i, e in enumerate(examples):
        n = len(e.right)
        x[i, :n], right[i, :n], there[i, :n] = torch.tensor(e.traits), torch.tensor(e.right), True
    kinds = torch.tensor([1 + KINDS.index(e.wanted) for e in examples])
    spread = x[there].std(0) + 1e-3
    start = torch.tensor(prior())
    moved = torch.zeros_like(start, requires_grad=True)  # in spreads of the traits
    held = torch.tensor([shared, *[own] * len(KINDS)])[:, None]
    optimiser = torch.optim.LBFGS([moved], max_iter=400, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        weights = SHARPNESS * start + moved / spread
        scores = (x @ weights[0] + torch.einsum("bnf,bf->bn", x, weights[kinds])).masked_fill(~there, -1e9)
        good = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
        return (torch.logsumexp(scores, 1) - good).mean() + (held * moved**2).sum()

    def step() -> float:
        optimiser.zero_grad()
        value = loss()
        value.backward()  # type: ignore[no-untyped-call]
        return float(value.detach())

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return np.asarray((start + moved.detach() / spread / SHARPNESS).numpy(), dtype=np.float32)


def first_right(examples: Sequence[Example], weights: Floats) -> float:
    """Share of questions whose best candidate is right."""
    best = (int(np.argmax(e.traits @ (weights[0] + weights[1 + KINDS.index(e.wanted)]))) for e in examples)
    return float(np.mean([e.right[i] for e, i in zip(examples, best, strict=True)]))


def write(weights: Floats) -> None:
    """Store the weights where `rag.answering.ranking` reads them, without those that are nothing."""
    rows = ("all", *KINDS)
    table = {
        name: {row: round(float(w), 4) for row, w in zip(rows, weights[:, i], strict=True) if abs(w) >= 5e-4}
        for i, name in enumerate(NAMES)
    }
    TARGET.write_text(json.dumps({"weights": table}, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Fit on the pairs QUESTIONS=CORPUS of the command line."""
    examples: list[Example] = []
    for questions, corpus in pairs(argv, "rag.training.ranking"):
        found = [e for one in asked(questions, corpus) if (e := example(one))]
        examples += found
        print(f"{questions}: {len(found)} questions that ranking decides", file=sys.stderr)
    weights = fit(examples)
    write(weights)
    before, after = first_right(examples, prior()), first_right(examples, weights)
    print(f"the best candidate is right: {after:.3f} of {len(examples)} (by the prior alone {before:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
