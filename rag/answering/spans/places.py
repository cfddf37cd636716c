"""Where something is: towns and streets, buildings, everyday institutions, and what a place word in brackets tells."""

from __future__ import annotations

import re

from rag.asking import frames
from rag.korean import Korean
from rag.questions import Query
from rag.types import Span

_LAND = r"특별시|광역시|특별자치시|특별자치도|(?<=[가-힣]{2})시|도|군|구|읍|면|동|리|로|길|역|섬|항"  # 여주시, not 푸시
_PLACE = re.compile(rf"[가-힣]+(?:{_LAND})(?=\s|[,.)]|에|의|과|와|$)")
_ADDRESS = re.compile(
    r"(?:[가-힣]+[시도군구읍면동리]\s)*[가-힣\d]+[로길]\s?\d+(?:-\d+)?(?![\d,.]*\s?(?:%|(?!에|입니|이며|이고|이다|번지)[가-힣]))(?:,?\s?\d+층)?"
)
_SEVERAL = re.compile(r"[가-힣]{2,}\s\d+\s?(?:곳|개소|군데)(?=에|$|[,.\s])")  # 「지역아동센터 9곳에」
_BUILDING = re.compile(
    r"[가-힣A-Za-z]*\s?호텔(?:\s[가-힣]+)?|[가-힣]+(?:회관|공원|광장|체육관|경기장|캠퍼스|공연장|미술관|박물관|도서관|시험장|앞바다|연수원|강당|컨벤션센터|산단)|코엑스|킨텍스"
)
# What everybody has nearby, by its kind; it is a place where something is done in it or turned to it.
_EVERYDAY = re.compile(
    r"[가-힣·]*(?:우체국|보건소|사무소|주민센터|복지센터|복지관|경로당|어린이집|유치원|학교|대학|병원|의원|약국|은행|경찰서|소방서|파출소|지구대|세무서|법원"
    r"|시청|구청|군청|도청|교육청|시장|마트|백화점|공장|농장|터미널|공항|정류장|주차장|식당|카페|서점|극장|영화관|숙소|기숙사|본원|분원|본사|지사|지점|본점"
    r"|매장|창구|접수처|안내소|매표소|상담소|관리소|상담실|회의실|강의실|교육장|사무실|실험실|열람실|로비|누리집|홈페이지|가정|자택)(?=에서|에(?=\s)|에서만|에만|으로\s|로\s)"
)
_WHEREABOUTS = re.compile(r"위치|주소|소재지|어디에?\s?(?:있|자리)")
# Where something was done, and a place that only says which noun is meant (서울에 있는 학사, 충청북도 내 기업).
_DONE_AT = re.compile(
    r"어디(?:에서|서)?\s?(?:했|하|한|해|열|개최|진행|치러|치렀)|(?:열린|한|개최된|진행된)\s(?:곳|장소)"
)
_OF_A_NOUN = re.compile(r"에\s(?:있는|위치한|사는|자리한|소재한)|\s?(?:내|소재|출신|지역|소속|관내)(?=[\s의])")
_WHICH_PART = re.compile(r"어느\s?([구군동읍면역층])(?=에|의|이|인|\s|\?)")
_DOER = re.compile(
    r"(?:줄어든|줄은|늘어난|늘은|오른|내린|떨어진|받은|얻은|딴|뽑힌|꼽힌|선정된|빠진|앞선|뒤진)\s(?:곳|데)[은이]?\s?어디|어디(?:가|이|랑|와|하고)|어디(?:에서|서)(?!.*(?:열|있|위치|개최|진행|했|해\b|모이|모여))"
)


def asks_whereabouts(query: Query) -> bool:
    """Whether the question asks for an address."""
    return bool(_WHEREABOUTS.search(query.text)) or frames.whereabouts(query)


def asks_doer(query: Query) -> bool:
    """Whether 어디 asks for a body that does something (어디랑, 어디서 만들었나요)."""
    return bool(_DOER.search(query.text))


def places_in(words: str, sentence: bool, query: Query, korean: Korean) -> list[Span]:
    """Places that the words tell, as the question asks for them; with whom and by whom in a sentence is none."""
    proper = [m for m in korean.morphemes(words) if m.tag == "NNP"]
    found = [m.span() for m in _BUILDING.finditer(words)] + [(s.start, s.end) for s in _before_particles(words, korean)]
    found += [m.span() for m in _PLACE.finditer(words) if any(m.start() <= p.start < m.end() for p in proper)]
    found += [m.span() for m in _EVERYDAY.finditer(words)] if sentence else []
    if sentence and _DONE_AT.search(query.text):
        found = [(a, b) for a, b in found if not (_OF_A_NOUN.match(words, b) or _OF_A_NOUN.search(words, a, b))]
    if sentence:
        found = [(a, b) for a, b in found if not re.match(r"(?:와|과|은|는|이|가|을|를)(?=\s)", words[b:])]
    found += [m.span() for m in (*_ADDRESS.finditer(words), *_SEVERAL.finditer(words))]
    return [Span(a, b) for a, b in found]


def of_the_part(found: list[Span], words: str, query: Query) -> list[Span]:
    """Those of the kind of land that the question asks for (어느 구); all where it asks for none."""
    if kind := _WHICH_PART.search(query.text):
        return [s for s in found if words[s.start : s.end].rstrip().endswith(kind[1])]
    return found


def _before_particles(words: str, korean: Korean) -> list[Span]:
    """Proper nouns that 에서 or 에 follows, with those listed before them (서울, 일산 등에서)."""
    morphemes = korean.morphemes(words)
    found: list[Span] = []
    for i, m in enumerate(morphemes):
        if m.tag != "JKB" or m.form not in ("에서", "에", "서"):
            continue
        j = i - 1
        while j >= 0 and (
            morphemes[j].tag in ("NNP", "NNG", "NNB", "SP", "XSN", "SN", "SL", "SS", "JC")
            and m.start - morphemes[j].start < 40
        ):
            j -= 1
        run = morphemes[j + 1 : i]
        if any(n.tag == "NNP" or not n.known for n in run):
            found.append(Span(run[0].start, run[-1].end))
    return found
