"""A follow-up becomes a question that stands alone, from the conversation before it.

    「정책은?」 after 「정보화 비중은 얼마야?」             → 정책 비중은 얼마야?
    「장소는?」 after 「컨설턴트 교육은 언제 했어?」         → 컨설턴트 교육 장소는?
    「2023년은?」 after 「2024년 사업성과는?」              → 2023년 사업성과는?

A question that stands alone is never rewritten, and one of another subject drops what was before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.questions import ASKS, Query, QueryWord, understand
from rag.korean import Korean
from rag.types import Turn

_LEADING = re.compile(r"^(?:그럼|그러면|그렇다면|그런데|근데|그리고|또|아|음|혹시|and|then|so|what about|how about|but)\s*,?\s*", re.I)
_POINTING = re.compile(
    r"(?:그|이|저)\s?(?:곳|행사|교육|사업|제도|앱|카드|인증|캠프|시스템|기관|회사|때|사람|프로그램|서비스|박람회|상|것|거|건|중|게|분)(?:에서|에|은|는|이|가|을|를|의|도|들)?|거기(?:서|에서|에|는)?|여기서|그건|그게|그걸|그때|그중|이건|이게|\b(?:it|its|that|this|there|they|them|those|these)\b",
    re.I,
)
_BARE = re.compile(r"^(?P<topic>.{1,30}?)(?:은|는|이|가|도)(?:\s?요)?\s*[?？]?$")
_SAME = re.compile(r"^(?:왜|어째서|언제|어디서?|누가|누구랑?|얼마나?|몇\s*\S+|어떻게|when|where|who|why|how)\b")


def standalone(
    question: str,
    history: Sequence[Turn],
    korean: Korean,
    subjects: tuple[str, ...],
    siblings: Callable[[str, str], bool],
) -> str:
    """The question as it would be asked without a history; unchanged when it stands alone.

    `siblings(a, b)` says whether two words name things side by side in a report (정보화 and 정책 in one table), so
    that one takes the other's place. Earlier turns are resolved first, so that a chain of follow-ups holds.
    """
    previous = ""
    for turn in history:
        previous = _resolve(turn.question, previous, korean, subjects, siblings)
    return _resolve(question, previous, korean, subjects, siblings)


def _resolve(
    question: str, previous: str, korean: Korean, subjects: tuple[str, ...], siblings: Callable[[str, str], bool]
) -> str:
    if not previous:
        return question
    core = _LEADING.sub("", question.strip())
    now = understand(core, korean, subjects)
    before = understand(previous, korean, subjects)
    content = [w for w in now.words if not w.asks]
    pointing = _POINTING.search(core)
    bare = _BARE.match(core)
    if not pointing and not (bare and len(content) <= 3) and not _elliptic(core, now):
        return question
    if now.years and not content and not any(w.asks for w in now.words):
        return _other_year(core, previous, before)
    if now.operation in ("highest", "lowest") and not content and before.operation in ("highest", "lowest"):
        return _other_end(core, previous)
    if not pointing and len(content) >= 1 and (bare or now.interrogative):
        noun = bare["topic"] if bare else " ".join(w.text for w in content if not w.verb)
        if swapped := _swapped(core, noun, now, before, previous, siblings):
            return swapped
        if any(_strong(w) for w in content) and len(content) > 1:
            return question
    topic = _topic(before, previous, keep_head=not content or bool(pointing) or now.wanted not in ("any",))
    if not topic:
        return question
    rest = _POINTING.sub("", core, count=1).strip() if pointing else core
    said = {t for w in now.words for t in w.terms}
    lead = " ".join(w.text for w in topic if not set(w.terms) <= said)
    year = f"{before.years[0]}년 " if before.years and not now.years else ""
    return f"{year}{lead} {rest}".strip() if lead else f"{year}{rest}".strip()


def _elliptic(core: str, now: Query) -> bool:
    """Whether a question lacks what it is about: an interrogative and a verb, or a word or two of asking."""
    content = [w for w in now.words if not w.asks]
    nouns = [w for w in content if not w.verb]
    if now.language == "en":
        return len(nouns) == 0 or (len(nouns) <= 1 and len(core.split()) <= 3)
    return not nouns or (bool(_SAME.match(core)) and len(nouns) <= 1) or (len(core) <= 14 and len(nouns) <= 1 and now.interrogative is not None and now.wanted in ("date", "person", "place", "reason", "number", "organisation", "method"))


def _strong(word: QueryWord) -> bool:
    return word.name or len(word.text) >= 4


def _other_end(core: str, previous: str) -> str:
    """The previous superlative turned round: its words with the extreme of this question."""
    end = re.search(r"(?:가장|제일|젤)\s*[가-힣]+|최고|최저|highest|lowest|most|least", core)
    return re.sub(r"(?:가장|제일|젤)\s*[가-힣]+|최고|최저|highest|lowest|most|least", end.group() if end else "", previous, count=1)


def _other_year(core: str, previous: str, before: Query) -> str:
    """The previous question with the year of this one."""
    year = re.search(r"(?:19|20)?\d\d\s?년(?:도)?|(?:19|20)\d\d", core)
    if year is None:
        return previous
    if before.years:
        return re.sub(r"(?:19|20)\d\d(\s?년(?:도)?)?", year.group(), previous, count=1)
    return f"{year.group()} {previous}"


def _swapped(
    core: str, topic: str, now: Query, before: Query, previous: str, siblings: Callable[[str, str], bool]
) -> str:
    """The previous question with this one's topic in the place of the word that it stands beside in a report."""
    phrase = topic.strip()
    for w in [w for w in before.words if not w.asks and not w.verb]:
        if w.text != phrase and siblings(w.text, phrase):
            start, end = w.start, w.end
            mates = [o for o in before.words if o is not w and not o.asks and siblings(o.text, phrase) and abs(o.start - w.end) <= 1]
            for o in mates:  # 「근무시간/휴가」 is one place
                start, end = min(start, o.start), max(end, o.end)
            swapped = previous[:start] + phrase + previous[end:]
            return re.sub(rf"({re.escape(phrase)})(은|는|이|가)(?=\s|\?|$)", lambda m: m[1] + _particle(m[1], m[2]), swapped)
    return ""


def _particle(word: str, particle: str) -> str:
    from rag.korean import final_consonant

    closed = bool(final_consonant(word))
    return {"은": "은" if closed else "는", "는": "은" if closed else "는", "이": "이" if closed else "가", "가": "이" if closed else "가"}[particle]


def _topic(before: Query, previous: str, keep_head: bool) -> list[QueryWord]:
    """The words that the previous question was about, without those that asked."""
    nouns = [w for w in before.words if not w.verb and not w.asks and w.text not in ASKS]
    return nouns if keep_head or len(nouns) <= 1 else nouns
