"""Slips in everyday words are repaired, and what may well be meant as it stands is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.korean import Korean
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.words.slips import Slips

KOREAN = Korean.get()
EVERYDAY = Synonyms.load(KOREAN).korean
REPORT = "들꽃수목원의 총 만족도는 85점이다. 북항터미널에서 청년인턴 13명을 뽑았다. 상담은 6회 했다. 핵심가치는 신뢰이며 가치를 나눈다. 시장은 김다온이다."
SLIPS = Slips(EVERYDAY, ["만족도"], KOREAN)
SPELLER = Speller([REPORT], KOREAN, everyday=EVERYDAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("만조도는 몇 점인가요?", "만족도는 몇 점인가요?"),  # a consonant is missing
        ("몇 퍼샌트예요?", "몇 퍼센트예요?"),  # a vowel that sounds alike
        ("보고서애 적힌 날짜", "보고서에 적힌 날짜"),
        ("모모두 몇 명?", "모두 몇 명?"),  # a syllable twice
        ("언재 뽑았나요?", "언제 뽑았나요?"),
        ("언 제부터 평 균은?", "언제부터 평균은?"),  # a stray space
        ("사담은 몇 회 했나요?", "상담은 몇 회 했나요?"),  # a rare word, and one that the report has
    ],
)
def test_a_slip_in_an_everyday_word_is_repaired(typed: str, meant: str) -> None:
    assert SPELLER.repair(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "사장 이름은?",
        "북항에 있나요?",
        "재단을 세울 때",
        "구내식당 있어?",
        "네 가지와 그 뜻",
        "운영비는 얼마?",
        "총 몇 명",
        "새 집 큰 비용",
    ],
)
def test_what_is_a_word_stays(word: str) -> None:
    assert SPELLER.repair(word) is word


@given(
    st.text(
        alphabet="가각간감강개거건게고공과국그기나는다도를리마만모문보부사상서소수시신어에여오요원은을의이인일자장전정제조지차한해",
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_reading_is_never_less_likely(word: str, strange: bool) -> None:
    read = SLIPS.repair(word, strange)
    assert read == word or KOREAN.likelihood(read) > KOREAN.likelihood(word)
