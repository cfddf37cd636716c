"""How well answers hold when questions are mistyped: each question that is answered rightly is asked again with one slip.

    python tests/questions/mistyped.py QUESTIONS CORPUS [--show]

Prints for each kind of slip how many of the right answers stay right, and of the refusals how many stay refusals. The
slips are made at random with a fixed seed; follow-ups are left out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from rag.engine import Engine
from rag.evaluation import faults, read_rows
from rag.settings import load_settings

VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
ALIKE = {"ㅐ": "ㅔ", "ㅔ": "ㅐ", "ㅒ": "ㅖ", "ㅖ": "ㅔ", "ㅚ": "ㅙ", "ㅙ": "ㅚ", "ㅞ": "ㅚ", "ㅟ": "ㅣ", "ㅢ": "ㅣ"}
BESIDE = {
    "ㅏ": "ㅓㅣ",
    "ㅓ": "ㅏㅗ",
    "ㅗ": "ㅓㅜ",
    "ㅜ": "ㅗㅡ",
    "ㅡ": "ㅜ",
    "ㅣ": "ㅏ",
    "ㅑ": "ㅏ",
    "ㅕ": "ㅓ",
    "ㅛ": "ㅗ",
    "ㅠ": "ㅜ",
}
Chance = random.Random


def _syllables(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if "가" <= c <= "힣"]


def _other_vowel(text: str, chance: Chance, others: Mapping[str, str]) -> str:
    places = [i for i in _syllables(text) if VOWELS[(ord(text[i]) - 0xAC00) % 588 // 28] in others]
    if not places:
        return text
    i = chance.choice(places)
    code = ord(text[i]) - 0xAC00
    vowel = VOWELS.index(chance.choice(others[VOWELS[code % 588 // 28]]))
    return text[:i] + chr(0xAC00 + code // 588 * 588 + vowel * 28 + code % 28) + text[i + 1 :]


def _no_final(text: str, chance: Chance) -> str:
    places = [i for i in _syllables(text) if (ord(text[i]) - 0xAC00) % 28]
    if not places:
        return text
    i = chance.choice(places)
    return text[:i] + chr(ord(text[i]) - (ord(text[i]) - 0xAC00) % 28) + text[i + 1 :]


def _twice(text: str, chance: Chance) -> str:
    places = _syllables(text)
    i = chance.choice(places) if places else 0
    return text[:i] + text[i] + text[i:] if places else text


def _space_within(text: str, chance: Chance) -> str:
    places = [i for i in _syllables(text) if i and "가" <= text[i - 1] <= "힣"]
    i = chance.choice(places) if places else 0
    return f"{text[:i]} {text[i:]}" if places else text


def _space_less(text: str, chance: Chance) -> str:
    places = [i for i, c in enumerate(text) if c == " "]
    i = chance.choice(places) if places else 0
    return text[:i] + text[i + 1 :] if places else text


SLIPS: dict[str, Callable[[str, Chance], str]] = {
    "a vowel that sounds alike": lambda text, chance: _other_vowel(text, chance, ALIKE),
    "another vowel": lambda text, chance: _other_vowel(text, chance, BESIDE),
    "no final consonant": _no_final,
    "a syllable twice": _twice,
    "a space within a word": _space_within,
    "a space less": _space_less,
    "no spaces": lambda text, _: text.replace(" ", ""),
    "no particles": lambda text, _: re.sub(r"(?<=[가-힣]{2})[은는이가을를의](?=\s)", "", text),
}


def main() -> int:
    """Ask and count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", action="store_true", help="print each question whose answer changes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(load_settings(corpus_dir=args.corpus, index_dir=Path(folder)))
    asked: Counter[tuple[str, bool]] = Counter()
    held: Counter[tuple[str, bool]] = Counter()
    chance = random.Random(5)
    for row in read_rows(args.questions):
        if row["history"] or not _syllables(row["question"]) or faults(row, engine.ask(row["question"])):
            continue
        for name, slip in SLIPS.items():
            typed = slip(row["question"], chance)
            if typed == row["question"]:
                continue
            answer = engine.ask(typed)
            asked[name, row["answerable"]] += 1
            held[name, row["answerable"]] += not faults(row, answer)
            if args.show and faults(row, answer):
                print(f"{name}: {typed} → {answer.answer!r}")
    for name in SLIPS:
        shares = [
            f"{held[name, kind] / max(asked[name, kind], 1):.3f} of {asked[name, kind]}" for kind in (True, False)
        ]
        print(f"{name:<26} answers {shares[0]:<14} refusals {shares[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
