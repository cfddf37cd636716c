"""Proof before anything is shown: numbers, dates and names of a line stand in its quotes, or were computed from them.

A line that cannot be proved is dropped. The same checks hold for what the program composes and what a language model
writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rag.answering.spans.quantities import moments, quantities

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BARE_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d.,])")
_QUOTED = re.compile(r"[‘'“\"「『]([^‘’'“”\"「」『』]{2,40})[’'”\"」』]")


def fold(text: str) -> str:
    """Text for comparison: composed, lower case, no white space, no thousands' commas."""
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=\d),(?=\d{3})|\s", "", text)


def numbers_stand(line: str, quotes: Sequence[str], computed: Sequence[str] = (), allowed: str = "") -> bool:
    """Whether every number of a line is one of a quote's, was computed, or stands in `allowed` (the question and the
    names around the quotes). 1 is not found in 12: numbers are compared whole, and 2024 stands in 2024.08.20."""
    known = {_plain(n) for text in (*quotes, allowed) for n in _NUMBER.findall(text)}
    known |= _years(quotes, allowed)
    known |= {_plain(n) for c in computed for n in _NUMBER.findall(c)}
    return all(_plain(n) in known for n in _NUMBER.findall(re.sub(r"\[\d+\]", "", line)))


def _years(quotes: Sequence[str], allowed: str) -> set[str]:
    return {str(m.year) for text in (*quotes, allowed) for m in moments(text) if m.year}


def _plain(number: str) -> str:
    whole = number.replace(",", "").rstrip(".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def dates_stand(line: str, quotes: Sequence[str], allowed: str = "") -> bool:
    """Whether each date of a line is said by a quote, part by part: the same year, month and day together."""
    said = [(m.year, m.month, m.day) for text in (*quotes, allowed) for m in moments(text)]
    said += [(int(n), None, None) for text in (*quotes, allowed) for n in _BARE_YEAR.findall(text)]  # a column's name
    for m in moments(line):
        asked = (m.year, m.month, m.day)
        if not any(all(a is None or a == s for a, s in zip(asked, one, strict=True)) for one in said):
            return False
    return True


def amounts_stand(line: str, quotes: Sequence[str], computed: Sequence[str] = (), allowed: str = "") -> bool:
    """Whether each amount with its unit stands in a quote (80여 명 says 80명, 1,240만 says 12,400,000)."""
    said = {(q.value, q.unit) for text in (*quotes, allowed) for q in quantities(text)}
    values = {v for v, _ in said}
    bare = {_plain(n) for text in quotes for q in quantities(text) if not q.unit for n in _NUMBER.findall(q.text)}
    known = {_plain(c) for c in computed}
    dated = _years(quotes, allowed)
    for q in quantities(re.sub(r"\[\d+\]", "", line)):
        written = {_plain(n) for n in _NUMBER.findall(q.text)}
        if written <= bare | known:
            continue  # a cell whose unit its table gives
        if not q.unit and written <= dated:
            continue
        if (q.value, q.unit) in said or (q.unit == "" and q.value in values):
            continue
        if q.value not in values or any(u for v, u in said if v == q.value and u):
            return False
    return True


def names_stand(line: str, quotes: Sequence[str], allowed: str = "") -> bool:
    """Whether quoted names and words in Latin letters of a line stand in a quote or in `allowed`."""
    around = fold(" ".join((*quotes, allowed)))
    names = [m[1] for m in _QUOTED.finditer(line)] + re.findall(r"[A-Za-z][A-Za-z0-9-]{2,}", line)
    return all(fold(n) in around for n in names)
