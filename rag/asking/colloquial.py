"""Question words and endings as they are typed in haste, put into their standard spelling and apart from their noun.

    식생수로가머에요 → 식생수로가 뭐예요      원서접수언재하나여 → 원서접수 언제 하나요      항목갯수 → 항목 개수

Only words of asking are touched here, the same in every report; `rag.spelling` repairs the words of matter. A question
word is cut off from what stands before it only where the analyser sees no word across the seam (비누가, 발언제한,
게이머예요 stay whole).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rag.asking.naming import named
from rag.asking.wording import PARTICLES
from rag.korean import Korean

_OPEN = "".join(chr(c) for c in range(0xAC00, 0xD7A4) if (c - 0xAC00) % 28 in (0, 4))  # after these 率 is written 율

# Spellings that are wrong wherever they stand: no Korean word is written so.
_ALWAYS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), right)
    for pattern, right in (
        (r"[ㅋㅎㅠㅜ]{2,}|ㅇㅇ+(?=\s|[?!.~]|$)|[~^]+(?=[?!.]|$)", ""),
        (r"(?<![가-힣])[가-힣]{2,8}[,.…]*\s(?:아\s)?아니다?[,.…]*\s(?=[가-힣]{2,}\s)", ""),  # 「월급 아니 연봉 얼마」
        (r"얼\s마(?=[가-힣\s?]|$)", "얼마"),
        (r"언\s제(?=[가-힣]?[\s?]|$)", "언제"),
        (r"뭐\s(?=[에예](?:요|여))", "뭐"),
        (r"(?<=[가-힣])\s(은|는|이|가|을|를)(?=\s(?:뭐|머|무엇|뭔|언제|어디|누구|얼마|몇|어때|어떻))", r"\1"),
        (r"ㅇㄷ", "어디"),
        (r"(?<![가-힣])(?:해|년)마다", "매년"),
        (r"(?<![가-힣])(?:달마다|다달이)", "매월"),
        (r"(?<![가-힣])(?:날마다)", "매일"),
        (r"ㄱㄴ", "가능"),
        (r"[몃몆멷멫멏멧]", "몇"),
        (r"[됬됏됫]", "됐"),
        (r"됌", "됨"),
        (r"몇\s?게(?=에|예|이|인|야|임|나|고|\s|\?|$)", "몇 개"),
        (r"갯수", "개수"),
        (r"(?<![가-힣])쎄(?=[요다지고]|\s)", "세"),
        (r"(?<=(?:제일|가장)\s)[쎈센](?=\s)|(?<=젤\s)[쎈센](?=\s)", "높은"),
        (r"(?<![가-힣])쎈(?=\s)", "센"),
        (r"전[하와](?=\s?번호)", "전화"),
        (r"직열(?=[은는이가을를의도별\s?]|경쟁|$)", "직렬"),
        (  # people, whom a question counts with respect, and no minutes
            r"(?<=[인자객님민원생신들][은는이가도]\s)몇\s?분(?=께서|이(?!\s|나\s(?:걸|기다|동안|지나|이어))|\s(?:계|오셨|모[셨였]))",
            "몇 명",
        ),
        (r"몇\s?일(?!\s?반|곱|자|정|월|부)", "며칠"),
        (r"(?<=[만년월일후전때])애(?=서|는|도|\s|\?|$)", "에"),
        (rf"(?<=[{_OPEN}])률(?=[은는이가을를의도로에몇얼\s?]|$)", "율"),
        (rf"(?<=[가-힣])(?<![{_OPEN}])율(?=[은는이가을를의도로에몇얼\s?]|$)", "률"),
        (r"(?<=[가-힣])앗(?=어|나|는|던|지|죠|다|습|음|냐|니|을|으)", "았"),
        (r"(?<=[가-힣])(?<!무)엇(?=어|나[요여?]|나$|는[지가]|던|지|죠|습|음|냐|니|을까)", "었"),
        (r"엿(?=어|나[요여?]|나$|는[지가]|던|지|죠|습|음|냐|니|을까)", "였"),
        (r"햇(?=어|나|는|던|지|죠|다|습|음|냐|니|을)", "했"),
        (
            r"(?<![가-힣])잇(?=어|나|는|던|죠|습|음|냐|을)|(?<=[에가이은는도수서고])잇(?=어요?\b|나[요여?\s]|나$|지(?=[\s?]|$)|습|었)",
            "있",
        ),
        (
            r"((?:19|20)\d\d년도?(?:에는?|의|말|부터|까지)?)(?=[가-힣]{2,})(?![은는]요|하고|이랑|보다|에서|에[는도만]|부터|까지|이[라면야에었]|인[가지데]|이나|으로|동안|들어|만에)",
            r"\1 ",
        ),
        (r"겟(?=어|나|는|던|지|죠|다|습|음|냐|니)", "겠"),
        (r"([왓봣줫졋렷켯쳣텻셧폇볏])(?=어|나|는|던|지|죠|다|습|음|냐|니|을)", r"\1ㅆ"),
        (r"어[땟떳떴](?=어|나|는|던|지|죠|습|음|냐|니|을)", "어땠"),
        (r"(?:무었|무엇?엇)(?=이|인|을|입|을|$|\s)", "무엇"),
        (r"(?:^|(?<=\s))웨(?=\s)", "왜"),
        (r"주(?:새|셰|쎄)(?=요|여|용)", "주세"),
        (
            r"(?<![가-힣])(?<!\d)(이|삼|사|오|육|칠|팔)급(?=\s?(?:채용|전형|면접|필기|서류|시험|공채|신입|직원|공무원|지원|절차|기출|은|는|이|의|도|으로|\s|$))",
            r"\1급",
        ),
        (r"(?<![가-힣\d])(\d)급(?=채용|전형|면접|필기|서류|시험|공채|신입|직원|공무원|지원|절차|기출)", r"\1급 "),
        (
            r"(?<=랑\s)가치(?=\s?(?:하|했|한|할|해|개최|진행|운영|열|참|준비|만들|갔|가))|(?<=[와과]\s)가치(?=\s?(?:하|했|한|할|해|개최|진행|운영|열|참))",
            "같이",
        ),
        (
            r"(?<=가장\s|제일\s)불만(?:인|족인|족스러운|족한|이\s?(?:큰|많은|높은))(?=\s.*(?:만족도|점수))|(?<=젤\s)불만(?:인|족인|족스러운|족한|이\s?(?:큰|많은|높은))(?=\s.*(?:만족도|점수))",
            "낮은",
        ),
        (r"(?<=[나까해예에돼죠]|세)(?:여|욤|염|용|욥)(?=\s|[?!.~]|$)", "요"),
        (r"(?<=[인은는한린된진킨난간쓴큰온]가)(?:여|욤|염|용|욥)(?=\s|[?!.~]|$)", "요"),
    )
)

# Spellings of question words that are other words elsewhere (나머지, 규모야), each with what must follow.
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), right)
    for pattern, right in (
        (r"언[재졔쩨](?!부[^터])", "언제"),
        (r"어[듸뒤](?=[가-힣\s?]|$)", "어디"),
        (r"[머모뮈](?=[에예](?:요|여))", "뭐"),
        (r"머(?=야|임|죠|냐|고|지(?=\s|\?|$)|라고|가\s?(?:있|좋|나|다|필|문)|있|입|먹|써|쓰|\s?하는|\?|$)", "뭐"),
        (r"머\s?머(?=\s|[가-힣?]|$)", "뭐뭐"),
        (r"모(?=야|죠|냐\?)", "뭐"),
        (r"먼(?=가[요여]|\s?(?:뜻|말|소리|의미)|데[요여]|지\s?(?:알|궁))", "뭔"),
        (r"얼만(?=가|데|지|거|걸|감)", "얼마인"),
        (r"얼[머매](?=에|예|야|임|나|인|죠|\s|\?|$)", "얼마"),
        (r"어(?:떻해|떡게|떠케|떻케|떻개|뜨케|뜩게|떡케|캐|케)", "어떻게"),
        (r"누[규궁](?=에|예|야|임|인|\s|\?|$)", "누구"),
    )
)
_LOOSE = frozenset("모")  # begins too many nouns' endings (규모야): only where a word begins or a particle ends

_ASKING = re.compile(
    r"언제|어디|어떻게|어때|어땠|어떤|어느|얼마|누구|누가|무엇|무슨|몇|며칠|뭐뭐|뭐(?=예요|에요|야|임|가|를|지|죠|냐|니|라|고|했|하|있|인|\?|$|\s)|뭘|뭔|왜|개수"
)
_COUNTED = re.compile(
    r"(?:몇\s?(?:명|개월|개|번|회|건|곳|점|차례|프로|퍼센트|년|월|시간|분|원|배|가지|종류|군데|대|권|편)|어떤|무슨|어느)(?=[가-힣]{3,})(?![이인입은는도의예일정씩쯤까부나로과와대에를였]|가요|사람)"
)


def standard(question: str, korean: Korean) -> str:
    """The question with its words of asking spelt as in a dictionary and standing apart; the same object when nothing
    is wrong. Deterministic; a few hundredths of a millisecond where nothing is."""
    text = question
    for pattern, right in _ALWAYS:
        text = pattern.sub(lambda m, right=right: _tense(m, right), text)  # type: ignore[misc]
    text = named(text)
    for pattern, right in _SPELT:
        text = pattern.sub(lambda m, right=right: _spelt(m, right, korean), text)  # type: ignore[misc]
    text = _ASKING.sub(lambda m: _apart(m, korean), text)
    text = _COUNTED.sub(lambda m: _after(m, korean), text)
    text = re.sub(r"\s+", " ", text).strip()
    return question if text == question or not text else text


def names_apart(question: str, names: Collection[str]) -> str:
    """The question with a space behind each name that what is asked of it is glued to (누리가람재단주소)."""
    for name in names:
        if name in question:
            glued = rf"({re.escape(name)})(?!(?:{PARTICLES})(?:\s|[?.!,]|$))(?=[가-힣]{{2,}})"
            question = re.sub(glued, r"\1 ", question)
    return question


def _tense(m: re.Match[str], right: str) -> str:
    """What a match becomes. ㅆ after a back-reference is written under the syllable that it names (왓 → 왔); a grade that is
    spelt is written in figures (삼급 → 3급)."""
    if right.endswith("급"):
        return f"{'영일이삼사오육칠팔구'.index(m.group(1))}급"
    if not right.endswith("ㅆ"):
        return m.expand(right)
    return chr(ord(m.group(1)) + 1)  # ㅆ follows ㅅ among the final consonants


def _spelt(m: re.Match[str], right: str, korean: Korean) -> str:
    before = m.string[: m.start()]
    glued = re.search(r"[가-힣A-Za-z0-9)]$", before)
    if glued and (_within(m.string, m.start(), korean) or (m.group() in _LOOSE and not _particle(m, korean))):
        return m.group()
    return right


def _apart(m: re.Match[str], korean: Korean) -> str:
    before = m.string[: m.start()]
    twice = before.endswith(m.group())  # 무엇무엇 asks for a list
    if not re.search(r"[가-힣A-Za-z0-9)]$", before) or twice or _within(m.string, m.start(), korean):
        return m.group()
    return " " + m.group()


def _after(m: re.Match[str], korean: Korean) -> str:
    return m.group() if _within(m.string, m.end(), korean) else m.group() + " "


def _within(text: str, place: int, korean: Korean) -> bool:
    """Whether a word that a dictionary has runs across a place."""
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place)
    word = text[start : end if end > 0 else len(text)]
    return any(m.known and m.start < place - start < m.end for m in korean.morphemes(word))


def _particle(m: re.Match[str], korean: Korean) -> bool:
    """Whether a particle ends before a match."""
    before = m.string[: m.start()].split(" ")[-1]
    return any(p.tag.startswith("J") and p.end == len(before) for p in korean.morphemes(before))
