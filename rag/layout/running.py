"""Lines that tell several things side by side become a unit for each: 「정규직 22명, 계약직 6명」, 「난이도 — 보통 · 분위기 — 좋음」.

A line is taken apart only where every piece of it is a name with its amount, or a label with its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.layout.unit import Unit
from rag.types import Span

_DIVIDERS = (re.compile(r"\s+[|]\s+"), re.compile(r"\s+[·•]\s+"), re.compile(r"\s+/\s+"), re.compile(r",\s+"))
_CIRCLED = re.compile(r"[①-⑳]")
_NUMBER = re.compile(r"\S\s*")
_STEP = re.compile(r"[\s,→⇒➔▶>]+$")  # between one step and the next
_COUNTED = re.compile(
    r"(?:\d{1,2}\s?[위등]\s+)?(?=[^\d\s])[^,|·—:\n.!?\"'“‘]{1,24}?\s\d[\d,]*(?:\.\d+)?\s?(?:%p?|점|[가-힣]{1,2})"
)
_PART = re.compile(r"(?=[^\s\d])([^,|—–:\n.!?]{1,20}?)(?:\s[—–]\s|\s?:\s)(\S.*)")


def taken_apart(text: str, units: Iterable[Unit]) -> list[Unit]:
    """The units with such lines taken apart; the pieces stay in the group of their line."""
    return [piece for u in units for piece in (_pieces(text, u) if u.kind in ("line", "field") else (u,))]


def _pieces(text: str, u: Unit) -> list[Unit]:
    words = text[u.start : u.end]
    if "\n" in words or len(words) > 300:
        return [u]
    if (
        u.kind == "line"
        and u.bullet
        and len(starts := [m.start() for m in _CIRCLED.finditer(text, u.start, u.end)]) > 1
    ):
        ends = [*starts[1:], u.end]
        spans = [Span(a, a + len(_STEP.sub("", text[a:b]))) for a, b in zip(starts, ends, strict=True)]
        return [replace(u, start=s.start, end=s.end, value=_trimmed(text, s)) for s in spans]
    first = u.label if u.label is not None else u.value
    for divider in _DIVIDERS:
        spans = _divided(text, Span(first.start, u.value.end), divider)
        if len(spans) < 2:
            continue
        if u.kind == "line" and all(_COUNTED.fullmatch(text, *s) for s in spans):
            return [replace(u, start=s.start, end=s.end, value=s) for s in spans]
        if divider is not _DIVIDERS[-1]:
            named = [_PART.fullmatch(text, *s) for s in spans]
            if all(named):
                return [
                    replace(u, kind="field", start=s.start, end=s.end, label=Span(*m.span(1)), value=Span(*m.span(2)))
                    for s, m in zip(spans, named, strict=True)
                    if m is not None
                ]
    return [u]


def _divided(text: str, span: Span, divider: re.Pattern[str]) -> list[Span]:
    cuts = [m.span() for m in divider.finditer(text, *span)]
    starts = [span.start, *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), span.end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True)]


def _trimmed(text: str, span: Span) -> Span:
    """A step without its number."""
    m = _NUMBER.match(text, *span)
    return Span(m.end() if m else span.start, span.end)
