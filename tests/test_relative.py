"""What a page copied off the web leaves to its reader: last year, units by column, stars, odds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.engine import Engine
from rag.settings import Settings

PAGE = """들꽃제과 일터수첩 2031 봄호

최종 수정 2031.03.02

■ 해마다
구분\t2029\t2030
매출(억 원)\t88\t97
퇴직률(%)\t7.1\t6.4

■ 별점
급여
★ 3.1
분위기
★ 4.2
배움
★ 2.7

■ 뽑는 길
직무 | 2030 지원자 | 2030 합격자 | 2031 모집 예정
제빵 | 84 | 7 | 9
판매 | 120 | 8 | 6

■ 강좌 (단위: 회, 명, 점)
이름 | 횟수 | 수료 | 만족도
반죽반 | 12 | 240 | 91.5
굽기반 | 8 | 96 | 88.0

■ 지나온 날
1998. 6.   제과점 개업
2018. 9.   강릉 공장 준공

■ 규칙
점장의 임기는 2년이며 한 번 더 할 수 있다. 제빵사는 3년마다 위생 자격을 새로 받는다.
2030년 감사에서 모두 3건의 지적을 받았다.
(1) 재고 장부 누락
(2) 소화기 점검 지연
(3) 영수증 분실
"""
Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    place = tmp_path_factory.mktemp("relative")
    (place / "corpus").mkdir()
    (place / "corpus" / "page.txt").write_text(PAGE, "utf-8")
    engine = Engine.open(Settings(corpus_dir=place / "corpus", index_dir=place / "index"))
    return lambda question: engine.ask(question).answer


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("작년 퇴직률은?", "6.4%"),
        ("재작년 매출은 얼마야?", "88억 원"),
        ("판매는 올해 몇 명 뽑을 예정이야?", "6명"),
        ("별점이 가장 낮은 항목은?", "배움"),
        ("분위기 별점은 몇 점이야?", "4.2점"),
        ("제빵 경쟁률은 몇 대 1이야?", "12 대 1"),
        ("판매 합격률은?", "6.7%"),
        ("반죽반 수료 인원은 몇 명이야?", "240명"),
        ("굽기반은 몇 회 열렸어?", "8회"),
        ("만족도가 가장 높은 강좌는?", "반죽반"),
        ("강릉 공장은 언제 준공됐어?", "2018. 9"),
        ("점장은 한 번 되면 몇 년 하나요?", "2년"),
        ("제빵사는 위생 자격을 몇 년에 한 번 새로 받나요?", "3년마다"),
        ("감사 지적 사항을 모두 알려줘", "영수증 분실"),
    ],
)
def test_the_reader_is_told(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question)


@pytest.mark.model
def test_a_year_that_the_page_does_not_tell_is_refused(ask: Ask) -> None:
    assert "찾지 못했습니다" in ask("2027년 매출은?")
