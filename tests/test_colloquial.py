"""Words of asking typed in haste are put right; the words of matter around them stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.asking.colloquial import standard
from rag.korean import Korean

KOREAN = Korean.get()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("온실이머에요", "온실이 뭐에요"),
        ("개장일이 언재에요?", "개장일이 언제에요?"),
        ("관람권예매언재하나여", "관람권예매 언제하나요"),
        ("주최어디", "주최 어디"),
        ("산책로길이가얼만가요", "산책로길이가 얼마인가요"),
        ("참가자 몃명이엿어요", "참가자 몇명이였어요"),
        ("춤추신 할머님은 몇 분이나 되나요?", "춤추신 할머님은 몇 명이나 되나요?"),
        ("손님은 몇 분이나 걸려서 오나요?", "손님은 몇 분이나 걸려서 오나요?"),
        ("온실 몇게 잇나요", "온실 몇 개 있나요"),
        ("심사 항목갯수", "심사 항목 개수"),
        ("예약 어케 하나욤", "예약 어떻게 하나요"),
        ("분위기 어땟어?", "분위기 어땠어?"),
        ("몇명뽑앗나요", "몇명 뽑았나요"),
        ("언제 개장햇는지 알려주새요", "언제 개장했는지 알려주세요"),
        ("주차장 ㅇㄷ?", "주차장 어디?"),
        ("입장료 아니 주차비 얼마예요?", "주차비 얼마예요?"),
        ("몇일 걸려요", "며칠 걸려요"),
        ("2022년방문객은 몇 명", "2022년 방문객은 몇 명"),
        ("관람율은?", "관람률은?"),
        ("문화행사담당누구임ㅋㅋ", "문화행사담당 누구임"),
        ("입장료얼 마예요", "입장료 얼마예요"),
        ("상징물이 뭐 에요", "상징물이 뭐에요"),
        ("온실 두가지 가 뭐예요", "온실 두가지가 뭐예요"),
        ("오급채용절차 알려주세요", "5급 채용절차 알려주세요"),
        ("축제를 구청이랑 가치 열었나요", "축제를 구청이랑 같이 열었나요"),
    ],
)
def test_words_of_asking_are_put_right(typed: str, meant: str) -> None:
    assert standard(typed, KOREAN) == meant


@pytest.mark.parametrize(
    "question",
    [
        "나머지는 몇 명인가요?",
        "규모야 어떻든 상관없어",
        "비누가 들어 있나요?",
        "게이머예요?",
        "발언제한은 언제부터인가요?",
        "영어디지털교과서는 있나요?",
        "무엇무엇이 있나요?",
        "지역 센터는 어디어디야?",
        "급여와 사용 비용",
        "2022년에는 몇 개였나요?",
        "맛나요? 못나요?",
        "비율과 확률",
        "How many?",
        "",
    ],
)
def test_good_korean_stays_the_same_object(question: str) -> None:
    assert standard(question, KOREAN) is question


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_read(question: str) -> None:
    assert isinstance(standard(question, KOREAN), str)
