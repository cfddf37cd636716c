"""Answers made of the report's own words, without any language model.

    query + hits ─match─▶ facts that speak of it ─▶ calculation | list | value | sentence ─▶ Draft

The order: who is asked about nothing but the subject gets its definition; an operation is tried where the question
asks for one; then the best fact answers in the form that its kind has. `abstain` decides whether it may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rag.answering import abstain
from rag.answering.composing import cut, sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.evidence import Evidence
from rag.answering.matching import Match, Matcher
from rag.answering.operations import alike, calculate
from rag.answering.quantities import Moment, moments, plain, quantities, unit_name, years
from rag.answering.ranking import TYPED, Candidate, rank
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit, Span

LONGEST_LIST = 15
LONGEST_SENTENCE = 280
_NEGATION = re.compile(r"않|못하|못한|아니|없(?!이)|불가|안\s?되|안\s?됨")


def _agree(claim: Moment, told: Moment) -> bool:
    """Whether a date that a question claims fits one that the report tells, as far as both are written."""
    pairs = ((claim.year, told.year), (claim.month, told.month), (claim.day, told.day))
    return all(c is None or t is None or c == t for c, t in pairs)


def _missing_kind(query: Query, best: Candidate) -> bool:
    """Whether the best fact lacks what is asked for: an amount, a date, a place, a person, a reason is there or not."""
    hard = ("number", "date", "reason") if best.fact.kind == "value" else ("number", "date", "reason", "place", "person")
    return query.wanted in hard and not best.spans


def _touched(fact: Fact, spans: Sequence[tuple[str, int, int]]) -> bool:
    return any(fact.document == d and start < fact.end and fact.start < end for d, start, end in spans)


class Extractive:
    """The answerer over one generation."""

    def __init__(
        self,
        evidence: Evidence,
        documents: Mapping[str, Document],
        matcher: Matcher,
        korean: Korean,
        threshold: float | None = None,
    ) -> None:
        """`threshold` is the confidence from which it answers; None: the fitted one."""
        self.evidence, self.documents, self.matcher, self.korean = evidence, documents, matcher, korean
        self.threshold = abstain.threshold() if threshold is None else threshold

    def answer(self, query: Query, hits: Sequence[Hit], without: Sequence[tuple[str, int, int]] = ()) -> Draft:
        """The draft of an answer; `not_found` when nothing answers. Deterministic. Facts that touch a span of
        `without` (document, start, end) are left out of account."""
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        if without:
            match = match.leaving(
                [i for i, fact in enumerate(self.evidence.facts) if _touched(fact, without)]
            )
        if not [w for w in query.words if not w.asks]:
            draft = self._about_subject(query)
            if draft is not NOTHING or not query.words:
                return draft
        ranked = rank(match, self.evidence.facts, self.documents, query, hits, self.korean)
        sure, found = self._confidence(match, ranked, query, hits)
        operation = self._operation(query, match, ranked, found, hits)
        if operation is not NOTHING:
            return operation
        if not sure and (both := self._both(query, hits)) is not NOTHING:
            return both
        if not ranked or not sure or self._lacks_a_side(query, ranked[0]):
            return replace(NOTHING, confidence=found)
        return replace(self._compose(query, match, ranked), confidence=found)

    def _both(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """Two questions asked in one (장점과 단점), each answered by itself; NOTHING unless both are."""
        for left, right in query.pairs:
            drafts = []
            for drop in (left, right):
                part = replace(query, words=tuple(w for i, w in enumerate(query.words) if i != drop), pairs=())
                drafts.append(self.answer(part, hits))
            if all(d.status == "answered" and d.confidence >= self.threshold for d in drafts) and drafts[0].lines != drafts[1].lines:
                lines = (*drafts[1].lines, *drafts[0].lines)
                return Draft("answered", lines, (*drafts[0].computed, *drafts[1].computed), confidence=min(d.confidence for d in drafts))
        return NOTHING

    def _confidence(self, match: Match, ranked: list[Candidate], query: Query, hits: Sequence[Hit]) -> tuple[bool, float]:
        if not ranked:
            return False, 0.0
        by_chunk = {h.chunk.id: h.score for h in hits}
        if _missing_kind(query, ranked[0]):
            return False, 0.0
        seen = abstain.features(match, ranked, query, by_chunk.get(ranked[0].fact.chunk, 0.0))
        value = abstain.confidence(seen)
        return value >= self.threshold, value

    def features(self, query: Query, hits: Sequence[Hit]) -> abstain.Features | None:
        """What the decision to answer looks at, for refitting it; None where it is not asked."""
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        ranked = rank(match, self.evidence.facts, self.documents, query, hits, self.korean)
        if not ranked or not [w for w in query.words if not w.asks] or _missing_kind(query, ranked[0]):
            return None
        if self._operation(query, match, ranked, 1.0, hits) is not NOTHING:
            return None
        return abstain.features(match, ranked, query, {h.chunk.id: h.score for h in hits}.get(ranked[0].fact.chunk, 0.0))

    @staticmethod
    def _lacks_a_side(query: Query, best: Candidate) -> bool:
        """Whether a comparison or a sum over years would be answered with one of its sides only. A sentence may tell
        the whole of it in words of its own."""
        if best.fact.kind == "sentence" and len(query.years) < 2:
            return False
        return query.operation in ("difference", "compare", "ratio", "spread") or (query.operation == "sum" and len(query.years) > 1)

    def _operation(self, query: Query, match: Match, ranked: list[Candidate], found: float, hits: Sequence[Hit]) -> Draft:
        if query.wanted in ("reason", "method", "person", "definition"):
            return NOTHING
        if query.operation == "count" and query.threshold is None:
            return self._count(query, match, ranked, found)
        wanted = query.operation in ("highest", "lowest", "sum", "difference", "compare", "average", "order", "ratio", "spread", "count")
        wanted = wanted or (query.wanted == "list" and bool(query.units))
        if not wanted and not (query.direction and query.threshold):
            return NOTHING
        if query.operation == "sum" and not query.excluded and ranked and found >= 0.8 and ranked[0].fact.kind == "sentence":
            return NOTHING  # 「총 몇 회」 is told in so many words
        excluded = None
        if query.excluded:
            excluded = self.matcher.match(replace(query, words=query.excluded), [h.chunk.id for h in hits])
        return calculate(match, self.evidence.facts, self.documents, query, excluded)

    def _about_subject(self, query: Query) -> Draft:
        """What the subject is: the first sentence that names it and says what it is."""
        if query.wanted not in ("any", "definition", "organisation") or not (query.interrogative or query.named_subject):
            return NOTHING
        for fact in self.evidence.facts:
            names = self.evidence.subjects.get(fact.document, ())
            words = self._quote(fact)
            if fact.kind != "sentence" or not any(n in words for n in names):
                continue
            tail = [m for m in self.korean.morphemes(words) if not m.tag.startswith("S")][-2:]
            if len(tail) == 2 and tail[0].tag == "VCP":
                return Draft("answered", (self._sentence(query, fact),), confidence=1.0)
        return NOTHING

    def _count(self, query: Query, match: Match, ranked: list[Candidate], found: float) -> Draft:
        """How many there are: as a sentence says, else counted from the list that the question names."""
        if not ranked:
            return NOTHING
        lists = [c for c in ranked if c.fact.kind == "list" and match.precision[c.row] >= 0.5]
        best = max(lists, key=lambda c: (round(float(match.coverage[c.row]), 2), c.score), default=None)
        heads = [w for w, word in enumerate(match.words) if word.head]
        told = ranked[0].fact.kind != "list" and bool(ranked[0].spans) and all(match.strengths[w, ranked[0].row] >= 0.95 for w in heads)
        if best is None or (told and ranked[0].score >= best.score):
            return NOTHING
        if found < self.threshold and match.solid(best.row) < 0.85:
            return NOTHING
        members = [self.evidence.facts[m] for m in best.fact.members]
        label = tidy(best.fact.label)
        topic = next((w.text for w in query.words if w.head), label)
        number = str(len(members))
        text = sentences(query.language).count(topic, number) + ", ".join(tidy(m.label or self._quote(m)) for m in members)
        proofs = tuple(Proof.of(m) for m in members)
        return Draft("answered", (Line(text, proofs),), (number,), (f"{label}: {number}",), 1.0)

    # --- composition

    def _compose(self, query: Query, match: Match, ranked: list[Candidate]) -> Draft:
        best = ranked[0]
        fact = best.fact
        if fact.kind == "list":
            named = self._named_members(query, match, ranked, fact)
            return self._lines(query, match, named) if named else self._list(query, ranked, fact)
        if (query.wanted == "list" or query.asks_list) and fact.kind in ("item", "value"):
            whole = next((c.fact for c in ranked if c.fact.kind == "list" and fact.id in c.fact.members), None)
            if whole is not None and match.coverage[self._row(ranked, whole)] >= match.coverage[best.row] - 0.05:
                return self._list(query, ranked, whole)
        if query.wanted == "number" and fact.kind == "value" and fact.group > 0:
            together = alike(match, self.evidence.facts, self.documents, query, fact)
            if together is not NOTHING:
                return together
        if query.wanted in ("any", "person", "list", "definition", "method") and fact.kind == "value" and fact.group > 0:
            even = [c for c in ranked if c.fact.group == fact.group and c.fact.kind == "value" and abs(c.score - best.score) < 0.01]
            if len(even) > 1:  # one word names them all
                lines = [Line(self._item(query, c.fact), (Proof.of(c.fact),)) for c in sorted(even, key=lambda c: c.fact.id)]
                return Draft("answered", tuple(lines[:LONGEST_LIST]))
        line = self._line(query, match, best)
        return Draft("answered", (self._judged(query, match, best, line),))

    def _named_members(self, query: Query, match: Match, ranked: list[Candidate], fact: Fact) -> list[Candidate]:
        """Members of a list that the question names by their label, when it does not name them all."""
        members = [c for c in ranked if c.fact.id in fact.members and c.fact.label]
        told = [w for w, word in enumerate(match.words) if not word.asks and not word.generic]
        rows = [int(np.flatnonzero(match.ids == m)[0]) for m in fact.members if m in match.ids]
        shared = {w for w in told if all(match.strengths[w, r] >= 0.8 for r in rows)}
        named = [c for c in members if match.precision[c.row] >= 0.45 and any(match.own[w, c.row] >= 0.85 for w in told if w not in shared)]
        return sorted(named, key=lambda c: c.fact.id) if len(named) < len(fact.members) else []

    def _lines(self, query: Query, match: Match, chosen: list[Candidate]) -> Draft:
        return Draft("answered", tuple(self._judged(query, match, c, self._line(query, match, c)) for c in chosen))

    @staticmethod
    def _row(ranked: Sequence[Candidate], fact: Fact) -> int:
        return next(c.row for c in ranked if c.fact is fact)

    def _quote(self, fact: Fact) -> str:
        return self.documents[fact.document].text[fact.start : fact.end]

    def _value(self, fact: Fact) -> str:
        return self.documents[fact.document].text[fact.value.start : fact.value.end]

    def _list(self, query: Query, ranked: list[Candidate], fact: Fact) -> Draft:
        """One item a line. Lists of the same name of several years are told year by year."""
        same = [
            c.fact
            for c in ranked
            if c.fact.kind == "list" and c.fact.label == fact.label and c.fact.section == fact.section and c.fact.year and c.score > ranked[0].score - 0.1
        ]
        twins = [
            c.fact
            for c in ranked
            if c.fact.kind == "list" and c.fact.label != fact.label and c.score > ranked[0].score - 0.03 and not set(c.fact.members) & set(fact.members)
        ]
        if twins and fact.label and not same[1:]:  # 「장단점」 asks for two lists at once
            return self._labelled(query, sorted([fact, twins[0]], key=lambda f: f.start))
        several = sorted(same, key=lambda f: -(f.year or 0)) if len({f.year for f in same}) > 1 and not query.years else [fact]
        lines = []
        for one in several:
            for m in one.members[:LONGEST_LIST]:
                member = self.evidence.facts[m]
                text = self._item(query, member)
                lines.append(Line(f"{one.year}년 {text}" if len(several) > 1 else text, (Proof.of(member),)))
        status = "partial" if any(len(one.members) > LONGEST_LIST for one in several) else "answered"
        return Draft(status, tuple(lines))  # type: ignore[arg-type]

    def _labelled(self, query: Query, lists: Sequence[Fact]) -> Draft:
        macros: Any = sentences(query.language)
        lines = [
            Line(macros.named(tidy(one.label), self._item(query, self.evidence.facts[m])), (Proof.of(self.evidence.facts[m]),))
            for one in lists
            for m in one.members[:LONGEST_LIST]
        ]
        return Draft("answered", tuple(lines))

    def _item(self, query: Query, member: Fact) -> str:
        macros: Any = sentences(query.language)
        if member.kind == "date":
            return f"{tidy(member.label)} ({tidy(self._value(member))})"
        if member.kind == "value" and member.label:
            value = tidy(self._value(member))
            name = tidy(member.label)
            return f"{name} {value}" if quantities(value) and len(value) < 20 else str(macros.named(name, value))
        return str(macros.item(tidy(self._quote(member))))

    def _line(self, query: Query, match: Match, best: Candidate) -> Line:
        fact = best.fact
        macros: Any = sentences(query.language)
        if fact.kind == "value":
            value = tidy(self._value(fact))
            if fact.unit and quantities(value) and not quantities(value)[0].unit:
                value += fact.unit
            if re.search(r"[다요][.!?]?[\"'”’]?$", value):
                text = macros.named(tidy(fact.label), self.korean.polite(value) if query.language == "ko" else value)
            else:
                text = macros.value(self._topic(query, fact), value)
            return Line(text, (Proof.of(fact),))
        if fact.kind == "date":
            return Line(macros.value(tidy(fact.label), tidy(self._value(fact))), (Proof.of(fact),))
        if fact.kind == "item":
            text = tidy(self._quote(fact))
            if re.search(r"다\.?$", text) and query.language == "ko":
                text = self.korean.polite(text)
            return Line(macros.named(tidy(fact.parent), text) if fact.parent else text, (Proof.of(fact),))
        return self._sentence(query, fact)

    def _sentence(self, query: Query, fact: Fact) -> Line:
        quote = cut(tidy(self._quote(fact)), LONGEST_SENTENCE)
        text = self.korean.polite(quote) if query.language == "ko" else quote
        return Line(sentences(query.language).said(text), (Proof.of(fact),))

    def _topic(self, query: Query, fact: Fact) -> str:
        """What a labelled amount is called: 「2023년 정규직 채용 인원」, 「연봉/복지 점수」, 「사업비 예산」."""
        label = tidy(fact.label)
        amounts = quantities(self._value(fact))
        named = label if not fact.attribute or fact.attribute in ("내용", "값") or years(fact.attribute) else f"{label} {re.sub(r'[(].*[)]', '', fact.attribute).strip()}"
        if query.language == "en" or not amounts:
            return f"{fact.year} {named}" if fact.year and amounts and query.language == "en" else named
        asked = next((w.text for w in query.words if w.asks and w.text not in named), "")
        if amounts[0].unit == "명" and not fact.attribute:
            doing = self._activity(fact.section)
            asked = " ".join(filter(None, (doing, "인원"))) if doing or asked else ""
        elif amounts[0].unit == "점":
            asked = "" if re.search(r"점수|평점|만족도", named) else "점수"
        year = f"{fact.year}년 " if fact.year and fact.group and not years(label) else ""
        return f"{year}{named} {asked}".strip()

    def _activity(self, section: Sequence[str]) -> str:
        """The doing that a section's title asks about: 채용 in 「얼마나 채용할까?」."""
        morphemes = self.korean.morphemes(section[-1]) if section else ()
        for a, b in zip(morphemes, morphemes[1:], strict=False):
            if a.tag == "NNG" and b.tag == "XSV":
                return a.form
        return ""

    # --- yes or no

    def _judged(self, query: Query, match: Match, best: Candidate, line: Line) -> Line:
        """A yes-or-no question gets its 네 or 아니요 where the report is plain about it."""
        if query.wanted != "yesno" and not query.direction:
            return line
        verdict = self._verdict(query, match, best)
        if verdict is None:
            return line
        macros: Any = sentences(query.language)
        return replace(line, text=(macros.yes if verdict else macros.no)(line.text))

    def _verdict(self, query: Query, match: Match, best: Candidate) -> bool | None:
        quote = self._quote(best.fact)
        amounts = quantities(self._value(best.fact) if best.fact.kind == "value" else quote)
        if query.threshold is not None:
            same = [q for q in amounts if q.unit == query.threshold.unit]
            if len(same) != 1:
                return None
            above = same[0].value > query.threshold.value or ("이상" in query.text and same[0].value == query.threshold.value)
            return above if query.direction == "above" else not above
        if float(match.coverage[best.row]) < 0.8:
            return None
        claimed = [q for q in query.amounts if q.unit]
        for c in claimed:
            same = [q for q in amounts if q.unit == c.unit]
            if same:
                return any(q.value == c.value for q in same)
        claims = moments(query.text)
        told = moments(self._value(best.fact) if best.fact.kind == "date" else quote)
        if claims and told:
            return any(_agree(c, t) for c in claims for t in told)
        if query.years and not best.fact.year:
            return any(m.year in query.years for m in moments(quote))
        if query.years and years(quote):
            return bool(set(query.years) & years(quote))
        if best.fact.kind == "value" and len(amounts) == 1 and len(self._value(best.fact)) < 15:
            return amounts[0].value != 0
        clause = _clause(quote, [w.text for w in query.words if not w.asks and not w.generic])
        if clause is None or best.fact.kind not in ("value", "sentence", "item"):
            return None
        return bool(_NEGATION.search(clause)) == bool(_NEGATION.search(query.text))


def _clause(quote: str, words: Sequence[str]) -> str | None:
    """The clause of a sentence that says the last of some words; None when none or several do."""
    clauses = re.split(r",\s*|(?<=[가-힣][고며])\s|(?<=지만)\s|(?<=으나)\s", quote)
    saying = [c for c in clauses if words and re.sub(r"\s", "", words[-1]) in re.sub(r"\s", "", c)]
    return saying[0] if len(saying) == 1 else None


__all__ = ["Extractive", "Span", "TYPED", "plain", "unit_name"]
