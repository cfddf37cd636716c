"""What tells a fact that answers a question from one that does not, in numbers of about 0..1, for `ranking`.

A trait knows no report and no question: it says how a fact stands to what is asked. What each is worth is fitted
(`rag/resources/ranking.json`), not set here.

    said        coverage, precision, own, solid, sure, placed, weakest, head, names, verbs, pairs, most_own, most_said,
                late (what the question says last, which is often what was done), run
    found       hit, near_top, top                                             the passage among the retrieved ones
    form        value, item, list, date, sentence, prose, length, opening, quoted, tabled, sided, spoken, amounts
    wanted      spans, typed, several, near_words, whole, of_kind
    a penalty   amount, unnamed, aimed, repeated, unfit, unfit_said, uncounted, one_of_two, other_rate, unnamed_name
    a bonus     year_said, dated_row, only_about, rate, meant_for, as_many, asked_list, counting
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rag.answering.choosing.matching import Match
from rag.answering.facts.gathering import QUESTIONS
from rag.answering.facts.wordsets import Floats
from rag.answering.spans.enumerating import counted_up, worth
from rag.answering.spans.quantities import quantities, years
from rag.answering.spans.rates import rates_in
from rag.korean import Korean
from rag.questions import Query
from rag.types import Document, Fact, Hit, Span

NAMES = (
    "coverage", "precision", "own", "solid", "sure", "placed", "weakest", "head", "names", "verbs", "unnamed_name",
    "most_own", "most_said",
    "pairs", "hit", "near_top", "top", "value", "item", "list", "date", "sentence", "length", "opening", "quoted", "tabled",
    "sided", "spoken", "amounts", "spans", "typed", "several", "near_words", "whole", "aimed", "repeated", "unfit",
    "unfit_said", "uncounted", "one_of_two", "other_rate", "year_said", "dated_row", "only_about", "rate", "meant_for",
    "as_many", "asked_list", "counting", "other_name", "amount", "late", "run",
    "of_kind", "prose", "unnamed", "typed_own", "typed_said", "typed_sure",
    "untyped_whole",
)  # fmt: skip
PROSE = 3  # sentences from which a passage is prose
_WHICH = re.compile(r"(?:어떤|무슨|어느)\s*[가-힣]+|무엇|뭐|which|what", re.I)
_FOR = re.compile(r"위해|위한|위하여|대상")
_MORE = re.compile(r"더\s?(?:많|높|크|적|낮|작|길|짧)")
_AIM = re.compile(r"목표|계획|예정|전망|target|plan|goal|aim", re.I)
_NAME = re.compile(r"(?<![\w》」』”\"'’])[^\w]*([^\W_][\w》」』”\"'’]*)\s?$")
_GOES_ON = re.compile("[가-힣]{3}")
_QUOTED = re.compile("[‘'“\"「『]")


@dataclass(frozen=True, slots=True)
class _Form:
    """What a fact is by itself, whatever is asked."""

    words: str
    names: frozenset[str]
    parent: str
    length: float
    quoted: bool
    years: frozenset[int]
    amounts: bool
    amount: bool
    said: str
    pairs: frozenset[str]
    opening: bool
    counted: int
    aimed: bool
    meant_for: bool
    letters: str
    prose: bool


class Forms:
    """The forms of one generation's facts, each worked out once."""

    def __init__(self, facts: Sequence[Fact], documents: Mapping[str, Document], korean: Korean) -> None:
        self.facts, self.documents, self.korean = facts, documents, korean
        self.of = lru_cache(maxsize=16384)(self._of)

    def _of(self, i: int) -> _Form:
        fact = self.facts[i]
        text = self.documents[fact.document].text
        words, value = text[fact.start : fact.end], text[slice(*fact.value)]
        around = f"{fact.label} {fact.attribute} {fact.parent} {''.join(fact.section[-1:])}"
        return _Form(
            words=words,
            names=self._names(words) if fact.kind in ("sentence", "item") else frozenset(),
            parent=re.sub(r"\W", "", fact.parent),
            length=float(np.log1p(len(words))) / 6,
            quoted=bool(_QUOTED.search(words)),
            years=frozenset(years(words)),
            amounts=fact.kind == "sentence" and bool(quantities(words)),
            amount=fact.kind == "value" and bool(quantities(value)),
            said=re.sub(r"\W", "", value) if fact.kind in ("value", "item") else "",
            pairs=_pairs(f"{words} {around}"),
            opening=fact.kind == "sentence" and (i == 0 or self.facts[i - 1].chunk != fact.chunk),
            counted=counted_up(words) if fact.kind == "sentence" else 0,
            aimed=bool(_AIM.search(f"{fact.label} {fact.attribute} {fact.parent}")),
            meant_for=bool(_FOR.search(words)),
            letters=_letters(words) if fact.kind == "sentence" else "",
            prose=fact.kind == "sentence" and self._sentences(i) >= PROSE,
        )

    def _sentences(self, i: int) -> int:
        """Sentences of the passage that a fact stands in, counted up to `PROSE`."""
        count = 0
        for step in (-1, 1):
            at = i if step > 0 else i - 1
            while 0 <= at < len(self.facts) and self.facts[at].chunk == self.facts[i].chunk and count < PROSE:
                count += self.facts[at].kind == "sentence"
                at += step
        return count

    def _names(self, words: str) -> frozenset[str]:
        """Proper names of a text, and words that the analyser does not know, which are mostly names."""
        found = (m for m in self.korean.morphemes(words) if m.tag == "NNP" or (m.tag == "NNG" and not m.known))
        return frozenset(m.form for m in found if len(m.form) > 1)


class Traits:
    """How facts stand to one question."""

    def __init__(self, query: Query, match: Match, hits: Sequence[Hit], forms: Forms) -> None:
        self._query, self._match, self._forms = query, match, forms
        words = query.words
        self._matter = [i for i, w in enumerate(words) if not (w.asks or w.generic)]
        self._names = [i for i, w in enumerate(words) if w.name and not (w.asks or w.verb)]
        self._hits = {h.chunk.id: h for h in hits}
        self._asked = re.sub(r"\W", "", query.text)
        self._letters = _letters(query.text)
        self._late = self._matter[len(self._matter) // 2 :]
        self._late_mass = max(float(match.weights[self._late].sum()), 1e-6)
        heads = [words[i].terms[-1] for i in self._matter if words[i].head]
        self._head = heads[0] if heads else ""
        self._about = re.sub(r"\W", "", "".join(words[i].text for i in self._matter))
        self._pairs = _pairs(" ".join(w.text for w in words if not w.asks) or query.text)
        self._counts = {q.value for q in query.amounts if q.unit in ("개", "개소", "종", "명")}
        self._rates = rates_in(query.text) if query.wanted == "number" else frozenset[str]()
        self._which = query.wanted in ("any", "list") and bool(_WHICH.search(query.text))
        self._aims, self._for = bool(_AIM.search(query.text)), bool(_FOR.search(query.text))
        self._more = query.wanted == "yesno" and bool(_MORE.search(query.text))

    def of(self, rows: Sequence[int], spans: Sequence[Sequence[Span]], fits: Sequence[bool]) -> Floats:
        """(len(rows), len(NAMES)) float32: the traits of the facts at some columns of the match. `spans` are where the
        wanted kind stands in each, `fits` whether its year is one that is asked for."""
        if not rows:
            return np.zeros((0, len(NAMES)), np.float32)
        own = self._match.own[:, list(rows)]
        told = [
            self._form(self._forms.facts[int(self._match.ids[row])], own[:, i], spans[i], fits[i])
            for i, row in enumerate(rows)
        ]
        said = self._said(list(rows))
        unnamed = said[:, [NAMES.index("precision")]] < 0.05
        form = np.array(told, np.float32)
        typed = form[:, [NAMES.index("spans") - said.shape[1]]]
        coverage, own, sure = (said[:, [NAMES.index(name)]] for name in ("coverage", "own", "sure"))
        together = (
            form[:, [NAMES.index("amount") - said.shape[1]]] * unnamed,
            typed * own,
            typed * coverage,
            typed * sure,
            (1 - typed) * (own >= 0.9),
        )
        return np.concatenate([said, form, *together], axis=1).astype(np.float32)

    def _said(self, rows: list[int]) -> Floats:
        """The traits that the match alone tells, one row a fact."""
        match, words = self._match, self._query.words
        said, own = match.strengths[:, rows], match.own[:, rows]
        matter, weights = self._matter, match.weights
        mass = max(float(weights[matter].sum()), 1e-6)
        weighty = [i for i in matter if weights[i] >= 0.3]
        heads = [i for i, w in enumerate(words) if w.head and not w.asks]
        verbs = [i for i, w in enumerate(words) if w.verb and not w.asks]
        owns = weights @ match.own / max(float(weights.sum()), 1e-6)
        half = np.full(len(rows), 0.5, np.float32)
        columns = (
            match.coverage[rows],
            match.precision[rows],
            owns[rows],
            weights[matter] @ said[matter] / mass if matter else match.coverage[rows],
            weights[matter] @ (own[matter] >= 0.9) / mass,
            weights[matter] @ ((own[matter] < 0.5) & (said[matter] >= 0.8)) / mass,
            said[weighty].min(0) if weighty else half,
            said[heads].min(0) if heads else half,
            said[self._names].min(0) if self._names else half,
            own[verbs].max(0) if verbs else half,
            (said[self._names] < 0.5).any(0),
            owns[rows] >= owns.max(initial=0) - 1e-6,
            match.coverage[rows] >= match.coverage.max(initial=0) - 1e-6,
        )
        return np.stack(columns, axis=1).astype(np.float32)

    def _form(self, fact: Fact, own: Floats, spans: Sequence[Span], fits: bool) -> tuple[float, ...]:
        """The other traits of one fact; `own` is how far it says each word itself."""
        query, form = self._query, self._forms.of(fact.id)
        hit = self._hits.get(fact.chunk)
        kind, sentence = fact.kind, fact.kind == "sentence"
        dates_row = query.wanted == "date" and bool(spans) and spans[0].end <= fact.value.start
        repeated = bool(form.said) and form.said in self._asked
        rate = bool(self._rates and spans and rates_in(form.words) & self._rates)
        return (
            len(self._pairs & form.pairs) / max(len(self._pairs), 1),
            hit.score if hit else 0.0,
            1 / hit.rank if hit else 0.0,
            hit is not None and hit.rank == 1,
            kind == "value",
            kind == "item",
            kind == "list",
            kind == "date",
            sentence,
            form.length,
            form.opening,
            form.quoted,
            bool(fact.attribute),
            fact.group > 0,
            fact.group < 0,
            form.amounts,
            bool(spans),
            bool(spans) and kind in ("value", "date"),
            min(len(spans), 4) / 4,
            self._nearness(fact, form, own, spans),
            sum(s.end - s.start for s in spans) / max(fact.end - fact.start, 1),
            form.aimed and not self._aims,
            repeated and not dates_row and query.wanted != "yesno",
            not fits and not form.years,
            not fits and bool(form.years),
            bool(self._counts) and sentence and not form.counted,
            self._more and fact.group < 0,
            bool(self._rates) and sentence and not rate,
            bool(form.years & set(query.years)),
            repeated and dates_row,
            sentence and bool(form.parent) and form.parent == self._about,
            rate,
            self._for and form.meant_for,
            kind == "list" and len(fact.members) in self._counts,
            kind == "list" and fact.label.endswith(QUESTIONS) and QUESTIONS in query.text,
            worth(query.text, form.words, query.wanted == "list") if sentence and self._which else 0.0,
            bool(form.names) and not all(name in self._asked for name in form.names),
            form.amount,
            float(self._match.weights[self._late] @ own[self._late]) / self._late_mass
            if sentence and self._late
            else 0.0,
            _run(self._letters, form.letters) / max(len(self._letters), 1) if sentence else 0.0,
            sentence and self._named_by_kind(form.words),
            form.prose,
        )

    def _named_by_kind(self, words: str) -> bool:
        """Whether something that the question does not say bears the noun that it is about (…한국어린이재단 for 재단)."""
        end = -1
        while self._head and (at := words.find(self._head, end + 1)) >= 0:
            end = at + len(self._head) - 1
            name = None if _GOES_ON.match(words, end + 1) else _NAME.search(words, 0, at)
            if name and re.sub(r"\W", "", name[1]) not in self._asked:
                return True
        return False

    def _nearness(self, fact: Fact, form: _Form, own: Floats, spans: Sequence[Span]) -> float:
        """1 where the wanted kind stands right beside a word of the question, less the farther they are apart."""
        if not spans or fact.kind not in ("sentence", "item"):
            return 0.0
        words = [self._query.words[i] for i in self._matter if own[i] >= 0.6]
        found = (next((at for t in (w.text, *w.terms) if (at := form.words.find(t)) >= 0), -1) for w in words)
        places = [at for at in found if at >= 0]
        if not places:
            return 0.0
        apart = min(abs(s.start - fact.start - at) for s in spans for at in places)
        return 1 / (1 + apart / 10)


def _letters(text: str) -> str:
    """A text's letters and digits."""
    return re.sub(r"\W", "", text).lower()


def _run(asked: str, said: str) -> int:
    """The most letters of a question that stand together in a text."""
    longest = at = 0
    while at + longest < len(asked):
        if asked[at : at + longest + 1] in said:
            longest += 1
        else:
            at += 1
    return longest


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters and digits."""
    bare = _letters(text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
