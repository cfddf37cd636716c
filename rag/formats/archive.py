"""Zip archives that documents come in, opened with limits so that a small file cannot fill the memory."""

from __future__ import annotations

import zlib
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from rag.errors import DocumentError

UNPACKED = 256 << 20
"""Bytes that an archive may hold unpacked, all its files together."""

RATIO = 200
"""How many times its packed size an archive may hold, once it holds more than `SMALL`; documents reach some 30."""

SMALL = 8 << 20
"""Bytes unpacked below which the ratio does not matter."""

MEMBERS = 10_000
"""Files that an archive may hold."""


class Archive:
    """The files in a zip archive. Reading one never gives more bytes than the archive says it has."""

    def __init__(self, data: bytes) -> None:
        """Raises DocumentError when it is damaged, encrypted, or larger unpacked than the limits."""
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as e:
            raise DocumentError(f"the file is cut or damaged ({e}); put a whole copy there") from e
        members = self._zip.infolist()
        size = sum(m.file_size for m in members)
        if len(members) > MEMBERS:
            raise DocumentError(f"holds {len(members)} files, at most {MEMBERS} are opened; it is no sound document")
        if size > UNPACKED or (size > SMALL and size > RATIO * len(data)):
            raise DocumentError(
                f"unpacks from {len(data):,} to {size:,} bytes, which no document does (at most {UNPACKED:,} bytes "
                f"and {RATIO} times are opened); it may be a zip bomb"
            )
        if any(m.flag_bits & 1 for m in members):
            raise DocumentError("the file is encrypted; save it without a password")
        self.names = [m.filename for m in members]

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises DocumentError when it is not there or damaged."""
        try:
            with self._zip.open(name) as member:
                return member.read()
        except KeyError as e:
            raise DocumentError(f"{name} is missing in it; put a whole copy there") from e
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as e:
            raise DocumentError(f"{name} in it is damaged ({e}); put a whole copy there") from e

    def check(self) -> None:
        """Read everything once, for a library that opens the archive itself. Raises DocumentError as `read` does."""
        for name in self.names:
            self.read(name)

    def xml(self, name: str) -> Element:
        """A file as XML, entities refused. Raises DocumentError as `read` does, or when it is not sound XML."""
        try:
            root: Element = fromstring(self.read(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as e:
            raise DocumentError(f"{name} in it is no sound XML ({e!r}); put a whole copy there") from e
        return root
