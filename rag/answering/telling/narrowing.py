"""The shortest part of a fact that still answers: one clause of its sentence, or one sentence of its value.

A part is told alone only when it says every word of the question that the whole says, holds the wanted kind (an
amount, a date, a place), and nothing outside it limits what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from rag.answering.choosing.ranking import TYPED
from rag.answering.spans.clauses import Clause, clauses, finished, part_that_says
from rag.korean import Korean
from rag.questions import Query, QueryWord
from rag.types import Span

_END = re.compile(r"(?<=[가-힣%)])\.\s+(?=\S)")  # of a sentence or of a phrase that stands as one
_WHERE_TO = re.compile(
    r"(?:[을를할갈쓸볼]|[길])\s(?:데|곳|시설|자리)(?:가|이|도|은|는)?\s?(?:좀\s|따로\s)?있"
)  # 「맡길 데 있어?」
_DENIES = re.compile(r"수(?:는|가|도)?\s없|(?:[면서]|[어아여])\s?(?:도|는)?\s안\s된|지\s(?:못한|않는)다|금지|불가")

_SPACE = re.compile(r"\s")


class Narrowing:
    """Finds the part. `also` gives the synonyms of a term."""

    def __init__(self, korean: Korean, also: Callable[[str], Collection[str]]) -> None:
        self.korean, self._also = korean, also

    def clause(self, query: Query, sentence: str, spans: Sequence[Span]) -> tuple[Span, str] | None:
        """The place in a sentence of the clauses that answer, and them as a polite sentence; None for the whole.
        `spans` are the places of the wanted kind in the sentence."""
        if query.language != "ko" or (query.wanted not in TYPED and query.wanted != "yesno"):
            return None
        if _WHERE_TO.search(query.text):  # what there is, is named before it is told of
            return None
        parts = clauses(sentence, self.korean)
        needs = self._needs(query, sentence)
        if len(parts) < 2 or needs is None:
            return None
        if query.wanted in TYPED:
            needs.append(list(spans))
        first, last = part_that_says(sentence, parts, needs)
        if (first, last) == (0, len(parts) - 1):
            return None
        outside = sentence[: parts[first].start] + sentence[parts[last].end :]
        if query.wanted == "yesno" and _DENIES.search(outside):
            return None  # 「이장을 거쳐서 하며, 따로 낼 수는 없다」 says no with what would be cut off
        joined = Clause(parts[first].start, parts[last].end, parts[first].subject)
        return Span(joined.start, joined.end), finished(sentence, joined, self.korean)

    def sentence(self, query: Query, value: str, spans: Sequence[Span]) -> Span | None:
        """The one sentence of a value of several that answers; None for all of them."""
        if query.wanted not in TYPED:
            return None
        ends = [m.end() for m in _END.finditer(value)]
        found = [Span(a, len(value[:b].rstrip())) for a, b in pairwise([0, *ends, len(value)])]
        words = [self.places(w, value) for w in query.words if not w.asks and not w.generic]
        needs = [*(places for places in words if places), list(spans)]
        if len(found) < 2 or not spans:
            return None
        return next(
            (s for s in found if all(any(s.start <= p.start and p.end <= s.end for p in places) for places in needs)),
            None,
        )

    def _needs(self, query: Query, sentence: str) -> list[list[Span]] | None:
        """Places of each word of the question in a sentence that says it; None when it does not say the one asked
        about, so that nothing tells which part is meant."""
        needs = []
        for word in query.words:
            places = self.places(word, sentence)
            if word.head and not places:
                return None
            needs.append(places if not word.asks else [])
        needs.extend([Span(*m.span()) for m in re.finditer(str(year), sentence)] for year in query.years)
        return needs

    def places(self, word: QueryWord, text: str) -> list[Span]:
        """Where a text says a word of the question: as written, else by one of its terms or their synonyms."""
        bare = re.sub(r"\s", "", word.text)
        if len(bare) > 1 and (found := _written(bare, text)):
            return found
        alike = {t for term in word.terms for t in (term, *self._also(term))} | set(self._also(bare.lower()))
        return [Span(t.start, t.end) for t in self.korean.term_spans(text) if t.text in alike]


def _written(bare: str, text: str) -> list[Span]:
    """Where a word stands in a text letter for letter, in either case, with at most one space between its letters."""
    kept = [i for i, c in enumerate(text) if not c.isspace()]
    letters, wanted = "".join(text[i] for i in kept).casefold(), bare.casefold()
    if len(letters) != len(kept):  # a letter that folds to two has no place of its own
        letters, wanted = "".join(text[i] for i in kept), bare
    found, at = [], letters.find(wanted)
    while at >= 0:
        places = kept[at : at + len(wanted)]
        near = all(b - a <= 2 for a, b in pairwise(places))
        if near:
            found.append(Span(places[0], places[-1] + 1))
        at = letters.find(wanted, at + (len(wanted) if near else 1))
    return found
