"""What a document is about, by its names: the one of its title, what it is called for short, and in Latin letters."""

from __future__ import annotations

import re

from rag.korean import Korean
from rag.types import Document

_LEGAL_FORM = re.compile("(?:재단|사단|학교|의료|특수|영농|비영리|사회복지|농업회사)법인|주식회사|유한회사|협동조합")
_CALLED = re.compile(
    r"(?:줄여\s?부르는\s?이름|줄인\s?이름|줄임말|약칭|별칭)\**\s*[:：|]\s*\**([가-힣A-Za-z]{2,12})(?=\s*(?:\n|\||$))"
)

_HENCEFORTH = re.compile(
    r"(?<![가-힣])(?P<whole>[가-힣A-Za-z]{2,})\s?\(이하\s?['‘\"“「]?(?P<short>[가-힣A-Za-z]{2,12})['’\"”」]?\)"
)
OPENING = 1000  # characters in which a report says what it calls its subject henceforth


def subjects_of(document: Document, korean: Korean) -> tuple[str, ...]:
    """Names of what a document is about: a word of its title of three letters or more that its text uses again, and
    what the text says that it is called for short."""
    title = re.sub(r"[_\-]", " ", document.title)
    names = []
    for word in re.findall(r"[^\W\d]{3,}", title):
        bare = word
        if _LEGAL_FORM.fullmatch(bare):
            continue
        for m in reversed(korean.morphemes(word)):
            if m.tag.startswith("J") and m.end == len(bare):
                bare = bare[: m.start]
        if len(bare) >= 3 and document.text.count(bare) >= 2:
            names.append(bare)
    short = _CALLED.findall(document.text)
    for name in names[:1]:
        short += re.findall(
            rf"{re.escape(name)}\s*\((?:이하\s*)?['‘\"“「]?([가-힣A-Za-z]{{2,12}})['’\"”」]?\)", document.text
        )
    for called in _HENCEFORTH.finditer(document.text, 0, OPENING):
        if called["whole"] in title:
            names = [called["whole"], *names] if len(called["whole"]) >= 3 else names
            short.append(called["short"])
    short = [s for s in short if names and document.text.count(s) >= 3]
    return tuple(
        dict.fromkeys((*names[:1], *short, *(n for name in names[:1] for n in _in_latin(name, document.text))))
    )


def _in_latin(name: str, text: str) -> list[str]:
    """What a name is called in Latin letters in the brackets right behind it, in full and for short."""
    m = re.search(
        rf"{re.escape(name)}\**\s*\((?:영문명?|영어명?)?\s*(?:약칭)?\s*[:：]?\s*([A-Z][A-Za-z&,.\s-]{{2,80}})\)", text
    )
    return [n for part in m[1].split(",") if len(n := part.strip()) > 2] if m else []
