"""What a generation says about itself: what it was built from and by, and the hash of each of its files.

A manifest is the last file written into a generation, so a folder without a sound one is no generation.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

import rag
from rag.errors import DamagedIndexError, MismatchError
from rag.formats import libraries
from rag.types import Refusal

FILE = "manifest.json"
FORMAT = 2
"""Number of the layout on disk; raised when an older program could not read it or a newer one must not."""


class Stored(NamedTuple):
    """A file of a generation: its bytes and their hash."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation's description of itself. Its id begins with a number that grows, whatever the clock does.

    `corpus` maps each document's name to its file's SHA-256, `refused` the files that could not be read, `files` each file's path inside the generation to its
    size and SHA-256. `model` is the setting, `encoder` the name that the model gives itself,
    `fingerprint` the hash of its weights, `words` that of the bundled model, which compares words whatever the model
    is. `seconds` is how long the build took, with the model loaded.
    """

    format: int
    id: str
    created: str
    program: str
    model: str
    encoder: str
    fingerprint: str
    words: str
    dimension: int
    analyzer: str
    corpus: dict[str, str]
    counts: dict[str, int]
    seconds: float
    files: dict[str, Stored]
    refused: dict[str, Refusal] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the generation's files together."""
        return sum(file.size for file in self.files.values())

    def dump(self) -> bytes:
        """The manifest as JSON, with the hash of itself, so that a changed manifest is known."""
        said = asdict(self)
        return json.dumps(said | {"seal": _seal(said)}, ensure_ascii=False, indent=1).encode() + b"\n"


_MANIFEST = TypeAdapter(Manifest)


def read(folder: Path) -> Manifest:
    """The manifest of a generation's folder.

    Raises DamagedIndexError when it is missing, cut or altered, MismatchError when it is of another format.
    """
    path = folder / FILE
    try:
        said = json.loads(path.read_bytes())
        if not isinstance(said, dict):
            raise ValueError("not an object")
        if said.get("format") != FORMAT:
            raise MismatchError(
                f"{path} is of format {said.get('format')!r}, this program reads {FORMAT}; run `rag build`"
            )
        seal = said.pop("seal", None)
        manifest = _MANIFEST.validate_python(said)
    except FileNotFoundError as e:
        raise DamagedIndexError(f"{path} is missing; run `rag build`") from e
    except (OSError, ValueError, ValidationError) as e:
        raise DamagedIndexError(f"{path} is not readable; run `rag build`") from e
    if seal != _seal(said):
        raise DamagedIndexError(f"{path} was altered: its seal does not fit; run `rag build`")
    return manifest


def files_of(folder: Path) -> dict[str, Stored]:
    """Size and hash of every file under a folder but the manifest, by path with `/`, in order of path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): Stored(path.stat().st_size, file_sha256(path))
        for path in paths
        if path != folder / FILE
    }


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises DamagedIndexError naming the first that is missing or altered."""
    for name, stored in manifest.files.items():
        path = folder / name
        try:
            found = path.stat().st_size
            if found != stored.size:
                raise DamagedIndexError(f"{path} has {found} bytes, expected {stored.size}; run `rag build`")
            if file_sha256(path) != stored.sha256:
                raise DamagedIndexError(f"{path} was altered: its SHA-256 does not fit; run `rag build`")
        except FileNotFoundError as e:
            raise DamagedIndexError(f"{path} is missing; run `rag build`") from e
        except OSError as e:
            raise DamagedIndexError(f"{path} is not readable ({e.strerror}); run `rag build`") from e


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def program() -> str:
    """Version of the program and a hash of its code, its data and the libraries that read files: what decides how a
    corpus is read and indexed."""
    root = Path(rag.__file__).parent
    digest = hashlib.sha256(libraries().encode())
    for path in sorted(root.rglob("*")):
        if path.is_file() and (path.suffix == ".py" or path.is_relative_to(root / "resources")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + bytes.fromhex(file_sha256(path)))
    return f"{rag.__version__}+{digest.hexdigest()[:12]}"


@cache
def analyzer() -> str:
    """What decides a text's terms: the analyser's and its model's version, and a hash of our rules over it."""
    rules = file_sha256(Path(rag.__file__).parent / "korean.py")[:12]
    return f"kiwipiepy {version('kiwipiepy')}, model {version('kiwipiepy_model')}, rules {rules}"


def _seal(said: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
