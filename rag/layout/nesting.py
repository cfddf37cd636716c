"""Items below an item: a short point with deeper points under it is their name.

「○ 장점」 over 「- 조용하다」, 「- 밝다」 is a field of that name; where the deeper points are fields or sentences, each is told
under the name. Below a ranked share they are what it stands for. What lies deeper is shown by the indentation or, without one, by the mark (□ ○ - · ①).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.layout.ranked import parts_of as ranked_parts
from rag.layout.unit import Unit
from rag.types import Span

_MARKS = ("□■◆▪◇", "○●◦❍", "-*+–", "·•∙‧")
_TITLES = "■◆◇▶▷"  # marks of titles, which may be told as a sentence (이런 점이 좋아요)
_LONG = 40  # characters of a name
_SENTENCE = re.compile(r"[.!?:,;]['\"”’)]*$|[다요]$")
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:%p?|점|[가-힣]{1,3})$")
_BOLD = re.compile(r"\*\*(.+)\*\*")
_SAID = re.compile(r"(?!Q\d)[\s\S]*[가-힣][다요]\.")
_OPEN = re.compile(r"(?P<name>[^\n]{1,40}?)\s*(?:\*\*)?\s*[:：]\s*(?:\*\*)?")
_OPENS = re.compile(r"((?:[^.!?:：]{4,30}\?\s)?[^.!?:：]{2,40}?)\s*[:：]")  # a line over the points that it names
_NO_DEPTH = (0, 0)


def nested(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units with points that name deeper ones made fields of these, or the name of each."""
    result: list[Unit] = []
    i = 0
    while i < len(units):
        below = _below(text, units, i)
        if not below:
            result.append(units[i])
            i += 1
            continue
        result += _told(text, units[i], nested(text, below))
        i += 1 + len(below)
    return result


def _below(text: str, units: Sequence[Unit], at: int) -> list[Unit]:
    """The deeper points right under a point that can be their name."""
    owner = units[at]
    if owner.kind != "line" or not (owner.bullet or _OPENS.fullmatch(text, *owner.value)) or not _can_name(text, owner):
        return []
    depth = _depth(text, owner) if owner.bullet else _NO_DEPTH
    below = []
    for u in units[at + 1 :]:
        if u.group != owner.group or not u.bullet or u.kind not in ("line", "field") or _depth(text, u) <= depth:
            break
        below.append(u)
    return below


def _can_name(text: str, u: Unit) -> bool:
    words = text[u.value.start : u.value.end]
    if len(ranked_parts(text, u.value)) == 3 or _OPEN.fullmatch(text, u.value.start, u.end):
        return True
    said = _SENTENCE.search(words.rstrip(":： ")) and not (
        text[u.start] in _TITLES and len(words) <= _LONG / 2 and words[-1] in "다요"
    )
    return len(words) <= _LONG and not said and not _AMOUNT.search(words) and "※" not in u.text(text)


def _depth(text: str, u: Unit) -> tuple[int, int]:
    """How deep a point lies: its indentation, then its mark."""
    line = text.rfind("\n", 0, u.start) + 1
    mark = text[u.start]
    if mark == "※":
        return 0, 0
    before = text[line : u.start]
    indent = len(before) - len(before.lstrip()) if before.strip() else len(before)
    return indent, next((i for i, marks in enumerate(_MARKS) if mark in marks), len(_MARKS))


def _told(text: str, owner: Unit, below: list[Unit]) -> list[Unit]:
    name = owner.value
    if m := _OPENS.fullmatch(text, *name):
        name = Span(*m.span(1))
    if m := _BOLD.fullmatch(text, *name):
        name = Span(*m.span(1))
    elif m := _OPEN.fullmatch(text, name.start, owner.end):
        name = Span(*m.span("name"))
    if ranked := ranked_parts(text, name):  # the things of a ranked share below it
        last = below[-1]
        return [replace(owner, cells=(*ranked, Span(below[0].value.start, last.end)), end=last.end)]
    if all(u.kind == "line" and u.under is None and not _SAID.fullmatch(text, *u.value) for u in below):
        value = Span(below[0].value.start, below[-1].value.end)
        parts = tuple(u.value for u in below) if len(below) > 1 else ()
        return [replace(owner, kind="field", label=name, value=value, end=below[-1].end, cells=parts)]
    return [replace(owner, kind="name", value=name), *(replace(u, under=u.under or name) for u in below)]
