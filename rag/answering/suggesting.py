"""Questions that the report can answer, made from its facts: for starters and for those who asked what it does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from rag.answering.composing import tidy
from rag.answering.spans.quantities import quantities, years
from rag.korean import josa
from rag.types import Document, Fact

_NOUN = {
    "점": "점수는 몇 점",
    "%": "비중은 몇 %",
    "명": "인원은 몇 명",
    "원": "금액은 얼마",
    "건": "건수는 몇 건",
    "회": "횟수는 몇 회",
}


def question_about(fact: Fact, documents: Mapping[str, Document]) -> str:
    """A question that the fact answers; empty when none sounds natural."""
    label = tidy(fact.label)
    if not 2 <= len(label) <= 24 or re.search(r"[?:!]|^\d|^(?:내용|값|항목|구분)$", label) or years(label):
        return ""
    value = documents[fact.document].text[fact.value.start : fact.value.end]
    year = f"{fact.year}년 " if fact.year and (fact.attribute or fact.kind == "list" or years(fact.parent)) else ""
    found = quantities(value)
    if fact.kind == "value" and found and found[0].start <= 2 and len(value) - found[0].end <= 6 and len(value) < 20:
        unit = found[0].unit or fact.unit
        name = (
            label
            if not fact.attribute or years(fact.attribute)
            else f"{label} {re.sub(r'[(].*[)]', '', fact.attribute).strip()}"
        )
        if re.search(r"점수|비중|비율|인원|금액|건수|만족도$", name):
            return f"{year}{josa(name, '은/는')} 얼마인가요?"
        return f"{year}{name} {_NOUN[unit]}인가요?" if unit in _NOUN else f"{year}{josa(name, '은/는')} 얼마인가요?"
    if fact.kind == "value":
        return f"{year}{josa(label, '은/는')} 무엇인가요?" if len(value) <= 80 else ""
    if fact.kind == "list" and len(fact.members) > 1:
        return f"{year}{label}에는 무엇이 있나요?"
    if fact.kind == "date":
        return f"{josa(label, '은/는')} 언제였나요?"
    return ""


def suggestions(
    facts: Iterable[Fact], documents: Mapping[str, Document], answers: Callable[[str], bool], limit: int = 3
) -> list[str]:
    """Up to `limit` questions about the facts, of different kinds first, each tried: `answers` says whether the
    program answers it. In the order of the facts within a kind."""
    chosen: list[str] = []
    for question in questions(facts, documents):
        if question not in chosen and answers(question):
            chosen.append(question)
        if len(chosen) == limit:
            break
    return chosen


def questions(facts: Iterable[Fact], documents: Mapping[str, Document]) -> Iterator[str]:
    """At most 30 questions by turns of kind: an amount, a word, a list, a date, and again; one a section as long as there
    are."""
    queues: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for f in facts:
        if question := question_about(f, documents):
            unit = next((q.unit for q in quantities(documents[f.document].text[slice(*f.value)])), "")
            kind = f"value{unit}" if f.kind == "value" and unit else f.kind
            queues.setdefault(kind, []).append((f.section, question))
    used: set[tuple[str, ...]] = set()
    tried = 0
    while any(queues.values()) and tried < 30:
        for kind in list(queues):
            queue = queues[kind]
            fresh = next((i for i, (section, _) in enumerate(queue) if section not in used), 0)
            if queue:
                section, question = queue.pop(fresh)
                used.add(section)
                tried += 1
                yield question
