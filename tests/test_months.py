"""What a passage tells of one month is no answer for another."""

from __future__ import annotations

import pytest

from rag.answering.spans.months import of_another_month
from rag.korean import Korean
from rag.questions import understand

KOREAN = Korean.get()


@pytest.mark.parametrize(
    ("question", "passage", "another"),
    [
        ("7월에 멈춘 원인은 무엇인가요?", "3월 6일에 다섯 시간 멈추었다. 원인은 고장이다.", True),
        ("3월에 멈춘 원인은 무엇인가요?", "3월 6일에 다섯 시간 멈추었다. 원인은 고장이다.", False),
        ("멈춘 원인은 무엇인가요?", "3월 6일에 다섯 시간 멈추었다.", False),
        ("7월 관람료는 얼마인가요?", "관람료는 2천 원이다.", False),  # it tells of no month
        ("7월 관람료는 얼마인가요?", "4월부터 9월까지 관람료는 2천 원이다.", False),
        ("7월에 언제 열리나요?", "3월 6일에 열린다.", False),  # the date itself is asked for
    ],
)
def test_a_passage_on_another_month_does_not_answer(question: str, passage: str, another: bool) -> None:
    assert of_another_month(understand(question, KOREAN, ()), passage) is another
