"""Things that a field counts up by number."""

from __future__ import annotations

import pytest

from rag.answering.numbered import numbered
from rag.types import Span


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("1. 통밀 국산화 2. 새벽 배송 3. 포장 줄이기", ["통밀 국산화", "새벽 배송", "포장 줄이기"]),
        ("① 통밀 국산화, ② 새벽 배송", ["통밀 국산화", "새벽 배송"]),
        ("1) 밀 3. 5톤을 산다 2) 빵을 굽는다", ["밀 3. 5톤을 산다", "빵을 굽는다"]),
        ("통밀 1. 국산화 2. 수입", []),
        ("2. 새벽 배송 3. 포장 줄이기", []),
        ("1. 통밀 국산화", []),
        ("1.5배 늘었고 2.5배 줄었다", []),
    ],
)
def test_numbers_that_count_up_from_the_first_part_a_line(text: str, things: list[str]) -> None:
    assert [text[s.start : s.end] for s in numbered(text, Span(0, len(text)))] == things


def test_long_passages_stay_whole() -> None:
    text = "1. " + "길게 " * 60 + "2. 짧게"
    assert numbered(text, Span(0, len(text))) == ()
