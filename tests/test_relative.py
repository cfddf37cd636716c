"""What a page copied off the web leaves to its reader: last year, units by column, stars, odds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.reading import parse
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
YEARLY = """달빛생협
2030 연차보고서

차례
1장 숫자
2장 살림
3장 한 일
4장 쓰는 곳

1장  숫자

○ 조합원 수: 1,264명 (2029년 말 1,037명)
○ 배당률: 3.8% (2029년 4.5%)

2장  살림

(단위: 만 원)
구분              2029년      2030년
인건비            10,800      12,400
유지비            6,100       7,250

비용이 늘어난 까닭은 인건비가 오르고 우유 단가가 193원에서 185원으로 내렸기 때문입니다.

3장  한 일

[달빛 나눔] 형편이 어려운 집의 보일러를 고치는 사업입니다. 해마다 46가구를 돕습니다.
[부엌 교실] 동네 아이들과 밥을 짓는 수업입니다. 한 해에 52회 엽니다.

4장  쓰는 곳

46.2 %
물류
창고와 배달

24.9 %
교육
요리 수업과 견학

28.9 %
인건비
직원 월급과 수당
"""
Ask = Callable[[str], str]


def asking(place: Path, text: str) -> Ask:
    (place / "corpus").mkdir()
    (place / "corpus" / "page.txt").write_text(text, "utf-8")
    engine = Engine.open(Settings(corpus_dir=place / "corpus", index_dir=place / "index"))
    return lambda question: engine.ask(question).answer


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(tmp_path_factory.mktemp("relative"), PAGE)


@pytest.fixture(scope="module")
def ask_yearly(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(tmp_path_factory.mktemp("yearly"), YEARLY)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2030년 조합원 수는 몇 명인가요?", "1,264명"),
        ("2030년에 조합원이 몇 명 늘었나요?", "227명"),
        ("인건비는 2029년보다 얼마나 늘었나요?", "1,600만 원"),
        ("달빛 나눔은 몇 가구를 돕나요?", "46가구"),
        ("부엌 교실은 몇 회 열려?", "52회"),
        ("물류와 교육 비중을 더하면 몇 퍼센트야?", "71.1 %"),
        ("비중이 가장 작은 것은?", "교육"),
        ("2026년 배당률은?", "찾지 못했습니다"),
    ],
)
def test_a_yearly_report_as_text_is_understood(ask_yearly: Ask, question: str, said: str) -> None:
    assert said in ask_yearly(question)


def test_a_table_of_contents_is_no_part_of_the_report() -> None:
    page = parse(YEARLY, "page.txt")
    assert [page.text[b.start : b.end] for b in page.blocks].count("차례") == 0
    assert {b.section[-1] for b in page.blocks if b.section and b.kind != "heading"} == {
        "1장  숫자",
        "2장  살림",
        "3장  한 일",
        "4장  쓰는 곳",
    }


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
