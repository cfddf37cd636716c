"""What people say in several everyday words, by the one name that reports have for it: 막 들어온 직원 → 신입 직원.

Only turns of speech that mean the same in any report; single words are the business of `rag.synonyms`.
"""

from __future__ import annotations

import re
from functools import partial

from rag.korean import josa

_PARTICLES = {p: pair for pair in ("은/는", "이/가", "을/를", "과/와") for p in pair.split("/")}
_PARTICLE = r"(?P<particle>[은는이가을를과와](?=[\s?,]|$))?"
_WHO = r"(?:누구|누가|사람|분[은이]|이름|성함|인물)"  # a post has a first holder, a first 공장 has none
_PEOPLE = r"(?:사람|직원|사원|분)"
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + _PARTICLE), name)
    for pattern, name in (
        (r"(?<![가-힣])집에서\s?(?:도\s)?(?:일|근무|업무)(?=\s?(?:하(?!기)|할|해|한|봐|도\s?가능|가능))", "재택근무"),
        (
            r"(?<![가-힣])재택(?=(?:은|도|이)?\s?(?:돼|되[나는]|됨|됩|가능|하[나는]|할\s?수|해도|있[나어]))",
            "재택근무",
        ),
        (
            rf"(?:(?<=누가\s)|(?=[^?]*{_WHO}))(?<![가-힣])(?:(?:맨\s?)?처음(?:에|으로)?|최초(?:의|로)?|첫(?:\s?번째)?|제?\s?1대)\s(?:[가-힣]+의\s)?"
            r"(?=[가-힣]*(?:장|대표|감독|이사|총재|교수)(?:[은는이가을를의으직]|님|\s|\?|$))",
            "초대 ",
        ),
        (rf"(?<![가-힣])(?:이제\s)?(?:막|갓|새로)\s(?:들어온|들어간|입사한|뽑힌)\s(?={_PEOPLE})", "신입 "),
        (rf"(?<![가-힣])(?:그만둔|관둔|그만두고\s나간|때려치운|회사를?\s나간)\s{_PEOPLE}들?", "퇴사자"),
        (r"(?<![가-힣])술(?:을)?\s?(?:먹는|마시는)\s?자리", "회식"),
        (r"(?<=출장)\s?수당", "비"),
        (
            r"(?<![가-힣])(?:다른|딴)\s(?:지방|지역|동네|도시)(?:으)?로\s(?:보내|발령|옮[겨기])[가-힣]*(?:\s?(?:나|내)[요니]?)?",
            "순환근무 하나요",
        ),
        (r"정(?:직원|규직)(?:을|으로)?\s?(?:시켜|만들어|바꿔|올려)\s?(?=주|줘|준|줄)", "정규직으로 전환해 "),
    )
)


def named(question: str) -> str:
    """The question with such turns of speech by their name; the same where it has none."""
    for pattern, name in _NAMES:
        question = pattern.sub(partial(_fitted, name), question)
    return question


def _fitted(name: str, m: re.Match[str]) -> str:
    """A name with the particle that stood behind what it is for."""
    particle = m["particle"]
    return josa(name, _PARTICLES[particle]) if particle else name
