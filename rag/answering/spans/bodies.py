"""Names of bodies and places in a text, by their form: how such names end, what particle follows, what stands before."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.asking import frames
from rag.korean import Korean
from rag.questions import Query
from rag.types import Span

_ORGANISATION = "원|부|청|처|공단|공사|재단|협회|센터|대학|대학교|위원회|은행|조합|회사|기업|그룹|법인|연합|공제회|진흥회|중앙회|상공회의소|컨소시엄|농협|수협|금고|건설|해운|물산|증권|보험|통신|전자|제약|화학|에너지|리서치|컨설팅|연구소|연구원|진흥원|학교|병원|시청|도청|교육청|구청|도|시|군|단체|학회|본부|공공기관|엔지니어링|연맹|연합회|사|학과|팀|국|과|실|박물관|도서관|극단|[가-힣]{2}단|협의체|협의회|포럼|연대|의료원|보건소|마트|조사단"
_BODIES = re.compile(
    "정부|회사|기업|학교|대학|병원|은행|법원|단체|협회|재단|조합|법인|학회|공공기관|연구소|[시구군도]청|[가-힣]{2,}청|[가-힣]*(?:교육|외교|통일|법무|국방|환경|노동|가족|교통|수산|안전|재정|복지|관광|식품|자원|통신|벤처기업|보훈)부|[가-힣]*(?:안전|법제|인사혁신|보훈)처|[가-힣]*(?:산림|경찰|국세|관세|병무|기상|소방|특허|조달|통계|문화재|국가유산|관리|진흥|사업|개발|교육|해경)청"
)
_THE_BODY = re.compile("회사|기업|기관|단체|법인|업체|두 회사")
_MARKED_AFTER = re.compile("[은는이가의도]\\s")
_ENDS_BODY = re.compile(
    rf"{_ORGANISATION}|[가-힣]{{1,3}}(?:회사|조합|센터)|(?:출판|방송|여행|운송|제작|시공|개발|운영|건설|협력|자회|언론|신문|증권|보험|카드|통신|항공|제약|게임|투자|금융)사"
)  # as the last noun of a name; 제도 or 심사 ends none
_SUBJECT = re.compile(
    r"(?:['‘“\"]([가-힣A-Za-z·\s]{2,20})['’”\"]|(?<![가-힣A-Za-z])([가-힣A-Za-z·]{3,}))(?:\([^()]{1,20}\))?(?:이|가|에서)\s"
)
# Deeds that a question and a report may call by different verbs (제작한 회사, 「…이 만들었다」).
_DEEDS = (
    ("제작", "만들", "만든", "개발", "제조", "생산"),
    ("시공", "짓", "지었", "지은", "건설", "세우", "세웠", "세운"),
    ("공급", "납품"),
    ("운영", "위탁", "맡"),
)
_CHARGED = re.compile(r"(?:맡|담당|책임|도맡|주도|수행)")  # 「개발은 새솔이 맡았다」
_KIND = re.compile(
    r"(?:기업|회사|업체|기관|단체|은행|법인|대학|학교|병원|시설|협력사|파트너사?|스타트업|주관사|운영사)(?:\s?(?:중에?서?|가운데|인))?\s$"
)
_AFTER = re.compile(r"(?:의|이|가|은|는|와|과|도|에서|으로부터|로부터)(?=\s)|,|\s등")
_MARKED = re.compile(
    r"(?:㈜|\(주\)|주식회사\s)\s?(?P<a>[가-힣A-Za-z0-9&]{2,15}?)(?=은|는|이|가|을|를|와|과|의|에|,|\s|$)|(?P<b>[가-힣A-Za-z0-9&]{2,15})\s?(?:㈜|\(주\))"
)


def bodies_in(words: str, korean: Korean) -> list[Span]:
    """Names of bodies: words that end as such names do, without amounts (5개사), nouns before 과 (성과 협력과) and
    everyday nouns that only end alike (심사, 속도)."""
    found = []
    morphemes = korean.morphemes(words)
    for m in ending_in(words, _ORGANISATION):
        inside = [p for p in morphemes if m.start() <= p.start and p.end <= m.end()]
        last = inside[-1] if inside else None
        everyday = last is not None and last.known and last.tag == "NNG" and not _BODIES.fullmatch(last.form)
        everyday = everyday and (len(inside) == 1 or not _ENDS_BODY.fullmatch(last.form if last else ""))
        if _THE_BODY.fullmatch(m.group()) and _MARKED_AFTER.match(words, m.end()):
            continue  # 「회사는 … 마련한다」 names none
        if not everyday and not m.group()[0].isdigit() and not (inside and inside[-1].tag.startswith("J")):
            found.append(Span(*m.span()))
    return found


def doers_in(words: str, query: Query, korean: Korean) -> list[Span]:
    """Names, by their form, that stand as the subject of what the question asks who did it (누가 맡나요, 솔빛이 맡는다)."""
    done = frames.done(query)
    done += [deed for deeds in _DEEDS if any(d in query.text for d in deeds) for deed in deeds]
    found = []
    for m in _SUBJECT.finditer(words):
        name = Span(*m.span(m.lastindex or 0))
        inside = [p for p in korean.morphemes(words) if name.start <= p.start and p.end <= name.end]
        common = len(inside) == 1 and inside[0].known and inside[0].tag in ("NNG", "NNB", "NP")
        before = _CHARGED.match(words[m.end() :]) and re.search(r"([가-힣]{2,})[은는]\s['‘“\"]?$", words[: name.start])
        if not common and any(d in words[m.end() :] or (before and before[1] in d) for d in done):
            found.append(name)
    return found


def firms_in(words: str, korean: Korean) -> list[Span]:
    """Proper names, and words that no dictionary has, right behind a noun for a kind of body (협약 기업 중 심텍의 …), and
    names with a firm's mark."""
    found = [Span(*m.span("a" if m["a"] else "b")) for m in _MARKED.finditer(words)]
    for m in korean.morphemes(words):
        proper = m.tag in ("NNP", "SL") or (m.tag == "NNG" and not m.known)
        if proper and m.end - m.start > 1 and _KIND.search(words, 0, m.start) and _AFTER.match(words, m.end):
            found.append(Span(m.start, m.end))
    return found


def ending_in(words: str, endings: str) -> list[re.Match[str]]:
    """Words that end in one of the alternatives of `endings`, with a particle or nothing behind them."""
    return list(_ending(endings).finditer(words))


@lru_cache
def _ending(endings: str) -> re.Pattern[str]:
    return re.compile(rf"[가-힣A-Za-z0-9·]*[가-힣](?:{endings})(?=은|는|이|가|을|를|와|과|의|에|으|로|도|,|\s|\(|\.|$)")
