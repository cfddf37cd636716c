"""What a sentence is about, by its form: the noun that 은 or 는 marks, and names in quotation marks.

The sentences after it in its paragraph speak of the same without naming it again.
"""

from __future__ import annotations

import re

_NAMED = re.compile(r"[‘'“\"「『<《]([^‘’'“”\"「」『』<>《》.?!]{2,20})[’'”\"」』>》]")
_TOPIC = re.compile(r"(?<![^\s'‘“\"])((?:[가-힣A-Za-z0-9·]+\s){0,2}[가-힣A-Za-z0-9·]{2,})['’”\"]?[은는]\s")
_TOLD = re.compile(r"(?:[다요죠까음함됨임]|[가-힣]니다)[.!?]*[)\]\"'”’]*[.!?]*$")


def ends_told(sentence: str) -> bool:
    """Whether a text ends as a sentence does: lines of a list or a calendar, which do not, each speak of their own."""
    return bool(_TOLD.search(sentence.rstrip()))


def topics_of(sentence: str) -> str:
    """The words of a sentence by which it says what it is about, in one line; empty when it does not say."""
    found = [m[1] for m in _NAMED.finditer(sentence)]
    if m := _TOPIC.search(sentence):
        found.append(m[1])
    return ", ".join(found)
