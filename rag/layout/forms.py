"""Forms that a single line may have: a title with its date, a name before a dash, a name before marked items, a row of
scores. Each is told by the form alone.

「**다리 개통** | 2024년 4월」 · 「약속 — 정한 값을 지킨다」 · 「받은 질문 ① … ② …」 · 「종합 3.5 | 급여 3.2 | 문화 3.9」
"""

from __future__ import annotations

import re

from rag.types import Span

_DATE = r"(?:19|20)\d\d(?:년(?:\s?\d{1,2}월(?:\s?\d{1,2}일)?)?|[./-]\s?\d{1,2}(?:[./-]\s?\d{1,2})?\.?)"
_TITLED = re.compile(rf"\*\*(?P<label>[^*|]{{2,80}})\*\*\s*[|·]\s*\(?(?P<value>{_DATE})\)?")
_BRACKETED = re.compile(
    r"\[(?P<label>(?=[^\]]*[가-힣A-Za-z])(?!(?:19|20)\d\d|\d+\s?월)[^\[\](][^\[\]|·]{1,24})\]\s+(?P<value>\S.{11,})",
    re.S,
)
_DATED = re.compile(rf"(?P<date>{_DATE})\)?[ \t\r]*\n\s*")
_DASH = re.compile(
    r"(?P<bold>\*\*)?(?P<label>[^\s*—–:|.!?\"“'][^*—–:|.!?\"“]{0,24}?)(?:\*\*)?\s+[—–]\s+(?P<value>[^—]+)"
)
_MARKED = re.compile(
    r"(?P<label>[가-힣A-Za-z][^①-⑳○●▶▷■□◆.:!?|*]{0,20}?)(?<![은는을를도의])\s+(?P<value>①\s?[^\s].*|(?P<mark>[○●▶▷■□◆])\s?[^\s○●▶▷■□◆].*\s(?P=mark)\s?\S.*)"
)
_SCORE = r"[^\d\s|:./—–][^\d|:./—–]{0,19}?\s+[-+]?\d[\d,.]*\s?(?:[가-힣]{1,3}|만\s?원|억\s?원|%p?)?"
_SCORES = tuple(
    (re.compile(rf"{_SCORE}(?:\s{bar}\s{_SCORE}){{{more},}}"), re.compile(rf"\s{bar}\s"))
    for bar, more in ((r"\|", 1), ("·", 2), ("/", 2))
)
_AMOUNTS = re.compile(rf"{_SCORE}(?:(?:\s[·/|]|,)\s{_SCORE})+")
_TELLER = re.compile(
    r"\*\*(?:\[(?P<a>[^\[\]*]{2,50})\]|(?P<b>[^\[\]*:]{1,20}(?:\s[·|]\s[^\[\]*:·|]{1,20})+))\*\*(?:\s+|$)"
)
_SPREAD = re.compile(r"[가-힣](?:(?:[ \u00a0]{2,}|[\t\u3000]+)[가-힣])+")
_NOTED = re.compile(r"\((?P<label>[가-힣A-Za-z][^()]{1,19})\)\s+(?P<value>\S.*)")
_PREDICATE = re.compile(r"(?:다|(?<![개필수중주])요)$")  # 개요, 필요, 수요 are nouns
_QUOTE = re.compile(r"[\"“「]")


def titled(line: str) -> tuple[Span, Span] | None:
    """Title and date of a bold title with its date behind a bar; what is below the line tells of it."""
    m = _TITLED.fullmatch(line) if line.startswith("**") else None
    return (Span(*m.span("label")), Span(*m.span("value"))) if m else None


def bracketed(line: str) -> tuple[Span, Span] | None:
    """Name and words of a line whose sentences a name in brackets opens: 「[햇빛 나눔] 낡은 보일러를 고칩니다.」."""
    m = _BRACKETED.fullmatch(line) if line.startswith("[") else None
    return (Span(*m.span("label")), Span(*m.span("value"))) if m else None


def date_above(text: str, value: Span) -> tuple[Span, int] | None:
    """The date that stands in a line of its own at the head of a value, and where what it dates begins."""
    m = _DATED.match(text, value.start, value.end)
    return (Span(*m.span("date")), m.end()) if m else None


def teller(line: str) -> tuple[Span, int] | None:
    """Whose words a line opens with in bold (「**[2024 하반기 · 일반직]** 면접은 …」), and where the words begin."""
    m = _TELLER.match(line) if line.startswith("**") else None
    return (Span(*m.span("a" if m["a"] else "b")), m.end()) if m else None


def marked(line: str) -> tuple[Span, Span] | None:
    """Name and items of a line of marked items that a name opens without a colon."""
    m = _MARKED.fullmatch(line)
    return (Span(*m.span("label")), Span(*m.span("value"))) if m else None


def predicates(words: str) -> bool:
    """Whether words end as a sentence does before its stop."""
    return bool(_PREDICATE.search(words))


def noted(point: str) -> tuple[Span, Span] | None:
    """Name and words of a point whose name stands before them in brackets (「(교육 인원) 50명」)."""
    m = _NOTED.fullmatch(point) if point.startswith("(") else None
    return (Span(*m.span("label")), Span(*m.span("value"))) if m else None


def drawn_together(name: str) -> str:
    """A name without the room between its letters that only fills a line (「일    시」)."""
    return re.sub(r"\s", "", name) if _SPREAD.fullmatch(name) else name


def dashed(line: str) -> tuple[Span, Span, bool] | None:
    """Name and words of a line that a dash divides, and whether it is a field by itself: its name is bold, or amounts
    by name or quotations follow. Any other is one only beside its like."""
    m = _DASH.fullmatch(line) if " — " in line or " – " in line else None
    if m is None:
        return None
    sure = bool(m["bold"] or _QUOTE.match(m["value"]) or _AMOUNTS.fullmatch(m["value"]))
    return Span(*m.span("label")), Span(*m.span("value")), sure


def scores(line: str) -> tuple[Span, ...]:
    """Places of the amounts by name, each with its name, that a line sets side by side; empty for any other line."""
    if not any(c.isdigit() for c in line):
        return ()
    for whole, bar in _SCORES:
        if whole.fullmatch(line):
            cuts = [0, *(i for m in bar.finditer(line) for i in m.span()), len(line)]
            return tuple(Span(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2))
    return ()
