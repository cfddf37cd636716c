"""Yes or no by two amounts that a report tells apart: of two years (2023년보다 올랐나요), of an aim and what came of it
(목표만큼 설치했나요); and the things whose field says that they meet what the question names (목표에 미달한 사업).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.reckoning.arithmetic import Operand
from rag.answering.reckoning.series import change, ends
from rag.answering.spans.quantities import quantities
from rag.asking.wording import THAN
from rag.korean import josa
from rag.questions import Query
from rag.types import Document, Fact

_UP = re.compile(r"늘|오르|오른|올랐|올라|증가|상승|높아|커[졌지진]|많아|개선|rise|rose|increase|grow|grew", re.I)
_DOWN = re.compile(r"줄|내렸|내려|내린|떨어|감소|하락|낮아|작아|적어|단축|나빠|fall|fell|decrease|drop", re.I)
_AIM = re.compile(r"목표(?!\s?달성률)")
_RESULT = re.compile(r"결과|실적|성과|달성")
_REACHED = re.compile(
    r"목표[가-힣]{0,3}(?:\s[가-힣]+){0,2}?\s?(?:만큼|달성|채[웠우]|넘[었겼긴]|이[뤘루]|도달|이뤄)|목표만큼|목표대로"
)
_MISSED = re.compile(r"못|미달|않|안\s")
_NUMBERING = re.compile(r"^[\d.]+\s+")
SAID, PLAINLY = 0.45, 0.9
SHORT = 60  # characters of a field that says how a thing stands


def rise_claimed(query: Query) -> bool | None:
    """Whether a yes-or-no question claims that something rose against something else, or that it fell; None for any other."""
    up, down = bool(_UP.search(query.text)), bool(_DOWN.search(query.text))
    return up if query.wanted == "yesno" and up != down and THAN.search(query.text) else None


def risen(query: Query, match: Match, found: Sequence[Operand]) -> Draft:
    """Whether what the question names rose or fell since the year that it names, as it claims; NOTHING when it claims
    neither or the amounts of the two years are not told."""
    up = rise_claimed(query)
    if up is None or not query.years:
        return NOTHING
    later = [o.fact.year for o in found if o.fact.year and o.fact.year > min(query.years)]
    if len(query.years) > 2 or not later:
        return NOTHING
    about = [w for w, word in enumerate(match.words) if not (word.asks or word.generic or word.verb)]
    if not about:
        return NOTHING
    last = query.years[1] if len(query.years) == 2 else max(later)
    dated = replace(query, years=(query.years[0], last))
    both, told = ends(match, found, about, dated.years), change(match, found, about, dated)
    if both is None or told is NOTHING or both[0].value == both[1].value:
        return told
    macros = sentences(query.language)
    true = (both[1].value > both[0].value) == up
    text = (macros.yes if true else macros.no)(told.lines[0].text)
    return replace(told, lines=(replace(told.lines[0], text=text),))


def reached(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """Whether an aim was reached, by the aim and the result that one passage or row tells."""
    if query.wanted != "yesno" or not _REACHED.search(query.text):
        return NOTHING
    matter = [
        w
        for w, word in enumerate(match.words)
        if not (word.asks or word.generic or word.verb or _AIM.search(word.text) or word.text in ("달성", "도달"))
    ]
    named = [w for w in matter if not match.words[w].head] or matter
    sides: dict[tuple[int, str], dict[str, tuple[int, Fact]]] = {}
    for row, i in enumerate(match.ids):
        fact = facts[int(i)]
        name = fact.attribute or fact.label
        kind = "aim" if _AIM.match(name) else "result" if _RESULT.match(name) else ""
        if fact.kind == "value" and fact.group > 0 and kind:
            sides.setdefault((fact.group, fact.label if fact.attribute else ""), {}).setdefault(kind, (row, fact))
    best, score = None, 0.0
    for side in sides.values():
        if len(side) < 2 or not named:
            continue
        rows = [row for row, _ in side.values()]
        strengths = match.strengths[:, rows].max(1)
        said = float(match.weights[named] @ strengths[named] / max(float(match.weights[named].sum()), 1e-6))
        if said > max(score, 0.6) and all(strengths[w] >= SAID for w in named if match.weights[w] > 0.7):
            best, score = side, said
    if best is None:
        return NOTHING
    (_, aim), (_, result) = best["aim"], best["result"]
    words = {f.id: tidy(documents[f.document].text[slice(*f.value)]) for f in (aim, result)}
    amounts = [[(q.value, q.unit) for q in quantities(words[f.id])][:1] for f in (aim, result)]
    if not all(amounts) or amounts[0][0][1] != amounts[1][0][1]:
        return NOTHING
    macros = sentences(query.language)
    met = amounts[1][0][0] >= amounts[0][0][0]
    names = [f.attribute or f.label for f in (aim, result)]
    meant = josa(names[0], "은/는") if query.language == "ko" else names[0]
    text = f"{meant} {words[aim.id]}, {macros.value(names[1], words[result.id])}"
    true = met != bool(_MISSED.search(query.text))
    line = Line((macros.yes if true else macros.no)(text), (Proof.of(aim), Proof.of(result)))
    return Draft("answered", (line,), confidence=1.0)


def meeting(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """The sections or rows whose field says a word of the question that others of them do not; NOTHING where there are
    not several to choose from or the question names more than their fields and places say."""
    if query.wanted != "list" or query.units:
        return NOTHING
    matter = [w for w, word in enumerate(match.words) if not (word.asks or word.generic)]
    fields: dict[tuple[object, ...], list[tuple[int, Fact]]] = {}
    for row, i in enumerate(match.ids):
        fact = facts[int(i)]
        if fact.kind != "value" or fact.group <= 0 or fact.value.end - fact.value.start > SHORT:
            continue
        key = (fact.document, fact.group, fact.attribute) if fact.attribute else (fact.document, fact.label)
        fields.setdefault(key, []).append((row, fact))
    for of in fields.values():
        apart = {f.label if f.attribute else f.section for _, f in of}
        if len(apart) != len(of) or len(of) < 3:
            continue
        rows = [row for row, _ in of]
        for w in matter:
            word = re.sub(r"\s", "", match.words[w].text)
            said = [(row, f) for row, f in of if word in documents[f.document].text[slice(*f.value)]]
            if len(word) < 2 or not 1 < len(said) < len(of) or word in _place(of[0][1]):
                continue
            groups = {f.group for _, f in of}
            beside = rows + [r for r, i in enumerate(match.ids) if facts[int(i)].group in groups]
            if any(match.strengths[other, beside].max() < SAID for other in matter):
                continue
            return Draft("answered", tuple(_line(query, f, documents) for _, f in said), confidence=1.0)
    return NOTHING


def _place(fact: Fact) -> str:
    """What a field is called and stands under: a word of it tells no thing from another."""
    around = [fact.attribute, fact.parent, *fact.section] if fact.attribute else [fact.label]
    return re.sub(r"\s", "", " ".join(around))


def _line(query: Query, fact: Fact, documents: Mapping[str, Document]) -> Line:
    name = fact.label if fact.attribute else _NUMBERING.sub("", fact.section[-1] if fact.section else fact.label)
    words = tidy(documents[fact.document].text[slice(*fact.value)])
    return Line(sentences(query.language).named(tidy(name), words), (Proof.of(fact),))
