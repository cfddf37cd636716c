"""Who holds an office, as sentences tell it: 「본부장은 환경공학 박사 엄지수, …」, 「초대 관장은 교사로 일한 노경태였다」.

The name has a family name and two syllables, and stands where only a name does: right behind the title, or at the
end of what is said of it.
"""

from __future__ import annotations

import re

from rag.answering.spans.people import FAMILY
from rag.korean import Korean
from rag.questions import Query
from rag.types import Span

_PAST_TENSE = "".join(map(chr, range(0xAC00 + 20, 0xD7A4, 28)))  # syllables that end in ㅆ, as in 했
_NAME = rf"(?<![가-힣])(?P<name>[{FAMILY}][가-힣]{{2}}(?<![{_PAST_TENSE}]))"
_OFFICE = r"(?P<office>(?:[가-힣]+\s)?[가-힣]*(?:장|대표|이사|감독|위원|교수|반장|단장))"
_BESIDE = re.compile(
    rf"(?<![가-힣]){_OFFICE}\s{_NAME}(?=(?:은|는|이|가|의|께서|이다|였다|이었다|다)[\s.,]|[,.]|이며|이고|입니다)"
)
_SIGNED = re.compile(  # below a letter, where the syllables of a name may stand apart
    rf"^{_OFFICE}\s+(?P<name>[{FAMILY}](?P<gap>\s?)[가-힣](?P=gap)[가-힣])(?:\s+(?:올림|드림|배상))?$"
)
_SAID_OF = re.compile(
    rf"(?<![가-힣]){_OFFICE}(?:은|는|이|가|에는|으로는)\s[^,.]{{0,40}}?{_NAME}(?:\s씨)?(?=,|이다|였다|이었다|입니다|다\.|이며|이고|(?:\s(?:박사|교수|연구원|연구사|작가|선생|씨))?(?:이|가)\s(?:맡|이끌|취임|임명|선출|지[냈내]))"
)
_WHO = re.compile(r"누구|who\b", re.I)
_CALLED = re.compile("이름|성함|성명")
_FIRST = re.compile(
    r"(?:초대|최초|(?:맨\s)?처음|첫|첫\s?번째|제?1대)\s(?:[가-힣]+\s)?[가-힣]*(?:장|대표|이사|감독)(?![가-힣]*도\s?아)"
)
_FIRST_OF = re.compile(
    r"(?:첫(?:번째)?|최초의?|맨?처음|제?1대)[가-힣]{0,6}(?:장|대표|감독|이사)(?:[은는이가을를로]|에)"
)
_FORMER = re.compile(
    r"초대\s|전임\s|(?<![가-힣])전\s[가-힣]*장|당시\s.{0,20}(?:장|대표)\s|물러[났나난]|퇴임|사임|역임|은퇴했"
)
_PAST = re.compile(
    r"누구였|누구이었|누구셨|초대|전임|당시|역대|이전|물러|퇴임|사임|그만|첫|번째|\d대\s|who was|former|first"
)


def names_first(text: str) -> bool:
    """Whether a text without white space speaks of the first who held a post, by another word than 초대."""
    return bool(_FIRST_OF.search(text))


def holders(words: str, query: Query, korean: Korean) -> list[Span]:
    """Names of those who hold the office that a question is about; of a question in English, of any office."""
    said = [re.sub(r"\s", "", w.text) for w in query.words if not (w.asks or w.generic or w.verb) and len(w.text) > 1]
    morphemes = korean.morphemes(words)
    common = {(m.start, m.end) for m in morphemes if m.tag == "NNG" and m.known}
    done = [m.start for m in morphemes if m.tag in ("XSV", "XSA", "VV", "EP")]  # 설명했다 is no 설명했
    found = []
    for pattern in (_BESIDE, _SAID_OF, _SIGNED):
        for m in pattern.finditer(words):
            office = re.sub(r"\s", "", m["office"])
            verb = m["name"][-1] in "했였었았됐졌셨갔왔섰" or any(m.start("name") < at < m.end("name") for at in done)
            if verb or m.span("name") in common or not (query.language == "en" or any(s in office for s in said)):
                continue
            found.append(Span(*m.span("name")))
    return found


def of_another_holder(query: Query, words: str) -> bool:
    """Whether the question asks who holds an office now, or held it first, and a sentence tells another holder."""
    asks_who = bool(_WHO.search(query.text))
    if query.wanted != "person" or not (asks_who or _CALLED.search(query.text)):
        return False
    if _FIRST.search(query.text):
        return not _FIRST.search(words)
    former = _FORMER if asks_who else _FIRST
    return bool(former.search(words)) and not query.years and not _PAST.search(query.text)
