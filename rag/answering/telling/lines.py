"""Facts are told: a value, a sentence or a list becomes the lines of an answer, with the right words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from rag.answering.choosing.matching import Match
from rag.answering.choosing.ranking import Candidate
from rag.answering.composing import cut, sentences, tidy
from rag.answering.drafts import Draft, Line, Proof
from rag.answering.facts.cells import split_year
from rag.answering.spans.quantities import quantities, years
from rag.answering.telling.narrowing import Narrowing
from rag.answering.telling.verdicts import verdict
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Span, Status

LONGEST_LIST = 15  # items of a list that an answer tells; more make it partial
LONGEST_SENTENCE = 280  # characters
SCORE = 1000  # above it what is counted in 점 are things


class Teller:
    """Tells the facts of one generation."""

    def __init__(
        self,
        facts: Sequence[Fact],
        documents: Mapping[str, Document],
        korean: Korean,
        also: Callable[[str], Collection[str]] = lambda term: (),
    ) -> None:
        """`also` gives the synonyms of a term."""
        self.facts, self.documents, self.korean = facts, documents, korean
        self.narrowing = Narrowing(korean, also)

    def quote(self, fact: Fact) -> str:
        """The words of a fact's span."""
        return self.documents[fact.document].text[fact.start : fact.end]

    def value(self, fact: Fact) -> str:
        """The words of a fact's value."""
        return self.documents[fact.document].text[fact.value.start : fact.value.end]

    def amount(self, fact: Fact) -> str:
        """The words of a fact's value with the unit that its table gives it."""
        value = tidy(self.value(fact))
        bare = fact.unit and quantities(value) and not quantities(value)[0].unit and value[-1:].isdigit()
        return value + fact.unit if bare else value

    def listed(self, query: Query, ranked: list[Candidate], fact: Fact) -> Draft:
        """One item a line. Lists of the same name of several years are told year by year."""
        same = [
            c.fact
            for c in ranked
            if c.fact.kind == "list"
            and c.fact.label == fact.label
            and c.fact.section == fact.section
            and c.fact.year
            and c.score > ranked[0].score - 0.1
        ]
        twins = [
            c.fact
            for c in ranked
            if c.fact.kind == "list"
            and c.fact.label != fact.label
            and c.score > ranked[0].score - 0.03
            and (not query.years or c.fact.year in (None, *query.years))
            and not set(c.fact.members) & set(fact.members)
        ]
        if twins and fact.label and not same[1:]:  # 「장단점」 asks for two lists at once
            return self.labelled(query, sorted([fact, twins[0]], key=lambda f: f.start))
        several = (
            sorted(same, key=lambda f: -(f.year or 0))
            if len({f.year for f in same}) > 1 and not query.years
            else [fact]
        )
        lines = []
        for one in several:
            for m in one.members[:LONGEST_LIST]:
                member = self.facts[m]
                text = self.item(query, member)
                lines.append(Line(f"{one.year}년 {text}" if len(several) > 1 else text, (Proof.of(member),)))
        status: Status = "partial" if any(len(one.members) > LONGEST_LIST for one in several) else "answered"
        return Draft(status, tuple(lines))

    def labelled(self, query: Query, lists: Sequence[Fact]) -> Draft:
        """Several lists, each item with its list's name."""
        macros: Any = sentences(query.language)
        lines = [
            Line(
                macros.named(tidy(one.label), self.item(query, self.facts[m])),
                (Proof.of(self.facts[m]),),
            )
            for one in lists
            for m in one.members[:LONGEST_LIST]
        ]
        return Draft("answered", tuple(lines))

    def item(self, query: Query, member: Fact) -> str:
        """A member of a list as a line."""
        macros: Any = sentences(query.language)
        if member.kind == "date":
            return f"{tidy(member.label)} ({tidy(self.value(member))})"
        if member.kind == "value" and member.label:
            value = self.politely(query, self.amount(member))
            name = tidy(member.label)
            return f"{name} {value}" if quantities(value) and len(value) < 20 else str(macros.named(name, value))
        words = self.value(member) if member.kind == "item" else self.quote(member)
        return str(macros.item(self.politely(query, words)))

    def politely(self, query: Query, words: str) -> str:
        """The report's words as an answer shows them: a sentence in the polite style."""
        return self.korean.polite(tidy(words)) if query.language == "ko" else tidy(words)

    def line(self, query: Query, match: Match, best: Candidate) -> Line:
        """A fact as a sentence of its own, in the form that its kind has."""
        fact = best.fact
        macros: Any = sentences(query.language)
        if fact.kind == "value":
            if part := self.narrowing.sentence(query, self.value(fact), self._inside(fact.value, best.spans)):
                return self._one_of(query, fact, part)
            value = self.amount(fact)
            if re.search(r"[다요][.!?]?[\"'”’]?$", value):
                text = macros.named(tidy(fact.label), self.korean.polite(value) if query.language == "ko" else value)
            else:
                text = macros.value(self.topic(query, fact), value)
            return Line(text, (Proof.of(fact),))
        if fact.kind == "date":
            return Line(macros.value(tidy(fact.label), tidy(self.value(fact))), (Proof.of(fact),))
        if fact.kind == "item":
            text = self.politely(query, self.value(fact))  # without its bullet
            return Line(macros.named(tidy(fact.parent), text) if fact.parent else text, (Proof.of(fact),))
        whole = Span(fact.start, fact.end)
        if clause := self.narrowing.clause(query, self.quote(fact), self._inside(whole, best.spans)):
            place, text = clause
            span = Span(fact.start + place.start, fact.start + place.end)
            return Line(tidy(text), (Proof(fact.document, span, fact.chunk),))
        return self.sentence(query, fact)

    @staticmethod
    def _inside(place: Span, spans: Sequence[Span]) -> list[Span]:
        """Spans of the document as spans of one place in it."""
        return [Span(s.start - place.start, s.end - place.start) for s in spans]

    def _one_of(self, query: Query, fact: Fact, part: Span) -> Line:
        """One sentence of a labelled value, with the label; its proof begins at the label where it follows it."""
        macros: Any = sentences(query.language)
        start, end = fact.value.start + part.start, fact.value.start + part.end
        words = self.politely(query, self.documents[fact.document].text[start:end])
        span = Span(fact.start if part.start == 0 else start, end)
        return Line(macros.named(tidy(fact.label), words), (Proof(fact.document, span, fact.chunk),))

    def sentence(self, query: Query, fact: Fact) -> Line:
        """A sentence of the report, polite in Korean, framed in English."""
        quote = cut(tidy(self.quote(fact)), LONGEST_SENTENCE)
        text = self.korean.polite(quote) if query.language == "ko" else quote
        return Line(sentences(query.language).said(text), (Proof.of(fact),))

    def topic(self, query: Query, fact: Fact) -> str:
        """What a labelled amount is called: 「2023년 정규직 채용 인원」, 「연봉/복지 점수」, 「사업비 예산」."""
        label = tidy(fact.label)
        amounts = quantities(self.value(fact))
        dated, column = split_year(fact.attribute)
        named = label if not column or column in ("내용", "값") or column in label else f"{label} {column}"
        if query.language == "en" or not amounts:
            dated_en = amounts and query.language == "en" and self._dated(fact) and not years(label)
            return f"{fact.year} {named}" if dated_en else named
        asked = next((w.text for w in query.words if w.asks and w.text not in named), "")
        if re.search(r"\s수$", named):
            asked = ""
        elif amounts[0].unit == "명" and not fact.attribute:
            doing = self.activity(fact.section)
            asked = " ".join(filter(None, (doing, "인원"))) if doing or asked else ""
        elif amounts[0].unit == "점" and amounts[0].value <= SCORE:
            asked = "" if re.search(r"점수|평점|만족도", named) else "점수"
        year = f"{fact.year}년 " if fact.group and self._dated(fact) and not years(label) else ""
        year = f"{dated} " if year and re.search(r"말|초|반기|분기", dated) else year
        return f"{year}{named} {asked}".strip()

    def _dated(self, fact: Fact) -> bool:
        """Whether a value has a year that stands for more than the passage whose sentence tells it."""
        return bool(fact.year) and (fact.group >= 0 or fact.year in years(self.quote(fact)))

    def activity(self, section: Sequence[str]) -> str:
        """The doing that a section's title asks about: 채용 in 「얼마나 채용할까?」."""
        morphemes = self.korean.morphemes(section[-1]) if section else ()
        for a, b in pairwise(morphemes):
            if a.tag == "NNG" and b.tag == "XSV":
                return a.form
        return ""

    def judged(self, query: Query, match: Match, best: Candidate, line: Line) -> Line:
        """A yes-or-no question gets its 네 or 아니요 where the report is plain about it."""
        limited = query.direction and query.wanted != "number" and query.interrogative is None
        if query.wanted != "yesno" and not limited:
            return line
        fact = best.fact
        matter = any(not (w.asks or w.generic) for w in match.words)  # else its name says all: 「만족도가 90점 맞나요」
        whole = match.solid(best.row) if matter else float(match.precision[best.row])
        said = verdict(query, fact, self.quote(fact), self.value(fact), whole, self.korean)
        if said is None:
            return line
        macros: Any = sentences(query.language)
        return replace(line, text=(macros.yes if said else macros.no)(line.text))
