"""Whether a sentence that a language model wrote is supported by the passages that it cites, and by which characters.

    sentence ─read─▶ claims ─against─▶ the units (facts, sentences) of the cited passages ─▶ Judgement

Numbers, dates and names must stand in a unit, and beside the same words there as in the sentence: another number of
the same passage does not do. The rest of the words must be said alike (exactly, by synonym or by the likeness of word
vectors), and nothing may be negated or turned into its opposite. The units that prove are the smallest spans, cut from
the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import numpy as np

from rag.answering.claims import Amount, Claims, Day, Said, read
from rag.answering.drafts import Proof
from rag.answering.evidence import UNIT_NOUNS, Evidence, Floats, WordVectors
from rag.answering.opposites import opposed
from rag.answering.quantities import unit_name, years
from rag.answering.verify import fold
from rag.embedding import bundled
from rag.entailment import load_entailment
from rag.korean import Korean
from rag.settings import Settings
from rag.snapshot import Snapshot
from rag.synonyms import Synonyms
from rag.types import Chunk, Document, Fact, Span, Support

Reason = Literal["", "uncited", "number", "date", "name", "content", "negation"]
Entails = Callable[[str, str], float]
"""Chance (0..1) that the second text follows from the first."""

SYNONYM, INSIDE, CONTEXT, ELSEWHERE = 0.92, 0.75, 0.9, 0.7
LIKE_FROM, LIKE_TO, LIKE = 0.3, 0.8, 0.85  # cosine of word vectors: none below, all above, and what all is worth
MARGIN = 0.12  # by how much the words around another amount may fit better before the number counts as another's
SOLID = 0.45  # fit below which another amount is no rival
DAY_MARGIN = 0.25
ENOUGH, GOOD, EXACT = 0.55, 0.75, 0.95  # coverage from which a sentence stands, is well supported, is the report's own
FOREIGN = 0.3  # coverage for English about a Korean passage, when its numbers and dates stand there
STRANGE = 0.15  # strength below which a long noun is a stranger
OWN_WORD = 0.7  # what a word is worth that the report never uses
UNSAID, MISSING = 0.3, 0.4  # strength below which a word is not said; share of such words that a sentence may have
CLOSE = 0.7  # share of the best unit's coverage from which another unit is held against a denial too
MOST_PROOFS = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """`proofs` of a sentence that stands; else why it does not. `coverage` is how far its words are said, 0..1;
    `years` those that the proofs are of, as far as it is known."""

    proofs: tuple[Proof, ...] = ()
    reason: Reason = ""
    coverage: float = 0.0
    years: frozenset[int] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.reason


@dataclass(frozen=True)
class Unit:
    """One fact or sentence of a passage that can prove something. `around` is what it stands under, folded; `words`
    its own, `context` those of its place; `years` the years that it speaks of."""

    proof: Proof
    claims: Claims
    around: str
    words: frozenset[str]
    context: frozenset[str]
    years: frozenset[int]
    unit: str
    scale: int
    near: frozenset[str] = frozenset()


class Supporter:
    """Judges sentences against the passages of one generation. Thread-safe."""

    def __init__(
        self,
        evidence: Evidence,
        documents: Mapping[str, Document],
        chunks: Sequence[Chunk],
        vectors: WordVectors,
        synonyms: Synonyms,
        entails: Entails | None = None,
    ) -> None:
        self.evidence, self.documents, self.chunks = evidence, documents, chunks
        self.vectors, self.synonyms, self.entails = vectors, synonyms, entails
        self._units = lru_cache(maxsize=1024)(self._units_of)
        self._vector = lru_cache(maxsize=20_000)(self._vector_of)

    def judge(self, sentence: str, cited: Sequence[int], computed: Sequence[str] = ()) -> Judgement:
        """Judge a sentence (without its marks) against the chunks it cites. `computed` are numbers as the program
        itself calculated them; they need not stand anywhere."""
        units = [u for c in dict.fromkeys(cited) for u in self._units(c)]
        if not units:
            return Judgement(reason="uncited")
        claims = read(sentence)
        likeness = Likeness(self, claims, units)
        chosen: list[int] = []
        known = {fold(c) for c in computed}
        said = {a.value for a in claims.amounts}
        for amount in claims.amounts:
            if fold(sentence[amount.start : amount.end]) in known or fold(str(amount.value)) in known:
                continue
            place = self._amount(amount, claims, units, likeness, said)
            if place is None:
                return Judgement(reason="number")
            chosen.append(place)
        for day in claims.days:
            place = self._day(day, claims, units, likeness, chosen)
            if place is None:
                return Judgement(reason="date")
            chosen.append(place)
        chosen = likeness.completed(chosen)
        around = "".join(units[i].claims.folded + units[i].around for i in chosen)
        if any(name not in around and likeness.of_name(name) < 0.8 for name in claims.names):
            return Judgement(reason="name")
        coverage = likeness.coverage(chosen)
        enough, missing = (ENOUGH, MISSING) if not claims.foreign else (FOREIGN, 1.0)
        solid = bool(claims.amounts or claims.days) or (likeness.grounded(chosen) and not likeness.judges(chosen))
        if not solid or likeness.stranger(chosen) or coverage < enough or likeness.missing(chosen) > missing or (claims.foreign and not (claims.amounts or claims.days or coverage >= ENOUGH)):
            return Judgement(reason="content", coverage=coverage)
        main = max(chosen, key=lambda i: likeness.own(i))
        close = [units[i].claims for i in chosen if likeness.own(i) >= CLOSE * likeness.own(main)]
        if _denied(claims, close, units[main].claims):
            return Judgement(reason="negation", coverage=coverage)
        return self._entailed(sentence, units, chosen, coverage)

    def _entailed(self, sentence: str, units: Sequence[Unit], chosen: Sequence[int], coverage: float) -> Judgement:
        support: Support = "exact" if coverage >= EXACT else "supported" if coverage >= GOOD else "weak"
        if self.entails is not None and support != "exact":
            chance = self.entails("\n".join(units[i].claims.text for i in chosen), sentence)
            if chance < 0.5:
                return Judgement(reason="content", coverage=coverage)
            support = "supported"
        spans = dict.fromkeys(units[i].proof for i in sorted(chosen))
        known = frozenset[int]().union(*(units[i].years for i in chosen))
        return Judgement(tuple(Proof(p.document, p.span, p.chunk, support) for p in spans), "", coverage, known)

    def _amount(
        self, amount: Amount, claims: Claims, units: Sequence[Unit], likeness: Likeness, said: Set[Decimal]
    ) -> int | None:
        """The unit that says the amount of what the sentence says it of; None when none does, or when the words around
        it fit another amount of the same kind better."""
        words = [w for w in claims.words if amount.window[0] <= w.start < amount.window[1] and w.weight > 0.1]
        alone = bool(words)  # else a series or a range shares its words: amounts that it names are no rivals
        best, rival, place = -1.0, -1.0, None
        for i, u in enumerate(units):
            for other in u.claims.amounts:
                unit = other.unit or u.unit
                alike = unit == amount.unit or not unit or not amount.unit
                same = alike and amount.value in (other.value, other.value * u.scale)
                of = other.years or u.years
                if not alike or (amount.years and of and not amount.years & of):
                    continue
                fit = likeness.near(words or claims.words, i, other.window) + likeness.own(i) * 0.1
                if same and fit > best:
                    best, place = fit, i
                elif not same and (alone or other.value not in said):
                    rival = max(rival, fit)
        if place is None or (rival > best + MARGIN and rival >= SOLID):
            return self._number_of_place(amount, units, likeness)
        return place

    @staticmethod
    def _number_of_place(amount: Amount, units: Sequence[Unit], likeness: Likeness) -> int | None:
        """A bare number may stand in the name of a unit's place (제3차, 2024 …)."""
        if amount.unit:
            return None
        written = f"{amount.value.normalize():f}"
        places = [i for i, u in enumerate(units) if written in _numbers(u.around)]
        return max(places, key=likeness.own, default=None)

    def _day(
        self, day: Day, claims: Claims, units: Sequence[Unit], likeness: Likeness, chosen: Sequence[int]
    ) -> int | None:
        words = [w for w in claims.words if day.window[0] <= w.start < day.window[1]] or list(claims.words)
        best, rival, place = -1.0, -1.0, None
        for i, u in enumerate(units):
            fits = False
            for other in u.claims.days:
                fit = likeness.near(words, i, other.window) + likeness.own(i) * 0.1
                if _says(other, day, u.years):
                    fits = True
                    if fit > best:
                        best, place = fit, i
                elif other.month is not None and day.month is not None:
                    rival = max(rival, fit)
            if not fits and day.year in u.years and day.month is None and not day.half:
                fit = likeness.near(words, i, (0, len(u.claims.text))) + likeness.own(i) * 0.1 + (0.2 if i in chosen else 0)
                if fit > best:
                    best, place = fit, i
        if place is not None and day.month is None and chosen and not all(self._of_year(units[i], day) for i in chosen):
            others = [d for d in claims.days if d is not day]
            if not others:
                return None
        return None if rival > best + DAY_MARGIN else place

    @staticmethod
    def _of_year(unit: Unit, day: Day) -> bool:
        return not unit.years or day.year in unit.years

    # --- units

    def _units_of(self, chunk: int) -> tuple[Unit, ...]:
        c = self.chunks[chunk]
        text = self.documents[c.document].text
        facts = [self.evidence.facts[i] for i in self.evidence.by_chunk.get(chunk, ())]
        found = [self._of_fact(f, c, text) for f in facts if f.kind != "list"]
        covered = [(f.start, f.end) for f in facts if f.kind != "list"]
        for line in c.text.split("\n"):
            start = c.start + c.text.index(line)
            for s in Korean.get().sentences(line):
                span = Span(start + s.start, start + s.end)
                if not any(a < span.end and span.start < b for a, b in covered):
                    found.append(self._unit(Proof(c.document, span, c.id), text[slice(*span)], "", c, None, ""))
        return tuple(found)

    def _of_fact(self, f: Fact, c: Chunk, text: str) -> Unit:
        label = f"{f.label} {f.attribute} {f.parent}"
        unit = self._unit(Proof.of(f), text[f.start : f.end], label, c, f.year, f.unit)
        if f.kind != "value":
            return unit
        # A label and its value: of a table's row only the value is said, and all words are of it.
        low, high = f.value.start - f.start, f.value.end - f.start
        own = [replace(a, window=(0, f.end - f.start)) for a in unit.claims.amounts if low <= a.start < high]
        near = _terms(read(f"{f.label} {f.attribute}").words)
        return replace(unit, claims=replace(unit.claims, amounts=tuple(own)), near=near)

    def _unit(self, proof: Proof, text: str, label: str, c: Chunk, year: int | None, unit: str) -> Unit:
        claims = read(text)
        place = " ".join([label, c.label, *c.section, c.title])
        around = read(place)
        said = years(text)
        document = self.documents[c.document]
        under = year or c.year
        scale, standard = _scaled(unit)
        nouns = [n for q in (*(a.unit for a in claims.amounts), standard) for n in UNIT_NOUNS.get(q, ())]
        known = said | ({under} if under else years(" ".join(c.section)) or ({document.year} if document.year and not said else set()))
        return Unit(
            proof,
            claims,
            around.folded,
            _terms(claims.words),
            _terms(around.words) | frozenset(nouns),
            frozenset(known),
            standard,
            scale,
        )

    def rarity(self, term: str) -> float:
        """How much a term tells, 0.15..1; one that the report never uses is the writer's own word and tells less."""
        return self.evidence.rarity(term) if term in self.evidence.word_ids else OWN_WORD

    def prepare(self, cited: Sequence[int]) -> None:
        """Read the units of chunks beforehand, so that judging is quick: reading takes some 20 ms a chunk."""
        for c in cited:
            for unit in self._units(c):
                for term in unit.words | unit.context | unit.near:
                    self._vector(term)

    def _vector_of(self, term: str) -> Floats:
        vector: Floats = self.vectors.word_vectors([term])[0]
        return vector


class Likeness:
    """How far each word of a sentence is said by each unit, 0..1. `table` is (words, units)."""

    def __init__(self, judge: Supporter, claims: Claims, units: Sequence[Unit]) -> None:
        self.claims, self.units, self._judge = claims, units, judge
        vocabulary = sorted(set().union(*(u.words | u.context | u.near for u in units)))
        self._column = {w: i for i, w in enumerate(vocabulary)}
        terms = list(dict.fromkeys(t for w in claims.words for t in (w.text.lower(), *w.terms)))
        self._row = {t: i for i, t in enumerate(terms)}
        self._strengths = self._compare(terms, vocabulary)
        self.weights = np.array([w.weight * max(judge.rarity(t) for t in w.terms) for w in claims.words], np.float32)
        columns = [([self._column[w] for w in u.words], [self._column[w] for w in u.context]) for u in units]
        self.table = np.array(
            [[self._word(w, u, *columns[i]) for i, u in enumerate(units)] for w in claims.words], np.float32
        ).reshape(len(claims.words), len(units))

    def _compare(self, terms: Sequence[str], vocabulary: Sequence[str]) -> Floats:
        """(terms, vocabulary) float32: exact, by synonym, one inside the other, by vectors."""
        if not terms or not vocabulary:
            return np.zeros((len(terms), len(vocabulary)), np.float32)
        a = np.stack([self._judge._vector(t) for t in terms])
        b = np.stack([self._judge._vector(t) for t in vocabulary])
        table: Floats = (np.clip((a @ b.T - LIKE_FROM) / (LIKE_TO - LIKE_FROM), 0, 1) * LIKE).astype(np.float32)
        for i, term in enumerate(terms):
            also = self._judge.synonyms.of(term)
            for j, word in enumerate(vocabulary):
                if term == word:
                    table[i, j] = 1.0
                elif word in also or term in self._judge.synonyms.of(word):
                    table[i, j] = max(table[i, j], SYNONYM)
                elif len(term) > 1 and len(word) > 1 and (term in word or word in term):
                    table[i, j] = max(table[i, j], INSIDE * min(len(term), len(word)) / max(len(term), len(word)) + 0.2)
        return table

    def _word(self, word: Said, unit: Unit, own: Sequence[int], context: Sequence[int]) -> float:
        whole = fold(word.text)
        if len(whole) > 1 and whole in unit.claims.folded:
            return 1.0
        if len(whole) > 1 and whole in unit.around:
            return CONTEXT
        rows = [self._row[t] for t in word.terms]
        best = [max(self._best(r, own), CONTEXT * self._best(r, context)) for r in rows]
        return float(max(sum(best) / len(best), self._best(self._row[word.text.lower()], own)))

    def _best(self, row: int, columns: Sequence[int]) -> float:
        return float(self._strengths[row, columns].max()) if len(columns) else 0.0

    def own(self, unit: int) -> float:
        """Weighted coverage of the sentence by one unit."""
        return float(self.weights @ self.table[:, unit] / max(float(self.weights.sum()), 1e-6))

    def coverage(self, chosen: Sequence[int]) -> float:
        """Weighted coverage of the sentence by several units together; 1 for a sentence of amounts only."""
        if not len(self.claims.words) or not chosen:
            return 1.0 if chosen else 0.0
        best = self.table[:, list(chosen)].max(1)
        return float(self.weights @ best / max(float(self.weights.sum()), 1e-6))

    def missing(self, chosen: Sequence[int]) -> float:
        """Weighted share of the sentence's nouns that no chosen unit says."""
        nouns = [i for i, w in enumerate(self.claims.words) if w.noun]
        if not nouns:
            return 0.0
        best = self.table[nouns][:, list(chosen)].max(1)
        weights = self.weights[nouns]
        return float(weights[best < UNSAID].sum() / max(float(weights.sum()), 1e-6))

    def grounded(self, chosen: Sequence[int]) -> bool:
        """Whether the chosen units say at least half of the nouns in their own words, not only by their place."""
        nouns = [w for w in self.claims.words if w.noun and w.weight > 0.4]
        own = [self.units[i] for i in chosen]
        said = [any(fold(w.text) in u.claims.folded or set(w.terms) & (u.words | u.near) for u in own) for w in nouns]
        strong = [self._own_best(w, own) >= INSIDE for w in nouns]
        return sum(a or b for a, b in zip(said, strong, strict=True)) * 2 >= max(len(nouns), 1)

    def judges(self, chosen: Sequence[int]) -> bool:
        """Whether the sentence calls something by a quality (많다, 어렵다) that no chosen unit speaks of."""
        qualities = [i for i, w in enumerate(self.claims.words) if w.quality]
        return bool(qualities) and bool((self.table[qualities][:, list(chosen)].max(1) < UNSAID).any())

    def _own_best(self, word: Said, units: Sequence[Unit]) -> float:
        columns = [self._column[t] for u in units for t in u.words | u.near]
        return max((self._best(self._row[t], columns) for t in word.terms), default=0.0)

    def stranger(self, chosen: Sequence[int]) -> bool:
        """Whether the sentence has a long noun of which no chosen unit says any part: as good as another name."""
        if self.claims.foreign:
            return False
        long = [i for i, w in enumerate(self.claims.words) if w.noun and len(w.text) >= 5]
        return bool(long) and bool((self.table[long][:, list(chosen)].max(1) < STRANGE).any())

    def near(self, words: Sequence[Said], unit: int, window: tuple[int, int]) -> float:
        """How well words fit the surroundings of one amount or date of a unit: its window, less so the rest."""
        u = self.units[unit]
        near = [w for w in u.claims.words if window[0] <= w.start < window[1]]
        columns = [self._column[t] for t in {*(t for w in near for t in w.terms), *u.near}]
        local = "".join(fold(w.text) for w in near)
        total = score = 0.0
        for w in words:
            i = self.claims.words.index(w)
            weight = float(self.weights[i])
            rows = [self._row[t] for t in w.terms]
            here = 1.0 if len(w.text) > 1 and fold(w.text) in local else sum(self._best(r, columns) for r in rows) / len(rows)
            score += weight * max(here, ELSEWHERE * float(self.table[i, unit]))
            total += weight
        return score / total if total else 0.5

    def completed(self, chosen: Sequence[int]) -> list[int]:
        """Chosen units and those that say what these leave out, the best first, as few as will do."""
        done = list(dict.fromkeys(chosen))
        if not done:
            done = [max(range(len(self.units)), key=self.own)]
        while len(done) < MOST_PROOFS:
            now = self.coverage(done)
            if now >= EXACT:
                break
            gains = [(self.coverage([*done, i]) - now, -i) for i in range(len(self.units)) if i not in done]
            if not gains or max(gains)[0] < 0.08:
                break
            done.append(-max(gains)[1])
        return done

    def of_name(self, name: str) -> float:
        """How far a name is said by any unit in another form (synonym)."""
        rows = [i for i, w in enumerate(self.claims.words) if name in fold(w.text) or fold(w.text) in name]
        also = self._judge.synonyms.of(name)
        said = any(fold(s) in u.claims.folded + u.around for s in also for u in self.units)
        return 1.0 if said and rows else 0.0


def _terms(words: Sequence[Said]) -> frozenset[str]:
    return frozenset(t for w in words for t in w.terms)


def _scaled(unit: str) -> tuple[int, str]:
    """A table's unit as a factor and a standard unit: 백만 원 → (1000000, 원)."""
    bare = unit.replace(" ", "")
    for written, scale in (("천", 10**3), ("백만", 10**6), ("십억", 10**9), ("만", 10**4), ("억", 10**8), ("조", 10**12)):
        if bare.startswith(written) and len(bare) > len(written):
            return scale, unit_name(bare.removeprefix(written))
    return 1, unit_name(bare)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(f"{a.value.normalize():f}" for a in read(text).amounts) | frozenset(str(y) for y in years(text))


def _says(other: Day, day: Day, of: frozenset[int]) -> bool:
    """Whether a date of the report says the date of a sentence; a year that it lacks is that of its place."""
    year = day.year is None or day.year == other.year or (other.year is None and (day.year in of))
    return (
        year
        and (day.month is None or day.month == other.month)
        and (day.day is None or day.day == other.day)
        and (not day.half or day.half == other.half)
    )


def _denied(claims: Claims, units: Sequence[Claims], main: Claims) -> bool:
    """Whether a sentence denies what its proof says, affirms what it denies, or says the opposite. `main` is the unit
    that says most of it, `units` those that say nearly as much."""
    zero = any(a.value == 0 for a in claims.amounts)  # 「한 명도 뽑지 않아 0명」 denies what its 0 says
    if claims.negated and not zero and len(claims.negated) + claims.soft_negations > max(map(_denials, units)):
        return True
    if not claims.negated and not claims.soft_negations and (main.negated & claims.plain) - {""}:
        return True
    return opposed(claims.text, " ".join(u.text for u in units))


def _denials(claims: Claims) -> int:
    return len(claims.negated) + claims.soft_negations + sum(a.value == 0 for a in claims.amounts)


def load_supporter(snapshot: Snapshot, settings: Settings) -> Supporter:
    """The judge for a snapshot, with the corpus's synonyms and the entailment model of the settings, if they name one.

    Raises ModelError when that model does not load.
    """
    return Supporter(
        snapshot.evidence,
        snapshot.documents,
        snapshot.chunks,
        bundled(),
        Synonyms.load(Korean.get(), settings.corpus_dir),
        load_entailment(settings),
    )
