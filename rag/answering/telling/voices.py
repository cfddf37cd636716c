"""What several people said, where a question asks for all of it: the sentences of one passage that hold somebody's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rag.answering.drafts import NOTHING, Draft, Line
from rag.questions import Query
from rag.types import Document, Fact

_ASKED = re.compile(
    r"의견|목소리|건의|요구|바람(?=[은이])|발언|지적|후기|소감|말한|한\s말|말들|말했|얘기한|했던\s?(?:말|얘기)"
)
_SAID = re.compile(r"[\"“][^\"“”]{4,}[\"”]\s?(?:이?라고|다고|라는|고|며|는\s(?:말|의견|반응|지적|목소리))")


def voices(
    query: Query,
    best: Fact,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    told: Callable[[Fact], Line],
) -> Draft:
    """Every sentence of the passage of `best` that quotes somebody, where it does so itself; else NOTHING. `told` makes
    a line of a sentence."""
    if query.wanted != "list" or best.kind != "sentence" or not _ASKED.search(query.text):
        return NOTHING

    def quotes(fact: Fact) -> bool:
        return bool(_SAID.search(documents[fact.document].text, fact.start, fact.end))

    def beside(fact: Fact) -> bool:
        place = (fact.document, fact.section, fact.parent, fact.chunk)
        return fact.kind == "sentence" and place == (best.document, best.section, best.parent, best.chunk)

    spoken = [f for f in facts if beside(f) and quotes(f)] if quotes(best) else []
    return Draft("answered", tuple(map(told, spoken))) if len(spoken) > 1 else NOTHING
