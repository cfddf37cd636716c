"""Answers made of the report's own words, without any language model.

    query + hits ─match─▶ facts that speak of it ─▶ calculation | list | value | sentence ─▶ Draft

The order: who is asked about nothing but the subject gets its definition; an operation is tried where the question
asks for one; then the best fact answers in the form that its kind has. `abstain` decides whether it may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rag.answering import abstain
from rag.answering.belonging import UNSAID, belongs
from rag.answering.between import asks_years, years_between
from rag.answering.claimed import meeting, reached, risen
from rag.answering.counting import count
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.evidence import Evidence
from rag.answering.explaining import with_reason
from rag.answering.matching import Match, Matcher
from rag.answering.operations import alike, calculate, choose, operands
from rag.answering.quantities import quantities
from rag.answering.ranking import Candidate, Ranker
from rag.answering.reckoning import of_another, reckon
from rag.answering.series import BY_YEAR
from rag.answering.telling import LONGEST_LIST, Teller
from rag.answering.wanting import CELL, asks_name, asks_whereabouts
from rag.kinds import asked_noun
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit
from rag.wording import ENTITY

NEXT = 6  # candidates, of which one behind the best may say all that is asked
SAYS_ALL = 0.9  # coverage of a question's matter that is all of it

# What is asked of the program is no question about the report's subject.
_TO_THE_PROGRAM = re.compile(r"(?:^|\s)(?:너(?:는|의|도)?|넌|당신(?:은|의|도)?)\s|\byour name\b", re.I)

_UNDER = re.compile(r"산하|소속|소관|관할|감독")  # whose an organisation is
_IN_ALL = re.compile(r"(?:모두|총|전체|합계|통틀어)\s?$")  # right before an amount


def _missing_kind(query: Query, best: Candidate, value: str) -> bool:
    """Whether the best fact lacks what is asked for: an amount, a date, a place, a person, a reason is there or not.
    `value` are the words of its value: an amount by name is no place or person."""
    whole = best.trait("untyped_whole") and best.trait("other_name") and len(query.words) > 2
    if query.wanted in ("person", "place") and whole and not (asks_name(query) or asks_whereabouts(query)):
        return False  # it says all that is asked and some name besides: that will be the one
    name = best.fact.kind == "value" and not _amount(value) and not asks_name(query)
    hard = ("number", "date", "reason") if name else ("number", "date", "reason", "place", "person")
    return query.wanted in hard and not best.spans


def _amount(value: str) -> bool:
    """Whether a value is an amount, not words with one among them."""
    return len(value) < CELL and bool(quantities(value))


def _touched(fact: Fact, spans: Sequence[tuple[str, int, int]]) -> bool:
    return any(fact.document == d and start < fact.end and fact.start < end for d, start, end in spans)


def _within(draft: Draft, fact: Fact) -> bool:
    """Whether a draft is made of amounts that one sentence tells."""
    proofs = [p for line in draft.lines for p in line.proofs]
    return all(p.document == fact.document and fact.start <= p.span.start and p.span.end <= fact.end for p in proofs)


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
        self.ranker = Ranker(evidence.facts, documents, korean)
        self.teller = Teller(evidence.facts, documents, korean, matcher.synonyms.of)
        self.threshold = abstain.threshold() if threshold is None else threshold

    def answer(self, query: Query, hits: Sequence[Hit], without: Sequence[tuple[str, int, int]] = ()) -> Draft:
        """The draft of an answer; `not_found` when nothing answers. Deterministic. Facts that touch a span of
        `without` (document, start, end) are left out of account."""
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        if without:
            match = match.leaving([i for i, fact in enumerate(self.evidence.facts) if _touched(fact, without)])
        if not [w for w in query.words if not w.asks]:
            draft = self._about_subject(query)
            if draft is not NOTHING or not query.words:
                return draft
        ranked = self._ranked(match, query, hits)
        sure, found = self._confidence(match, ranked, query, hits)
        operation = self._operation(query, match, ranked, found, hits)
        if operation is not NOTHING:
            return operation
        if not sure and (both := self._both(query, hits)) is not NOTHING:
            return both
        if not ranked or not sure or self._lacks_a_side(query, ranked[0]):
            return replace(NOTHING, confidence=found)
        return replace(self._compose(query, match, ranked), confidence=found)

    def _ranked(self, match: Match, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Candidates best first, without those in the lead that speak of something else of the asked one's kind."""
        ranked = self.ranker.rank(match, query, hits)
        while ranked and not belongs(ranked[0], match, query, self.evidence.facts, self.documents, self.korean):
            ranked = ranked[1:]
        if ranked and self._of_another(match, ranked[0]):  # what says all that is asked goes before an amount by name
            whole = [c for c in ranked[1:NEXT] if match.solid(c.row) >= SAYS_ALL and not self._of_another(match, c)]
            ranked = [*whole[:1], *(c for c in ranked if c not in whole[:1])]
        return with_reason(query, match, ranked, self.evidence.facts, self.documents, self.korean)

    def _both(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """Two questions asked in one (장점과 단점), each answered by itself; NOTHING unless both are."""
        for left, right in query.pairs:
            drafts = []
            for drop in (left, right):
                part = replace(query, words=tuple(w for i, w in enumerate(query.words) if i != drop), pairs=())
                drafts.append(self.answer(part, hits))
            if (
                all(d.status == "answered" and d.confidence >= self.threshold for d in drafts)
                and drafts[0].lines != drafts[1].lines
            ):
                lines = (*drafts[1].lines, *drafts[0].lines)
                return Draft(
                    "answered",
                    lines,
                    (*drafts[0].computed, *drafts[1].computed),
                    confidence=min(d.confidence for d in drafts),
                )
        return NOTHING

    def _confidence(
        self, match: Match, ranked: list[Candidate], query: Query, hits: Sequence[Hit]
    ) -> tuple[bool, float]:
        if not ranked:
            return False, 0.0
        if (seen := self._seen(match, ranked, query, hits)) is None:
            return False, 0.0
        value = abstain.confidence(seen)
        return value >= self.threshold, value

    def _seen(
        self, match: Match, ranked: list[Candidate], query: Query, hits: Sequence[Hit]
    ) -> abstain.Features | None:
        """What the decision to answer looks at; None where what is asked for is not there at all."""
        best = ranked[0]
        if _missing_kind(query, best, self.teller.value(best.fact)):
            return None
        another = self._of_another(match, best)
        if (another and not _amount(self.teller.value(best.fact))) or of_another(query, match, best, self.documents):
            return None
        hit = next((h.score for h in hits if h.chunk.id == best.fact.chunk), 0.0)
        return abstain.features(match, ranked, query, hit, another)

    def _of_another(self, match: Match, best: Candidate) -> bool:
        """Whether the best fact is an amount by name, yet the question names something that it does not (홍보팀 정원, where
        only other teams have one); or a word by name, yet the question is about another body (체육부의 비전)."""
        if best.fact.kind != "value":
            return False
        unsaid = [
            word.text
            for i, word in enumerate(match.words)
            if match.strengths[i, best.row] < UNSAID and not (word.asks or word.generic or word.verb)
        ]
        if not _amount(self.teller.value(best.fact)):
            return any(ENTITY.fullmatch(re.sub(r"\s", "", word)) for word in unsaid)
        return any(re.search("[가-힣]", word) for word in unsaid)

    def features(self, query: Query, hits: Sequence[Hit]) -> abstain.Features | None:
        """What the decision to answer looks at, for refitting it; None where it is not asked."""
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        ranked = self._ranked(match, query, hits)
        if not ranked or not [w for w in query.words if not w.asks]:
            return None
        if self._operation(query, match, ranked, 1.0, hits) is not NOTHING:
            return None
        return self._seen(match, ranked, query, hits)

    @staticmethod
    def _lacks_a_side(query: Query, best: Candidate) -> bool:
        """Whether a comparison or a sum over years would be answered with one of its sides only. A sentence may tell
        the whole of it in words of its own."""
        if asks_years(query):
            return True
        if best.fact.kind == "sentence" and len(query.years) < 2:
            return False
        if query.operation == "ratio" and "%" in query.units and best.spans:
            return False  # the share is told
        if query.operation == "difference" and query.wanted == "list":
            return False  # 「두 종류와 그 차이」 are told, not calculated
        return query.operation in ("difference", "compare", "ratio", "spread") or (
            query.operation == "sum" and len(query.years) > 1
        )

    def _operation(
        self, query: Query, match: Match, ranked: list[Candidate], found: float, hits: Sequence[Hit]
    ) -> Draft:
        if query.wanted in ("reason", "method", "person", "definition"):
            return NOTHING

        def find(part: Query) -> Match:
            return self.matcher.match(part, [h.chunk.id for h in hits])

        if (apart := years_between(query, self.evidence.facts, self.teller.quote, find)) is not NOTHING:
            return apart
        if (told := self._claimed(query, match)) is not NOTHING:
            return told
        along = len(query.years) > 1  # a table tells the years side by side
        if not along and (told := self._reckoned(query, match, ranked)) is not NOTHING:
            return told
        draft = self._calculated(query, match, ranked, found, hits)
        return self._reckoned(query, match, ranked) if along and draft is NOTHING else draft

    def _claimed(self, query: Query, match: Match) -> Draft:
        facts, documents = self.evidence.facts, self.documents
        if query.wanted == "list":
            return meeting(query, match, facts, documents)
        if query.wanted != "yesno":
            return NOTHING
        if (told := reached(query, match, facts, documents)) is not NOTHING:
            return told
        named = asked_noun(query.text.lower())
        every = replace(query, years=(), units=named[1] if named else (), operation="none")
        return risen(query, match, operands(match, facts, documents, every))

    def _reckoned(self, query: Query, match: Match, ranked: list[Candidate]) -> Draft:
        return reckon(query, match, ranked, self.evidence.facts, self.documents)

    def _calculated(
        self, query: Query, match: Match, ranked: list[Candidate], found: float, hits: Sequence[Hit]
    ) -> Draft:
        chosen = choose(match, self.evidence.facts, self.documents, query)
        if chosen is not NOTHING:
            return chosen
        if query.operation == "count" and query.threshold is None:
            return count(query, match, ranked, found >= self.threshold, self.evidence.facts, self.teller.quote)
        wanted = query.operation in (
            "highest",
            "lowest",
            "sum",
            "difference",
            "compare",
            "average",
            "order",
            "ratio",
            "spread",
            "count",
        )
        wanted = wanted or (query.wanted == "list" and bool(query.units)) or bool(BY_YEAR.search(query.text))
        if not wanted and not (query.direction and query.threshold):
            return NOTHING
        excluded = None
        if query.excluded:
            excluded = self.matcher.match(replace(query, words=query.excluded), [h.chunk.id for h in hits])
        draft = calculate(match, self.evidence.facts, self.documents, query, excluded)
        told = query.operation == "sum" and not excluded and ranked and ranked[0].fact.kind == "sentence"
        if told and (self._told_in_all(match, ranked[0]) or (found >= 0.8 and not _within(draft, ranked[0].fact))):
            return NOTHING  # 「총 몇 회」 is told in so many words
        return draft

    def _told_in_all(self, match: Match, best: Candidate) -> bool:
        """Whether a sentence tells the total of all that the question names: 「접수된 민원은 모두 1,284건으로」."""
        quote = self.teller.quote(best.fact)
        ends = [s.start - best.fact.start for s in best.spans]
        return match.solid(best.row) >= 0.95 and any(_IN_ALL.search(quote[:at]) for at in ends)

    def _about_subject(self, query: Query) -> Draft:
        """What the subject is: the first sentence that names it and says what it is."""
        if query.wanted not in ("any", "definition", "organisation") or not (
            query.interrogative or query.named_subject
        ):
            return NOTHING
        if _TO_THE_PROGRAM.search(query.text):
            return NOTHING
        for fact in self.evidence.facts:
            names = self.evidence.subjects.get(fact.document, ())
            words = self.teller.quote(fact)
            unsaid = query.wanted == "organisation" and not _UNDER.search(words)
            if fact.kind != "sentence" or unsaid or not any(n in words for n in names):
                continue
            tail = [m for m in self.korean.morphemes(words) if not m.tag.startswith("S")][-2:]
            if len(tail) == 2 and tail[0].tag == "VCP":
                return Draft("answered", (self.teller.sentence(query, fact),), confidence=1.0)
        return NOTHING

    def _compose(self, query: Query, match: Match, ranked: list[Candidate]) -> Draft:
        best = ranked[0]
        fact = best.fact
        if fact.kind == "list":
            named = self._named_members(query, match, ranked, fact)
            return self._lines(query, match, named) if named else self.teller.listed(query, ranked, fact)
        if (query.wanted == "list" or query.asks_list) and fact.kind in ("item", "value"):
            whole = next((c.fact for c in ranked if c.fact.kind == "list" and fact.id in c.fact.members), None)
            if whole is not None and match.coverage[self._row(ranked, whole)] >= match.coverage[best.row] - 0.05:
                return self.teller.listed(query, ranked, whole)
        if query.wanted == "number" and fact.kind == "value" and fact.group > 0:
            together = alike(match, self.evidence.facts, self.documents, query, fact)
            if together is not NOTHING:
                return together
        if (
            query.wanted in ("any", "person", "list", "definition", "method")
            and fact.kind == "value"
            and fact.group > 0
        ):
            even = [
                c
                for c in ranked
                if c.fact.group == fact.group and c.fact.kind == "value" and abs(c.score - best.score) < 0.01
            ]
            if len(even) > 1:  # one word names them all
                lines = [
                    Line(self.teller.item(query, c.fact), (Proof.of(c.fact),))
                    for c in sorted(even, key=lambda c: c.fact.id)
                ]
                return Draft("answered", tuple(lines[:LONGEST_LIST]))
        line = self.teller.line(query, match, best)
        return Draft("answered", (self.teller.judged(query, match, best, line),))

    def _named_members(self, query: Query, match: Match, ranked: list[Candidate], fact: Fact) -> list[Candidate]:
        """Members of a list that the question names by their label, when it does not name them all."""
        members = [c for c in ranked if c.fact.id in fact.members and c.fact.label]
        told = [w for w, word in enumerate(match.words) if not word.asks and not word.generic]
        rows = [int(np.flatnonzero(match.ids == m)[0]) for m in fact.members if m in match.ids]
        shared = {w for w in told if all(match.strengths[w, r] >= 0.8 for r in rows)}
        named = [
            c
            for c in members
            if match.precision[c.row] >= 0.45 and any(match.own[w, c.row] >= 0.85 for w in told if w not in shared)
        ]
        return sorted(named, key=lambda c: c.fact.id) if len(named) < len(fact.members) else []

    def _lines(self, query: Query, match: Match, chosen: list[Candidate]) -> Draft:
        return Draft(
            "answered", tuple(self.teller.judged(query, match, c, self.teller.line(query, match, c)) for c in chosen)
        )

    @staticmethod
    def _row(ranked: Sequence[Candidate], fact: Fact) -> int:
        return next(c.row for c in ranked if c.fact is fact)
