"""How far an amount is from its target, where one sentence tells both: 「1,460가구가 신청해 목표인 900가구를 웃돌았다」."""

from __future__ import annotations

import re
from decimal import Decimal

from rag.answering.composing import predicate, sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.quantities import plain, quantities
from rag.questions import Query
from rag.types import Fact

_ASKED = re.compile(r"목표(?:치|량|액|값)?(?:보다|에\s비해|를|을|에)\s[^?]{0,16}(?:몇|얼마)")
_GOAL = re.compile(r"목표(?:치|량|액|값)?(?:인|였던|이던|로\s?(?:한|잡은|삼은|세운)|는|은|가|이|\s?\()?\s?$")


def against_target(query: Query, fact: Fact, sentence: str) -> Draft:
    """The difference of an amount and its target, both told in one sentence in the same unit; NOTHING for any other."""
    if query.language != "ko" or not _ASKED.search(query.text) or "목표" not in sentence:
        return NOTHING
    amounts = [q for q in quantities(sentence) if q.unit]
    goals = [q for q in amounts if _GOAL.search(sentence, 0, q.start)]
    if len(goals) != 1 or (query.units and goals[0].unit not in query.units):
        return NOTHING
    goal = goals[0]
    others = [q for q in amounts if q is not goal and q.unit == goal.unit]
    if len(others) != 1 or others[0].value == goal.value:
        return NOTHING
    one = others[0]
    tails = {q.text.lstrip("0123456789,. ") for q in (one, goal)}
    if len(tails) != 1:  # told in different scales
        return NOTHING
    tail = tails.pop()
    scale = goal.value / Decimal(re.sub(r"[^\d.]", "", goal.text).strip("."))  # 「만 명」 is told in tens of thousands
    number = plain(abs(one.value - goal.value) / scale)
    unit = "%포인트" if goal.unit == "%" else tail
    up = one.value > goal.value
    how = predicate(query.text, "ko", comparative=True, up=up, unit=goal.unit)
    told = sentences("ko").difference(one.text.strip(), f"목표({goal.text.strip()})", f"{number}{unit}", how)
    step = f"{one.text.strip()} - {goal.text.strip()} = {'' if up else '-'}{number}{unit}"
    return Draft("answered", (Line(told, (Proof.of(fact),)),), (number,), (step,), 1.0)
