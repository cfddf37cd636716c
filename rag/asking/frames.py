"""What the frame of an English question tells of its answer, where `wanting` reads Korean ones by their endings."""

from __future__ import annotations

import re

from rag.questions import Query

_PAID = re.compile(
    r"\bhow much (?:money|funding|subsid)|\bhow (?:much|expensive|costly)\b.*\b(?:cost|costs|pay|pays|paid|spend|spends|spent|earn|earns|earned|charge|charged"
    r"|fee|fund|funds|funded|funding|budget|invest|invested|subsid\w*|award|awarded|grant|salary|wage|price|priced|worth|raise|raised|donat\w*|compensat\w*"
    r"|fine|fined|money|allowance|bonus|loan|borrow|owe|rent|refund|reward|prize|aid|buy|bought|purchase)\b"
    r"|\bhow much (?:is|are|was|were)\b(?!.*\b(?:larger|higher|lower|smaller|more|less|longer|reduced|increased|improved|faster|of)\b)",
    re.I,
)
_TITLES = re.compile(r"(?:[가-힣]*장|대표|이사|위원|교수|감독|작가|감사|총무|간사|책임자|담당자|시장|지사|군수)$")
_ENDS = re.compile(
    r"\b(?:until|till|by) (?:when|what)|\bhow long .*\bvalid|\bexpir|\bdeadline|\bvalid\b|\bend(?:s|ed)?\b(?! of)|\bclos(?:e|es|ed|ing)\b|\bfinish|\bcomplet",
    re.I,
)
_MAY = re.compile(
    r"\bwho (?:can|could|may|qualif|is eligible|are eligible|is entitled|is it for)|\beligib|\bentitled\b|\bfor whom\b",
    re.I,
)
_HOSTS = re.compile(
    r"\b(?:co-?host|host|hosts|hosted|organi[sz]ed?|sponsor(?:s|ed)?|jointly|together with whom|with which|with whom|in partnership)\b",
    re.I,
)
_WHERE = re.compile(
    r"\blocated\b|\baddress\b|\bsituated\b|\bwhere (?:is|are|was|were) (?:the |its |their )?(?:[\w-]+ ){0,4}(?:office|headquarters|center|building|branch)",
    re.I,
)


def paid(query: Query) -> bool:
    """Whether an English question asks for an amount of money."""
    return query.language == "en" and query.wanted == "number" and not query.units and bool(_PAID.search(query.text))


def ends(query: Query) -> bool:
    """Whether it asks when something ends."""
    return query.language == "en" and bool(_ENDS.search(query.text))


def may(query: Query) -> bool:
    """Whether it asks who may do or get something."""
    return query.language == "en" and bool(_MAY.search(query.text))


def hosts(query: Query) -> bool:
    """Whether it asks who holds an event."""
    return query.language == "en" and bool(_HOSTS.search(query.text))


def whereabouts(query: Query) -> bool:
    """Whether it asks for an address."""
    return query.language == "en" and bool(_WHERE.search(query.text))


def titles(query: Query) -> list[str]:
    """The Korean titles, likeliest first, of whom an English question asks the name (head → 장, 소장)."""
    if query.language != "en" or query.wanted != "person":
        return []
    nouns = [w for w in query.words if not w.asks and not any(t.endswith("다") for t in w.also)]
    return [t for w in nouns for t in w.also[:8] if _TITLES.search(t)]


def done(query: Query) -> list[str]:
    """Stems of the Korean verbs, and their nouns, for what a question asks who did it."""
    found = [w.text for w in query.words if w.after and not w.asks]
    for w in query.words if query.language == "en" else ():
        if any(t.endswith("다") for t in w.also):
            found += [t.removesuffix("다") for t in w.also if len(t) > 1]
    return found
