"""Words found letter for letter: within one written word or from its beginning on."""

from __future__ import annotations

import pytest

from rag.answering.facts.letters import letters_of
from rag.types import Document, Fact, Span


def _fact(text: str, label: str = "") -> tuple[dict[str, Document], Fact]:
    documents = {"a.md": Document("a.md", "a", text, ())}
    return documents, Fact(0, "sentence", "a.md", 0, (), 0, len(text), Span(0, len(text)), label=label)


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("과정을 열며 현재 학생은 12명이다.", "재학생", False),
        ("올해 재학생은 12명이다.", "재학생", True),
        ("대학원 재학 생활을 돕는다.", "재학생", True),
        ("청년재학생모임이 열렸다.", "재학생", True),
        ("예산은 126억 원이다.", "26억", False),
        ("예산은 26억 원이다.", "26억", True),
    ],
)
def test_a_word_begins_where_a_written_word_does(text: str, word: str, said: bool) -> None:
    assert letters_of(*_fact(text)).say(word) is said


def test_a_label_and_its_text_are_apart() -> None:
    assert not letters_of(*_fact("학생 9명", "현재")).say("재학생")
