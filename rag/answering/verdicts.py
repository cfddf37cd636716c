"""Yes or no: what a fact says of a question that claims something. None where the report is not plain about it."""

from __future__ import annotations

import re

from rag.answering.quantities import Moment, moments, quantities, years
from rag.korean import Korean
from rag.questions import Query
from rag.types import Fact

_NEGATION = re.compile(r"않|못하|못한|아니|없(?!이)|불가|안\s?되|안\s?됨")
PLAIN = 0.8  # coverage of the question from which a fact can decide it


def verdict(query: Query, fact: Fact, quote: str, value: str, coverage: float, korean: Korean) -> bool | None:
    """True for 네, False for 아니요, None to let the fact speak for itself.

    `quote` and `value` are the texts of the fact's span and value, `coverage` (0..1) how much of the question it says.
    A limit decides by the amount, a claimed amount or date by its equal, an amount by being more than none, and
    anything else by the negation of the one clause that says what the question asks.
    """
    amounts = quantities(value if fact.kind == "value" else quote)
    if query.threshold is not None:
        same = [q for q in amounts if q.unit == query.threshold.unit]
        if len(same) != 1:
            return None
        equal = "이상" in query.text and same[0].value == query.threshold.value
        above = same[0].value > query.threshold.value or equal
        return above if query.direction == "above" else not above
    if coverage < PLAIN:
        return None
    for claimed in (q for q in query.amounts if q.unit):
        same = [q for q in amounts if q.unit == claimed.unit]
        if same:
            return any(q.value == claimed.value for q in same)
    told = moments(value if fact.kind == "date" else quote)
    if (claims := moments(query.text)) and told:
        return any(_agree(c, t) for c in claims for t in told)
    if query.years and (said := years(quote)):
        return bool(set(query.years) & said)
    if fact.kind == "value" and len(amounts) == 1 and len(value) < 15:
        return amounts[0].value != 0
    clause = _clause(quote, _predicate(query.text, korean))
    if clause is None or fact.kind not in ("value", "sentence", "item"):
        return None
    return bool(_NEGATION.search(clause)) == bool(_NEGATION.search(query.text))


def _agree(claim: Moment, told: Moment) -> bool:
    """Whether a date that a question claims fits one that the report tells, as far as both are written."""
    pairs = ((claim.year, told.year), (claim.month, told.month), (claim.day, told.day))
    return all(c is None or t is None or c == t for c, t in pairs)


def _predicate(question: str, korean: Korean) -> str:
    """What a yes-or-no question asks about its subject: the stem of its verb, or the noun before 있다, 하다 and the like."""
    for m in reversed(korean.morphemes(question)):
        tag = m.tag.split("-")[0]
        if tag in ("VV", "VA", "XR") and m.form not in ("있", "없", "되", "하", "이", "맞", "받", "보", "주"):
            return question[m.start : m.end][:2] if m.end > m.start else m.form
        if tag in ("NNG", "NNP", "SL"):
            return question[m.start : m.end]
    return ""


def _clause(quote: str, word: str) -> str | None:
    """The clause of a sentence that says a word; None when none or several do."""
    clauses = re.split(r",\s*|(?<=[가-힣][고며])\s|(?<=지만)\s|(?<=으나)\s", quote)
    saying = [c for c in clauses if word and re.sub(r"\s", "", word) in re.sub(r"\s", "", c)]
    return saying[0] if len(saying) == 1 else None
