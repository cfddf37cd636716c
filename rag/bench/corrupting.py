"""True sentences with one thing made false, by rule: what an inventing language model might write.

    number     an amount changed, or exchanged for another one of the same passage
    date       a year, month or day changed
    name       a proper name, organisation or word in Latin letters exchanged for another
    negation   the statement turned into its denial
    citation   another passage cited, or none that exists

The same sentence always gives the same corruptions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.answering.proof.claims import read
from rag.answering.proof.verify import fold
from rag.answering.spans.quantities import moments
from rag.korean import Korean

Kind = Literal["number", "date", "name", "negation", "citation"]
KINDS: tuple[Kind, ...] = ("number", "date", "name", "negation", "citation")

# Names for exchange: real ones from all over, so that no report is likely to hold them all.
NAMES = (
    "제주", "대구", "강릉", "포항", "순천", "한국전력공사", "국립중앙도서관", "한국수자원공사", "서울대학교", "삼성전자", "금융감독원", "세종문화회관",
    "김영수", "박지훈", "이서연", "Samsung", "KOTRA", "NASA", "Naver",
)  # fmt: skip
_ENGLISH_VERB = re.compile(r"\b(is|are|was|were|will|can|has|have|had)\b", re.I)


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A sentence that is no longer true of the passage `cited` (an id, or -1 for none that exists)."""

    kind: Kind
    sentence: str
    cited: int


def corruptions(sentence: str, passage: str, cited: int, others: Sequence[tuple[int, str]]) -> Iterator[Corrupted]:
    """Corruptions of a sentence that `passage` (of id `cited`) proves. `others` are passages to cite instead."""
    chance = random.Random(sentence)
    known = read(passage)
    for text in dict.fromkeys([*_numbers(sentence, passage, chance)]):
        yield Corrupted("number", text, cited)
    for text in dict.fromkeys([*_dates(sentence, passage, chance)]):
        yield Corrupted("date", text, cited)
    for text in _names(sentence, known.folded, chance):
        yield Corrupted("name", text, cited)
    if denied := _denied(sentence):
        yield Corrupted("negation", denied, cited)
    yield Corrupted("citation", sentence, -1)
    numbers = set(re.findall(r"\d[\d,.]*", sentence))
    strangers = [i for i, text in others if not numbers or not numbers <= set(re.findall(r"\d[\d,.]*", text))]
    if strangers and len(fold(sentence)) > 8:
        yield Corrupted("citation", sentence, chance.choice(strangers))


def _numbers(sentence: str, passage: str, chance: random.Random) -> Iterator[str]:
    amounts = [a for a in read(sentence).amounts if sentence[a.start].isdigit()]
    if not amounts:
        return
    amount = chance.choice(amounts)
    written = re.match(r"\d[\d,]*(?:\.\d+)?", sentence[amount.start :])
    if written is None:
        return
    start, end = amount.start, amount.start + written.end()
    yield sentence[:start] + _other_number(written.group(), passage, chance) + sentence[end:]
    same = [
        m
        for a in read(passage).amounts
        if a.unit == amount.unit and a.value != amount.value and (m := re.match(r"\d[\d,]*(?:\.\d+)?", passage[a.start :]))
        and a.value not in {b.value for b in amounts} and passage[a.start + m.end() : a.end] == sentence[end : amount.end]
    ]  # fmt: skip
    if same:
        yield sentence[:start] + chance.choice(same).group() + sentence[end:]


def _other_number(written: str, passage: str, chance: random.Random) -> str:
    """The number with one digit changed, so that the passage does not hold it."""
    for _ in range(50):
        digits = list(written)
        i = chance.choice([i for i, d in enumerate(digits) if d.isdigit()])
        digits[i] = chance.choice([d for d in "123456789" if d != digits[i]])
        changed = "".join(digits)
        if not re.search(rf"(?<![\d.,]){re.escape(changed)}(?![\d]|[.,]\d)", passage):
            return changed
    return written + "7"


def _dates(sentence: str, passage: str, chance: random.Random) -> Iterator[str]:
    found = list(moments(sentence))
    for m in found[:2]:
        places = [(n.start() + m.start, n.group()) for n in re.finditer(r"\d+", m.text)]
        at, number = chance.choice(places)
        for step in chance.sample((1, -1, 2, -2, 3), 5):
            value = int(number) + step
            changed = sentence[:at] + str(value) + sentence[at + len(number) :]
            if (
                value > 0
                and len(moments(changed)) == len(found)
                and f"{value}{sentence[at + len(number)]}" not in passage
            ):
                yield changed
                break


def _names(sentence: str, passage: str, chance: random.Random) -> Iterator[str]:
    korean = Korean.get()
    spans = [(m.start, m.end) for m in korean.morphemes(sentence) if m.tag == "NNP" and m.end - m.start >= 2]
    spans += (
        [m.span() for m in re.finditer(r"[A-Za-z][A-Za-z0-9-]{2,}", sentence)] if re.search("[가-힣]", sentence) else []
    )
    spans = [(s, e) for s, e in spans if fold(sentence[s:e]) in passage]
    if not spans:
        return
    start, end = chance.choice(spans)
    latin = sentence[start].isascii()
    pool = [n for n in NAMES if n[0].isascii() == latin and fold(n) not in passage]
    if pool:
        yield sentence[:start] + chance.choice(pool) + sentence[end:]


def _denied(sentence: str) -> str:
    """The sentence with its last predicate denied; empty when it has none that can be, or is a denial already."""
    if read(sentence).negated or not re.search(r"[가-힣]", sentence):
        if not re.search(r"[가-힣]", sentence) and (m := _ENGLISH_VERB.search(sentence)) and not read(sentence).negated:
            return f"{sentence[: m.end()]} not{sentence[m.end() :]}"
        return ""
    korean = Korean.get()
    body = sentence.rstrip().rstrip(".")
    morphemes = korean.morphemes(body)
    at = next(
        (
            i
            for i in range(len(morphemes) - 1, -1, -1)
            if morphemes[i].tag.startswith(("VV", "VA", "XSV", "XSA", "VCP"))
        ),
        None,
    )
    if at is None or len(body) - morphemes[at].end > 6 or not body.endswith("다"):
        return ""
    stem = morphemes[at]
    if stem.tag == "VCP":
        noun = body[: stem.start]
        last = noun[-1]
        particle = "이" if "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 else "가"
        return f"{noun}{particle} 아닙니다."
    past = any(m.tag == "EP" for m in morphemes[at:])
    denial = korean.join(
        [(stem.form, stem.tag), ("지", "EC"), ("않", "VX"), *([("었", "EP")] if past else []), ("습니다", "EF")]
    )
    return f"{body[: stem.start]}{denial}."
