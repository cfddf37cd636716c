"""A question becomes a Query: what is wanted, about what, under which conditions, and which operation.

Rules over Kiwi's morphemes for Korean and over words for English; no list of known questions. What a word means in
everyday speech (뽑다 → 채용, hire → 채용) is the business of `rag.synonyms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rag.answering.quantities import Quantity, moments, quantities, unit_name
from rag.answering.quantities import years as years_in
from rag.errors import QuestionError
from rag.korean import Korean, Morpheme, Term
from rag.types import Operation, Wanted

MAX_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A content word of a question: its text, where it stands, and its terms.

    `asks` marks a word that names the kind of answer (점수, 인원, 기간, 이유): it need not stand in the report.
    `generic` one of filing (분야, 항목); `name` marks a proper name or a number, which nothing else can stand for;
    `after` a word that follows the interrogative, often what was done; `head` the word that the question is about most (before its interrogative).
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    asks: bool = False
    name: bool = False
    head: bool = False
    verb: bool = False
    generic: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for. `text` is the question as understood (typing repaired); `units` are standard units
    that the answer may have; `pairs` are places in `words` of two that 와/과 joins; `excluded` and `compared` hold words; `threshold` an amount to compare with."""

    text: str
    language: Literal["ko", "en"]
    words: tuple[QueryWord, ...]
    wanted: Wanted = "any"
    units: tuple[str, ...] = ()
    operation: Operation = "none"
    years: tuple[int, ...] = ()
    excluded: tuple[QueryWord, ...] = ()
    compared: tuple[QueryWord, ...] = ()
    threshold: Quantity | None = None
    rank: int = 0
    direction: Literal["", "above", "below"] = ""
    interrogative: tuple[int, int] | None = None
    amounts: tuple[Quantity, ...] = ()
    named_subject: bool = False
    subjects: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    asks_list: bool = False

    @property
    def content(self) -> tuple[QueryWord, ...]:
        """The words that a report must speak of for the question to be answered."""
        return tuple(w for w in self.words if not w.asks)


# Words of asking, not of matter. Verbs end in 다 as `Korean.terms` gives them.
STOP = frozenset(
    """
    알리다 궁금 궁금하다 말하다 말씀 설명 소개 정리 가르치다 보이다 부탁 나열 계산 적다 세다 꼽다 빠지다 빠짐없다 주요 대표적 주로 짜이다 같이 함께 하나 아는대로 동안 가운데 순 대체 도대체 과연 담기다 말 다루다 다뤄지다 일 얘기 꼴 질문 대답 답 답변하다 무엇 뭐 뭣 어떤 어떻다 얼마 얼마나 몇 누구 언제 어디 왜 어느
    것 거 수 때 점 데 곳 줄 중 등 경우 정도 현재 지금 요즘 최근 혹시 그냥 그럼 그러면 근데 그런데 그리고 그거 이거 저거 그것 이것 그 이 저 여기 거기 저기 이곳 그곳
    우리 나 저 저희 너 회사 기업 기관 조직 곳 보고서 리포트 자료 문서 관련 대하다 해당 모두 전부 다 전체 총 합계 각각 구체 자세 간단 좀 더 가장 제일 젤 너무 진짜 정말
    이다 하다 되다 있다 없다 않다 같다 싶다 보다 주다 나오다 들다 가지다 적히다 쓰이다 해주다 나다 맞다 어때 종류 목록 리스트 이름 명칭 가지 세 네 두 한 개 명 해 년 월 일 나타나다 밝히다
    차지 차지하다 세부 이루어지다 이뤄지다 의하다 따르다 통하다 위하다 포함 포함하다 각 별 어떠하다 그렇다 이렇다 싶다 알다 모르다 뭐하다 요일 어쩌다 얘기 이야기 주라 궁금증 확인 가능 가능하다 쪽 편
    tell me about please show list give what which who whom whose when where why how many much long often old is are was were be been being am do does did done has have had having the a an of in on at to for from
    by with and or not it its this that these those there their they them he she his her we our you your i my can could will would should may might must shall if as than then so into out up down over under
    any all some each every other another more most least less number total name company organization organisation foundation center centre institute corporation institution agency report kind type types according mentioned say says said get gets got currently there's
    between among current currently considered thing things out kinds about per also
    take place held happen happened work people person
    """.split()  # noqa: SIM905
)

# Nouns of filing, which a report often leaves out: they help to choose but prove little when they are missing.
GENERIC = frozenset(
    "분야 부문 영역 항목 사업 업무 의견 내용 대상 기준 부분 사항 구분 요소 측면 상황 overall total whole 직원 직원들 사람들 사람 농민들 이용자들 현직자 employees employee staff workers people 결과 문구 statement category field area item items opinion contents details 유형 형태 직종 고용형태 요인 부서별 종류별 유형별 분야별 항목별 business businesses project projects comments comment participated attended participants 참여 참가 진행 실시 수행 이용 활용 제공 운영 편하다 쓰다 괜찮다 많다 나오다 오다 가다 걸리다 열리다 있다 찾다 내다 지내다 느끼다".split()  # noqa: SIM905
)
_ENTITY = re.compile(
    r"[가-힣A-Za-z·]{2,}(?:부|청|처|공단|공사|협회|재단|대학교|위원회|은행|전자|그룹|연구원|진흥원|정보원|개발원|교육청|시청|도청|병원|학회|노조|연맹|중앙회|주식회사)$"
)

# Words that say how to calculate, not about what.
_OPERATING = re.compile(
    r"(?:밑|뒤|끝|1등|꼴찌|일등|점수|내|세우|평균|높|낮|많|적|크|큰|작|길|긴|짧|좋|합|합치|합하|더하|빼|뺀|차이|격차|평균|번째|합계|총합|비교|순위|넘|이상|이하|초과|미만|쪽|순서|다섯|네|세|두|높아졌|나|늘|늘어났|줄|줄어들|오르|올|변하|변화|"
    r"highest|lowest|most|least|average|difference|higher|lower|compared|together|combined|sum|largest|smallest|biggest|fewest|more|less)[가-힣]{0,2}"
)

# The noun that names a kind of answer, and what it asks for: (wanted, standard unit or '').
ASKS: dict[str, tuple[Wanted, str]] = {
    "점수": ("number", "점"), "만족도": ("number", "점"), "평점": ("number", "점"), "score": ("number", "점"), "rating": ("number", "점"),
    "points": ("number", "점"), "scores": ("number", "점"), "ratings": ("number", "점"), "point": ("number", "점"),
    "비중": ("number", "%"), "비율": ("number", "%"), "퍼센트": ("number", "%"), "프로": ("number", "%"), "percent": ("number", "%"),
    "percentage": ("number", "%"), "share": ("number", "%"), "rate": ("number", "%"), "proportion": ("number", "%"),
    "인원": ("number", "명"), "인원수": ("number", "명"), "명수": ("number", "명"), "머릿수": ("number", "명"), "people": ("number", "명"),
    "금액": ("number", "원"), "액수": ("number", "원"), "비용": ("number", "원"), "won": ("number", "원"), "amount": ("number", "원"),
    "건수": ("number", "건"), "횟수": ("number", "회"), "times": ("number", "회"), "개수": ("number", "개"), "숫자": ("number", ""), "수치": ("number", ""),
    "날짜": ("date", ""), "일자": ("date", ""), "시기": ("date", ""), "일시": ("date", ""), "연도": ("date", ""), "년도": ("date", ""), "시점": ("date", ""),
    "일정": ("date", ""), "date": ("date", ""), "year": ("date", ""), "month": ("date", ""),
    "장소": ("place", ""), "위치": ("place", ""), "지역": ("place", ""), "location": ("place", ""), "place": ("place", ""), "venue": ("place", ""),
    "이유": ("reason", ""), "까닭": ("reason", ""), "원인": ("reason", ""), "계기": ("reason", ""), "배경": ("reason", ""), "reason": ("reason", ""),
    "방법": ("method", ""), "방식": ("method", ""), "절차": ("method", ""), "method": ("method", ""),
    "뜻": ("definition", ""), "의미": ("definition", ""), "정의": ("definition", ""), "meaning": ("definition", ""), "definition": ("definition", ""),
    "기간": ("number", "기간"),
}  # fmt: skip

DURATIONS = ("일", "주", "개월", "년", "시간", "분", "달")
_COUNTED = {"몇": "", "how many": ""}
_HIGHEST = re.compile(r"(?:가장|제일|젤|최고로)\s*(?:높|크|큰|많|길|긴|좋|우수|잘|비싼|빠른)|최고(?!\s*전문)|최대(?!\s*(?:\d|몇))|1위|일위|most|highest|largest|biggest|greatest|best|top")
_LOWEST = re.compile(r"(?:가장|제일|젤)\s*(?:낮|작|적|짧|나쁜|나쁘|안\s*좋|싼|뒤)|최저|최소(?!\s*\d)|꼴찌|꼴등|lowest|smallest|least|fewest|worst")
_SUM = re.compile(r"합[치친칠쳐산하한할해]|더[하한할해][면여서 ]|합계|합은|모두\s*몇|총\s*몇|총합|전부\s*몇|다\s*합|통틀어|통틀면|전체\s*몇|모두\s*얼마|총\s*얼마|총\s*[가-힣]{0,6}\s?인원|모두\s*[가-힣]{0,6}\s?인원|in total|add up|added|plus|altogether|combined|\bsum\b|total number|\btotal\b")
_DIFFERENCE = re.compile(r"차이|격차|보다\s*(?:[가-힣]+\s){0,2}?(?:몇|얼마)|(?:몇|얼마)(?:나|큼|\s?[가-힣%]+포인트|\s?[가-힣%]{1,3})?\s*(?:더|덜)|더\s*(?:많|높|적|낮)[가-힣]*\s*(?:몇|얼마)|difference|how (?:much|many)[a-z ]* (?:more|less|fewer|higher|lower)")
_COMPARE = re.compile(r"보다\s*(?:더\s*)?(?:높|낮|많|적|큰|크|작|길|짧)[가-힣]*\s*\??$|(?:중에서?|중|가운데)\s*(?:에서?\s*)?(?:어느|어떤|누가|어디|뭐|무엇|더)|어느\s*(?:쪽|것|게|점수|항목|분야|편)[가-힣]*\s*(?:이|가|을|를|은)?\s*더|(?:와|과|이랑|랑|하고|vs\.?)\s.*더\s*(?:높|낮|많|적|크|작|큰|작은)|which (?:one )?is (?:higher|lower|more|larger)|higher,|more,")
_ORDER = re.compile(r"(?:몇\s*[가-힣]{1,2}|얼마)씩|[가-힣]별로?\s*.{0,12}?(?:몇|얼마)|순서(?:대로)?|순으로|높은\s*순|낮은\s*순|많은\s*순|적은\s*순|큰\s*순|작은\s*순|순위|상위|하위|(?:높은|낮은|많은|적은|큰|작은)\s*(?:것|거|곳|항목|분야|부서|시설)?\s*(?:두|세|네|다섯|2|3|4|5)\s*(?:개|가지|곳|항목)|(?:별|각각의?)\s*(?:로\s*)?(?:인원|점수|비중|비율|금액|건수|예산|만족도|현원|정원|수|명수)|ranking|in order|rank\b")
_SPREAD = re.compile(
    r"(?:최고|1등|1위|일등|가장\s*(?:높|많|큰)[가-힣]*).*(?:최저|꼴찌|꼴등|가장\s*(?:낮|적|작)[가-힣]*).*(?:차이|격차)|difference between the (?:highest|most|largest) and (?:the )?(?:lowest|least|smallest)"
)
_RATIO = re.compile(r"몇\s*배|비율|비중|몇\s*(?:%|퍼센트|프로)|차지|what (?:percent|share|proportion)|how many times")
_NONE_AT_ALL = re.compile(r"한\s*(?P<unit>명|건|개|곳|번|회)도\s*(?:안|없|못|[가-힣]+지\s*(?:않|못))")
_AVERAGE = re.compile(r"평균(?:은|이|을|값|\s*(?:내|구하|내면|치)|\s*(?:점수|만족도)|\s*몇|\s*얼마)|average of|on average|\bmean\b")
_COUNT = re.compile(r"(?:은|는|이|가|을|를|모두|총|다)\s*(?:모두|총)?\s*몇\s*(?:가지|개|종류|종|항목|단계|명목|과목|군데)|몇\s*(?:가지|종류|항목|개|과목|군데)(?:야|예요|이에요|인가|입니까|냐|지|로|를|나|\?|$)|개수|가짓수|세어|how many (?:[a-z]+ ){0,2}(?:are|is)")
_BEFORE = re.compile(r"(?:전에는|전에|전에\s*는|이전|하기\s*전|되기\s*전|기존|원래|당초|종전|[가-힣]\s전(?=\s|은|의|에)|개선전|도입전|before)")
_AFTER = re.compile(r"(?:[가-힣]\s?후(?=\s|에|의|는|로)|이후|다음에|난\s*뒤|된\s*뒤|개선후|after)")
_LIMITING = re.compile(r"(?:이상|이하|초과|미만|높|낮|많|적|크|작|넘|안 되|되|미치|웃도|밑도|above|below|over|under|more|less|than|least|exceed|exceeds|higher|lower)[가-힣]{0,2}")
_EXCLUDE = re.compile(r"([^,?]*?)\s*(?:을|를|은|는)?\s*(?:빼고|빼면|뺀|제외하고|제외하면|제외한|제외|말고|이외|except|excluding|without)")
_ABOVE = re.compile(r"넘는|넘은|넘나|넘어|넘|이상|초과|보다\s*(?:높|많|큰|크)|웃도|above|over|more than|higher than|at least|exceed")
_BELOW = re.compile(r"못\s*미치|이하|미만|보다\s*(?:낮|적|작)|밑도|밑인|밑으로|아래|안\s*되는|below|under|less than|lower than|fewer than")
_LIST = re.compile(r"모두|전부|목록|종류|리스트|각각|나열|세부\s*항목|항목들|어떤\s*것들|무엇무엇|뭐뭐|뭐가\s*있|무엇이\s*있|뭐\s*있|무엇들|것들|들은\s*(?:뭐|무엇|어떤)|에는\s*(?:무엇|뭐|어떤)|어떤\s*[가-힣]+(?:이|가|들)\s*있|list|all\b|what are|which are")
_YESNO_END = re.compile(r"(?:나요|는가요|은가요|ㄴ가요|인가요|까요?|니|냐|지요?|죠|어요?|아요?|해요?|돼요?|되요?|야|함|임|여부|는지|ㄴ지|은지|요|음|됨|돼|해|어|아)\s*\??\s*$")
_ENGLISH_YESNO = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.I)
_RANK = re.compile(r"(첫|두|세|네|다섯)\s*번째|([1-9])\s*(?:위|번째|등)(?![가-힣]*부)|(second|third|fourth|fifth)")
_RANKS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def clean(question: str) -> str:
    """Check and tidy a question as typed. Raises QuestionError when it is blank, over-long or holds characters that
    are no text (lone surrogates, control characters)."""
    if any(0xD800 <= ord(c) <= 0xDFFF for c in question):
        raise QuestionError("the question holds half a character (a lone surrogate); send whole Unicode text")
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r" for c in question):
        raise QuestionError("the question holds control characters; send plain text")
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", question)).strip()
    words = re.sub("[\u200b-\u200f\u2060\ufeff]", "", words)
    if not words:
        raise QuestionError("the question is empty; type one")
    if len(words) > MAX_LENGTH:
        raise QuestionError(f"the question has {len(words)} characters; at most {MAX_LENGTH} are read")
    return words


def understand(
    text: str, korean: Korean, subjects: tuple[str, ...] = (), labels: Collection[str] = frozenset()
) -> Query:
    """Analyse a cleaned question. `subjects` are names of what the reports are about: they are in every fact by
    nature and count for nothing here. `labels` are names of the reports' facts without white space: a word of the
    question that is one is taken whole, however the analyser would divide it. Deterministic; about a millisecond."""
    hangul, latin = len(re.findall("[가-힣ㄱ-ㅎ]", text)), len(re.findall("[A-Za-z]", text))
    language: Literal["ko", "en"] = "en" if latin > 2 * hangul else "ko"
    lower = text.lower()
    asks_list = bool(_LIST.search(lower))
    wanted, units, place = _wanted(text, lower, korean, language)
    operation = _operation(lower, wanted)
    years = tuple(sorted(years_in(text)))
    amounts = quantities(text)
    words = _words(text, korean, subjects, place, labels)
    excluded: tuple[QueryWord, ...] = ()
    if m := _EXCLUDE.search(text):
        excluded = tuple(w for w in words if m.start() <= w.start < m.end(1) and not w.asks)[-2:]
        excluded = tuple(w for w in excluded if w.end >= m.end(1) - 2 or len(excluded) == 1)
        if excluded:
            words = tuple(w for w in words if w not in excluded)
            operation = "sum" if operation == "none" and wanted == "number" else operation
    if asks_list and (wanted == "any" or (wanted == "number" and place is None)):
        wanted = "list"
    rank = 0
    if m := _RANK.search(lower):
        rank = next((_RANKS[g] if g in _RANKS else int(g) for g in m.groups() if g), 0)
        if operation in ("none", "order") and rank and re.search("번째|second|third|fourth|fifth", m.group()):
            low = _LOWEST.search(lower) or re.search("(?:밑|뒤|아래|끝)에서|낮|작은|적은", lower)
            operation = "lowest" if low else "highest"
    if operation in ("highest", "lowest", "sum", "difference", "compare", "average", "order", "spread"):
        told = tuple(w for w in words if not (_OPERATING.fullmatch(w.text.lower()) and (w.verb or not w.name or w.text[0].isdigit())))
        words = _with_head(told, place, text)
        if not units and (named := _asked_noun(lower)):
            units = named[1]
    if operation in ("none", "sum") and re.search(r"몇\s*배|how many times (?:more|as|larger)", lower):
        operation = "ratio"
    elif operation in ("none", "sum") and "%" in units and re.search(r"전체|총|모두|중(?:에서?)?\s|가운데|of all|of the total|out of", lower):
        operation = "ratio"
    threshold = None
    direction: Literal["", "above", "below"] = ""
    for q in amounts:
        after = lower[q.end : q.end + 12]
        if _ABOVE.search(after) or re.search(r"(?:over|above|than|least|exceed\w*)\s*$", lower[: q.start]):
            threshold, direction = q, "above"
        elif _BELOW.search(after):
            threshold, direction = q, "below"
    if m := _NONE_AT_ALL.search(text):
        threshold, direction = Quantity(Decimal(1), m["unit"], m.start(), m.end(), "1" + m["unit"]), "below"
    if threshold is not None:  # the limit is compared with, not looked for
        limit = threshold
        told = [w for w in words if not (limit.start <= w.start < limit.end) and not _LIMITING.fullmatch(w.text)]
        words = _with_head(tuple(told), place, text)
    return Query(
        text=text,
        language=language,
        words=words,
        wanted=wanted,
        units=units,
        operation=operation,
        years=years,
        excluded=excluded,
        threshold=threshold,
        direction=direction,
        rank=rank,
        interrogative=place,
        amounts=amounts,
        named_subject=any(s in text for s in subjects),
        subjects=subjects,
        pairs=tuple(
            (i, i + 1)
            for i, (a, b) in enumerate(zip(words, words[1:], strict=False))
            if re.fullmatch(r"(?:와|과|이랑|랑|하고|및|,|\s|and|그리고)+", text[a.end : b.start]) and text[a.end : b.start].strip()
        ),
        asks_list=asks_list,
    )


def _operation(lower: str, wanted: Wanted) -> Operation:
    if re.search(r"\d\s?(?!년)[가-힣%]{0,3}(?<!년)\s?보다", lower):  # more than a limit is no comparison of two
        lower = re.sub(r"보다", "", lower)
    for pattern, name in (
        (_SPREAD, "spread"),
        (_ORDER, "order"),
        (_DIFFERENCE, "difference"),
        (_COMPARE, "compare"),
        (_LOWEST, "lowest"),
        (_HIGHEST, "highest"),
        (_AVERAGE, "average"),
        (_COUNT, "count"),
        (_SUM, "sum"),
        (_BEFORE, "before"),
        (_AFTER, "after"),
    ):
        if pattern.search(lower):
            return name  # type: ignore[return-value]
    return "none"


_ASKING: tuple[tuple[str, Wanted], ...] = (
    (r"언제|무슨\s*요일|며칠날|몇\s*년도?(?=에|\s|인|이|부터|\?|$)|몇\s*월|몇\s*시(?=에|\s|부터|까지|\?|$)|며칠(?=인가|이|에\s|부터|\s*날|날)", "date"),
    (r"며칠|몇\s*일|얼마\s*동안|얼마나\s*(?:걸|오래)|몇\s*(?:주|개월|달|시간|년간)|얼마만|몇\s*년(?=\s*(?:까지|동안|간|걸|이나))", "number"),
    (r"누가|누구|누굴|누군|(?:어떤|무슨|어느)(?=\s*(?:사람|분(?![가-힣])|직원|대상))|[가-힣]{2,}(?:장|대표|이사|위원|교수|담당자|책임자|감독|작가)의?\s*(?:이름|성함|성명)", "person"),
    (r"어디(?!\s*(?:산하|소속|까지))|어느\s*(?:지역|도시|곳|장소|나라|대학)", "place"),
    (r"어느\s*(?:기관|회사|기업|부처|단체|부서)|무슨\s*(?:기관|회사|기업|부처)|어떤\s*(?:기관|단체|부처|회사)(?=에서|이|가|과|와)|어디\s*(?:산하|소속)", "organisation"),
    (r"왜|어째서|무엇\s*때문|뭐\s*때문", "reason"),
    (r"어떻게|어떡", "method"),
    (r"몇|얼마", "number"),
    (r"(?:이란|란)\s*(?:무엇|뭐|\?|$)|무슨\s*뜻|뭘?\s*(?:뜻|의미)|무엇을\s*(?:뜻|의미|말)", "definition"),
    (r"무엇|무슨|뭐|뭘|뭔|뭣|머(?=야|에|예|임|\s|\?)|어떤|어느|어때|어떠|어떤가", "any"),
)  # fmt: skip
_ASKING_EN: tuple[tuple[str, Wanted], ...] = (
    (r"\bwhen\b|what (?:date|year|month|day)|which (?:year|month|day)", "date"),
    (r"how (?:many|much|long|often|high|big|large|far|old)|what (?:percent\w*|share|proportion|rate|score|number|amount)|which percent\w*", "number"),
    (r"\bwho(?:m|se)?\b", "person"),
    (r"\bwhere\b|which (?:city|region|place|venue|location|cities|regions)", "place"),
    (r"(?:which|what) (?:organi[sz]ation|institution|agency|company|ministry|body)", "organisation"),
    (r"\bwhy\b", "reason"),
    (r"\bhow\b", "method"),
    (r"what does .* mean|what is meant|definition of", "definition"),
    (r"\bwhat\b|\bwhich\b", "any"),
)


def _wanted(text: str, lower: str, korean: Korean, language: str) -> tuple[Wanted, tuple[str, ...], tuple[int, int] | None]:
    """Kind of answer, its units, and where the interrogative stands."""
    for pattern, wanted in _ASKING if language == "ko" else _ASKING_EN:
        if m := re.search(pattern, lower):
            units: tuple[str, ...] = ()
            place = m.span()
            if wanted == "number":
                units, place = _units(lower, m.start(), m.end(), language)
                if re.match(r"며칠|몇\s*일|얼마\s*동안|얼마나\s*(?:걸|오래)|얼마만|how long", m.group()):
                    units, place = DURATIONS, (m.start(), m.start() + (2 if m.group().startswith("며칠") else 3 if m.group().startswith("몇") else 2))
            if wanted == "number" and re.match(r"얼마나?\s*(?:더\s*)?(?:늘|줄|오르|올|증가|감소|상승|하락|변|낮아|높아|떨어|단축|개선|커|많아|적어)", lower[m.start() :]):
                return wanted, (), place  # by a share, by an amount: whatever the report says
            if wanted in ("any", "method", "number") and not units and (named := _asked_noun(lower)):
                wanted = named[0] if wanted == "any" or named[0] == "number" else wanted
                units = named[1]
            return wanted, units, place
    if language == "en" and _ENGLISH_YESNO.match(lower):
        return "yesno", (), None
    if named := _asked_noun(lower):
        return named[0], named[1], None
    if language == "ko" and re.search(r"[가-힣](?:는|은)\??$|알려|궁금|설명|정리|말해|\?$", text) and not _predicate(text, korean):
        return "any", (), None
    return ("yesno", (), None) if language == "ko" and _predicate(text, korean) else ("any", (), None)


def _predicate(text: str, korean: Korean) -> bool:
    """Whether the question ends in a predicate of its own (…되나요, …편함): asked without an interrogative, it is a
    yes-or-no question."""
    if re.search(r"(?:알려|말해|설명해|정리해|소개해|보여|가르쳐|주라|달라|궁금)[가-힣\s]*[.?!~]*$", text):
        return False
    tail = [m for m in korean.morphemes(text) if not m.tag.startswith("S")][-3:]
    return any(m.tag in ("EF", "ETN") for m in tail[-2:]) and bool(_YESNO_END.search(text))


def _asked_noun(lower: str) -> tuple[Wanted, tuple[str, ...]] | None:
    """The last noun of asking that the question is about: 「…점수는?」, 「…기간 알려줘」."""
    best: tuple[int, str] | None = None
    for noun in ASKS:
        pattern = rf"{noun}(?=\s*(?:은|는|이|가|을|를|도|요|좀|알|궁|말|설|정|인|과|와|\?|$|어|얼|몇|무|뭐|각))" if re.match("[가-힣]", noun) else rf"\b{noun}\b"
        for m in re.finditer(pattern, lower):
            if best is None or m.start() >= best[0]:
                best = (m.start(), noun)
    if best is None:
        if re.search(r"[가-힣](?:율|률)(?:은|는|이|가|을|를|도|\s|\?|$)", lower):
            return "number", ("%",)
        if re.search(r"[가-힣]\s?수(?:는|가|를|은|\?|$|\s+(?:알|얼|몇|좀))", lower) and not re.search(r"우수|필수|특수|점수|다수|교수", lower):
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
        for words, unit in (
            ("percentage points?", "%포인트"), ("points?|score", "점"), ("percent|%|share|proportion", "%"), ("people|employees|students|participants|interns|staff|workers|persons|applicants|personnel|consultants", "명"),
            ("times", "회"), ("days", "일"), ("weeks", "주"), ("months", "개월"), ("years", "년"), ("won|money", "원"),
        ):  # fmt: skip
            if re.match(rf"\s*(?:[a-z-]+\s){{0,2}}?(?:{words})\b", rest) or re.search(words, lower[start:end]):
                return (unit,), (start, end)
        return (DURATIONS if "how long" in lower[start:end] else ()), (start, end)
    m = re.compile(
        r"몇\s*(?P<unit>%\s?포인트|%p|퍼센트\s?포인트|퍼센트|프로|%|명|사람|인|점|건|개월|개국|개소|개사|개|군데|곳|회|차례|번|원|만\s?원|억\s?원|천\s?원|만|억|가지|종류|종|주|시간|년|살|세|권|대|위|등|단계|과목|분야|분|편|급|팀|호)?"
    ).match(lower, start)
    if m and m["unit"]:
        unit = re.sub(r"\s", "", m["unit"])
        unit = {"만원": "원", "억원": "원", "천원": "원", "군데": "개소", "사람": "명", "만": "", "억": ""}.get(unit, unit_name(unit))
        return ((unit,) if unit else ()), (start, m.end())
    return (), (start, end)


def _words(
    text: str, korean: Korean, subjects: tuple[str, ...], place: tuple[int, int] | None, labels: Collection[str] = ()
) -> tuple[QueryWord, ...]:
    """Content words without those of asking, of years and of the subject. The last content noun before the
    interrogative (or the end) is the head."""
    found: list[QueryWord] = []
    tags = {m.start: m for m in korean.morphemes(text)}
    dates = moments(text)
    for w in korean.words(text):
        bare = re.sub(r"\s", "", w.text).lower()
        if any(bare in s.lower() and s.lower().endswith(bare) and len(bare) >= 2 for s in subjects) or bare in [s.lower() for s in subjects]:
            continue
        if re.fullmatch(r"(?:(?:19|20)\d\d(?:년도?|년)?|\d\d년도?)", bare):
            continue
        if place is None and any(m.start <= w.start < m.end for m in dates):
            continue  # a date that is claimed, not asked for
        terms = tuple(t for t in w.terms if not _asking(t, w.terms))
        if not terms or (place and w.start >= place[0] and w.end <= place[1]):
            continue
        if all(t.tag == "SN" for t in terms) and place and place[0] <= w.start < place[1] + 2:
            continue
        verb = terms[-1].tag in ("VV", "VA")
        asks = bare in ASKS or (len(terms) == 1 and terms[0].text in ASKS)
        first: Morpheme | None = tags.get(w.start)
        name = any(t.tag == "NNP" for t in terms) or (first is not None and first.tag == "NNP") or bool(_ENTITY.fullmatch(bare))
        name = name or bare in ("작년", "지난해", "전년", "재작년", "내년", "내후년") or terms[0].tag == "SN" or (w.start > 0 and bool(re.match(r"[A-Z]", w.text)))
        named = tuple(dict.fromkeys(t.text for t in terms))
        after = place is not None and w.start >= place[1]
        generic = bare in GENERIC or (len(named) == 1 and named[0] in GENERIC) or bool(re.fullmatch("[가-힣]{1,6}별", bare))
        found.append(QueryWord(w.text, w.start, w.end, named, asks, name and not verb, False, verb, generic, after))
    for m in re.finditer(rf"([가-힣A-Za-z]{{2,}}?)(?:{PARTICLES})?(?=[\s?.,!]|$)", text) if labels else ():
        inside = [w for w in found if m.start(1) <= w.start and w.end <= m.end(1)]
        if m[1] in labels and m[1] not in ASKS and m[1] not in STOP and "".join(w.text for w in inside) != m[1]:
            word = QueryWord(m[1], m.start(1), m.end(1), (m[1].lower(),))
            found = sorted([w for w in found if w.end <= m.start(1) or w.start >= m.end(1)] + [word], key=lambda w: w.start)
    return _with_head(tuple(found), place, text)


PARTICLES = "은|는|이|가|을|를|의|도|와|과|로|으로|에|에서|에는|만|요|이요|이랑|랑|하고|까지|부터|보다|인가요|이야|야|이에요|예요"


def _with_head(words: tuple[QueryWord, ...], place: tuple[int, int] | None, text: str) -> tuple[QueryWord, ...]:
    """The words with the one marked that the question is about most."""
    found = [replace(w, head=False) for w in words]
    end = place[0] if place else len(text)
    nouns = [w for w in found if not w.verb and not w.asks and not w.generic]
    if found and all(w.generic for w in found):  # nothing but nouns of filing: then they are what it is about
        found = [replace(w, generic=False) for w in found]
        nouns = [w for w in found if not w.verb and not w.asks]
    before = [w for w in nouns if w.start < end] or nouns
    clause = next((w for w in reversed(found) if w.verb and w.start < end and re.match(r"(?:[가-힣]{0,2}[한은던인된온친운][\s]?(?:점|것|거|곳|부분|게)(?![가-힣]*[년월]))", text[w.end - 1 :])), None)
    chosen = clause or (before[-1] if before else None)
    if chosen is not None:  # 「아쉬워한 점은?」 is about the verb, 「…점수는?」 about the last noun
        found = [replace(w, head=True) if w is chosen else w for w in found]
    return tuple(found)


def _asking(term: Term, siblings: tuple[Term, ...]) -> bool:
    """Whether a term is of asking only. Inside a longer word (수 in 수강료) it is not."""
    if len(siblings) > 1 and term.tag.startswith("NN"):
        return False
    return term.text in STOP
