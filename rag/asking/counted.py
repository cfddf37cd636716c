"""How English frames a question: the noun that it asks about, the unit of what it counts, and words that only say when.

How many delivery volunteers work for …      about volunteers, counted in 명
What was the leakage rate of …                about rate
Who was the chief engineer at the end of 2024 about engineer; the end of 2024 is a time
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.asking.query import QueryWord
from rag.words.english import stem
from rag.words.irregular import regular

# What a report counts in a unit of its own; stems, so that one form does for all.
_COUNTED: dict[str, str] = {
    "명": "people person persons employee staff staffer worker personnel student participant intern applicant consultant volunteer visitor"
    " patient outpatient inpatient user member subscriber resident citizen graduate hire recruit farmer researcher trainee delegate senior"
    " child woman man boy girl teacher instructor nurse doctor physician specialist expert professional counselor advisor adviser manager executive"
    " director officer official inspector engineer technician developer driver reporter journalist artist author writer player athlete"
    " victim injury death casualty fatality victim passenger customer client guest attendee audience viewer listener spectator tourist traveler"
    " foreigner immigrant migrant refugee household-head youth youngster adult parent mother father senior elder pensioner retiree veteran"
    " jobseeker job-seeker candidate recipient beneficiary claimant tenant owner merchant seller vendor buyer consumer donor sponsor mentor mentee"
    " tutor lecturer professor scholar pupil freshman alumnus leader representative commissioner councilor judge lawyer soldier"
    " policeman firefighter fisherman diver sailor crew guard operator agent assistant interpreter guide speaker presenter winner"
    " awardee finalist juror panelist respondent interviewee successful-candidate newcomer returnee apprentice breadwinner caregiver carer"
    " helper rescuer survivor patient carrier offender supporter follower fan activist entrepreneur founder shareholder investor"
    " contractor subcontractor freelancer part-timer civil-servant public-servant headcount men women",
    "건": "case complaint accident incident consultation application report inquiry petition contract patent permit violation crime dispute"
    " claim transaction order call request suggestion proposal post article lawsuit award project inspection repair",
    "회": "time session round meeting performance concert lecture screening show visit inspection drill exercise",
    "개소": "place site location center branch office facility store shop station village school hospital library museum park clinic"
    " shelter port harbor plant factory farm beach spot booth outlet market restaurant institution organization venue town district region",
    "개사": "company firm business corporation enterprise startup employer supplier manufacturer venture",
    "개국": "country nation",
    "대": "car bus vehicle truck bike bicycle ambulance drone computer camera charger machine van taxi tractor robot kiosk",
    "척": "ship vessel boat ferry cruise-ship",
    "권": "book volume",
    "가구": "household family home",
    "종": "species kind type sort",
    "개": "item piece question step stage category indicator subject course program team department division unit member-state bed room seat"
    " task goal strategy principle value target",
    "톤": "ton tonne",
    "마리": "animal bird fish cow pig dog cat deer chicken",
    "그루": "tree",
    "원": "won money",
    "일": "day", "주": "week", "개월": "month", "년": "year", "시간": "hour", "분": "minute",
    "점": "point", "%": "percent percentage", "㎡": "square-meter", "m": "meter", "km": "kilometer", "kg": "kilogram", "ha": "hectare",
}  # fmt: skip
_LIKE = {"건": ("건", "개", "회"), "회": ("회", "건"), "개": ("개", "종", "건"), "종": ("종", "개"), "가구": ("가구", "세대", "호"),
         "권": ("권", "부"), "개사": ("개사", "개소"), "톤": ("톤", "kg")}  # fmt: skip
_UNITS = {stem(word): unit for unit, words in _COUNTED.items() for word in words.split()}
_ASKS = re.compile(
    r"\b(?:how many|how much|(?:total |overall )?number of|what(?:'s|s)?(?: (?:is|was|were|are|will be))?|which|whose)\b(?: of)?",
    re.I,
)
_STOPS = re.compile(
    r"(?:of|in|on|at|for|from|to|by|with|about|as|per|during|between|among|under|over|than|that|which|who|is|are|was|were|be|been"
    r"|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|and|or|there|it|they|you|we|he|she|i|into|through|after"
    r"|before|since|until|because|when|where|while|if|not|so|each|every|across|within|without|against|toward|towards|like|via|work|works|live|lives|take|use|join|attend|visit|serve|belong|apply|need|come|go|get)\Z"
)
_SKIPPED = re.compile(r"(?:the|a|an|this|that|these|those|its|their|his|her|our|your|my|any|some|all|total|of)\Z")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z]+)*|\d[\d,.]*")
_VERB = re.compile(r"[a-z]{2,}(?:ed)\Z")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)\s*)?")  # a word's Korean in brackets behind it
# Times as a report is dated, which say nothing of what is asked: as of the end of 2024.
TIMES = re.compile(
    r"\bas (?:of|at)\b(?: the)?(?: (?:end|close|start|beginning) of)?"
    r"|\b(?:at|by|in|until|through|from|since|before|after|toward|towards)? ?(?:the )?(?:year-?end|(?:very )?(?:end|close|start|beginning|turn) of)(?= (?:the )?(?:year\b|19\d\d|20\d\d))"
    r"|\b(?:at present|at the moment|so far|to date|right now|these days|nowadays|as of now|at the time|(?:about |of )?working (?:there|here)|in the year|for the year|during the year|over the years?)\b",
    re.I,
)
# Phrases that say nothing of the matter, as the words that they are made of.
SAYING = re.compile(
    r"(?:according|as|at|be|by|other|how|in total|less|made|make|more|not|number|since|until|up|what|where|which|who)\b",
    re.I,
)
_REWARD = re.compile(
    r"\b(?:[a-z]+ won\b|won (?:the|a|an|any|its|their|his|her|at|in|this|that|by|first|second|third|gold|silver|bronze|[A-Z]))"
)
_MONEY = re.compile(r"(?:\d|hundred|thousand|million|billion|trillion|many|much|korean|in) won\b", re.I)


_CLASSES = {
    stem(word)
    for word in [
        "country",
        "nation",
        "company",
        "firm",
        "business",
        "enterprise",
        "event",
        "product",
        "item",
        "good",
        "thing",
        "feature",
        "function",
        "city",
        "town",
        "region",
        "province",
        "area",
        "place",
        "institution",
        "organization",
        "organisation",
        "agency",
        "ministry",
        "body",
        "university",
        "college",
        "school",
        "hospital",
        "bank",
        "department",
        "team",
        "division",
        "group",
        "facility",
        "service",
        "program",
        "project",
        "activity",
        "year",
        "month",
        "day",
        "sector",
        "industry",
        "field",
        "topic",
        "issue",
        "problem",
        "language",
        "method",
        "way",
        "factor",
    ]
}


def asked_about(text: str) -> tuple[int, int] | None:
    """Where the noun stands that an English question counts or asks for: the last one of the noun phrase behind its
    interrogative. None where there is none."""
    m = _ASKS.search(text)
    if m is None:
        return None
    found: re.Match[str] | None = None
    for word in _WORD.finditer(text, m.end()):
        between = text[(found.end() if found else m.end()) : word.start()]
        lower = word.group().lower()
        if found is not None and not _ASIDE.fullmatch(between):
            break
        if found is None and _SKIPPED.match(lower):
            continue
        verb = found is not None and (_VERB.match(lower) or regular(lower) != lower) and lower not in _PLURALS
        if _STOPS.match(lower) or word.group()[0].isdigit() or verb:
            break
        found = word
    return found.span() if found else None


_PLURALS = frozenset(
    ["children", "men", "women", "feet", "people", "analyses", "media", "data", "criteria", "alumni", "fishermen"]
)


def units_counted(text: str) -> tuple[str, ...]:
    """The units in which a report counts what an English question asks how many there are of; empty when unknown."""
    m = re.search(r"\b(?:how many|(?:total |overall )?number of)\b", text, re.I)
    place = asked_about(text[m.start() :]) if m else None
    if m is None or place is None:
        return ()
    word = text[m.start() :][slice(*place)].lower()
    unit = _UNITS.get(stem(word)) or _UNITS.get(stem(word.rsplit("-", 1)[-1]), "")
    return _LIKE.get(unit, (unit,) if unit else ())


def asks_money(text: str) -> bool:
    """Whether the noun that a question asks for is an amount of money (what is the average salary)."""
    place = asked_about(text)
    return place is not None and bool(_SUMS.fullmatch(text[slice(*place)].lower()) or _WORTH.search(text, 0, place[1]))


_SUMS = re.compile(
    r"(?:[a-z]+-)?(?:salary|salaries|wage|budget|cost|price|fee|revenue|expenditure|turnover|capital|rent|deposit|allowance|pay|profit|debt)s?"
)
# A value that is money, unlike the values that a company holds.
_WORTH = re.compile(
    r"\b(?:contract|deal|order|investment|project|transaction|export|import|sales|asset|purchase) (?:value|amount|size)\Z",
    re.I,
)
# Whom a thing is for, which a report to them leaves out: an age limit for applicants.
_FOR_THEM = re.compile(
    r"\bfor (?:the |all |new |its |their )?(?P<whom>applicants?|candidates?|employees?|staff|workers?|hires?)\b", re.I
)
_BY_UNIT = frozenset(["개국", "개사"])  # units that say what they count (46개국)


def names_class(text: str, noun: str) -> bool:
    """Whether a question asks which of a class of things (which country, what kind of event): a report that names the
    thing seldom says its class."""
    return (
        bool(
            re.search(
                rf"\b(?:which|what|whose)(?: other)? (?:(?:kind|type|sort)s? of )?{re.escape(noun)}\b", text, re.I
            )
        )
        and stem(noun) in _CLASSES
    )


_PRICED = re.compile(
    r"(?<![가-힣])값(?:은|이|으로)?\s?(?:[가-힣]{1,4}\s)?(?:얼마|비[싸쌌]|[싸쌌]|몇\s?[만천]?\s?원|올[랐라]|내[렸려])"
)


def priced(text: str) -> bool:
    """Whether 값 in a question is what something costs, not the value of a measure (BOD 값)."""
    return bool(_PRICED.search(text))


def rewarded(text: str) -> bool:
    """Whether “won” in a question is what somebody did, not money."""
    return bool(_REWARD.search(text)) and not _MONEY.search(text)


_STAFF = re.compile(
    r"\b(?:how many|(?:total |overall )?number of) (?:people|persons|employees|staff(?: members)?|workers|personnel)\b",
    re.I,
)
_MINISTRY = re.compile(
    r"\b(?:which|what) (?:(?:government|central|parent|higher|supervis\w+|national) )*(?:ministry|department|agency|authority|body)\b",
    re.I,
)
_OWN = {
    stem(word)
    for word in [
        "people",
        "person",
        "employee",
        "staff",
        "member",
        "worker",
        "personnel",
        "work",
        "employ",
        "have",
        "currently",
        "total",
        "regular-size",
        "oversee",
        "supervise",
        "belong",
        "run",
        "control",
        "charge",
        "manage",
        "government",
        "central",
        "parent",
        "responsible",
        "affiliate",
        "govern",
    ]
}


def asks_of_subject(text: str, words: Sequence[str]) -> tuple[str, int, int] | None:
    """What a question asks of the report's subject itself, when its words name nothing else, and where: the number of
    its employees, the ministry that it is under."""
    if any(
        stem(part) not in _OWN
        for word in words
        for part in re.findall("[a-z]+|[가-힣]+", word.lower())
        if part not in _FILLERS
    ):
        return None
    for pattern, named in ((_STAFF, "number of employees"), (_MINISTRY, "ministry in charge")):
        if (m := pattern.search(text)) is not None:
            return named, m.start(), m.end()
    return None


_FILLERS = frozenset(
    ["how", "many", "much", "number", "of", "in", "at", "for", "by", "to", "the", "a", "under", "total", "overall"]
)


# What people like is what they hold good, not what somebody looks for (what kind of people do you like).
_LIKED = re.compile(r"\bwhat (?:do|does|did|would)\b.*\blike(?: (?:about|best|most|the most)\b|\s*\?*$)", re.I)


_GRADE = re.compile(r"\bgrades? (?P<number>\d{1,2})\b|\b(?P<nth>\d{1,2})(?:st|nd|rd|th)[- ]grade\b", re.I)


def _graded(words: tuple[QueryWord, ...], text: str) -> tuple[QueryWord, ...]:
    """The words with a grade and its number as the one word that a Korean report writes (grade 5, 5급)."""
    found = list(words)
    for m in _GRADE.finditer(text):
        inside = [w for w in found if m.start() <= w.start < m.end()]
        if inside:
            grade = f"{m['number'] or m['nth']}급"
            one = QueryWord(grade, *m.span(), (grade,), name=True)
            found = sorted([w for w in found if w not in inside] + [one], key=lambda w: w.start)
    return tuple(found)


def framed(words: tuple[QueryWord, ...], text: str, also: Callable[[str], Sequence[str]]) -> tuple[QueryWord, ...]:
    """The words of an English question, whose order says less about what it is about most than a Korean one's: the
    noun that it counts or asks for, if its frame shows one; a mere class of things (which country) is of filing."""
    words = _graded(words, text)
    words = tuple(replace(w, terms=("likes",)) if w.text == "like" and _LIKED.search(text) else w for w in words)
    place, whom = asked_about(text), _FOR_THEM.search(text)
    by_unit = bool(_BY_UNIT & set(units_counted(text)))
    if (known := asks_of_subject(text, [w.text for w in words if not w.asks])) is not None:
        named, start, end = known
        return (QueryWord(named, start, end, (named,), head=True, also=tuple(also(named))),)
    found = []
    for w in words:
        here = place is not None and w.start < place[1] <= w.end and not (w.asks or w.verb)
        generic = w.generic or (here and (by_unit or names_class(text, w.text)))
        generic = generic or (whom is not None and w.start == whom.start("whom"))
        told = tuple(also(w.whole))
        found.append(replace(w, head=here and not generic, generic=generic, after=False, also=told))
    if found and all(w.generic for w in found):
        found = [replace(w, generic=False) for w in found]
    return tuple(found)
