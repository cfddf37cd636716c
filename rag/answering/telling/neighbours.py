"""No, because another has it: what a question asks of one field stands in its neighbour alone.

「3급도 필기시험이 있나요?」 where a report says of 3급 서류심사 ⇒ 면접 and of 4급 서류심사 ⇒ 필기시험 ⇒ 면접.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.questions import Query
from rag.types import Document, Fact

SAID, UNSAID = 0.9, 0.6  # strengths from which a field says a word, and below which it does not
NEAR = 12  # facts between two fields that stand side by side: those of their own parts
_STEPS = re.compile(r"⇒|→|➔|▶|>|,\s|·|/|및|\n")  # what is told step by step or thing by thing is told whole


def denied(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """아니요, with the field that is asked for and its neighbour that has the thing; NOTHING unless the question names
    one field by its label and a thing that only a neighbour says, and both tell theirs as several steps or things."""
    things = [w for w, word in enumerate(match.words) if word.head and not (word.verb or word.asks)]
    names = [w for w, word in enumerate(match.words) if not (word.head or word.verb or word.asks or word.generic)]
    if query.wanted != "yesno" or len(things) != 1 or not names or query.amounts[1:]:
        return NOTHING
    fields = [
        (row, facts[int(i)])
        for row, i in enumerate(match.ids)
        if facts[int(i)].kind == "value" and len(_STEPS.findall(_value(facts[int(i)], documents))) > 0
    ]
    bare = re.sub(r"\s", "", match.words[things[0]].text)
    for row, asked in fields:
        if (match.called[names, row] < SAID).any() or match.own[things[0], row] >= UNSAID:
            continue
        for other, neighbour in fields:
            beside = neighbour.document == asked.document and neighbour.section == asked.section
            if (
                beside
                and abs(neighbour.id - asked.id) <= NEAR
                and match.own[things[0], other] >= SAID
                and (match.called[names, other] < UNSAID).all()
                and bare in re.sub(r"\s", "", _value(neighbour, documents))
            ):
                macros = sentences(query.language)
                text = macros.value(tidy(asked.label), tidy(_value(asked, documents)))
                line = Line(macros.no(text), (Proof.of(asked), Proof.of(neighbour)))
                return Draft("answered", (line,), confidence=1.0)
    return NOTHING


def _value(fact: Fact, documents: Mapping[str, Document]) -> str:
    return documents[fact.document].text[fact.value.start : fact.value.end]
