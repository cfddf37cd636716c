"""What English questions count and ask about."""

from __future__ import annotations

import pytest

from rag.asking.counted import asked_about, asks_money, asks_of_subject, rewarded, units_counted


@pytest.mark.parametrize(
    ("question", "noun", "units"),
    [
        ("How many delivery volunteers work for the seniors?", "volunteers", ("명",)),
        ("What was the leakage rate of the pipes?", "rate", ()),
        ("How many ferries sank?", "ferries", ("척",)),
    ],
)
def test_the_noun_behind_the_interrogative_is_asked_about(question: str, noun: str, units: tuple[str, ...]) -> None:
    place = asked_about(question)
    assert place is not None and question[slice(*place)] == noun
    assert units_counted(question) == units


def test_what_is_asked_of_the_subject_itself_names_nothing_else() -> None:
    found = asks_of_subject("How many people work at the institute?", ["work at"])
    assert found is not None and found[0] == "number of employees"
    assert asks_of_subject("How many people work in the harbor team?", ["work in", "harbor"]) is None


def test_won_is_a_prize_or_money() -> None:
    assert rewarded("Who won the first prize?") and not rewarded("How many won was paid?")


def test_a_salary_is_money() -> None:
    assert asks_money("what is the average salary of nurses?") and not asks_money("what is the vision?")
