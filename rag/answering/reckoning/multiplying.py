"""How many in a day or a week, where a sentence tells how often and how many each time: 「하루 5회, 회당 40명」 → 200명."""

from __future__ import annotations

import re

from rag.answering.composing import sentences
from rag.answering.drafts import NOTHING, Draft, Line, Proof
from rag.answering.spans.quantities import number, plain
from rag.questions import Query
from rag.types import Fact

_DAILY = r"(?P<span>하루|1일|일주일|매일|매주|한\s주|한\s달|매월|주)"
_ASKED = re.compile(rf"(?<![가-힣]){_DAILY}(?:에|당|마다)?\s(?:[가-힣]+\s)?(?:몇|최대|모두|총|얼마)")
_OFTEN = re.compile(rf"(?<![가-힣]){_DAILY}(?:에)?\s(?P<times>\d+|[가-힣]{{1,2}}\s)(?P<unit>회|번|차례|타임)")
_EACH = re.compile(
    r"(?<![가-힣])(?:회당|한\s?(?:회|번|차례|타임)(?:에|당)?|1회(?:에|당)?|회차당|매회|매번|번마다|회마다)\s(?:최대\s|모두\s)?"
    r"(?P<number>\d[\d,]*)\s?(?P<unit>명|팀|대|마리|건|개|석|가구|인)"
)
_SAME = {"하루": "일", "1일": "일", "매일": "일", "일주일": "주", "매주": "주", "한 주": "주", "주": "주"}


def multiplied(query: Query, fact: Fact, sentence: str) -> Draft:
    """The product that a question asks for and a sentence tells the factors of; NOTHING for any other."""
    asked = _ASKED.search(query.text) if query.units else None
    if asked is None:
        return NOTHING
    often, each = _OFTEN.search(sentence), _EACH.search(sentence)
    if not often or not each or _span(often["span"]) != _span(asked["span"]):
        return NOTHING
    unit = "명" if each["unit"] == "인" else each["unit"]
    times, many = number(often["times"]), number(each["number"])
    if unit not in query.units or times is None or many is None:
        return NOTHING
    total = plain(times * many)
    whole = f"{often['times'].strip()}{often['unit']}"
    text = sentences(query.language).product(asked["span"], total + unit, whole, f"{each['number']}{unit}")
    step = f"{whole} × {each['number']}{unit} = {total}{unit}"
    return Draft("answered", (Line(text, (Proof.of(fact),)),), (total,), (step,), 1.0)


def _span(word: str) -> str:
    return _SAME.get(re.sub(r"\s+", " ", word), "월")
