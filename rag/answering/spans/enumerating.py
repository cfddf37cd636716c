"""How many things a sentence counts up: names in quotation marks, nouns between commas, steps between arrows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_QUOTED = re.compile(r"[‘'“\"「『][^‘’'“”\"「」『』]{1,40}[’'”\"」』](?:\([^()]*\))?\s?(?:,|와|과|및|[·ㆍ])?\s?")
_BRACKETED = re.compile(r"\([^()]*\)")
_NO_NOUN = re.compile(
    r"(?:[며고나여해며서면]|으로|지만|는데|결과|[은는이가을를에의]|에서|때|후|뒤|\d[만천억]?|[다요])$"
)
_LINK = re.compile(r"특히|또한|더불어|다만|단|한편|그러나|이어|아울러|첫째|둘째|셋째|넷째|다섯째|반면|즉|예컨대")
_ARROW = re.compile(r"\s?(?:⇒|→|➡|▶|->|=>)\s?")
_AT = re.compile(r"등(?:에서|에게|에)\s")
_ASKED_AT = re.compile(r"(?:어떤|무슨|어느)\s[가-힣\s]{1,12}에(?:서|게)?(?:\s|는)|어디")
_SEVERAL = re.compile(
    r"어떤\s*(?!방식|방법|식으|이유|까닭|뜻|의미|사람|분|기관|회사|기업|곳|상)[가-힣]|들[은이을에]|무엇무엇|뭐뭐|있나|있어"
)
SEVERAL, ONE = 0.13, 0.06  # what it is worth where the question asks for several things, or for one
WRONG_PLACE = -0.1  # things at which something was done, asked for otherwise, and the other way round


@lru_cache(maxsize=2048)
def counted_up(text: str) -> int:
    """Things in the longest enumeration of a text; 0 where there is none of two or more."""
    longest, run, at = 0, 0, -1
    for m in _QUOTED.finditer(text):
        run = run + 1 if m.start() == at else 1
        at = m.end()
        longest = max(longest, run)
    run = 0
    pieces = re.split(r",\s", _BRACKETED.sub("", text))
    for piece, after in pairwise(pieces):
        run = 0 if _NO_NOUN.search(piece) or _LINK.fullmatch(piece) else run + 1
        if run > 1 or (run == 1 and re.search(r"\s등(?![가-힣]{3})", after)):
            longest = max(longest, run + 1)
    longest = max(longest, len(_ARROW.findall(text)) + 1)
    return longest if longest > 1 else 0


def worth(question: str, text: str, several: bool) -> float:
    """What it is worth for a question that asks which, that a sentence counts things up. `several`: it asks for a
    list."""
    number = counted_up(text)
    if not number:
        return 0.0
    at = bool(_AT.search(text))
    value = SEVERAL if several or _SEVERAL.search(question) else ONE
    return value + (WRONG_PLACE if at != bool(_ASKED_AT.search(question)) else 0.0)
