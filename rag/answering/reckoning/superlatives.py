"""Whether a sentence tells in so many words what is highest or lowest, so that nothing is to be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.drafts import Draft
from rag.questions import Query
from rag.types import Fact

_HIGH = re.compile(
    r"(?:가장|제일)\s(?:많|높|크|큰|길|긴|자주|널리)|압도적|최[다고대](?![가-힣]{0,2}\s?\d)|첫째|1위|most|highest|largest"
)
_OF = re.compile(r"[가-힣]{0,3}\s(?:[가-힣A-Za-z]+\s)?(?P<of>[가-힣]{1,8}?)(?:은|는)\s")
_LOW = re.compile(r"(?:가장|제일)\s(?:적|낮|작|짧|드물)|최[소저](?![가-힣]{0,2}\s?\d)|least|lowest|smallest")
_MEANT = re.compile(
    r"(?:가장|제일|젤|최고로)\s?(?:[가-힣]{1,6}\s){0,2}?[가-힣]{1,5}[은는한운인]\s(?:[가-힣A-Za-z]+\s)??(?P<of>[가-힣]{1,8}?)(?:[은는이가](?:\s|\?|$)|\s?\??$)"
)  # what is looked for: 「이용객이 제일 많은 버스 노선은?」
# A superlative that may be part of a name: 「최소 보증금은 얼마」, where the report has a 최소 보증금.
_NAME = re.compile(r"(?<![가-힣])최[소대저고]\s?[가-힣]{2,10}?(?=[은는이가]\s|\s?[?？]|$)")
_SPACE = re.compile(r"\s")
LEAD = 0.02  # of coverage
SAID = 0.85  # strength from which a sentence says a word itself
TRIED = 4  # candidates


def told_of(query: Query, match: Match, ranked: Sequence[Candidate], quote: Callable[[Fact], str]) -> Candidate | None:
    """The sentence that names the very thing that is looked for, 「이용객이 가장 많은 노선은 …」: nothing else is to be
    compared for it. None where none of the best ones does."""
    if (name := _NAME.search(query.text)) and query.operation in ("highest", "lowest"):
        return _of_name(_SPACE.sub("", name.group()), ranked, quote)
    told = {"highest": _HIGH, "lowest": _LOW}.get(query.operation)
    meant = _MEANT.search(query.text) if told is not None and query.rank <= 1 else None
    if told is None or meant is None or not ranked or query.wanted in ("yesno", "number"):
        return None
    nouns = [w for w, word in enumerate(match.words) if not (word.verb or word.asks or word.generic)]
    for c in ranked[:TRIED]:
        words = quote(c.fact)
        if c.fact.kind != "sentence" or not c.year_fits:
            continue
        named = any(_names(words, m.end(), meant["of"]) for m in told.finditer(words))
        if named and all(match.strengths[w, c.row] >= SAID for w in nouns):
            return c
    return None


def _of_name(name: str, ranked: Sequence[Candidate], quote: Callable[[Fact], str]) -> Candidate | None:
    """The first of the best candidates that tells an amount of what has the superlative in its name."""
    return next((c for c in ranked[:TRIED] if c.spans and c.year_fits and name in _SPACE.sub("", quote(c.fact))), None)


def _names(words: str, at: int, of: str) -> bool:
    """Whether the words behind a superlative are what it is said of: 「가장 많은 역은」."""
    m = _OF.match(words, at)
    return m is not None and (m["of"].endswith(of) or of.endswith(m["of"]))


def extreme_told(query: Query, match: Match, best: Candidate, quote: str, draft: Draft, facts: Sequence[Fact]) -> bool:
    """Whether the best sentence, `quote`, tells the extreme asked for and says more of the question than the amounts of
    another sentence that `draft` compared. A table's amounts are compared whatever is told beside it."""
    told = {"highest": _HIGH, "lowest": _LOW}.get(query.operation)
    if told is None or best.fact.kind != "sentence" or not told.search(quote):
        return False
    cited = {(p.document, p.span.start, p.span.end) for line in draft.lines for p in line.proofs}
    if all(d == best.fact.document and best.fact.start <= a and b <= best.fact.end for d, a, b in cited):
        return False  # amounts of that very sentence, of which the comparison tells the right one
    rows = [
        row
        for row, i in enumerate(match.ids)
        if (f := facts[int(i)]).group < 0 and (f.document, f.start, f.end) in cited
    ]
    return bool(rows) and match.solid(best.row) > max(match.solid(row) for row in rows) + LEAD
