"""The clauses of a sentence that could stand alone, and how one of them is told as a sentence of its own.

「신청률이 75.7%로 상승했으며, 전화는 12.1% 감소했다.」 is two: each has a subject and a predicate, and joins the other by an
ending that only adds (며, 고) or sets against (으나, 지만, 는데). Endings that make one the condition or the cause of the
other (면, 아서, 도록) bind: they are never cut. Nor is what somebody is reported to have said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answering.spans.quantities import moments
from rag.korean import Korean, Morpheme
from rag.types import Span

_ADDING = ("며", "으며", "고")
_AGAINST = ("나", "으나", "지만", "는데", "ᆫ데", "은데")
_REPORTING = re.compile(r"(?:[다라자냐]고|[다라]며|[다라]면서)$")
_POINTING = re.compile(
    r"(?:^|\s)(?:이|그|저|이들|그들|이는|이에|이를|이곳|그곳|여기|거기|그중|이중|그동안|나머지|반면)(?=[은는이가를의에도,]?\s)"
)
_OPEN, _CLOSE = "‘“「『([<", "’”」』)]>"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, by its place there. `subject` is the noun that it is about; `against`: the next clause
    limits it."""

    start: int
    end: int
    subject: Span
    against: bool = False


def clauses(sentence: str, korean: Korean) -> tuple[Clause, ...]:
    """The clauses in order; one for a sentence that cannot be cut. The mark between two belongs to neither."""
    found = korean.morphemes(sentence)
    if "\n" in sentence:
        return (Clause(0, len(sentence), _topic(found) or Span(0, 0)),)
    inside = _inside(sentence)
    last_report = max((i for i, m in enumerate(found) if m.tag == "EC" and _REPORTING.search(m.form)), default=-1)
    cuts = [i for i in range(max(0, last_report + 1), len(found) - 1) if _cuts(found, i) and not inside[found[i].start]]
    edges = [-1, *cuts, len(found) - 1]
    parts: list[Clause] = []
    begin = 0
    for a, b in pairwise(edges):
        run = found[a + 1 : b + 1]
        subject = _topic(run)
        if parts and not _has_subject(run):  # no sentence of its own: it goes on with what was said
            before = parts.pop()
            parts.append(Clause(before.start, found[b].end, before.subject, found[b].form in _AGAINST))
        else:
            start = run[0].start if run and parts else begin
            while start < len(sentence) and sentence[start] in ", ":
                start += 1
            end = len(sentence) if b == len(found) - 1 else found[b].end
            parts.append(Clause(start, end, subject or Span(start, start), found[b].form in _AGAINST))
    return tuple(parts)


def finished(sentence: str, clause: Clause, korean: Korean) -> str:
    """A clause as a polite sentence: 「상승했으며」 → 「상승했습니다.」"""
    text = sentence[clause.start : clause.end]
    run = [m for m in korean.morphemes(sentence) if clause.start <= m.start and m.end <= clause.end]
    if not run or run[-1].tag != "EC":
        return korean.polite(text)
    first = len(run) - 1
    while first > 0 and run[first - 1].end >= run[first].start:
        if run[first - 1].tag.startswith(("SW", "SS", "SP", "J")):
            break
        first -= 1
        if run[first].tag.startswith(("N", "VV", "VA", "XR", "SL", "SN")):
            break
    ended = korean.join([(m.form, m.tag) for m in run[first:-1]] + [("습니다", "EF")])
    return sentence[clause.start : run[first].start] + ended + "."


def part_that_says(sentence: str, parts: Sequence[Clause], needed: Sequence[Sequence[Span]]) -> tuple[int, int]:
    """First and last of the fewest neighbouring clauses that hold one place of each of `needed`, and that can do
    without the others; all of them where that is so. An empty need is none."""
    whole = (0, len(parts) - 1)
    wanted = [places for places in needed if places]
    if len(parts) < 2 or not wanted:
        return whole
    for size in range(1, len(parts)):
        for first in range(len(parts) - size + 1):
            last = first + size - 1
            a, b = parts[first].start, parts[last].end
            holds = all(any(a <= s.start and s.end <= b for s in places) for places in wanted)
            if holds and _stands_alone(sentence, parts, first, last):
                return first, last
    return whole


def _stands_alone(sentence: str, parts: Sequence[Clause], first: int, last: int) -> bool:
    """Whether nothing outside some clauses limits them: no condition or date before, no pointing back, no 「but」 after."""
    if last < len(parts) - 1 and parts[last].against:
        return False
    if first == 0:
        return True
    before = sentence[: parts[first].start]
    own = sentence[parts[first].start : parts[last].end]
    if _POINTING.search(own) or re.search(r"[가-힣]면\s|(?:경우|때)(?:에는|는|,|에)?\s", before):
        return False
    opening = sentence[: parts[0].subject.end]
    return not moments(opening) or bool(moments(own[: max(1, parts[first].subject.end - parts[first].start)]))


def _cuts(found: Sequence[Morpheme], i: int) -> bool:
    """Whether a sentence may be cut after its morpheme `i`."""
    m, after = found[i], found[i + 1]
    if m.tag != "EC" or m.form not in (*_ADDING, *_AGAINST) or i == 0 or after.tag.startswith(("VX", "J", "E")):
        return False
    plain = m.form in ("며", "으며", "지만")
    return plain or after.tag == "SP" or found[i - 1].tag == "EP"


def _topic(run: Sequence[Morpheme]) -> Span | None:
    """The noun that the first particle of a subject or topic (새벽군이, 새벽군은, 새벽군에는) follows, with what is written
    together with it."""
    i = next((i for i, m in enumerate(run) if i and (m.tag == "JKS" or _topical(m))), 0)
    last = i - 2 if i > 1 and run[i - 1].tag.startswith("JK") else i - 1
    if i == 0 or not run[last].tag.startswith(("N", "S", "X")):
        return None
    first = last
    while first > 0 and run[first - 1].end == run[first].start and run[first - 1].tag.startswith(("N", "S", "X")):
        first -= 1
    return Span(run[first].start, run[last].end)


def _has_subject(run: Sequence[Morpheme]) -> bool:
    """Whether morphemes hold a subject of their own: not an adverb with 는 (2024년에는), nor one that only belongs to
    a clause before a noun (관련이 없다는 이유)."""
    for i, m in enumerate(run):
        if i == 0 or not run[i - 1].tag.startswith(("N", "S", "X")):
            continue
        ending = next((e for e in run[i + 1 :] if e.tag.startswith("E") and e.tag != "EP"), None)
        if _topical(m) or (m.tag == "JKS" and ending is not None and ending.tag != "ETM"):
            return True
    return False


def _topical(m: Morpheme) -> bool:
    return m.tag == "JX" and m.form in ("은", "는", "도")


def _inside(sentence: str) -> list[bool]:
    """For each character whether it stands in quotation marks or brackets."""
    depth, straight, result = 0, False, []
    for c in sentence:
        depth += c in _OPEN
        straight ^= c in "\"'"
        result.append(depth > 0 or straight)
        depth -= c in _CLOSE and depth > 0
    return result
