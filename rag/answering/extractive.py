"""Answers made of the report's own words, without any language model.

    query + hits ─match─▶ facts that speak of it ─▶ calculation | list | value | sentence ─▶ Draft

The order: who is asked about nothing but the subject gets its definition; an operation is tried where the question
asks for one; then the best fact answers in the form that its kind has. `abstain` decides whether it may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering import abstain
from rag.answering.choosing.belonging import of_this
from rag.answering.choosing.exactly import to_the_day
from rag.answering.choosing.lacking import (
    is_amount,
    leaves_out_name,
    missing_kind,
    names_another,
    of_an_untold_year,
    of_something_unsaid,
    told_by_number,
    told_in_unit,
)
from rag.answering.choosing.latest import latest_first, present_first
from rag.answering.choosing.leading import led
from rag.answering.choosing.matching import Match, Matcher
from rag.answering.choosing.membership import list_of, listed_behind, named_members
from rag.answering.choosing.plainly import doubting, plainly
from rag.answering.choosing.pointing import pointed
from rag.answering.choosing.ranking import TYPED, Candidate, Ranker
from rag.answering.choosing.relative import with_year
from rag.answering.choosing.siblings import Siblings
from rag.answering.choosing.sidelong import without_amounts_aside
from rag.answering.choosing.surely import surely
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.evidence import Evidence
from rag.answering.reckoning.between import years_between
from rag.answering.reckoning.claimed import meeting, reached, risen
from rag.answering.reckoning.counting import count, rightly_counted
from rag.answering.reckoning.lately import lately
from rag.answering.reckoning.odds import odds
from rag.answering.reckoning.operations import alike, calculate, choose, operands
from rag.answering.reckoning.remainders import against_brackets, left_over
from rag.answering.reckoning.sentences import of_another, reckon
from rag.answering.reckoning.series import BY_YEAR
from rag.answering.reckoning.sides import lacks_a_side, leaves_one_of_two
from rag.answering.reckoning.superlatives import extreme_told, told_of
from rag.answering.reckoning.wholes import told_whole
from rag.answering.spans.months import of_another_month
from rag.answering.telling.contrasting import contrasted
from rag.answering.telling.lines import LONGEST_LIST, Teller
from rag.answering.telling.listing import column
from rag.answering.telling.neighbours import denied
from rag.answering.telling.subjects import about_subject
from rag.answering.telling.tabling import tabled
from rag.answering.telling.voices import voices
from rag.asking.kinds import asked_noun
from rag.asking.orders import is_order
from rag.asking.wording import OF_EACH_KIND
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit

NEXT = 6  # candidates, of which one behind the best may say all that is asked
NOT_NAMED = 0.2  # strength below which a name is not said
SAYS_ALL = 0.9  # coverage of a question's matter that is all of it
TOLD = 0.98  # and from which an amount in it is what is counted


_SOONER = re.compile(
    r"(?:와|과|이랑|랑|하고)\s.*(?:먼저|나중|일찍|늦게|앞서)|\bor\b.*\b(?:first|earlier|later)\b"
)  # of two
_IN_ALL = re.compile(r"(?:모두|총|전체|합계|통틀어)\s?$")  # right before an amount


_CALCULATED = frozenset(
    ("highest", "lowest", "sum", "difference", "compare", "average", "order", "ratio", "spread", "count")
)


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
        self.ranker, self.siblings = Ranker(evidence.facts, documents, korean), Siblings(evidence.facts)
        self.teller = Teller(evidence.facts, documents, korean, matcher.synonyms.of)
        self.threshold = abstain.threshold() if threshold is None else threshold

    def answer(self, query: Query, hits: Sequence[Hit], without: Sequence[tuple[str, int, int]] = ()) -> Draft:
        """The draft of an answer; `not_found` when nothing answers. Deterministic. Facts that touch a span of
        `without` (document, start, end) are left out of account."""
        if is_order(query.text):
            return NOTHING
        query = with_year(query, self.documents)
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        if without:
            match = match.leaving([i for i, fact in enumerate(self.evidence.facts) if _touched(fact, without)])
        if not [w for w in query.words if not w.asks] and query.operation not in ("highest", "lowest"):
            draft = about_subject(query, self.evidence, self.teller, self.korean)
            if draft is not NOTHING or not query.words:
                return draft
        ranked = self._ranked(match, query, hits)
        sure, found = self._confidence(match, ranked, query, hits)
        operation = self._operation(query, match, ranked, found, hits)
        if operation is not NOTHING:
            return operation
        apart = not sure or _SOONER.search(query.text) or leaves_one_of_two(query, match, ranked[0])
        if apart and (both := self._both(query, hits)) is not NOTHING:
            return both
        if not ranked or not sure or lacks_a_side(query, ranked[0], self.teller.quote(ranked[0].fact)):
            return replace(NOTHING, confidence=found)
        return replace(self._compose(query, match, ranked), confidence=found)

    def _ranked(self, match: Match, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Candidates best first, without those in the lead that speak of something else of the asked one's kind."""
        room = self.evidence, self.documents, self.korean, self.siblings
        ranked = of_this(self.ranker.rank(match, query, hits), match, query, *room)
        if ranked and self._of_another(match, ranked[0]):  # what says all that is asked goes before an amount by name
            typed = query.wanted in TYPED
            whole = [
                c
                for c in ranked[1:NEXT]
                if match.solid(c.row) >= SAYS_ALL and (c.spans or not typed) and not self._of_another(match, c)
            ]
            ranked = [*whole[:1], *(c for c in ranked if c not in whole[:1])]
        ranked = without_amounts_aside(query, match, ranked, self.evidence.facts)
        ranked = plainly(query, match, ranked, self.documents)
        ranked = rightly_counted(query, match, ranked, self.teller.quote, self.matcher.synonyms.of)
        ranked = latest_first(query, told_by_number(query, match, ranked, self.teller.value))
        ranked = told_in_unit(query, match, ranked, self.teller.quote)
        ranked = present_first(query, match, ranked)
        ranked = led(query, match, ranked, self.evidence.facts, self.documents, self.korean)
        return pointed(query, match, ranked, self.documents)

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
        sure = surely(query, match, ranked, self.documents)
        return sure or value >= self.threshold, value

    def _seen(
        self, match: Match, ranked: list[Candidate], query: Query, hits: Sequence[Hit]
    ) -> abstain.Features | None:
        """What the decision to answer looks at; None where what is asked for is not there at all."""
        best = ranked[0]
        if missing_kind(query, match, best, self.teller.value(best.fact), self.teller.quote(best.fact)):
            return None
        if self._elsewhere(query, match, best):
            return None
        if of_an_untold_year(query, match, best, self.evidence.facts, self.documents):
            return None
        if leaves_out_name(query, match, best, self.evidence.words_known) or of_something_unsaid(query, match, best):
            return None
        another = self._of_another(match, best)
        if (another and not is_amount(self.teller.value(best.fact))) or of_another(query, match, best, self.documents):
            return None
        hit = next((h for h in hits if h.chunk.id == best.fact.chunk), None)
        if hit is not None and of_another_month(query, hit.chunk.text):
            return None
        score = hit.score if hit else 0.0
        return abstain.features(match, doubting(query, ranked, self.documents), query, score, another)

    def _elsewhere(self, query: Query, match: Match, best: Candidate) -> bool:
        """Whether the question names something of the report's that the best sentence and all around it do not name."""
        if query.language != "ko" or query.wanted != "number" or best.fact.kind != "sentence":
            return False
        said = match.strengths[:, best.row]
        named = (w for w, word in enumerate(match.words) if word.name and not (word.verb or word.asks))
        return any(said[w] < NOT_NAMED and self.evidence.words_known(match.words[w].text) for w in named)

    def _of_another(self, match: Match, best: Candidate) -> bool:
        return names_another(match, best, self.teller.value(best.fact))

    def features(self, query: Query, hits: Sequence[Hit]) -> abstain.Features | None:
        """What the decision to answer looks at, for refitting it; None where it is not asked."""
        query = with_year(query, self.documents)
        match = self.matcher.match(query, [h.chunk.id for h in hits])
        ranked = self._ranked(match, query, hits)
        if not ranked or not [w for w in query.words if not w.asks]:
            return None
        if self._operation(query, match, ranked, 1.0, hits) is not NOTHING:
            return None
        return self._seen(match, ranked, query, hits)

    def _operation(
        self, query: Query, match: Match, ranked: list[Candidate], found: float, hits: Sequence[Hit]
    ) -> Draft:
        if (
            query.wanted == "person"
            and (told := column(query, match, self.evidence.facts, self.documents)) is not NOTHING
        ):
            return told
        told = contrasted(query, match, self.evidence.facts, self.documents, self.teller.politely)
        if told is not NOTHING or query.wanted in ("reason", "method", "person", "definition"):
            return told

        def find(part: Query) -> Match:
            return self.matcher.match(part, [h.chunk.id for h in hits])

        if (whole := told_whole(query, match, ranked)) is not None:
            return Draft("answered", (self.teller.line(query, match, whole),), confidence=1.0)
        edition = max((d.year for d in self.documents.values() if d.year), default=None)
        if (told := years_between(query, self.evidence.facts, self.teller.quote, find, edition)) is not NOTHING:
            return told
        for apart in (left_over, against_brackets):
            if (told := apart(query, match, self.evidence.facts, self.documents)) is not NOTHING:
                return told
        if (told := odds(query, match, ranked, self.evidence.facts, self.documents)) is not NOTHING:
            return told
        if (told := self._claimed(query, match)) is not NOTHING:
            return told
        if (told := lately(query, match, ranked, self.evidence.facts, self.documents)) is not NOTHING:
            return told
        along = len(query.years) > 1  # a table tells the years side by side
        if not along and (told := self._reckoned(query, match, ranked)) is not NOTHING:
            return told
        draft = self._calculated(query, match, ranked, found, hits)
        return self._reckoned(query, match, ranked) if along and draft is NOTHING else draft

    def _claimed(self, query: Query, match: Match) -> Draft:
        facts, documents = self.evidence.facts, self.documents
        if query.wanted == "list":
            told = column(query, match, facts, documents)
            return told if told is not NOTHING else meeting(query, match, facts, documents)
        if query.wanted != "yesno":
            return NOTHING
        for way in (reached, denied):
            if (told := way(query, match, facts, documents)) is not NOTHING:
                return told
        named = asked_noun(query.text.lower())
        every = replace(query, years=(), units=named[1] if named else (), operation="none")
        return risen(query, match, operands(match, facts, documents, every))

    def _reckoned(self, query: Query, match: Match, ranked: list[Candidate]) -> Draft:
        return reckon(query, match, ranked, self.evidence.facts, self.documents)

    def _calculated(
        self, query: Query, match: Match, ranked: list[Candidate], found: float, hits: Sequence[Hit]
    ) -> Draft:
        for way in (choose, tabled):
            if (chosen := way(match, self.evidence.facts, self.documents, query)) is not NOTHING:
                return chosen
        if query.operation == "count" and query.threshold is None:
            sure, also = found >= self.threshold, self.matcher.synonyms.of
            asked = sure and query.interrogative is not None and bool(query.units)
            numbered = asked and ranked[0].fact.kind == "sentence" and bool(ranked[0].spans)
            if numbered and match.solid(ranked[0].row) >= TOLD:
                return NOTHING  # 「위험구역은 몇 개」: a sentence that says all of it tells how many
            return count(query, match, ranked, sure, self.evidence.facts, self.teller.quote, also)
        wanted = query.operation in _CALCULATED
        each = query.wanted == "list" and (bool(query.units) or bool(OF_EACH_KIND.search(query.text)))
        wanted = wanted or each or bool(BY_YEAR.search(query.text))
        if not wanted and not (query.direction and query.threshold):
            return NOTHING
        excluded = None
        if query.excluded:
            excluded = self.matcher.match(replace(query, words=query.excluded), [h.chunk.id for h in hits])
        if one := told_of(query, match, ranked, self.teller.quote):
            return Draft("answered", (self.teller.line(query, match, one),), confidence=1.0)
        draft = calculate(match, self.evidence.facts, self.documents, query, excluded)
        first = ranked[0] if ranked and found >= self.threshold else None
        if first and extreme_told(query, match, first, self.teller.quote(first.fact), draft, self.evidence.facts):
            return NOTHING
        told = query.operation == "sum" and not excluded and ranked and ranked[0].fact.kind == "sentence"
        if told and (self._told_in_all(match, ranked[0]) or (found >= 0.8 and not draft.within(ranked[0].fact))):
            return NOTHING  # 「총 몇 회」 is told in so many words
        return draft

    def _told_in_all(self, match: Match, best: Candidate) -> bool:
        """Whether a sentence tells the total of all that the question names: 「접수된 민원은 모두 1,284건으로」."""
        quote = self.teller.quote(best.fact)
        ends = [s.start - best.fact.start for s in best.spans]
        return match.solid(best.row) >= 0.95 and any(_IN_ALL.search(quote[:at]) for at in ends)

    def _compose(self, query: Query, match: Match, ranked: list[Candidate]) -> Draft:
        best = to_the_day(query, match, ranked, self.documents)
        fact = best.fact
        if fact.kind == "list":
            named = named_members(match, ranked, fact)
            return self._lines(query, match, named) if named else self.teller.listed(query, ranked, fact)
        said = voices(query, fact, self.evidence.facts, self.documents, lambda f: self.teller.sentence(query, f))
        if said is not NOTHING:
            return said
        if (query.wanted == "list" or query.asks_list) and fact.kind in ("item", "value"):
            whole = list_of(match, ranked, best)
            whole = whole or (None if query.units else listed_behind(best, self.evidence.facts))
            if whole is not None:
                return self.teller.listed(query, ranked, whole)
        if query.wanted == "number" and fact.kind == "value" and fact.group > 0:
            together = alike(match, self.evidence.facts, self.documents, query, fact)
            if together is not NOTHING:
                return together
        if query.wanted in abstain.TOLD_TOGETHER and fact.kind == "value" and fact.group > 0:
            even = [c for c in ranked if c is best or abstain.even(c, best, query)]
            if len(even) > 1:  # one word names them all
                lines = [
                    Line(self.teller.item(query, c.fact), (Proof.of(c.fact),))
                    for c in sorted(even, key=lambda c: c.fact.id)
                ]
                return Draft("answered", tuple(lines[:LONGEST_LIST]))
        line = self.teller.line(query, match, best)
        return Draft("answered", (self.teller.judged(query, match, best, line),))

    def _lines(self, query: Query, match: Match, chosen: list[Candidate]) -> Draft:
        return Draft(
            "answered", tuple(self.teller.judged(query, match, c, self.teller.line(query, match, c)) for c in chosen)
        )
