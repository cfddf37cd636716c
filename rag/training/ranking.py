"""Refit which fact answers best: `python -m rag.training.ranking [--prose PAIRS] QUESTIONS=CORPUS ...`.

Every question is answered with each of its candidates in turn; those whose answers come out right should rank above
the others (a softmax over the candidates, the likelihood of a right one first). The weights are drawn towards `PRIOR`,
what a person would say without looking at examples, and a kind of question's own weights towards none. Writes
`rag/resources/ranking.json`.

What tells sentences of prose from each other learns besides from questions that `rag.training.prose` makes of the
passages of a pair file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt
import torch

from rag.answering.choosing.matching import Matcher
from rag.answering.choosing.ranking import SHARPNESS, TYPED, Ranker
from rag.answering.choosing.traits import NAMES
from rag.answering.drafts import NOTHING
from rag.answering.facts.evidence import Evidence
from rag.asking.cleaning import clean
from rag.embedding import bundled
from rag.korean import Korean
from rag.questions import understand
from rag.reader_evaluation import whole_passages
from rag.synonyms import Synonyms
from rag.training.asking import Asked, asked, pairs
from rag.training.prose import Asker, passages
from rag.types import Wanted

TARGET = Path(__file__).parent.parent / "resources" / "ranking.json"
KINDS: tuple[Wanted, ...] = get_args(Wanted)
ROWS = ("all", *KINDS, "prose")
IN_PROSE = NAMES.index("prose")
TRIED = 25  # candidates of a question that are told and judged
SHARED, OWN = 0.1, 0.3  # how strongly the weights of all questions, and those of one kind, are held back
PROSE = 0.03  # and those of sentences of prose
MADE = 0.3  # what a question made by rule weighs beside one that a person asked
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
    weight: float = 1.0


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


def made(texts: Sequence[str], korean: Korean) -> list[Example]:
    """Questions made of passages, each with the sentences of its own passage."""
    documents, chunks = whole_passages({str(i): text for i, text in enumerate(texts)})
    evidence = Evidence.build(documents, chunks, bundled(), korean)
    table = {d.name: d for d in documents}
    synonyms = Synonyms.load(korean)
    matcher, ranker = Matcher(evidence, table, bundled(), synonyms), Ranker(evidence.facts, table, korean)
    asker, found = Asker(korean, synonyms), []
    for chunk in chunks:
        told = [evidence.facts[i] for i in evidence.by_chunk.get(chunk.id, ()) if evidence.facts[i].kind == "sentence"]
        for one in asker.ask([chunk.text[f.start : f.end] for f in told]):
            query = understand(clean(one.question), korean)
            ranked = ranker.rank(matcher.match(query, [chunk.id]), query, [])
            ranked = [c for c in ranked if c.fact.kind == "sentence" and c.fact.chunk == chunk.id]
            said = (re.sub(r"\W", "", chunk.text[c.fact.start : c.fact.end]) for c in ranked)
            right = np.array([re.sub(r"\W", "", one.answer) in words for words in said])
            if right.any() and not right.all():
                found.append(Example(query.wanted, np.array([c.traits for c in ranked], np.float32), right, MADE))
    return found


def prior() -> Floats:
    """(1 + kinds + 1, traits) float32: `PRIOR` as the weights of all questions, those of each kind, those of prose."""
    return np.array([[PRIOR.get(name, {}).get(row, 0.0) for name in NAMES] for row in ROWS], np.float32)


def fit(examples: Sequence[Example], shared: float = SHARED, own: float = OWN, prose: float = PROSE) -> Floats:
    """Weights in the form of `prior`: the most likely ones, by L-BFGS; deterministic. Only the weights of prose learn
    from questions made by rule."""
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
    held = torch.tensor([shared, *[own] * len(KINDS), prose])[:, None]
    counts = torch.tensor([e.weight for e in examples])
    asked_for = torch.tensor([e.weight == 1 for e in examples]).float()
    in_prose = x[:, :, IN_PROSE]
    optimiser = torch.optim.LBFGS([moved], max_iter=400, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        weights = SHARPNESS * start + moved / spread
        general = weights[0] + weights[kinds]
        general = general * asked_for[:, None] + general.detach() * (1 - asked_for[:, None])
        scores = torch.einsum("bnf,bf->bn", x, general) + in_prose * (x @ weights[-1])
        scores = scores.masked_fill(~there, -1e9)
        good = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
        losses = torch.logsumexp(scores, 1) - good
        return (counts * losses).sum() / asked_for.sum().clamp(min=1) + (held * moved**2).sum()

    def step() -> float:
        optimiser.zero_grad()
        value = loss()
        value.backward()  # type: ignore[no-untyped-call]
        return float(value.detach())

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return np.asarray((start + moved.detach() / spread / SHARPNESS).numpy(), dtype=np.float32)


def first_right(examples: Sequence[Example], weights: Floats) -> float:
    """Share of questions whose best candidate is right."""
    best = (
        e.traits @ (weights[0] + weights[1 + KINDS.index(e.wanted)]) + e.traits[:, IN_PROSE] * (e.traits @ weights[-1])
        for e in examples
    )
    return float(np.mean([e.right[int(np.argmax(scores))] for e, scores in zip(examples, best, strict=True)]))


def write(weights: Floats) -> None:
    """Store the weights where `rag.answering.choosing.ranking` reads them, without those that are nothing."""
    table = {
        name: {row: round(float(w), 4) for row, w in zip(ROWS, weights[:, i], strict=True) if abs(w) >= 5e-4}
        for i, name in enumerate(NAMES)
    }
    TARGET.write_text(json.dumps({"weights": table}, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Fit on the pairs QUESTIONS=CORPUS of the command line."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.ranking", add_help=False)
    parser.add_argument("--prose", type=Path)
    options, rest = parser.parse_known_args(argv)
    examples: list[Example] = []
    for questions, corpus in pairs(rest, "rag.training.ranking"):
        found = [e for one in asked(questions, corpus) if (e := example(one))]
        examples += found
        print(f"{questions}: {len(found)} questions that ranking decides", file=sys.stderr)
    of_prose: list[Example] = []
    if options.prose:
        korean = Korean.get()
        of_prose = made(list(passages(options.prose, korean)), korean)
        print(f"{options.prose}: {len(of_prose)} questions made of prose", file=sys.stderr)
    weights = fit([*examples, *of_prose])
    write(weights)
    before, after = first_right(examples, prior()), first_right(examples, weights)
    print(f"the best candidate is right: {after:.3f} of {len(examples)} (by the prior alone {before:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
