"""English words typed wrongly become those of the dictionary, and right ones stay."""

from __future__ import annotations

import pytest

from rag.words.misspelt import EnglishSpeller

SPELLER = EnglishSpeller(
    ["vision", "organization", "employee", "employees", "employer", "stage", "state", "harbour", "plan"],
    lambda word: word in ("stake", "about"),
    ["the visios"],
)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("What is the vison of the orgnization?", "What is the vision of the organization?"),
        ("How many employes are there?", "How many employees are there?"),
        ("who is the organisation's harbor master?", "who is the organisation's harbour master?"),
    ],
)
def test_a_word_a_letter_away_is_repaired(typed: str, right: str) -> None:
    assert SPELLER.repair(typed) == right


@pytest.mark.parametrize(
    "question",
    [
        "What is at stake?",  # a word that only the model has
        "What are visios?",  # one of the reports
        "Who planned the stages?",  # forms of words
        "the stace of Vison",  # two are as near; a name
    ],
)
def test_a_right_word_or_a_doubtful_one_stays(question: str) -> None:
    assert SPELLER.repair(question) is question
