"""English words that ask a Korean report."""

from __future__ import annotations

import pytest

from rag.answering.choosing.joining import joined, neighbours
from rag.asking.counted import asks_of_subject
from rag.asking.phrases import phrased
from rag.korean import Korean
from rag.questions import understand
from rag.synonyms import Synonyms
from rag.words.english import glossed, key, names_alike, names_subject, romanised, stem, subject_names

KOREAN = Korean.get()


def test_forms_of_a_word_share_their_stem() -> None:
    assert {stem(word) for word in ("hire", "Hired", "hiring", "hires")} == {"hire"}
    assert key("Job-fair  visitors") == key("job fairs visitor")


def test_neighbours_that_make_a_phrase_are_one_word() -> None:
    text = "Who visited the unemployment benefits office?"
    words = phrased(KOREAN.words(text), text, {key("unemployment benefit")})
    assert [w.text for w in words if "benefit" in w.text] == ["unemployment benefits"]
    assert Synonyms(["unemployment benefit => 실업급여"], KOREAN).of(words[-2].text) == {"실업급여": 1}


def test_a_noun_that_is_asked_for_makes_no_idiom_with_its_verb() -> None:
    said = {
        text: len(phrased(KOREAN.words(text), text, {"상 받다"})) for text in ("상을 받았나요", "어떤 상을 받았나요")
    }
    assert said["어떤 상을 받았나요"] - said["상을 받았나요"] >= 1


def test_a_synonym_of_one_form_does_for_the_others() -> None:
    synonyms = Synonyms(["attend => 참석", "training course => 교육"], KOREAN)
    assert set(synonyms.of("attended")) == {"참석"}
    assert synonyms.phrases == {"train cours"}


@pytest.mark.parametrize(
    ("korean", "latin"), [("제주", "jeju"), ("한강", "hangang"), ("전북", "jeonbuk"), ("A동", "adong")]
)
def test_romanisation_is_the_revised_one(korean: str, latin: str) -> None:
    assert romanised(korean) == latin


@pytest.mark.parametrize(
    ("latin", "korean", "alike"),
    [
        ("Jeju", "제주", True),
        ("Jeju", "제주센터", True),
        ("Mokpo", "목포", True),
        ("Jeju", "전주", False),
        ("Gun", "군", False),
    ],
)
def test_names_in_latin_letters_stand_for_korean_ones(latin: str, korean: str, alike: bool) -> None:
    assert (names_alike(latin, korean) > 0.9) is alike


@pytest.mark.parametrize(
    ("initials", "subject", "named"),
    [
        ("NHIS", "국민건강보험공단", True),
        ("KLI", "한국노동연구원", True),
        ("KLI", "국민건강보험공단", False),
        ("OECD", "국민건강보험공단", False),
    ],
)
def test_initials_stand_for_the_parts_of_a_korean_name(initials: str, subject: str, named: bool) -> None:
    assert names_subject(initials, subject, Synonyms.load(KOREAN).english) is named


def test_the_english_name_of_the_subject_is_not_what_a_question_is_about() -> None:
    heads = Synonyms.load(KOREAN).english
    question = "When was the Korea Labor Institute founded in Sejong City?"
    assert subject_names(question, ("한국노동연구원",), heads) == ("Korea", "Labor", "Institute")
    assert subject_names(question, ("국민건강보험공단",), heads) == ()


def test_irregular_and_british_forms_find_their_word() -> None:
    assert key("took part") == key("takes part") and stem("organised") == stem("organized")
    assert stem("children") == stem("child") and stem("exercise") != stem("exercize")


def test_words_side_by_side_make_one_in_korean() -> None:
    words = understand("Who runs the North Port?", KOREAN).words
    also = {"north": ["북쪽", "북"], "port": ["항구", "항"]}
    made = joined(
        "Who runs the North Port?", words, lambda w: also.get(w.lower(), []), neighbours(["새 북항을 열었다"])
    )
    assert "북항" in [one.text for one in made] and all(len(one.places) == 2 for one in made)


WORDS = (
    "hired",
    "third",
    "vision",
    "bison",
    "committee",
    "employees",
    "recruit",
    "competition",
    "salary",
    "office",
    "quiet",
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("How many deck crew members (갑판원) were hired?", "How many 갑판원 were hired?"),
        ("Who leads the Night Sky Office (밤하늘실)?", "Who leads the 밤하늘실?"),
        ("How many deck crew (in 2022) were hired?", "How many deck crew (in 2022) were hired?"),
    ],
)
def test_a_word_of_the_report_in_brackets_stands_for_its_translation(question: str, meant: str) -> None:
    assert glossed(question) == meant


def test_staff_of_a_part_that_is_named_are_not_all_staff() -> None:
    assert asks_of_subject("How many people work there?", ["people", "work"])
    assert asks_of_subject("How many people work in the 밤하늘실?", ["people", "work", "밤하늘실"]) is None
