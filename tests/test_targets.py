"""An amount and its target, and sums of two that are named, even where one is a word of filing."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 들꽃대학 자체평가

## 현황

| 구분 | 2030 | 2031 |
|---|---|---|
| 학생(명) | 512 | 530 |
| 교원(명) | 31 | 34 |
| 직원(명) | 20 | 19 |

## 사업

텃밭 나눔에는 첫해에 146가구가 신청해 당초 목표인 90가구를 크게 웃돌았다. 도서관 이용률은 62.5%로 목표 70%에 못 미쳤다. 기술이전 수입은 11억 원으로 목표 10억 원을 넘었다.
"""


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("college")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "college.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said", "computed"),
    [
        ("텃밭 나눔 신청 가구는 목표보다 몇 가구 많았어?", "56가구 많습니다", "56"),
        ("도서관 이용률은 목표보다 얼마나 낮아?", "7.5%포인트 낮습니다", "7.5"),
        ("기술이전 수입은 목표보다 얼마나 많은가요?", "1억 원 많습니다", "1"),
        ("2031년 교원과 직원을 합하면 몇 명인가요?", "53명", "53"),
        ("2031년 교원은 직원보다 몇 명 많아?", "15명", "15"),
    ],
)
def test_it_is_calculated(college: Engine, question: str, said: str, computed: str) -> None:
    answer = college.ask(question)
    assert said in answer.answer, answer.answer
    assert computed in answer.computed
