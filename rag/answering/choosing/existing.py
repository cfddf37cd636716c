"""Whether there is such a thing: 「승강기 있어?」 is answered by 「승강기가 없어 …」, not by what a lift would cost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document

LOOKED_AT, CLOSE = 8, 0.2  # candidates, and how far behind in score, that may say it
_ASKS = re.compile(
    r"(?P<what>[가-힣A-Za-z]{2,})(?:은|는|이|가|도)?\s?(?:있|없)(?:나|어|는|니|냐|습|을까|죠|지|음)[가-힣]*\s?\??$"
)
_IS = re.compile(r"(?:이|가|은|는|도)\s(?:아직\s|따로\s|전혀\s)?(?:있|없)")


def with_existence(query: Query, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> Sequence[Candidate]:
    """The candidates, led by the sentence that says that there is or is not what a question asks after by name alone."""
    m = _ASKS.search(query.text)
    nouns = [w for w in query.words if not (w.asks or w.generic or w.verb)]
    if query.wanted != "yesno" or m is None or len(nouns) != 1 or not ranked or m["what"] not in nouns[0].text:
        return ranked
    near = [c for c in ranked[:LOOKED_AT] if c.score >= ranked[0].score - CLOSE and c.fact.kind == "sentence"]
    saying = next((c for c in near if _says_so(nouns[0].text, c, documents)), None)
    return ranked if saying is None else [saying, *(c for c in ranked if c is not saying)]


def _says_so(noun: str, one: Candidate, documents: Mapping[str, Document]) -> bool:
    words = documents[one.fact.document].text[one.fact.start : one.fact.end]
    at = words.find(noun)
    while at >= 0:
        if _IS.match(words, at + len(noun)):
            return True
        at = words.find(noun, at + 1)
    return False
