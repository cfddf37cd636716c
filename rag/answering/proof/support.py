"""Whether a sentence that a language model wrote is supported by the passages that it cites, and by which characters.

    sentence ─read─▶ claims ─against─▶ the units (facts, sentences) of the cited passages ─▶ Judgement

Numbers, dates and names must stand in a unit, and beside the same words there as in the sentence: another number of
the same passage does not do. The rest of the words must be said alike (exactly, by synonym or by the likeness of word
vectors), and nothing may be negated or turned into its opposite. The units that prove are the smallest spans, cut from
the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rag.answering.drafts import Proof
from rag.answering.facts.evidence import Evidence, WordVectors
from rag.answering.proof.claims import Amount, Claims, Day, read
from rag.answering.proof.likeness import Likeness
from rag.answering.proof.opposites import opposed
from rag.answering.proof.units import Unit, Units
from rag.answering.proof.verify import fold
from rag.answering.spans.quantities import years
from rag.embedding import bundled
from rag.entailment import load_entailment
from rag.korean import Korean
from rag.settings import Settings
from rag.snapshot import Snapshot
from rag.synonyms import Synonyms
from rag.types import Chunk, Document, Support

Reason = Literal["", "uncited", "number", "date", "name", "content", "negation"]
Entails = Callable[[str, str], float]
"""Chance (0..1) that the second text follows from the first."""

MARGIN = 0.12  # by how much the words around another amount may fit better before the number counts as another's
FOREIGN_MARGIN = 0.3  # the same for English, whose words meet those of a Korean passage by likeness only
SOLID = 0.45  # fit below which another amount is no rival
DAY_MARGIN = 0.25
ENOUGH, GOOD, EXACT = 0.55, 0.75, 0.95  # coverage from which a sentence stands, is well supported, is the report's own
FOREIGN = 0.3  # coverage for English about a Korean passage, when its numbers and dates stand there
HELD, LOOSE = 0.4, 0.6  # the same where numbers or dates of the sentence were found beside its words
MISSING = 0.4  # share of the nouns that may be said by no unit
CLOSE = 0.7  # share of the best unit's coverage from which another unit is held against a denial too


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
        self._units, self._synonyms, self._entails = Units(evidence, documents, chunks, vectors), synonyms, entails

    def prepare(self, cited: Sequence[int]) -> None:
        """Read chunks beforehand, so that judging is quick."""
        self._units.prepare(cited)

    def judge(self, sentence: str, cited: Sequence[int], computed: Sequence[str] = ()) -> Judgement:
        """Judge a sentence (without its marks) against the chunks it cites. `computed` are numbers as the program
        itself calculated them; they need not stand anywhere."""
        ground = self._units.ground(tuple(dict.fromkeys(cited)))
        units = ground.units
        if not units:
            return Judgement(reason="uncited")
        claims = read(sentence)
        likeness = Likeness(claims, ground, self._units, self._synonyms)
        chosen: list[int] = []
        known = {fold(c) for c in computed}
        said = {a.value for a in claims.amounts}
        for amount in claims.amounts:
            if fold(sentence[amount.start : amount.end]) in known or fold(str(amount.value)) in known:
                continue
            if amount.value == 1 and not sentence[amount.start].isdigit():
                continue  # 한 번, 한 사람: as often a manner of speaking
            place = self._amount(amount, claims, units, likeness, said)
            if place is None:
                return Judgement(reason="number")
            chosen.append(place)
        for day in claims.days:
            if any(day.year in a.years for a in claims.amounts) and day.month is None:
                counted = next((i for i in chosen if day.year in units[i].under | units[i].years), None)
                if counted is not None:  # the year of an amount, with which it was found
                    chosen.append(counted)
                    continue
            place = self._day(day, claims, units, likeness, chosen)
            if place is None:
                return Judgement(reason="date")
            chosen.append(place)
        hard = list(dict.fromkeys(chosen))
        chosen = likeness.completed(chosen)
        around = "".join(units[i].claims.folded + units[i].around for i in chosen)
        if any(name not in around and likeness.of_name(name) < 0.8 for name in claims.names):
            return Judgement(reason="name")
        coverage = likeness.coverage(chosen)
        held = bool(chosen and hard)  # by a number or a date, which weighs more than words do
        enough, missing = (FOREIGN, 1.0) if claims.foreign else (HELD, LOOSE) if held else (ENOUGH, MISSING)
        solid = bool(claims.amounts or claims.days) or (likeness.grounded(chosen) and not likeness.judges(chosen))
        if (
            not solid
            or likeness.stranger(chosen)
            or coverage < enough
            or likeness.missing(chosen) > missing
            or (claims.foreign and not (claims.amounts or claims.days or coverage >= ENOUGH))
        ):
            return Judgement(reason="content", coverage=coverage)
        main = max(chosen, key=lambda i: likeness.own(i))
        close = [units[i].claims for i in hard or chosen if hard or likeness.own(i) >= CLOSE * likeness.own(main)]
        if _denied(claims, close, units[main].claims):
            return Judgement(reason="negation", coverage=coverage)
        return self._concluded(sentence, units, chosen, coverage)

    def _concluded(self, sentence: str, units: Sequence[Unit], chosen: Sequence[int], coverage: float) -> Judgement:
        support: Support = "exact" if coverage >= EXACT else "supported" if coverage >= GOOD else "weak"
        if self._entails is not None and support != "exact":
            chance = self._entails("\n".join(units[i].claims.text for i in chosen), sentence)
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
                turned = {amount.role, other.role} == {"from", "to"}
                same = alike and not turned and amount.value in (other.value, other.value * u.scale)
                of = other.years or u.under
                if not alike or (amount.years and of and not amount.years & of):
                    continue
                fit = likeness.near(words or claims.words, i, other.window) + likeness.own(i) * 0.1
                if same and fit > best:
                    best, place = fit, i
                elif not same and (alone or other.value not in said):
                    rival = max(rival, fit)
        margin = MARGIN if not claims.foreign else FOREIGN_MARGIN
        if place is None or (rival > best + margin and rival >= SOLID):
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
                fit = (
                    likeness.near(words, i, (0, len(u.claims.text)))
                    + likeness.own(i) * 0.1
                    + (0.2 if i in chosen else 0)
                )
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
    if any(v and any(v in u.plain and v not in u.negated for u in units) for v in claims.negated) and not zero:
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
