"""Items below an item: a short point with deeper points under it is their name.

「○ 장점」 over 「- 조용하다」, 「- 밝다」 is a field of that name; where the deeper points are fields or sentences, each is told
under the name. Below a ranked share they are what it stands for. What lies deeper is shown by the indentation or, without one, by the mark (□ ○ - · ①).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.layout.forms import predicates
from rag.layout.ranked import parts_of as ranked_parts
from rag.layout.unit import Unit
from rag.types import Span

_MARKS = ("□■◆▪◇❑", "○●◦❍ㅇ", "-*+–－", "·•∙‧ㆍ")
_TITLES = "■◆◇▶▷"  # marks of titles, which may be told as a sentence (이런 점이 좋아요)
_LONG = 40  # characters of a name
_STOP = re.compile(r"[.!?:,;]['\"”’)]*$")
_ANNOUNCES = re.compile(r"(?:다음|아래)[과와]\s같(?:다|습니다|음)\.?$")
_NOTED = re.compile(r".{15}.*(?:[있없었였했됐았겠많높낮같]음|[함됨])$")  # a sentence as papers note it (늘고 있음)
_AMOUNT = re.compile(r"(?<!\d)(?!(?:19|20)\d\d년)\d[\d,.]*\s?(?:%p?|점|[가-힣]{1,3})$")
_BOLD = re.compile(r"\*\*(.+)\*\*")
_COUNTS = re.compile(
    r"(?<![\d~∼.-])\d[\d,.]*(?:[만억]\s?)?(?![\d년월일차단호번장절위등급분학대세시기%])[가-힣]{1,2}(?:[을를이가]\s|\s[가-힣])"
)
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
    depth = depth_of(text, owner) if owner.bullet else _NO_DEPTH
    below = []
    for u in units[at + 1 :]:
        if u.group != owner.group or not u.bullet or u.kind not in ("line", "field") or depth_of(text, u) <= depth:
            break
        below.append(u)
    return below


def _can_name(text: str, u: Unit) -> bool:
    words = text[u.value.start : u.value.end]
    opens = ":" in text[u.value.end : u.end] or _OPEN.fullmatch(text, u.value.start, u.end)
    if opens or _ANNOUNCES.search(words) or len(ranked_parts(text, u.value)) == 3:
        return True
    bare = words.rstrip(":： ")
    if len(words) > _LONG or _STOP.search(bare) or _NOTED.fullmatch(bare) or _AMOUNT.search(words):
        return False
    titled = text[u.start] in _TITLES and len(words) <= _LONG / 2
    return (titled or not predicates(bare)) and "※" not in u.text(text)


def depth_of(text: str, u: Unit) -> tuple[int, int]:
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
    if _COUNTS.search(text, *name):  # it says something itself
        return [owner, *(replace(u, under=u.under or name) for u in below)]
    if all(u.kind == "line" and u.under is None and not _SAID.fullmatch(text, *u.value) for u in below):
        value = Span(below[0].value.start, below[-1].value.end)
        parts = tuple(u.value for u in below) if len(below) > 1 else ()
        return [replace(owner, kind="field", label=name, value=value, end=below[-1].end, cells=parts)]
    return [replace(owner, kind="name", value=name), *(replace(u, under=u.under or name) for u in below)]
