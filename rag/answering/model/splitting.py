"""The text of a language model, cut into sentences with their marks while it still comes.

A sentence is whole once it is sure that no mark follows it. One without a mark of its own is held until the marks of
its paragraph come: 「…했다. …이다. [2]」 cites 2 twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answering.composing import tidy

_MARK = r"[\[【]\s*\^?\d{1,3}(?:\s*[,、，]\s*\^?\d{1,3})*\s*[\]】]"
MARKS = re.compile(rf"\s*{_MARK}")
_END = re.compile(r"[.!?。！？]+[\"'”’」』)]*(?=\s|[\[【]|$)|\n")
_AFTER = re.compile(rf"(?:[ \t]*\n?[ \t]*{_MARK}[.。]?)+")
_MAYBE_MARK = re.compile(r"\s*(?:[\[【][\s\d,、，^]*)?\Z")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:vs|No|Dr|Mr|Ms|St|Inc|Ltd|Co|e\.g|i\.e|etc|approx))\.\Z")
_ITEM = re.compile(r"\s*(?:[-*+•·]\s+|\d{1,2}[.)]\s+(?=\D))")
_OPEN, _CLOSE = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or item as it is shown, without its marks, and the numbers in them."""

    text: str
    marks: tuple[int, ...]


class Splitter:
    """Takes pieces, gives segments. `pending` counts the characters that belong to no whole sentence yet."""

    def __init__(self) -> None:
        self._buffer = ""
        self._held: list[str] = []
        self._thinking: bool | None = None

    @property
    def pending(self) -> int:
        """Characters waiting for the end of their sentence."""
        return len(self._buffer)

    def feed(self, piece: str) -> list[Segment]:
        """The segments that this piece makes whole, in order."""
        self._buffer += piece
        return [] if self._thinks() else self._cut(final=False)

    def finish(self) -> list[Segment]:
        """What is left when the text has ended; an unfinished sentence is dropped when it has no mark."""
        if self._thinking:
            return []
        self._thinking = False
        return self._cut(final=True)

    def _thinks(self) -> bool:
        """Whether the model is still thinking aloud; its thoughts are dropped."""
        if self._thinking is None:
            start = self._buffer.lstrip()
            if len(start) < len(_OPEN) and _OPEN.startswith(start):
                return True
            self._thinking = start.startswith(_OPEN)
        if self._thinking:
            if _CLOSE not in self._buffer:
                return True
            self._buffer = self._buffer.split(_CLOSE, 1)[1]
            self._thinking = False
        return False

    def _cut(self, final: bool) -> list[Segment]:
        found: list[Segment] = []
        start = 0
        while True:
            end = self._end(start, final)
            if end is None:
                break
            raw, self._buffer, start = self._buffer[:end], self._buffer[end:], 0
            found += self._segment(raw)
        if final and self._buffer.strip():
            raw, self._buffer = self._buffer, ""
            found += self._segment(raw + "\n")
        if final:
            found += self._released(())
        return found

    def _end(self, start: int, final: bool) -> int | None:
        """Where the first sentence of the buffer ends, its marks included; None when that is not sure yet."""
        for m in _END.finditer(self._buffer, start):
            before, after = self._buffer[: m.end()], self._buffer[m.end() :]
            if m.group() != "\n":
                if re.search(r"\d\.\Z", before) and re.match(r"\s*\d", after):
                    continue  # 2024. 8. 20.
                if re.search(r"\d\.\s?\d{1,2}\.\Z", before):
                    continue  # its end
                if re.fullmatch(r"\s*\d{1,2}\.", before.rsplit("\n", 1)[-1]):
                    continue  # the number of an item
                if _ABBREVIATION.search(before):
                    continue
            marks = _AFTER.match(self._buffer, m.end())
            end = marks.end() if marks else m.end()
            rest = self._buffer[end:]
            if not final and _MAYBE_MARK.match(rest):
                return None
            if m.group() != "\n" and rest.startswith("\n"):
                end += 1
            return end
        return None

    def _segment(self, raw: str) -> list[Segment]:
        marks = tuple(dict.fromkeys(int(n) for m in MARKS.finditer(raw) for n in re.findall(r"\d+", m.group())))
        bare = MARKS.sub("", raw)
        text = tidy(re.sub(r"^\s*#{1,6}\s+", "", bare))
        text = re.sub(r"\s+([.!?])", r"\1", text)
        if text and not re.fullmatch(r"[\W_]+", text):
            self._held.append(f"- {text}" if _ITEM.match(bare) else text)
        if marks:
            return self._released(marks)
        return self._released(()) if raw.endswith("\n") else []

    def _released(self, marks: tuple[int, ...]) -> list[Segment]:
        found = [Segment(text, marks) for text in self._held]
        self._held = []
        return found
