"""Whether a fact holds what a question wants, and exactly where: amounts, dates, people, places, organisations."""

from __future__ import annotations

import re

from rag.answering import frames
from rag.answering.people import misters, names_in, titled
from rag.answering.quantities import base_unit, moments, period, quantities
from rag.answering.reasons import reason_places
from rag.korean import Korean
from rag.questions import Query
from rag.types import Fact, Span
from rag.wording import DURATIONS, PER

_WHO_IS = re.compile(
    r"(?:은|는|이|가)\s*누구(?:인가|야|예요|에요|입니까|죠|지|인지|냐|니|\?|$)|(?:이름|성함|성명)|\bwho (?:is|was)\b",
    re.I,
)
_WHEN = re.compile(
    r"[월화수목금토일]요일(?:[과와,]\s?[월화수목금토일]요일)*|(?:오전|오후|밤|저녁|새벽)\s?\d{1,2}시(?:\s?\d{1,2}분)?|\d+\s?(?:일|주|개월|년|시간)\s?(?:안|이내|후|뒤|만)(?=에|\s|$)|(?:(?:\d+\s?(?:일|주|개월|달|시간)|하루|이틀|사흘|일주일|한\s달)\s?전|전날|당일)(?:\s(?:오전\s|오후\s)?\d{1,2}시)?(?=까지|에|\s)|매[주월년]|연말|연초"
)
_ENDS = re.compile(r"언제까지|기한|마감|만료|종료|폐막|(?:언제|며칠에|몇\s?월에)\s?(?:쯤\s?)?(?:끝|마치|닫)")
_ENDING = re.compile(r"끝[나났내냈난낸]|마치|마쳤|마친|마무리|마감|만료|종료|폐막|기한|완료|완공|준공|문을\s?닫|까지")
_MONEY = re.compile(
    r"예산|비용|(?<![가-힣])돈|사업비|공사비|경비|차비|월급|급여|연봉|보수|임금|수당|초봉|초임|매출|금액|요금|가격|상금|포상금|장려금|보조금|지원금|자본금|수강료|관람료|임대료|등록금|salary|wage|price|cost|fee|budget|revenue|won|pay\b|[가-힣](?:비|료|금|액)$"
)
_PEOPLE = re.compile(
    r"(?:자|생|원|객|민|인|관|직|사람|인력|인원|학생|직원|청년|회원|주민|관객|people|employees|students|participants|interns|staff|members|visitors|users)$"
)
_COUNTABLE = {"개": {"개", "종", "개소", "개국", "개사", "항목", "과목", "개교", "기업", "학교", "기관", "팀", "대", "문항"}, "종": {"개", "종", "항목", "과목"},
              "%": {"%", "대 1"}, "회": {"회"}, "건": {"건"}, "개소": {"개소", "개", "지점", "개사", "기업", "학교", "개교", "기관", "개국", "개 대학"}, "개사": {"개사", "개", "기업"}, "명": {"명"}, "점": {"점"}, "㎡": {"㎡", "㎢", "ha", "평"}, "m": {"m", "km", "cm", "mm"}, "kg": {"kg", "톤"}}  # fmt: skip
_ROLE = "장|원|자|관|사|수|위원|대표|이사|팀장|실장|국장|과장|처장|본부장|센터장|소장|원장|총장|교수|연구위원|연구원|연구사|관계자|담당자|책임자|인사담당자|컨설턴트|상담사|대변인|위원장|회장|사장|이사장|시장|군수|지사|박사|상무|전무|부장|차장|대리|씨|작가|소설가|가수|배우|기자|감독|코치|강사|요원|의원|장관|차관|청장"
_CALLING = re.compile(
    r"(?<![가-힣])(?:소설가|시인|화가|작가|가수|배우|기자|감독|코치|강사|교수|박사|대표|의원|연구원)(?=\s)"
)
_ORGANISATION = "원|부|청|처|공단|공사|재단|협회|센터|대학|대학교|위원회|은행|조합|회사|기업|그룹|법인|연합|공제회|진흥회|중앙회|상공회의소|컨소시엄|농협|수협|금고|건설|해운|물산|증권|보험|통신|전자|제약|화학|에너지|리서치|컨설팅|연구소|연구원|진흥원|학교|병원|시청|도청|교육청|구청|도|시|군|단체|학회|본부|공공기관|엔지니어링|연맹|연합회|사|학과|팀|국|과|실|박물관|도서관|극단"
_BODIES = re.compile(
    "정부|회사|기업|학교|대학|병원|은행|법원|단체|협회|재단|조합|법인|학회|공공기관|연구소|[시구군도]청|[가-힣]*(?:교육|외교|통일|법무|국방|환경|노동|가족|교통|수산|안전|재정|복지|관광|식품|자원|통신|벤처기업|보훈)부|[가-힣]*(?:안전|법제|인사혁신|보훈)처|[가-힣]*(?:산림|경찰|국세|관세|병무|기상|소방|특허|조달|통계|문화재|국가유산|관리|진흥|사업|개발|교육|해경)청"
)
_NAME = re.compile("이름|성함|성명|name")
_TITLE = re.compile(r"(?:[가-힣]장|대표|이사|위원|교수|감독|작가|감사|총무|간사)$")
_IS_NAMED = re.compile(
    rf"[가-힣]*(?:{_ROLE})(?:은|는|이|가)\s(?P<name>[가-힣]{{2,4}}?)(?:이며|이고|이다|이었|였|입니다|이라|인데|씨|으로,|로,)"
)  # 「소장은 홍다운이며」
_PAID = re.compile(
    r"얼마(?:를|나|씩|에|까지|정도)?\s?(?:받|주|줘|준|줄|내[나야요는]|벌|지급|보상|빌려|지원|나오|나와|들[었어여까지고]|드[나는냐]|든|썼|쓴|써요|쓰|투입|투자|필요|물어|돌려|깎)"
)
_BODY = re.compile(
    r"(?<![가-힣])([가-힣A-Za-z]{2,}(?:시|군|구|청|공단|공사|재단|협회|센터|대학|대학교|위원회|은행|조합|회사|연구소|진흥원|병원|본부|학회|연합회))(?:이|가|에서)\s"
)
_SUBJECT = re.compile(
    r"(?:['‘“\"]([가-힣A-Za-z·\s]{2,20})['’”\"]|(?<![가-힣A-Za-z])([가-힣A-Za-z·]{3,}))(?:이|가|에서)\s"
)
_RATE = re.compile(rf"(?:{PER.pattern})에\s")
_WHICH_PART = re.compile(r"어느\s?([구군동읍면역층])(?=에|의|이|인|\s|\?)")
_MAY = re.compile(
    r"누가\s.{0,24}(?:수\s?있|자격|되[나는]|대상)|누구[^?]{0,6}\s?(?:대상|위한|위해)|대상[^?]{0,10}누구|(?:지원|신청|참가|이용)\s?자격"
)
_ENTITLED = re.compile(
    r"[^,.]{1,30}(?:을|를)\s(?:대상으로|위한|위해)|대상(?:은|이)\s[^,.]{1,40}|(?:참가자|참여자|신청자|수강생|대상자|교육생)(?:는|은)\s[^,.]{1,60}|[^,.\s]{1,12}\s?(?:이상|이하|미만)(?:이면|인|의|\s또는)|[가-힣]{2,}(?:이면|라면|만)\s누구나|[가-힣]{2,}(?:라면|이면|만)\s[^,.]{0,12}수\s있"
)
CELL = 16  # characters of a value that is an amount, not a phrase with numbers in it
_HOSTS = re.compile(
    r"주관|주최|누가\s(?:열|개최)|어디(?:서|에서|가)\s(?:주관|주최)|(?:어디|누구|(?:어느|어떤|무슨)\s?[가-힣]+)(?:와|과|랑|하고)\s(?:함께|같이|공동)"
)
_HOST = re.compile(
    r"([가-힣A-Za-z·]{2,})(?:이|가|은|는|의|에서)?\s(?:[가-힣]{1,6}\s)?(?:주관|주최)|([가-힣A-Za-z·]{2,})(?:와|과)\s(?:함께|공동으로)"
)
_PLACE = re.compile(
    r"[가-힣]+(?:특별시|광역시|특별자치시|특별자치도|시|도|군|구|읍|면|동|리|로|길|역|섬|항)(?=\s|[,.]|에|의|과|와|$)"
)
_ADDRESS = re.compile(
    r"(?:[가-힣]+[시도군구읍면동리]\s)*[가-힣\d]+[로길]\s?\d+(?:-\d+)?(?![\d,.]*\s?(?:%|(?!에|입니|이며|이고|이다|번지)[가-힣]))(?:,?\s?\d+층)?"
)
_SEVERAL = re.compile(r"[가-힣]{2,}\s\d+\s?(?:곳|개소|군데)(?=에|$|[,.\s])")  # 「지역아동센터 9곳에」
_WHEREABOUTS = re.compile(r"위치|주소|소재지|어디에?\s?(?:있|자리)")
_CALLED_UP = re.compile(r"\(?\d{2,4}\)?-\d{3,4}(?:-\d{4})?")  # a telephone number is no amount
_BUILDING = re.compile(
    r"[가-힣A-Za-z]*\s?호텔(?:\s[가-힣]+)?|[가-힣]+(?:회관|공원|광장|체육관|경기장|캠퍼스|공연장|미술관|박물관|도서관|시험장|앞바다|연수원|강당|컨벤션센터|산단)|코엑스|킨텍스"
)


def wanted_spans(text: str, fact: Fact, query: Query, korean: Korean) -> list[Span]:
    """Places in the fact's span (document offsets) that could be what is asked for; empty when nothing of the wanted
    kind is there. For kinds that any text can be (a name, a list, a reason …) the fact's value is the one place."""
    spot = fact.value if fact.kind in ("value", "date") else Span(fact.start, fact.end)
    words = text[spot.start : spot.end]
    if query.wanted == "number":
        return [Span(spot.start + s.start, spot.start + s.end) for s in _amounts(words, fact, query)]
    if query.wanted == "date":
        found = list(dict.fromkeys(period(words, m) for m in moments(words)))
        if _ENDS.search(query.text) or frames.ends(query):
            found = [(a, b) for a, b in found if _is_end(words, a, b, fact.label)]
        found += [m.span() for m in _WHEN.finditer(words)]
        if not found and fact.label and _is_date(fact.label):  # a row or entry of a calendar, which its date names
            at = text.find(fact.label, fact.start, fact.end)
            return [Span(at, at + len(fact.label))] if at >= 0 else []
        return [Span(spot.start + a, spot.start + b) for a, b in found]
    if (
        query.wanted == "person"
        and fact.kind in ("sentence", "item")
        and (_MAY.search(query.text) or frames.may(query))
    ):
        return [Span(spot.start + m.start(), spot.start + m.end()) for m in _ENTITLED.finditer(words)]
    if (
        query.wanted in ("person", "organisation", "place")
        and fact.kind in ("sentence", "item")
        and (_HOSTS.search(query.text) or frames.hosts(query))
    ):
        named = [m.span(m.lastindex or 0) for m in _HOST.finditer(words)]
        hosts = [Span(spot.start + a, spot.start + b) for a, b in named]
        if (hosts := [s for s in hosts if _fresh(text, s, query)]) or query.wanted != "organisation":
            return hosts
    if query.wanted == "person":
        people = [Span(spot.start + s.start, spot.start + s.end) for s in _people(words, fact, korean, query)]
        head = next((w.text for w in query.words if w.head), "")
        titled = fact.kind == "sentence" and head
        return [s for s in people if _fresh(text, s, query) and not (titled and head in text[s.start : s.end])]
    if query.wanted == "place":
        proper = [m for m in korean.morphemes(words) if m.tag == "NNP"]
        found = [m.span() for m in _BUILDING.finditer(words)] + [(s.start, s.end) for s in _places(words, korean)]
        found += [m.span() for m in _PLACE.finditer(words) if any(m.start() <= p.start < m.end() for p in proper)]
        if fact.kind == "sentence":  # with whom and by whom is not where
            found = [(a, b) for a, b in found if not re.match(r"(?:와|과|은|는|이|가|을|를)(?=\s)", words[b:])]
        doer = re.search(
            r"어디(?:가|이|랑|와|하고)|어디(?:에서|서)(?!.*(?:열|있|위치|개최|진행|했|해\b|모이|모여))", query.text
        )
        sited = asks_whereabouts(query)
        found += [m.span() for m in (*_ADDRESS.finditer(words), *_SEVERAL.finditer(words))]
        if doer or (fact.kind == "value" and not sited):
            found += [(b.start, b.end) for b in _bodies(words, korean)]
        if kind := _WHICH_PART.search(query.text):
            found = [(a, b) for a, b in found if words[a:b].rstrip().endswith(kind[1])]
        spans = [Span(spot.start + a, spot.start + b) for a, b in found]
        return [s for s in spans if _fresh(text, s, query)]
    if query.wanted == "organisation":
        bodies = [*_bodies(words, korean), *(_doers(words, query, korean) if fact.kind == "sentence" else ())]
        spans = [Span(spot.start + b.start, spot.start + b.end) for b in dict.fromkeys(bodies)]
        if not spans and fact.kind == "value" and _bodies(fact.label, korean):
            return [spot]  # what a body does, by its name
        return [s for s in spans if _fresh(text, s, query)]
    if query.wanted == "reason":
        matter = [w.text[:2] for w in query.words if not w.asks and len(w.text) > 1]
        places = reason_places(words, korean, matter)
        return [Span(spot.start + s.start, spot.start + s.end) for s in places]
    return [spot]


def _is_date(label: str) -> bool:
    """Whether a label is a date and nothing else."""
    dates = moments(label)
    return bool(dates) and dates[0].start == 0 and dates[-1].end >= len(label) - 2


def _is_end(words: str, start: int, end: int, label: str) -> bool:
    """Whether a date is told as the end of something: 「…까지」, 「…에 끝났다」, or the value of a label that says so."""
    until = (
        words[start:end].endswith("까지") or re.search("[~∼–]", words[start:end]) or re.match(r"\s?까지", words[end:])
    )
    return bool(until or _ENDING.search(label) or _ENDING.search(re.split(r"[,.]", words[end:])[0]))


def _fresh(text: str, span: Span, query: Query) -> bool:
    """Whether a place says something that the question did not say itself."""
    bare = re.sub(r"\s", "", text[span.start : span.end])
    return bare not in re.sub(r"\s", "", query.text) and bare not in query.subjects


def money(query: Query) -> bool:
    """Whether the question is about money by its words."""
    paid = query.wanted == "number" and not query.units and _PAID.search(query.text)
    return (
        bool(paid) or frames.paid(query) or any(_MONEY.search(w.text.lower()) for w in query.words if w.head or w.asks)
    )


def units_of(query: Query) -> set[str]:
    """Standard units that the answer may have; empty for any."""
    if query.units == DURATIONS and _RATE.search(query.text):
        return {"일", "회", "시간"}  # how many days a week
    if query.units:
        found: set[str] = set()
        for u in query.units:
            found |= _COUNTABLE.get(u, {u})
        return found
    head = next((w for w in query.words if w.head), None)
    if money(query):
        return {"원", "만 원", "백만 원", "천 원", "억 원"}
    if (
        head is not None
        and re.search(r"\s?수(?:는|가|\?|$|\s)", query.text[head.end :])
        and _PEOPLE.search(head.text.lower())
    ):
        return {"명"}
    return set()


def _amounts(words: str, fact: Fact, query: Query) -> list[Span]:
    units = units_of(query)
    found = []
    called = [m.span() for m in _CALLED_UP.finditer(words)]
    for q in quantities(words):
        full = words[q.end :].lstrip().startswith("만점") and "만점" not in query.text  # the full mark is nobody's
        if full or any(a <= q.start < b for a, b in called):
            continue
        unit = q.unit or base_unit(fact.unit)
        unknown = not unit and fact.kind == "value" and len(words) <= CELL  # a table that does not say its unit
        counted = fact.unit and fact.unit == unit and unit in query.text  # 「병상은 몇 개」, where a table counts 병상
        if units and unit not in units and not counted and not (unknown and units != {"%"}):
            continue
        if not units and not unit and not fact.label and not re.match("[가-힣]", words[q.end :]):
            continue
        if unit in ("위", "호", "급", "등") and unit not in units:
            continue
        if unit == "세" and unit not in units:
            continue  # how old somebody is to be is asked by that name
        if unit in ("점", "%") and _RATE.search(query.text):
            continue  # so much a month is no score
        if query.units != DURATIONS and not units and unit in ("년",) and fact.kind == "sentence":
            continue
        found.append(Span(q.start, q.end))
    if query.units == DURATIONS and not found:
        found = [
            Span(*p)
            for m in moments(words)
            if (p := period(words, m))[1] > m.end or re.match("까지|부터", words[m.end :])
        ]
        found += [Span(*m.span()) for m in re.finditer(r"하루|한\s달|반년|일주일|평생", words)]
    return found


def _people(words: str, fact: Fact, korean: Korean, query: Query) -> list[Span]:
    """Names and roles: proper nouns of two to four syllables beside a role, and nouns that end as roles do with a
    particle after them; for a labelled value the value itself when it looks like a name or a list of groups."""
    titles = [Span(m.start(), m.end()) for m in _named(words, _ROLE)]
    found = list(titles)
    if fact.kind == "sentence" and not re.search(
        r"위해|위한|대상|누구를|누구에게|누굴|어떤 (?:사람|분)|for whom", query.text
    ):
        found = [s for s in found if re.match(r"(?:은|는|이|가|께서|이며|으로부터|에게서|이다)", words[s.end :])]
    if re.search(r"누가|\bwho\b", query.text) and fact.kind == "sentence":  # a body may do it as well as a person
        found += [Span(*m.span(1)) for m in _BODY.finditer(words)]
        found += _doers(words, query, korean)
    roles = {at for place in (*titles, *(m.span() for m in _CALLING.finditer(words))) for at in place}
    names = [
        Span(m.start, m.end)
        for m in korean.morphemes(words)
        if m.tag in ("NNP", "NNG")
        and 2 <= m.end - m.start <= 4
        and (not m.known or m.tag == "NNP")
        and (_beside(words, m.start, m.end, roles) or titled(words, m.start))
    ]
    found += [*names, *misters(words)]
    if asks_name(query):  # who is the head: a name, not the title again
        alone = fact.kind == "value" and len(words.split()) <= 3
        title = next((w.text for w in query.words if w.head), "")
        title = "|".join(map(re.escape, frames.titles(query) or ([title] if title else [])))
        ends = {
            at
            for m in re.finditer(rf"(?:(?<![가-힣])|(?<=[가-힣]{{2}}))(?:{title})", words)
            for at in m.span()
            if title
        }
        becomes = bool(title) and re.search(rf"(?:{title})(?:으로|로|[을를]|에는)", words)  # 「소장으로는 … 박사가」
        found = [
            s
            for s in names_in(words, korean)
            if alone or _beside(words, s.start, s.end, ends) or (becomes and titled(words, s.start))
        ]
        return found + [Span(*m.span("name")) for m in _IS_NAMED.finditer(words) if fact.kind == "sentence"]
    if _WHO_IS.search(query.text):
        found = [s for s in found if titled(words, s.start)] if fact.kind == "sentence" else []
    found += [Span(*m.span("name")) for m in _IS_NAMED.finditer(words) if fact.kind == "sentence"]
    # More words than a name has make a phrase, which tells a person only when it ends in one.
    named = bool(_PEOPLE.search(words)) or all(len(part.split()) <= 3 for part in re.split(r"[,·/]", words))
    if fact.kind in ("value", "list", "item") and not quantities(words) and len(words) <= 40 and named:
        found.append(Span(0, len(words)))
    return found


def asks_whereabouts(query: Query) -> bool:
    """Whether the question asks for an address."""
    return bool(_WHEREABOUTS.search(query.text)) or frames.whereabouts(query)


def asks_name(query: Query) -> bool:
    """Whether the question wants the name of who has a title, as 「원장은 누구」 does and 「고객은 누구」 does not."""
    head = next((w.text for w in query.words if w.head), "")
    return bool(
        _WHO_IS.search(query.text) and (_NAME.search(query.text) or _TITLE.search(head) or frames.titles(query))
    )


def _beside(words: str, start: int, end: int, roles: set[int]) -> bool:
    """Whether a name stands right before or after a role (「소장은 홍다운」, 「백이든 연구사」)."""
    return any(0 <= start - r <= 2 or 0 <= r - end <= 1 for r in roles)


def _places(words: str, korean: Korean) -> list[Span]:
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


def _bodies(words: str, korean: Korean) -> list[Span]:
    """Names of bodies: words that end as such names do, without amounts (5개사), nouns before 과 (성과 협력과) and
    everyday nouns that only end alike (심사, 속도)."""
    found = []
    morphemes = korean.morphemes(words)
    for m in _named(words, _ORGANISATION):
        inside = [p for p in morphemes if m.start() <= p.start and p.end <= m.end()]
        everyday = len(inside) == 1 and inside[0].known and inside[0].tag == "NNG" and not _BODIES.fullmatch(m.group())
        if not everyday and not m.group()[0].isdigit() and not (inside and inside[-1].tag.startswith("J")):
            found.append(Span(*m.span()))
    return found


def _doers(words: str, query: Query, korean: Korean) -> list[Span]:
    """Names, by their form, that stand as the subject of what the question asks who did it (누가 맡나요, 솔빛이 맡는다)."""
    done = frames.done(query)
    found = []
    for m in _SUBJECT.finditer(words):
        name = Span(*m.span(m.lastindex or 0))
        inside = [p for p in korean.morphemes(words) if name.start <= p.start and p.end <= name.end]
        common = len(inside) == 1 and inside[0].known and inside[0].tag in ("NNG", "NNB", "NP")
        if not common and any(d in words[m.end() :] for d in done):
            found.append(name)
    return found


def _named(words: str, endings: str) -> list[re.Match[str]]:
    return list(
        re.finditer(
            rf"[가-힣A-Za-z0-9·]*[가-힣](?:{endings})(?=은|는|이|가|을|를|와|과|의|에|으|로|도|,|\s|\(|\.|$)", words
        )
    )
