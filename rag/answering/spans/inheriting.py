"""The year that a sentence leaves unsaid: because one before it in its paragraph has said it, or because it says 지난해."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.answering.spans.quantities import years
from rag.types import Fact

_PUBLISHED = re.compile(
    r"(?:발행|발간|작성|게시|공개|등록|수정|갱신|업데이트|기준)\s?(?:일자|일|월)?\**\s?[:：|]?\s?((?:19|20)\d\d)\s?[년.\-/]"
)
HEAD = 600  # characters in which a report says when it came out
BACK = 4  # sentences that a year is carried on
RELATIVE = {"재작년": -2, "지지난해": -2, "지난해": -1, "작년": -1, "올해": 0, "금년": 0, "내년": 1, "내후년": 2}
_WORD = re.compile(rf"(?<![가-힣])(?:{'|'.join(RELATIVE)})(?!부터는)")
_SENTENCE = re.compile(r"[^\n]+?(?:다\.(?=\s|[\"”'’])|\n|$)")
_QUOTED = re.compile('["“][^"”]*["”]')
_THAN_YEAR = re.compile(r"((?:19|20)\d\d)년(?:의|에는?)?\s(?:[^,.]|\d[,.]\d){0,25}?(?:보다|에서|이던)\s")
_PLANNED = re.compile(r"까지|계획|예정|목표|전망|내다보|기로|예상")
_DONE = re.compile(r"[았었였했됐갔왔났랐렀]다\.?$|(?:했|됐|었|았|였|났|랐|렀|갔)(?:으며|으나|고|지만|는데)")


def years_said(text: str, whole: str) -> set[int]:
    """Years that a piece of the text `whole` names, 지난해 and 올해 among them where it can be told when it was written."""
    found = years(text)
    if (words := _WORD.findall(text)) and (now := written(whole)):
        found |= {now + RELATIVE[word] for word in words}
    return found


@lru_cache(maxsize=64)
def written(text: str) -> int | None:
    """The year that a text calls 올해: the last that it tells as past, and later than the year before 지난해 where it sets
    one against the other (지난해 매출은 2021년보다 늘었다). None for a text that names no year by such words."""
    if not _WORD.search(text):
        return None
    least = 0
    for m in _SENTENCE.finditer(_QUOTED.sub("", text)):
        said = m.group().strip()
        if not _DONE.search(said) or _PLANNED.search(said):
            continue
        least = max(least, max(years(said), default=0))
        if re.search("지난해|작년", said):
            least = max(least, *(int(year) + 2 for year in _THAN_YEAR.findall(said)), 0)
    return least or None


@lru_cache(maxsize=64)
def published(text: str) -> int | None:
    """The year in which a report says that it came out (발행일 2025.03.28); None where it does not."""
    m = _PUBLISHED.search(text, 0, HEAD)
    return int(m[1]) if m else None


def year_meant(word: str, text: str) -> int | None:
    """The year that 지난해 and the like mean to a reader of a report; None where that cannot be told."""
    now = published(text) or written(text)
    return now + RELATIVE[word] if now and word in RELATIVE else None


def years_before(fact: Fact, facts: Sequence[Fact], text: str) -> frozenset[int]:
    """Years of the nearest earlier sentence of the paragraph that names any; empty when none does. `facts` are all of
    the evidence, `text` that of the fact's document."""
    seen = 0
    for other in reversed(facts[: fact.id][-40:]):
        if other.document != fact.document or other.section != fact.section or "\n\n" in text[other.end : fact.start]:
            break
        if other.kind != "sentence":
            continue
        seen += 1
        if said := years_said(text[other.start : other.end], text):
            return frozenset(said)
        if seen >= BACK:
            break
    return frozenset()
