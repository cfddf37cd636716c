"""Titles told by their mark, and names that stand over their value.

「■ 한눈에」 over what is told there, wherever that mark opens short lines and other lines follow · 「본사」 over 「사천시
용현면」 between fields.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from rag.layout.unit import Unit
from rag.types import Span

_MARK = re.compile(r"(?P<mark>[■▣▶►◆◇□◈❖◎●★☆▪▷♦※])\s*(?=[^\s\d.]|\d+[^\d\s.])|(?P<number>\[\d{1,2}\])\s+(?=\S)")
_BRACKETS = re.compile(r"[\[【〈<]\s?(?!(?:표|그림|사진|단위|주)\b)(?P<words>[^\[\]【】〈〉<>]{1,30}?)\s?[\]】〉>]")
_SENTENCE = re.compile(r"(?:다|요|죠|까)[.!?]|[.,;:]$")
_NAME = re.compile(r"(?=.*[가-힣A-Za-z])[^\s\d.:;!?|,\"'“‘][^.:;!?|,\"“]{0,15}(?<![은는을를])")
_RATED = re.compile(r"(?P<name>[^★⭐]{2,30}?)\s+(?P<value>[★⭐]+\s*\d.*)")
_CIRCLED = re.compile(r"[①-⑳]")
_SHORT = 40  # characters of a title
_DEPTH = 11  # of the first mark: below all that `#`, numbers and bold letters mark
OFTEN, OPEN = 0.75, 0.34  # share of a mark's lines that are titles, and of these over lines that no mark opens


def marked_titles(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units with lines as headings whose mark opens titles throughout; the mark that comes first lies highest.
    Marks over nothing but points are left to be the names of these."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, u in enumerate(found):
        if u.kind in ("line", "field") and (mark := _mark_of(text, found, i)):
            places[mark].append(i)
    depth = {mark: _DEPTH + order for order, (mark, at) in enumerate(places.items()) if _opens_titles(text, found, at)}
    result = list(found)
    for mark in depth:
        for i in places[mark]:
            if _title(text, found, i):
                value = title_words(text, found[i])
                result[i] = replace(found[i], kind="heading", level=depth[mark], value=value, label=None, bullet=False)
    return [piece for u in result for piece in _rated(text, u)]


def _mark_of(text: str, found: Sequence[Unit], i: int) -> str:
    """The mark that a line opens with; for one in brackets whether it stands alone or opens lines below it, [] and [. Empty
    for any other line."""
    u = found[i]
    if _BRACKETS.fullmatch(text, u.start, u.end):
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(found) and found[k].group == u.group]
        return "[" if i + 1 in beside and i - 1 not in beside else "" if beside else "[]"
    m = _MARK.match(text, u.start, u.end)
    return (m["mark"] or "[1]") if m else ""


def title_words(text: str, u: Unit) -> Span:
    """The words of a title without its mark or brackets."""
    if m := _BRACKETS.fullmatch(text, u.start, u.end):
        return Span(*m.span("words"))
    m = _MARK.match(text, u.start, u.end)
    return Span(m.end() if m else u.start, u.end)


def _rated(text: str, u: Unit) -> list[Unit]:
    """A title that tells its rating in the same line, as title and field."""
    m = _RATED.fullmatch(text, *u.value) if u.kind == "heading" else None
    if m is None:
        return [u]
    name, value = Span(*m.span("name")), Span(*m.span("value"))
    return [
        replace(u, end=name.end, value=name),
        Unit("field", name.start, value.end, value, name, group=u.group),
    ]


def _opens_titles(text: str, found: Sequence[Unit], at: Sequence[int]) -> bool:
    titles = [i for i in at if _title(text, found, i)]
    over = [i for i in titles if not found[i + 1].bullet]
    listed = not _BRACKETS.fullmatch(text, found[at[0]].start, found[at[0]].end)  # brackets hold no point of a list
    return len(at) > 1 and len(titles) >= OFTEN * len(at) and (not listed or len(over) >= OPEN * len(titles))


def _title(text: str, found: Sequence[Unit], i: int) -> bool:
    """Whether a line is short, no sentence, and stands over lines that do not open with its mark."""
    u, after = found[i], found[i + 1] if i + 1 < len(found) else None
    if u.kind != "line" or after is None or u.end - u.start > _SHORT or _SENTENCE.search(text, u.start, u.end):
        return False
    return _mark_of(text, found, i) != _mark_of(text, found, i + 1)


def labels_over_values(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units with two bare lines among fields as one field: a name over its value. So are two or more such pairs that
    blank lines part. A line of items that circled numbers part is a value too."""
    found = _apart(text, found)
    result: list[Unit] = []
    i = 0
    while i < len(found):
        n = _pairs(text, found, i, result[-1] if result else None)
        for a, b in zip(found[i : i + 2 * n : 2], found[i + 1 : i + 2 * n : 2], strict=True):
            result.append(replace(a, kind="field", end=b.end, label=a.value, value=Span(_begin(text, b), b.end)))
        if n == 0:
            result.append(found[i])
        i += 2 * n or 1
    return result


def _apart(text: str, found: Sequence[Unit]) -> list[Unit]:
    """The units with the pairs that stand by themselves between blank lines as fields, where they follow each other."""
    result: list[Unit] = []
    blocks = [list(group) for _, group in groupby(found, key=lambda u: u.group)]
    for paired, run in groupby(blocks, key=lambda block: _is_pair(text, block)):
        pairs = list(run)
        telling = [block for block in pairs if paired and _tells(text, block[0], block[1])]
        if len(pairs) > 1 and 2 * len(telling) >= len(pairs):
            result += [_field(block) for block in pairs]
        else:
            result += [u for block in pairs for u in block]
    return result


def _is_pair(text: str, block: Sequence[Unit]) -> bool:
    """Whether the lines between two blank ones may be a name over its value, or over a few of them."""
    return (
        1 < len(block) < 4
        and all(u.kind == "line" and not u.bullet for u in block)
        and bool(_NAME.fullmatch(text, *block[0].value))
        and not any(_SENTENCE.search(text, u.start, u.end) for u in block)
    )


def _field(block: Sequence[Unit]) -> Unit:
    name, values = block[0], [u.value for u in block[1:]]
    value = Span(values[0].start, block[-1].end)
    parts = tuple(values) if len(values) > 1 else ()
    return replace(name, kind="field", end=value.end, label=name.value, value=value, cells=parts)


def _pairs(text: str, found: Sequence[Unit], i: int, before: Unit | None) -> int:
    """How many names over their values begin at a unit."""
    a, b = found[i], found[i + 1] if i + 1 < len(found) else None
    if b is None or a.kind != "line" or a.bullet or b.kind != "line" or a.group != b.group:
        return 0
    if _NAME.fullmatch(text, *a.value) and len(_CIRCLED.findall(text, b.start, b.end)) > 1:
        return 1
    bare = list(takewhile(lambda u: u.kind == "line" and not u.bullet and u.group == a.group, found[i:]))
    names, values = bare[::2], bare[1::2]
    if len(names) != len(values) or not all(_NAME.fullmatch(text, *u.value) for u in names):
        return 0
    after = found[i + len(bare)] if i + len(bare) < len(found) else None
    beside = [u for u in (before, after) if u is not None and u.group == a.group]
    fields = bool(beside) and all(u.kind in ("field", "heading") and not u.bullet for u in beside[:1])
    told = len(names) == 1 or all(_tells(text, a, b) for a, b in zip(names, values, strict=True))
    return len(names) if fields and told and any(u.kind == "field" and not u.bullet for u in beside) else 0


def _tells(text: str, name: Unit, value: Unit) -> bool:
    """Whether the lower of two lines says more than the upper, so that it is no name of its own."""
    words = value.text(text)
    return any(c.isdigit() for c in words) or len(words) > name.end - name.start


def _begin(text: str, u: Unit) -> int:
    return u.start if _CIRCLED.match(text, u.start) else u.value.start
