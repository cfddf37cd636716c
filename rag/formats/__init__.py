"""A file of any format that we read becomes text in the manner of Markdown; reading goes on from there.

    bytes ─recognition─▶ text · wiki text · HTML · PDF · DOCX · HWPX ─its module─▶ headings `#`, items `-`, tables `| |`

What a file is, its content says; a suffix that says otherwise is refused, since a person should know which is right.
The libraries behind HTML, PDF, DOCX and HWPX are in the extra `formats` and are imported when a file needs them.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from rag.errors import DocumentError
from rag.formats import wiki
from rag.formats.encoding import decode
from rag.formats.recognition import SUFFIXES, UNSUPPORTED, Format, recognise

__all__ = ["SUFFIXES", "UNSUPPORTED", "Extracted", "Format", "libraries", "read_text"]

LIBRARIES = ("beautifulsoup4", "defusedxml", "lxml", "pdfplumber", "python-docx")
"""Distributions of the extra `formats`."""


class Extracted(NamedTuple):
    """The text of a file and the format it was of. `note` says what a keeper may want to check, or nothing.

    Pages of a PDF end with a form feed. For Markdown and plain text, `text` is the file decoded and nothing else;
    wiki text becomes Markdown.
    """

    text: str
    format: Format
    note: str = ""


def read_text(data: bytes, name: str) -> Extracted:
    """Take the text out of a file's bytes.

    Raises DocumentError naming the file and the reason: empty, a format that is not read, a suffix that does not fit
    the content, an encoding that is not known (with the byte), encrypted, scanned, too large unpacked, or a library
    that is not installed.
    """
    try:
        if not data.removeprefix(b"\xef\xbb\xbf").strip():
            raise DocumentError("the file holds no text; fill it or take it out of the corpus folder")
        format = recognise(data, name)
        if format == "text":
            text, note = decode(data)
            text = wiki.read(text) if wiki.marked(text) else text
        else:
            text, note = _reader(format)(data)
            text = unicodedata.normalize("NFC", text)
        if not text.strip():
            raise DocumentError("the file holds no text; fill it or take it out of the corpus folder")
        return Extracted(text, format, note)
    except DocumentError as e:
        raise DocumentError(f"{name}: {e}") from e


def _reader(format: Format) -> Callable[[bytes], tuple[str, str]]:
    """The `read` of the format's module. Raises DocumentError without its library."""
    try:
        read: Callable[[bytes], tuple[str, str]] = importlib.import_module(f"rag.formats.{format}").read
    except ModuleNotFoundError as e:
        if (e.name or "").startswith("rag"):
            raise
        raise DocumentError(f"reading {format.upper()} needs {e.name}; run pip install '.[formats]', then build") from e
    return read


@cache
def libraries() -> str:
    """The libraries that decide how files are read, with their versions; `-` for one that is not installed."""

    def found(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "-"

    return ", ".join(f"{name} {found(name)}" for name in LIBRARIES)
