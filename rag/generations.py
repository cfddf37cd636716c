"""The index folder: generations that are complete or not there, and the one that is in use.

    index/
      CURRENT                 the id of the generation in use; replaced at once
      000007-3fa2c1d0/        a generation: its rooms and manifest.json
      .building/              what a builder has written so far, or left behind when it died
      .lock  .builder         held by the one that builds; which process it is
      progress.json           how far it is, or how the last build went

A build writes beside, syncs, opens what it wrote as a reader would, asks it a question, renames it and only then
replaces CURRENT. Whatever stops it, the old generation goes on serving. Reading needs no lock and writes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from rag import durable, manifest, snapshot
from rag.embedding import Encoder, bundled
from rag.errors import BuildBusyError, DamagedIndexError, IndexingError, MismatchError, NoIndexError
from rag.manifest import Manifest
from rag.progress import told
from rag.reading import read_corpus
from rag.reranking import Reranker, load_reranker
from rag.settings import Settings
from rag.snapshot import Known, Progress, Rooms, Snapshot
from rag.types import Document, Refusal

CURRENT = "CURRENT"
STAGING = ".building"
_ID = re.compile(r"\d{6,}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation on disk. `manifest` is None where it cannot be read, and `problem` then says why."""

    id: str
    current: bool
    manifest: Manifest | None
    problem: str = ""


def current(index_dir: Path) -> str:
    """The id of the generation in use; cheap enough to ask often. Raises NoIndexError, DamagedIndexError."""
    try:
        name = (index_dir / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        raise NoIndexError(f"{index_dir} holds no index yet; run `rag build`") from None
    except (OSError, UnicodeDecodeError) as e:
        raise DamagedIndexError(f"{index_dir / CURRENT} is not readable; run `rag build`") from e
    if not _ID.fullmatch(name):
        raise DamagedIndexError(f"{index_dir / CURRENT} names no generation: {name[:40]!r}; run `rag build`")
    return name


def open_snapshot(settings: Settings, encoder: Encoder) -> Snapshot:
    """Open the generation in use, every file checked.

    Raises NoIndexError without one; DamagedIndexError naming the file that is missing, cut or altered; MismatchError
    when another model, format or analyser built it. Each names the command that mends it.
    """
    reranker = load_reranker(settings)
    while True:
        name = current(settings.index_dir)
        try:
            return _open(settings.index_dir / name, encoder, reranker)
        except DamagedIndexError:
            if current(settings.index_dir) == name:
                raise
            # Another process switched and cleared this one away while it was being read: take the new one.


def open_documents(settings: Settings, generation: str) -> dict[str, Document]:
    """The documents of a generation that is still kept, as they were then. Raises NoIndexError when it is not."""
    folder = settings.index_dir / generation
    if not _ID.fullmatch(generation) or not folder.is_dir():
        raise NoIndexError(f"generation {generation[:40]!r} is not kept; `rag generations` lists those that are")
    return snapshot.read_documents(folder)


def list_generations(settings: Settings) -> list[Generation]:
    """Every generation on disk, newest first."""
    with suppress(IndexingError):
        return _list(settings.index_dir, current(settings.index_dir))
    return _list(settings.index_dir, "")


def rollback(settings: Settings, generation: str = "") -> Manifest:
    """Take a kept generation into use: the one named, else the one before the one in use.

    Raises NoIndexError when there is none, DamagedIndexError when it is not whole, BuildBusyError during a build.
    """
    index_dir = settings.index_dir
    with _builder(index_dir):
        names, in_use = _names(index_dir), ""
        with suppress(NoIndexError, DamagedIndexError):
            in_use = current(index_dir)
        earlier = names[: names.index(in_use)] if in_use in names else names
        wanted = generation or (earlier[-1] if earlier else "")
        if wanted not in names:
            said = f"generation {generation[:40]!r}" if generation else f"a generation before {in_use or 'this one'}"
            raise NoIndexError(f"{index_dir} does not hold {said}; `rag generations` lists those that are kept")
        found = manifest.read(index_dir / wanted)
        manifest.check_files(index_dir / wanted, found)
        durable.write(index_dir / CURRENT, f"{wanted}\n".encode())
    return found


def build(settings: Settings, encoder: Encoder, *, full: bool = False, progress: Progress | None = None) -> Manifest:
    """Build a generation of the corpus and take it into use.

    Passages that the generation in use already holds keep their vectors and terms, and documents that it holds as
    they are keep their blocks and facts where the same program made it, unless `full`. New files that cannot be read are named in the manifest's `refused`. Raises CorpusError
    and DocumentError when the corpus cannot be read, ModelError, BuildBusyError while another builds, IndexingError
    when it cannot be written or does not answer; in each case the generation in use stays.
    """
    index_dir = settings.index_dir
    with _builder(index_dir), told(index_dir, progress) as report, durable.explained(index_dir):
        started = time.monotonic()
        report("read", 0, 1)
        known = Known() if full else _known(index_dir, encoder)
        documents, refused = read_corpus(settings.corpus_dir, _served(index_dir), report, known.documents)
        report("read", 1, 1)
        rooms = Rooms.build(documents, encoder, known, report)
        staging = index_dir / STAGING
        report("write", 0, 3)
        rooms.save(staging)
        written = _describe(settings, encoder, rooms, refused, staging, started)
        report("write", 1, 3)
        durable.sync(staging)
        report("write", 2, 3)
        _smoke(_open(staging, encoder))
        staging.rename(index_dir / written.id)
        durable.sync_folder(index_dir)
        report("write", 3, 3)
        durable.write(index_dir / CURRENT, f"{written.id}\n".encode())
        _prune(index_dir, settings.keep_generations, written.id)
        report("done", 1, 1)
    return written


def _served(index_dir: Path) -> Collection[str]:
    """Names of the documents of the generation in use; none when it cannot be read."""
    with suppress(IndexingError):
        return manifest.read(index_dir / current(index_dir)).corpus
    return ()


def _describe(
    settings: Settings, encoder: Encoder, rooms: Rooms, refused: dict[str, Refusal], staging: Path, started: float
) -> Manifest:
    """Write the manifest of what stands in `staging`."""
    corpus = {document.name: document.sha256 for document in rooms.documents}
    said = json.dumps([corpus, encoder.fingerprint, manifest.analyzer(), manifest.program()], sort_keys=True)
    number = max((int(name.split("-")[0]) for name in _names(settings.index_dir)), default=0) + 1
    written = Manifest(
        format=manifest.FORMAT,
        id=f"{number:06d}-{hashlib.sha256(said.encode()).hexdigest()[:8]}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        program=manifest.program(),
        model=settings.model,
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        words=bundled().fingerprint,
        dimension=encoder.dimension,
        analyzer=manifest.analyzer(),
        corpus=corpus,
        counts=rooms.counts,
        seconds=round(time.monotonic() - started, 3),
        files=manifest.files_of(staging),
        refused=refused,
    )
    (staging / manifest.FILE).write_bytes(written.dump())
    return written


def _open(folder: Path, encoder: Encoder, reranker: Reranker | None = None) -> Snapshot:
    """Open a generation's folder, every file checked."""
    if not folder.is_dir():
        raise DamagedIndexError(f"{folder} is missing; run `rag build`, or `rag rollback` to one that is kept")
    found = manifest.read(folder)
    _check_fit(folder, found, encoder)
    manifest.check_files(folder, found)
    return snapshot.load(folder, found, encoder, reranker)


def _check_fit(folder: Path, found: Manifest, encoder: Encoder) -> None:
    """Raise MismatchError unless the generation was built by the model and the analyser in use."""
    fits = {
        "dimension": (found.dimension, encoder.dimension),
        "model": (f"{found.encoder} {found.fingerprint[:12]}", f"{encoder.name} {encoder.fingerprint[:12]}"),
        "word model": (found.words[:12], bundled().fingerprint[:12]),
        "analyser": (found.analyzer, manifest.analyzer()),
    }
    if found.fingerprint == encoder.fingerprint:
        del fits["model"]  # the same weights may go by another name
    for what, (built, now) in fits.items():
        if built != now:
            other = f", or set RAG_MODEL to {found.model or 'nothing'}" if what in ("dimension", "model") else ""
            raise MismatchError(
                f"{folder} was built with another {what} ({built}) than the one in use ({now}); run `rag build`{other}"
            )


def _known(index_dir: Path, encoder: Encoder) -> Known:
    """What the generation in use can lend to a build; nothing when it is damaged or of another format."""
    try:
        folder = index_dir / current(index_dir)
        found = manifest.read(folder)
        manifest.check_files(folder, found)
        return snapshot.read_known(
            folder,
            vectors=(found.fingerprint, found.dimension) == (encoder.fingerprint, encoder.dimension),
            terms=found.analyzer == manifest.analyzer(),
            words=found.words == bundled().fingerprint,
            facts=(found.program, found.analyzer) == (manifest.program(), manifest.analyzer()),
        )
    except IndexingError:
        return Known()


def _smoke(opened: Snapshot) -> None:
    """Ask a generation for one of its own passages. Raises IndexingError when it does not come."""
    chunk = max(opened.chunks, key=lambda chunk: len(chunk.text))
    hits = opened.retriever.search(chunk.text[:200], top_k=5)
    if not any(hit.chunk.text == chunk.text and 0 <= hit.score <= 1 for hit in hits):
        raise IndexingError(
            f"the new generation does not find its own passage {chunk.text[:40]!r} in {chunk.document}; "
            "the old one stays in use. Run `rag build --full`"
        )


@contextmanager
def _builder(index_dir: Path) -> Iterator[None]:
    """Be the one that builds. The lock goes with the process, so a dead builder holds nothing."""
    with durable.explained(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index_dir / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise BuildBusyError(f"{_who(index_dir)} is building {index_dir}; wait until it is done") from None
        try:
            durable.write(index_dir / ".builder", json.dumps({"pid": os.getpid()}).encode())
            durable.remove(index_dir / STAGING)
            yield
        finally:
            durable.remove(index_dir / STAGING)
            with suppress(FileNotFoundError):
                (index_dir / ".builder").unlink()
            lock.release()


def _who(index_dir: Path) -> str:
    """The process that holds the lock, as far as it has said so."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return f"process {int(json.loads((index_dir / '.builder').read_bytes())['pid'])}"
    return "another process"


def _names(index_dir: Path) -> list[str]:
    """Ids of the generations on disk, oldest first."""
    if not index_dir.is_dir():
        return []
    return sorted((p.name for p in index_dir.iterdir() if _ID.fullmatch(p.name)), key=lambda n: int(n.split("-")[0]))


def _list(index_dir: Path, in_use: str) -> list[Generation]:
    listed = []
    for name in reversed(_names(index_dir)):
        entry = Generation(name, name == in_use, None)
        try:
            listed.append(replace(entry, manifest=manifest.read(index_dir / name)))
        except IndexingError as e:
            listed.append(replace(entry, problem=str(e)))
    return listed


def _prune(index_dir: Path, keep: int, in_use: str) -> None:
    """Remove all but the newest generations. The one in use always stays."""
    for name in _names(index_dir)[:-keep]:
        if name != in_use:
            durable.remove(index_dir / name)
