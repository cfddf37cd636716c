"""Typing repaired by the corpus's own words: 한국고용정보윈 → 한국고용정보원, 굳잡캠프 → 굿JOB캠프, 실 업급여 → 실업급여.

Only what neither a dictionary nor the corpus knows is touched, and only towards a word of the corpus that differs by a
stroke or two; a right word that the corpus lacks (구내식당) stays, so that the program can say that it is not there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from rag.korean import Korean, Morpheme

# How foreign words in Latin letters are written in Hangul, for names that mix both (굿JOB캠프).
_LOANS = {"job": "잡", "app": "앱", "camp": "캠프", "good": "굿", "talk": "톡", "care": "케어", "net": "넷", "work": "워크", "day": "데이", "up": "업",
          "on": "온", "it": "아이티", "ai": "에이아이", "vr": "브이알", "tip": "팁", "best": "베스트", "plus": "플러스", "start": "스타트", "fair": "페어", "show": "쇼",
          "hub": "허브", "lab": "랩", "one": "원", "go": "고", "my": "마이", "smart": "스마트", "green": "그린", "k": "케이"}  # fmt: skip


RUN_ON = 9  # Hangul syllables from which a word is looked at for missing spaces
_WRITTEN = re.compile("[가-힣A-Za-z0-9]*[가-힣][가-힣A-Za-z0-9]*")


class Speller:
    """Repairs questions towards the words of one corpus."""

    def __init__(self, texts: Iterable[str], korean: Korean, known: Mapping[str, str] | None = None) -> None:
        """`known` is what `bare_words` gave for the texts, where that is kept; other words are analysed here."""
        self._korean = korean
        self._words: dict[str, str] = {}  # jamo of a word as it may be typed → the word as the corpus has it
        self._surfaces: set[str] = set()
        for bare in dict.fromkeys(bare_words(texts, korean, known).values()):
            if len(bare) >= 3:
                self._surfaces.add(bare)
                self._words.setdefault(_jamo(spoken(bare)), bare)
        self._keys = lru_cache(maxsize=256)(self._of_length)

    def _bare(self, word: str) -> str:
        return bare_word(word, self._korean)

    def _of_length(self, shortest: int, longest: int) -> list[str]:
        """Keys of these lengths, in the corpus's order: others differ by more strokes than are repaired."""
        return [key for key in self._words if shortest <= len(key) <= longest]

    def repair(self, question: str) -> str:
        """The question with its typing repaired; the same object when nothing is wrong."""
        words = [piece for word in question.split(" ") for piece in self._spaced(word).split(" ")]
        joined = self._joined(words)
        repaired = ["".join(self._word(part) for part in re.split("([/·,])", w)) for w in joined]
        result = " ".join(repaired)
        return question if result == question else result

    def _spaced(self, word: str) -> str:
        """A word that runs on as several (정책비중이30%를넘나요), divided as the analyser would; a long name stays."""
        if len(re.findall("[가-힣]", word)) < RUN_ON or self._bare(word) in self._surfaces:
            return word
        return self._korean.space(word)

    def _joined(self, words: list[str]) -> list[str]:
        """Words that a stray space divides, put together where only together the corpus knows them."""
        result: list[str] = []
        for word in words:
            if result and re.search("[가-힣]$", result[-1]) and re.match("[가-힣]", word):
                both, edge = result[-1] + word, len(result[-1])
                bare = self._bare(word)
                cut = next((s for s in self._spanning(both, edge) if s), "")
                strange = not self._knows(result[-1]) or not self._knows(word) or len(bare) == 1
                if cut and strange and bare not in self._surfaces:
                    result[-1] = both
                    continue
            result.append(word)
        return result

    def _spanning(self, both: str, edge: int) -> list[str]:
        return [
            both[start:end]
            for start in range(max(0, edge - 4), edge)
            for end in range(edge + 1, min(len(both), edge + 5) + 1)
            if end - start >= 3 and both[start:end] in self._surfaces
        ]

    def _knows(self, word: str) -> bool:
        """Whether a dictionary has all of a written word, in pieces of more than a syllable."""
        content = [m for m in self._korean.morphemes(word) if m.tag[0] in "NVMX" and m.tag != "NNB"]
        return all(m.known for m in content) and not any(m.tag == "NNG" and len(m.form) == 1 for m in content[:1])

    def _word(self, word: str) -> str:
        if not re.search("[가-힣]", word) or len(word) < 3:
            return word
        bare = self._bare(word)
        if any(word.startswith(s) and s in self._surfaces for s in (bare, word)):
            return word
        typed = spoken(word)
        morphemes = self._korean.morphemes(word)
        nouns = [m for m in morphemes if m.tag.startswith(("N", "SL"))]
        compound = len([m for m in nouns if m.tag.startswith("NN")]) >= 2
        strange = any(not m.known for m in morphemes) or _broken(morphemes)
        strange = (
            strange
            or any(  # two stems without an ending between them (굳 + 잡) are a guess, too
                a.tag[:2] in ("VV", "VA") and b.tag[:2] in ("VV", "VA", "NN") for a, b in pairwise(morphemes)
            )
        )
        if not strange and not compound:
            return word
        best: tuple[int, int, str] | None = None
        for length in range(max(3, min(len(typed), 12)), 2, -1):
            head = typed[:length]
            key = _jamo(head)
            # One stroke in a known compound of real words; two where a piece of it is no word at all.
            allowed = (2 if len(head) >= 5 else 1) if strange else 1
            if not strange and len(head) < 4:
                break
            keys = self._keys(len(key) - allowed, len(key) + allowed)
            found = process.extractOne(key, keys, scorer=Levenshtein.distance, score_cutoff=allowed)
            if found is None:
                continue
            target = self._words[found[0]]
            rest = typed[length:]
            if spoken(target) in typed and found[1] == 0 and target in word:
                return word
            if rest and not self._ending(target, rest):
                continue
            candidate = (int(found[1]), -length, target + rest)
            if best is None or candidate < best:
                best = candidate
        return best[2] if best else word

    def _ending(self, target: str, rest: str) -> bool:
        """Whether what follows a word is particles, an ending, or words of their own that a dictionary has."""
        tail = [m for m in self._korean.morphemes(target + rest) if m.start >= len(target)]
        return bool(tail) and all(m.known for m in tail)


def _broken(morphemes: Sequence[Morpheme]) -> bool:
    """Whether the analyser could divide a word only oddly: a particle or an adverb before a noun, a noun of one syllable
    behind another, a dropped ㄴ."""
    nouns = 0
    for a, b in pairwise(morphemes):
        nouns += a.tag.startswith("NN")
        inside = a.tag.startswith("J") or a.tag == "MAG"
        if inside and (b.tag.startswith("NN") or b.tag == "XSN") and a.end == b.start:
            return True
        if nouns and b.tag in ("NNP", "NNG") and len(b.form) == 1 and a.tag in ("NNB", "NNP"):
            return True
    return any(m.tag == "JX" and m.form in ("ᆫ", "ㄴ") for m in morphemes)


def bare_words(texts: Iterable[str], korean: Korean, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each written word of three letters or more, in the order in which they come, and what it is without the
    particles and endings at its end. Words that are `known` are not analysed again."""
    known = known or {}
    words = dict.fromkeys(word for text in texts for word in _WRITTEN.findall(text) if len(word) >= 3)
    return {word: known[word] if word in known else bare_word(word, korean) for word in words}


def bare_word(word: str, korean: Korean) -> str:
    """A written word without the particles and endings at its end."""
    end = len(word)
    for m in reversed(korean.morphemes(word)):
        if m.tag.startswith(("J", "E", "XS", "VC", "VX")) and m.tag != "XSN" and m.end >= end:
            end = min(end, m.start)
        else:
            break
    return word[:end]


def spoken(word: str) -> str:
    """A word with its Latin parts as they are spoken, doubles folded (굿잡JOB캠프 → 굿잡캠프)."""
    said = re.sub(r"[A-Za-z]+", lambda m: _LOANS.get(m.group().lower(), m.group().lower()), word)
    return re.sub(r"([가-힣]{1,3})\1", r"\1", said) if said != word else said


def _jamo(word: str) -> str:
    return unicodedata.normalize("NFD", word)
