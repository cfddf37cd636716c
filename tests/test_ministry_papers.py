"""Papers as ministries write them: 제1장 / 1. / 가. / □ / ○ / -, names with room around their colon, points under a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine import Engine
from rag.reading import parse
from rag.types import Block
from tests.reports import settings_of

PLAN = """등불 거리 사업 추진계획_2031_ver. Plan

제1장 추진 배경
1. 현황
 □ 마을 등불은 2028년 처음 켜졌으며 지금은 1,200개가 있음
 ○ (등불 개수) 1,200개
 ○ (관리 인력) 등불지기 34명
2. 문제점
 가. 예산 부족
  ○ 전기 요금이 해마다 늘고 있음
 나. 인력 부족
  ○ 등불지기 한 사람이 35개를 맡고 있음

제2장 무엇을 바꿀까?
1. 교체 사업 개요
 ○ 기    간 : 2031년 5월부터
 ○ 2031년 :
   - 골목등 420대
   - 다리등 80대
 ○ 2032년 :
   - 골목등 310대
   - 다리등 45대
 ○ 주민이 꼽은 좋은 점 :
   - "밤길이 환해졌다."
   - "고장이 나면 바로 고친다."
2. 추진 일정
구분\t시작\t마침
교체\t2031년 5월\t2033년 12월
양성\t2031년 7월\t2031년 11월

제3장 기대 효과
 ○ 밤길 사고가 줄어든다.

붙임 1. 맡은 사람
 ○ 총괄 : 등불정책과장 민별빛
"""

YEARBOOK = """산길 버스 연감

Ⅰ. 노선
1. 운영 현황
<표 1> 노선별 운영(2031년 12월 말 기준, 임시 노선 제외, 단위: 명, 예비 차량 포함)
구분\t1호선\t2호선
개통\t2024년 11월\t2025년 3월
하루 이용객(명)\t1,850\t972
역무원(명)\t12\t
<표 2> 요금(원)
구분\t카드\t현금
어른\t1,550\t1,700
어린이\t500\t600
□ 산길 버스는 군이 세운 회사가 맡는다. 이용객이 가장 많은 정류장은 솔밭이며 하루 420명이 드나든다.

Ⅱ. 편의
□ 앱에서는 다음 정보를 볼 수 있다.
 ○ 도착 시각
 ○ 빈자리
 ○ 날씨
"""


def _field(blocks: tuple[Block, ...], label: str) -> Block:
    return next(b for b in blocks if b.label == label)


def test_chapters_stand_over_numbers_and_these_over_letters() -> None:
    document = parse(PLAN, "plan.txt")
    assert document.title == "등불 거리 사업 추진계획_2031_ver. Plan"
    sections = list(dict.fromkeys(b.section for b in document.blocks if b.kind == "heading"))
    assert sections == [
        ("등불 거리 사업 추진계획_2031_ver. Plan",),
        ("제1장 추진 배경",),
        ("제1장 추진 배경", "1. 현황"),
        ("제1장 추진 배경", "2. 문제점"),
        ("제1장 추진 배경", "2. 문제점", "가. 예산 부족"),
        ("제1장 추진 배경", "2. 문제점", "나. 인력 부족"),
        ("제2장 무엇을 바꿀까?",),
        ("제2장 무엇을 바꿀까?", "1. 교체 사업 개요"),
        ("제2장 무엇을 바꿀까?", "2. 추진 일정"),
        ("제3장 기대 효과",),
        ("붙임 1. 맡은 사람",),
    ]


def test_a_numbered_list_is_no_row_of_titles() -> None:
    text = "제1장 순서\n\n 1. 신청\n 2. 심사\n □ 결과는 누리집에 알림\n\n제2장 돈\n\n돈은 군이 낸다.\n"
    titles = [text[slice(*b.value)] for b in parse(text, "a.txt").blocks if b.kind == "heading" and b.value]
    assert titles == ["제1장 순서", "제2장 돈"]


def test_a_numbered_title_may_have_a_colon_or_stand_over_a_sentence_that_its_line_breaks_off() -> None:
    text = """제1장 등불

1. 켜는 날

등불은 봄에 켠다.

2. 사례: 다시 켠 골목

골목 등불은 2030년에 꺼졌다. 이듬해 다시 켰다.

3. 먼 목표
  등불지기는 2035년까지 등불을 지금의 갑절로 늘리고, 골목마다
이름을 붙인다.

제2장 돈

돈은 군이 낸다.
"""
    titles = [text[slice(*b.value)] for b in parse(text, "a.txt").blocks if b.kind == "heading" and b.value]
    assert titles == ["제1장 등불", "1. 켜는 날", "2. 사례: 다시 켠 골목", "3. 먼 목표", "제2장 돈"]


def test_a_point_that_counts_something_says_it_beside_naming_the_points_below_it() -> None:
    text = "# 골목\n\n□ 주민 64명을 만나 이야기를 들음\n ○ 책으로 펴냄\n ○ 노래로 만듦\n"
    points = [(text[b.start : b.end], b.parent) for b in parse(text, "a.md").blocks if b.kind == "item"]
    name = "주민 64명을 만나 이야기를 들음"
    assert points == [(f"□ {name}", ""), ("○ 책으로 펴냄", name), ("○ 노래로 만듦", name)]


def test_sentences_below_a_list_are_none_of_its_last_point() -> None:
    text = "# 민원\n\n  (1) 등불 달기: 열흘이 걸린다.\n  (2) 등불 떼기: 하루가\n  걸린다.\n  모두 군이 낸다.\n"
    blocks = parse(text, "a.md").blocks
    assert text[slice(*(_field(blocks, "등불 떼기").value or (0, 0)))] == "하루가\n  걸린다."


def test_a_line_with_a_note_names_no_list() -> None:
    text = "빵 이야기\n\n빵은 조합이 굽는다.1)\n\n1) 2031년부터임.\n"
    assert [b.parent for b in parse(text, "a.txt").blocks if b.kind == "item"] == [""]


def test_points_name_what_they_tell_before_a_colon_or_in_brackets() -> None:
    blocks = parse(PLAN, "plan.txt").blocks
    assert [b.label for b in blocks if b.kind == "field"] == [
        "등불 개수",
        "관리 인력",
        "기간",
        "2031년",
        "2032년",
        "주민이 꼽은 좋은 점",
        "총괄",
    ]
    assert _field(blocks, "2032년").year == 2032
    assert len(_field(blocks, "2032년").parts) == len(_field(blocks, "주민이 꼽은 좋은 점").parts) == 2


def test_a_noted_sentence_is_no_name_of_the_points_below_it() -> None:
    blocks = parse(PLAN, "plan.txt").blocks
    assert _field(blocks, "등불 개수").parent == ""


def test_a_name_over_points_may_end_as_verbs_do() -> None:
    text = "# 걷기 대회\n\n□ 행사 개요\n ○ 장소 : 잔디밭\n ㅇ 인원 : 50명\n"
    assert [b.parent for b in parse(text, "a.md").blocks if b.kind == "field"] == ["행사 개요"] * 2


def test_what_a_line_says_of_its_list_ends_with_the_list() -> None:
    text = "# 모임\n\n2031.04.02\n ○ 회원 : 30명\n ○ 회비 : 2만 원\n□ 모임은 산길에서 열린다. 비가 오면 쉰다.\n"
    parents = [b.parent for b in parse(text, "a.md").blocks if b.start >= text.index("○")]
    assert parents == ["2031.04.02", "2031.04.02", ""]


def test_a_name_behind_a_question_is_the_name() -> None:
    block = _field(parse("# 모임\n\n- **무엇이 어려웠나요? 어려운 점**: 짐이 무겁다\n", "a.md").blocks, "어려운 점")
    assert block.parent == "무엇이 어려웠나요?"


def test_a_title_below_a_place_in_a_site_lies_below_it() -> None:
    text = "# 안내\n\n## 첫째 장\n\n모임 > 산길\n\n**준비물**\n\n물을 챙긴다.\n\n## 둘째 장\n\n끝이다.\n"
    assert [b.section for b in parse(text, "a.md").blocks if b.kind == "paragraph"] == [
        ("모임", "산길", "준비물"),
        ("둘째 장",),
    ]


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _engine(tmp_path_factory.mktemp("lanterns"), PLAN)


@pytest.fixture(scope="module")
def buses(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _engine(tmp_path_factory.mktemp("buses"), YEARBOOK)


def _engine(folder: Path, text: str) -> Engine:
    (folder / "corpus").mkdir()
    (folder / "corpus" / "paper.txt").write_text(text, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2032년에 골목등은 몇 대 바꾸나요?", "310대"),
        ("2031년 골목등과 다리등을 더하면 몇 대인가요?", "500대"),
        ("주민이 꼽은 좋은 점은 무엇인가요?", "고장이 나면"),
        ("관리 인력은 몇 명인가요?", "34명"),
        ("교체 시작은 언제인가요?", "2031년 5월"),
        ("총괄은 누구인가요?", "민별빛"),
    ],
)
def test_what_stands_under_a_name_is_answered(lanterns: Engine, question: str, said: str) -> None:
    assert said in lanterns.ask(question).answer


def test_a_marked_line_over_a_table_names_it() -> None:
    text = "# 공방\n\n□ 표 3. 그릇별 생산량(단위: 점)\n그릇\t2031년\t2032년\n대접\t120\t135\n종지\t80\t75\n"
    rows = [b for b in parse(text, "a.md").blocks if b.kind == "row"]
    assert [b.parent for b in rows] == ["표 3. 그릇별 생산량(단위: 점)"] * 2


def test_tables_under_each_other_have_their_own_names_and_columns() -> None:
    rows = [b for b in parse(YEARBOOK, "a.txt").blocks if b.kind == "row"]
    assert [(b.label, b.parent[:5], b.header[1]) for b in rows] == [
        ("개통", "<표 1>", "1호선"),
        ("하루 이용객(명)", "<표 1>", "1호선"),
        ("역무원(명)", "<표 1>", "1호선"),
        ("어른", "<표 2>", "카드"),
        ("어린이", "<표 2>", "카드"),
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2호선 하루 이용객은 몇 명인가요?", "972명"),
        ("2호선은 언제 개통했나요?", "2025년 3월"),
        ("어린이는 카드로 얼마인가요?", "500"),
        ("솔밭 정류장에는 하루에 몇 명이 드나드나요?", "420명"),
        ("앱에서 볼 수 있는 정보는 무엇인가요?", "빈자리"),
    ],
)
def test_a_yearbook_in_one_piece_is_answered(buses: Engine, question: str, said: str) -> None:
    assert said in buses.ask(question).answer


REVIEWS = """# 솔밭 공방 소개

## 2032년 소식

### 한눈에 보기

- **사업내용**:
  - 물레 교실 확대
  - 가마 두 기 설치
- **사업내용**:
  - 옹기 장터 개최
  - 흙 창고 준공

2033.04.02

- **총 만족도 점수**: 84점
- **작업 환경**: 88점
- **급여**: 80점
- **휴가**: 83점

### 2032년의 일

- **물레 교실 확대**: 물레 교실을 두 반에서 네 반으로 넓혔다.
- **가마 두 기 설치**: 장작 가마 두 기를 새로 놓았다.

### 2033년의 일

- **옹기 장터 개최**: 솔밭 광장에서 옹기 장터를 열었다.
- **흙 창고 준공**: 흙을 두는 창고를 지었다.

## 면접 이야기

**2033년 상반기 | 견습**

물레 담당 합격

- **면접 분위기**: 편안했다
"""


@pytest.fixture(scope="module")
def pottery(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _engine(tmp_path_factory.mktemp("pottery"), REVIEWS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2033년 사업내용은 무엇인가요?", "옹기 장터"),
        ("2032년 사업내용은 무엇인가요?", "물레 교실"),
        ("세부 만족도 점수를 높은 순으로 세우면 두 번째는 무엇인가요?", "휴가"),
        ("What is the overall satisfaction score?", "84"),
        ("면접 후기를 남긴 사람은 어떤 직무에 지원했나요?", "물레 담당"),
    ],
)
def test_fields_of_a_list_tell_what_rows_of_a_page_tell(pottery: Engine, question: str, said: str) -> None:
    assert said in pottery.ask(question).answer
