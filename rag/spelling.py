"""Typing repaired by the corpus's own words: 한국고용정보윈 → 한국고용정보원, 굳잡캠프 → 굿JOB캠프, 실 업급여 → 실업급여.

Only what neither a dictionary nor the corpus knows is touched, and only towards a word of the corpus that differs by a
stroke or two; a right word that the corpus lacks (구내식당) stays, so that the program can say that it is not there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rag.korean import Korean, Morpheme
from rag.words.clipping import clipped
from rag.words.covering import LONGEST, SEAM, runs
from rag.words.jamo import ALIKE, distance
from rag.words.loans import as_written, spoken
from rag.words.slips import Slips

RUN_ON = 9  # Hangul syllables from which a word is looked at for missing spaces
LONE = 0.8  # cost up to which a word of three syllables is repaired whose first is wrong, where it stands alone
_QUESTION = frozenset(["무엇", "어디", "언제", "누구", "얼마", "어떤"])
_WRITTEN = re.compile("[가-힣A-Za-z0-9]*[가-힣][가-힣A-Za-z0-9]*")
_TENSE = str.maketrans("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ")


def _allowed(syllables: int) -> float:
    """The cost up to which one word may be another typed wrongly. Two strokes in a word of two syllables are too many."""
    return {2: 0.6, 3: 1.0, 4: 1.4}.get(syllables, 2.0 if syllables < 8 else 2.6)


class Speller:
    """Repairs questions towards the words of one corpus."""

    def __init__(
        self,
        texts: Iterable[str],
        korean: Korean,
        known: Mapping[str, str] | None = None,
        everyday: Iterable[str] = (),
    ) -> None:
        """`known` is what `bare_words` gave for the texts, where that is kept; other words are analysed here. Towards
        `everyday` words slips are repaired too."""
        self._korean = korean
        self._words: dict[str, str] = {q: q for q in _QUESTION}  # a word as it is spoken → as the corpus writes it
        self._surfaces: set[str] = set()
        compounds: list[list[str]] = []
        for parts in dict.fromkeys(bare_words(texts, korean, known).values()):
            bare, nouns = parts.replace(" ", ""), parts.split(" ")
            compounds.append(nouns)
            if len(bare) >= 3:
                self._surfaces.add(bare)
                self._words.setdefault(bare, bare)
                self._words.setdefault(spoken(bare), bare)
            for noun in nouns if len(nouns) > 1 or len(bare) == 2 else ():
                if len(noun) >= 2:
                    self._words.setdefault(noun, noun)
        self._short = clipped(tuple(parts) for parts in compounds if len("".join(parts)) >= 5)
        self._places: dict[tuple[int, int, str], list[str]] = {}  # length, place, syllable → words with it there
        for word in self._words:
            for i, syllable in enumerate(word if len(word) <= LONGEST else ""):
                self._places.setdefault((len(word), i, syllable), []).append(word)
        self._like = lru_cache(maxsize=4096)(self._likest)
        self._sorted = sorted(self._words)
        self._slips = Slips(everyday, self._words, korean)

    def repair(self, question: str) -> str:
        """The question with its typing repaired; the same object when nothing is wrong."""
        words = [piece for word in question.split(" ") for piece in self._spaced(word).split(" ")]
        joined = self._joined(words)
        repaired: list[str] = []
        for w in joined:
            before = repaired[-1] if repaired else ""
            repaired.append("".join(self._word(part, before) for part in re.split(r"([/·,?!.()'\"]+)", w)))
        result = " ".join(repaired)
        return question if result == question else result

    def _spaced(self, word: str) -> str:
        """A word that runs on as several (정책비중이30%를넘나요), divided into words of the corpus or else as the analyser
        would; a long name stays."""
        if not _runs_on(word):
            return self._clause(word)
        bare = word.rstrip("?!.,~")
        plain = self._plain(bare)
        if self._bare(plain) in self._surfaces:
            return plain + word[len(bare) :]
        pieces = self._covered(plain, _strange(self._korean.morphemes(plain)), skipping=True).split(" ")
        spaced = (self._korean.space(p) if _runs_on(p) and self._bare(p) not in self._surfaces else p for p in pieces)
        return " ".join(spaced) + word[len(bare) :]

    def _clause(self, word: str) -> str:
        """A word that is a noun with what is said of it before it (다시연날), divided as the analyser would."""
        if not re.fullmatch("[가-힣]{4,}[?!.,~]*", word):
            return word
        bare = word.rstrip("?!.,~")
        morphemes = self._korean.morphemes(bare)
        said = any(a.tag == "ETM" and b.tag in ("NNG", "NNP") for a, b in pairwise(morphemes))
        if not said or not all(m.known for m in morphemes) or self._like(self._bare(self._plain(bare))):
            return word
        return self._korean.space(bare) + word[len(bare) :]

    def _joined(self, words: list[str]) -> list[str]:
        """Words that a stray space divides, put together where only together the corpus knows them."""
        result: list[str] = []
        for i, word in enumerate(words):
            if len(word) == 1 and result and i + 1 < len(words):  # a syllable that stands alone in the middle of a word
                word = self._whole(result, word, words[i + 1])
                if not word:
                    words[i + 1] = ""
            if self._apart(words[i : i + 3]):
                word, words[i + 1], words[i + 2] = "".join(words[i : i + 3]), "", ""
            if not word:
                continue
            if result and re.search("[가-힣]$", result[-1]) and re.match("[가-힣]", word):
                both, edge = result[-1] + word, len(result[-1])
                spans = self._spanning(both, edge) and self._strays(result[-1], word)
                if spans or self._slips.one_word(result[-1], word):
                    result[-1] = both
                    continue
            result.append(word)
        return result

    def _strays(self, before: str, word: str) -> bool:
        """Whether a word could be the rest of the one before it: the corpus does not have it, and one of both is strange."""
        bare = self._bare(word)
        strange = len(bare) == 1 or not self._knows(before) or not self._knows(word)
        return strange and bare not in self._surfaces

    def _apart(self, three: list[str]) -> bool:
        """Whether three pieces, of which one is strange or a syllable, are one word of the corpus (안 부방 송은)."""
        whole = "".join(three)
        if len(three) < 3 or not all(three) or len(whole) > 8 or not re.fullmatch("[가-힣]+", whole):
            return False
        return not all(len(w) > 1 and self._knows(w) for w in three) and self._bare(whole) in self._surfaces

    def _whole(self, result: list[str], word: str, following: str) -> str:
        """`word`, or nothing where the last of `result` with it and what follows is a word of the corpus, put there."""
        whole = result[-1] + word + following
        if not re.fullmatch("[가-힣]+", whole) or self._bare(whole) not in self._surfaces:
            return word
        result[-1] = whole
        return ""

    def _spanning(self, both: str, edge: int) -> list[str]:
        return [
            both[start:end]
            for start in range(max(0, edge - 4), edge)
            for end in range(edge + 1, min(len(both), edge + 5) + 1)
            if end - start >= 3 and both[start:end] in self._surfaces
        ]

    def _bare(self, word: str) -> str:
        return bare_word(word, self._korean)

    def _knows(self, word: str) -> bool:
        """Whether a dictionary has all of a written word, in pieces of more than a syllable."""
        content = [m for m in self._korean.morphemes(word) if m.tag[0] in "NVMX" and m.tag != "NNB"]
        return all(m.known for m in content) and not any(m.tag == "NNG" and len(m.form) == 1 for m in content[:1])

    def _word(self, word: str, before: str = "") -> str:
        """A written word, repaired when it is strange: as words of the corpus with an ending behind them. `before` is
        the word before it."""
        if not re.search("[가-힣]", word) or len(word) < 2:
            return word
        if any(word.startswith(s) and s in self._surfaces for s in (self._bare(word), word)):
            return word
        morphemes = self._korean.morphemes(word)
        strange = _strange(morphemes)
        if strange:
            covered = self._covered(word, strange)
            return self._legible(self._meant(word, strange, before)) if covered == word else covered
        if sum(m.tag.startswith("NN") for m in morphemes) >= 2:
            word = self._covered(word, strange)
        plain = self._plain(word)
        return self._meant(word, strange, before) if plain == word else plain

    def _meant(self, word: str, strange: bool, before: str) -> str:
        """A word without a slip of the fingers, where the corpus does not have it as it stands."""
        bare = self._bare(word)
        verb = any(m.tag.startswith(("VV", "VA")) for m in self._korean.morphemes(word)[:1])
        known = not strange and (verb or (len(bare) > 1 and self._begins(bare)))
        if known or any(word[:n] in self._words and len(word) - n > 1 for n in range(3, len(word))):
            return word
        return self._slips.repair(word, strange, before)

    def _begins(self, bare: str) -> bool:
        """Whether a word of the corpus begins so (북항, of 북항터미널)."""
        after = bisect_left(self._sorted, bare)
        return after < len(self._sorted) and self._sorted[after].startswith(bare)

    def _legible(self, word: str) -> str:
        """A strange word without syllables that Korean never writes (젼부 → 전부), where a dictionary has that."""
        legible = _NEVER.sub(lambda m: _WRITTEN_SO[m.group()], word)
        return word if legible == word or _strange(self._korean.morphemes(legible)) else legible

    def _covered(self, word: str, strange: bool, skipping: bool = False) -> str:
        """A word as a run of words of the corpus, the cheapest that leaves an ending; as it is when there is none. One
        that is not `strange` is repaired only where it is a stroke from a long word."""

        def like(typed: str) -> tuple[float, str] | None:
            found = self._like(typed)
            if found is None or not found[0]:
                return found
            if strange:  # where words may be left as they are, a short one must be a slip by itself
                return None if skipping and len(typed) < 4 and not _strange(self._korean.morphemes(typed)) else found
            return found if found[0] <= 1.0 and len(typed) >= 4 else None

        for typed in dict.fromkeys((word, spoken(word))):
            for run in runs(typed, like, skipping):
                rest, last = typed[run.end :], run.pieces[-1]
                if len(run.pieces) == 1 and run.end == 3 and run.cost > LONE + SEAM and typed[0] != last.said[0]:
                    continue
                if not rest or (self._ending(last.said, rest) if last.kind == "word" else self._sound(rest)):
                    said = run.text(rest) if strange or skipping else run.text(rest).replace(" ", "")
                    return word if said == typed or spoken(said) == typed else said
        return word

    def _likest(self, typed: str) -> tuple[float, str] | None:
        """The word of the corpus for which one may be typed, with the cost of that; the first of several."""
        if typed in self._words:
            return 0.0, self._words[typed]
        if typed in self._short:
            return ALIKE, self._short[typed]
        n, most = len(typed), _allowed(len(typed))
        shared = Counter(w for i, syllable in enumerate(typed) for w in self._places.get((n, i, syllable), ()))
        least = n - 1 if n <= 4 else n - 2 if n < 8 else n - 3
        near = [(distance(typed, w, 1.0 if w in _QUESTION else most), w) for w, same in shared.items() if same >= least]
        found = min(near, default=(most + 1, ""), key=lambda pair: pair[0])
        if found[0] > (1.0 if found[1] in _QUESTION else most) or self._right(typed):
            return None
        return found[0], self._words[found[1]]

    def _right(self, typed: str) -> bool:
        """Whether a dictionary has all of what is typed as nouns, so that it is no slip."""
        morphemes = self._korean.morphemes(typed)
        return all(m.known and m.tag[0] in "NX" and len(m.form) > 1 for m in morphemes)

    def _plain(self, word: str) -> str:
        """A word with the tense consonants of loans as the corpus writes them (싸이트 → 사이트), where it lacks the
        other."""
        for m in reversed(self._korean.morphemes(word)):
            if m.tag.startswith("NN") and len(m.form) >= 2 and m.form not in self._words:
                plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", m.form).translate(_TENSE))
                plain = plain if plain in self._words else as_written(m.form)
                if plain in self._words and plain != m.form:
                    word = word[: m.start] + self._words[plain] + word[m.end :]
        return word

    def _ending(self, target: str, rest: str) -> bool:
        """Whether what follows a word is particles, an ending, or words of their own that a dictionary has."""
        tail = [m for m in self._korean.morphemes(target + rest) if m.start >= len(target)]
        if not tail or tail[0].start > len(target):  # the analyser sees no seam there
            return self._sound(rest)
        return _sound(tail)

    def _sound(self, rest: str) -> bool:
        return _sound(self._korean.morphemes(rest))


_WRITTEN_SO = dict(zip("젼쟝쟌쟁쥬쥰쥴챵챠츄쵸윈숀", "전장잔쟁주준줄창차추초원션", strict=True))
_NEVER = re.compile("[" + "".join(_WRITTEN_SO) + "]")


def _runs_on(word: str) -> bool:
    return len(re.findall("[가-힣A-Za-z0-9]", word)) >= RUN_ON and bool(re.search("[가-힣]{4}", word))


def _sound(tail: Sequence[Morpheme]) -> bool:
    """Whether what stands behind a word reads as a dictionary's words and endings."""
    return all(m.known and m.tag != "Z_CODA" for m in tail) and not _broken(tail)


def _strange(morphemes: Sequence[Morpheme]) -> bool:
    """Whether a dictionary lacks a part of a word, or it could be divided only oddly."""
    return (
        any(not m.known or (m.tag == "NNP" and len(m.form) >= 5) for m in morphemes)
        or _broken(morphemes)
        or any(  # two stems without an ending between them (굳 + 잡) are a guess, too
            a.tag[:2] in ("VV", "VA") and b.tag[:2] in ("VV", "VA", "NN") for a, b in pairwise(morphemes)
        )
    )


_SINGLE = frozenset(
    ["NNG", "NNP", "IC", "MM", "MAG", "XPN", "XSN", "XR"]
)  # of two such syllables (게 + 획) no word is made


def _broken(morphemes: Sequence[Morpheme]) -> bool:
    """Whether the analyser could divide a word only oddly: a particle or an adverb before a noun, a noun of one syllable
    behind another, a dropped ㄴ."""
    nouns = 0
    for a, b in pairwise(morphemes):
        nouns += a.tag.startswith("NN")
        inside = a.tag.startswith("J") or a.tag == "MAG"
        if inside and (b.tag.startswith("NN") or b.tag == "XSN") and a.end == b.start:
            return True
        if a.tag == "ETM" and b.tag in ("NNG", "NNP") and a.end == b.start:  # an ending before a noun ends a word
            return True
        if len(a.form) == len(b.form) == 1 and a.tag in _SINGLE and b.tag in _SINGLE:
            return True
        if len(a.form) == 1 and a.tag == "NNG" and b.tag == "VV":
            return True
        if nouns and b.tag in ("NNP", "NNG") and len(b.form) == 1 and a.tag in ("NNB", "NNP"):
            return True
    return any(m.tag == "JX" and m.form in ("ᆫ", "ㄴ") for m in morphemes)


def bare_words(texts: Iterable[str], korean: Korean, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each written word of two letters or more, in the order in which they come, and what it is without the particles
    and endings at its end, its nouns apart by spaces. Words that are `known` are not analysed again."""
    known = known or {}
    words = dict.fromkeys(word for text in texts for word in _WRITTEN.findall(text) if len(word) >= 2)
    return {word: known[word] if word in known else _parts(word, korean) for word in words}


def _parts(word: str, korean: Korean) -> str:
    morphemes = korean.morphemes(word)
    bare = _without_ending(word, morphemes)
    cuts = {m.start for m in morphemes if m.tag.startswith(("NN", "SN", "SL")) and m.tag != "NNB"}
    return "".join(" " + c if i in cuts and i else c for i, c in enumerate(bare))


def bare_word(word: str, korean: Korean) -> str:
    """A written word without the particles and endings at its end."""
    return _without_ending(word, korean.morphemes(word))


def _without_ending(word: str, morphemes: Sequence[Morpheme]) -> str:
    end = len(word)
    for m in reversed(morphemes):
        if m.tag.startswith(("J", "E", "XS", "VC", "VX")) and m.tag != "XSN" and m.end >= end:
            end = min(end, m.start)
        else:
            break
    return word[:end]
