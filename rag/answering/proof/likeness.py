"""How far the words of a sentence are said by the units that shall prove it: exactly, by synonym, by likeness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.answering.facts.wordsets import Floats
from rag.answering.proof.claims import Claims, Said
from rag.answering.proof.units import Ground, Unit, Units
from rag.answering.proof.verify import fold
from rag.synonyms import Synonyms

SYNONYM, INSIDE, CONTEXT, ELSEWHERE = 0.92, 0.75, 0.9, 0.7
LIKE_FROM, LIKE_TO, LIKE = 0.3, 0.8, 0.85  # cosine of word vectors: none below, all above, and what all is worth
OWN_WORD = 0.7  # what a word is worth that the report never uses
UNSAID = 0.3  # strength below which a word is not said
STRANGE = 0.15  # strength below which a long noun is a stranger
COMPLETE = 0.95  # coverage from which no further unit is looked for
GAIN = 0.08  # coverage that a further unit must add
MOST = 8  # units that prove one sentence


class Likeness:
    """How far each word of a sentence is said by each unit, 0..1. `table` is (words, units)."""

    def __init__(self, claims: Claims, ground: Ground, units: Units, synonyms: Synonyms) -> None:
        self.claims, self.units, self._ground, self._synonyms = claims, ground.units, ground, synonyms
        terms = list(dict.fromkeys(t for w in claims.words for t in (w.text.lower(), *w.terms)))
        self._row = {t: i for i, t in enumerate(terms)}
        self._strengths = self._compare(terms, units)
        rarity = units.evidence.rarity
        known = units.evidence.word_ids
        # A word that the report never uses is the writer's own and tells less.
        tells = [max(rarity(t) if t in known else OWN_WORD for t in w.terms) for w in claims.words]
        self.weights = np.array([w.weight * t for w, t in zip(claims.words, tells, strict=True)], np.float32)
        self.table = np.zeros((len(claims.words), len(self.units)), np.float32)
        if claims.words:
            padded = np.pad(self._strengths, ((0, 0), (0, 1)))  # the row that is no term
            own, context = (
                np.maximum.reduceat(padded[:, ids], starts, axis=1) for ids, starts in (ground.own, ground.context)
            )
            for row, word in zip(self.table, claims.words, strict=True):
                row[:] = self._word(word, own, context)
        self._whole = max(float(self.weights.sum()), 1e-6)
        self._own: Floats = self.weights @ self.table / self._whole

    def _compare(self, terms: Sequence[str], units: Units) -> Floats:
        """(terms, vocabulary) float32: exact, by synonym, one inside the other, by vectors."""
        vocabulary = self._ground.column
        if not terms or not vocabulary:
            return np.zeros((len(terms), len(vocabulary)), np.float32)
        cosines = units.vector(terms) @ self._ground.vectors.T
        table: Floats = (np.clip((cosines - LIKE_FROM) / (LIKE_TO - LIKE_FROM), 0, 1) * LIKE).astype(np.float32)
        also = [self._synonyms.of(t) for t in terms]
        for word, j in vocabulary.items():
            back = self._synonyms.of(word)
            for i, term in enumerate(terms):
                if term == word:
                    table[i, j] = 1.0
                elif word in also[i] or term in back:
                    table[i, j] = max(table[i, j], SYNONYM)
                elif (term in word or word in term) and len(term) > 1 and len(word) > 1:
                    table[i, j] = max(table[i, j], INSIDE * min(len(term), len(word)) / max(len(term), len(word)) + 0.2)
        return table

    def _word(self, word: Said, own: Floats, context: Floats) -> Floats:
        """(units,) float32: how far each unit says a word. `own` and `context` are (terms, units)."""
        rows = [self._row[t] for t in word.terms]
        parts = np.maximum(own[rows], CONTEXT * context[rows]).mean(0)
        said: Floats = np.maximum(parts, own[self._row[word.text.lower()]])
        whole = fold(word.text)
        if len(whole) > 1:
            for i, unit in enumerate(self.units):
                if whole in unit.claims.folded:
                    said[i] = 1.0
                elif whole in unit.around:
                    said[i] = max(said[i], CONTEXT)
        return said

    def _best(self, row: int, columns: Sequence[int]) -> float:
        return float(self._strengths[row, list(columns)].max()) if columns else 0.0

    def own(self, unit: int) -> float:
        """Weighted coverage of the sentence by one unit."""
        return float(self._own[unit])

    def coverage(self, chosen: Sequence[int]) -> float:
        """Weighted coverage of the sentence by several units together; 1 for a sentence of amounts only."""
        if not len(self.claims.words) or not chosen:
            return 1.0 if chosen else 0.0
        best = self.table[:, list(chosen)].max(1)
        return float(self.weights @ best / self._whole)

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
        columns = [self._ground.column[t] for u in units for t in u.words | u.near]
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
        columns = [self._ground.column[t] for t in {*(t for w in near for t in w.terms), *u.near}]
        local = "".join(fold(w.text) for w in near)
        total = score = 0.0
        for w in words:
            i = self.claims.words.index(w)
            weight = float(self.weights[i])
            rows = [self._row[t] for t in w.terms]
            here = (
                1.0
                if len(w.text) > 1 and fold(w.text) in local
                else sum(self._best(r, columns) for r in rows) / len(rows)
            )
            score += weight * max(here, ELSEWHERE * float(self.table[i, unit]))
            total += weight
        return score / total if total else 0.5

    def completed(self, chosen: Sequence[int]) -> list[int]:
        """Chosen units and those that say what these leave out, the best first, as few as will do."""
        done = list(dict.fromkeys(chosen))
        if not done:
            done = [max(range(len(self.units)), key=self.own)]
        while len(done) < MOST:
            now = self.coverage(done)
            if now >= COMPLETE:
                break
            gains = [(self.coverage([*done, i]) - now, -i) for i in range(len(self.units)) if i not in done]
            if not gains or max(gains)[0] < GAIN:
                break
            done.append(-max(gains)[1])
        return done

    def of_name(self, name: str) -> float:
        """How far a name is said by any unit in another form (synonym)."""
        rows = [i for i, w in enumerate(self.claims.words) if name in fold(w.text) or fold(w.text) in name]
        also = self._synonyms.of(name)
        said = any(fold(s) in u.claims.folded + u.around for s in also for u in self.units)
        return 1.0 if said and rows else 0.0
