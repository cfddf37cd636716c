"""Questions asked of the answerer without a threshold, for fitting what it decides by.

The arguments of the fitting commands are pairs QUESTIONS=CORPUS: a file of questions (its form is told in
`rag.evaluation`) and the folder or report that it asks about.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.answering.drafts import Draft
from rag.answering.extractive import Extractive
from rag.answering.proof.proving import prove
from rag.asking.cleaning import clean
from rag.engine import CANDIDATES, Engine
from rag.evaluation import faults, read_rows
from rag.korean import Korean
from rag.questions import Query
from rag.settings import load_settings
from rag.snapshot import Snapshot
from rag.types import Answer, Hit, Turn


@dataclass(frozen=True)
class Asked:
    """A row of a question file, understood and looked for. `answerer` answers whatever it is asked."""

    row: dict[str, Any]
    query: Query
    hits: list[Hit]
    answerer: Extractive
    snapshot: Snapshot

    def right(self, draft: Draft) -> bool:
        """Whether a draft, proved, would be a right answer; never for a question that the report does not answer."""
        proved = prove(draft, self.query, self.snapshot)
        answer = Answer(self.query.text, self.query.text, proved.status, proved.text, proved.citations)
        return bool(self.row["answerable"]) and not faults(self.row, answer)


def asked(questions: Path, corpus: Path) -> Iterator[Asked]:
    """Every question of a file, in its order, over an index made for it and thrown away."""
    with tempfile.TemporaryDirectory() as index, tempfile.TemporaryDirectory() as alone:
        if corpus.is_file():
            corpus = Path(shutil.copy(corpus, alone)).parent
        reader = Engine.open(load_settings(corpus_dir=corpus, index_dir=Path(index))).reader
        snapshot = reader.snapshot
        bold = Extractive(snapshot.evidence, snapshot.documents, reader.matcher, Korean.get(), threshold=0.0)
        for row in read_rows(questions):
            turns = [Turn(clean(h["question"]), h["answer"]) for h in row["history"]]
            query = reader.understood(reader.standalone(clean(row["question"]), turns)[0])
            yield Asked(row, query, reader.retrieve(query.text, CANDIDATES), bold, snapshot)


def pairs(argv: Sequence[str], command: str) -> list[tuple[Path, Path]]:
    """The pairs QUESTIONS=CORPUS of a command line; says how it is used, and ends it, when there are none."""
    if not argv or any("=" not in a for a in argv):
        print(f"usage: python -m {command} QUESTIONS=CORPUS ...", file=sys.stderr)
        raise SystemExit(2)
    return [(Path(a.partition("=")[0]), Path(a.partition("=")[2])) for a in argv]
