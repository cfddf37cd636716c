"""By what an amount is counted (하루에, 한 사람당, 매달), so that one counted by the day answers 「하루에 얼마」."""

from __future__ import annotations

import re

_RATES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("hour", r"(?:한|1|매)\s?시간(?:에|당|마다|\s)|시급|시간당|매시간|an hour|per hour|hourly"),
        ("day", r"하루|(?<!\d)1일|일당|매일|날마다|a day|per day|daily"),
        ("week", r"(?:한|1|매)\s?주(?:일|에|마다|당|\s)|매주|주당|주\s\d회|a week|per week|weekly"),
        (
            "month",
            r"(?:한|1)\s?(?:달|개월)(?:에|당|마다|\s)|매[달월]|달마다|월\s(?=\d)|월[급세](?=[은는이가을를도로]|\s(?:얼마|평균)|\s?[?]?$|\s\d)|a month|per month|monthly",
        ),
        ("year", r"(?:한\s?해|1년|일\s?년)(?:에|마다|\s)|매년|해마다|연간|연봉|연\s(?=\d)|a year|per year|annual"),
        ("head", r"(?:한|1)\s?(?:사람|명|인)(?:에|당|마다|\s)|1인당|인당|명당|per person|each person"),
        ("home", r"(?:한|1)\s?(?:가구|집)(?:에|당|마다|\s)|가구당|per household"),
        ("time", r"(?:한|1)\s?(?:번|회)(?:에|당|마다|\s)|회당|매회|each time|per visit"),
    )
)


def rates_in(text: str) -> frozenset[str]:
    """The ways of counting that a text names; empty for none."""
    lower = text.lower()
    return frozenset(name for name, pattern in _RATES if pattern.search(lower))
