"""A run of known words is found in a word without spaces."""

from __future__ import annotations

import math

from rag.words.covering import runs
from rag.words.jamo import ALIKE, distance

KNOWN = {"온실": 0.0, "온실안내": 0.0, "산책로": 0.0, "산잭로": 0.5, "길이": 0.0, "30": 0.0}


def _like(typed: str) -> tuple[float, str] | None:
    return (KNOWN[typed], typed.replace("잭", "책")) if typed in KNOWN else None


def test_known_words_stand_apart_with_particles_behind_them() -> None:
    assert runs("온실의산잭로길이", _like)[0].text() == "온실의 산책로 길이"


def test_the_longer_word_is_cheaper() -> None:
    assert [p.said for p in runs("온실안내", _like)[0].pieces] == ["온실안내"]


def test_what_is_not_known_ends_a_run_unless_it_may_be_skipped() -> None:
    assert max(run.end for run in runs("온실예쁜산책로", _like)) == 2
    assert runs("온실예쁜산책로", _like, skipping=True)[0].text() == "온실예쁜 산책로"
    assert runs("예쁜", _like) == []


def test_a_number_is_not_cut() -> None:
    assert all(run.end != 3 for run in runs("온실300", _like))


def test_signs_that_look_or_sound_alike_cost_less() -> None:
    assert distance("쎈터", "센터", 1) == distance("켐프", "캠프", 1) == distance("윈", "원", 1) == ALIKE
    assert distance("온실", "온실", 1) == 0
    assert distance("직엄", "직업", 1) == 1


def test_another_syllable_is_another_word() -> None:
    assert distance("상반기", "하반기", 2.5) == 3.5
    assert distance("제2차", "제3차", 2) == 3
    assert math.isfinite(distance("온실", "운실", 1))
