"""Lists that no block of a document is by itself, found by the words that announce them.

「기능 세 가지를 더했다.」 with bullets below  list named by that sentence
「첫째, …」 「둘째, …」 「셋째, …」          list of a section, or of what announces it (「목표는 세 가지이다.」)
「두 가지를 따졌다. 하나는 … 다른 하나는 …」 the same
「Q1. …」 「Q2. …」 under a line of their own list named by that line
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rag.types import Document, Fact, Span

_ANNOUNCES = re.compile(r"다음|아래|같다|가지|[:：]$|이렇다|있다\.?$")
_BULLET = re.compile(
    r"[-+•·∙▪■□◇◆○●◦▶▷►➤‣☞✓✔①-⑳]|\*(?!\*)|\d{1,2}[.)](?=\s|$)|\(\d{1,2}\)(?=\s|$)|[가나다라마바사아자차카타파하][.)](?=\s|$)"
)
_POINT = re.compile(rf"(?![□■◆])(?:{_BULLET.pattern})")  # paragraphs of papers open with these marks
_ORDINALS = ("첫", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})(?:째|\s번째)(?:는|로|,|\s)")
_ONE, _OTHER = (
    re.compile(r"(?:그\s)?(?:하나|한\s가지)는\s"),
    re.compile(r"(?:또\s)?(?:다른|나머지|또)\s(?:하나|한\s가지)는\s"),
)
_IN_TURN = (
    re.compile(r"(?:우선|먼저|첫\s?번째로)(?:는)?,?\s"),
    re.compile(r"(?:다음으로|그다음으로|이어서?|또한?|아울러|그리고|두\s?번째로)(?:는)?,?\s"),
    re.compile(r"(?:마지막으로|끝으로|세\s?번째로)(?:는)?,?\s"),
)
_SEVERAL = re.compile(r"(?:[두세네]|다섯|여섯|일곱|\d)\s?(?:가지|개|곳|방향|단계|축|원칙)")
_APART = 3  # sentences that may explain the one before the other
_QUESTION = re.compile(r"^[ \t]*(Q\s?\d{1,2}\s?[.):]\s*\S.*)$", re.M)
QUESTIONS = "질문"  # what a list of Q1., Q2. is called besides


def gathered(document: Document, facts: Sequence[Fact]) -> list[Fact]:
    """The lists, and the items that are no facts yet; ids go on from those of `facts`, which are all of the document's."""
    found: list[Fact] = []
    first = facts[0].id if facts else 0
    text = document.text
    for one in (
        *_introduced(text, facts),
        *_ordinals(facts, text),
        *_in_turn(facts, text),
        *_one_and_other(facts, text),
        *_asked(text, facts),
    ):
        items = [m if m.id >= 0 else replace(m, id=first + len(facts) + len(found) + i) for i, m in enumerate(one[1])]
        found += [m for m, old in zip(items, one[1], strict=True) if old.id < 0]
        ids = tuple(m.id for m in items)
        found.append(replace(one[0], id=first + len(facts) + len(found), members=ids))
    return found


def _list(text: str, intro: Fact, members: Sequence[Fact], label: str, parent: str) -> tuple[Fact, Sequence[Fact]]:
    span = Span(members[0].start, max(m.end for m in members))
    made = replace(
        intro,
        kind="list",
        chunk=members[0].chunk,
        start=span.start,
        end=span.end,
        value=span,
        label=label,
        parent=parent,
    )
    return replace(made, group=0, rank=0, unit="", attribute=""), members


def _introduced(text: str, facts: Sequence[Fact]) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Bullets straight below a sentence or field that announces them."""
    told = sorted((f for f in facts if not f.members), key=lambda f: (f.start, -f.end))
    for i, intro in enumerate(told):
        if intro.kind not in ("sentence", "value") or _bullet(text, intro, _POINT):
            continue
        members: list[Fact] = []
        at = intro.end
        for f in told[i + 1 :]:
            if f.start < at:
                continue
            between = _BULLET.sub("", text[at : f.start].strip(), count=1)
            if between.strip() or f.section != intro.section or f.kind == "sentence":
                break
            if f.kind != "item" and not _bullet(text, f, _BULLET):
                break
            members.append(f)
            at = f.end
        words = " ".join(text[intro.start : intro.end].split())
        close = members and "\n\n" not in text[intro.end : members[0].start]
        if len(members) > 1 and (close or _ANNOUNCES.search(words)):
            before = told[i - 1] if i and intro.kind == "sentence" else None
            near = before is not None and before.kind == "sentence" and before.section == intro.section
            said = text[before.start : before.end] if before is not None and near else ""
            yield _list(text, intro, members, words, f"{intro.parent} {said}".strip())


def _bullet(text: str, fact: Fact, mark: re.Pattern[str]) -> bool:
    """Whether the line that a fact stands in opens with a mark, and so is an item of a list by its form."""
    line = text.rfind("\n", 0, fact.start) + 1
    return bool(mark.match(text[line : fact.end].lstrip()))


def _ordinals(facts: Sequence[Fact], text: str) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Sentences of a section that count 첫째, 둘째, 셋째."""
    counted = [(f, m[1]) for f in facts if f.kind == "sentence" and (m := _ORDINAL.match(text[f.start : f.end]))]
    for _, group in groupby(counted, key=lambda c: (c[0].document, c[0].section, c[0].parent)):
        run = [f for (f, word), expected in zip(group, _ORDINALS, strict=False) if word == expected]
        if len(run) > 1:
            label = run[0].parent or (run[0].section[-1] if run[0].section else "")
            said, before = _announced(facts, run[0], text)
            yield _list(text, run[0], run, said or label, f"{run[0].parent} {before}".strip())


def _in_turn(facts: Sequence[Fact], text: str) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Sentences behind one that announces several things, which tell them one after the other."""
    told = [f for f in facts if f.kind == "sentence"]
    first, onward, last = _IN_TURN
    for i, one in enumerate(told):
        said, before = _announced(facts, one, text) if first.match(text, one.start) else ("", "")
        run = [one]
        for f in told[i + 1 :] if said else ():
            if not any(p.match(text, f.start) for p in (onward, last)) or "\n\n" in text[run[-1].end : f.start]:
                break
            run.append(f)
            if last.match(text, f.start):
                break
        if len(run) > 1:
            yield _list(text, one, run, said, f"{one.parent} {before}".strip())


def _one_and_other(facts: Sequence[Fact], text: str) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Two sentences of a paragraph that tell one thing and the other of two that are announced."""
    told = [f for f in facts if f.kind == "sentence"]
    for i, one in enumerate(told):
        if not _ONE.match(text, one.start):
            continue
        other = next((f for f in told[i + 1 : i + 2 + _APART] if _OTHER.match(text, f.start)), None)
        said, before = _announced(facts, one, text)
        if said and other is not None and "\n\n" not in text[one.end : other.start]:
            yield _list(text, one, (one, other), said, f"{one.parent} {before}".strip())


def _announced(facts: Sequence[Fact], first: Fact, text: str) -> tuple[str, str]:
    """The sentence of a paragraph that announces several things of which `first` is one, and the one before it; empty
    where none does."""
    at = first.id - facts[0].id
    above = [f for f in facts[max(0, at - 8) : at] if f.kind == "sentence" and "\n\n" not in text[f.end : first.start]]
    words = [text[f.start : f.end] for f in above[-2:]]
    if not words or not _SEVERAL.search(words[-1]):
        return "", ""
    return words[-1], "".join(words[:-1])


def _asked(text: str, facts: Sequence[Fact]) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Numbered questions below a line that says whose they are."""
    told = sorted((f for f in facts if not f.members), key=lambda f: f.start)
    known = {(f.start, f.end): f for f in told}
    lines = [Span(*m.span(1)) for m in _QUESTION.finditer(text)]
    runs: list[list[Span]] = []
    for line in lines:
        if runs and not text[runs[-1][-1].end : line.start].strip():
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        above = [f for f in told if f.end <= run[0].start and not text[f.end : run[0].start].strip()]
        if len(run) < 2 or not above:
            continue
        intro = above[-1]
        words = text[intro.start : intro.end].strip()
        made = replace(intro, id=-1, kind="item", label="", parent=words, group=0)
        items = [known.get((s.start, s.end)) or replace(made, start=s.start, end=s.end, value=s) for s in run]
        yield _list(text, intro, items, f"{words} {QUESTIONS}", intro.parent)
