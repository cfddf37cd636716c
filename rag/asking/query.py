"""A question as it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.answering.spans.quantities import Quantity
from rag.types import Operation, Wanted


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A content word of a question: its text, where it stands, and its terms.

    `asks` marks a word that names the kind of answer (점수, 인원, 기간, 이유): it need not stand in the report.
    `generic` one of filing (분야, 항목); `name` marks a proper name or a number, which nothing else can stand for;
    `also` is what a Korean report writes for an English one;
    `after` a word that follows the interrogative, often what was done; `head` the word that the question is about most (before its interrogative).
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    asks: bool = False
    name: bool = False
    head: bool = False
    verb: bool = False
    generic: bool = False
    after: bool = False
    also: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The term that stands for all of it: an English phrase keeps its words, a Korean one is joined."""
        if self.text.isascii() and (len(self.terms) > 1 or " " in self.text):
            return re.sub(r"\s+", " ", self.text).lower()
        return self.terms[0] if len(self.terms) == 1 else re.sub(r"\s", "", self.text).lower()


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for. `text` is the question as understood (typing repaired); `units` are standard units
    that the answer may have; `pairs` are places in `words` of two that 와/과 joins; `excluded` holds words; `threshold` an amount to compare with."""

    text: str
    language: Literal["ko", "en"]
    words: tuple[QueryWord, ...]
    wanted: Wanted = "any"
    units: tuple[str, ...] = ()
    operation: Operation = "none"
    years: tuple[int, ...] = ()
    excluded: tuple[QueryWord, ...] = ()
    threshold: Quantity | None = None
    rank: int = 0
    direction: Literal["", "above", "below"] = ""
    interrogative: tuple[int, int] | None = None
    amounts: tuple[Quantity, ...] = ()
    named_subject: bool = False
    subjects: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    asks_list: bool = False
