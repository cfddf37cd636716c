"""The sentence behind the best one tells what that one only announces: which they are, where it counts them; what the cause
was, where it tells what happened.

「불을 켜지 못한 등대는 2곳이 남았다. 남은 곳은 솔섬등대와 갯바위등대이다.」 · 「원인은 한 가지가 아니었다. …」
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.questions import Query
from rag.types import Document, Fact, Span

_COUNTS = re.compile(r"\d+\s?(?:곳|개소?|명|가지|군데|팀|권|대|종)(?:[이가은는을를만]|뿐|이다|이며)")
_WHICH = re.compile(
    r"^(?:(?:그|이|해당|남은|나머지|없는|빠진)\s(?:곳|것|사람|[가-힣]{1,6})(?:들)?|이들|그들)(?:은|는)\s(?P<which>[^,.]*)"
)
_ANNOUNCES = re.compile(
    r"(?:한|하나의)\s(?:가지|곳|개)가\s아니|(?:여러|[두세네])\s?(?:가지|곳)(?:이다|였다|이었다|입니다|가\s있)|[두세네]\s가지(?:를|을)\s[^,.]{1,16}다\.?$|다음과\s같|이렇다|이러하다"
)
_NAMED = re.compile(
    r"[가-힣A-Za-z](?:[·ㆍ,]|,?\s(?:및|그리고))\s?[^\s,·ㆍ]+\s(?:등\s)?$"
)  # 「남부·서부·동부 세 곳이다」
_CAUSE_IS = re.compile(r"(?<![가-힣])(?:원인|이유|까닭|배경|계기)(?:은|는)\s(?!한\s가지가|여러|밝혀지지|알\s수)")
_AFTER = 8  # facts in which the next sentence is looked for: amounts inside a sentence are facts, too
SAID = 0.7  # share of the question's matter that the first of both says


def pursued(
    query: Query, match: Match, ranked: Sequence[Candidate], facts: Sequence[Fact], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The candidates, led by the sentence behind the best one where that only announces it."""
    if (
        not ranked
        or ranked[0].fact.kind != "sentence"
        or query.wanted not in ("list", "place", "any", "reason", "person")
    ):
        return list(ranked)
    best = ranked[0]
    said = _words(best.fact, documents)
    counts = query.wanted in ("list", "place", "any", "person") and bool(_COUNTS.search(said))
    announces = (m := _ANNOUNCES.search(said)) is not None and not _NAMED.search(said[: m.start()])
    told = (counts or query.wanted == "reason") and match.solid(best.row) >= SAID
    if not (announces or told):
        return list(ranked)
    behind = _behind(best.fact, facts, documents)
    if behind is None:
        return list(ranked)
    words = _words(behind, documents)
    which = _WHICH.search(words) if counts else None
    named = which is not None and not _COUNTS.search(which["which"])
    cause = query.wanted == "reason" and not _CAUSE_IS.search(said) and _CAUSE_IS.search(words)
    if not (named or cause or announces):
        return list(ranked)
    return [replace(best, fact=behind, spans=(Span(behind.start, behind.end),)), *ranked[1:]]


def _words(fact: Fact, documents: Mapping[str, Document]) -> str:
    return documents[fact.document].text[fact.start : fact.end]


def _behind(fact: Fact, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Fact | None:
    """The sentence right behind one, of the same paragraph."""
    behind = next((f for f in facts[fact.id + 1 : fact.id + _AFTER] if f.kind == "sentence"), None)
    if behind is None or (behind.document, behind.section) != (fact.document, fact.section):
        return None
    return None if "\n\n" in documents[fact.document].text[fact.end : behind.start] else behind
