"""Everyday words and the words of reports: synonyms in Solr's format, the package's own and a corpus's.

The package has a list for Korean and one from English to Korean. English words without an entry of their own are
compared by their stems, so that one does for hires and hired; an English phrase is one word, and so is a Korean idiom
of a noun and a verb (문 열다, for 문을 열었다).

a, b, c        each finds the others
a => b, c      a finds b and, a little less, c; not the other way round
# comment
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import resources
from pathlib import Path

from rag.errors import DocumentError
from rag.korean import Korean
from rag.words import english

CORPUS_FILE = "synonyms.txt"
LESS = 0.02  # by which each further word on the right side of an arrow is less sure
NAMED = 0.75  # how surely a noun is told by the verb that it is a name of
SHARED = 0.7  # and a verb by another that the same noun names
CARRIED = 0.8  # and an English word by the verb that its Korean noun names
SHIPPED = ("synonyms.txt", "english.txt")


class Synonyms:
    """What a term also means. Lines are analysed as text is, so that 뽑다, 뽑아 and 뽑은 are one."""

    def __init__(self, lines: list[str], korean: Korean, source: str = "synonyms") -> None:
        """Raises DocumentError naming the line when one has no word on a side."""
        self._also: dict[str, dict[str, float]] = {}
        stems: dict[str, dict[str, float]] = {}
        for number, raw in enumerate(lines, 1):
            line = raw.split("#", 1)[0].strip()
            if not line:
                continue
            left, arrow, right = line.partition("=>")
            heads = [w for w in left.split(",") if w.strip()]
            tails = [w for w in right.split(",") if w.strip()]
            if not heads or (arrow and not tails):
                raise DocumentError(
                    f"{source}, line {number}: {raw.strip()!r} has no word on one side; write 'a, b' or 'a => b'"
                )
            for head in heads:
                key = _key(head)
                others = tails if arrow else [w for w in heads if w is not head]
                for table, name in ((self._also, key), (stems, english.key(key)))[: 1 + key.isascii()]:
                    also = table.setdefault(name, {})
                    for place, other in enumerate(map(_key, others)):
                        if other != key:
                            also[other] = max(also.get(other, 0.0), 1 - (LESS * place if arrow else 0))
        self._named()
        self._english = {k: v for k, v in self._also.items() if k.isascii()}
        for also in (*self._english.values(), *stems.values()):
            self._carry(also)
        idioms = {k for k in self._also if " " in k and not k.isascii()}
        self._phrases = frozenset(idioms | {english.key(k) for k in self._english if " " in k})
        self._also = stems | self._also  # a form with an entry of its own (building) is not one of the stem's (build)

    def _named(self) -> None:
        """A noun that a line gives for a Korean verb (올리다 => 인상) also finds the verb, less surely the later it stands;
        and two verbs that share a noun at the head of their lines (그만두다, 떠나다 => 퇴사) find each other."""
        verbs = [(v, dict(also)) for v, also in self._also.items() if v.endswith("다") and not v.isascii()]
        meant: dict[str, list[str]] = {}
        for verb, also in verbs:
            for noun, sure in also.items():
                if noun.endswith("다"):
                    continue
                self._also.setdefault(noun, {}).setdefault(verb, NAMED - 2 * (1 - sure))
                if sure >= 1 - LESS:
                    meant.setdefault(noun, []).append(verb)
        for verb, also in verbs:
            for noun in [n for n, sure in also.items() if sure >= 1 - LESS]:
                for other in meant.get(noun, ()):
                    if other != verb:
                        self._also[verb].setdefault(other, SHARED)

    def _carry(self, also: dict[str, float]) -> None:
        """What an English word's Korean nouns mean as verbs, the English word means, less surely (raise → 인상 → 올리다)."""
        for noun, sure in list(also.items()):
            for verb in self._also.get(noun, {}) if sure > 1 - 3 * LESS else ():
                if verb.endswith("다") and not noun.endswith("다"):
                    also.setdefault(verb, CARRIED)

    @classmethod
    def load(cls, korean: Korean, corpus_dir: Path | None = None) -> Synonyms:
        """The package's words and, where the corpus folder has a synonyms.txt, its own."""
        folder = resources.files("rag.resources")
        lines = [line for name in SHIPPED for line in folder.joinpath(name).read_text("utf-8").splitlines()]
        own = corpus_dir / CORPUS_FILE if corpus_dir else None
        if own is None or not own.is_file():
            return cls(lines, korean)
        try:
            extra = own.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as e:
            raise DocumentError(f"{CORPUS_FILE}: cannot be read ({e}); save it as UTF-8") from e
        cls(extra, korean, CORPUS_FILE)
        return cls(lines + extra, korean)

    def of(self, term: str) -> Mapping[str, float]:
        """Terms that `term` also finds, each with how surely (above 0, at most 1); empty when there are none."""
        if not term.isascii():
            return self._also.get(term, {})
        return self._also.get(_key(term)) or self._also.get(english.key(term), {})

    def plainly(self, term: str) -> tuple[str, ...]:
        """The terms that a word means by itself, likeliest first."""
        return plain(self.of(term))

    @property
    def korean(self) -> frozenset[str]:
        """The Korean nouns and adverbs of the entries, written as one word."""
        words = {w for key, also in self._also.items() for w in (key, *also)}
        return frozenset(w for w in words if not (w.isascii() or " " in w or w.endswith("다")))

    @property
    def english(self) -> Mapping[str, Collection[str]]:
        """The English entries: what a report writes for the key of each."""
        return self._english

    @property
    def phrases(self) -> frozenset[str]:
        """Keys of the entries of several words: English phrases, Korean idioms of a noun and a verb."""
        return self._phrases


def _key(word: str) -> str:
    """The term that stands for a written word: verbs as 다 gives them, several nouns joined, English
    words with one space between."""
    word = word.strip().lower()
    if word.isascii():
        return " ".join(word.replace("-", " ").split())
    if word.endswith("다") and len(word) > 1:
        return word
    return "".join(word.split())


def plain(also: Mapping[str, float]) -> tuple[str, ...]:
    """The terms that a word means by itself, not by way of another."""
    return tuple(term for term, sure in also.items() if sure > CARRIED)
