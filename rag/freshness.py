"""Whether the index still says what the corpus says, told without loading a model."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rag import durable, generations, manifest
from rag.errors import CorpusError, IndexingError, NoIndexError
from rag.manifest import Manifest
from rag.reading import corpus_files
from rag.settings import Settings


def documents(settings: Settings, built: Manifest | None) -> dict[str, str]:
    """Each document's state by name: `current`, `changed`, `new` (not in the index), `removed` (from the corpus) or
    `refused` (it could not be read, and has not changed since)."""
    known = dict(built.corpus) if built else {}
    refused = built.refused if built else {}
    states = {}
    for name, path in corpus_files(settings.corpus_dir).items():
        try:
            now = manifest.file_sha256(path)
        except OSError:
            now = ""  # a build says why
        if name in refused:
            states[name] = "refused" if refused[name].sha256 == now else "changed"
        else:
            states[name] = "new" if name not in known else "current" if known.pop(name) == now else "changed"
    return states | dict.fromkeys(known, "removed")


def needed(settings: Settings) -> str:
    """Why a build is needed, or nothing when the index is whole and of this corpus, model and program."""
    try:
        folder = settings.index_dir / generations.current(settings.index_dir)
        built = manifest.read(folder)
        manifest.check_files(folder, built)
    except NoIndexError:
        return "there is no index yet"
    except IndexingError as e:
        return str(e)
    changes = [
        f"{name} {state}" for name, state in documents(settings, built).items() if state not in ("current", "refused")
    ]
    if changes:
        return ", ".join(changes[:3]) + (f" and {len(changes) - 3} more" if len(changes) > 3 else "")
    if built.model != settings.model:
        return f"the model is now {settings.model or 'the bundled one'}"
    if (built.program, built.analyzer) != (manifest.program(), manifest.analyzer()):
        return "the program changed"
    return ""


def status(settings: Settings) -> dict[str, Any]:
    """What there is: the generation in use, each document's state and age against it, sizes. Never raises RagError."""
    said: dict[str, Any] = {
        "corpus_dir": str(settings.corpus_dir),
        "index_dir": str(settings.index_dir),
        "generation": None,
        "problem": "",
    }
    built: Manifest | None = None
    try:
        said["generation"] = generations.current(settings.index_dir)
        built = manifest.read(settings.index_dir / said["generation"])
    except IndexingError as e:
        said["problem"] = str(e)
    if built:
        said |= {
            "created": built.created,
            "model": built.encoder,
            "dimension": built.dimension,
            **built.counts,
            "bytes": built.size,
            "build_seconds": built.seconds,
        }
    said["generations"] = len(generations.list_generations(settings))
    said["bytes_of_all"] = durable.size(settings.index_dir) if settings.index_dir.is_dir() else 0
    try:
        states = documents(settings, built)
        files = corpus_files(settings.corpus_dir)
        said["documents_of_corpus"] = [_document(name, state, files.get(name), built) for name, state in states.items()]
    except (CorpusError, OSError) as e:
        said["documents_of_corpus"], said["problem"] = [], said["problem"] or str(e)
    return said


def _document(name: str, state: str, path: Path | None, built: Manifest | None) -> dict[str, Any]:
    """How a document stands to the index. `age` is how many seconds before the index it was last changed, negative
    when after, None where there is no file or no index; `reason` says why it was refused, or nothing."""
    changed = os.path.getmtime(path) if path else None
    created = datetime.fromisoformat(built.created).timestamp() if built else None
    return {
        "name": name,
        "state": state,
        "modified": _time(changed) if changed is not None else None,
        "age": round(created - changed) if created is not None and changed is not None else None,
        "reason": built.refused[name].reason if built and state == "refused" else "",
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
