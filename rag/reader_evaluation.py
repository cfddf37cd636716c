"""Figures of reading: passages with questions and gold spans (the form of KorQuAD), each asked of its own passage.

    sentence    the sentence chosen holds a gold span
    exact       the short span is a gold span (white space, case and punctuation folded)
    f1          overlap in characters of the short span with the nearest gold span

Source of the figures: Lim, Kim and Lee, "KorQuAD1.0" (2019), which counts F1 by characters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from rag.answering.choosing.matching import Match, Matcher
from rag.answering.choosing.ranking import Candidate, Ranker
from rag.answering.facts.evidence import Evidence
from rag.asking.cleaning import clean
from rag.embedding import bundled
from rag.errors import SettingsError
from rag.evaluation import Progress, Report, read_rows
from rag.korean import Korean
from rag.questions import Query, understand
from rag.reading import parse
from rag.settings import Settings
from rag.synonyms import Synonyms
from rag.types import Chunk, Document, Span


def evaluate_reader(settings: Settings, path: Path, progress: Progress | None = None) -> Report:
    """Read every question's gold passage and count. `settings` is for the form's sake: the bundled model reads."""
    del settings
    passages: dict[str, str] = {}
    questions: list[dict[str, Any]] = []
    for row in read_rows(path):
        if row["kind"] == "passage":
            passages[str(row["id"])] = row["text"]
        elif row.get("answers"):
            questions.append(row)
    if not passages or not questions:
        raise SettingsError(f"{path} holds no passages with questions and answers; see `rag eval --help` for the form")
    korean = Korean.get()
    documents, chunks = whole_passages(passages)
    evidence = Evidence.build(documents, chunks, bundled(), korean)
    table = {d.name: d for d in documents}
    places = {c.document: c.id for c in chunks}
    matcher = Matcher(evidence, table, bundled(), Synonyms.load(korean))
    ranker = Ranker(evidence.facts, table, korean)
    counts: Counter[str] = Counter()
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    f1 = 0.0
    for done, row in enumerate(questions, 1):
        relevant = row["relevant"]
        name = str(relevant[0] if isinstance(relevant, list) else relevant)
        query = understand(clean(row["query"]), korean)
        if name not in places:
            raise SettingsError(
                f"{path}: the question {row['query']!r} asks of passage {name}, which the file does not hold"
            )
        match = matcher.match(query, [places[name]])
        ranked = ranker.rank(match, query, [])
        ranked = [c for c in ranked if c.fact.kind == "sentence" and c.fact.document == name]
        best = ranked[0] if ranked else None
        golds = row["answers"]
        sentence = table[name].text[best.fact.start : best.fact.end] if best else ""
        held = any(_fold(g) in _fold(sentence) for g in golds)
        short = _short(best, match, query, table[name].text, korean) if best else ""
        counts["sentence"] += held
        counts["exact"] += any(_fold(short) == _fold(g) for g in golds)
        f1 += max(_overlap(_fold(short), _fold(g)) for g in golds)
        kinds[query.wanted][0] += held
        kinds[query.wanted][1] += 1
        if progress and (done % 100 == 0 or done == len(questions)):
            progress("read", done, len(questions))
    n = len(questions)
    figures = {"sentence": counts["sentence"] / n, "exact": counts["exact"] / n, "f1": f1 / n}
    return Report(path.name, {k: round(v, 4) for k, v in figures.items()}, {k: (a, b) for k, (a, b) in kinds.items()})


def whole_passages(passages: dict[str, str]) -> tuple[list[Document], list[Chunk]]:
    """Each passage by its name as a document of one chunk."""
    documents = [parse(text, name) for name, text in passages.items()]
    chunks = [Chunk(i, d.name, d.title, (), 0, len(d.text), d.text) for i, d in enumerate(documents)]
    return documents, chunks


def _short(best: Candidate, match: Match, query: Query, text: str, korean: Korean) -> str:
    """The span of the wanted kind nearest to what the question says; else the longest run of nouns that it does not."""
    words = text[best.fact.start : best.fact.end]
    said = [m.start() for w in match.words for m in re.finditer(re.escape(w.text), words)]
    spans = [s for s in best.spans if s != Span(best.fact.start, best.fact.end)]
    if spans:
        middle = sum(said) / len(said) if said else 0.0
        near = min(spans, key=lambda s: abs((s.start + s.end) / 2 - best.fact.start - middle))
        return text[near.start : near.end]
    asked = re.sub(r"\s", "", query.text)
    runs = [w for w in korean.words(words) if w.terms[-1].tag.startswith(("N", "SL", "SN"))]
    fresh = [w for w in runs if re.sub(r"\s", "", w.text) not in asked]
    return max(fresh, key=lambda w: len(w.text)).text if fresh else ""


def _fold(text: str) -> str:
    return re.sub(r"[\s\W]+", "", text).lower()


def _overlap(a: str, b: str) -> float:
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else 0.0
