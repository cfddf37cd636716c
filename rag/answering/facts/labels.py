"""The names that a report gives its facts, by which a question is read: labels, columns, lists, words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.facts.cells import split_year
from rag.asking.wording import GENERIC, PARTICLES
from rag.korean import Korean
from rag.types import Fact
from rag.words.loans import spoken

_MARKED = re.compile("[‘'“\"「『]([가-힣]{3,10})[’'”\"」』]")


@dataclass(frozen=True, slots=True)
class Names:
    """What the reports of one generation call things: `labels` of facts, `sounds` of them by how they are said, `written`
    words, and the `places` (document, group) where each label without white space stands."""

    labels: frozenset[str]
    sounds: Mapping[str, str]
    written: frozenset[str]
    places: tuple[tuple[str, tuple[str, int]], ...]

    @classmethod
    def of(cls, facts: Sequence[Fact], vocabulary: Iterable[str], korean: Korean, texts: Iterable[str] = ()) -> Names:
        """The names of some facts; `vocabulary` is that of their index, `texts` are those of their documents."""
        labels = labels_of(facts, korean) | frozenset(name for text in texts for name in quoted_names(text))
        return cls(labels, sounds(labels), written_words(vocabulary), places_of(facts))

    def places_of(self, bare: str) -> frozenset[tuple[str, int]]:
        """Where a name without white space stands: a whole label or one side of it (근무시간/휴가), else the end of one
        (인턴, of 청년인턴)."""
        whole = frozenset(place for label, place in self.places if bare == label or bare in label.split("/"))
        return whole or frozenset(place for label, place in self.places if len(bare) > 1 and label.endswith(bare))


def quoted_names(text: str) -> frozenset[str]:
    """Names of one word that a text sets in quotation marks ('해온패스'): whatever they are to the analyser."""
    return frozenset(_MARKED.findall(text))


def labels_of(facts: Sequence[Fact], korean: Korean) -> frozenset[str]:
    """Names of facts that are one word: labels, columns and lists; and words of titles that are names by their form."""
    names = {n for f in facts for n in (f.label, f.parent, split_year(f.attribute)[1])}
    titles = {t for f in facts for t in (*f.section, f.label)}
    coined = {n for title in titles for n in korean.coined(title)}
    return frozenset(coined) | frozenset(n for n in names if re.fullmatch("[가-힣A-Za-z]{2,12}", n))


def places_of(facts: Sequence[Fact]) -> tuple[tuple[str, tuple[str, int]], ...]:
    """Names of facts and of their columns without white space, with the group that each stands in: the rows of a
    table stand side by side, and so do its columns."""
    named = [f for f in facts if f.label and f.group]
    rows = [(n, (f.document, f.group)) for f in named for n in {"".join(f.label.split()), f.label.split()[0]}]
    columns = {(re.sub(r"\s|[(].*", "", f.attribute), (f"{f.document}|", f.group)) for f in named if f.attribute}
    return (*rows, *sorted(columns))


_LINK = r"(?:적인|된|되는|하는|한|의|\s?있는)?\s"
_TAIL = rf"(?:{PARTICLES})?(?:요|이라|인가|입니까|이고)?"


def joined(question: str, names: Mapping[str, str]) -> str:
    """The question with two words that a report writes as one name put together (면접 팁 → 면접TIP, 관련된 기관 →
    관련기관). `names` are labels by what they sound like."""
    for m in re.finditer(rf"(?<![가-힣A-Za-z])(?=([가-힣A-Za-z]{{2,8}}?){_LINK}([가-힣A-Za-z]{{1,8}}))", question):
        first, second = m[1], m[2]
        if first in GENERIC:  # 「사업 내용」 may be those of what stands before it
            continue
        for end in range(len(second), 0, -1):
            label = names.get(spoken((first + second[:end]).lower()))
            if label and re.fullmatch(_TAIL, second[end:]):
                at = m.end(2) - len(second) + end
                return question[: m.start(1)] + label + joined(question[at:], names)
    return question


def sounds(labels: Iterable[str]) -> dict[str, str]:
    """Labels of four syllables or more by what they sound like."""
    return {spoken(name.lower()): name for name in sorted(labels) if len(spoken(name.lower())) >= 3}


def written_words(vocabulary: Iterable[str]) -> frozenset[str]:
    """Words of an index that a question may hold as they are: Hangul, no verbs."""
    return frozenset(w for w in vocabulary if re.fullmatch("[가-힣]{2,8}", w) and w[-1] != "다")
