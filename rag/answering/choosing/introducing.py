"""The sentence that brings in a name says what it is: 「외곽 감시체계 ‘새매’를 개발해」 answers what 새매 is better than what is
told of it later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document

_WHAT_IS = re.compile(r"(?:[이가은는]|이란|란)?\s?(?:뭐|무엇|뭔|뭘)[^?]{0,8}\??$|^what (?:is|are)\b", re.I)
_QUOTES = "‘’'“”\"「」『』〈〉<>"
TRIED = 6  # candidates, best first
NEAR = 0.2  # in score, of the best one


def with_introduction(
    query: Query, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> Sequence[Candidate]:
    """The candidates, led by the sentence that puts what a name stands for right before it, where the question asks what
    it is and nothing else."""
    nouns = [w for w in query.words if not (w.asks or w.generic or w.verb)]
    asked = query.wanted in ("any", "definition") and len(nouns) == len(query.words) == 1
    if not asked or not ranked or not _WHAT_IS.search(query.text):
        return ranked
    name = re.compile(rf"[가-힣]{{2,}}\s?[{_QUOTES}]{re.escape(nouns[0].text)}[{_QUOTES}]")
    for c in [c for c in ranked[:TRIED] if c.score >= ranked[0].score - NEAR]:
        m = name.search(documents[c.fact.document].text, c.fact.start, c.fact.end)
        if c.fact.kind == "sentence" and m and not re.search(r"[은는이가을를의에서로]\s", m.group()):
            return [c, *(o for o in ranked if o is not c)]
    return ranked
