"""Which things of a table rose or fell between two years, how many they are, and which moved most.

「전년보다 수술 건수가 줄어든 과는 어디인가요?」 · 「2021년에 비해 가장 많이 늘어난 항목은?」
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.choosing.matching import Match
from rag.answering.composing import counter, sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import is_whole, split_year
from rag.answering.facts.wordsets import Floats
from rag.answering.reckoning.arithmetic import Operand
from rag.answering.reckoning.series import ASKS_YEAR, gap_of, grew
from rag.asking.wording import LATELY
from rag.layout.dating import years_back
from rag.questions import Query

_UP = r"늘어난|늘은|늘린|오른|올라간|증가한|상승한|높아진|커진|많아진|좋아진|개선된|뛴"
_DOWN = r"줄어든|줄은|줄인|떨어진|내린|내려간|감소한|하락한|낮아진|작아진|적어진|나빠진"
_MOVED = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?!이유|까닭|원인|배경|계기|때|해[는가에]|연도|시기|폭|만큼|뒤|후|이후|다음|데)[가-힣·\s]{{1,12}}?"
    r"(?:은|는|이|가|을|를|만|들|도)?\s?(?:\?|$|모두|전부|다\s|어디|어느|어떤|무엇|뭐|뭔|누구|몇|알려|말해|있)"
)
_MOST = re.compile(r"(?:가장|제일|젤)\s?(?:많이|크게|높이|눈에|적게|조금|덜)?\s?$")
_HOW_MANY = re.compile(r"몇\s*(?:개|가지|곳|명|군데|팀|종|건)|개수|how many")
SAID = 0.45  # strength from which a word counts as said


def asks_moved(question: str) -> bool:
    """Whether a question asks which things rose or fell."""
    return bool(_MOVED.search(question))


def moved(query: Query, match: Match, found: Sequence[Operand]) -> Draft:
    """Those of one table that rose, or fell, as the question asks; NOTHING where it asks for none, says more than the
    table does, or the two years are not told. `found` are amounts of all years."""
    m = _MOVED.search(query.text)
    if m is None or len(query.years) > 2 or ASKS_YEAR.search(query.text[m.end("up" if m["up"] else "down") :]):
        return NOTHING
    up = bool(m["up"])
    told = [w for w, word in enumerate(match.words) if not (word.generic or word.verb)]
    nouns = [w for w in told if not m.start() <= match.words[w].start < m.end()] or told
    needed = [w for w in nouns if not match.words[w].asks] or nouns
    tables: dict[tuple[int, str, str], dict[str, dict[int, Operand]]] = {}
    for o in found:
        if o.fact.year and o.fact.attribute and not is_whole(o.fact.label):
            key = (o.fact.group, o.unit, split_year(o.fact.attribute)[1])
            tables.setdefault(key, {}).setdefault(o.label, {}).setdefault(o.fact.year, o)
    filing = [w for w, word in enumerate(match.words) if not word.verb and w not in nouns]
    pairs: list[tuple[Operand, Operand]] = []
    score = 0.6
    for table in tables.values():
        rows = [o.row for of in table.values() for o in of.values()]
        strengths = match.strengths[:, rows].max(1)
        between = _between(query, table)
        if len(table) < 2 or between is None or not nouns or any(strengths[w] < SAID for w in needed):
            continue
        said = _mean(match, nouns, strengths) + (0.2 * _mean(match, filing, strengths) if filing else 0)
        both = [(of[between[0]], of[between[1]]) for of in table.values() if set(between) <= set(of)]
        if said > score and len(both) > 1:
            pairs, score = both, said
    chosen = [(a, b) for a, b in pairs if (b.value > a.value if up else b.value < a.value)]
    if not chosen:
        return NOTHING
    if _MOST.search(query.text[: m.start()]):
        furthest = max(abs(b.value - a.value) for a, b in chosen)
        chosen = [(a, b) for a, b in chosen if abs(b.value - a.value) == furthest]
    return _told(query, chosen, up)


def _mean(match: Match, words: Sequence[int], strengths: Floats) -> float:
    """How far some words are said, weighted."""
    weights = match.weights[list(words)]
    return float(weights @ strengths[list(words)] / max(float(weights.sum()), 1e-6))


def _between(query: Query, table: dict[str, dict[int, Operand]]) -> tuple[int, int] | None:
    """The two years that are compared: those asked for, one and the one before it (전년보다), one and the last, or the
    last two of the table."""
    years = sorted({year for of in table.values() for year in of})
    back = years_back(query.text)
    if len(query.years) == 2:
        both = query.years
    elif query.years and (LATELY.search(query.text) or query.years[0] == years[-1]):
        both = (query.years[0] - back, query.years[0])
    elif query.years:
        both = (query.years[0], years[-1])
    else:
        both = (years[-1] - back if back > 1 else years[0] if len(years) == 1 else years[-2], years[-1])
    return (both[0], both[1]) if both[0] != both[1] and set(both) <= set(years) else None


def _told(query: Query, chosen: Sequence[tuple[Operand, Operand]], up: bool) -> Draft:
    macros = sentences(query.language)
    lines, computed, steps = [], [], []
    for a, b in chosen:
        number, written = gap_of(a, b)
        told = [f"{o.fact.year}년 {o.text}" for o in (a, b)]
        text = macros.change(a.label, *told, written, grew(up, a.unit, query.language))
        lines.append(Line(text, tuple(Proof.of(o.fact) for o in (a, b))))
        computed.append(number)
        steps.append(f"{b.text} − {a.text} = {'' if up else '−'}{written}")
    if _HOW_MANY.search(query.text):
        text = macros.counted(len(chosen), counter(query.text)) + ", ".join(a.label for a, _ in chosen)
        proofs = tuple(Proof.of(o.fact) for pair in chosen for o in pair)
        return Draft("answered", (Line(text, proofs),), (str(len(chosen)),), tuple(steps), 1.0)
    return Draft("answered", tuple(lines), tuple(computed), tuple(steps), 1.0)
