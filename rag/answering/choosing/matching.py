"""How well facts answer to the words of a question: exact, by synonym, by likeness; and which words they leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rag.answering.choosing.joining import Joined, joined, neighbours
from rag.answering.facts.evidence import Evidence, WordVectors
from rag.answering.facts.letters import letters_of
from rag.answering.facts.wordsets import Floats, WordSets
from rag.answering.spans.holding import names_first
from rag.answering.spans.inheriting import year_meant
from rag.answering.spans.people import FAMILY, for_short
from rag.answering.spans.quantities import tells
from rag.answering.spans.ranges import within_range
from rag.asking.firsts import HOLDER
from rag.questions import Query, QueryWord
from rag.synonyms import Synonyms, plain
from rag.types import Document
from rag.words.compounds import first_noun, stands_alone
from rag.words.english import names_alike, romanised
from rag.words.loans import spoken

SYNONYM = 0.92
INSIDE = 0.8  # a synonym within a longer word
YEAR = 0.95  # the year that 지난해 means
PART = 0.6  # a word inside a longer one, or around a shorter one
LIKE_FROM, LIKE_TO, LIKE = 0.5, 0.95, 0.7  # cosine of word vectors: none below, all above, and what all is worth
PLACE = 0.9  # a word said by the fact's surroundings only
NEAR = 0.7  # a word said only by the sentences beside it
NEARBY = 0.6  # and a word of several parts
MEASURE = re.compile(r"([가-힣]{2,}?)(?:액|금액|건수|인원)")
_ENDINGS = ("별로", "대로", "마다", "정도", "이나")  # words that others end in (항목별로)
MEASURED = 0.75  # a noun of measure by what it measures
_PARTICLE = re.compile("(?<=[가-힣]{4})[은는이가을를]$")  # that the analyser took for a part of a name it does not know
JOINED = 0.92  # words that make one in Korean
LETTERS = 60  # facts, by coverage, that are looked at letter by letter
ALONE = 0.8  # a compound by its first noun, standing alone
WHOLE = 4000  # facts up to which all are looked at; above, those of the retrieved passages


@dataclass(frozen=True)
class Match:
    """A question against m facts. `strengths` is (words, m): how far each word of the question is said by each fact,
    0..1, `own` by its span and label alone and `called` by its label; `weights` (words,) what each word is worth; `coverage` (m,) their weighted mean; `precision` (m,) how much of
    the fact's label the question names; `ids` (m,) the facts, in order of id."""

    words: tuple[QueryWord, ...]
    weights: Floats
    ids: np.ndarray
    strengths: Floats
    own: Floats
    called: Floats
    coverage: Floats
    precision: Floats

    def solid(self, row: int) -> float:
        """Coverage of the words of matter alone by a fact (a column): without those of asking and of filing."""
        matter = [i for i, w in enumerate(self.words) if not w.asks and not w.generic]
        mass = float(self.weights[matter].sum())
        return float(self.weights[matter] @ self.strengths[matter, row]) / mass if mass else float(self.coverage[row])

    def leaving(self, facts: Sequence[int]) -> Match:
        """The match without some facts."""
        keep = ~np.isin(self.ids, np.array(facts, dtype=np.int64))
        return Match(
            self.words,
            self.weights,
            self.ids[keep],
            self.strengths[:, keep],
            self.own[:, keep],
            self.called[:, keep],
            self.coverage[keep],
            self.precision[keep],
        )


class Matcher:
    """Matches questions with the facts of one generation."""

    def __init__(
        self, evidence: Evidence, documents: Mapping[str, Document], vectors: WordVectors, synonyms: Synonyms
    ) -> None:
        self.evidence, self.vectors, self.synonyms = evidence, vectors, synonyms
        self._folded = lru_cache(maxsize=8192)(lambda i: letters_of(documents, evidence.facts[i]))
        self._alone = lru_cache(maxsize=8192)(lambda i, noun: self._said_alone(documents, i, noun))
        self._tells = lru_cache(maxsize=8192)(lambda i, amount: self._told(documents, i, amount))
        self._rarities = np.array([evidence.rarity(w) if w else 0.0 for w in evidence.words], np.float32)
        self._by_prefix: dict[str, list[int]] = {}
        self._spoken: dict[str, list[int]] = {}
        self._by_letter: dict[str, list[int]] = {}  # Hangul words by the first letter of their romanisation
        self._titled = {d.name: set(re.findall(r"[^\W\d_]+", d.title.lower())) for d in documents.values()}
        self._document = np.array([f.document for f in evidence.facts])
        texts = {d.name: d.text for d in documents.values()}
        self._years = lru_cache(maxsize=64)(
            lambda word: {n: y for n, text in texts.items() if (y := year_meant(word, text))}
        )
        self._neighbours = neighbours(d.text for d in documents.values())
        self._by_last: dict[str, list[int]] = {}
        for i, w in enumerate(evidence.words):
            self._by_last.setdefault(w[-1:], []).append(i)
            if re.fullmatch("[가-힣]{2,}", w):
                self._by_letter.setdefault(romanised(w)[0], []).append(i)
            if len(w) >= 2:
                self._by_prefix.setdefault(w[:2], []).append(i)
            if re.search("[a-z]", w) and re.search("[가-힣]", w):
                self._spoken.setdefault(spoken(w), []).append(i)

    def match(self, query: Query, chunks: Sequence[int] = ()) -> Match:
        """Match all facts, or in a large corpus those of `chunks`."""
        e = self.evidence
        if len(e.facts) <= WHOLE:
            ids = np.arange(len(e.facts))
            sets = (e.own, e.label, e.place, e.near)
        else:
            ids = np.array(sorted({i for c in chunks for i in e.by_chunk.get(c, ())}), dtype=np.int64)
            sets = (_rows(e.own, ids), _rows(e.label, ids), _rows(e.place, ids), _rows(e.near, ids))
        words = query.words
        if not len(ids) or not words:
            empty = np.zeros((len(words), len(ids)), np.float32)
            return Match(words, np.zeros(len(words), np.float32), ids, empty, empty, empty, empty.sum(0), empty.sum(0))
        table, owners = self._vocabulary(words)
        factors = (1.0, 1.0, PLACE, NEAR)
        best = [s.best(table) * f for s, f in zip(sets, factors, strict=True)]
        everywhere = np.maximum.reduce(best)
        inside = np.maximum(best[0], best[1])
        strengths = np.zeros((len(words), len(ids)), np.float32)
        own = np.zeros_like(strengths)
        called = np.zeros_like(strengths)
        for w, (whole, parts, rarities) in enumerate(owners):
            share = np.array(rarities, np.float32)[:, None] / max(sum(rarities), 1e-6)
            strengths[w] = np.maximum(everywhere[whole], (everywhere[parts] * share).sum(0))
            own[w] = np.maximum(inside[whole], (inside[parts] * share).sum(0))
            called[w] = np.maximum(best[1][whole], (best[1][parts] * share).sum(0))
            known = e.words_known(words[w].text) and len(parts) > 1 and not words[w].name
            if known:  # a compound that the report has: a half of it is something else
                beside = best[3][whole] >= NEAR - 1e-3  # whole, in a sentence beside it
                strengths[w] = np.where((strengths[w] < PLACE - 1e-3) & ~beside, strengths[w] * 0.6, strengths[w])
            if words[w].name and len(parts) > 1:  # half a proper name is another name
                half = 0.75 if words[w].text.isascii() else 0.85  # what a place says of a translation is less
                strengths[w] = np.where(strengths[w] < half, strengths[w] * 0.4, strengths[w])
            if len(parts) > 1:  # all of it stands beside: that is no half
                strengths[w] = np.maximum(strengths[w], np.where(best[3][whole] >= NEAR - 1e-3, NEARBY, 0))
            strengths[w] = np.maximum(strengths[w], self._in_title(words[w], ids))
            for name, year in self._years(words[w].text).items():  # 지난해, where the report says 2024년
                at = e.word_ids.get(f"{year}년", 0)
                told = self._document[ids] == name
                for s, f in zip(sets, factors, strict=True):
                    strengths[w] = np.maximum(strengths[w], YEAR * f * told * s.holds(at))
        weights = np.array([self._weight(w) for w in words], np.float32)
        made = joined(query.text, words, self.synonyms.of, self._neighbours) if query.language == "en" else []
        self._as_written(words, ids, weights @ strengths, strengths, own, called, made, query.text)
        coverage = weights @ strengths / max(float(weights.sum()), 1e-6)
        precision = self._precision(sets[1], self._telling(words, owners, table))
        return Match(words, weights, ids, strengths, own, called, coverage, precision)

    def _in_title(self, word: QueryWord, ids: np.ndarray) -> Floats:
        """PLACE for facts of the reports whose title says a word as it is written: what the whole report is about."""
        if word.verb:
            return np.zeros(len(ids), np.float32)  # a title names things; 집 구하다 is not said by 주거
        bare = re.sub(r"\s", "", word.text).lower()
        ways = {bare, *self._also(word)}
        said = [name for name, title in self._titled.items() if ways & title]
        return np.isin(self._document[ids], said).astype(np.float32) * PLACE if said else np.zeros(len(ids), np.float32)

    def _as_written(
        self,
        words: Sequence[QueryWord],
        ids: np.ndarray,
        coverage: Floats,
        strengths: Floats,
        own: Floats,
        called: Floats,
        made: Sequence[Joined] = (),
        asked: str = "",
    ) -> None:
        """Words that stand in a fact letter for letter count, however the analyser divided them (최단 2일); so do, a
        little less, those that they also mean (center in 물정보센터)."""
        also = [[(o, sure) for o, sure in self._also(w).items() if len(o) > 1] for w in words]
        bares = [_bare(w.text) if w.text in self.evidence.word_ids else _PARTICLE.sub("", _bare(w.text)) for w in words]
        looked = [
            w
            for w, word in enumerate(words)
            if len(word.text) > 1 and (not word.verb or " " in word.text) and word.text not in _ENDINGS
        ]  # or an idiom
        short = [(w, asked[word.end :]) for w, word in enumerate(words) if word.text in FAMILY]
        rows = np.argsort(-coverage, kind="stable")[:LETTERS]
        nouns = [first_noun(bare) for bare in bares]
        unsaid = (own[:, rows] < 0.95).T.tolist()
        for row, less in zip(rows.tolist(), unsaid, strict=True):
            missing = [w for w in looked if less[w]]
            if missing or made or short:
                said = self._folded(int(ids[row]))
                text, around, label = said.own, said.around, said.label
                for one in made:
                    if one.text in text or one.text in around:
                        places = list(one.places)
                        strengths[places, row] = np.maximum(
                            strengths[places, row], JOINED if one.text in text else JOINED * PLACE
                        )
                        own[places, row] = np.maximum(own[places, row], JOINED if one.text in text else 0)
                        called[places, row] = np.maximum(called[places, row], JOINED if one.text in label else 0)
                for w, behind in short:
                    if for_short(words[w].text, behind, text):
                        strengths[w, row] = own[w, row] = 0.95
                for w in missing:
                    bare = bares[w]
                    if within_range(bare, text) or self._tells(int(ids[row]), bare):
                        strengths[w, row] = own[w, row] = called[w, row] = 0.95
                    elif said.say(bare) or (bare == HOLDER and names_first(text)):
                        strengths[w, row] = own[w, row] = 0.95
                        if bare in label:
                            called[w, row] = 0.95
                    elif (len(bare) > 2 and bare in around) or bare in said.names:
                        strengths[w, row] = max(strengths[w, row], PLACE * 0.95)
                    elif (noun := nouns[w]) and self._alone(int(ids[row]), noun):
                        own[w, row] = max(own[w, row], ALONE)
                        strengths[w, row] = max(strengths[w, row], ALONE)
                    elif found := max((sure for other, sure in also[w] if other in text), default=0.0):
                        own[w, row] = max(own[w, row], INSIDE * found)
                        strengths[w, row] = max(strengths[w, row], INSIDE * found)

    def _said_alone(self, documents: Mapping[str, Document], i: int, noun: str) -> bool:
        """Whether a fact says a noun as a word of its own, a subject or an object."""
        fact = self.evidence.facts[i]
        if fact.members or fact.kind not in ("sentence", "item", "value"):
            return False
        text = documents[fact.document].text[fact.start : fact.end]
        return stands_alone(noun, text)

    def _told(self, documents: Mapping[str, Document], i: int, amount: str) -> bool:
        """Whether a fact tells an amount, in whatever way it is written."""
        fact = self.evidence.facts[i]
        return not fact.members and tells(amount, documents[fact.document].text[fact.start : fact.end])

    def _also(self, word: QueryWord) -> Mapping[str, float]:
        """What a word of a question also means as a whole."""
        return self.synonyms.of(word.whole)

    def _weight(self, word: QueryWord) -> float:
        rarity = max((self.evidence.rarity(t) for t in word.terms), default=1.0)
        if re.fullmatch("[a-z]+", word.text) and not any(
            t in self.evidence.word_ids or self.synonyms.of(t) for t in word.terms
        ):
            rarity *= 0.6  # an English word without a known Korean one: it tells little that it is not found
        if not (word.head or word.name or word.asks or word.generic):
            rarity *= self._telling_in_general(word)
        verb = word.verb or (word.text.isascii() and any(t.endswith("다") for t in plain(self.synonyms.of(word.whole))))
        kind = 0.2 if word.asks else 0.15 if word.generic else 1.25 if word.head else 0.4 if verb else 1.0
        return rarity * kind * (1.6 if word.after and not word.verb and not word.generic else 1.0)

    def _telling_in_general(self, word: QueryWord) -> float:
        """0.4 for a word that every text has, 1 for one that few have, by the bundled model's token weights."""
        ids = self.vectors.token_ids([word.text])[0]
        return 0.4 + 0.6 * min(1.0, float(self.vectors.token_weights[ids].max(initial=0.0)) / 0.55)

    def _vocabulary(self, words: Sequence[QueryWord]) -> tuple[Floats, list[tuple[int, list[int], list[float]]]]:
        """Strength of every term of the question on every word of the vocabulary, and for each question word the rows
        of its whole and its parts with the parts' weights."""
        e = self.evidence
        terms: dict[str, int] = {}
        owners: list[tuple[int, list[int], list[float]]] = []
        for w in words:
            rows = [terms.setdefault(t, len(terms)) for t in (w.whole, *w.terms)]
            owners.append((rows[0], rows[1:], [e.rarity(t) for t in w.terms]))
        foreign = {t for w in words if w.name for t in w.terms if t.isascii()}
        table = np.zeros((len(terms), len(e.words)), np.float32)
        names = list(terms)
        vectors = self.vectors.word_vectors(names)
        cosines = np.clip((vectors @ e.table.T - LIKE_FROM) / (LIKE_TO - LIKE_FROM), 0, 1) * LIKE
        table[:] = cosines
        for term, row in terms.items():
            if len(term) >= 3:  # 홍보팀 and 도서관팀, 경쟁률 and 신청률: alike by their last syllable, yet other things
                table[row, self._by_last.get(term[-1], [])] *= 0.3
        for term, row in terms.items():
            measured = MEASURE.fullmatch(term)
            for other, i in self._alike(term):
                if measured and other == measured[1]:  # 투자액: an amount of 투자
                    table[row, i] = MEASURED
                table[row, i] = max(table[row, i], PART * min(len(term), len(other)) / max(len(term), len(other)) + 0.1)
            for other, sure in self.synonyms.of(term).items():
                if (j := e.word_ids.get(other)) is not None:
                    table[row, j] = max(table[row, j], SYNONYM * sure)
            if (j := e.word_ids.get(term)) is not None:
                table[row, j] = 1.0
            for other_id in self._spoken.get(spoken(term), ()):  # 굿JOB캠프 is 굿잡캠프
                table[row, other_id] = max(table[row, other_id], 0.97)
            for other_id in self._by_letter.get(term[:1], ()) if term in foreign else ():
                table[row, other_id] = max(table[row, other_id], names_alike(term, e.words[other_id]))
            if re.fullmatch(r"\d.*", term):  # a number is itself or nothing
                table[row] = 0
                if j is not None:
                    table[row, j] = 1.0
        table[:, 0] = 0
        return table, owners

    def _alike(self, term: str) -> list[tuple[str, int]]:
        """Words of the vocabulary that begin as `term` does, one inside the other."""
        if len(term) < 2:
            return []
        found = []
        for i in self._by_prefix.get(term[:2], ()):
            other = self.evidence.words[i]
            if other != term and (other.startswith(term) or term.startswith(other)):
                found.append((other, i))
        return found

    @staticmethod
    def _telling(words: Sequence[QueryWord], owners: list[tuple[int, list[int], list[float]]], table: Floats) -> Floats:
        """The rows of words that tell one label from another; all rows when none does."""
        rows = sorted(
            {r for w, (whole, parts, _) in zip(words, owners, strict=True) if not w.generic for r in (whole, *parts)}
        )
        return table[rows] if rows else table

    def _precision(self, labels: WordSets, table: Floats) -> Floats:
        """How much of each label the question names, by rarity; 0 for a fact without label."""
        named = table.max(0)
        rarity = self._rarities[labels.ids]
        said = np.add.reduceat(named[labels.ids] * rarity, labels.pointers[:-1])
        whole = np.add.reduceat(rarity, labels.pointers[:-1])
        result: Floats = (said / np.maximum(whole, 1e-6)).astype(np.float32)
        return result


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def _rows(sets: WordSets, ids: np.ndarray) -> WordSets:
    """The rows of some facts only."""
    picked = [sets.row(int(i)) for i in ids]
    pointers = np.cumsum([0, *(len(p) for p in picked)], dtype=np.int64)
    return WordSets(np.concatenate(picked) if picked else np.zeros(0, np.int32), pointers)
