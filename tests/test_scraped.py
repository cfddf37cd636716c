"""Questions to a page taken off a site that lists companies: places in the site, dated news, scores, short fields."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

PAGE = """# 솔바람공원공단 기업리포트 (2032)

솔바람공원공단 › 뉴스 › 2031년

**주요 사업**: ○ 별빛온실 새로 짓기 ○ 밤 산책길 열기

**별빛온실 새로 짓기** | 2031년 4월
별빛온실을 다시 지어 문을 열었습니다. 모자라는 건축비는 중앙정부와 지방정부가 절반씩 메웁니다. 2030년 온실 자원봉사자는 17명, 2031년은 29명입니다.

**손님만족도 조사 최우수** | 2030년 12월
손님만족도 조사에서 92.4점을 받았습니다. 전년에는 87.9점이었습니다. 화장실 청결이 가장 많이 올랐고 매점 가격은 유일하게 떨어졌습니다.

솔바람공원공단 › 처우

신입 초임 : 숲지기 3,480만 원 · 온실지기 4,120만 원 (2031년, 성과급 제외)

솔바람공원공단 › 평판 › 별점 (응답 31명, 5점 만점)

종합 3.5 | 급여·복지 3.2 | 조직문화 3.9

솔바람공원공단 › 소개

본사는 강원도 춘천시에 있고 지사는 남부·서부·동부 세 곳입니다. 2031년 말 직원은 412명입니다.

**주요 손님**: 숲길 학교, 어린이집, 동네 주민

**협력기관**: 한빛식물원, 산들연구소
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("scraped")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "page.md").write_text(PAGE, "utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("본사는 어디 있나요?", ["춘천시"]),  # the next sentence is no list of the three places that this one names
        ("주요 손님은 누구누구인가요?", ["숲길 학교", "어린이집", "동네 주민"]),
        ("협력기관은 어디인가요?", ["한빛식물원", "산들연구소"]),
        ("모자라는 온실 건축비는 누가 메우나요?", ["중앙정부와 지방정부"]),
        ("온실지기 초임은 숲지기 초임보다 얼마나 많아요?", ["640만 원"]),
        ("온실 자원봉사자는 2030년에서 2031년 사이 몇 명 늘었어?", ["12명"]),
        ("손님만족도 조사에서 유일하게 점수가 떨어진 항목은?", ["매점 가격"]),
        ("별점이 가장 높은 항목은?", ["조직문화", "3.9"]),
        ("2031년 주요 사업을 알려줘", ["별빛온실 새로 짓기", "밤 산책길 열기"]),
        ("별빛온실 새로 짓기는 언제였나요?", ["2031년 4월"]),
    ],
)
def test_a_scraped_page_is_asked(page: Engine, question: str, said: list[str]) -> None:
    answer = page.ask(question).answer
    assert [s for s in said if s not in answer] == [], answer


def test_the_year_before_is_that_of_the_passage_less_one(page: Engine) -> None:
    turns = [Turn("2030년 손님만족도 점수는?", "92.4점입니다.")]
    assert "87.9점" in page.ask("그 전년에는 몇 점이었는데?", turns).answer
