"""The evidence room of a generation: facts, and the words by which questions find them.

Every fact has four sets of words: its own (what its span says), its label's, those of its place (parent, section,
year, the nouns that its unit stands for) and, for a sentence, those of the sentences near it. Words are kept once, in a vocabulary with vectors, so that a question's word
meets all facts in one matrix product: exact, by synonym or by likeness.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.answering.facts import facts_of
from rag.answering.quantities import quantities, unit_name
from rag.korean import Korean
from rag.types import Chunk, Document, Fact, Span

Floats = NDArray[np.float32]
SETS = ("own", "label", "place", "near")

# What people call an amount by its unit. General Korean, in the same standard units as `quantities`.
UNIT_NOUNS: dict[str, tuple[str, ...]] = {
    "점": ("점수", "만족도", "평점", "평가", "score", "point", "satisfaction", "rating"),
    "%": ("비중", "비율", "퍼센트", "비중", "percent", "share", "rate"),
    "%포인트": ("포인트", "차이", "상승", "하락"),
    "명": ("인원", "사람", "명수", "people", "number"),
    "원": ("금액", "비용", "예산", "돈", "won", "budget", "cost", "amount"),
    "건": ("건수", "number"),
    "회": ("횟수", "번", "times"),
    "개": ("개수", "number"),
    "일": ("기간", "날", "days"),
    "주": ("기간", "weeks"),
    "개월": ("기간", "months"),
    "년": ("기간", "years"),
    "시간": ("기간", "hours"),
}


class WordVectors(Protocol):
    """Anything that gives unit vectors of single words and says how telling they are, such as the bundled encoder."""

    token_weights: Floats

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Each text's token ids, rows of `token_weights`."""
        ...

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """(n, dim) float32, L2-normalised; zero for a word that it does not know."""
        ...


@dataclass(frozen=True)
class WordSets:
    """The words of n facts as rows of word ids: `ids[pointers[i]:pointers[i + 1]]` are those of fact i. No row is
    empty: word 0 is the empty word, which nothing matches."""

    ids: NDArray[np.int32]
    pointers: NDArray[np.int64]

    def best(self, strengths: Floats) -> Floats:
        """For each fact the strongest of its words: (q, vocabulary) float32 → (q, n) float32."""
        gathered: Floats = np.maximum.reduceat(strengths[:, self.ids], self.pointers[:-1], axis=1)
        return gathered

    def row(self, i: int) -> NDArray[np.int32]:
        """Word ids of fact i, sorted."""
        return self.ids[self.pointers[i] : self.pointers[i + 1]]


@dataclass(frozen=True)
class Evidence:
    """Facts with their words. `vectors` is (vocabulary, dim) float16, row 0 zero; `counts` says in how many facts a
    word stands; `subjects` are the names of what each document is about, by document."""

    facts: tuple[Fact, ...]
    words: tuple[str, ...]
    vectors: NDArray[np.float16]
    counts: NDArray[np.int32]
    own: WordSets
    label: WordSets
    place: WordSets
    near: WordSets
    subjects: dict[str, tuple[str, ...]]

    @classmethod
    def build(
        cls, documents: Sequence[Document], chunks: Sequence[Chunk], word_vectors: WordVectors, korean: Korean
    ) -> Evidence:
        """Find the facts of all documents and analyse their words. Order: documents as given, then facts of each."""
        facts: list[Fact] = []
        rows: dict[str, list[set[str]]] = {name: [] for name in SETS}
        subjects: dict[str, tuple[str, ...]] = {}
        group = 1
        for d in documents:
            found = facts_of(d, [c for c in chunks if c.document == d.name], korean, len(facts), group)
            group = max((f.group for f in found), default=group - 1) + 1
            for f in found:
                sets = _words_of(d, f, found, len(facts), korean)
                for name, words in zip(SETS, (*sets, set()), strict=True):
                    rows[name].append(words)
            for i, f in enumerate(found):
                beside = [j for j in (i - 2, i - 1, i + 1) if 0 <= j < len(found) and _together(d.text, found[j], f)]
                rows["near"][len(facts) + i] = set().union(*(rows["own"][len(facts) + j] for j in beside))
            facts += found
            subjects[d.name] = subjects_of(d, korean)
        words = ["", *sorted(set().union(*(w for name in SETS for w in rows[name])))] if facts else [""]
        ids = {w: i for i, w in enumerate(words)}
        counts = np.zeros(len(words), np.int32)
        for i in range(len(facts)):
            for w in set().union(*(rows[name][i] for name in SETS)):
                counts[ids[w]] += 1
        vectors = word_vectors.word_vectors(words[1:]) if len(words) > 1 else np.zeros((0, 1), np.float32)
        table = np.vstack([np.zeros((1, vectors.shape[1]), np.float32), vectors]).astype(np.float16)
        packed = {name: _pack([sorted(ids[w] for w in row) for row in rows[name]]) for name in SETS}
        return cls(tuple(facts), tuple(words), table, counts, **packed, subjects=subjects)

    @cached_property
    def word_ids(self) -> dict[str, int]:
        """Place of each word in the vocabulary."""
        return {w: i for i, w in enumerate(self.words)}

    @cached_property
    def table(self) -> Floats:
        """`vectors` in float32, for products."""
        return self.vectors.astype(np.float32)

    @cached_property
    def by_chunk(self) -> dict[int, tuple[int, ...]]:
        """Ids of the facts of each passage, in order."""
        table: dict[int, list[int]] = {}
        for f in self.facts:
            table.setdefault(f.chunk, []).append(f.id)
        return {c: tuple(ids) for c, ids in table.items()}

    def words_known(self, word: str) -> bool:
        """Whether a word stands whole in the vocabulary."""
        return re.sub(r"\s", "", word).lower() in self.word_ids

    def rarity(self, word: str) -> float:
        """How much a word tells, 0.15 (in every fact) to 1 (in none): inverse fact frequency, scaled."""
        n = len(self.facts) + 1
        count = int(self.counts[self.word_ids[word]]) if word in self.word_ids else 0
        return float(0.15 + 0.85 * np.log(n / (count + 1)) / np.log(n + 1)) if count else 1.0

    def save(self, folder: Path) -> None:
        """Write the room into `folder` (made if need be)."""
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "facts.jsonl", "w", encoding="utf-8") as out:
            for f in self.facts:
                out.write(json.dumps(asdict(f), ensure_ascii=False) + "\n")
        meta = {"words": self.words, "subjects": self.subjects}
        (folder / "words.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        arrays: dict[str, Any] = {"vectors": self.vectors, "counts": self.counts}
        for name in SETS:
            sets: WordSets = getattr(self, name)
            arrays |= {f"{name}_ids": sets.ids, f"{name}_pointers": sets.pointers}
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Evidence:
        """Read the room from `folder`. The generation has checked the files' hashes before."""
        facts = [_fact(json.loads(line)) for line in (folder / "facts.jsonl").read_text("utf-8").split("\n") if line]
        meta = json.loads((folder / "words.json").read_text("utf-8"))

        def array(name: str) -> Any:
            return np.load(folder / f"{name}.npy", allow_pickle=False)

        sets = {name: WordSets(array(f"{name}_ids"), array(f"{name}_pointers")) for name in SETS}
        subjects = {d: tuple(names) for d, names in meta["subjects"].items()}
        return cls(tuple(facts), tuple(meta["words"]), array("vectors"), array("counts"), **sets, subjects=subjects)


def analyse(text: str, korean: Korean) -> set[str]:
    """All words by which a text can be found: its terms, and words of several terms whole."""
    found: set[str] = set()
    for w in korean.words(text):
        found.update(t.text for t in w.terms)
        if len(w.terms) > 1:
            found.add(re.sub(r"\s", "", w.text).lower())
    return found


def subjects_of(document: Document, korean: Korean) -> tuple[str, ...]:
    """Names of what a document is about: words of its title of three letters or more that its text uses again."""
    title = re.sub(r"[_\-]", " ", document.title)
    names = []
    for word in re.findall(r"[^\W\d]{3,}", title):
        bare = word
        for m in reversed(korean.morphemes(word)):
            if m.tag.startswith("J") and m.end == len(bare):
                bare = bare[: m.start]
        if len(bare) >= 3 and document.text.count(bare) >= 2:
            names.append(bare)
    return tuple(dict.fromkeys(names[:1]))


def _together(text: str, a: Fact, b: Fact) -> bool:
    """Whether two facts are sentences of one paragraph."""
    if a.kind != "sentence" or b.kind != "sentence" or a.section != b.section or a.parent != b.parent:
        return False
    return "\n\n" not in text[min(a.end, b.end) : max(a.start, b.start)]


def _words_of(
    document: Document, f: Fact, facts: Sequence[Fact], first: int, korean: Korean
) -> tuple[set[str], set[str], set[str]]:
    text = document.text
    own: set[str] = set()
    if not f.members:  # a list is found by its name: what one of its items says, the item answers
        own = analyse(text[f.start : f.end], korean)
    label = analyse(f"{f.label} {f.attribute}".strip(), korean)
    if f.group < 0:  # counted in a sentence, whose words are its place
        told = [g for g in facts if g.kind == "sentence" and g.start <= f.start and f.start - g.start < 500][-3:]
        extra = set().union(*(analyse(text[g.start : g.end], korean) for g in told))
    else:
        extra = set()
    place = analyse(" ".join([f.parent, *f.section]), korean) | extra
    value = text[f.value.start : f.value.end]
    units = [q.unit for q in quantities(value)] + ([unit_name(f.unit)] if f.unit else [])
    if f.members:
        units = [q.unit for m in f.members for q in quantities(text[slice(*facts[m - first].value)])][:1]
    if f.kind in ("value", "list"):
        place |= {noun for u in units[:1] for noun in UNIT_NOUNS.get(u, ())}
    if f.year:
        place |= {str(f.year), f"{f.year}년"}
    return own, label, place


def _pack(rows: list[list[int]]) -> WordSets:
    filled = [row or [0] for row in rows]
    pointers = np.cumsum([0, *(len(r) for r in filled)], dtype=np.int64)
    return WordSets(np.fromiter((i for r in filled for i in r), np.int32, int(pointers[-1])), pointers)


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        **{
            **row,
            "section": tuple(row["section"]),
            "value": Span(*row["value"]),
            "members": tuple(row["members"]),
        }
    )
