"""English words side by side that Korean writes as one: North Port → 북항, water information center → 물정보센터.

Each word stands for several Korean ones, of one syllable too; what they make together counts where a report writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.questions import QueryWord

LONGEST = 4  # words that make one
TRIED = 12  # Korean words that each stands for
_WORD = re.compile(r"[A-Za-z]+")
_APART = re.compile(r"[\s-]+")
_HANGUL = re.compile("[가-힣]+")


class Joined(NamedTuple):
    """A Korean word and the places, in a question's words, of the English ones that it stands for."""

    text: str
    places: frozenset[int]


def neighbours(texts: Iterable[str]) -> frozenset[str]:
    """Pairs of Hangul syllables that stand side by side in some texts."""
    found: set[str] = set()
    for text in texts:
        for run in _HANGUL.findall(re.sub(r"\s", "", text)):
            found.update(map("".join, pairwise(run)))
    return frozenset(found)


def joined(
    text: str, words: Sequence[QueryWord], also: Callable[[str], Collection[str]], pairs: Collection[str]
) -> list[Joined]:
    """What two to four words of an English question that stand side by side could make in Korean, longest first, as
    far as `pairs` of syllables allow it."""
    tokens = [
        (m, [t for t in list(also(m.group()))[:TRIED] if _HANGUL.fullmatch(t) and not t.endswith("다")])
        for m in _WORD.finditer(text)
    ]
    owners = [next((i for i, w in enumerate(words) if w.start <= m.start() < w.end), -1) for m, _ in tokens]
    found: set[Joined] = set()
    for first in range(len(tokens)):
        made = list(tokens[first][1])
        for last in range(first + 1, min(first + LONGEST, len(tokens))):
            if not _APART.fullmatch(text, tokens[last - 1][0].end(), tokens[last][0].start()):
                break
            made = [whole + t for whole in made for t in tokens[last][1] if whole[-1] + t[0] in pairs]
            places = frozenset(i for i in owners[first : last + 1] if i >= 0)
            found |= {Joined(whole, places) for whole in made if places}
    return sorted(found, key=lambda j: (-len(j.text), j.text))
