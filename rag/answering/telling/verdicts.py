"""Yes or no: what a fact says of a question that claims something. None where the report is not plain about it."""

from __future__ import annotations

import re

from rag.answering.spans.clauses import clauses
from rag.answering.spans.published import made_known
from rag.answering.spans.quantities import Moment, Quantity, moments, quantities, years
from rag.asking.kinds import whether_told
from rag.korean import Korean
from rag.questions import Query
from rag.types import Fact
from rag.words.compounds import first_noun, stands_alone

_NEGATION = re.compile(r"않|못하|못한|아니|없(?!이)|불가|안\s?되|안\s?됨|무효|금지|불허|중단")
_DENIED = re.compile(
    r"없(?!이)|지\s?않|(?<![가-힣])안\s(?!내|전|정)|(?<![가-힣])안(?:해|하[나는고지]|했|돼|되|됐|됨|뽑|봐요|보나|줘|주나|받|써|쓰|나와|나오|걸려|들어|많|좋|높)"
    r"|(?<![가-힣])못\s?(?:해|하|한|했|가|받|쓰|써|봐|보|들)|지\s?못|아닌가|아니[야죠지]|불가"
)
_DEGREE = re.compile(
    r"많(?!이\s(?:뽑|받))|적(?:은|나|어|습|냐|지)|높|낮|(?<![가-힣])(?:크|커)|작[나은아]|길[어나]|짧|좋|나쁘|나빠|어렵|어려|쉽|쉬[운워]|힘[들든]|빡|(?<![가-힣])세[나요]|심[하한해]|괜찮|만족[하스]|널널|빠르|느리|자주|비싸|넉넉|부족|충분|여유"
)
_MORE = re.compile(
    r"(?P<what>[가-힣A-Za-z]+?)(?:이|가|은|는)\s(?:조금|좀|훨씬|약간|다소)?\s?더\s?(?P<how>많|높|크|적|낮|작|길|짧|빠|느)"
)
_LIMIT = re.compile(r"\s?(이상|이하|미만|초과|부터|까지|넘)")
_EVER = re.compile(
    r"[은는한된던]\s(?:적|일)(?:이|은|도)?\s?있|(?:사고|사건|사례|위반|유출|피해|사망자?|부상자?)(?:이|가|는|은|도)?\s?있"
)
_NONE = re.compile(r"[은는이가도]\s(?:한\s?(?:건|명|번|차례)도\s)?없[었다는으]")
_RANKS = ("급", "등급", "호", "단계", "기", "차", "종")
_ONCE = re.compile(r"(?<![가-힣\d])(?:한|단)\s?번(?:의|에|만|으로)(?!도)|한꺼번에|동시에|원스톱")
_OFTEN = re.compile(r"(?:여러|두|세|몇)\s?(?:번|차례)(?!째)|번번이|매번|일일이|(?<![가-힣])따로(?:따로)?(?=\s)")
_ALONE = re.compile(r"(?<![가-힣])(?:혼자|직접|따로|개인(?:이|적으로)?|개별(?:로|적으로)?|스스로)(?=\s)")
_MAY = re.compile(r"도\s?(?:되|돼|될|됩|괜찮)|수\s?있|가능")
_MAY_NOT = re.compile(r"수(?:는|가|도)?\s없|안\s된|못\s?한|못하|불가|금지")
PLAIN = 0.8  # coverage of the question from which a fact can decide it


def verdict(query: Query, fact: Fact, quote: str, value: str, coverage: float, korean: Korean) -> bool | None:
    """True for 네, False for 아니요, None to let the fact speak for itself.

    `quote` and `value` are the texts of the fact's span and value, `coverage` (0..1) how much of the question it says.
    A limit decides by the amount, a claimed amount or date by its equal, an amount by being more than none, and
    anything else by the negation of the one clause that says what the question asks.
    """
    amounts = quantities(value if fact.kind == "value" else quote)
    if query.threshold is not None:
        same = [q for q in amounts if q.unit == query.threshold.unit]
        if len(same) != 1:
            return None
        equal = "이상" in query.text and same[0].value == query.threshold.value
        above = same[0].value > query.threshold.value or equal
        return above if query.direction == "above" else not above
    if whether_told(query.text) is not None:
        return made_known(quote)
    if fact.kind == "sentence" and (more := _more(query.text, quote)) is not None:
        return more
    if fact.kind == "sentence" and (alone := _alone(query.text, quote)) is not None:
        return alone
    if coverage < PLAIN:
        return None
    if (once := _once(query.text, quote)) is not None:
        return once
    if fact.kind == "sentence" and (within := _within(query, quote)) is not None:
        return within
    for claimed in (q for q in query.amounts if q.unit and not _named(query.text, q)):
        same = [q for q in amounts if q.unit == claimed.unit]
        if same:
            return any(q.value == claimed.value for q in same)
    told = moments(value if fact.kind == "date" else quote)
    never = fact.kind == "sentence" and bool(_EVER.search(query.text)) and bool(_NONE.search(quote))
    denied = bool(_NEGATION.search(query.text) or _DENIED.search(query.text))
    if (claims := moments(query.text)) and told and not never:
        return any(_agree(c, t) for c in claims for t in told) and not _undone(query, quote, denied, korean)
    if query.years and (said := years(quote)) and not never:
        return bool(set(query.years) & said) and not _undone(query, quote, denied, korean)
    if fact.kind == "value" and len(amounts) == 1 and len(value) < 15:
        if _DEGREE.search(query.text) or amounts[0].unit in ("점", "%"):
            return None  # how much is much, nobody said
        return (amounts[0].value != 0) != bool(_DENIED.search(query.text))
    clause = _about(query, quote, korean) or _clause(quote, _predicate(query.text, korean))
    if clause is None:  # 순환근무, of which 「순환이 없다」 is told
        nouns = [n for w in query.words if w.head and (n := first_noun(w.text)) and stands_alone(n, quote)]
        clause = _clause(quote, nouns[0]) if nouns else None
    if clause is None or fact.kind not in ("value", "sentence", "item"):
        return None
    return bool(_NEGATION.search(clause)) == denied


def _undone(query: Query, quote: str, denied: bool, korean: Korean) -> bool:
    """Whether a sentence says plainly that what is asked was not done, as no `denied` question expects: 「2021년에는 열리지
    않았다」."""
    if denied:
        return False
    stems = [m.form for m in korean.morphemes(query.text) if m.tag.split("-")[0] in ("VV", "VA")]
    words = [_predicate(query.text, korean), *(f"{stem}지" for stem in stems[-1:])]
    return any((clause := _clause(quote, w)) is not None and _NEGATION.search(clause) for w in words)


def _named(question: str, claimed: Quantity) -> bool:
    """Whether an amount only names what the question is about: 「6급도 …」, one of several grades."""
    return claimed.unit in _RANKS and bool(re.match(r"(?:도|은|는|이|가|의|에|부터)?\s", question[claimed.end :]))


def _more(question: str, quote: str) -> bool | None:
    """Whether what a question takes for more (찬성이 더 많았나요) is what a sentence says is more (반대가 더 많았다)."""
    asked, told = _MORE.search(question), _MORE.search(quote)
    if asked is None or told is None or asked["how"] != told["how"] or asked["what"] not in quote:
        return None
    return asked["what"] == told["what"]


def _alone(question: str, quote: str) -> bool | None:
    """False where a question asks whether somebody may do a thing alone (혼자 신청해도 되나요) and a clause says that alone it
    cannot be done; None for anything else."""
    if not (_ALONE.search(question) and _MAY.search(question)):
        return None
    denied = any(_ALONE.search(clause) and _MAY_NOT.search(clause) for clause in re.split(r",\s*", quote))
    return False if denied else None


def _once(question: str, quote: str) -> bool | None:
    """Whether what a question takes to be done once (한 번에 되나요) or time and again is told so; None where either does
    not say."""
    asked = bool(_ONCE.search(question)), bool(_OFTEN.search(question))
    told = bool(_ONCE.search(quote)), bool(_OFTEN.search(quote))
    return None if asked[0] == asked[1] or told[0] == told[1] else asked == told


def _within(query: Query, quote: str) -> bool | None:
    """Whether an amount that a question names keeps to the one limit of its unit that a sentence sets (열일곱 살도
    되나요, 만 18세 이상이면 된다); turned round where the sentence says what is not possible."""
    for claimed in (q for q in query.amounts if q.unit):
        limits = [q for q in quantities(quote) if q.unit == claimed.unit and _LIMIT.match(quote[q.end :])]
        if len(limits) != 1:
            continue
        limit, said = limits[0], _LIMIT.match(quote[limits[0].end :])
        assert said is not None
        fits = {
            "이상": claimed.value >= limit.value,
            "부터": claimed.value >= limit.value,
            "초과": claimed.value > limit.value,
            "넘": claimed.value > limit.value,
            "이하": claimed.value <= limit.value,
            "까지": claimed.value <= limit.value,
            "미만": claimed.value < limit.value,
        }[said[1]]
        clause = re.split(r",\s", quote[limit.end :])[0]
        return fits != bool(_NEGATION.search(clause))
    return None


def _agree(claim: Moment, told: Moment) -> bool:
    """Whether a date that a question claims fits one that the report tells, as far as both are written."""
    pairs = ((claim.year, told.year), (claim.month, told.month), (claim.day, told.day))
    return all(c is None or t is None or c == t for c, t in pairs)


def _predicate(question: str, korean: Korean) -> str:
    """What a yes-or-no question asks about its subject: the stem of its verb, or the noun before 있다, 하다 and the like."""
    for m in reversed(korean.morphemes(question)):
        tag = m.tag.split("-")[0]
        if tag in ("VV", "VA", "XR") and m.form not in ("있", "없", "되", "하", "이", "맞", "받", "보", "주"):
            return question[m.start : m.end][:2] if m.end > m.start else m.form
        if tag in ("NNG", "NNP", "SL"):
            return question[m.start : m.end]
    return ""


def _about(query: Query, quote: str, korean: Korean) -> str | None:
    """The one clause of several whose subject the question asks about (담당자도 …되나요); None where there is none."""
    topics = [w.text for w in query.words if re.match(r"(?:도|은|는|이|가)(?=\s)", query.text[w.end :])]
    parts = clauses(quote, korean)
    saying = [p for p in parts if any(quote[p.subject.start : p.subject.end].endswith(t) for t in topics)]
    if len(parts) < 2 or len(saying) != 1:
        return None
    return quote[saying[0].start : saying[0].end]


def _clause(quote: str, word: str) -> str | None:
    """The clause of a sentence that says a word; None when none or several do."""
    clauses = re.split(r",\s*|(?<=[가-힣][고며])\s|(?<=지만)\s|(?<=으나)\s", quote)
    saying = [c for c in clauses if word and re.sub(r"\s", "", word) in re.sub(r"\s", "", c)]
    return saying[0] if len(saying) == 1 else None
