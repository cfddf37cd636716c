"""Lines that are titles though no mark says so: numbered, underlined, bracketed or bold ones that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.layout.marks import title_words
from rag.layout.unit import Unit
from rag.types import Span

# How deep each way of numbering lies; a number with dots lies deeper by one for each.
_NUMBERS = (
    (2, re.compile(r"(?:제\s?\d+\s?[장절편부]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[.\s]|[IVX]{1,4}\.\s)\s*\S")),
    (2, re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s\s*\S")),
    (7, re.compile(r"[가나다라마바사아자차카타파하]\.\s+\S")),
    (8, re.compile(r"\d{1,2}\)\s+\S")),
    (9, re.compile(r"[가나다라마바사아자차카타파하]\)\s+\S")),
    (10, re.compile(r"[①-⑳]\s*\S")),
)
_BARE_LEVEL = 6  # of a bare line: below dotted numbers
_NAME = re.compile(r"(?=.*[가-힣A-Za-z])(?!\d)[^.!?:|\n]{2,30}(?<![은는을를,고며])")
_MARKED = 6  # how deep `#` marks
_BOLD_LEVEL = 7  # of a bold line: below all that `#` marks
_LISTING = 7  # from this depth on a numbered line may be an item of a list
_SHORT = 60
_SENTENCE = re.compile(r"(?:다|요|죠|까)[.!?]|[a-z)][.!?](?:\s|$)")
_BRACKETED = re.compile(r"\[.{1,50}\]|<.{1,50}>|■\s*.{1,50}")
_NAMED = re.compile(r"【\s*([^【】]{1,50}?)\s*】")  # a title whatever it says, be it a question
_ENDED = re.compile(r"[.,:]$|[다요]!$")
_BOLD = re.compile(r"\*\*[^*]{2,60}\*\*(?:\s*\([^()]{1,30}\))?")
_QUESTION = re.compile(r"(?:Q|문|질문)\s?\d*\s?[.):]\s")  # with its answer it stands for itself
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:%p?|점|명|건|개|회|원)$")
_DATE = re.compile(r"[(\[]?(?:19|20)\d\d\s?[.년/-][\d\s.년월일/-]*[)\]]?")


def titled(text: str, found: Sequence[Unit], markdown: bool) -> list[Unit]:
    """The units with such titles as headings; numbered and underlined ones where `markdown` is false or no line is
    marked as a heading."""
    sizes = Counter(u.group for u in found if u.kind != "rule")
    marked = any(u.kind == "heading" and u.level <= _MARKED for u in found)
    if not markdown or not marked:
        found = _plain(text, found, sizes)
    return _bold(text, found, sizes, ("row",) if marked else ())


def _bold(text: str, found: Sequence[Unit], sizes: Counter[int], named: tuple[str, ...]) -> list[Unit]:
    """The units with bold lines as headings that stand alone; over what is `named` they are only its name."""
    result = []
    for i, u in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if (
            u.kind == "line"
            and not u.bullet
            and text.startswith("**", u.start)
            and sizes[u.group] == 1
            and after is not None
            and after.kind not in ("heading", "breadcrumb", "rule", *named)
            and not _QUESTION.match(text, after.start, after.end)
            and _BOLD.fullmatch(text, u.start, u.end)
            and not _SENTENCE.search(text, u.start, u.end)
        ):
            close = text.index("**", u.start + 2)
            value = Span(u.start + 2, u.end if close + 2 < u.end else close)
            u = replace(u, kind="heading", level=_BOLD_LEVEL, value=value)
        result.append(u)
    return result


def _depth(words: str) -> int:
    """How deep the number before a line lies; 0 for none."""
    for depth, mark in _NUMBERS:
        if m := mark.match(words):
            return depth + (m[1].count(".") if m.lastindex else 0)
    return 0


def _plain(text: str, found: Sequence[Unit], sizes: Counter[int]) -> list[Unit]:
    """Headings of plain text: a numbered or underlined short line that stands alone, and the first line."""
    result: list[Unit] = []
    bare_titles = _bare_titles(text, found, sizes)
    for i, u in enumerate(found):
        words = u.text(text)
        short = u.end - u.start <= _SHORT and not _SENTENCE.search(words, 2) and not words.endswith((".", ",", ":"))
        following = found[i + 1] if i + 1 < len(found) else None
        ruled = following is not None and following.kind == "rule" and following.group == u.group
        alone = u.kind == "line" and sizes[u.group] == 1
        bare = alone and short
        depth = _depth(words) if u.kind == "line" and short else 0
        opens = (  # a title straight above its text
            following is not None
            and following.group == u.group
            and (i == 0 or found[i - 1].group != u.group)
            and following.kind == "line"
            and not _depth(following.text(text))
            and bool(_SENTENCE.search(following.text(text)))
        )
        numbered = bare and (
            depth < _LISTING or depth == 8 or (following is not None and not _listed(text, following, depth))
        )
        first = alone and u.end - u.start <= _SHORT and not _ENDED.search(words)
        opening = i == 0 and (first or _over_date(text, u, following, sizes) or _opens(text, found, short))
        if u.kind in ("line", "byline") and opening:
            bold = 2 * bool(_BOLD.fullmatch(text, u.start, u.end))
            u = replace(u, kind="heading", level=1, value=Span(u.start + bold, u.end - bold))
        elif u.kind == "line" and short and (ruled or (depth and (numbered or opens))):
            u = replace(u, kind="heading", level=depth or 2, value=Span(u.start, u.end))
        elif bare and not u.bullet and i in bare_titles:
            u = replace(u, kind="heading", level=_BARE_LEVEL, value=title_words(text, u))
        elif alone and (named := _NAMED.fullmatch(text, u.start, u.end)):
            u = replace(u, kind="heading", level=2, value=Span(*named.span(1)))
        elif bare and _BRACKETED.fullmatch(words):
            u = replace(u, kind="heading", level=2, value=title_words(text, u))
        result.append(u)
    return result


def _bare_titles(text: str, found: Sequence[Unit], sizes: Counter[int]) -> set[int]:
    """Places of short lines that stand alone over a paragraph and are no sentence, where there are several."""
    places = {
        i
        for i, (u, after) in enumerate(pairwise(found))
        if u.kind == "line"
        and not u.bullet
        and sizes[u.group] == 1
        and _NAME.fullmatch(text, u.start, u.end)
        and after.kind == "line"
        and after.group != u.group
        and (after.end - after.start > _SHORT / 2)
        and bool(_SENTENCE.search(text, after.start, _group_end(found, i + 1)))
    }
    return places if len(places) > 1 else set()


def _group_end(found: Sequence[Unit], i: int) -> int:
    """Where the last line ends that no blank line divides from a unit."""
    return max(u.end for u in found[i : i + 40] if u.group == found[i].group)


def _opens(text: str, found: Sequence[Unit], short: bool) -> bool:
    """Whether the first line of a text stands over its place in a site, or heads a few short lines that stand alone."""
    block = [u for u in found[1:5] if u.group == found[0].group]
    placed = any(u.kind == "breadcrumb" for u in block[:1])
    lines = [found[0].text(text), *(u.text(text) for u in block)]
    bare = 0 < len(block) < 3 and all(u.kind == "line" for u in block)
    bare = bare and not any(len(line) > _SHORT or _SENTENCE.search(line) or _AMOUNT.search(line) for line in lines)
    return short and (placed or bare)


def _listed(text: str, following: Unit, depth: int) -> bool:
    """Whether the next line is numbered the same way, so that both are items of a list."""
    return _depth(following.text(text)) == depth


def _over_date(text: str, first: Unit, following: Unit | None, sizes: Counter[int]) -> bool:
    """Whether the first line of a text stands over its date alone."""
    return (
        following is not None
        and sizes[first.group] == 2
        and following.group == first.group
        and first.end - first.start <= _SHORT
        and bool(_DATE.fullmatch(following.text(text)))
    )
