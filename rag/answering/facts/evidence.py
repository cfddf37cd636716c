"""The evidence room of a generation: facts, and the words by which questions find them.

Every fact has four sets of words: its own (what its span says), its label's, those of its place (parent, section,
year, the nouns that its unit stands for) and, for a sentence, those of the sentences near it. Words are kept once, in a vocabulary with vectors, so that a question's word
meets all facts in one matrix product: exact, by synonym or by likeness.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from rag.answering.facts.blocks import facts_of
from rag.answering.facts.earlier import Earlier, Source, Sources, next_group
from rag.answering.facts.kin import Kin, kin_of
from rag.answering.facts.subjects import subjects_of
from rag.answering.facts.wordsets import SETS, Floats, Part, Vocabulary, WordSets, counts
from rag.answering.spans.contacts import CONTACTS
from rag.answering.spans.quantities import base_unit, moments, quantities
from rag.answering.spans.topics import ends_told, topics_of
from rag.korean import Korean
from rag.types import Chunk, Document, Fact

Progress = Callable[[str, int, int], None]
_FACT = TypeAdapter(Fact)

# What people call an amount by its unit. General Korean, in the same standard units as `quantities`.
UNIT_NOUNS: dict[str, tuple[str, ...]] = {
    "점": ("점수", "만족도", "평점", "평가", "score", "point", "satisfaction", "rating"),
    "%": ("비중", "비율", "퍼센트", "비중", "percent", "share", "rate"),
    "대 1": ("경쟁률", "competition"),
    "%포인트": ("포인트", "차이", "상승", "하락"),
    "명": ("인원", "사람", "명수", "people", "number"),
    "원": ("금액", "비용", "예산", "돈", "won", "budget", "cost", "amount"),
    "건": ("건수", "number"),
    "회": ("횟수", "번", "times"),
    "개": ("개수", "number"),
    "대": ("대수", "vehicles"),
    "일": ("기간", "날", "일수", "days"),
    "개사": ("업체", "기업", "회사", "companies"),
    "개국": ("나라", "국가", "countries"),
    "개교": ("학교", "schools"),
    "가구": ("가정", "세대", "households"),
    "주": ("기간", "weeks"),
    "개월": ("기간", "months"),
    "년": ("기간", "연수", "년수", "햇수", "years"),
    "시간": ("기간", "hours"),
    "분": ("시간", "minutes"),
    "초": ("시간", "seconds"),
}

PARAGRAPH = 6  # sentences before one, of its paragraph, in which what it is about may have been named


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
        cls,
        documents: Sequence[Document],
        chunks: Sequence[Chunk],
        word_vectors: WordVectors,
        korean: Korean,
        earlier: Earlier | None = None,
        progress: Progress | None = None,
    ) -> Evidence:
        """Find the facts of all documents and analyse their words. Order: documents as given, then facts of each.

        What `earlier` knows is taken over from it; the outcome is the same. `progress` is told `facts` and how many
        passages have been gone through.
        """
        vocabulary = Vocabulary(earlier.evidence.words if earlier else [""])
        of: dict[str, list[Chunk]] = {}
        for c in chunks:
            of.setdefault(c.document, []).append(c)
        parts: list[Part] = []
        first_id, first_group, done = 0, 1, 0

        def told(passages: int) -> None:
            if progress:
                progress("facts", done + passages, len(chunks))

        told(0)
        for d in documents:
            own = of.get(d.name, [])
            part = earlier.part(d, own[0].id if own else 0, first_id, first_group) if earlier else None
            if part is None:
                facts = facts_of(d, own, korean, first_id, first_group)
                known = earlier.analyses(d.name) if earlier else {}
                part = Part(facts, _rows(d, facts, vocabulary, korean, known, told), subjects_of(d, korean))
            parts.append(part)
            first_id += len(part.facts)
            first_group = next_group(part.facts, first_group)
            done += len(own)
            told(0)
        vectors = earlier.evidence.vectors if earlier else None
        return cls._joined([d.name for d in documents], parts, vocabulary.words, vectors, word_vectors)

    @classmethod
    def _joined(
        cls,
        names: Sequence[str],
        parts: Sequence[Part],
        met: Sequence[str],
        known: NDArray[np.float16] | None,
        word_vectors: WordVectors,
    ) -> Evidence:
        """The documents' parts as one, over a vocabulary that holds their words in order and no others. `met` are
        the words of the parts' numbers, `known` the vectors of the first of them."""
        rows = {name: WordSets.joined([part.rows[name] for part in parts]) for name in SETS}
        used = np.zeros(len(met), bool)
        for sets in rows.values():
            used[sets.ids] = True
        used[0] = False
        order = np.array(sorted(np.flatnonzero(used).tolist(), key=met.__getitem__), np.int64)
        numbers = np.zeros(len(met), np.int32)
        numbers[order] = np.arange(1, len(order) + 1, dtype=np.int32)
        words = ("", *(met[i] for i in order))
        rows = {name: sets.renumbered(numbers) for name, sets in rows.items()}
        facts = tuple(f for part in parts for f in part.facts)
        subjects = {name: part.subjects for name, part in zip(names, parts, strict=True)}
        vectors = _vectors(met, order, known, word_vectors)
        told = counts(list(rows.values()), len(facts), len(words))
        return cls(facts, words, vectors, told, **rows, subjects=subjects)

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

    @cached_property
    def kin(self) -> tuple[Kin, ...]:
        """Names of several words that the reports set side by side."""
        return kin_of(self.facts)

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
        with open(folder / "facts.jsonl", "wb") as out:
            out.writelines(_FACT.dump_json(f) + b"\n" for f in self.facts)
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
        facts = [_FACT.validate_json(line) for line in (folder / "facts.jsonl").read_bytes().split(b"\n") if line]
        meta = json.loads((folder / "words.json").read_text("utf-8"))

        def array(name: str) -> Any:
            return np.load(folder / f"{name}.npy", allow_pickle=False)

        sets = {name: WordSets(array(f"{name}_ids"), array(f"{name}_pointers")) for name in SETS}
        subjects = {d: tuple(names) for d, names in meta["subjects"].items()}
        return cls(tuple(facts), tuple(meta["words"]), array("vectors"), array("counts"), **sets, subjects=subjects)


def analyse(text: str, korean: Korean) -> set[str]:
    """All words by which a text can be found: its terms, words of several terms whole, and names that the analyser
    divides."""
    found: set[str] = set()
    for w in korean.words(text):
        found.update(t.text for t in w.terms)
        if len(w.terms) > 1:
            found.add(re.sub(r"\s", "", w.text).lower())
    if _ONE_WORD.fullmatch(text):  # a name alone, which the analyser may take for something else (본원: 본 + 원)
        found.add(text)
    return found.union(korean.coined(text))


_ONE_WORD = re.compile("[가-힣]{2,8}")


def _together(text: str, a: Fact, b: Fact) -> bool:
    """Whether two facts are sentences of one paragraph, or of one point of a list."""
    if a.kind != b.kind or a.section != b.section or a.parent != b.parent:
        return False
    return ("\n\n" if a.kind == "sentence" else "\n") not in text[min(a.end, b.end) : max(a.start, b.start)]


def _rows(
    document: Document,
    facts: Sequence[Fact],
    vocabulary: Vocabulary,
    korean: Korean,
    known: dict[Source, frozenset[int]],
    told: Callable[[int], None],
) -> dict[str, WordSets]:
    """The sets of words of a document's facts by name, as numbers in the vocabulary. `known` are sources whose words
    are known; `told` is told how many passages have been gone through."""
    sources = Sources(document.text, facts)
    rows: list[list[frozenset[int]]] = [[] for _ in SETS]
    first = facts[0].chunk if facts else 0
    for i, f in enumerate(facts):
        for row, source in zip(rows, sources.of(f), strict=False):
            if source not in known:
                known[source] = vocabulary.ids(_words(source, korean))
            row.append(known[source])
        if i % 64 == 0:
            told(max(0, f.chunk - first))
    told_in = [
        i
        for i, f in enumerate(facts)
        if f.kind in ("sentence", "item")
        and ends_told(document.text[f.start : f.end])  # the amounts found in them stand between
    ]
    places = {i: at for at, i in enumerate(told_in)}
    for i, f in enumerate(facts):
        at = places.get(i)
        near = [] if at is None else [*told_in[max(0, at - 2) : at], *told_in[at + 1 : at + 2]]
        beside = [j for j in near if _together(document.text, facts[j], f)]
        about = [
            vocabulary.ids(analyse(topics_of(document.text[facts[j].start : facts[j].end]), korean))
            for j in (told_in[max(0, at - PARAGRAPH) : max(0, at - 2)] if at is not None else ())
            if _together(document.text, facts[j], f)
        ]
        rows[-1].append(frozenset().union(*(rows[0][j] for j in beside), *about))
    return {name: WordSets.pack(row) for name, row in zip(SETS, rows, strict=True)}


def _words(source: Source, korean: Korean) -> set[str]:
    """All words of a source: of its texts, the nouns that its values' unit stands for, and its year."""
    found = set().union(*(analyse(text, korean) for text in source.texts))
    found.update(text for text in source.texts if _ONE_WORD.fullmatch(text))  # however the analyser divides it
    found.update(f"{d.month}월" for text in source.texts for d in moments(text) if d.month)  # 2022.05 says 5월
    units = [q.unit for value in source.values for q in quantities(value)]
    units += [base_unit(source.unit)] if source.unit else []
    units = [u for u in units if u]
    found.update(noun for u in units[:1] for noun in UNIT_NOUNS.get(u, ()))
    found.update(n for form, nouns in CONTACTS for n in nouns if source.values and all(map(form.search, source.values)))
    if source.year:
        found |= {str(source.year), f"{source.year}년"}
    return found


def _vectors(
    met: Sequence[str], order: NDArray[np.int64], known: NDArray[np.float16] | None, word_vectors: WordVectors
) -> NDArray[np.float16]:
    """(len(order) + 1, dim): a row of zeros, then the vectors of words of `met`, those of the first ones as known."""
    have = 1 if known is None else len(known)
    new = np.flatnonzero(order >= have)
    fresh = word_vectors.word_vectors([met[i] for i in order[new]]) if len(new) else None
    like = known if fresh is None else fresh
    table = np.zeros((len(order) + 1, like.shape[1] if like is not None and len(order) else 1), np.float16)
    if known is not None and len(order):
        old = np.flatnonzero(order < have)
        table[old + 1] = known[order[old]]
    if fresh is not None:
        table[new + 1] = fresh.astype(np.float16)
    return table
