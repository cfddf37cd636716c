"""The object that the command line and the web hold: open once, ask from any thread.

    Engine.open(settings) ─▶ .ask() .search() .documents() .rebuild() …

Every call reads one snapshot from beginning to end; a rebuild puts a new one in its place between calls.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from threadpoolctl import threadpool_limits

from rag import freshness, generations
from rag.answering.choosing.matching import Matcher
from rag.answering.drafts import Draft
from rag.answering.extractive import Extractive
from rag.answering.facts.labels import Names, joined
from rag.answering.model.endpoint import LanguageModel, load_endpoint
from rag.answering.model.generative import Asked, written
from rag.answering.proof.proving import prove
from rag.answering.proof.support import Entails, Supporter
from rag.answering.suggesting import questions, suggestions
from rag.asking.cleaning import clean
from rag.asking.colloquial import names_apart, standard
from rag.asking.parting import parted
from rag.conversation import standalone
from rag.embedding import Encoder, bundled, load_encoder
from rag.entailment import load_entailment
from rag.errors import NoIndexError, RagError
from rag.korean import Korean
from rag.manifest import Manifest
from rag.questions import Query, understand
from rag.retrieval import language
from rag.settings import Settings
from rag.snapshot import Progress, Snapshot
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.types import Answer, Delta, Document, Event, Hit, Turn
from rag.words.english import glossed, subject_names
from rag.words.misspelt import EnglishSpeller

CANDIDATES = 30  # passages whose facts are looked at in a large corpus
TRANSLATIONS = 3  # Korean words that an English one is looked for by


@dataclass(frozen=True)
class Reader:
    """One snapshot with what reads questions against it."""

    snapshot: Snapshot
    korean: Korean
    matcher: Matcher
    speller: Speller
    answerer: Extractive
    subjects: tuple[str, ...]
    supporter: Supporter
    english: EnglishSpeller

    @classmethod
    def of(cls, snapshot: Snapshot, synonyms: Synonyms, korean: Korean, entails: Entails | None = None) -> Reader:
        """Make what a snapshot needs to be asked."""
        matcher = Matcher(snapshot.evidence, snapshot.documents, bundled(), synonyms)
        texts = [d.text for d in snapshot.documents.values()]
        subjects = tuple(dict.fromkeys(n for names in snapshot.evidence.subjects.values() for n in names))
        supporter = Supporter(snapshot.evidence, snapshot.documents, snapshot.chunks, bundled(), synonyms, entails)
        speller = Speller(texts, korean, snapshot.spelling, synonyms.korean)
        answerer = Extractive(snapshot.evidence, snapshot.documents, matcher, korean)
        english = EnglishSpeller(synonyms.english, bundled().has, texts)
        return cls(snapshot, korean, matcher, speller, answerer, subjects, supporter, english)

    def understood(self, question: str) -> Query:
        """A cleaned question with its typing repaired, as a query."""
        repaired = self.english.repair(self.speller.repair(standard(glossed(question), self.korean)))
        question = joined(names_apart(repaired, self.subjects), self.names.sounds)
        words = self.matcher.synonyms
        english = subject_names(question, self.subjects, words.english)
        names = (*self.subjects, *english)
        return understand(
            question, self.korean, names, self.names.labels, words.phrases, self.names.written, words.plainly
        )

    def standalone(self, question: str, turns: Sequence[Turn]) -> tuple[str, ...]:
        """Ways to ask a cleaned question without its history, likeliest first."""
        if not turns:
            return question, *parted(question, self.korean, self.snapshot.evidence.words_known)
        return standalone(
            question, turns, self.korean, self.subjects, self.siblings, self.names.labels, self.names.written
        )

    def draft(self, query: Query, hits: Sequence[Hit], documents: Collection[str] | None = None) -> Draft:
        """The extractive draft for a query. With `documents`, from the facts of those only."""
        everything = self.snapshot.documents
        others = [] if documents is None else [name for name in everything if name not in documents]
        return self.answerer.answer(query, hits, [(name, 0, len(everything[name].text)) for name in others])

    def retrieve(self, text: str, top_k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """Passages for a text, best first. An English one is looked for with what a Korean report writes for its
        words."""
        if language(text) == "english":
            also = (self.matcher.synonyms.of(word.text) for word in self.understood(text).words)
            text = " ".join([text, *(other for found in also for other in list(found)[:TRANSLATIONS])])
        return self.snapshot.retriever.search(text, top_k, documents)

    @cached_property
    def answers(self) -> Callable[[str], bool]:
        """Whether a question gets an answer; a question asked before is not worked out again."""
        return lru_cache(maxsize=4096)(self._answered)

    def _answered(self, question: str) -> bool:
        query = self.understood(clean(question))
        draft = self.draft(query, self.retrieve(query.text, CANDIDATES))
        return prove(draft, query, self.snapshot).status != "not_found"

    def siblings(self, one: str, other: str) -> bool:
        """Whether two words name facts that stand side by side."""
        a, b = (self.names.places_of("".join(word.split())) for word in (one, other))
        return bool(a & b)

    @cached_property
    def names(self) -> Names:
        """What the reports call things."""
        texts = [d.text for d in self.snapshot.documents.values()]
        return Names.of(self.snapshot.evidence.facts, self.snapshot.evidence.words, self.korean, texts)


def _touches(hit: Hit, spans: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a passage holds a part of one of the spans."""
    c = hit.chunk
    return any(c.document == d and start < c.end and c.start < end for d, start, end in spans)


class Engine:
    """Answers questions about the corpus of its settings. Thread-safe."""

    def __init__(
        self, settings: Settings, encoder: Encoder, snapshot: Snapshot, model: LanguageModel | None = None
    ) -> None:
        """`model` writes the answers; without one, the settings' endpoint does, if they name one. Raises SettingsError
        when it cannot be used."""
        self.settings = settings
        self._model = model or load_endpoint(settings)
        self._encoder = encoder
        self._korean = Korean.get()
        self._lock = threading.Lock()
        self._reader = self._read(snapshot)

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Engine:
        """Open the index of the settings, building one where there is none.

        Raises the RagError that names what is wrong and its remedy: a model that does not load, a corpus that cannot
        be read, an index that is damaged or of another model.
        """
        encoder = load_encoder(settings)
        Korean.get().terms("준비")  # the first analysis takes seconds; better now than at the first question
        try:
            snapshot = generations.open_snapshot(settings, encoder)
        except NoIndexError:
            generations.build(settings, encoder, progress=progress)
            snapshot = generations.open_snapshot(settings, encoder)
        threadpool_limits(1, user_api="blas")  # products here are small: threads would wait for each other, not help
        return cls(settings, encoder, snapshot)

    def _read(self, snapshot: Snapshot) -> Reader:
        synonyms = Synonyms.load(self._korean, self.settings.corpus_dir)
        return Reader.of(snapshot, synonyms, self._korean, load_entailment(self.settings) if self._model else None)

    @property
    def reader(self) -> Reader:
        """What reads questions against the generation in use."""
        return self._reader

    @property
    def snapshot(self) -> Snapshot:
        """The generation in use."""
        return self._reader.snapshot

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int = 8,
        documents: Collection[str] | None = None,
    ) -> Answer:
        """Answer a question from the report. Raises QuestionError for what cannot be read.

        `history` is in order of time; `top_k` how many passages come back; `documents` limits the search to some.
        With a language model in the settings it writes the answer; not to be called from a running event loop then.
        """
        if self._model is None:
            return self._asked(question, history, top_k, documents).answer
        return asyncio.run(self.answer(question, history, top_k, documents))

    async def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int = 8,
        documents: Collection[str] | None = None,
    ) -> Answer:
        """As `ask`, for an event loop. Cancelling it ends the language model's work."""
        async with aclosing(self.stream(question, history, top_k, documents)) as events:
            async for event in events:
                last = event
        assert isinstance(last, Answer)
        return last

    async def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int = 8,
        documents: Collection[str] | None = None,
    ) -> AsyncGenerator[Event, None]:
        """The answer as it comes: its passages, its text in pieces (joined since the last that begins anew, they are
        the whole), and the answer itself. Raises as `ask` does. Closing the iterator ends the language model's work.
        """
        asked = await asyncio.to_thread(self._asked, question, history, top_k, documents)
        if self._model is None:
            yield asked.answer.passages
            for line in asked.answer.answer.splitlines(keepends=True):
                yield Delta(line)
            yield asked.answer
            return

        def again(resolved: str) -> Asked:
            return self._asked(question, history, top_k, documents, resolved)

        limits = self.settings.llm_timeout, self.settings.llm_max_tokens
        async with aclosing(written(self._model, asked, again, *limits)) as events:
            async for event in events:
                yield event

    def _asked(
        self,
        question: str,
        history: Sequence[Turn],
        top_k: int,
        documents: Collection[str] | None,
        resolved: str = "",
    ) -> Asked:
        """The question with its extractive answer. `resolved` is how it stands alone, where that is known."""
        began = time.perf_counter()
        reader = self._reader
        asked = clean(question)
        turns = [Turn(clean(t.question), t.answer) for t in history]
        for text in (resolved,) if resolved else reader.standalone(asked, turns):
            query = reader.understood(text)
            understood = time.perf_counter()
            hits = reader.retrieve(query.text, max(top_k, CANDIDATES), documents)
            retrieved = time.perf_counter()
            proved = prove(reader.draft(query, hits, documents), query, reader.snapshot)
            if proved.status != "not_found":
                break
        answered = time.perf_counter()
        ideas: list[str] = []
        if proved.status == "not_found":
            evidence = reader.snapshot.evidence
            near = [evidence.facts[i] for h in hits[:5] for i in evidence.by_chunk.get(h.chunk.id, ())]
            ideas = suggestions(near, reader.snapshot.documents, reader.answers) or self._starters(reader)
        timings = {
            "understand": understood - began,
            "retrieve": retrieved - understood,
            "answer": answered - retrieved,
            "total": time.perf_counter() - began,
        }
        answer = Answer(
            question=question,
            standalone_question=text,
            status=proved.status,
            answer=proved.text,
            citations=proved.citations,
            computed=proved.computed,
            steps=proved.steps,
            passages=tuple(hits[:top_k]),
            suggestions=tuple(ideas),
            generation=reader.snapshot.manifest.id,
            timings_ms={k: round(v * 1e3, 3) for k, v in timings.items()},
        )
        return Asked(asked, tuple(turns), query, tuple(hits), top_k, answer, reader.snapshot, reader.supporter)

    def ask_without(self, question: str, history: Sequence[Turn], answer: Answer) -> Answer:
        """The answer as it would be if the passages that `answer` cites were not in the index. For measuring: an
        answer that stays the same did not come from its citations."""
        reader = self._reader
        spans = [(c.document, c.start, c.end) for c in answer.citations]
        query = reader.understood(answer.standalone_question)
        hits = [h for h in reader.retrieve(query.text, CANDIDATES) if not _touches(h, spans)]
        proved = prove(reader.answerer.answer(query, hits, spans), query, reader.snapshot)
        return Answer(question, answer.standalone_question, proved.status, proved.text, proved.citations)

    def search(self, question: str, top_k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        """Passages for a question, best first. Raises QuestionError for what cannot be read."""
        reader = self._reader
        return reader.retrieve(reader.speller.repair(standard(clean(question), reader.korean)), top_k, documents)

    def documents(self) -> list[Document]:
        """The documents of the generation in use, in order of name."""
        return list(self.snapshot.documents.values())

    def document(self, name: str) -> Document:
        """One document. Raises KeyError when the generation has none of that name."""
        return self.snapshot.documents[name]

    def starters(self) -> list[str]:
        """Three questions that the report answers, of different kinds."""
        return self._starters(self._reader)

    @staticmethod
    def _starters(reader: Reader) -> list[str]:
        return suggestions(reader.snapshot.evidence.facts, reader.snapshot.documents, reader.answers)

    def warm(self) -> None:
        """Ask what the facts suggest, so that what is worked out once a generation is so before a reader asks."""
        reader = self._reader
        for question in questions(reader.snapshot.evidence.facts, reader.snapshot.documents):
            reader.answers(question)

    def status(self) -> dict[str, Any]:
        """Generation, documents, passages, model, size on disk and how fresh the index is. What it names is in use."""
        said = freshness.status(self.settings)
        with suppress(RagError):  # a damaged index is told by what it says itself
            self.refresh()
        return said

    def rebuild(self, progress: Progress | None = None, *, full: bool = False) -> Manifest:
        """Build a new generation of the corpus and take it into use; answers go on meanwhile from the old one.

        Raises what `rag.generations.build` raises; the old generation then stays in use.
        """
        manifest = generations.build(self.settings, self._encoder, full=full, progress=progress)
        self.refresh()
        return manifest

    def refresh(self) -> bool:
        """Take up the generation that the index names, when it is another than the one in use. True if it was."""
        with self._lock:
            if generations.current(self.settings.index_dir) == self.snapshot.manifest.id:
                return False
            self._reader = self._read(generations.open_snapshot(self.settings, self._encoder))
            return True
