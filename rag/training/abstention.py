"""Refit when to answer: `python -m rag.training.abstention QUESTIONS=CORPUS ...`.

Each QUESTIONS is a file of questions (the form is told in `rag.evaluation`), CORPUS the folder or report that it asks
about. Every
question is answered without a threshold; the right answers are the positives, the wrong ones and those to questions
that the report does not answer the negatives. Writes `rag/resources/abstain.json`.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from rag.answering.abstain import NAMES
from rag.answering.extractive import Extractive
from rag.answering.proving import prove
from rag.cleaning import clean
from rag.engine import CANDIDATES, Engine
from rag.evaluation import faults, read_rows
from rag.korean import Korean
from rag.settings import load_settings
from rag.types import Answer, Turn

TARGET = Path(__file__).parent.parent / "resources" / "abstain.json"
# More of these says more for answering, more of `missing` says less; the fit may not turn that round on chance.
REFUSAL = 4.0  # what a right answer withheld weighs against a wrong one given; most wrong ones are refused before this
SIGNS = {"missing": -1, "short": 0, "english": None}  # 0: not used, None: either way


def examples(questions: Path, corpus: Path) -> tuple[list[list[float]], list[bool]]:
    """Features and whether the answer without a threshold would be right, for each question that comes to a decision."""
    with tempfile.TemporaryDirectory() as index, tempfile.TemporaryDirectory() as alone:
        if corpus.is_file():
            corpus = Path(shutil.copy(corpus, alone)).parent
        reader = Engine.open(load_settings(corpus_dir=corpus, index_dir=Path(index))).reader
        bold = Extractive(
            reader.snapshot.evidence, reader.snapshot.documents, reader.matcher, Korean.get(), threshold=0.0
        )
        rows, right = [], []
        for row in read_rows(questions):
            turns = [Turn(clean(h["question"]), h["answer"]) for h in row["history"]]
            asked = clean(row["question"])
            text = reader.standalone(asked, turns)[0]
            query = reader.understood(text)
            hits = reader.retrieve(query.text, CANDIDATES)
            found = bold.features(query, hits)
            if found is None:
                continue
            proved = prove(bold.answer(query, hits), query, reader.snapshot)
            answer = Answer(asked, text, proved.status, proved.text, proved.citations)
            rows.append(list(asdict(found).values()))
            right.append(bool(row["answerable"]) and not faults(row, answer))
    return rows, right


def fit(features: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; a feature whose weight comes out against its sense is left out and the
    others are fitted again."""
    signs = [SIGNS.get(name, 1) for name in NAMES]
    used = [i for i, sign in enumerate(signs) if sign != 0]
    while True:
        model = LogisticRegression(C=3.0, class_weight="balanced", max_iter=5000).fit(features[:, used], right)
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


def main(argv: list[str]) -> int:
    """Fit on the pairs QUESTIONS=CORPUS of the command line."""
    if not argv or any("=" not in a for a in argv):
        print("usage: python -m rag.training.abstention QUESTIONS=CORPUS ...", file=sys.stderr)
        return 2
    rows: list[list[float]] = []
    right: list[bool] = []
    for pair in argv:
        questions, _, corpus = pair.partition("=")
        found, good = examples(Path(questions), Path(corpus))
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
