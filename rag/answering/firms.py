"""Names of firms and bodies that do not end as such names do (심텍), found by what stands before them or by their mark."""

from __future__ import annotations

import re

from rag.korean import Korean
from rag.types import Span

_KIND = re.compile(
    r"(?:기업|회사|업체|기관|단체|은행|법인|대학|학교|병원|시설|협력사|파트너사?|스타트업|주관사|운영사)(?:\s?(?:중에?서?|가운데|인))?\s$"
)
_AFTER = re.compile(r"(?:의|이|가|은|는|와|과|도|에서|으로부터|로부터)(?=\s)|,|\s등")
_MARKED = re.compile(
    r"(?:㈜|\(주\)|주식회사\s)\s?(?P<a>[가-힣A-Za-z0-9&]{2,15}?)(?=은|는|이|가|을|를|와|과|의|에|,|\s|$)|(?P<b>[가-힣A-Za-z0-9&]{2,15})\s?(?:㈜|\(주\))"
)


def firms(words: str, korean: Korean) -> list[Span]:
    """Proper names, and words that no dictionary has, right behind a noun for a kind of body (협약 기업 중 심텍의 …), and
    names with a firm's mark."""
    found = [Span(*m.span("a" if m["a"] else "b")) for m in _MARKED.finditer(words)]
    for m in korean.morphemes(words):
        proper = m.tag in ("NNP", "SL") or (m.tag == "NNG" and not m.known)
        if proper and m.end - m.start > 1 and _KIND.search(words, 0, m.start) and _AFTER.match(words, m.end):
            found.append(Span(m.start, m.end))
    return found
