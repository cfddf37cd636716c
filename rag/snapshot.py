"""All that one generation holds, made from documents, written to a folder and read back.

    documents.jsonl  chunks.jsonl  terms.jsonl  spelling.json  vectors.faiss  morphemes/  bigrams/  interaction/  evidence/

A snapshot never changes. A reader takes one for a whole request; a new generation is a new snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from rag.answering.facts.earlier import Earlier
from rag.answering.facts.evidence import Evidence
from rag.chunking import split
from rag.embedding import Encoder, bundled
from rag.errors import CorpusError, DamagedIndexError, ModelError
from rag.interaction import Interaction
from rag.korean import Korean
from rag.lexical import LexicalIndex, bigrams
from rag.manifest import Manifest
from rag.reranking import Reranker
from rag.retrieval import Retriever
from rag.spelling import bare_words
from rag.types import Chunk, Document
from rag.vectors import VectorIndex

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how much of it is done, and how much there is."""

_DOCUMENT = TypeAdapter(Document)
_CHUNK = TypeAdapter(Chunk)
_SPELLING = TypeAdapter(dict[str, str])
SPELLING = "spelling.json"
T = TypeVar("T")
_STEP = 64  # chunks between two reports of progress


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, open: documents by name, chunks in order of id, and what finds and answers. `spelling` are its
    written words without their endings, as `rag.spelling.bare_words` gives them."""

    manifest: Manifest
    documents: Mapping[str, Document]
    chunks: tuple[Chunk, ...]
    retriever: Retriever
    evidence: Evidence
    spelling: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier generation worked out, so that what has not changed costs nothing again.

    `vectors`, `terms` and `tokens` (of each window) are by chunk context, `documents` (as they were read) by name.
    """

    vectors: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tokens: Mapping[str, Sequence[NDArray[np.int32]]] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    evidence: Earlier | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rooms:
    """What a generation stores. `terms` are the chunks' words, kept for the next build."""

    documents: tuple[Document, ...]
    chunks: tuple[Chunk, ...]
    terms: tuple[Sequence[str], ...]
    vectors: VectorIndex
    morphemes: LexicalIndex
    bigrams: LexicalIndex
    interaction: Interaction
    evidence: Evidence
    spelling: Mapping[str, str]

    @classmethod
    def build(cls, documents: Sequence[Document], encoder: Encoder, known: Known, progress: Progress) -> Rooms:
        """Work everything out. Raises CorpusError without a passage, ModelError when the vectors are no vectors."""
        chunks: list[Chunk] = []
        for done, document in enumerate(documents, 1):
            chunks += split(document, len(chunks))
            if done % _STEP == 0 or done == len(documents):
                progress("split", done, len(documents))
        if not chunks:
            names = ", ".join(document.name for document in documents[:3])
            raise CorpusError(f"the corpus holds no passage, only headings or empty fields ({names}); add some text")
        contexts = [chunk.context for chunk in chunks]
        vectors = VectorIndex.build(_vectors(contexts, encoder, known, progress))
        terms = _terms(contexts, known, progress)
        progress("index", 0, 4)
        morphemes = LexicalIndex.build(terms)
        progress("index", 1, 4)
        pairs = LexicalIndex.build([bigrams(context) for context in contexts])
        progress("index", 2, 4)
        interaction = Interaction.build(contexts, bundled(), known.tokens)
        progress("index", 3, 4)
        spelling = bare_words((document.text for document in documents), Korean.get(), known.spelling)
        progress("index", 4, 4)
        evidence = Evidence.build(documents, chunks, bundled(), Korean.get(), known.evidence, progress)
        return cls(
            tuple(documents), tuple(chunks), tuple(terms), vectors, morphemes, pairs, interaction, evidence, spelling
        )

    def save(self, folder: Path) -> None:
        """Write all rooms into a folder, making it."""
        folder.mkdir(parents=True)
        _write_lines(folder / "documents.jsonl", map(_DOCUMENT.dump_json, self.documents))
        _write_lines(folder / "chunks.jsonl", map(_CHUNK.dump_json, self.chunks))
        _write_lines(folder / "terms.jsonl", (json.dumps(t, ensure_ascii=False).encode() for t in self.terms))
        (folder / SPELLING).write_text(json.dumps(self.spelling, ensure_ascii=False), "utf-8")
        self.vectors.save(folder)
        for name in ("morphemes", "bigrams", "interaction", "evidence"):
            (folder / name).mkdir()
            getattr(self, name).save(folder / name)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each thing there is."""
        blocks = sum(len(document.blocks) for document in self.documents)
        facts = len(self.evidence.facts)
        return {"documents": len(self.documents), "blocks": blocks, "chunks": len(self.chunks), "facts": facts}


def load(folder: Path, manifest: Manifest, encoder: Encoder, reranker: Reranker | None = None) -> Snapshot:
    """Read a generation back. Its files' hashes have been checked; here, that its rooms belong together.

    Raises DamagedIndexError naming what does not fit.
    """
    documents = read_documents(folder)
    chunks = read_chunks(folder)
    vectors = VectorIndex.load(folder)
    found = {"documents": len(documents), "chunks": len(chunks), "vectors": len(vectors), "dim": vectors.dimension}
    wanted = {
        "documents": manifest.counts.get("documents"),
        "chunks": manifest.counts.get("chunks"),
        "vectors": manifest.counts.get("chunks"),
        "dim": manifest.dimension,
    }
    if found != wanted:
        raise DamagedIndexError(f"{folder} holds {found}, its manifest says {wanted}; run `rag build`")
    for chunk in chunks:
        if chunk.document not in documents or documents[chunk.document].text[chunk.start : chunk.end] != chunk.text:
            raise DamagedIndexError(f"{folder}: chunk {chunk.id} is not in its document; run `rag build`")
    retriever = Retriever(
        chunks,
        vectors,
        LexicalIndex.load(folder / "morphemes"),
        LexicalIndex.load(folder / "bigrams"),
        Interaction.load(folder / "interaction", bundled()),
        encoder,
        reranker,
    )
    return Snapshot(manifest, documents, chunks, retriever, Evidence.load(folder / "evidence"), read_spelling(folder))


def read_documents(folder: Path) -> dict[str, Document]:
    """The documents of a generation by name, in order of name, as they were when it was built."""
    documents = _read_lines(folder / "documents.jsonl", _DOCUMENT)
    return {document.name: document for document in documents}


def read_chunks(folder: Path) -> tuple[Chunk, ...]:
    """The chunks of a generation in order of id."""
    return tuple(_read_lines(folder / "chunks.jsonl", _CHUNK))


def read_spelling(folder: Path) -> dict[str, str]:
    """Written words of a generation without their endings; none in one that an older program wrote."""
    path = folder / SPELLING
    return _SPELLING.validate_json(path.read_bytes()) if path.exists() else {}


def read_known(folder: Path, *, vectors: bool, terms: bool, words: bool, facts: bool) -> Known:
    """What a generation worked out, of that which still holds: its vectors, its terms, what the bundled model made of
    its passages (`words`), and its documents with their facts."""
    chunks = read_chunks(folder)
    contexts = [chunk.context for chunk in chunks]
    rows: Iterable[NDArray[np.float32]] = VectorIndex.load(folder).vectors(range(len(contexts))) if vectors else ()
    said: Iterable[list[str]] = _read_lines(folder / "terms.jsonl", TypeAdapter(list[str])) if terms else ()
    tokens = Interaction.load(folder / "interaction", bundled()) if words else None
    documents = read_documents(folder) if facts else {}
    return Known(
        dict(zip(contexts, rows, strict=vectors)),
        dict(zip(contexts, said, strict=terms)),
        {context: tokens.tokens(i) for i, context in enumerate(contexts)} if tokens else {},
        documents,
        Earlier(documents, chunks, Evidence.load(folder / "evidence")) if facts and words else None,
        read_spelling(folder) if facts else {},
    )


def _vectors(texts: Sequence[str], encoder: Encoder, known: Known, progress: Progress) -> NDArray[np.float32]:
    """`(len(texts), dim)` float32; only texts that are not known are encoded, each once."""
    fresh = [text for text in dict.fromkeys(texts) if text not in known.vectors]
    vectors = dict(known.vectors)
    if fresh:
        progress("embed", 0, len(fresh))
        encoded = encoder.encode_document(fresh, progress)
        if encoded.shape != (len(fresh), encoder.dimension) or not np.isfinite(encoded).all():
            raise ModelError(
                f"model {encoder.name!r} gave vectors of shape {encoded.shape} or with numbers that are not finite; "
                f"expected {(len(fresh), encoder.dimension)}. Set RAG_MODEL to another model, or unset it"
            )
        vectors.update(zip(fresh, np.asarray(encoded, np.float32), strict=True))
    return np.stack([vectors[text] for text in texts])


def _terms(texts: Sequence[str], known: Known, progress: Progress) -> list[Sequence[str]]:
    """The content terms of each text; only texts that are not known are analysed."""
    terms: list[Sequence[str]] = []
    for done, text in enumerate(texts, 1):
        terms.append(known.terms[text] if text in known.terms else Korean.get().terms(text))
        if done % _STEP == 0 or done == len(texts):
            progress("analyse", done, len(texts))
    return terms


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(line + b"\n" for line in lines)


def _read_lines(path: Path, kind: TypeAdapter[T]) -> Iterator[T]:
    try:
        with path.open("rb") as file:
            for line in file:
                yield kind.validate_json(line)
    except (OSError, ValidationError) as e:
        raise DamagedIndexError(f"{path} is not readable; run `rag build`") from e
