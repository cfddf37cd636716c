"""Calculations with the amounts of one sentence: the best sentences that say all that the question names are tried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.drafts import NOTHING, Draft
from rag.answering.facts.evidence import UNIT_NOUNS
from rag.answering.reckoning import changes, shares
from rag.answering.reckoning.multiplying import multiplied
from rag.answering.reckoning.targets import against_target
from rag.answering.reckoning.wholes import rated
from rag.answering.spans.quantities import quantities
from rag.asking.operating import operates
from rag.questions import Query
from rag.types import Document, Fact

_END = re.compile(r"(?<=다\.)\s+")
TRIED = 6  # sentences, best first
SAID = 0.45  # strength from which a word counts as said by the sentence
IN_PLACE = 0.65  # and by its place; what is only like it is not enough


def reckon(
    query: Query,
    match: Match,
    ranked: Sequence[Candidate],
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
) -> Draft:
    """What can be calculated from a sentence for the question, or NOTHING."""
    if query.wanted != "number":
        return NOTHING
    if (told := rated(query, match, ranked, documents)) is not NOTHING:
        return told
    change = changes.asked(query)
    for c in [c for c in ranked if c.fact.kind in ("sentence", "value", "item") and c.year_fits][:TRIED]:
        text = documents[c.fact.document].text
        before = _before(facts, c.fact) if c.fact.kind != "item" else None
        earlier = text[before.start : before.end] if before else ""
        place = " ".join([*c.fact.section, c.fact.parent, text[c.fact.start : c.fact.end], earlier])
        if not _all_said(query, match, c.row, place):
            continue
        for said in _END.split(text[c.fact.value.start : c.fact.value.end]):
            if change and (draft := changes.answer(query, c.fact, said)) is not NOTHING:
                return draft
            if (draft := shares.answer(query, c.fact, before, said, earlier)) is not NOTHING:
                return draft
            for way in (multiplied, against_target):
                if (draft := way(query, c.fact, said)) is not NOTHING:
                    return draft
            before, earlier = c.fact, said
    return NOTHING


def of_another(query: Query, match: Match, best: Candidate, documents: Mapping[str, Document]) -> bool:
    """Whether a change is asked for and the best sentence does not name what is to have changed."""
    if query.language != "ko" or best.fact.kind != "sentence" or not changes.asked(query):
        return False
    said = documents[best.fact.document].text[best.fact.start : best.fact.end]
    place = " ".join([*best.fact.section, best.fact.parent, said])
    return bool(changes.told(said)) and not _all_said(query, match, best.row, place)


def _before(facts: Sequence[Fact], fact: Fact) -> Fact | None:
    """The sentence before a sentence, in the same passage."""
    for other in reversed(facts[max(0, fact.id - 12) : fact.id]):
        if other.kind == "sentence" and other.document == fact.document and other.section == fact.section:
            return other if other.parent == fact.parent else None
    return None


def _all_said(query: Query, match: Match, row: int, place: str) -> bool:
    """Whether a sentence with its place says every noun that the question names, the one left out aside."""
    folded = re.sub(r"\s", "", place).lower()
    aside = {w for a, b in shares.COMPLEMENTS for w in (a, b)}
    aside |= {noun for q in quantities(place) for noun in UNIT_NOUNS.get(q.unit, ())}  # 업체 in 「132개사」
    aside |= {"목표"} if changes.asked(query) and "까지" in place else set()
    for i, word in enumerate(match.words):
        bare = re.sub(r"\s", "", word.text).lower()
        if "시간" in aside and re.match(r"\s시간", query.text[word.end :]):
            continue  # 「통과 시간」: what took so long is often told as 걸렸다
        if word.verb or word.asks or word.generic or bare in aside or operates(bare, word.verb, False):
            continue
        said = match.own[i, row] >= SAID or match.strengths[i, row] >= IN_PLACE
        whom = re.fullmatch(r"([가-힣]{2,})[생자인원]", bare)  # 교육생, where 교육 is told
        if not said and bare not in folded and not (whom and whom[1] in folded):
            return False
    return True
