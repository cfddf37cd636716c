"""Numbers before titles: how deep each way of numbering lies, and which number comes next.

「제1장」 or 「Ⅰ.」 over 「1.」 over 「가.」 over 「1)」 over 「가)」 over 「①」; 「붙임 2」 beside the chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_LETTERS = "가나다라마바사아자차카타파하"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Ways of numbering the parts of a document, from the highest down: each lies below those of them that it has.
_PARTS = (
    re.compile(r"(?=제|\d{1,2}[편부]\s)제?\s?(\d+)\s?[편부]\s*\S"),
    re.compile(rf"(?:(?=제|\d{{1,2}}장\s)제?\s?(\d+)\s?장|([{_ROMAN}])[{_ROMAN}]*[.\s]|[IVX]{{1,4}}\.\s)\s*\S"),
    re.compile(r"(?=제|\d{1,2}절\s)제?\s?(\d+)\s?절\s*\S"),
)
_ANNEX = re.compile(r"(?:붙임|별첨|부록|별표|참고)\s?\d*\.?\s+\S")
_DOTTED = re.compile(r"((?:\d{1,2}\.){0,3})(\d{1,2})\.?\s\s*\S")  # below the parts, and deeper by one for each dot
_DEEPEST = 6  # of a dotted number
_LOWER = (
    (7, re.compile(rf"([{_LETTERS}])\.\s+\S")),
    (8, re.compile(r"(\d{1,2})\)\s+\S")),
    (9, re.compile(rf"([{_LETTERS}])\)\s+\S")),
    (10, re.compile(r"([①-⑳])\s*\S")),
)


class Numbering:
    """How the titles of a document are numbered, and the numbers of those that were read."""

    def __init__(self, parts: tuple[bool, ...]) -> None:
        self._parts = parts
        self._taken: dict[int, int] = {}

    @classmethod
    def of(cls, lines: Iterable[str]) -> Numbering:
        """The numbering of a document whose short lines are these."""
        lines = list(lines)
        return cls(tuple(sum(bool(form.match(line)) for line in lines) > 1 for form in _PARTS))

    @property
    def parted(self) -> bool:
        """Whether the document has parts or chapters."""
        return any(self._parts)

    def depth(self, words: str) -> int:
        """How deep the number before a line lies; 0 for none."""
        return self._place(words)[0]

    def take(self, words: str) -> None:
        """A title of the document follows."""
        depth, number = self._place(words)
        self._taken = {d: n for d, n in self._taken.items() if d < depth} | {depth: number}

    def goes_on(self, words: str) -> bool:
        """Whether a line of a parted document has the number that comes next after the titles above it."""
        depth, number = self._place(words)
        return self.parted and depth > 0 and number == self._taken.get(depth, 0) + 1

    def may_ask(self, words: str) -> bool:
        """Whether a title so numbered may be a question: one that stands among parts is no item of a list."""
        return any(form.match(words) for form in _PARTS) or (self.parted and bool(_DOTTED.match(words)))

    def _place(self, words: str) -> tuple[int, int]:
        """Depth and number of a line; zeros for a line without a number."""
        for above, form in enumerate(_PARTS):
            if m := form.match(words):
                return 2 + sum(self._parts[:above]), _number(next(filter(None, m.groups()), ""))
        if _ANNEX.match(words):
            return 2, 0
        if m := _DOTTED.match(words):
            return min(2 + sum(self._parts) + m[1].count("."), _DEEPEST), int(m[2])
        return next(((depth, _number(m[1])) for depth, form in _LOWER if (m := form.match(words))), (0, 0))


def _number(mark: str) -> int:
    """What a mark counts; 0 for one that is not known."""
    places = (order.find(mark) + 1 for order in (_ROMAN, _LETTERS, _CIRCLED) if mark)
    return int(mark) if mark.isdecimal() else max(places, default=0)
