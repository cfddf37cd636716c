"""The kind of answer that a question wants, its units, and where its interrogative stands."""

from __future__ import annotations

import re

from rag.answering.spans.quantities import COUNTERS, quantities, unit_name
from rag.asking.counted import asks_money, rewarded, units_counted
from rag.asking.wording import (
    ASKING,
    ASKING_EN,
    ASKS,
    CHANGE,
    DURATIONS,
    ENGLISH_YESNO,
    THAN,
    YESNO_END,
)
from rag.korean import Korean, final_consonant
from rag.types import Wanted

# Words that end as 수 (number) does and are none.
_NOT_NUMBER = re.compile(r"[우필특점다교접이준연선가군철감고착변실흡홍음하담호박총복소]수(?:는|가|를|은|\?|$|\s)")
_COUNTED_BY = re.compile(r"(가구|세대|농가|병상|객실|필지|상자)\s?수(?:는|가|를|은|\?|$|\s+(?:알|얼|몇|좀))")
_PEOPLE = re.compile(
    r"(?:직원|사원|회원|조합원|종사자|근로자|참가자|참여자|이용자|신청자|수강생|방문객|관람객|이용객)\s?수(?:는|가|를|은|\?|$|\s+(?:알|얼|몇|좀))"
)
_DAYS = re.compile(r"일수|기간|휴가|연차|동안|[가-힣]간(?:은|이)?\s")
_WHICH_YEAR = re.compile(r"[가-힣](?<=[한된인던은린연운킨난진낸온산딴쓴])\s(?:해|날|달)(?:은|는|이|가)?\s?[?]?$")
_WHO_DID = re.compile(
    r"(?:지낸|맡은|맡았던|만든|세운|이끈|이끄는|쓴|지은|그린|설계한|개발한|발명한|제안한|발견한|떠올린|우승한|주도한)\s(?:사람|분|인물)(?:의?\s(?:이름|성함))?(?:은|는|이|가)?\s?[?]?$"
)
_RISEN = re.compile(
    r"[가이은는도]\s?(?:더\s|좀\s|많이\s|실제로\s|정말\s)*(?:늘|줄|오르|올라|올랐|내려|내렸|떨어|높아|낮아|좋아|나빠|개선|향상|증가|감소|상승|하락)[가-힣]{0,3}(?:나요|는가요|은가요|ㄴ가요|어요|아요|니|냐|지|죠|어|아|음|됨|을까요?)\s*\??$"
)
# Whether something must or may be done: 「영어 점수를 꼭 내야 하나요?」.
_MUST = re.compile(
    r"(?<=[아어여해내서켜춰워])야\s?(?:만\s)?(?:하나|되나|돼|하는가|되는가|합니까|됩니까|해요|하죠|되죠|하지|되지)[가-힣]{0,3}\s*\??$|(?<=[아어여해내서켜춰워])도\s(?:되나|돼|될까|됩니까|괜찮)[가-힣]{0,3}\s*\??$"
)
# What may follow the noun that a question asks for: a particle, or the asking. Anything else makes it the beginning of a
# longer word (지역 in 지역인재, 비용 in 비용정산).
_AFTER_NOUN = (
    r"\s*(?:은(?!행)|는|이(?!전|동|용|내|외)|[가도](?![가-힣])|을|를|으?로(?![가-힣])|요(?![가-힣])|까지(?=\s)|[과와](?=\s)|인(?=가|지|데|\s|\?|$)"
    r"|좀|알|궁|말[해씀]|설명|정[리확]|어[디떻떤느때]|얼|몇|무[엇슨]|뭐|각|\?|$)"
)
# What something is made of, which a report tells without such a word.
PARTS = re.compile(
    r"[가-힣]\s?(?P<noun>(?:세부\s?)?내역|구성원?|명단|면면|명세|라인업)(?:은|는|이|가|을|를|도)?\s?(?:어떻게\s?(?:되|돼|이뤄|이루어|짜)|무엇|뭐|뭔|누구|좀|알려|말해|보여|궁금|\?|$)"
)
# Whether it is known, not what: 「몇 명 뽑는지 발표가 났나요」.
_WHETHER_TOLD = re.compile(
    r"(?:몇|얼마|누구|누가|언제|어디|무엇|뭘|뭐|어떻게|왜|어느|어떤)[^?]{0,24}[는은인할을될던]지(?:가|는|도|에\s대[한해서]+)?\s(?:아직\s?|이미\s|벌써\s|다\s)?"
    r"(?P<known>(?:공개|발표|공고|결정|확정|공시|예고)(?:가|는|도|이)?\s?(?:안\s)?(?:되|됐|된|돼|했|하였|났|나왔|있)|정해[졌지진]|정했|나왔|알려[졌진]|밝혀졌|밝혔)"
)
_PASSES = re.compile(
    r"(?:\d\s?[가-힣%]{0,3}|절반|과반)(?:을|를|도|은|이|에)?\s?(?:채\s)?(?:넘|초과|못\s?미치|미치지|밑돌|웃돌|안\s?되|안\s?돼|이상|이하|미만)[가-힣\s]{0,6}\??$"
)
_COUNTED_EN = tuple(
    (re.compile(rf"\s*(?:[a-z-]+\s){{0,2}}?(?:{words})\b"), re.compile(words), unit)
    for words, unit in (
        ("percentage points?", "%포인트"), ("points?|score", "점"), ("percent|%|share|proportion", "%"),
        ("people|employees|students|participants|interns|staff|workers|persons|applicants|personnel|consultants", "명"),
        ("times", "회"), ("days", "일"), ("weeks", "주"), ("months", "개월"), ("years", "년"), ("won|money", "원"),
    )
)  # fmt: skip
_SUM_OF = re.compile(
    r"(?:예산|사업비|공사비|건립비|총사업비|월급|초봉|연봉|수당|매출액?|수강료|관람료|입장료|참가비|임대료|이용료|회비)(?:은|는)\s?\??$"
)
_MUCH = (
    (
        re.compile(
            r"(?:사람|손님|관객|관람객|방문객|참가자|참여자|신청자|지원자|이용자|시민)(?:들)?(?:은|이|도)?\s?(?:좀\s)?많이\s?(?:왔|오[나니]|와[?요]|찾|모[였이]|참[여가]|신청|지원|이용|봤)"
        ),
        ("명",),
    ),
    (re.compile(r"점수(?:는|가|도)?\s?(?:잘|높게|좋게|괜찮게)\s?(?:나왔|나오|나와|받았)"), ("점",)),
)
_BECAME = re.compile(r"(?:이|가)\s?(?:된|되는|됐던|되었던)\s[가-힣]")
_CHANGED = re.compile(r"(?:이|가)\s(?:떨어진|오른|내린|늘어난|줄어든|나빠진|좋아진)\s(?:항목|분야|부문|과목|종목|지표)")
_LIMIT = re.compile(r"\s?(?:점?\s?만점|이상|이하|초과|미만|넘|못|보다|대(?!\s?1)|중|에서|안팎|정도)")
_NO_AMOUNT = (
    r"(?<!phone )(?<!telephone )(?<!contact )(?<!fax )(?<!mobile )(?<!account )(?<!registration )(?<!room )(?<!model )"
)
_ASKED = {
    noun: re.compile(
        rf"{noun}(?:들(?=[은이을도]))?(?!(?:이?랑|과|와|하고)\s(?:같이|함께))(?={_AFTER_NOUN})"
        if re.match("[가-힣]", noun)
        else rf"{_NO_AMOUNT if noun == 'number of' else ''}\b{noun}\b"
    )
    for noun in ASKS
}
_LITERAL = {noun: bool(re.fullmatch("[가-힣 ]+", noun)) for noun in ASKS}
_ASKING = {
    language: tuple((re.compile(pattern), wanted) for pattern, wanted in patterns)
    for language, patterns in (("ko", ASKING), ("en", ASKING_EN))
}
# Whether there is such a day, not which: 「비가 와서 쉬는 날도 있나요」.
_SUCH_A_DAY = re.compile(
    r"[는은던한할된될]\s(?:날|시기|때)(?:도|이|은|가)?\s(?:따로\s)?있(?:나|는가|을까|어요?|니|냐|습니까)[요?\s]*$"
)
_WHAT_NOUN = re.compile(r"(?:무슨|어떤|어느)\s(?!정도|편|것|거|식|점)[가-힣]{2,}")


def whether_told(text: str) -> int | None:
    """Where a question whether something is known yet begins to ask that (발표가 났나요); None for any other."""
    m = _WHETHER_TOLD.search(text)
    return m.start("known") if m else None


def wanted_kind(
    text: str, lower: str, korean: Korean, language: str
) -> tuple[Wanted, tuple[str, ...], tuple[int, int] | None]:
    """Kind of answer, its units, and where the interrogative stands."""
    if m := PARTS.search(text):
        return "list", (), m.span("noun")
    if language == "ko" and whether_told(text) is not None and _predicate(text, korean):
        return "yesno", (), None
    if (asking := _asking(lower, language)) is not None:
        m, wanted = asking
        if wanted == "date" and m.group().startswith("며칠") and _DAYS.search(lower, 0, m.start()):
            wanted = "number"  # 「휴관일수는 며칠이었나요」
        units: tuple[str, ...] = ()
        place = next((m.span(name) for name, said in m.groupdict().items() if said), m.span())
        if wanted == "number":
            units, place = _units(lower, m.start(), m.end(), language)
            if re.match(
                r"며칠|몇\s*일|얼마\s*동안|얼마나\s*(?:걸|오래)|얼마만|how long|how far (?:in advance|ahead)", m.group()
            ):
                units, place = (
                    DURATIONS,
                    m.span()
                    if language == "en"
                    else (
                        m.start(),
                        m.start() + (2 if m.group().startswith("며칠") else 3 if m.group().startswith("몇") else 2),
                    ),
                )
        if wanted == "number" and re.match(
            r"얼마나?\s*(?:더\s*)?(?:늘|줄|오르|올|증가|감소|상승|하락|변|낮아|높아|떨어|단축|개선|커|많아|적어)",
            lower[m.start() :],
        ):
            return wanted, (), place  # by a share, by an amount: whatever the report says
        about = lower[m.start() :] if _WHAT_NOUN.match(lower, m.start()) else lower  # 「50점 미만이면 무슨 등급」
        if wanted in ("any", "method", "number") and not units and (named := asked_noun(about)):
            wanted = named[0] if wanted == "any" or named[0] == "number" else wanted
            units = named[1]
        elif wanted == "any" and language == "en" and asks_money(lower):
            wanted = "number"
        return wanted, units, place
    if language == "en" and ENGLISH_YESNO.match(lower):
        return "yesno", (), None
    if language == "ko" and THAN.search(text) and CHANGE.search(text) and _predicate(text, korean):
        return "yesno", (), None  # 「만족도는 2023년보다 올랐나요?」
    if language == "ko" and _SUM_OF.search(text):
        return "number", (), None
    for much, units in _MUCH:
        if language == "ko" and much.search(text):
            return "number", units, None  # 「사람 많이 왔어?」 wants to know how many
    if language == "ko" and _WHO_DID.search(text):
        return "person", (), None  # 「처음 대표를 맡은 사람은?」
    if _WHICH_YEAR.search(text):  # 「공사를 시작한 해는?」
        return "date", (), None
    if language == "ko" and _PASSES.search(text) and _predicate(text, korean):
        return "yesno", (), None  # 「비중이 절반을 넘나요?」
    if named := asked_noun(lower):
        if language == "ko" and (_MUST.search(text) or (named[0] == "number" and _RISEN.search(text))):
            return "yesno", (), None  # 「개선하고 나서 만족도가 올라갔나요?」
        if language == "ko" and named[0] == "date" and _SUCH_A_DAY.search(text):
            return "yesno", (), None
        if language == "ko" and _claims(text, named[1]) and _predicate(text, korean):
            return "yesno", (), None  # 「만족도가 90점 맞나요?」
        return named[0], named[1], None
    if (
        language == "ko"
        and re.search(r"[가-힣](?:는|은)\??$|알려|궁금|설명|정리|말해|\?$", text)
        and not _predicate(text, korean)
    ):
        return "any", (), None
    return ("yesno", (), None) if language == "ko" and _predicate(text, korean) else ("any", (), None)


def _claims(text: str, units: tuple[str, ...]) -> bool:
    """Whether a question names an amount of one of the units itself, not as a limit or a scale."""
    return any(q.unit in units and not _LIMIT.match(text, q.end) for q in quantities(text))


def _asking(lower: str, language: str) -> tuple[re.Match[str], Wanted] | None:
    """Where the question asks, and for what. In English the first interrogative asks; those after it join clauses
    (who in 「what do people who …」)."""
    found = [(m, wanted) for pattern, wanted in _ASKING.get(language, _ASKING["en"]) if (m := pattern.search(lower))]
    if language == "en":
        found.sort(key=lambda one: one[0].start())
    return found[0] if found else None


def _predicate(text: str, korean: Korean) -> bool:
    """Whether the question ends in a predicate of its own (…되나요, …편함): asked without an interrogative, it is a
    yes-or-no question."""
    if re.search(
        r"(?:알려|말해|설명해|정리해|소개해|보여|가르쳐|주라|달라|궁금|적어|나열|꼽아|읊어|불러|[대써읽뽑]\s?(?:봐|보))[가-힣\s]*[.?!~]*$",
        text,
    ):
        return False
    tail = [m for m in korean.morphemes(text) if not m.tag.startswith("S")][-3:]
    wondering = bool(tail) and (tail[-1].form, tail[-1].tag) == ("나", "EC")  # 「인증 같은 거 있나」
    return (wondering or any(m.tag in ("EF", "ETN") for m in tail[-2:])) and bool(YESNO_END.search(text))


def asked_noun(lower: str) -> tuple[Wanted, tuple[str, ...]] | None:
    """The last noun of asking that the question is about: 「…점수는?」, 「…기간 알려줘」."""
    if re.search(r"competition (?:ratio|rate)|applicants? per|applicant ratio", lower):
        return "number", ("대 1",)
    best: tuple[int, str] | None = None
    for noun, pattern in _ASKED.items():
        if _LITERAL[noun] and noun not in lower:
            continue
        for m in pattern.finditer(lower):
            if noun == "폭" and not re.search(r"(?:^|\s|[승락가소인하대축동화장])$", lower[: m.start()]):
                continue  # 대폭, 학폭
            if final_consonant(noun) and lower[m.end() : m.end() + 1] in ("가", "는", "를", "와"):
                continue  # 복원인가요: no particle follows a closed syllable like that
            if noun == "won" and rewarded(lower):
                continue
            if _CHANGED.match(lower, m.end()):
                continue  # 「점수가 떨어진 항목은」 asks which one
            if ASKS[noun][0] == "reason" and _BECAME.match(lower, m.end()):
                continue  # 「계기가 된 사건은」 asks for the thing, not why it was
            counted = ASKS[noun][1] != "명" or not noun.isascii() or re.search("number of|how many|headcount", lower)
            if counted and (best is None or m.start() >= best[0]):
                best = (m.start(), noun)
    if best is None:
        if re.search(r"경쟁률|\bcompetition (?:rate|ratio)|\bratio of applicants", lower):
            return "number", ("대 1",)
        if re.search(r"[가-힣](?:율|률)(?:은|는|이|가|을|를|도|\s|\?|$)", lower):
            return "number", ("%",)
        if counted_by := _COUNTED_BY.search(lower):
            return "number", (counted_by[1],)
        if _PEOPLE.search(lower):
            return "number", ("명",)
        if re.search(r"[가-힣]\s?수(?:는|가|를|은|\?|$|\s+(?:알|얼|몇|좀))", lower) and not re.search(
            _NOT_NUMBER, lower
        ):
            return "number", ()
        return None
    wanted, unit = ASKS[best[1]]
    return wanted, DURATIONS if unit == "기간" else (unit,) if unit else ()


def _units(lower: str, start: int, end: int, language: str) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Units asked for by 「몇 명」, 「몇 %」, 「how many points」; and the place of the whole asking phrase."""
    if language == "en":
        if "percentage point" in lower:
            return ("%포인트",), (start, end)
        rest = lower[end : end + 30]
        for right_behind, anywhere, unit in _COUNTED_EN:
            if right_behind.match(rest) or anywhere.search(lower[start:end]):
                return (unit,), (start, end)
        if "how long" in lower[start:end]:
            return DURATIONS, (start, end)
        return (units_counted(lower[start:]) if "many" in lower[start:end] else ()), (start, end)
    if both := re.compile(r"몇\s?대\s?(?:몇|일|1)").match(lower, start):
        return ("대 1",), both.span()
    m = re.compile(
        r"몇\s*(?P<unit>(?:[십백천만억]\s?)?(?P<latin>teu|gt|mwh|gwh|kwh|mw|gw|kw|gb|mb|tb|km|kg|mm|cm|ha|ppm|db|톤)|%\s?포인트|%p|퍼센트\s?포인트|퍼센트|프로|%|명|사람|인|점|건|개월|개국|개소|개사|개|군데|곳|회|차례|번|원|만\s?원|억\s?원|천\s?원|만|억|가지|종류|종|주|시간|년|살|세대|세|권|대|위|등급|등|단계|과목|분야|분|편|급|팀|호|병상|객실|가구|농가|필지|척|상자|칸|채|계통|기(?=야|예|인가|이|나|를|가|\s|\?|$)|킬로미터|센티미터|제곱미터|미터|킬로그램|그램|리터)?"
    ).match(lower, start)
    if m and m["unit"]:
        unit = re.sub(r"\s", "", m["latin"] or m["unit"])
        unit = next((u for u in COUNTERS.split("|") if u.lower() == unit), unit)
        unit = {"만원": "원", "억원": "원", "천원": "원", "군데": "개소", "사람": "명", "만": "", "억": ""}.get(
            unit, unit_name(unit)
        )
        return ((unit,) if unit else ()), (start, m.end())
    return (), (start, end)
