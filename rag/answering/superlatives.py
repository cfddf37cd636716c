"""Whether a sentence tells in so many words what is highest or lowest, so that nothing is to be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.drafts import Draft
from rag.answering.matching import Match
from rag.answering.ranking import Candidate
from rag.questions import Query
from rag.types import Fact

_HIGH = re.compile(
    r"(?:가장|제일)\s(?:많|높|크|큰|길|긴|자주|널리)|압도적|최[다고대](?![가-힣]{0,2}\s?\d)|첫째|1위|most|highest|largest"
)
_LOW = re.compile(r"(?:가장|제일)\s(?:적|낮|작|짧|드물)|최[소저](?![가-힣]{0,2}\s?\d)|least|lowest|smallest")
LEAD = 0.02  # of coverage


def extreme_told(query: Query, match: Match, best: Candidate, quote: str, draft: Draft, facts: Sequence[Fact]) -> bool:
    """Whether the best sentence, `quote`, tells the extreme asked for and says more of the question than the amounts of
    another sentence that `draft` compared. A table's amounts are compared whatever is told beside it."""
    told = {"highest": _HIGH, "lowest": _LOW}.get(query.operation)
    if told is None or best.fact.kind != "sentence" or not told.search(quote):
        return False
    cited = {(p.document, p.span.start, p.span.end) for line in draft.lines for p in line.proofs}
    rows = [
        row
        for row, i in enumerate(match.ids)
        if (f := facts[int(i)]).group < 0 and (f.document, f.start, f.end) in cited
    ]
    return bool(rows) and match.solid(best.row) > max(match.solid(row) for row in rows) + LEAD
