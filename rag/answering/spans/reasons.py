"""Words that give a reason: nouns and endings of reason, feeling and change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.korean import Korean, Morpheme
from rag.types import Span

_PLAIN = re.compile(
    r"(?:[가-힣]\s데|에)\s따른\s(?:것|조치|결과|결정|처분|대책)(?=[이으였])|(?:것|점|일|까)[을를]?\s?(?:걱정|우려|염려|두려워)(?:한|하[는여]|해|했)|때문|[은는인한된린든]\s결과(?=이다|다\.|입니다)|탓|까닭|이유|원인|계기|덕분|덕에|공로|목적|위해|위하여|위한|인해|므로|[으]?로 인|(?:말|얘기|이야기|소식|소문|소리)(?:을|를)?\s듣고(?=\s)|하고자|고자|려고|려는|도록|바탕|[가-힣](?:으로|로)\s(?:[^\s,]+\s){0,3}(?:미뤄|미루|연기|취소|중단|폐쇄|지연|무산|늦어|깎)|(?:고장|사고|파손|결함|실수|과실|부주의|오류|오작동|장애|누출|누전|정전|화재|노후화?|한파|폭우|폭설|태풍|가뭄|홍수|지진|산사태|여파|영향)(?:으로|로)(?=\s)|[겼렸졌었았했됐]다며(?=\s[^.]{0,24}(?:시위|반발|항의|농성|반대|집회|소송|맞[섰서]|나섰))|[가-힣]자(?=\s[^.]{0,50}(?:시위|반발|항의|농성|반대|집회|소송|맞[섰서]|나섰))|[아어]\s?서(?=\s|,)|지\s(?:않아|못해)(?=\s|,)"
)
_SAYS_WHY = re.compile(
    r"(?:때문|탓|덕분|까닭)(?:이|에)|(?:[가-힣]\s데|에)\s따른\s(?:것|조치|결과|결정|처분|대책)(?=[이으였])|(?:이유|원인|까닭|계기)(?:으로|로|이|는|은|가|였|입니다)|[은는인한된린든]\s결과(?:이다|다\.|입니다)|려는\s것|위해서|위한\s것|하고자|려고|므로"
    r"|[을를]\s(?:가장\s|먼저\s|첫손에\s)?(?:많이\s)?꼽[았으는고]|에서\s(?:나온|비롯|출발|시작된)\s?[가-힣]*(?:이다|입니다|이었|였|했|하였|됐|되었|한다|합니다)"
)
# A sentence that is there to explain the one before it: 「…이 빠진 것이다」.
_EXPLAINS = re.compile(r"[은던인한된린든난친운낸진](?:\s것|\s셈)(?:이다|입니다|이었다|이었습니다|이라고)[.!]?\s*$")
_FELT = re.compile(
    "걱정|우려|염려|불안|반대|반발|요구|부족|고장|바라|원하|꺼리|두려워하|늘|줄|늘어나|줄어들|깎이|오르|내리|밀리|늦어지|길어지|막히|겹치|끝나|모자라|휴직|퇴직|사직|결원|파업|폐업|휴업|입원|철수|그만두"
)


# What somebody gets for what he did: 「심부름까지 맡아 별명을 얻었다」, 「아이를 구한 소방관이 표창을 받았다」.
_EARNED = re.compile(
    r"(?:별명|별칭|애칭|이름|상|대상|상장|표창|훈장|인증|호응|칭찬|인정|찬사|호평|평가|지적|경고|비판|질타|처분|벌금|과태료|사랑|인기|신뢰)(?:을|를|이|도|까지)?\s?(?:얻|받|끌|샀|사고|누리|누렸|차지)|뽑혔|뽑히|선정[되됐]|선발[되됐]|수상[하했]|꼽혔|꼽히|불리|불린"
)
# 「채용이 줄면서 감소했다」: a change along with which another came.
_ALONG = re.compile(
    r"(?:줄|늘|늘어나|줄어들|오르|내리|떨어지|낮아지|높아지|끝나|끊기|막히|밀리|몰리|겹치|생기|사라지|빠지|빠져나가|그만두|떠나|닫|바뀌|옮기|커지|나빠지|좋아지|길어지|늦어지|들어서|감소하|증가하|상승하|하락하|급증하|급감하)면서(?=,?\s(?:[^\s,]+\s){0,4}?(?:감소|줄|증가|늘|떨어|낮아|높아|올랐|오르|내렸|급감|급증|하락|상승|나빠|악화|밀렸|부족|비었|문을\s닫))"
)
# By what, before what changed: 「재정난으로 줄었다」. Amounts, manners and degrees are no causes.
_CHANGED_BY = re.compile(
    r"(?<![가-힣\d])(?:[가-힣]{2,8})(?:으로|로)\s(?:[^\s,]+\s){0,3}?(?:줄[었어고며인]|줄[면으]|늘[었어고며면]|떨어[졌지]|낮아[졌지]|높아[졌지]|올랐|오르|내렸|내려[갔앉]|감소|급감|증가|급증|하락|상승|악화|닫[았힌혔]|멈[췄추]|끊[겼기]|무너|막[혔히]|잃|망가|그만두|물러|사임|사퇴|퇴사|휴직|쓰러|다쳤|숨[졌지]|죽[었고]|버려|폐기)"
)
_NO_CAUSE = re.compile(
    r"(?:수준|정도|규모|비율|형태|방식|방향|대상|기준|평균|최고|최저|최대|최소|절반|반|배|순|폭|단계|차례|중심|위주|대체|실제|전체|처음|마지막|다음|별|대|새|서|주|따|바|홀|스스|그대|임의|자동|인근|쪽|앞|뒤|밖|안|위|아래|장|곳|데|집|등|가구|농가|개소|학교|마을|도시|지역|시장|이후|이상|이하|이내|미만|초과|월|일|년|분기|점|명|원|건|개|회|번|호|톤|시간|분|초|천|만|억|가장|한꺼번|대폭|소폭|연속|잇달|나란히|세|네|두)(?:으로|로)\s"
)
_DEFECT = re.compile(
    "비좁|좁|낡|오래되|늙|어둡|위험하|부족하|시끄럽|멀|불편하|복잡하|어렵|낮|느리|무겁|비싸|노후하|열악하|허술하"
)
_REPLACED = "(?:떠나|벗어나|옮[겨긴겼기]|이전|바꾸|바꿔|바꾼|바꿨|고쳐|고치|고친|고쳤|허물|헐|교체|버리|버렸|새로|넓히|넓혔|없[애앴])"
_REPLACING = re.compile(rf"\s(?:[가-힣]+\s)?[가-힣]+[을를]\s(?:[^,.]{{0,12}}\s)?{_REPLACED}")
_TOPIC = re.compile(r"[은는]\s|,\s")
_HAPPENS = re.compile("열리|모이|나서|들어오|찾|참여|참가|참석|이어지|있|걸치|따르|통하|대하|관하|의하|비하|더하")


def reason_places(words: str, korean: Korean, matter: Sequence[str] = ()) -> list[Span]:
    """Where a text gives a reason: by a noun or ending of reason, or by an adjective or a verb of feeling or change
    before 아, 어 (부족해, 걱정해). What comes after such a verb is what it explains: where words of `matter` stand
    before it only, it is their effect that is told."""
    found = [Span(*m.span()) for m in (*_PLAIN.finditer(words), *_SAYS_WHY.finditer(words), *_ALONG.finditer(words))]
    found += [Span(*m.span()) for m in _CHANGED_BY.finditer(words) if not _NO_CAUSE.search(m.group())]
    morphemes = korean.morphemes(words)
    found += _merits(words, morphemes, matter) + _defects(words, morphemes, matter)
    for i, m in enumerate(morphemes[:-1]):
        joined = words[m.end : m.end + 1] not in (" ", ",") or morphemes[i + 1].tag.startswith("VX")
        if i == 0 or m.tag != "EC" or m.form not in ("어", "아", "여") or joined:
            continue
        cause = _TOPIC.split(words[: m.start])[-1]
        if any(w in cause for w in matter) and not any(w in words[m.end :] for w in matter):
            continue
        stem = morphemes[i - 1]
        named = morphemes[i - 2].form if stem.tag.startswith("XS") and i > 1 else stem.form
        telling = stem.tag.startswith(("VA", "XSA")) or _FELT.fullmatch(named)
        if telling or (not _HAPPENS.fullmatch(named) and _another_subject(morphemes, i)):
            found.append(Span(stem.start, m.end))
    return [s for i, s in enumerate(found) if not any(o.start < s.end and s.start < o.end for o in found[:i])]


def _merits(words: str, morphemes: Sequence[Morpheme], matter: Sequence[str]) -> list[Span]:
    """What was done by the one who got something for it, told in the clause before: 「아이를 구한 소방관이 표창을 받았다」."""
    earned = _EARNED.search(words)
    if earned is None:
        return []
    found = []
    for i, m in enumerate(morphemes[1:], 1):
        if m.start >= earned.start():
            break
        doing = morphemes[i - 1]
        done = (m.tag == "ETM" and m.form in ("ᆫ", "은")) or (m.tag == "EC" and m.form in ("어", "아", "여"))
        noun = doing.tag == "XSV"
        stem = morphemes[i - 2] if noun and i > 1 else doing
        of = morphemes[i - 2 - noun] if i > 1 + noun else None  # what it was done to
        done = done and of is not None and (of.tag == "JKO" or (of.tag == "JX" and of.form in ("까지", "도")))
        if done and doing.tag[:2] in ("VV", "XS") and not any(w.startswith(stem.form) for w in matter):
            found.append(Span(stem.start, m.end))
    return found


def _defects(words: str, morphemes: Sequence[Morpheme], matter: Sequence[str]) -> list[Span]:
    """What was wrong with a thing that was given up or made anew: 「비좁은 사무실을 떠나」, 「낡은 다리를 새로 놓았다」."""
    found = []
    for i, (stem, ending) in enumerate(pairwise(morphemes)):
        first = morphemes[i - 1] if stem.tag.startswith("XS") and i else stem
        said = first.form + (stem.form if first is not stem else "")
        bad = ending.tag == "ETM" and _DEFECT.fullmatch(said) and not any(w.startswith(first.form) for w in matter)
        if bad and _REPLACING.match(words, ending.end):
            found.append(Span(first.start, ending.end))
    return found


def _another_subject(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether the clauses before and after an ending have a subject each (녹조가 생겨 물이 끊겼다): then the first is why
    the second is."""
    before = [m.tag for m in morphemes[:at]]
    bound = (
        i for i, tag in enumerate(before[:-1]) if tag in ("EC", "EF") and before[i + 1] != "VX"
    )  # 얼어 터지다 is one
    since = max(bound, default=-1)
    after = []
    for m in morphemes[at + 1 :]:
        if m.tag in ("EC", "EF"):
            break
        after.append(m.tag)
    return "JKS" in before[since + 1 :] and "JKS" in after


def says_why(words: str) -> bool:
    """Whether a sentence is there to give the reason of something: plainer than that some reason stands in it."""
    return bool(_SAYS_WHY.search(words))


def explains(words: str) -> bool:
    """Whether a sentence is there to explain the one before it: 「부품이 닳은 것이다」."""
    return bool(_EXPLAINS.search(words))
