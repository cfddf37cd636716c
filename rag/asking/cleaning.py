"""A question as typed is checked and tidied before anything reads it."""

from __future__ import annotations

import re
import unicodedata

from rag.errors import QuestionError

MAX_LENGTH = 1000  # characters


def clean(question: str) -> str:
    """Check and tidy a question as typed. Raises QuestionError when it is blank, over-long or holds characters that
    are no text (lone surrogates, control characters)."""
    if any(0xD800 <= ord(c) <= 0xDFFF for c in question):
        raise QuestionError("the question holds half a character (a lone surrogate); send whole Unicode text")
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r" for c in question):
        raise QuestionError("the question holds control characters; send plain text")
    visible = re.sub("[\u200b-\u200f\u2060\ufeff]", "", question)
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", visible)).strip()
    if not words:
        raise QuestionError("the question is empty; type one")
    if len(words) > MAX_LENGTH:
        raise QuestionError(f"the question has {len(words)} characters; at most {MAX_LENGTH} are read")
    return words
