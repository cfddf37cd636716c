"""The weights of retrieval's legs, fitted on several sets of held-out pairs at once.

    python -m rag.training.combination PAIRS    pairs.jsonl.gz in, rag/resources/retrieval.json out

A set is one source: the questions that the training kept back (`pairs.hold_out`, the same seed), among passages of
that source. The weights are those of a convex combination under which the right passage is the likeliest of the
candidates (softmax over a question's candidates, as sharp as suits the set), every set counting alike. They are drawn
towards a mix that did best over other collections, because the vectors know these sources better than they know a
text from elsewhere.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from rag.bench.retrieval import Benchmark, retriever_for
from rag.embedding import Encoder, Floats, bundled
from rag.retrieval import LEGS, WEIGHTS
from rag.training.pairs import Pair, hold_out, read_pairs

HELD_OUT = {
    "welfare-train": 300,
    "easylaw": 400,
    "statutes": 400,
    "kobest-boolq": 300,
    "koen-kubernetes": 300,
    "koen-square": 1000,
}
SETS = {"korean": ("welfare-train", "easylaw", "kobest-boolq"), "english": ("koen-kubernetes", "koen-square")}
PRIOR = {"dense": 0.2, "morphemes": 0.15, "bigrams": 0.15, "interaction": 0.6, "coverage": 0.05}
PULL = 0.5  # towards the prior
SEED = 7
PASSAGES = 2000  # a set's size with the passages that only stand in the way


def benchmark(source: str, held: Sequence[Pair], others: Sequence[Pair]) -> Benchmark:
    """The held-out questions of a source among their own passages and, up to `PASSAGES`, those of `others`."""
    texts = dict.fromkeys([p.positive for p in held] + [p.positive for p in others if p.source == source])
    passages = list(texts)[:PASSAGES]
    place = {text: i for i, text in enumerate(passages)}
    answers = tuple(frozenset([place[p.positive]]) for p in held)
    return Benchmark(source, tuple(passages), tuple(p.query for p in held), answers)


def candidates(sets: Benchmark, encoder: Encoder) -> list[tuple[Floats, int]]:
    """For each question whose answer is among its candidates: (their legs (c, len(LEGS)), the answer's row)."""
    retriever = retriever_for(sets.passages, encoder)
    found = []
    for query, answers in zip(tqdm(sets.queries, desc=sets.name), sets.relevant, strict=True):
        ids, legs = retriever.legs(query)
        rows = [row for row, i in enumerate(ids) if int(i) in answers]
        if rows:
            found.append((legs, rows[0]))
    return found


def fit(sets: Sequence[Sequence[tuple[Floats, int]]], steps: int = 400) -> dict[str, float]:
    """Weights of the legs, not negative, in thousandths that sum to 1."""
    longest = max(len(legs) for questions in sets for legs, _ in questions)
    width = len(LEGS)
    tensors = []
    for questions in sets:
        padded = np.zeros((len(questions), longest, width), dtype=np.float32)
        present = np.zeros((len(questions), longest), dtype=bool)
        for i, (legs, _) in enumerate(questions):
            padded[i, : len(legs)], present[i, : len(legs)] = legs, True
        answers = torch.tensor([answer for _, answer in questions])
        tensors.append((torch.tensor(padded), torch.tensor(~present), answers))
    prior = torch.tensor([PRIOR[leg] for leg in LEGS]) / sum(PRIOR.values())
    shares = prior.log().requires_grad_()
    sharpness = torch.full((len(sets),), 2.5, requires_grad=True)
    optimiser = torch.optim.Adam([shares, sharpness], lr=0.05)
    for _ in range(steps):
        weights = torch.softmax(shares, dim=0)
        losses = [
            torch.nn.functional.cross_entropy((legs @ weights * sharp).masked_fill(absent, float("-inf")), answers)
            for (legs, absent, answers), sharp in zip(tensors, sharpness.exp(), strict=True)
        ]
        pull = (weights * (weights / prior).log()).sum()  # Kullback-Leibler divergence from the prior
        optimiser.zero_grad()
        loss = torch.stack(losses).mean() + PULL * pull
        torch.autograd.backward(loss)
        optimiser.step()
    thousandths = [round(1000 * weight) for weight in torch.softmax(shares, dim=0).tolist()]
    thousandths[thousandths.index(max(thousandths))] += 1000 - sum(thousandths)
    return {leg: weight / 1000 for leg, weight in zip(LEGS, thousandths, strict=True)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the pair file's held-out pairs and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.combination", description=__doc__)
    parser.add_argument("pairs", type=Path, help="the training's pair file (JSON Lines, gzip or plain)")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go (default: the shipped file)")
    options = parser.parse_args(arguments)
    training, held = hold_out(read_pairs(options.pairs), HELD_OUT, SEED)
    weights: dict[str, dict[str, float]] = {}
    sizes: dict[str, int] = {}
    for language, sources in SETS.items():
        sets = [candidates(benchmark(source, held[source], training), bundled()) for source in sources]
        weights[language] = fit(sets)
        sizes |= dict(zip(sources, map(len, sets), strict=True))
    options.out.write_text(json.dumps({"weights": weights, "fitted_on": sizes}, indent=2) + "\n", "utf-8")
    print(options.out.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
