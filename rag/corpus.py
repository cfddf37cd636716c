"""Files are put into the corpus folder: checked by content, under a safe name, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

from rag import durable
from rag.errors import CorpusError, DocumentError
from rag.formats import SUFFIXES, Extracted, read_text
from rag.reading import IGNORED
from rag.settings import Settings

LONGEST = 200
"""Bytes of a file's name in UTF-8; file systems take 255, and a few are wanted beside it."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # devices on Windows


def safe_name(name: str) -> str:
    """The name that a file gets in the corpus folder: its last part, composed (NFC), without what file systems or
    addresses cannot hold. Raises DocumentError when nothing usable is left or the suffix is none that is read."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    composed = unicodedata.normalize("NFC", last)
    kept = "".join(c for c in composed if unicodedata.category(c)[0] != "C" and c not in '<>:"/\\|?*')
    stem, suffix = os.path.splitext(" ".join(kept.split()).strip(". "))
    if suffix.lower() not in SUFFIXES:
        raise DocumentError(
            f"{last[:80]!r}: {suffix or 'a name without suffix'} is not read; save it as one of {', '.join(SUFFIXES)}"
        )
    stem = stem.strip(". ").encode()[: LONGEST - len(suffix)].decode(errors="ignore").rstrip(". ")
    if not stem or stem.startswith("~$") or _RESERVED.match(stem) or stem + suffix in IGNORED:
        raise DocumentError(f"{last[:80]!r}: no document can have this name; rename the file")
    return stem + suffix


def add_upload(settings: Settings, name: str, data: bytes, *, force: bool = False) -> Path:
    """Put a document's bytes into the corpus folder and give the file's path. Building is another step.

    The same bytes under the same name are fine; other bytes replace a file only with `force`. Raises DocumentError
    naming the file when it is too large, has no usable name, is there already or cannot be read as what it says it
    is; CorpusError when the folder cannot be written.
    """
    return _add(settings, name, data, force)[0]


def add_file(settings: Settings, path: Path, *, force: bool = False) -> tuple[Path, Extracted]:
    """Copy a file into the corpus folder; its new path, and what was read of it. Raises as `add_upload` does."""
    try:
        if path.stat().st_size > settings.max_upload:
            raise DocumentError(_too_large(path.name, path.stat().st_size, settings))
        data = path.read_bytes()
    except OSError as e:
        raise DocumentError(f"{path}: cannot be read ({e.strerror}); check the path and its permissions") from e
    return _add(settings, path.name, data, force)


def _add(settings: Settings, name: str, data: bytes, force: bool) -> tuple[Path, Extracted]:
    safe = safe_name(name)
    if len(data) > settings.max_upload:
        raise DocumentError(_too_large(safe, len(data), settings))
    read = read_text(data, safe)
    folder = settings.corpus_dir
    place = folder / safe
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = _same(folder, safe) or place
        if place.is_symlink() or (place.exists() and not place.is_file()):
            raise DocumentError(f"{safe}: something that is no plain file has this name in {folder}; rename the file")
        if place.exists() and not force:
            if hashlib.sha256(place.read_bytes()).digest() == hashlib.sha256(data).digest():
                return place, read
            raise DocumentError(f"{safe}: {folder} holds another file of this name; rename it, or replace it (--force)")
        _write(place, data, force)
    except FileExistsError as e:
        raise DocumentError(f"{safe}: {folder} got a file of this name meanwhile; rename it, or use --force") from e
    except OSError as e:
        raise CorpusError(f"cannot write {place}: {e.strerror or e}; make {folder} writable, or free some space") from e
    return place, read


def _same(folder: Path, name: str) -> Path | None:
    """The file of the folder whose name differs at most in case or in how its syllables are composed."""

    def key(words: str) -> str:
        return unicodedata.normalize("NFC", words).casefold()

    return next((path for path in folder.iterdir() if key(path.name) == key(name)), None)


def _write(place: Path, data: bytes, force: bool) -> None:
    """Have a whole file in place at once. The part written so far begins with a dot, which reading passes over.

    Without `force`, raises FileExistsError when another got there first.
    """
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".new", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        if force:
            os.replace(beside, place)
        else:
            _link(beside, place)
        durable.sync_folder(place.parent)
    finally:
        Path(beside).unlink(missing_ok=True)


def _link(beside: str, place: Path) -> None:
    """Give a file its name unless that is taken, which raises FileExistsError."""
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if place.exists():
            raise FileExistsError(place) from None
        os.replace(beside, place)


def _too_large(name: str, size: int, settings: Settings) -> str:
    return f"{name}: {size:,} bytes, at most {settings.max_upload:,} are taken; make it smaller or raise RAG_MAX_UPLOAD"
