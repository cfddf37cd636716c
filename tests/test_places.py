"""Everyday ways to ask: places from the top, what only a neighbour has, years up to one that is said, nouns made of
verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.engine import Engine
from rag.korean import Korean
from rag.types import Turn
from tests.reports import settings_of

REPORT = """# 두루숲체험관 2032년 소개

2011년에 설립된 두루숲체험관은 숲 체험을 돕는 공공기관이다.

2032.05.09

만족도 점수

길 안내 91점
쉼터 87점
간식 78점

**해설사** : 서류심사 ⇒ 발표 및 면접
**길잡이** : 서류심사 ⇒ 필기시험(과목 : 나무 이름, 셈) ⇒ 면접

체험관 앱은 비가 오면 푸시 알림을 보낸다. 매년 행사가 변동된다.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    folder = tmp_path_factory.mktemp("everyday")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.md").write_text(REPORT, "utf-8")
    engine = Engine.open(settings_of(folder / "corpus", folder / "index"))

    def answer(question: str, *before: str) -> str:
        return engine.ask(question, [Turn(q, "") for q in before]).answer

    return answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("만족도 1등 항목이 꼴찌 항목보다 몇 점 더 높아?", "13"),
        ("설립부터 2031년까지 몇 년 됐어?", "20년"),
        ("해마다 행사가 똑같아?", "변동"),
        ("앱이 알림도 보내줘?", "알림"),
        ("해설사도 필기시험을 보나요?", "아니요, 해설사는 서류심사 ⇒ 발표 및 면접입니다."),
    ],
)
def test_an_everyday_question_is_answered(ask: Callable[..., str], question: str, told: str) -> None:
    assert told in ask(question)


def test_what_a_field_itself_has_is_not_denied_by_its_neighbour(ask: Callable[..., str]) -> None:
    assert not ask("길잡이도 필기시험을 보나요?").startswith("아니요")


def test_a_value_without_a_name_is_told_without_a_particle(ask: Callable[..., str]) -> None:
    assert not ask("소개가 나온 날짜는 언제야?").startswith(("는", "은"))


@pytest.mark.parametrize(
    ("before", "question", "told"),
    [
        ("만족도 항목 중에 1등이 뭐야?", "그럼 두 번째로 높은 건?", "쉼터"),
        ("만족도가 가장 높은 항목은?", "꼴찌는?", "간식"),
        ("Which satisfaction item scored highest?", "and the lowest one?", "간식"),
    ],
)
def test_another_place_is_asked_for_next(ask: Callable[..., str], before: str, question: str, told: str) -> None:
    assert told in ask(question, before)


@pytest.mark.parametrize(
    ("text", "noun"), [("알림도 보내줘", "알림"), ("나눔을 실천한다", "나눔"), ("쓰임이 많다", "쓰임")]
)
def test_a_noun_made_of_a_verb_is_a_term(text: str, noun: str) -> None:
    assert noun in Korean.get().terms(text)


def test_a_predicate_that_ends_as_a_noun_keeps_its_verb() -> None:
    assert "늘어나다" in Korean.get().terms("손님이 늘어남")
