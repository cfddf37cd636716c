"""Morphemes as the analyser gives them, and what is mended in them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: `form`, Sejong `tag`, where it stands in the text (code points), and whether a dictionary has it."""

    form: str
    tag: str
    start: int
    end: int
    known: bool = True


_COMMON = frozenset(["점", "것", "곳", "일", "때", "말", "글", "수", "번", "분"])  # any clause may stand before them
_ANY = frozenset(["총", "전", "각", "매", "본", "그", "이", "저", "새"])  # and these before any noun


def is_coined(run: list[Morpheme]) -> bool:
    """Whether the morphemes of a written word hold a stem, a counting word or 의 before the noun that they end in."""
    tags = [m.tag.split("-")[0] for m in run]
    if not run or {"EC", "EF", "EP", "XSV", "XSA", "VCP", "SN", "NNB"} & set(tags):
        return False
    if tags[0] == "MM" and run[0].form in _ANY:
        return False
    named = tags[-1] in ("NNG", "NNP") or (tags[-1] == "ETN" and tags[0].startswith("NN"))
    return named and run[-1].form not in _COMMON and bool({"VV", "VA", "MM", "JKG"} & set(tags[:-1]))


_UTMOST = frozenset("단장다소대고저신상하초")  # what 최 makes one noun with


def with_its_end(found: list[Morpheme]) -> tuple[Morpheme, ...]:
    """Morphemes with 이 as the end of its noun where the analyser takes it for a particle before another (길 + 이 + 는):
    no 는, 도 or 만 follows a subject's particle. 최단 and its like before a number are whole, too."""
    whole: list[Morpheme] = []
    for i, m in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if (
            m.form == "이"
            and m.tag == "JKS"
            and whole
            and whole[-1].tag == "NNG"
            and len(whole[-1].form) == 1
            and whole[-1].end == m.start
            and after is not None
            and (after.tag, after.start) == ("JX", m.end)
        ):
            whole[-1] = replace(whole[-1], form=whole[-1].form + m.form, end=m.end)
        elif whole and whole[-1].form == "최" and whole[-1].end == m.start and m.form in _UTMOST:
            whole[-1] = replace(whole[-1], form="최" + m.form, tag="NNG", end=m.end)
        else:
            whole.append(m)
    return tuple(whole)
