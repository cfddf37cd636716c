"""Names that a report gives to a thing of a class, in quotes right behind the class: 「공유부엌 ‘한솥’」, 「소식지 “마루”」.

Where the name stands alone later, the class is meant as well: who asks what the shared kitchen costs is answered by
what 한솥 costs.
"""

from __future__ import annotations

import re

_GIVEN = re.compile(
    r"(?P<of>(?:[가-힣A-Za-z]{2,}\s)?[가-힣A-Za-z]{2,})(?:\s?[‘“「『]|\s['\"])(?P<name>[가-힣A-Za-z0-9][^'’”\"」』\n]{1,14})['’”\"」』]"
)
# Words before a name that are no class of things: with a particle or the ending of a verb.
_NO_CLASS = re.compile(
    r"(?:[은는을를의에와과로도만]|에서|에게|부터|까지|보다|처럼|하고|이나|라는|이란|[가-힣](?:이|가)|[가-힣]*[한된던인린든운진친낸난긴킨쓴온간할될울릴]|[가-힣]+(?:며|면|고|서|게|어|아|여|해|히|다)|이하|이상|함께|동안|가운데|지금|훗날|오늘|당시|이후|이전|다음|바로|또는|그리고|일명|가칭)$"
)
_CLASS_AFTER_ALL = re.compile(
    r"(?:제도|회의|놀이|학과|도로|통로|지도|작가|평가|안내인|법인|부인|노인|시인|주인|기관|회관|공간|민간|구간|사진|병원|공원|정원|회원|직원|연구원|동아리|놀이터|인형극|기부금|거리|잔치|꾸러미|이야기|장어|언어|용어|은어|표어|참고서|안내서|보고서|도서|부서|순서|광고|창고|보고|사고|가게|집게|축제)$"
)
_GRADE = re.compile(
    r"(?:최?우수|우량|양호|보통|미흡|좋음|나쁨|관심|주의|경계|심각|부?적합|합격|탁월|높음|낮음|[A-Z])$"
)  # what came out
_SENTENCE = re.compile(r"[다요까][.!?]?$")


def nicknames(text: str) -> dict[str, str]:
    """Names in quotes and the class that each stands behind, the first time that it does."""
    found: dict[str, str] = {}
    for m in _GIVEN.finditer(text):
        words = m["of"].split()
        if _no_class(words[-1]) or _SENTENCE.search(m["name"]) or _GRADE.match(m["name"]):
            continue
        of = words[-1] if len(words) > 1 and _no_class(words[0]) else m["of"]
        found.setdefault(m["name"].strip(), of)
    return found


def classes_in(said: str, named: dict[str, str]) -> list[str]:
    """The classes of what a text calls by name, where it does not say them itself."""
    return [of for name, of in named.items() if of not in said and re.search(rf"(?<![가-힣]){re.escape(name)}", said)]


def _no_class(word: str) -> bool:
    return bool(_NO_CLASS.search(word)) and not _CLASS_AFTER_ALL.search(word)
