"""Which of several stand above or below one of them, or have a date of the year asked for; and how many they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import counter, sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import is_whole, split_year
from rag.answering.reckoning.arithmetic import Operand, drafted
from rag.answering.spans.people import is_name
from rag.answering.spans.quantities import moments
from rag.questions import Query
from rag.types import Document, Fact

_THAN = re.compile(r"^(?P<than>.{2,30}?)보다\s(?:[가-힣]{1,6}[이가은는]?\s)?(?:더\s)?(?P<how>높|많|큰|낮|적|작)[은]?\s")
_COLUMNS = re.compile(
    r"(?P<than>[가-힣]{2,8})보다\s(?P<of>[가-힣]{2,8}?)[이가은는]?\s(?:더\s)?(?P<how>높|많|큰|낮|적|작)[은]?\s(?!이유|까닭|원인|때|해)"
)
_HOW_MANY = re.compile(r"몇\s*(?:개|가지|곳|명|군데|팀|종|건)|개수|how many")
_PEOPLE = re.compile(r"몇\s*(?:명|사람|분)|how many (?:people|persons|employees)")
SAID = 0.45  # strength from which a word counts as said


def compares(question: str) -> bool:
    """Whether a question sets things beside one of them, or one column beside another."""
    return bool(_THAN.search(question) or _COLUMNS.search(question))


def beside_one(query: Query, found: Sequence[Operand]) -> Draft:
    """Those that are more (or less) than the one that the question names: 「총점보다 점수가 높은 항목은 몇 개야?」"""
    m = _THAN.search(query.text)
    if m is None:
        return NOTHING
    than = _fold(m["than"])
    limits = [o for o in found if _fold(o.label).startswith(than) or than.endswith(_fold(o.label))]
    limits = limits or [o for o in found if than in _fold(o.label)]
    if len({(o.value, o.unit) for o in limits}) != 1:
        return NOTHING
    limit = limits[0]
    others = [
        o
        for o in found
        if o.unit == limit.unit
        and o not in limits
        and o.fact.section == limit.fact.section
        and o.fact.attribute == limit.fact.attribute
        and o.fact.year == limit.fact.year
        and not is_whole(o.fact.label)
    ]
    up = m["how"] in "높많큰"
    chosen = [o for o in others if (o.value > limit.value if up else o.value < limit.value)]
    return _told(query, chosen, limit) if chosen else NOTHING


def beside_column(query: Query, match: Match, found: Sequence[Operand]) -> Draft:
    """Rows whose cell in one column is more (or less) than that in another: 「정원보다 현원이 적은 팀은 몇 개야?」"""
    m = _COLUMNS.search(query.text)
    if m is None:
        return NOTHING
    rows: dict[tuple[int, str, int], dict[str, Operand]] = {}
    for o in found:
        column = _fold(split_year(o.fact.attribute)[1])
        if column in (_fold(m["than"]), _fold(m["of"])) and not is_whole(o.fact.label):
            rows.setdefault((o.fact.group, o.fact.label, o.fact.year or 0), {})[column] = o
    both = [(of[_fold(m["of"])], of[_fold(m["than"])]) for of in rows.values() if len(of) == 2]
    last = max((o.fact.year or 0 for o, _ in both), default=0)
    told = [w for w, word in enumerate(match.words) if not (word.verb or word.asks or word.generic)]
    nouns = [w for w in told if match.words[w].start < m.end()]
    at = [o.row for pair in both for o in pair]
    if len(both) < 2 or len({o.fact.group for o, _ in both}) > 1 or (match.strengths[nouns][:, at].max(1) < SAID).any():
        return NOTHING
    up = m["how"] in "높많큰"
    both = [(o, than) for o, than in both if (o.fact.year or 0) == last and o.unit == than.unit]
    chosen = [(o, than) for o, than in both if (o.value > than.value if up else o.value < than.value)]
    lines = tuple(
        Line(f"{o.fact.label}: {m['than']} {t.text}, {m['of']} {o.text}", (Proof.of(o.fact),)) for o, t in chosen
    )
    if not lines or not _HOW_MANY.search(query.text):
        return Draft("answered", lines, confidence=1.0) if lines else NOTHING
    names = ", ".join(tidy(o.fact.label) for o, _ in chosen)
    text = sentences(query.language).counted(len(chosen), counter(query.text)) + names
    return drafted(
        text, [o for o, _ in chosen], [str(len(chosen))], [f"{m['of']} {'>' if up else '<'} {m['than']}: {len(chosen)}"]
    )


def _told(query: Query, chosen: Sequence[Operand], limit: Operand) -> Draft:
    macros = sentences(query.language)
    step = f"{'>' if chosen[0].value > limit.value else '<'} {limit.label} {limit.text}: {len(chosen)}"
    if not _HOW_MANY.search(query.text):
        lines = tuple(Line(f"{o.label} {o.text}", (Proof.of(o.fact), Proof.of(limit.fact))) for o in chosen)
        return Draft("answered", lines, (), (step,), 1.0)
    text = macros.counted(len(chosen), counter(query.text)) + ", ".join(f"{o.label} {o.text}" for o in chosen)
    return drafted(text, [*chosen, limit], [str(len(chosen))], [step])


def of_the_year(match: Match, facts: Sequence[Fact], documents: Mapping[str, Document], query: Query) -> Draft:
    """Rows of a table whose date is of the year asked for: 「2022년에 문을 연 센터는 몇 곳이야?」"""
    if len(query.years) != 1 or not (_HOW_MANY.search(query.text) or re.search("어디|어느|어떤|무엇|뭐", query.text)):
        return NOTHING
    columns: dict[tuple[int, str], list[tuple[int, Fact]]] = {}
    for row, i in enumerate(match.ids):
        f = facts[int(i)]
        if f.kind != "value" or not f.attribute:
            continue
        words = documents[f.document].text[f.value.start : f.value.end]
        dates = moments(words)
        if dates and dates[0].start == 0 and dates[0].end >= len(words) - 2 and dates[0].year:
            columns.setdefault((f.group, f.attribute), []).append((row, f))
    nouns = [w for w, word in enumerate(match.words) if not (word.verb or word.asks or word.generic)]
    for cells in columns.values():
        rows = [row for row, _ in cells]
        if len(cells) < 2 or not nouns or (match.strengths[nouns][:, rows].max(1) < SAID).any():
            continue
        told = [(documents[f.document].text[f.value.start : f.value.end], f) for _, f in cells]
        chosen = [f for words, f in told if moments(words)[0].year == query.years[0]]
        if not chosen:
            return NOTHING
        names = [tidy(f.label) for f in chosen]
        if _PEOPLE.search(query.text) and not all(map(is_name, names)):
            return NOTHING  # rows that are no people
        proofs = tuple(Proof.of(f) for f in chosen)
        if _HOW_MANY.search(query.text):
            text = sentences(query.language).counted(len(chosen), counter(query.text)) + ", ".join(names)
            return Draft(
                "answered", (Line(text, proofs),), (str(len(chosen)),), (f"{query.years[0]}: {len(chosen)}",), 1.0
            )
        return Draft("answered", tuple(Line(n, (p,)) for n, p in zip(names, proofs, strict=True)), confidence=1.0)
    return NOTHING


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text)
