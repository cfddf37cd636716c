"""A page of an invented institute: what stands side by side there is told apart, summed along its row and followed over years."""

from __future__ import annotations

import pytest

from rag.answering.facts.kin import kin_of, of_kin
from rag.engine import Engine
from rag.types import Turn
from tests.reports import settings_of

REPORT = """# 한국들녘연구소_2024_ver. Report

발행일 2024.06.03

## 뽑는 길

채용정보 > 채용 인원

| 연도 | 연구직 | 행정직 | 수습 |
|---|---|---|---|
| 2021년 | 11명 | 3명 | 7명 |
| 2022년 | 16명 | 2명 | 8명 |
| 2023년 | 14명 | 5명 | 9명 |

* 2024년 채용 규모는 아직 공개되지 않았다.

**2023년 하반기 경쟁률**: 7급 토양 12.4대 1 / 7급 종자 30.5대 1

▶ 7급 지원자는 면허가 있어야 한다. 8급은 면허를 보지 않는다.

채용정보 > 급여

| 구분 | 신입 초임 | 비고 |
|---|---|---|
| 7급 일반 | 3,610만 원 | 상여금 제외 |
| 공무직 | 2,540만 원 | 식대 포함 |

7급 토양의 합격선은 68점이었다.

## 한눈에

| 항목 | 내용 |
|---|---|
| 본원 | 전라북도 김제시 들녘로 17 |
| 원장 | 문해린(2022년 5월 취임) |
| 임직원 | 207명(연구직 150명, 행정직 57명) |
| 2023년 예산 | 380억 원 |
| 2022년 예산 | 350억 원 |

토양 52.5 %
종자 47.5 %

1위

토양

52.5 %

흙 지도, 거름 처방, 물길 조사

2위

종자

47.5 %

씨앗 은행, 품종 등록

## 복리후생

- 관사: 입사 2년 이내, 월 5만 원
- 복지카드: 연 90만 원
- 통근버스: 본원과 김제역 사이를 하루 3회 운행

## 바라는 사람

뿌리인 흙을 오래 지켜보는 사람
줄기인 이웃의 말을 귀담아듣는 사람
열매인 배운 것을 나누는 사람

## 소식

**거름 교실**: 2023년에는 농가 340곳이 교실에 왔다. 응시자는 250명, 합격자는 150명이었다. 직원은 연구원 4명과 기술원 2명이다.

여성 직원의 비율은 41%이며, 여성 책임자의 비율은 18%에 그쳤다.
"""


@pytest.fixture(scope="module")
def institute(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("institute")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "institute.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    "question",
    [
        "7급 종자 합격선은 몇 점이었나요?",  # told of 7급 토양 only
        "7급 상여금은 얼마야?",  # only said to be left out
    ],
)
def test_what_is_told_of_a_sibling_or_left_out_is_refused(institute: Engine, question: str) -> None:
    assert institute.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("7급 토양 합격선은 몇 점이었나요?", "68점"),
        ("2023년 하반기 7급 종자 경쟁률은?", "30.5대 1"),
        ("2023년에 모두 합쳐서 몇 명 채용했나요?", "28명"),
        ("연구직을 가장 많이 뽑은 해는 언제인가요?", "2022년"),
        ("예산이 2022년보다 2023년에 얼마나 늘었나요?", "30억 원"),
        ("직원은 모두 몇 명이에요?", "207명"),
        ("거름 교실 합격률은 몇 %인가요?", "60%"),
        ("본원은 어디에 있나요?", "김제시 들녘로 17"),
        ("원장 이름이 뭐예요?", "문해린"),
        ("지난해 거름 교실에 온 농가는 몇 곳인가요?", "340곳"),
        ("줄기인은 어떤 사람을 말하나요?", "귀담아듣는"),
        ("복리후생에는 뭐가 있나요?", "관사"),
        ("8급도 면허가 있어야 하나요?", "8급은 면허를 보지 않습니다"),
        ("2024년에 몇 명 뽑는지 공개됐나요?", "공개되지 않았습니다"),
    ],
)
def test_what_stands_side_by_side_is_told_apart(institute: Engine, question: str, said: str) -> None:
    assert said in institute.ask(question).answer


def test_the_last_year_answers_where_none_is_named(institute: Engine) -> None:
    assert "14명" in institute.ask("연구직은 몇 명 뽑았어?").answer


def test_a_grade_by_its_number_is_exchanged_for_its_sibling(institute: Engine) -> None:
    answer = institute.ask("공무직은?", [Turn("7급 초임은 얼마인가요?", "3,610만 원입니다.")])
    assert "2,540만 원" in answer.answer


def test_what_the_report_lacks_after_a_question_is_asked_of_what_was_spoken_of(institute: Engine) -> None:
    answer = institute.ask("난이도 알려줘", [Turn("거름 교실 합격자는 몇 명이야?", "150명입니다.")])
    assert answer.status == "not_found"


def test_names_that_share_no_word_are_no_siblings(institute: Engine) -> None:
    pairs = kin_of(institute.reader.snapshot.evidence.facts)
    assert of_kin("7급 종자 합격선", "7급 토양의 합격선은 68점이었다.", pairs)
    assert not of_kin("7급 종자와 7급 토양 합격선", "7급 토양의 합격선은 68점이었다.", pairs)
    assert not of_kin("공무직 초임", "7급 일반 초임", pairs)
