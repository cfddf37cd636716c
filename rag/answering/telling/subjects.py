"""What the subject of a report is: 「여기는 뭐 하는 곳이야?」."""

from __future__ import annotations

import re

from rag.answering.drafts import NOTHING, Draft
from rag.answering.facts.evidence import Evidence
from rag.answering.telling.formerly import asks_former, former
from rag.answering.telling.lines import Teller
from rag.korean import Korean
from rag.questions import Query

# What is asked of the program is no question about the report's subject.
_TO_THE_PROGRAM = re.compile(r"(?:^|\s)(?:너(?:는|의|도)?|넌|당신(?:은|의|도)?)\s|\byour name\b", re.I)
_UNDER = re.compile(r"산하|소속|소관|관할|감독")  # whose an organisation is


def about_subject(query: Query, evidence: Evidence, teller: Teller, korean: Korean) -> Draft:
    """What the subject is: the first sentence that names it and says what it is."""
    if query.wanted not in ("any", "definition", "organisation") or not (query.interrogative or query.named_subject):
        return NOTHING
    if _TO_THE_PROGRAM.search(query.text):
        return NOTHING
    if asks_former(query.text):
        told = former(evidence.facts, [teller.quote(f) for f in evidence.facts])
        return NOTHING if told is None else Draft("answered", (teller.sentence(query, told),), confidence=1.0)
    for fact in evidence.facts:
        names = evidence.subjects.get(fact.document, ())
        words = teller.quote(fact)
        unsaid = query.wanted == "organisation" and not _UNDER.search(words)
        if fact.kind != "sentence" or unsaid or not any(n in words for n in names):
            continue
        tail = [m for m in korean.morphemes(words) if not m.tag.startswith("S")][-2:]
        if len(tail) == 2 and tail[0].tag == "VCP":
            return Draft("answered", (teller.sentence(query, fact),), confidence=1.0)
    return NOTHING
