"""Amounts, dates and other typed spans in Korean text: found by form, compared by value.

Source of the forms: how Korean reports write numbers (1,240만, 이만 3천, 2주, 17.9%포인트, 80여 명) and dates
(2023년 12월 7일, 9월 8일, 2024.08.20, 2023년 하반기).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

COUNTERS = (
    r"대\s?1(?![\d.]|\s?[위등급명번차호개년월일층])|"
    "TEU|GWh|MWh|kWh|GW|Gbps|Mbps|kcal|배럴|리터|척|가구|병상|필지|켤레|차로|"
    "명|인|사람|점|%포인트|%p|%|퍼센트포인트|퍼센트|프로|건|개소|개국|개사|개교|개년|개월|개|곳|회|차례|번|원|달러|엔|종류|종|가지|주일|주년|주간|주|일간|일|"
    "시간|분기|분|초|년간|년차|년|세대|세|살|급|위|등급|등|호|대|권|편|장|배|만족|톤|kg|㎏|km|mg/L|㎎/L|㎡|㎢|㎥|ha|헥타르|cm|㎝|mm|㎜|m(?![a-z/])|㎞|평|과목|문항|항목|학점|기수|기|단계|쪽|부|페이지|팀|석|학급|"
    "개 대학|호점|층|좌|쌍|마리|그루|칸|채|계통|억|킬로미터|센티미터|밀리미터|제곱킬로미터|제곱미터|세제곱미터|미터|킬로그램|그램|GB|MB|TB|MW|kW|GT|ppm|dB|기업|학교|기관|객실|농가|상자"
)
_SCALE = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_DIGIT = dict(zip("영일이삼사오육칠팔구", range(10), strict=True)) | {"공": 0}
_NATIVE = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
    "아홉": 9, "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<sign>[-−+±]?)(?P<number>(?:{_PLAIN})(?:\s?[십백천만억조]+(?:\s?(?:{_PLAIN})[십백천만억조]*)*)?)"
    rf"(?P<vague>\s?여)?(?:\s?(?P<unit>{COUNTERS}))?(?![\d])"
)
_WORDS = re.compile(
    r"(?<![가-힣\d])(?!만\s?점)(?P<number>[일이삼사오육칠팔구]?[만억조]\s\d[\d,]*[십백천]?|[일이삼사오육칠팔구십백천만억]{2,}|[일이삼사오육칠팔구]?[십백천만억])\s?(?P<unit>명|점|퍼센트|%|건|개월|개|회|원|년|일(?:(?![가-힣])|(?=[에간째이은을만의까부씩도로동]))|주|급|위|종|시간)(?![가-힣]*직)"
)
_NATIVES = re.compile(
    rf"(?<![가-힣])(?P<number>(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:{'|'.join(sorted(_NATIVE, key=len, reverse=True))}))\s(?P<unit>명|개|건|번|차례|곳|군데|가지|종류|달|해|시간|사람|살|칸|채|대|척|마리|그루|권|가구|팀)(?![가-힣]{2}장)"
)
_DAYS = {
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_DAYS_NAMED = re.compile(rf"(?<![가-힣])(?P<number>{'|'.join(_DAYS)})(?P<unit>)")
# Behind a number that counts or names something, and is no day of the month before it: 「2021. 10. 5호기 준공」.
_COUNTING = r"[\d%]|,\d|호|회(?!의)|차|명|건|곳|기(?!준)|대(?!비)|개(?![최관통원소막])|[천백만억]|학년|주년"
DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y>(?:19|20)\d\d|(?<![\d.])(?<!까지 )\d\d)\s?년(?:도)?(?:\s?(?P<m>1[0-2]|0?[1-9])\s?월(?:\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?일)?|\s?(?P<half>[상하]반기|[1-4]\s?분기))?"
    rf"|(?P<y2>(?:19|20)\d\d)\s?[.\-/]\s?(?P<m2>1[0-2]|0?[1-9])(?:\s?[.\-/]\s?(?P<d2>3[01]|[12]\d|0?[1-9])(?!{_COUNTING}))?(?![\d%])\.?"
    r"|(?P<m3>1[0-2]|0?[1-9])\s?월(?:\s?(?P<d3>3[01]|[12]\d|0?[1-9])\s?일)?"
    r")(?!\s?(?:간|차|여|동안|만에))"
)
RANGE = re.compile(r"\s?(?:부터|에서|[~∼–-])\s?")
_CANON = {"대1": "대 1", ":1": "대 1", "퍼센트": "%", "프로": "%", "인": "명", "사람": "명", "%p": "%포인트", "퍼센트포인트": "%포인트", "차례": "회", "번": "회", "주일": "주", "주간": "주",
          "일간": "일", "년간": "년", "종류": "종", "가지": "종", "곳": "개소", "살": "세", "㎞": "km", "㎏": "kg", "㎝": "cm", "㎜": "mm", "헥타르": "ha", "㎎/L": "mg/L", "킬로미터": "km", "센티미터": "cm",
          "밀리미터": "mm", "제곱킬로미터": "㎢", "제곱미터": "㎡", "세제곱미터": "㎥", "미터": "m", "킬로그램": "kg"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text. `value` is exact; `unit` in its standard form ('' for none); `text` as written."""

    value: Decimal
    unit: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in a text, as far as it is written; None where a part is not. `half` is 상반기, 하반기 or a quarter."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    text: str
    half: str = ""


def unit_name(unit: str) -> str:
    """The standard form of a counter (퍼센트 → %, 인 → 명)."""
    return _CANON.get(unit, unit)


def base_unit(unit: str) -> str:
    """The standard form of a counter without its scale (억 원 → 원)."""
    return unit_name(re.sub(r"^[십백천만억조]+\s?", "", unit)) if unit else ""


def scale(unit: str) -> Decimal:
    """What a unit multiplies its numbers by (백만 원 → 1000000)."""
    m = re.match(r"[십백천만억조]+(?=\s?[가-힣])", unit)
    return (number(m.group()) if m else None) or Decimal(1)


def number(words: str) -> Decimal | None:
    """Value of a written number: 1,240만 · 이만 3천 · 팔십오 · 다섯. None when it is none."""
    words = re.sub(r"[\s,]", "", words)
    if words in _NATIVE:
        return Decimal(_NATIVE[words])
    if m := re.fullmatch("(열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(.{1,2})", words):
        rest = _NATIVE.get(m[2])
        return Decimal(_NATIVE[m[1]] + rest) if rest is not None and rest < 10 else None
    total = section = Decimal(0)
    current: Decimal | None = None
    for piece in re.findall(r"\d+(?:\.\d+)?|[가-힣]|.", words):
        if piece[0].isdigit():
            current = Decimal(piece)
        elif piece in _DIGIT:
            current = (current or Decimal(0)) * 10 + _DIGIT[piece]
        elif piece in _SCALE:
            scale = _SCALE[piece]
            if scale < 10**4:
                section += (1 if current is None else current) * scale
            else:
                total += (section + (current or 0) or 1) * scale
                section = Decimal(0)
            current = None
        else:
            return None
    try:
        return total + section + (current or Decimal(0))
    except InvalidOperation:
        return None


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Amounts in order of place. Parts of a date are none; of two readings of one place the longer stands."""
    dates = [(d.start, d.end) for d in moments(text)]
    found: list[Quantity] = []
    for pattern in (_WORDS, _AMOUNT, _NATIVES, _DAYS_NAMED):
        for m in pattern.finditer(text):
            days = _DAYS.get(m["number"])
            value = number(m["number"]) if days is None else Decimal(days)
            unit = unit_name(m["unit"] or "") if days is None else "일"
            start, end = m.start("number"), m.end()
            while end > start and text[end - 1] == " ":
                end -= 1
            if value is None or any(s < end and start < e for s, e in dates):
                continue
            if any(q.start < end and start < q.end for q in found):
                continue
            if "sign" in m.groupdict() and m["sign"] in ("-", "−"):
                value, start = -value, m.start("sign")
            found.append(Quantity(value, unit, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda q: q.start))


def tells(amount: str, text: str) -> bool:
    """Whether a text tells an amount that is written as a whole word, however it writes it (1미터, 1m)."""
    asked = quantities(amount) if amount[:1].isdigit() else ()
    if len(asked) != 1 or not asked[0].unit or asked[0].end < len(amount):
        return False
    return any((q.value, q.unit) == (asked[0].value, asked[0].unit) for q in quantities(text))


@lru_cache(maxsize=8192)
def moments(text: str) -> tuple[Moment, ...]:
    """Dates in order of place, each as far as it is written."""
    found = []
    for m in DATE.finditer(text):
        year, month, day = (
            next((m[g] for g in names if m[g]), None) for names in (("y", "y2"), ("m", "m2", "m3"), ("d", "d2", "d3"))
        )
        full = int(year) if year else None
        if full is not None and full < 100:
            full += 2000 if full < 60 else 1900
        end = m.end() - (text[m.end() - 1] == ".")
        found.append(
            Moment(
                full,
                int(month) if month else None,
                int(day) if day else None,
                m.start(),
                end,
                text[m.start() : end],
                m["half"] or "",
            )
        )
    return tuple(found)


def years(text: str) -> set[int]:
    """Years that the text names, 24년 as 2024."""
    return {d.year for d in moments(text) if d.year is not None} | {
        int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d|\s?(?:명|점|건|개|원|회))", text)
    }


def period(text: str, first: Moment) -> tuple[int, int]:
    """The whole of a period that begins with `first`: 「2023년 8월 30일부터 9월 1일까지」, 「9.8~10.13」. Else the date."""
    rest = text[first.end :]
    if (m := RANGE.match(rest)) and (d := DATE.match(rest, m.end())):
        end = first.end + d.end()
        return first.start, end + 2 if text.startswith("까지", end) else end
    return first.start, first.end


def plain(value: Decimal) -> str:
    """A number as an answer writes it: thousands divided, no idle zeros."""
    value = value.normalize()
    return f"{value:,f}"
