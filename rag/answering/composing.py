"""Words around the report's words: sentences from Jinja2 templates, with the right particles and a polite end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from rag.korean import Korean, josa
from rag.layout.pages import flowing


def copula(noun: str) -> str:
    """A noun (phrase) as a polite sentence: 22명입니다. / 보통입니다. A sentence is made polite instead."""
    words = noun.strip()
    if re.search(r"[다요죠까][.!?]?[\"'”’]?$", words):
        return Korean.get().polite(words) if words.endswith(("다", "다.")) else words
    return words.rstrip(".") + "입니다."


@lru_cache(maxsize=2)
def sentences(language: str) -> Any:
    """The macros of a language (`ko` or `en`) as functions that give strings."""
    environment = Environment(loader=PackageLoader("rag.answering"), undefined=StrictUndefined, autoescape=False)
    environment.filters |= {"josa": josa, "copula": copula}
    return environment.get_template(f"sentences.{language}.j2").module


@lru_cache(maxsize=2)
def frame_words(language: str) -> str:
    """The words that the program itself writes in a language: they need no proof."""
    environment = Environment(loader=PackageLoader("rag.answering"), autoescape=False)
    source = environment.loader.get_source(environment, f"sentences.{language}.j2")[0] if environment.loader else ""
    adjectives = " ".join(" ".join(a[2:]) for a in ADJECTIVES)
    return " ".join(re.findall(r"[A-Za-z]+", source)) + f" {adjectives} rose fell"


@lru_cache(maxsize=512)
def tidy(text: str) -> str:
    """A quote as an answer shows it: one line, no list marks or emphasis at its ends, spaces single."""
    words = re.sub(r"\s+", " ", flowing(text).replace("**", "")).strip()
    words = re.sub(r"^(?:[-*+•·∙▪]\s*|>\s*|\d{1,2}[.)]\s+(?=\D))+", "", words)
    return words.strip()


def cut(sentence: str, limit: int) -> str:
    """A sentence of at most `limit` characters, ended with … at a word (inside one that is all there is) where it had
    to be cut. `limit` is at least 3."""
    if len(sentence) <= limit:
        return sentence
    end = sentence.rfind(" ", 0, limit - 1)
    return sentence[: end if end > 0 else limit - 2].rstrip(", ") + " …"


def counter(question: str) -> str:
    """The word in which a question counts (몇 곳 → 곳), 가지 where it has none."""
    m = re.search(r"몇\s*(개|곳|군데|명|건|팀|종|가지|번|회|권|대)(?![가-힣]{0,1}월)", question)
    return m[1] if m else "가지"


ADJECTIVES: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (re.compile(r"높|최고|highest|top|best|higher"), "높습니다", "highest", "higher"),
    (re.compile(r"낮|최저|lowest|worst|lower"), "낮습니다", "lowest", "lower"),
    (re.compile(r"많|most|more"), "많습니다", "largest", "more"),
    (re.compile(r"적[은게을었습]|적어|적나|fewest|least|fewer|less"), "적습니다", "smallest", "less"),
    (re.compile(r"크|큰|커|최대|largest|biggest|greatest|larger|bigger"), "큽니다", "largest", "larger"),
    (re.compile(r"작|최소|smallest|smaller"), "작습니다", "smallest", "smaller"),
    (re.compile(r"길|긴|longest|longer"), "깁니다", "longest", "longer"),
    (re.compile(r"짧|shortest|shorter"), "짧습니다", "shortest", "shorter"),
)
OPPOSITE = {"높습니다": "낮습니다", "많습니다": "적습니다", "큽니다": "작습니다", "깁니다": "짧습니다", "highest": "lowest", "largest": "smallest",
            "longest": "shortest", "higher": "lower", "more": "less", "larger": "smaller", "longer": "shorter"}  # fmt: skip


def predicate(question: str, language: str, *, comparative: bool, up: bool, unit: str = "") -> str:
    """The adjective that a question compares by, as the answer says it; turned round when the other way is true."""
    lower = question.lower()
    chosen = next((a for a in ADJECTIVES if a[0].search(lower)), None)
    if chosen is None:
        chosen = ADJECTIVES[2] if unit in ("명", "건", "개", "회", "원") else ADJECTIVES[0]
    word = chosen[1] if language == "ko" else chosen[3] if comparative else chosen[2]
    ups = set(OPPOSITE)
    if up and word not in ups:
        word = next((k for k, v in OPPOSITE.items() if v == word), word)
    elif not up and word in ups:
        word = OPPOSITE[word]
    return word
