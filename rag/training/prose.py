"""Questions made from prose by rule, to learn which sentence of a passage answers.

    a clause ─ one of its noun phrases is the answer ─▶ 「… 누가 …했는가?」 or 「…한 사람은?」

As people do, they leave out some of what the sentence says, name the topic that it carries over from a sentence before
it, say a word otherwise and add something from the sentences around. Passages are those of the pair file whose licence
allows training and that are prose (`SOURCES`). Seeded.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rag.answering.spans.quantities import moments, quantities
from rag.korean import Korean, Morpheme, josa
from rag.synonyms import Synonyms
from rag.training.pairs import read_pairs

SOURCES = ("kobest-boolq",)  # passages of encyclopedias, CC BY-SA 4.0
LEAST = 3  # sentences that a passage has
TRIES = 2  # questions that are made of a passage, at most
PLAIN = re.compile(r"(?=.{15,220}$).*[가-힣]다[.!?]*\s*$")  # a sentence that can be asked about
_STEMS = ("VV", "VA", "XSV", "XSA", "VX", "VCP", "VCN")
_JOINS = frozenset("고 며 으며 이며 지만 는데 은데 면서 으면서 아 어 아서 어서 여 자 더니 으나 나".split())  # noqa: SIM905
_ASKED = {
    "date": ("해", "날", "시기", "연도", "때"),
    "person": ("사람", "인물", "사람의 이름"),
    "place": ("곳", "장소", "지역"),
    "number": ("수",),
    "any": ("것", "이름", "대상", "요소"),
}
_COUNTED = {"명": "인원", "원": "금액", "%": "비율"}
_WORTH = {"date": 3.0, "number": 3.0, "person": 3.0, "place": 3.0, "any": 1.0}  # how readily each is asked for
_PLACE = re.compile(r"(?:시|도|군|구|읍|면|동|섬|산|강|역|항|국)$")
_ENDINGS = ("는가", "나", "나요", "습니까", "니")


class Made(NamedTuple):
    """A question, its answer as the sentence has it, and the sentence's place in its passage."""

    question: str
    answer: str
    sentence: int


@dataclass(frozen=True)
class Piece:
    """A written word with its morphemes."""

    text: str
    morphemes: tuple[Morpheme, ...]

    @property
    def tag(self) -> str:
        """The tag of its last morpheme, punctuation apart."""
        return next((m.tag for m in reversed(self.morphemes) if not m.tag.startswith("S") or m.tag == "SL"), "")

    @property
    def verbal(self) -> bool:
        """Whether a stem is in it."""
        return any(m.tag.split("-")[0] in _STEMS for m in self.morphemes)

    @property
    def named(self) -> bool:
        """Whether it begins with a noun."""
        return bool(self.morphemes) and self.morphemes[0].tag.startswith(("NN", "SL"))

    def bare(self) -> tuple[str, str]:
        """Its words without the particles behind them, and those."""
        last = len(self.morphemes)
        while last and self.morphemes[last - 1].tag.startswith(("J", "SP", "SF")):
            last -= 1
        end = self.morphemes[last - 1].end - self.morphemes[0].start if last else 0
        return self.text[:end], "".join(m.form for m in self.morphemes[last:] if m.tag.startswith("J"))


@dataclass(frozen=True)
class Asked:
    """A noun phrase that is to be asked for: the chunk it stands in, its words before it there, itself, its particle,
    its kind, the noun that it ends in."""

    chunk: int
    before: str
    words: str
    particle: str
    kind: str
    head: str


def passages(path: Path, korean: Korean) -> Iterator[str]:
    """Texts of the pair file that questions are made of, each once, in its order."""
    seen = set()
    for pair in read_pairs(path):
        if pair.source in SOURCES and pair.positive not in seen:
            seen.add(pair.positive)
            if len(korean.sentences(pair.positive)) >= LEAST:
                yield pair.positive


class Asker:
    """Makes questions. The same seed makes the same ones."""

    def __init__(self, korean: Korean, synonyms: Synonyms, seed: int = 0) -> None:
        self.korean, self.synonyms, self._random = korean, synonyms, random.Random(seed)

    def ask(self, sentences: Sequence[str]) -> list[Made]:
        """Up to `TRIES` questions about sentences of a passage."""
        order = list(range(len(sentences)))
        self._random.shuffle(order)
        found: list[Made] = []
        for i in order:
            if len(found) < TRIES and (made := self._of(sentences, i)):
                found.append(made)
        return found

    def _of(self, sentences: Sequence[str], i: int) -> Made | None:
        rng = self._random
        if not PLAIN.match(sentences[i]):
            return None
        pieces = self._pieces(sentences[i].rstrip(".!? \n"))
        ends = [j for j, p in enumerate(pieces) if p.verbal and (p.tag == "EF" or _joins(p))]
        if not ends:
            return None
        end = ends[-1] if rng.random() < 0.5 else rng.choice(ends)
        start = 0 if rng.random() < 0.3 else max([j + 1 for j in ends if j < end], default=0)
        chunks = _chunks(pieces[start:end])
        choices = [a for k, chunk in enumerate(chunks) if (a := _asked(k, chunk))]
        stem = _stem(pieces[end])
        if not choices or not stem:
            return None
        asked = rng.choices(choices, [_WORTH[a.kind] for a in choices])[0]
        lead = self._lead(sentences, i, pieces[:start], chunks, asked.chunk)
        rest = self._rest(chunks, asked.chunk)
        question = self._put(asked, lead, rest, pieces[end], stem)
        answer = _answer(asked)
        if not question or not _bare(answer) or _bare(answer) in _bare(question):
            return None
        enough = len(re.findall(r"[\w]{2,}", question)) >= 3
        return Made(re.sub(r"\s+", " ", question).strip(), answer, i) if enough else None

    def _pieces(self, text: str) -> list[Piece]:
        found = self.korean.morphemes(text)
        spans = (m.span() for m in re.finditer(r"\S+", text))
        return [Piece(text[a:b], tuple(m for m in found if a <= m.start < b)) for a, b in spans]

    def _lead(
        self, sentences: Sequence[str], i: int, before: Sequence[Piece], chunks: Sequence[Sequence[Piece]], left: int
    ) -> list[str]:
        """What a question says first that its clause does not: the topic carried over, something from nearby."""
        rng = self._random
        lead: list[str] = []
        if not any(c[-1].bare()[1] in ("은", "는") for k, c in enumerate(chunks) if k != left):
            own = [p for p in before if p.named and p.bare()[1] in ("은", "는")]
            if own:
                lead = [own[-1].text] if rng.random() < 0.6 else []
            elif i and rng.random() < 0.7:
                told = [p for j in (i - 1, 0) for p in self._pieces(sentences[j])]
                lead = [p.text for p in told if p.named and p.bare()[1] in ("은", "는", "이", "가")][:1]
        if rng.random() < 0.25:
            j = rng.choice([j for j in (i - 2, i - 1, i + 1) if 0 <= j < len(sentences)] or [i])
            things = [p for p in self._pieces(sentences[j]) if p.named and p.tag in ("JKB", "JKG", "JKO")]
            if things and j != i and (bare := rng.choice(things).bare()[0]):
                lead.append(bare + rng.choice(("의", "에서")))
        return lead

    def _rest(self, chunks: Sequence[Sequence[Piece]], left: int) -> list[str | None]:
        """The clause's other phrases, some of them left out or thinned; None where the answer stood."""
        rng = self._random
        rest: list[str | None] = []
        for k, chunk in enumerate(chunks):
            aside = chunk[-1].tag in ("JKB", "EC") or chunk[-1].tag.startswith("MA")
            if k == left:
                rest.append(None)
            elif rng.random() >= (0.4 if aside else 0.2):
                thinned = len(chunk) > 2 and rng.random() < 0.5
                kept = chunk[rng.randint(1, len(chunk) - 1) :] if thinned else chunk
                rest.append(self._otherwise(" ".join(p.text for p in kept)))
        return rest

    def _otherwise(self, text: str) -> str:
        """A phrase with a word left out, shortened or said by a synonym, now and then."""
        rng = self._random
        said = []
        for word in text.split():
            nouns = [m for m in self.korean.morphemes(word) if m.tag == "NNG"]
            chance = rng.random()
            if nouns and chance < 0.12:
                last = nouns[-1]
                others = [o for o, sure in self.synonyms.of(last.form).items() if sure > 0.9]
                if others := [o for o in others if not o.isascii() and not o.endswith("다")]:
                    word = word[: last.start] + rng.choice(others) + word[last.end :]
            elif len(nouns) > 1 and chance < 0.22:
                gone = rng.choice(nouns[:-1])
                word = word[: gone.start] + word[gone.end :]
            elif chance < 0.26 and len(text.split()) > 2:
                continue
            said.append(word)
        return " ".join(said)

    def _done(self, stem: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What was done, said otherwise now and then."""
        rng = self._random
        chance = rng.random()
        if chance < 0.05:
            return [("하", "VV")]
        main = next(((form, tag) for form, tag in stem if tag.startswith(("NNG", "VV"))), None)
        if main is None or chance >= 0.2:
            return stem
        others = self.synonyms.of(main[0] + "다" if main[1].startswith("VV") else main[0])
        words = [o for o in others if not o.isascii() and len(o) > 1 and " " not in o]
        if not words:
            return stem
        word = rng.choice(words)
        return [(word[:-1], "VV")] if word.endswith("다") else [(word, "NNG"), ("하", "XSV")]

    def _put(
        self, asked: Asked, lead: list[str], rest: list[str | None], end: Piece, stem: list[tuple[str, str]]
    ) -> str:
        """The question as it is put; empty where the clause cannot be asked about so."""
        rng = self._random
        verb = next(tag for _, tag in reversed(stem) if tag.split("-")[0] in _STEMS)
        past = any(m.tag == "EP" and m.form in ("었", "았", "였") for m in end.morphemes)
        noun = rng.choice(_ASKED[asked.kind])
        if asked.head and rng.random() < (0.6 if asked.kind == "any" else 0.15):
            noun = asked.head
        others = [r for r in rest if r]
        before = asked.before if rng.random() < 0.7 else ""
        if verb.startswith("VC"):
            told = self.korean.join([one for one in stem if not one[1].startswith("VC")])
            if asked.particle not in ("은", "는", "이", "가") or not told:
                return ""
            return f"{' '.join([*lead, *others, self._otherwise(told)])}인 {josa(noun, '은/는')}?"
        stem = self._done(stem)
        if rng.random() < 0.55:
            done = self.korean.join([*stem, ("은" if past or verb.startswith(("VA", "XSA")) else "는", "ETM")])
            if asked.kind == "number":
                noun = _COUNTED.get(quantities(asked.words)[-1].unit, noun)
            subjects = [re.sub(r"(?<=[가-힣]{2})[은는]$", _subject, words) for words in (*lead, *others)]
            return f"{' '.join([*subjects, done, before])} {josa(noun, '은/는')}?"
        put = " ".join([before, self._interrogative(asked, noun)]).strip()
        body = [put if r is None else r for r in rest]
        if len(body) > 1 and rng.random() < 0.3:
            j = rng.randrange(len(body) - 1)
            body[j], body[j + 1] = body[j + 1], body[j]
        ending = [("었", "EP")] if past else []
        return f"{' '.join([*lead, *body, self.korean.join([*stem, *ending, (rng.choice(_ENDINGS), 'EF')])])}?"

    def _interrogative(self, asked: Asked, noun: str) -> str:
        particle = asked.particle
        if asked.kind == "date":
            return "언제"
        if asked.kind == "number":
            return f"몇 {quantities(asked.words)[-1].unit}"
        if asked.kind == "person":
            return (
                "누가" if particle in ("은", "는", "이", "가") else "누구를" if particle == "을" else f"누구{particle}"
            )
        if asked.kind == "place":
            return f"어디{particle}" if particle.startswith("에") else "어디가"
        if noun == asked.head and self._random.random() < 0.5:
            return f"어떤 {noun}{particle}"
        return "무엇" + {"를": "을", "가": "이", "는": "이", "은": "이", "로": "으로"}.get(particle, particle)


def _subject(particle: re.Match[str]) -> str:
    return "이" if particle[0] == "은" else "가"


def _joins(piece: Piece) -> bool:
    return piece.tag == "EC" and any(m.tag == "EC" and m.form in _JOINS for m in piece.morphemes[-2:])


def _stem(piece: Piece) -> list[tuple[str, str]]:
    """A predicate's morphemes before its endings; none where no stem is left."""
    stem = [(m.form, m.tag) for m in piece.morphemes]
    while stem and stem[-1][1].startswith(("S", "EC", "EF", "EP")):
        stem.pop()
    return stem if any(tag.split("-")[0] in _STEMS for _, tag in stem) else []


def _chunks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Phrases of a clause: each ends in a particle of case or topic, an adverb or a joined verb."""
    chunks: list[list[Piece]] = [[]]
    for piece in pieces:
        chunks[-1].append(piece)
        if piece.tag in ("JKS", "JKO", "JKB", "JX", "JKC", "EC") or piece.tag.startswith("MA"):
            chunks.append([])
    return [c for c in chunks if c]


def _asked(place: int, chunk: Sequence[Piece]) -> Asked | None:
    """The noun phrase that a chunk ends in; None where it ends in none that can be asked for."""
    tail: list[Piece] = []
    for piece in reversed(chunk):
        inner = {m.tag for m in piece.morphemes if m.tag.startswith("J")}
        if piece.verbal or piece.tag == "ETM" or (tail and inner and not inner & {"JKG", "JC"}):
            break
        tail.insert(0, piece)
    if not tail or not tail[-1].morphemes:
        return None
    bare, particle = tail[-1].bare()
    words = " ".join([*(p.text for p in tail[:-1]), bare])
    found = [m for p in tail for m in p.morphemes]
    kind = _kind(words, found)
    if not bare or len(words) > 25 or not any(m.tag.startswith(("NN", "SL", "SN")) for m in found):
        return None
    if (found[0].tag == "NP" and len(tail) == 1) or (not particle and kind not in ("date", "number")):
        return None
    nouns = [m.form for m in found if m.tag == "NNG" and len(m.form) > 1]
    head = nouns[-1] if nouns and len(_bare(words)) > len(nouns[-1]) + 1 else ""
    before = " ".join(p.text for p in chunk[: len(chunk) - len(tail)])
    return Asked(place, before, words, particle, kind, head)


def _kind(words: str, found: Sequence[Morpheme]) -> str:
    if moments(words):
        return "date"
    if quantities(words):
        return "number"
    nouns = [m for m in found if m.tag.startswith("NN") or m.tag == "XSN"]
    named = [m for m in nouns if m.tag == "NNP"]
    if named and _PLACE.search(nouns[-1].form):
        return "place"
    return "person" if named and named[-1] is nouns[-1] and len(named[-1].form) in (2, 3) else "any"


def _answer(asked: Asked) -> str:
    if asked.kind == "date":
        dates = moments(asked.words)
        return asked.words[dates[0].start : dates[-1].end]
    return quantities(asked.words)[-1].text if asked.kind == "number" else asked.words.strip("'\"‘’“”《》「」()[] ,")


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)
