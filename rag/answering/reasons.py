"""Words that give a reason: nouns and endings of reason, feeling and change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.korean import Korean, Morpheme
from rag.types import Span

_PLAIN = re.compile(
    r"때문|[은는인한된린든]\s결과(?=이다|다\.|입니다)|탓|까닭|이유|원인|계기|덕분|덕에|공로|목적|위해|위하여|위한|인해|므로|[으]?로 인|하고자|고자|려고|려는|도록|바탕|[가-힣](?:으로|로)\s(?:[^\s,]+\s){0,3}(?:미뤄|미루|연기|취소|중단|폐쇄|지연|무산|늦어|깎)|(?:고장|사고|파손|결함|실수|과실|부주의|오류|오작동|장애|누출|누전|정전|화재|노후화?|한파|폭우|폭설|태풍|가뭄|홍수|지진|산사태|여파|영향)(?:으로|로)(?=\s)|[아어]\s?서(?=\s|,)|지\s(?:않아|못해)(?=\s|,)"
)
_SAYS_WHY = re.compile(
    r"(?:때문|탓|덕분|까닭)(?:이|에)|(?:이유|원인|까닭|계기)(?:으로|로|이다|는|은|가)|[은는인한된린든]\s결과(?:이다|다\.|입니다)|려는\s것|위해서|위한\s것|하고자|려고|므로"
)
_FELT = re.compile(
    "걱정|우려|염려|불안|반대|반발|요구|부족|고장|바라|원하|꺼리|두려워하|늘|줄|늘어나|줄어들|깎이|오르|내리|밀리|늦어지|길어지|막히|겹치|끝나|모자라"
)


_TOPIC = re.compile(r"[은는]\s|,\s")
_HAPPENS = re.compile("열리|모이|나서|들어오|찾|참여|참가|참석|이어지|있|걸치|따르|통하|대하|관하|의하|비하|더하")


def reason_places(words: str, korean: Korean, matter: Sequence[str] = ()) -> list[Span]:
    """Where a text gives a reason: by a noun or ending of reason, or by an adjective or a verb of feeling or change
    before 아, 어 (부족해, 걱정해). What comes after such a verb is what it explains: where words of `matter` stand
    before it only, it is their effect that is told."""
    found = [Span(*m.span()) for m in _PLAIN.finditer(words)]
    morphemes = korean.morphemes(words)
    for i, m in enumerate(morphemes[:-1]):
        joined = words[m.end : m.end + 1] not in (" ", ",") or morphemes[i + 1].tag.startswith("VX")
        if i == 0 or m.tag != "EC" or m.form not in ("어", "아", "여") or joined:
            continue
        cause = _TOPIC.split(words[: m.start])[-1]
        if any(w in cause for w in matter) and not any(w in words[m.end :] for w in matter):
            continue
        stem = morphemes[i - 1]
        named = morphemes[i - 2].form if stem.tag.startswith("XS") and i > 1 else stem.form
        telling = stem.tag in ("VA", "XSA") or _FELT.fullmatch(named)
        if telling or (not _HAPPENS.fullmatch(named) and _another_subject(morphemes, i)):
            found.append(Span(stem.start, m.end))
    return found


def _another_subject(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether the clauses before and after an ending have a subject each (녹조가 생겨 물이 끊겼다): then the first is why
    the second is."""
    before = [m.tag for m in morphemes[:at]]
    since = max((i for i, tag in enumerate(before) if tag in ("EC", "EF")), default=-1)
    after = []
    for m in morphemes[at + 1 :]:
        if m.tag in ("EC", "EF"):
            break
        after.append(m.tag)
    return "JKS" in before[since + 1 :] and "JKS" in after


def says_why(words: str) -> bool:
    """Whether a sentence is there to give the reason of something: plainer than that some reason stands in it."""
    return bool(_SAYS_WHY.search(words))
