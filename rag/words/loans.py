"""Foreign words in Hangul: how Latin ones are said (굿JOB캠프 → 굿잡캠프), and how a dictionary writes those often misspelt."""

from __future__ import annotations

import re

# How foreign words in Latin letters are written in Hangul, for names that mix both (굿JOB캠프).
_LOANS = {"job": "잡", "app": "앱", "camp": "캠프", "good": "굿", "talk": "톡", "care": "케어", "net": "넷", "work": "워크", "day": "데이", "up": "업",
          "on": "온", "it": "아이티", "ai": "에이아이", "vr": "브이알", "tip": "팁", "best": "베스트", "plus": "플러스", "start": "스타트", "fair": "페어", "show": "쇼",
          "hub": "허브", "lab": "랩", "one": "원", "go": "고", "my": "마이", "smart": "스마트", "green": "그린", "k": "케이"}  # fmt: skip
# Syllables and words of loans as they are often written, and as a dictionary has them.
_WRITTEN = {
    "쉽": "십", "샵": "숍", "타": "터", "컨텐": "콘텐", "컨셉": "콘셉트", "메세": "메시", "팜플렛": "팸플릿", "리플렛": "리플릿",
    "카다로그": "카탈로그", "타겟": "타깃", "런칭": "론칭", "악세사리": "액세서리", "디지탈": "디지털", "프리젠": "프레젠", "쥬": "주",
    "컨테스트": "콘테스트", "심포지움": "심포지엄", "라이센스": "라이선스", "앙케이트": "앙케트", "캐비넷": "캐비닛", "렌트카": "렌터카",
}  # fmt: skip
_LOAN = re.compile("|".join(rf"(?<=[가-힣]){w}$" if len(w) == 1 and w != "쥬" else w for w in _WRITTEN))


def spoken(word: str) -> str:
    """A word with its Latin parts as they are spoken, doubles folded (굿잡JOB캠프 → 굿잡캠프)."""
    said, latin = "", ""
    for part in re.split("([A-Za-z]+)", word):
        if part[:1].isascii() and part[:1].isalpha():
            latin = _LOANS.get(part.lower(), part.lower())
            said = said.removesuffix(latin) + latin
        else:
            said += part.removeprefix(latin) if latin else part
    return said


def as_written(noun: str) -> str:
    """A noun with its loans as a dictionary has them (리더쉽 → 리더십)."""
    return _LOAN.sub(lambda m: _WRITTEN[m[0]], noun)
