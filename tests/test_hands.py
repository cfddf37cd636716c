"""The same report laid out by several hands: what is told is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine import Engine
from rag.layout.lines import units
from rag.reading import parse
from tests.reports import settings_of

PLAIN = """달보름 도서관 운영 보고서 2031 ver.
2031.05.02

1. 도서관 소개

달보름 도서관은 2019년에 문을 연 시립 도서관이다. 어린이책을 많이 갖추고 있다.

가. 장서 비중

 ○ 1위 어린이 48.2 %
   - 그림책, 동화책, 점자책
 ○ 2위 문학 30.1 %
   - 시집, 소설책

다. 이용자 의견

 ○ 총 만족도 : 81점
 ○ 좋은 점
   - "의자가 편하다."
   - "늦게까지 연다."
 ○ 아쉬운 점
   - "주차장이 좁다."

2. 일하는 사람

 ○ 사서직 12명, 행정직 5명, 시설직 3명
 ○ 지향점
   - 환대 : 누구에게나 먼저 인사하는 태도
   - 정확 : 찾는 책을 틀림없이 건네는 솜씨
"""

WIKI = """= 달보름 도서관 =

달보름 도서관 운영 보고서

== 개요 ==

달보름 도서관은 2019년에 문을 연 시립 도서관이다.

이용자 — 어린이 · 어르신
관리 — 달보름시 문화과

=== 장서 비중 ===

1위 어린이 48.2 % | 2위 문학 30.1 %

=== 들은 말 ===

"의자가 편하다."
"늦게까지 연다."

=== 만족도 ===

시설 71점 · 친절 93점 · 장서 82점

== 지난 일 ==

**책 잔치 개최** (2031.03)

새 책 90권을 처음 선보였다.

**이야기 마당 개최** (2031.04)

이 도서관은 마당에서 이야기꾼을 모시고 이야기를 들었다. 어린이 40명이 왔다.

== 지원 ==

난이도 — 보통 · 분위기 — 좋음
"""

TIDY = """# 달보름 도서관

작성일: 2031.05.02

## 장서

| 순위 | 갈래 | 비중 | 세부 장서 |
|---|---|---|---|
| 1위 | 어린이 | 48.2 % | 그림책, 동화책, 점자책 |
| 2위 | 문학 | 30.1 % | 시집, 소설책, 희곡집, 수필집 |

## 지향점

- **환대**
  - 누구에게나 먼저 인사하는 태도
  - 처음 온 사람을 안내하는 마음
- **정확**: 찾는 책을 틀림없이 건네는 솜씨

## 뽑는 법

- **사서직**: 서류심사 ⇒ 필기시험(과목 : 논리, 영어) ⇒ 면접
- **행정직**: 서류심사 ⇒ 면접
"""


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    engines = {}
    for name, text in (("plain.txt", PLAIN), ("wiki.md", WIKI), ("tidy.md", TIDY)):
        folder = tmp_path_factory.mktemp("hands")
        (folder / "corpus").mkdir()
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
        engines[Path(name).stem] = Engine.open(settings_of(folder / "corpus", folder / "index"))
    return engines


@pytest.mark.parametrize(
    ("hand", "question", "said"),
    [
        ("plain", "행정직은 몇 명인가요?", ["5명"]),
        ("plain", "아쉬운 점은 무엇인가요?", ["주차장이 좁다"]),
        ("plain", "좋은 점을 모두 알려 주세요", ["의자가 편하다", "늦게까지 연다"]),
        ("plain", "문학 비중은 몇 퍼센트인가요?", ["30.1"]),
        ("plain", "지향점에는 무엇이 있나요?", ["환대", "정확"]),
        ("plain", "사서직과 시설직을 합하면 몇 명인가요?", ["15명"]),
        ("wiki", "친절 점수는 몇 점인가요?", ["93점"]),
        ("wiki", "점수가 가장 높은 항목은?", ["친절", "93점"]),
        ("wiki", "문학 비중은 몇 퍼센트인가요?", ["30.1"]),
        ("wiki", "분위기는 어떤가요?", ["좋음"]),
        ("wiki", "관리는 어디서 하나요?", ["문화과"]),
        ("wiki", "들은 말에는 무엇이 있나요?", ["의자가 편하다", "늦게까지 연다"]),
        ("wiki", "책 잔치는 언제 열렸나요?", ["2031.03"]),
        ("wiki", "지난 일을 모두 알려 주세요", ["책 잔치", "이야기 마당"]),
        ("tidy", "보고서의 기준 날짜는 언제인가요?", ["2031.05.02"]),
        ("tidy", "지향점을 모두 알려 주세요", ["환대", "정확"]),
        ("tidy", "필기시험 과목은 몇 가지인가요?", ["2가지"]),
        ("tidy", "문학 장서는 몇 가지인가요?", ["4가지"]),
        ("tidy", "어린이 비중은 몇 %인가요?", ["48.2"]),
        ("tidy", "환대에 담긴 내용을 모두 말해 줘", ["먼저 인사", "처음 온 사람"]),
    ],
)
def test_the_layout_changes_no_answer(hands: dict[str, Engine], hand: str, question: str, said: list[str]) -> None:
    answer = hands[hand].ask(question)
    assert all(words in answer.answer for words in said), answer.answer


def _headings(text: str, markdown: bool = True) -> list[tuple[int, str]]:
    return [(u.level, text[slice(*u.value)]) for u in units(text, markdown) if u.kind == "heading"]


def test_titles_of_a_wiki_page_have_their_depth() -> None:
    levels = {words: level for level, words in _headings(WIKI)}
    assert levels["개요"] == 2 and levels["장서 비중"] == 3
    assert parse(WIKI, "wiki.md").blocks[-1].section == ("지원",)


def test_numbered_titles_of_plain_text_lie_in_each_other() -> None:
    sections = {b.section for b in parse(PLAIN, "plain.txt").blocks}
    assert ("1. 도서관 소개", "다. 이용자 의견") in sections


def test_numbered_items_of_a_list_are_no_titles() -> None:
    text = "준비물\n\n가. 물통\n\n나. 모자\n\n다. 장갑\n"
    assert (7, "가. 물통") not in _headings(text, markdown=False)


def test_a_title_over_its_date_is_the_title() -> None:
    assert parse(PLAIN, "plain.txt").title == "달보름 도서관 운영 보고서 2031 ver."


def test_a_clause_with_a_dash_is_no_field() -> None:
    text = "# 글\n\n우리는 — 누구나 그렇듯이 — 걷는다.\n\n바다는 — 넓다.\n"
    assert [u.kind for u in units(text)] == ["heading", "line", "line"]


def test_a_bold_line_above_a_table_names_the_table() -> None:
    text = "# 글\n\n**2031년 인원**\n\n| 부서 | 인원 |\n|---|---|\n| 사서 | 3 |\n"
    assert [u.kind for u in units(text)][:2] == ["heading", "line"]
