"""Files that are whole or not there, whatever stops the program: written beside, synced to the disk, renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rag.errors import IndexingError


def write(path: Path, data: bytes) -> None:
    """Put a file in place at once: a reader sees the old one or the new one, never a part. One writer at a time."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync(folder: Path) -> None:
    """Have every file and folder under a folder on the disk before this returns."""
    for place, _, names in os.walk(folder):
        for name in names:
            with (Path(place) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk. Does nothing where folders cannot be opened (Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def size(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def remove(folder: Path) -> None:
    """Remove a folder and all in it; one that is not there is fine."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the operating system says while writing under `folder` into an IndexingError with a remedy."""
    try:
        yield
    except OSError as e:
        remedy = {
            errno.ENOSPC: "free some space and run `rag build` again",
            errno.EDQUOT: "free some space and run `rag build` again",
            errno.EROFS: "set RAG_INDEX_DIR to a folder that can be written",
            errno.EACCES: "make it writable, or set RAG_INDEX_DIR to another folder",
            errno.EPERM: "make it writable, or set RAG_INDEX_DIR to another folder",
            errno.ENOTDIR: "set RAG_INDEX_DIR to a folder",
            errno.EEXIST: "set RAG_INDEX_DIR to a folder",
        }.get(e.errno or 0, "mend that and run `rag build` again")
        place = e.filename or folder
        raise IndexingError(f"cannot write {place}: {e.strerror or e}; {remedy}. What was in use stays in use") from e
