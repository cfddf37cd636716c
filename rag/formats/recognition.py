"""What a file is, told by its content; its name must agree."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from rag.errors import DocumentError

Format = Literal["text", "html", "pdf", "docx", "hwpx"]

SUFFIXES: dict[str, Format] = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".hwpx": "hwpx",
}
"""Suffixes of documents, with the format that each promises."""

UNSUPPORTED = (".hwp", ".doc", ".rtf", ".odt", ".ppt", ".pptx", ".xls", ".xlsx")
"""Suffixes of documents that are not read: they are refused by name, not passed over in silence."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S
)
_TAG = re.compile(rb"</?(?:p|div|table|h[1-6]|ul|ol|li|span|br|section|article|a)\b[^>]*>", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
             b"II*\0": "a TIFF picture", b"MM\0*": "a TIFF picture"}  # fmt: skip


def recognise(data: bytes, name: str) -> Format:
    """The format of a file. Raises DocumentError when it is none that is read, or not the one that its suffix says."""
    suffix = PurePath(name).suffix.lower()
    promised = SUFFIXES.get(suffix)
    found = _found(data, promised)
    if promised is None:
        raise DocumentError(f"{suffix or 'a name without suffix'} is not read; save it as one of {', '.join(SUFFIXES)}")
    if found != promised:
        right = next(s for s, format in SUFFIXES.items() if format == found)
        raise DocumentError(
            f"the suffix {suffix} does not fit the content, which is {_called(found)}; "
            f"name it {PurePath(name).stem}{right}, or put the right file there"
        )
    return found


def _called(format: Format) -> str:
    return "plain text" if format == "text" else format.upper()


def _found(data: bytes, promised: Format | None) -> Format:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        raise DocumentError(_compound(data))
    for signature, what in _PICTURES.items():
        if data.startswith(signature):
            raise DocumentError(f"the content is {what}; put a document with text there")
    if data.startswith(b"{\\rtf"):
        raise DocumentError("the content is RTF; save it as DOCX")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, which is full of zero bytes
        return promised if promised in ("text", "html") else "text"
    if (zero := data.find(b"\0")) >= 0:
        raise DocumentError(f"the content is no text: a zero byte at byte {zero}; put a document there")
    body = data.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(body[:4096]) or (promised == "html" and _TAG.search(body)):
        return "html"
    return "text"


def _zipped(data: bytes) -> Format:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError) as e:
        raise DocumentError(f"the file is cut or damaged ({e}); put a whole copy there") from e
    if "word/document.xml" in names:
        return "docx"
    if any(re.fullmatch(r"Contents/section\d+\.xml", n) for n in names):
        return "hwpx"
    if what := next(
        (
            w
            for part, w in (("ppt/", "PPTX"), ("xl/", "XLSX"), ("content.xml", "ODT"))
            if any(n.startswith(part) for n in names)
        ),
        "",
    ):
        raise DocumentError(f"the content is {what}, which is not read; save it as PDF or DOCX")
    raise DocumentError("the content is a zip archive; take the documents out of it and add those")


def _compound(data: bytes) -> str:
    """What an OLE compound file holds, by the names in its directory, and what to do with it."""
    streams = {
        "EncryptedPackage": "the file is encrypted; save it without a password",
        "HwpSummaryInformation": "the content is the older HWP, which is not read; save it as HWPX",
        "WordDocument": "the content is the older DOC, which is not read; save it as DOCX",
    }
    said = next((s for stream, s in streams.items() if stream.encode("utf-16-le") in data), "")
    return said or "the content is of an older Office format, which is not read; save it as DOCX or PDF"
