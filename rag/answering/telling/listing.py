"""The cells of one column, row by row, where a question asks for all places, people or times of what a table is about.

「집단면접은 어디어디서 했어?」, where a table of the interviews has a column 장소.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.questions import Query
from rag.types import Document, Fact

_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"어디\s?어디|어느\s?(?:곳|지역)들|(?:장소|위치|지역|곳)(?:들(?:은|을|이)|(?:을|를)?\s?(?:다|모두|전부))"
        ),
        re.compile(r"장소|위치|지역|소재지|주소|개최지|곳|place|venue|location", re.I),
    ),
    (
        re.compile(
            r"누구\s?누구|역대\s[가-힣]{2,8}(?:들|\s(?:이름|명단|성함))|역대\s[가-힣]{2,8}(?:은|는|을|를)\s?(?:모두|전부|다|순서대로|차례로|누구|알려)|(?:담당자|강사|책임자|참여자)(?:들(?:은|을|이)|(?:을|를)?\s?(?:다|모두|전부))"
        ),
        re.compile(r"담당자|책임자|강사|성명|이름|위원|발표자|대표자?", re.I),
    ),
    (
        re.compile(r"언제\s?언제|(?:일정|날짜|일시)(?:들(?:은|을|이)|(?:을|를)?\s?(?:다|모두|전부))"),
        re.compile(r"일시|일정|날짜|일자|기간|시기|date", re.I),
    ),
)
SAID = 0.85  # strength from which a table's place says a word
MOST = 20  # rows


def column(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """The cells of the one column of that kind whose table says every noun of the question in all its rows; NOTHING
    where none or several do."""
    wanted = [head for asks, head in _KINDS if asks.search(query.text)]
    nouns = [w for w, word in enumerate(match.words) if not (word.asks or word.generic or word.verb)]
    if not wanted or not nouns:
        return NOTHING
    columns: dict[tuple[int, str], list[tuple[int, Fact]]] = {}
    for row, i in enumerate(match.ids):
        f = facts[int(i)]
        if f.kind == "value" and f.attribute and any(head.search(f.attribute) for head in wanted):
            columns.setdefault((f.group, f.attribute), []).append((row, f))
    about = [
        cells
        for cells in columns.values()
        if 1 < len(cells) <= MOST and (match.strengths[nouns][:, [row for row, _ in cells]] >= SAID).all()
    ]
    if len(about) != 1:
        return NOTHING
    macros = sentences(query.language)
    lines = []
    for _, f in about[0]:
        words = tidy(documents[f.document].text[slice(*f.value)])
        lines.append(Line(macros.named(tidy(f.label), words), (Proof.of(f),)))
    return Draft("answered", tuple(lines), confidence=1.0)
