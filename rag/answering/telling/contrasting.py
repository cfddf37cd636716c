"""What tells two things apart that a report defines side by side: 「채용형과 체험형은 뭐가 달라요?」."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.reckoning.naming import folded
from rag.answering.spans.quantities import quantities
from rag.answering.spans.ranges import within_range
from rag.questions import Query
from rag.types import Document, Fact

_APART = re.compile(
    r"차이(?:점)?(?:은|는|이|가)?\s?(?:뭐|무엇|뭔|머|알려|설명|말해|어떻|있|\?|$)|(?:뭐가|무엇이|어떻게|어떤\s?점이|어디가|뭐\s?가)\s?(?:다르|다른|달라|틀려)|(?:다른|차이)\s?(?:점|게|것)"
    r"|구분|구별|\b(?:difference between|differ)\b",
    re.I,
)
NAMED = 0.99  # share of a name that a question says
TRANSLATED = 0.85  # strength from which an English word says a name
_AMOUNT = re.compile(r"몇|얼마|how (?:much|many)", re.I)


def contrasted(
    query: Query,
    match: Match,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    polite: Callable[[Query, str], str],
) -> Draft:
    """What the report says that each of two things is that the question names; NOTHING where it asks for no difference
    in kind or both are not told side by side. `polite` words a value."""
    if not _APART.search(query.text) or _AMOUNT.search(query.text) or query.units:
        return NOTHING
    asked = folded(query.text)
    told: dict[tuple[str, int], list[Fact]] = {}
    for row, i in enumerate(match.ids):
        fact = facts[int(i)]
        words = documents[fact.document].text[fact.value.start : fact.value.end]
        named = len(fact.label) > 1 and (
            folded(fact.label) in asked
            or match.precision[row] > NAMED
            or _in_range(match, fact.label)
            or _translated(query, match, row)
        )
        if fact.kind == "value" and fact.group and not fact.attribute and named and not quantities(words):
            told.setdefault((fact.document, fact.group), []).append(fact)
    pairs = [both for both in told.values() if len(both) == 2]
    if len(pairs) != 1:
        return NOTHING
    macros = sentences(query.language)
    lines = []
    for fact in pairs[0]:
        words = tidy(documents[fact.document].text[fact.value.start : fact.value.end])
        lines.append(Line(macros.named(tidy(fact.label), polite(query, words)), (Proof.of(fact),)))
    return Draft("answered", tuple(lines), confidence=1.0)


def _in_range(match: Match, label: str) -> bool:
    """Whether a question names a step that a name holds (4급, 4급~6급)."""
    return any(within_range(folded(word.text), folded(label)) for word in match.words)


def _translated(query: Query, match: Match, row: int) -> bool:
    """Whether a word of an English question is what a name means (conversion-type, 채용형)."""
    return query.language == "en" and any(
        match.called[w, row] >= TRANSLATED for w, word in enumerate(match.words) if not (word.asks or word.generic)
    )
