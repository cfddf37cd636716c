"""Lines that are titles though no mark says so: numbered, underlined, bracketed or bold ones that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.layout.marks import title_words
from rag.layout.numbering import Numbering
from rag.layout.sections import DEEPEST
from rag.layout.unit import Unit
from rag.types import Span

_BARE_LEVEL = 6  # of a bare line: below dotted numbers
_NAME = re.compile(r"(?=.*[가-힣A-Za-z])(?!\d)[^.!?:|\n]{2,30}(?<![은는을를,고며])")
_BOLD_LEVEL = 7  # of a bold line: below all that `#` marks
_LISTING = 7  # from this depth on a numbered line may be an item of a list
_SHORT = 60
_SENTENCE = re.compile(r"(?:다|요|죠|까)[.!?]|[a-z)][.!?](?:\s|$)")
_BRACKETED = re.compile(r"\[.{1,50}\]|<.{1,50}>|■\s*.{1,50}")
_NAMED = re.compile(r"【\s*([^【】]{1,50}?)\s*】")  # a title whatever it says, be it a question
_ENDED = re.compile(r"[.,:]$|[다요]!$")
_SENTENCE_END = re.compile(r"(?:다|요|죠|까|[a-z)])[.!?]$|(?:다|요|죠|까)[.!?]\s")
_ASKED = re.compile(r"[^.!?]{1,8}\.?\s[^.!?]*\?")  # one question behind a number
_MARK = re.compile(r"[□■○●◦❍◇◆▶※]\s*\S")  # of points that papers tell below a title
_CAPTION = re.compile(r"[<\[〈]\s?(?:표|그림|도표|사진)\s?\d*")
_BOLD = re.compile(r"\*\*[^*]{2,60}\*\*(?:\s*\([^()]{1,30}\))?")
_QUESTION = re.compile(r"(?:Q|문|질문)\s?\d*\s?[.):]\s")  # with its answer it stands for itself
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:%p?|점|명|건|개|회|원)$")
_DATE = re.compile(r"[(\[]?(?:19|20)\d\d\s?[.년/-][\d\s.년월일/-]*[)\]]?")


def titled(text: str, found: Sequence[Unit], markdown: bool) -> list[Unit]:
    """The units with such titles as headings; numbered and underlined ones where `markdown` is false or no line is
    marked as a heading."""
    sizes = Counter(u.group for u in found if u.kind != "rule")
    marked = any(u.kind == "heading" and u.level <= DEEPEST for u in found)
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


def _plain(text: str, found: Sequence[Unit], sizes: Counter[int]) -> list[Unit]:
    """Headings of plain text: a numbered or underlined short line that stands alone, and the first line."""
    result: list[Unit] = []
    bare_titles = _bare_titles(text, found, sizes)
    numbering = Numbering.of([u.text(text) for u in found if u.kind == "line" and u.end - u.start <= _SHORT])
    for i, u in enumerate(found):
        words = u.text(text)
        said = _SENTENCE.search(words, 2) and not (_ASKED.fullmatch(words) and numbering.may_ask(words))
        short = u.end - u.start <= _SHORT and not said and not words.endswith((".", ",", ":"))
        following = found[i + 1] if i + 1 < len(found) else None
        ruled = following is not None and following.kind == "rule" and following.group == u.group
        alone = u.kind == "line" and sizes[u.group] == 1
        bare = alone and short
        depth = numbering.depth(words) if u.kind == "line" and short else 0
        over = following is not None and _over(text, found, i, numbering)
        opens = over and (i == 0 or found[i - 1].group != u.group or numbering.goes_on(words))
        listed = following is None or numbering.depth(following.text(text)) == depth  # both are items of a list
        numbered = bare and (depth < _LISTING or depth == 8 or not listed)
        first = alone and u.end - u.start <= _SHORT and not _ENDED.search(words)
        opening = i == 0 and (first or _entitles(text, found, sizes, numbering))
        if u.kind in ("line", "byline") and opening:
            bold = 2 * bool(_BOLD.fullmatch(text, u.start, u.end))
            u = replace(u, kind="heading", level=1, value=Span(u.start + bold, u.end - bold))
        elif u.kind == "line" and short and (ruled or (depth and (numbered or opens))):
            numbering.take(words)
            u = replace(u, kind="heading", level=depth or 2, value=Span(u.start, u.end), bullet=False)
        elif _next_with_colon(text, found, i, sizes, numbering):
            numbering.take(words)
            u = replace(u, kind="heading", level=numbering.depth(words), value=Span(u.start, u.end), label=None)
        elif bare and not u.bullet and i in bare_titles:
            u = replace(u, kind="heading", level=_BARE_LEVEL, value=title_words(text, u))
        elif alone and (named := _NAMED.fullmatch(text, u.start, u.end)):
            u = replace(u, kind="heading", level=2, value=Span(*named.span(1)))
        elif u.kind == "line" and short and (bare or _heads(found, i)) and _BRACKETED.fullmatch(words):
            u = replace(u, kind="heading", level=2 if words[0] in "[<" else _BOLD_LEVEL, value=title_words(text, u))
        result.append(u)
    return result


def _over(text: str, found: Sequence[Unit], i: int, numbering: Numbering) -> bool:
    """Whether a line stands straight above what it can be the title of: sentences, marked points, a table or its name."""
    u, following = found[i], found[i + 1]
    if following.group != u.group:
        return False
    words, depth = following.text(text), numbering.depth(u.text(text))
    if depth and numbering.depth(words) > depth:
        return True
    if following.kind == "row" or _CAPTION.match(words):
        return not _CAPTION.match(u.text(text))
    # A sentence may break off at the end of its line, as a line with room for more does not.
    end = _group_end(found, i + 1) if 2 * (u.end - u.start) <= following.end - following.start else following.end
    return bool(_MARK.match(words)) or (
        following.kind == "line" and not numbering.depth(words) and bool(_SENTENCE.search(text, following.start, end))
    )


def _next_with_colon(text: str, found: Sequence[Unit], i: int, sizes: Counter[int], numbering: Numbering) -> bool:
    """Whether a name with a colon is the title that comes next (「4. 사례: 다시 연 장터」): it stands alone over sentences."""
    u, following = found[i], found[i + 1] if i + 1 < len(found) else None
    return (
        u.kind == "field"
        and sizes[u.group] == 1
        and u.end - u.start <= _SHORT
        and not _SENTENCE.search(text, u.start + 2, u.end)
        and numbering.goes_on(u.text(text))
        and following is not None
        and following.kind == "line"
        and not following.bullet
        and bool(_SENTENCE.search(text, following.start, _group_end(found, i + 1)))
    )


def _heads(found: Sequence[Unit], i: int) -> bool:
    """Whether a line opens a paragraph that is no table."""
    same = [u for u in found[max(0, i - 1) : i + 2] if u.group == found[i].group]
    return len(same) == 2 and same[0] is found[i] and same[1].kind != "row"


def _entitles(text: str, found: Sequence[Unit], sizes: Counter[int], numbering: Numbering) -> bool:
    """Whether the first line of a text is its title: it stands alone or over its date, its place in a site, a few short
    lines, or what its pages tell before their first numbered title."""
    first, following = found[0], found[1] if len(found) > 1 else None
    words = first.text(text)
    if _over_date(text, first, following, sizes):
        return True
    if first.end - first.start > _SHORT or _SENTENCE_END.search(words) or words.endswith((",", ":")):
        return False
    if first.kind == "line" and sizes[first.group] == 1:
        return True
    if first.kind == "line" and not first.bullet and numbering.parted:
        below = next((u for u in found[1:] if u.group != first.group or not _bare(text, u)), first)
        return below.group != first.group or below.bullet or bool(_SENTENCE.search(below.text(text)))
    return _opens(text, found)


def _bare(text: str, u: Unit) -> bool:
    """Whether a line is short and no sentence."""
    return (
        u.kind == "line" and not u.bullet and u.end - u.start <= _SHORT and not _SENTENCE.search(text, u.start, u.end)
    )


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


def _opens(text: str, found: Sequence[Unit]) -> bool:
    """Whether the first line of a text stands over its place in a site, or heads a few short lines that stand alone."""
    block = [u for u in found[1:5] if u.group == found[0].group]
    placed = any(u.kind == "breadcrumb" for u in block[:1])
    lines = [found[0].text(text), *(u.text(text) for u in block)]
    bare = 0 < len(block) < 3 and all(u.kind == "line" for u in block)
    bare = bare and not any(len(line) > _SHORT or _SENTENCE.search(line) or _AMOUNT.search(line) for line in lines)
    return placed or bare


def _over_date(text: str, first: Unit, following: Unit | None, sizes: Counter[int]) -> bool:
    """Whether the first line of a text stands over its date alone."""
    return (
        following is not None
        and sizes[first.group] == 2
        and following.group == first.group
        and first.end - first.start <= _SHORT
        and bool(_DATE.fullmatch(following.text(text)))
    )
