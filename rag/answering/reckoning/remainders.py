"""What is left of an amount, from two columns of one row: 「예산 중 쓰지 않고 남은 돈」, 「정원에서 모자라는 인원」.

And what an amount is against the one in brackets behind it, where the report says what the brackets hold (「괄호 안은
2023년」, 「78점(전년 75점)」).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from rag.answering.choosing.matching import Match
from rag.answering.composing import sentences, tidy
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.facts.cells import is_whole, split_year
from rag.answering.reckoning import changes
from rag.answering.reckoning.arithmetic import Operand, as_written, drafted
from rag.answering.reckoning.claimed import rise_claimed
from rag.answering.reckoning.operations import operands
from rag.answering.reckoning.series import grew
from rag.answering.spans.quantities import plain, quantities
from rag.asking.operating import operates
from rag.asking.wording import CHANGE
from rag.questions import Query
from rag.types import Document, Fact

_LEFT = re.compile(
    r"(?:쓰지|집행하지|사용하지|지출하지|채우지)\s?(?:않|못)|(?:덜|다\s못|못\s다|못)\s(?:쓴|쓰|집행|채[운우])|남은\s?(?:돈|예산|금액|액수|자리)|미집행|불용|집행\s?잔액|결원|빈\s?자리"
)
_GIVEN = re.compile(r"예산|정원|배정|편성|교부|한도")
_USED = re.compile(r"집행|지출|결산|사용|현원|충원")
_SHARE = re.compile("[율률]$|비율|비중")
_ASIDE = re.compile(
    r"[십백천만억]+|예산액?|정원|현원|돈|금액|집행액?|미집행액?|불용액?|잔액|결원|빈자리|자리|인원|한도|분야|부문"
)
_IN_BRACKETS = re.compile(r"괄호\s?안?(?:은|의\s[가-힣]{1,3}는?)\s?(?P<when>(?:19|20)\d\d년?|전년도?|작년|지난해)")
_BOTH = re.compile(r"\s*(?P<now>[\d.,]+\s?[^\s\d(]{0,4})\s?\((?P<then>[\d.,]+\s?[^\s\d)]{0,4})\)\s*")
_WITHIN = re.compile(  # 「78점(전년 75점)」, 「만족도(2022년 75점)」
    r"\s?\((?P<when>전년도?|작년|지난해|직전\s?연도|(?:19|20)\d\d년)(?:\s?말)?\s?:?\s(?P<then>[\d.,]+\s?[^\s\d)]{0,4})\)"
)
_YEAR_BEFORE = re.compile("전년|작년|지난해|1년|한 해")
WHOLE = 0.9  # share of a name that the question must say
SAID = 0.85  # strength from which a row says a word


class _Beside(NamedTuple):
    """An amount and the one in brackets: when that was, and whether the brackets say it themselves."""

    when: str
    now: str
    then: str
    within: bool


def left_over(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """What is left of what was given once what was used is taken off, in the one row that the question names, else
    in that of the total; NOTHING where it asks for no such thing or the table does not tell both."""
    if query.wanted != "number" or not _LEFT.search(query.text):
        return NOTHING
    rows: dict[tuple[int, str, int], list[Operand]] = {}
    for o in operands(match, facts, documents, replace(query, units=(), operation="none", threshold=None)):
        if o.fact.attribute and o.unit != "%" and not _SHARE.search(o.fact.attribute):
            rows.setdefault((o.fact.group, o.fact.label, o.fact.year or 0), []).append(o)
    names = _matter(query, match)
    found = []
    for ops in rows.values():
        given = [o for o in ops if _GIVEN.search(split_year(o.fact.attribute)[1])]
        used = [o for o in ops if _USED.search(split_year(o.fact.attribute)[1]) and o not in given]
        if len(given) != 1 or len(used) != 1 or given[0].unit != used[0].unit or given[0].value < used[0].value:
            continue
        if all(match.called[w, given[0].row] >= SAID for w in names) if names else is_whole(given[0].fact.label):
            found.append((given[0], used[0]))
    if len(found) != 1:
        return NOTHING
    pair = found[0]
    number, written = as_written(pair[0].value - pair[1].value, pair)
    text = sentences(query.language).rest(*(f"{o.label} {o.text}" for o in pair), written)
    return drafted(text, pair, [number], [f"{pair[0].text} − {pair[1].text} = {written}"])


def against_brackets(query: Query, match: Match, facts: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """By how much an amount differs from the one in brackets behind it or its name, or whether it rose as the question
    claims; NOTHING where the report does not say that the brackets hold the year before, or the question names no such
    amount."""
    up = rise_claimed(query)
    if not (changes.asked(query) or up is not None) or not (_YEAR_BEFORE.search(query.text) or query.years):
        return NOTHING
    names = _matter(query, match)
    asked = [w for w, word in enumerate(match.words) if word.asks]
    found = []
    for row, i in enumerate(match.ids):
        fact = facts[int(i)]
        if fact.kind != "value" or not (names or asked) or not (match.own[names or asked, row] >= SAID).all():
            continue
        told = _told_beside(fact, documents)
        plainly = told is not None and (told.within or (names and match.precision[row] >= WHOLE))
        if (
            told
            and plainly
            and (not query.years or any(str(y) in told.when or str(y - 1) in told.when for y in query.years))
        ):
            found.append((fact, told))
    if len(found) != 1:
        return NOTHING
    fact, told = found[0]
    now, then = (next(iter(quantities(words)), None) for words in (told.now, told.then))
    if now is None or then is None or now.unit != then.unit or now.value == then.value:
        return NOTHING
    gap = plain(abs(now.value - then.value)) + ("%포인트" if now.unit == "%" else now.unit)
    macros = sentences(query.language)
    did = grew(now.value > then.value, now.unit, query.language)
    text = macros.change(tidy(_WITHIN.sub("", fact.label)), f"{told.when} {told.then}", told.now, gap, did)
    if up is not None:
        text = (macros.yes if (now.value > then.value) == up else macros.no)(text)
    step = f"{told.now} − {told.then} = {plain(now.value - then.value)}"
    number = plain(abs(now.value - then.value))
    return Draft("answered", (Line(text, (Proof.of(fact),)),), (number,), (step,), 1.0)


def _told_beside(fact: Fact, documents: Mapping[str, Document]) -> _Beside | None:
    """An amount and the one of the year before, which the brackets themselves or a note of the section say that they
    hold."""
    words = documents[fact.document].text[fact.value.start : fact.value.end]
    if within := _WITHIN.search(fact.label) or _WITHIN.search(words):
        return _Beside(within["when"], _WITHIN.sub("", words).strip(), within["then"].strip(), True)
    both = _BOTH.fullmatch(words)
    when = _IN_BRACKETS.search(f"{fact.parent} {' '.join(fact.section)}") if both else None
    return _Beside(when["when"], both["now"].strip(), both["then"].strip(), False) if both and when else None


def _matter(query: Query, match: Match) -> list[int]:
    """The words that say what the amount is of."""
    return [
        w
        for w, word in enumerate(match.words)
        if not (word.verb or word.asks or word.generic or _ASIDE.fullmatch(word.text))
        and not operates(word.text, word.verb, word.name)
        and not CHANGE.fullmatch(word.text)
        and not _YEAR_BEFORE.match(word.text)
    ]
