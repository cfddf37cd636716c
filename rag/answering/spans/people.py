"""Names of people by their form: a family name with two syllables beside a title (한가람 소장, 한가람 씨)."""

from __future__ import annotations

import re

from rag.korean import Korean
from rag.types import Span

FAMILY = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경피복태"
_TITLE = "씨|[가-힣]*(?:장|대표|이사|상무|전무|위원|교수|박사|작가|감독|기사|연구사|연구원|대리|주임|선임|책임|수석|사원|매니저|간사|의원|지사|군수|변호사|대변인)"
_TITLED = re.compile(rf"[{FAMILY}][가-힣]{{2}}(?=\s(?:{_TITLE})(?:[은는이가의,.(]|으로|로|께|였|입|$)|\s?씨)")
_MR = re.compile(
    r"(?<![가-힣])([가-힣]{2,4})\s?씨(?=[가는의와,.\s])"
    rf"|(?<![가-힣])([{FAMILY}][가-힣]{{1,2}}(?<![한된던은는인할린런]))\s(?:양|군|옹|여사|어르신|할머니|할아버지|선생|선생님|학생|어린이)(?=(?:은|는|이|가|의|와|과|을|를|에게)?[,.\s])"
)
_ENTERED = re.compile(rf"[{FAMILY}][가-힣]{{2}}(?=\s?\(|$)")
_SHORT = re.compile(rf"(?<![가-힣])([{FAMILY}])\s(?:{_TITLE})(?=[은는이가의,.\s])")
_TITLE_BEHIND = re.compile(rf"\s({_TITLE})(?=[은는이가의께한,.\s?]|$)")
_ENDING = "이었|이다|이며|이고|였|에게|으로|께서|에는"  # what follows a title and is no part of it
_NO_NAME = re.compile(
    r"(?:센터|본부|재단|협회|공사|공단|학교|대학|병원|은행|회사|기업|조합|학회|지점|점|[팀실과국부청])$|[^가-힣]"
)


def is_name(text: str) -> bool:
    """Whether a word alone has the form of a person's name."""
    return bool(re.fullmatch(rf"[{FAMILY}][가-힣]{{1,3}}", text)) and not _NO_NAME.search(text)


def titled(text: str, start: int) -> bool:
    """Whether a name with a title behind it begins at a place."""
    return bool(_TITLED.match(text, start))


def entered(value: str) -> list[Span]:
    """The name that a field or cell holds, alone or with more in brackets: 「문해린(2024년 2월 취임)」."""
    m = _ENTERED.match(value)
    return [Span(*m.span())] if m else []


def misters(text: str) -> list[Span]:
    """Names that 씨 follows, or another word for a person of some age (양, 군, 어르신)."""
    return [Span(*m.span(m.lastindex or 0)) for m in _MR.finditer(text)]


def names_in(words: str, korean: Korean) -> list[Span]:
    """Words of three or four syllables that a dictionary has as names or lacks, and that are no body's or place's."""
    found: list[Span] = []
    nouns = [m for m in korean.morphemes(words) if m.tag in ("NNP", "NNG")]
    for m in nouns:
        if found and found[-1].end == m.start and m.start - found[-1].start < 2:  # a family name by itself
            found[-1] = Span(found[-1].start, m.end)
        elif m.tag == "NNP" or not m.known:
            found.append(Span(m.start, m.end))
    return [s for s in found if 3 <= s.end - s.start <= 4 and not _NO_NAME.search(words[s.start : s.end])]


def shortened(text: str, before: str) -> list[str]:
    """Full names, as the text before last told them, of those that a text calls by family name and title (한 소장)."""
    found = []
    for family in dict.fromkeys(_SHORT.findall(text)):
        full = re.findall(
            rf"(?<![가-힣])({family}[가-힣]{{2}})(?:\s(?:{_TITLE})|\s?씨)(?:(?![가-힣]{{2}})|(?={_ENDING}))", before
        )
        found += full[-1:]
    return found


def for_short(family: str, behind: str, text: str) -> bool:
    """Whether a text without white space holds the full name, with its title, of whom a question calls by family name
    and title (한 소장). `behind` is what stands behind the family name in the question."""
    m = _TITLE_BEHIND.match(behind)
    if family not in FAMILY or m is None:
        return False
    at = text.find(m[1])
    while at >= 0:
        if at > 2 and text[at - 3] == family:
            return True
        at = text.find(m[1], at + 1)
    return False
