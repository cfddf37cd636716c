"""Whether a fact holds what a question wants, and exactly where: amounts, dates, people, places, organisations."""

from __future__ import annotations

import re

from rag.answering.spans.bodies import bodies_in, doers_in, ending_in, firms_in
from rag.answering.spans.clock import asks_time, times_in
from rag.answering.spans.ending import asks_end, is_end
from rag.answering.spans.free import costs_nothing
from rag.answering.spans.grades import grades_in
from rag.answering.spans.holding import holders
from rag.answering.spans.people import entered, misters, names_in, titled
from rag.answering.spans.places import asks_doer, asks_whereabouts, of_the_part, places_in
from rag.answering.spans.quantities import base_unit, moments, period, quantities
from rag.answering.spans.reasons import reason_places
from rag.asking import frames
from rag.asking.counted import priced
from rag.asking.wording import CHANGE, DURATIONS, PER
from rag.korean import Korean
from rag.questions import Query
from rag.types import Fact, Span

_WHO_IS = re.compile(
    r"(?:은|는|이|가)\s*누구(?:인가|였|이었|셨|시|세|야|예요|에요|입니까|죠|지|인지|냐|니|\?|$)|[장표사독원수]\s누구(?:야|임|예요|에요|\?|$)|(?:이름|성함|성명)|\bwho (?:is|was)\b",
    re.I,
)
_CALLING = re.compile(
    r"(?<![가-힣])(?:소설가|시인|화가|작가|가수|배우|기자|감독|코치|강사|교수|박사|대표|의원|연구원)(?=\s)"
)
_NAMED_BY = re.compile(
    r"라는\s이름|이름[은을도이]?\s누가|누가\s[^?]{0,20}이름"
)  # who gave it, not what somebody is called
_WHO_DID = re.compile(r"[한된은던린낸운킨쓴]\s(?:사람|분|이|인물)(?:은|는|이|가)\s*누구")  # 「…라고 말한 사람은 누구」
_WHEN = re.compile(
    r"[월화수목금토일]요일(?:[과와,]\s?[월화수목금토일]요일)*|(?:오전|오후|밤|저녁|새벽)\s?\d{1,2}시(?:\s?\d{1,2}분)?|\d+\s?(?:일|주|개월|년|시간)\s?(?:안|이내|후|뒤|만)(?=에|\s|$)|\d+\s?(?:일|주|개월|년|시간)(?:이|가)?\s?(?:지나면|지난\s?[뒤후]|넘으면|경과|되면)|(?:(?:\d+\s?(?:일|주|개월|달|시간)|하루|이틀|사흘|일주일|한\s달)\s?전|전날|당일)(?:\s(?:오전\s|오후\s)?\d{1,2}시)?(?=까지|에|\s)|매[주월년]|연말|연초|연중무휴|(?<![가-힣])(?:설날?|추석|명절|(?:법정\s?)?공휴일|성탄절|신정)(?:\s?(?:연휴|당일))?(?=[\s,.]|$)"
)
_WEEKDAY = re.compile(r"(?:무슨|어느|몇)\s?요일|(?:what|which) day of the week")
_ON_WEEKDAY = re.compile(r"[월화수목금토일]요일(?:[과와,]\s?[월화수목금토일]요일)*|주말|평일|매일")
_YEAR = re.compile(r"몇\s?년(?!\s?(?:동안|간|째|뒤|후|만))|[연년]도(?:는|가|\?|$)|어느\s?해|(?:what|which) year")
_CAME_ABOUT = re.compile(
    r"언제\s?(?:처음\s)?(?:생[겼기긴]|만들[었어]|세[웠워]|설립|지어[졌진])"
)  # by no weekday or hour
_MONTH = re.compile(r"몇\s?월|(?:무슨|어느)\s?달(?![가-힣])|(?:what|which) month")
_THAT_YEAR = re.compile(r"[그같]은?\s?해|이듬해|올해|지난해|작년|내년")
_MONEY = re.compile(
    r"예산|비용|(?<![가-힣])돈|사업비|공사비|경비|차비|월급|급여|연봉|보수|임금|수당|초봉|초임|매출|금액|요금|가격|상금|포상금|장려금|보조금|지원금|자본금|수강료|관람료|임대료|등록금|[가-힣]값$|삯$|salary|wage|price|cost|fee|budget|revenue|won|pay\b|[가-힣](?:비|료|금|액)$"
)
_PEOPLE = re.compile(
    r"(?:자|생|원|객|민|인|관|직|사람|인력|인원|학생|직원|청년|회원|주민|관객|people|employees|students|participants|interns|staff|members|visitors|users)$"
)
_COUNTABLE = {"개": {"개", "종", "개소", "개국", "개사", "항목", "과목", "개교", "기업", "학교", "기관", "팀", "대", "문항", "칸", "채", "계통"}, "종": {"개", "종", "항목", "과목", "계통"},
              "%": {"%", "대 1"}, "회": {"회"}, "건": {"건"}, "개소": {"개소", "개", "지점", "개사", "기업", "학교", "개교", "기관", "개국", "개 대학"}, "개사": {"개사", "개", "기업"}, "명": {"명"}, "점": {"점"}, "㎡": {"㎡", "㎢", "ha", "평"}, "m": {"m", "km", "cm", "mm"}, "kg": {"kg", "톤"}}  # fmt: skip
_ROLE = "장|원|자|관|사|수|위원|대표|이사|팀장|실장|국장|과장|처장|본부장|센터장|소장|원장|총장|교수|연구위원|연구원|연구사|관계자|담당자|책임자|인사담당자|컨설턴트|상담사|대변인|위원장|회장|사장|이사장|시장|군수|지사|박사|상무|전무|부장|차장|대리|씨|작가|소설가|가수|배우|기자|감독|코치|강사|요원|의원|장관|차관|청장"
_NAME = re.compile("이름|성함|성명|name")
_TITLE = re.compile(r"(?:[가-힣]장|대표|이사|위원|교수|감독|작가|감사|총무|간사)$")
_IS_NAMED = re.compile(
    rf"[가-힣]*(?:{_ROLE})(?:은|는|이|가)\s(?P<name>[가-힣]{{2,4}}?)(?:이며|이고|이다|이었|였|입니다|이라|인데|씨|으로,|로,)"
)  # 「소장은 홍다운이며」
_CHARGE = re.compile("책임자|총괄자|담당자|지휘자")
_CHARGED = re.compile(
    r"(?P<name>[가-힣]{2,4}?)(?:이|가)\s(?:[가-힣]+\s)?(?:책임을\s(?:맡|졌|지)|책임졌|총괄(?:을\s맡|했|하)|담당(?:했|하)|지휘(?:했|하))"
)  # 「연구사 백이든이 책임을 맡았다」
_PAID = re.compile(
    r"얼마(?:를|나|씩|에|까지|정도)?\s?(?:받|주|줘|준|줄(?![었어여였인이])|내[나야요는]|벌|지급|보상|빌려|지원|나오|나와|들[었어여까지고]|드[나는냐]|든|썼|쓴|써요|쓰|투입|투자|필요|물어|돌려)"
)
_DEAR = re.compile(r"(?:싸게|싼|싸면|비싸게|비싼|비싸면|저렴하게|저렴한)[^?]{0,12}얼마")
_BUYS = re.compile(r"(?:사|빌리|타|들어가|이용하|구입하)(?:려면|는\s?데에?|는\s?데는)\s(?:[가-힣]+\s)?얼마(?!나\s?걸)")
_BODY = re.compile(
    r"(?<![가-힣])([가-힣A-Za-z]{2,}(?:시|군|구|청|공단|공사|재단|협회|센터|대학|대학교|위원회|은행|조합|회사|연구소|진흥원|병원|본부|학회|연합회|정부|자치단체))(?:\([^()]{1,20}\))?(?:이|가|에서|으로부터|로부터)\s"
)
_LASTS = re.compile(r"기간|동안")
_RATE = re.compile(rf"(?:{PER.pattern})에\s")
_HOW_MUCH = re.compile(
    r"^(?!.*(?:점수|만족도|평점|평가)).*얼마(?:예요|에요|인가|야|입|임|이|죠|지|씩|\s?(?:받|주|줘|나와|나오)|\s?\??$)"
)
# A share is asked for, and what a percentage tells that is none: by how much something grew.
_SHARE = re.compile(
    r"(?:중에?서?|가운데|전체의?|전체\s[가-힣]+의)\s[^?]{0,24}(?:몇\s?(?:%|퍼센트|프로)|비율|비중)|차지하|what (?:share|proportion|portion|fraction)\b"
)
_GREW = re.compile(
    r"(?:이나|나|가량|정도|씩)?\s?(?:증가|감소|늘|줄|상승|하락|올랐|오른|올라|내렸|내린|떨어|높아|낮아|높였|낮췄|개선)"
)
# 「어느 기관이 주나요」 asks who does it, so that its name is a subject.
_WHO_DOES = re.compile(
    r"\b(?:which|what) (?:[a-z-]+ )?(?:organi[sz]ation|institution|agency|company|ministry|body|firm|association|authority)"
    r" (?!is |was |are |were |do |does |did |has |have |had )[a-z]+(?:s|ed|ve) |(?:어느|어떤|무슨)\s?[가-힣]*(?:기관|회사|기업|업체|부처|단체|부서|은행|협회|곳|데)(?:이|가|에서|서)\s",
    re.I,
)
_DOES = re.compile(
    r"(?:\([^()]{1,20}\))?(?:이|가|은|는|에서|께서|의|도|으로부터|와|과|,)(?=\s)|(?:\([^()]{1,20}\))?\s주관"
)
_MAY = re.compile(
    r"(?:누구|어떤\s?(?:사람|분)들?)(?:한테|에게)[^?]{0,6}\s?(?:적용|해당|돌아가|주어지|제공|지급|발급|나가|나오)|누가\s.{0,24}(?:수\s?있|자격|되[나는]|대상)|누구[^?]{0,6}\s?(?:대상|위한|위해)|대상[^?]{0,10}누구|(?:지원|신청|참가|이용)\s?자격"
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
_TOGETHER = re.compile(r"(?:누구|어디|[가-힣])(?:와|과|랑|하고)\s(?:함께|같이|공동|손)")
_WITH = re.compile(r"(?:\([^()]{1,20}\))?(?:와|과)\s")
_CALLED_UP = re.compile(r"\(?\d{2,4}\)?-\d{3,4}(?:-\d{4})?")  # a telephone number is no amount


def wanted_spans(text: str, fact: Fact, query: Query, korean: Korean) -> list[Span]:
    """Places in the fact's span (document offsets) that could be what is asked for; empty when nothing of the wanted
    kind is there. For kinds that any text can be (a name, a list, a reason …) the fact's value is the one place."""
    spot = fact.value if fact.kind in ("value", "date") else Span(fact.start, fact.end)
    words = text[spot.start : spot.end]
    if query.wanted == "number":
        said_so = _amounts(words, fact, query) or (grades_in(words, fact) if "등급" in query.units else [])
        head = next((w.text for w in query.words if w.head), "")
        free = costs_nothing(words, head) if not said_so and fact.kind == "sentence" and money(query) else []
        amounts = [Span(spot.start + s.start, spot.start + s.end) for s in (*said_so, *free)]
        return amounts or _by_label(text, fact, query)
    if query.wanted == "date" and _WEEKDAY.search(query.text):
        return [Span(spot.start + m.start(), spot.start + m.end()) for m in _ON_WEEKDAY.finditer(words)]
    if query.wanted == "date" and asks_time(query.text):
        return [Span(spot.start + s.start, spot.start + s.end) for s in times_in(words)]
    if query.wanted == "date":
        dated = [m for m in moments(words) if m.year or not _YEAR.search(query.text) or _THAT_YEAR.search(words)]
        dated = [m for m in dated if m.month or not _MONTH.search(query.text)]
        found = list(dict.fromkeys(period(words, m) for m in dated))
        if asks_end(query.text) or frames.ends(query):
            found = [(a, b) for a, b in found if is_end(words, a, b, fact.label)]
        if not any(p.search(query.text) for p in (_YEAR, _MONTH, _CAME_ABOUT)):
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
        if _TOGETHER.search(query.text):
            named += [(b.start, b.end) for b in bodies_in(words, korean) if _WITH.match(words, b.end)]
        hosts = [Span(spot.start + a, spot.start + b) for a, b in named]
        if (hosts := [s for s in hosts if _fresh(text, s, query)]) or query.wanted != "organisation":
            return hosts
    if query.wanted == "person":
        names = _people(words, fact, korean, query)
        names += holders(words, query, korean) if _WHO_IS.search(query.text) else []
        people = [Span(spot.start + s.start, spot.start + s.end) for s in dict.fromkeys(names)]
        head = next((w.text for w in query.words if w.head), "")
        titled = fact.kind == "sentence" and head
        return [s for s in people if _fresh(text, s, query) and not (titled and head in text[s.start : s.end])]
    if query.wanted == "place":
        places = places_in(words, fact.kind == "sentence", query, korean)
        if asks_doer(query) or (fact.kind == "value" and not asks_whereabouts(query)):
            places += bodies_in(words, korean)
        spans = [Span(spot.start + s.start, spot.start + s.end) for s in of_the_part(places, words, query)]
        return [s for s in spans if _fresh(text, s, query)]
    if query.wanted == "organisation":
        told = (*doers_in(words, query, korean), *firms_in(words, korean)) if fact.kind == "sentence" else ()
        bodies = [*bodies_in(words, korean), *told]
        if fact.kind == "sentence" and _WHO_DOES.search(query.text):
            bodies = [b for b in bodies if _DOES.match(words, b.end)]
        spans = [Span(spot.start + b.start, spot.start + b.end) for b in dict.fromkeys(bodies)]
        if not spans and fact.kind == "value" and bodies_in(fact.label, korean):
            return [spot]  # what a body does, by its name
        return [s for s in spans if _fresh(text, s, query)]
    if query.wanted == "reason":
        matter = [w.text[:2] for w in query.words if not w.asks and len(w.text) > 1]
        places = reason_places(words, korean, matter)
        said = [words[s.start : s.end] for s in places]  # what the question itself says is the effect
        effects = [w.endswith("로") and len(w) > 2 and re.sub("으?로$", "", w) in query.text for w in said]
        return [Span(spot.start + s.start, spot.start + s.end) for s, e in zip(places, effects, strict=True) if not e]
    return [spot]


def _by_label(text: str, fact: Fact, query: Query) -> list[Span]:
    """The label of a value that is the amount asked for itself (3급, of which the row tells: 「몇 급이 …」)."""
    at = text.find(fact.label, fact.start, fact.end) if fact.label and fact.kind == "value" else -1
    same = at >= 0 and any(q.unit in query.units for q in quantities(fact.label))
    return [Span(at, at + len(fact.label))] if same else []


def _is_date(label: str) -> bool:
    """Whether a label is a date and nothing else."""
    dates = moments(label)
    return bool(dates) and dates[0].start == 0 and dates[-1].end >= len(label) - 2


def _fresh(text: str, span: Span, query: Query) -> bool:
    """Whether a place says something that the question did not say itself."""
    bare = re.sub(r"\s", "", text[span.start : span.end])
    return bare not in re.sub(r"\s", "", query.text) and bare not in query.subjects


def money(query: Query) -> bool:
    """Whether the question is about money by its words."""
    asked = query.wanted == "number" and not query.units
    paid = asked and (priced(query.text) or any(p.search(query.text) for p in (_PAID, _DEAR, _BUYS)))
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
    shared = "%" in units and _SHARE.search(query.text.lower()) and not CHANGE.search(query.text)
    for q in quantities(words):
        if shared and _GREW.match(words, q.end):
            continue
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
        if unit == "점" and not units and _HOW_MUCH.search(query.text):
            continue  # 「복지포인트가 얼마」 asks for no score
        if unit in ("점", "%") and _RATE.search(query.text):
            continue  # so much a month is no score
        if query.units == DURATIONS and _LASTS.search(query.text) and words.startswith(" 만에", q.end):
            continue  # how soon, not how long
        if query.units != DURATIONS and not units and unit in ("년",) and fact.kind == "sentence":
            continue
        found.append(Span(q.start, q.end))
    if not units and _HOW_MUCH.search(query.text):  # 「얼마야」 asks for money where there is some
        found = [s for s in found if re.search(r"원$", words[s.start : s.end])] or found
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
    titles = [Span(m.start(), m.end()) for m in ending_in(words, _ROLE)]
    found = list(titles)
    if fact.kind == "sentence" and not re.search(
        r"위해|위한|대상|누구를|누구에게|누굴|어떤 (?:사람|분)|for whom", query.text
    ):
        found = [s for s in found if re.match(r"(?:은|는|이|가|께서|이며|으로부터|에게서|이다)", words[s.end :])]
    if re.search(r"누가|\bwho\b", query.text) and fact.kind == "sentence":  # a body may do it as well as a person
        found += [Span(*m.span(1)) for m in _BODY.finditer(words)]
        found += doers_in(words, query, korean)
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
    if fact.kind == "sentence" and _CHARGE.search(query.text):
        charged = [Span(*m.span("name")) for m in _CHARGED.finditer(words)]
        if charged:
            return charged
    if asks_name(query):  # who is the head: a name, not the title again
        alone = fact.kind == "value" and len(re.sub(r"\([^()]*\)", "", words).split()) <= 3
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
            for s in (*names_in(words, korean), *(entered(words) if alone else ()))
            if alone
            or (fact.kind == "value" and titled(words, s.start))  # 「원장: 한가람 소장(제6대)」
            or _beside(words, s.start, s.end, ends)
            or (becomes and titled(words, s.start))
        ]
        return found + [Span(*m.span("name")) for m in _IS_NAMED.finditer(words) if fact.kind == "sentence"]
    if _who_is(query):
        found = [s for s in found if titled(words, s.start)] if fact.kind == "sentence" else []
    found += [Span(*m.span("name")) for m in _IS_NAMED.finditer(words) if fact.kind == "sentence"]
    # More words than a name has make a phrase, which tells a person only when it ends in one.
    named = bool(_PEOPLE.search(words)) or all(len(part.split()) <= 3 for part in re.split(r"[,·/]", words))
    if fact.kind in ("value", "list", "item") and not quantities(words) and len(words) <= 40 and named:
        found.append(Span(0, len(words)))
    return found


def _who_is(query: Query) -> bool:
    asked = _WHO_IS.search(query.text)
    return bool(asked) and not (_NAMED_BY.search(query.text) or _WHO_DID.search(query.text))


def asks_name(query: Query) -> bool:
    """Whether the question wants the name of who has a title, as 「원장은 누구」 does and 「고객은 누구」 does not."""
    head = next((w.text for w in query.words if w.head), "")
    return bool(_who_is(query) and (_NAME.search(query.text) or _TITLE.search(head) or frames.titles(query)))


def _beside(words: str, start: int, end: int, roles: set[int]) -> bool:
    """Whether a name stands right before or after a role (「소장은 홍다운」, 「백이든 연구사」)."""
    return any(0 <= start - r <= 2 or 0 <= r - end <= 1 for r in roles)
