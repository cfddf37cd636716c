"""Turns of everyday speech that every report calls by one name, and whose word for it a thing is."""

from __future__ import annotations

import pytest

from rag.answering.spans.reasons import reason_places
from rag.asking.naming import named
from rag.korean import Korean
from rag.questions import understand

KOREAN = Korean.get()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("갓 들어온 직원은 얼마 받아?", "신입 직원은 얼마 받아?"),
        ("관둔 사람들은 왜 나갔어?", "퇴사자는 왜 나갔어?"),
        ("술 마시는 자리는 자주 있어?", "회식은 자주 있어?"),
        ("출장 수당은 하루에 얼마야?", "출장비는 하루에 얼마야?"),
        ("딴 지역으로 보내나요?", "순환근무 하나요?"),
        ("나중에 정직원 시켜 주나요?", "나중에 정규직으로 전환해 주나요?"),
        ("맨 처음 관장은 누구?", "초대 관장은 누구?"),
        ("우리 재단 첫 이사장은 누구였어?", "우리 재단 초대 이사장은 누구였어?"),
        ("맨 처음 공장은 어디에 지었나요?", "맨 처음 공장은 어디에 지었나요?"),
        ("새로 들어온 책은?", "새로 들어온 책은?"),
        ("다른 지역으로 가는 버스는?", "다른 지역으로 가는 버스는?"),
    ],
)
def test_a_turn_of_speech_has_the_name_that_reports_have_for_it(said: str, meant: str) -> None:
    assert named(said) == meant


def test_who_says_that_something_is_good_is_not_looked_for() -> None:
    words = understand("일하는 사람들이 꼽은 나쁜 점 전부 알려줘", KOREAN).words
    assert [w.text for w in words] == ["나쁜"]


def test_a_guest_is_no_hand() -> None:
    assert KOREAN.terms("손님이 왔다") == ["손님"]


def test_what_somebody_heard_is_a_reason() -> None:
    words = "공장이 옮긴다는 말을 듣고 그만두었다."
    assert [words[s.start : s.end] for s in reason_places(words, KOREAN)] == ["말을 듣고"]


def test_how_far_in_advance_asks_for_a_time() -> None:
    query = understand("How far in advance do I have to reserve a boat?", KOREAN)
    assert query.wanted == "number" and "일" in query.units
    assert [w.text for w in query.words] == ["reserve", "boat"]
