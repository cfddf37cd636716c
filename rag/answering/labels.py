"""The names that a report gives its facts, by which a question is read: labels, columns, lists, words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.answering.cells import split_year
from rag.korean import Korean
from rag.types import Fact


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
    rows = [("".join(f.label.split()), (f.document, f.group)) for f in named]
    columns = {(re.sub(r"\s|[(].*", "", f.attribute), (f"{f.document}|", f.group)) for f in named if f.attribute}
    return (*rows, *sorted(columns))


def written_words(vocabulary: Iterable[str]) -> frozenset[str]:
    """Words of an index that a question may hold as they are: Hangul, no verbs."""
    return frozenset(w for w in vocabulary if re.fullmatch("[가-힣]{2,8}", w) and w[-1] != "다")
