"""What answers whatever the fitted confidence says: it is told in a form that leaves no doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.answering.choosing.ensuing import surely_ensuing
from rag.answering.choosing.enumerated import surely_counted
from rag.answering.choosing.founding import surely_founded
from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document


def surely(query: Query, match: Match, ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> bool:
    """Whether the best of the candidates, of which there is one at least, surely answers."""
    return (
        surely_counted(query, match, ranked, documents)
        or surely_founded(query, ranked[0], documents)
        or surely_ensuing(query, match, ranked, documents)
    )
