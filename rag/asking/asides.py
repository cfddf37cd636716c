"""What a question says of its own asking, not of its matter: how the answer is to be told (솔직하게, 소수 첫째 자리까지 구해
주세요), on which scale (100점 만점에), of how many times each (한 회당), a year that stands beside its number (작년(2023년)).

No report says these words of the things that it tells, so they are no words to look for.
"""

from __future__ import annotations

import re

from rag.asking.wording import ASIDE, HELD, LATELY

# How the answer is to be told or reckoned.
_TOLD = re.compile(
    r"(?<![가-힣])(?:솔직(?:하게|히|한|하고)|솔까말?|정직하게|대충|대략|대강|얼추|어림(?:잡아|으로)?|딱|정확(?:하게|히)|구체적으로|상세(?:하게|히)"
    r"|간략(?:하게|히)|짧게|쉽게\s?(?=말|설명|풀)|한\s?마디로|한\s?줄로|요약(?:해서|하면|하자면)|결론만|핵심만|빨리|빠르게\s?(?=알|말)|참고로|일단|그니까"
    r"|쉽게\s?말해서?|막|딱히|특별히|굳이|혹여나?|궁금(?:해서|하네|함|한데|해|쓰)?)(?=[\s,.!?]|$)"
)
_ROUNDED = re.compile(
    r"소수(?:점)?\s?(?:이하\s?|아래\s?)?(?:첫|둘|셋|한|두|세|\d|[일이삼])\s?째?\s?자리(?:까지|에서|로)?(?:만)?|(?:반올림|올림|버림)(?:해서|하여|하면|해|한)?"
)
_RECKON = re.compile(
    r"(?:구해|계산해|셈해|따져|세어|세|헤아려)\s?(?:주|줘|줄|봐|보|달)[가-힣]*|(?<=[을를])\s?(?:구하면|구하라|구하시오|구해라|구해요)"
)
# The scale of a score, and what an amount is counted for.
_SCALE = re.compile(r"\d+(?:\.\d+)?\s?점?\s?만점(?:에서?|으로|중에?서?|기준(?:으로)?|인데|일\s?때|이면|\s?척도)?")
_EACH = re.compile(
    r"(?<![가-힣])(?:한\s?|1\s?|매\s?|각\s?)?(?:회|번|회차|차례|명|사람|인|곳|건|팀|조|반|달|월|해|대학|학교|기관|가구|개사)당(?=\s|$)"
)
# 「작년(2023년)」, 「2023년(작년)」: the year is told by its number.
_BESIDE = re.compile(
    r"(?:재작년|작년|지난해|올해|금년|전년도?)(?=\s?(?:\(|인\s|,\s?|곧\s|즉\s)?\s?(?:19|20)\d\d)|(?<=년\()(?:재작년|작년|지난해|올해|금년)(?=\))"
)
# The adverb of what is to come, or of how something began: the question's verb says what.
_COMING = re.compile(r"(?<![가-힣])(?:앞으로|나중에?는?|훗날|장차)(?=\s|$)")
# What is taken back: 「월급 아니 연봉」.
_TAKEN_BACK = re.compile(
    r"(?<![가-힣])[가-힣]{2,8}\s아니(?:,|지|라)?(?=\s[가-힣]{2,8}(?:은|는|이|가)?\s?(?:얼마|몇|언제|누|어디|어떻|뭐|무엇|좀|알|\?|$))"
)
# How people lead up to a question in English.
_LEADING_UP = re.compile(
    r"\bwhat(?:'s|’s|s| is) the (?:deal|story|scoop) with\b|\bi(?:'m| am|'d| would| was)? (?:wondering|curious|wonder|like to know)\b|\bany idea\b"
    r"|\bdo you (?:happen to )?know\b|\bjust (?:curious|wondering)\b|\bquick question\b|\b(?:can|could) you (?:check|look up|find out)\b",
    re.I,
)
# That it was decided, where the cause of what was decided is asked for.
_DECIDED = re.compile(
    r"(?<=[가-힣])\s(?:결정|결심|추진)(?:하게\s된|하게\s되었던|하게\s됐던|한|했던|된)(?=\s(?:직접적인\s|가장\s큰\s|주된\s)?(?:계기|이유|까닭|원인|배경|경위))"
)
_FIRST = re.compile(
    r"(?<![가-힣])(?:맨\s?)?처음(?:에|으로)?\s(?=(?:세[워웠우]|만들|생[겨겼기긴]|출범|설립|창립|개[관원소교]|문을?\s?[열연]))"
)
# How much of it is to be told: all, in order.
_WHOLE = re.compile(
    r"(?<![가-힣])(?:처음부터\s?끝까지|시작부터\s?끝까지|하나부터\s?열까지|빠짐없이|빠뜨리지\s?말고|차례차례|순서대로|한꺼번에|통째로)(?=[\s,.!?]|$)"
)
# Whose word for it the good and bad sides are: 「다니는 사람들이 꼽은 좋은 점」.
_IN_THEIR_WORDS = re.compile(
    r"(?<![가-힣])(?:(?:다니는|일하는|근무하는|재직\s?중인)\s)?(?:사람|직원|현직자|재직자|구성원)들?이\s(?:직접\s)?(?:꼽은|뽑은|말하는|말한|느끼는|느낀|생각하는|얘기하는|적은|쓴)\s(?=[가-힣]{1,3}\s?점(?![가-힣]*수)|장|단)"
)
_CAUSE = re.compile(r"(?<=[가-힣])\s(?:덕분|덕택|덕)(?:에|으로)(?=\s)")


def asides(text: str) -> list[tuple[int, int]]:
    """Places (half open, code points) in a question whose words are not looked for."""
    patterns = (
        LATELY,
        ASIDE,
        HELD,
        _TOLD,
        _ROUNDED,
        _RECKON,
        _SCALE,
        _EACH,
        _BESIDE,
        _COMING,
        _CAUSE,
        _TAKEN_BACK,
        _LEADING_UP,
        _DECIDED,
        _FIRST,
        _WHOLE,
        _IN_THEIR_WORDS,
    )
    return [m.span() for pattern in patterns for m in pattern.finditer(text)]
