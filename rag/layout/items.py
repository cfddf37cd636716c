"""Items of a value that no line divides: bullets inside it, quotations side by side, names glued to one another."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.types import Span

_LINES = r"\s*\n[ \t\u3000]+"  # one that is not indented goes on with the line above
_SAID = re.compile(r"[가-힣][다요][.!]")
_GOES_ON = re.compile(r"[가-힣)]\.\s+[가-힣\d]")
_ENDED = re.compile(r"[.!?][\"'”’)]*$")


def split_items(text: str, span: Span) -> list[Span]:
    """Items of a value that shows where they begin: bullets, lines, quotations side by side, 「3급 : …4급 : …」.
    Empty when the value is one item. Spans are trimmed and in order."""
    words = text[span.start : span.end]
    for pattern in (
        r"(?:^|(?<=[^\s(])|\s)[·•∙▪]\s+",
        r"(?:^|\s)[○●▶▷■□◆◇]\s*",
        _LINES,
        r"(?<=[\"”])\s*(?=[\"“])",
        r"\s*(?=(?:^|(?<=\s))Q\d+[.)])",
        r"(?:(?<=[가-힣).])|\s)(?=\d+[가-힣]{1,2}(?:\s?[~∼-]\s?\d+[가-힣]{1,2})?\s?:\s)",
        r"(?:^|\s*[→⇒➔▶>]\s*|\s)(?=[①-⑳])",
        r"(?<!\d)\s+/\s+|\s+/\s+(?!\d)|\s+/\s+(?=\d+(?!점)[가-힣])",  # 「3.6 / 5」 is one amount
    ):
        cuts = [(m.start(), m.end()) for m in re.finditer(pattern, words)]
        if pattern == _LINES and _SAID.search(words):  # a sentence may break off at the end of a line
            cuts = [c for c in cuts if _ENDED.search(words[: c[0]])]
        if pattern.endswith(r"\s?:\s)") and not words[:1].isdigit():  # a name goes before its grade: 「연구직 4급 : …」
            cuts = _named_alike(words, text) or cuts
        inner = [c for c in cuts if words[: c[0]].strip()]
        if inner:
            edges = [0, *[e for c in cuts for e in c], len(words)]
            spans = [_trim(words, edges[i], edges[i + 1], span.start) for i in range(0, len(edges), 2)]
            return [s for s in spans if s.start < s.end]
    return []


def items_between_commas(text: str, value: Span) -> list[Span]:
    """Items of 「a, b, c(d, e)」: commas outside brackets. Empty when it is no such list."""
    words, depth, cuts = text[slice(*value)], 0, []
    if re.search(r"[다요음함][.!]?[\"'”’]?$", words):
        return []  # a sentence, whatever commas it has
    if _GOES_ON.search(words):
        return []  # several statements, of which a comma divides one
    for i, c in enumerate(words):
        depth += (c in "([「『") - (c in ")]」』")
        if c in ",、" and depth == 0 and not (words[i - 1 : i].isdigit() and words[i + 1 : i + 2].isdigit()):
            cuts.append(i)
    edges = [-1, *cuts, len(words)]
    trimmed = [_trim(words, a + 1, b, value.start) for a, b in pairwise(edges) if words[a + 1 : b].strip()]
    return trimmed if len(trimmed) > 1 and all(s.end - s.start <= 60 for s in trimmed) else []


def _named_alike(words: str, text: str) -> list[tuple[int, int]]:
    """Cuts before glued names of the make of the first one: 「검사직 : …면접행정직(고졸) : …」 (the same last syllable). A
    longer name that `text` has as a word of its own is taken whole (면접방송기술직: 방송기술직), and a shorter one by itself
    (최종면접행정직: 행정직)."""
    more = r"(?:\s?\d+[가-힣]{1,2})?(?:\s?\([^()]{1,15}\))?\s?:\s"
    first = re.match(rf"([가-힣]{{2,8}}){more}", words)
    if not first:
        return []
    name = first[1]
    cuts = [(0, 0)]
    for m in re.finditer(rf"[가-힣]{{{len(name) - 1}}}{name[-1]}(?={more})", words):
        before = re.search(r"[가-힣]{0,6}$", words[: m.start()])
        glued = before[0] if before else ""
        longer = (glued[i:] + m.group() for i in range(len(glued)))
        shorter = (m.group()[i:] for i in range(len(name) - 1))  # the name, then what of it may be glued to another
        start = m.end() - next((len(n) for n in (*longer, *shorter) if _a_word(n, text, more)), len(name))
        cuts += [(start, start)] if start > 0 else []
    for m in re.finditer(
        rf"([가-힣]{{3,}}(?:\s[가-힣]{{2,6}})?)(?={more})", words
    ):  # and names of another make that it has
        taken = any(m.start() <= a < m.end() for a, _ in cuts)
        names = (m[1][i:] for i in range(2, len(m[1]) - 1) if " " not in m[1][:i])
        known = None if taken else next((n for n in names if _a_word(n, text, more)), None)
        cuts += [(m.end() - len(known),) * 2] if known else []
    return sorted(cuts) if len(cuts) > 1 else []


def _a_word(name: str, text: str, unless: str) -> bool:
    """Whether a text has a name as a word of its own, before something other than `unless`."""
    return bool(re.search(rf"(?<![가-힣]){name}(?:[은는이가을를의에과와]|으로|로)?(?![가-힣]|{unless})", text))


def _trim(words: str, start: int, end: int, offset: int) -> Span:
    piece = words[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(offset + left, offset + max(left, start + len(piece.rstrip())))
