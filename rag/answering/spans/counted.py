"""What an amount counts: 「사이트는 모두 몇 개」 is answered by 「7개 사이트」, not by 「25개 항목」."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from rag.asking.wording import PARTICLES

_ASKED_OF = re.compile(r"몇\s?(?:개|곳|종|가지|명|건|군데)(?:의)?\s(?P<noun>[가-힣]{2,})")
_ASKED = re.compile(
    r"(?P<noun>[가-힣A-Za-z]{2,}?)(?:들)?(?:은|는|이|가|을|를|도)?\s?(?:(?:모두|총|전부|다|대략|약|합쳐|전체)\s?){0,2}몇\s?(?:개(?!월|년)|곳|종|가지|군데|건)"
)
_NUMBER_OF = re.compile(r"(?P<noun>[가-힣]{2,}?)(?:들)?(?:의)?\s?(?:개수|가짓수)(?:를|는|가|은|을|\s|$)")
_COUNTS = re.compile(r"(?:의)?\s(?P<noun>[가-힣]{2,})")
_NO_NOUN = re.compile(
    r"(?:이상|이하|미만|가량|정도|내외|안팎|이내|넘게|가까이|모두|함께|각각|[가-힣]*(?:[다며고여서]|으로|하는|되는|했던))$"
)


def counted_noun(question: str) -> str:
    """The noun of which a question asks how many there are; empty where it says none."""
    m = _ASKED_OF.search(question) or _ASKED.search(question) or _NUMBER_OF.search(question)
    return re.sub(rf"(?:{PARTICLES})$", "", m["noun"]) if m else ""


def counts(words: str, end: int) -> str:
    """The noun that an amount which ends at `end` counts (항목 in 「25개 항목이」); empty where none follows."""
    m = _COUNTS.match(words, end)
    if m is None or _NO_NOUN.fullmatch(m["noun"]):
        return ""
    return re.sub(rf"(?:{PARTICLES})$", "", m["noun"]) if len(m["noun"]) > 2 else m["noun"]


def same(asked: str, told: str, also: Callable[[str], Collection[str]]) -> bool:
    """Whether two counted nouns may be one: one within the other, or synonyms. `also` gives those of a word."""
    return asked in told or told in asked or told in also(asked) or asked in also(told)
