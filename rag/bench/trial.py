"""The proof on trial: are invented answers caught, and true ones let through?

    python -m rag.bench.trial [FILE]

True sentences come from FILE (one JSON object a line: `document`, `quote` in the passage that proves it, `sentence`), or,
without a file, from the corpus itself: its facts, told as the program tells them. Each is made false by the rules of
`rag.bench.corrupting`, and both go through the proof that a language model's sentences go through.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rag.answering.composing import sentences, tidy
from rag.answering.model.endpoint import Message
from rag.answering.proof.support import Supporter, load_supporter
from rag.bench.corrupting import KINDS, corruptions
from rag.embedding import Encoder
from rag.engine import Engine
from rag.errors import RagError, SettingsError
from rag.evaluation import read_rows
from rag.korean import Korean
from rag.settings import Settings, load_settings
from rag.snapshot import Snapshot
from rag.types import Delta


@dataclass(frozen=True, slots=True)
class Truth:
    """A sentence and the passage that proves it."""

    sentence: str
    chunk: int


@dataclass(slots=True)
class Trial:
    """What came of it. `caught` is (caught, made) by kind; `withheld` (withheld, true ones); `milliseconds` a judgement
    took; `missed` the false sentences that got through, and `wronged` the true ones that did not."""

    caught: dict[str, tuple[int, int]]
    withheld: tuple[int, int]
    milliseconds: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wronged: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Share of changed numbers, dates and names that were caught."""
        found = [self.caught[k] for k in ("number", "date", "name")]
        return sum(c for c, _ in found) / max(sum(n for _, n in found), 1)

    def table(self) -> str:
        """For people."""
        times = sorted(self.milliseconds)
        lines = [f"  {kind:<10} {c:>4} of {n:<4} caught  {c / max(n, 1):6.1%}" for kind, (c, n) in self.caught.items()]
        lines.append(
            f"  {'true':<10} {self.withheld[0]:>4} of {self.withheld[1]:<4} withheld {self.withheld[0] / max(self.withheld[1], 1):5.1%}"
        )
        lines.append(f"  numbers, dates and names together: {self.rate:.1%} caught")
        lines.append(
            f"  one sentence: median {times[len(times) // 2]:.2f} ms, 95 of 100 within {times[int(len(times) * 0.95)]:.2f} ms"
        )
        return "\n".join(lines)


def of_file(path: Path, snapshot: Snapshot) -> Iterator[Truth]:
    """The true sentences of a file. Raises SettingsError when one's passage is not in the corpus."""
    for row in read_rows(path):
        chunk = next((c.id for c in snapshot.chunks if c.document == row["document"] and row["quote"] in c.text), None)
        if chunk is None:
            raise SettingsError(f"{path}: no passage of {row['document']} holds {row['quote']!r}; index that corpus")
        yield Truth(row["sentence"], chunk)


def of_corpus(snapshot: Snapshot) -> Iterator[Truth]:
    """The corpus's own facts as sentences: its prose in the polite style, its values with their labels."""
    korean = Korean.get()
    told: set[str] = set()
    for fact in snapshot.evidence.facts:
        text = snapshot.documents[fact.document].text
        if fact.kind == "sentence":
            said = korean.polite(tidy(text[fact.start : fact.end]))
        elif fact.kind == "value" and fact.label and 1 < len(tidy(text[slice(*fact.value)])) < 40:
            year = f"{fact.year}년 " if fact.year and fact.group > 0 else ""
            column = f" {fact.attribute}" if fact.attribute and not fact.attribute.rstrip("년도 ").isdigit() else ""
            said = str(sentences("ko").value(f"{year}{tidy(fact.label)}{column}", tidy(text[slice(*fact.value)])))
        else:
            continue
        if said not in told and len(said) < 300:
            told.add(said)
            yield Truth(said, fact.chunk)


def hold(supporter: Supporter, snapshot: Snapshot, truths: Iterable[Truth]) -> Trial:
    """Try the proof on true sentences and on their corruptions."""
    caught = {kind: [0, 0] for kind in KINDS}
    result = Trial({}, (0, 0))
    withheld = total = 0
    for truth in truths:
        chunk = snapshot.chunks[truth.chunk]
        supporter.prepare([truth.chunk])
        began = time.perf_counter()
        verdict = supporter.judge(truth.sentence, [truth.chunk])
        result.milliseconds.append((time.perf_counter() - began) * 1e3)
        total += 1
        if not verdict.stands:
            withheld += 1
            result.wronged.append(f"{verdict.reason} ({verdict.coverage:.2f}): {truth.sentence}")
        others = [(c.id, c.text) for c in snapshot.chunks if c.document == chunk.document and c.id != chunk.id]
        for false in corruptions(truth.sentence, chunk.text, truth.chunk, others):
            caught[false.kind][1] += 1
            supporter.prepare([false.cited] if false.cited >= 0 else [])
            began = time.perf_counter()
            stands = false.cited >= 0 and supporter.judge(false.sentence, [false.cited]).stands
            result.milliseconds.append((time.perf_counter() - began) * 1e3)
            if stands:
                result.missed.append(f"{false.kind}: {false.sentence} (true: {truth.sentence})")
            else:
                caught[false.kind][0] += 1
    result.caught = {kind: (c, n) for kind, (c, n) in caught.items()}
    result.withheld = (withheld, total)
    return result


class Instant:
    """A language model that writes a true sentence at once and cites the passage that proves it: what remains of the
    time until a sentence is shown is the program's own. `truth` is set before each question."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.truth = Truth("", 0)

    async def write(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[str, None]:
        """The sentence, in one piece. `max_tokens` is not looked at."""
        prompt = messages[-1]["content"]
        before = prompt[: max(prompt.find(self._snapshot.chunks[self.truth.chunk].text), 0)]
        marks = re.findall(r"^\[(\d+)\] ", before, re.M)
        yield f"{self.truth.sentence} [{marks[-1] if marks else 1}]\n"


def first_sentences(settings: Settings, encoder: Encoder, snapshot: Snapshot, count: int) -> list[float]:
    """Milliseconds from a question until the first sentence of an instant model's answer is shown, sorted. Each
    question is asked once before, as in a program that has been running."""
    model = Instant(snapshot)
    engine = Engine(settings, encoder, snapshot, model)

    async def timed(question: str) -> float:
        began = time.perf_counter()
        async with aclosing(engine.stream(question)) as coming:
            async for event in coming:
                if isinstance(event, Delta):
                    break
        return (time.perf_counter() - began) * 1e3

    took = []
    for truth in islice(of_corpus(snapshot), count):
        model.truth = truth
        took.append([asyncio.run(timed(truth.sentence)) for _ in range(2)][-1])
    return sorted(took)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m rag.bench.trial", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="true sentences, JSON Lines")
    parser.add_argument("--corpus-dir", type=Path, metavar="FOLDER", help="the documents (RAG_CORPUS_DIR; corpus)")
    parser.add_argument("--index-dir", type=Path, metavar="FOLDER", help="the index (RAG_INDEX_DIR; index)")
    parser.add_argument("--show", action="store_true", help="print each sentence that was judged wrongly")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    try:
        settings = load_settings(corpus_dir=args.corpus_dir, index_dir=args.index_dir)
        snapshot = Engine.open(settings).snapshot
        truths = list(of_file(args.file, snapshot) if args.file else of_corpus(snapshot))
        trial = hold(load_supporter(snapshot, settings), snapshot, truths)
    except RagError as e:
        print(f"trial: {e}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({"caught": trial.caught, "withheld": trial.withheld, "rate": round(trial.rate, 4)}))
        return 0
    print(f"{len(truths)} true sentences, {sum(n for _, n in trial.caught.values())} false ones made from them")
    print(trial.table())
    if args.show:
        print("\n".join(["", "got through:", *trial.missed, "", "withheld although true:", *trial.wronged]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
