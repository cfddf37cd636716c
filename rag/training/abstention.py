"""Refit when to answer: `python -m rag.training.abstention QUESTIONS=CORPUS ...`.

Every question is answered without a threshold; the right answers are the positives, the wrong ones and those to
questions that the report does not answer the negatives. Writes `rag/resources/abstain.json`. `rag.training.ranking`
goes before it: what is decided on is the best candidate.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from rag.answering.abstain import NAMES
from rag.training.asking import asked, pairs

TARGET = Path(__file__).parent.parent / "resources" / "abstain.json"
REFUSAL = 4.0  # what a right answer withheld weighs against a wrong one given; most wrong ones are refused before this
# More of a feature says more for answering, but of these; the fit may not turn that round on chance.
SIGNS: dict[str, int | None] = {"missing": -1, "another": -1} | dict.fromkeys(
    ("english", "length", "number", "date", "person", "place", "definition", "list", "reason", "yesno")
)  # None: either way


def examples(questions: Path, corpus: Path) -> tuple[list[list[float]], list[bool]]:
    """Features and whether the answer without a threshold would be right, for each question that comes to a decision."""
    rows, right = [], []
    for one in asked(questions, corpus):
        if (found := one.answerer.features(one.query, one.hits)) is not None:
            rows.append(list(asdict(found).values()))
            right.append(one.right(one.answerer.answer(one.query, one.hits)))
    return rows, right


def fit(features: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; a feature whose weight comes out against its sense is left out and the
    others are fitted again."""
    signs = [SIGNS.get(name, 1) for name in NAMES]
    used = list(range(len(signs)))
    while True:
        model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000).fit(features[:, used], right)
        wrong = [i for i, w in zip(used, model.coef_[0], strict=True) if w * (signs[i] or 0) < 0]
        if not wrong:
            weights = np.zeros(len(NAMES))
            weights[used] = model.coef_[0]
            return weights, float(model.intercept_[0])
        used = [i for i in used if i not in wrong]


def best_threshold(chances: np.ndarray, right: np.ndarray) -> float:
    """The confidence that puts the fewest on the wrong side, a right answer withheld weighing REFUSAL times; the middle of the best range."""
    candidates = np.linspace(0.2, 0.8, 61)
    loss = [REFUSAL * np.mean(chances[right] < t) + np.mean(chances[~right] >= t) for t in candidates]
    good = candidates[np.flatnonzero(np.array(loss) <= min(loss) + 0.005)]
    return float(np.round(np.median(good), 3))


def main(argv: Sequence[str]) -> int:
    """Fit on the pairs QUESTIONS=CORPUS of the command line."""
    rows: list[list[float]] = []
    right: list[bool] = []
    for questions, corpus in pairs(argv, "rag.training.abstention"):
        found, good = examples(questions, corpus)
        rows += found
        right += good
        print(f"{questions}: {len(good)} decisions, {sum(good)} to be answered", file=sys.stderr)
    x, y = np.array(rows), np.array(right)
    weights, bias = fit(x, y)
    chances = 1 / (1 + np.exp(-(x @ weights + bias)))
    threshold = best_threshold(chances, y)
    data = {
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4),
        "threshold": threshold,
    }
    TARGET.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(
        f"answered {np.mean(chances[y] >= threshold):.3f} of the right, refused {np.mean(chances[~y] < threshold):.3f} of the wrong"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
