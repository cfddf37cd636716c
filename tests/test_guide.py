"""A guide of a public body: fields side by side, a calendar, conditions, whom to call."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from tests.reports import settings_of

REPORT = """# 너울골 문화학교 이용 안내

## 1. 밝은터 강좌

- 대상: 만 19세 이상 너울골 주민
- 수강료: 한 달에 3만 원
- 수업 시간: 1회 50분, 한 주에 두 번
- 모집 인원: 40명
- 신청 기간: 2031년 3월 2일부터 3월 20일까지
- 준비물: 신분증, 실내화

결석이 다섯 번이 되어도 수료할 수 있습니다. 강좌는 서면 심사를 거칩니다.

## 2. 걸어온 길

- 2027년 4월: 학교 설립
- 2029년 9월: 누리집 '물빛마루' 개통

## 3. 이의신청

1. 결과를 받은 날부터 열흘 안에 이의신청서를 냅니다.
2. 심의회가 7일 이내에 다시 봅니다.

## 4. 연락처

- 밝은터 강좌: 교육팀 02-0555-1234
- 시설 대관: 관리팀 02-0555-5678
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("guide")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "guide.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("밝은터 강좌 수강료는 얼마예요?", "3만 원"),
        ("밝은터 수업은 한 번에 몇 분 하나요?", "50분"),
        ("밝은터 강좌는 몇 명 모집해?", "40명"),
    ],
)
def test_the_one_field_that_answers_is_told_not_its_section(guide: Engine, question: str, said: str) -> None:
    answer = guide.ask(question).answer
    assert said in answer and "신분증" not in answer


def test_an_entry_of_a_calendar_tells_its_date(guide: Engine) -> None:
    assert "2029년 9월" in guide.ask("물빛마루는 언제 개통했나요?").answer


def test_whom_to_call_is_told_by_its_number(guide: Engine) -> None:
    assert "02-0555-5678" in guide.ask("시설 대관 전화번호 알려줘").answer


def test_a_made_up_name_is_no_other_word(guide: Engine) -> None:
    assert "심의회" in guide.ask("이의신청은 어떤 순서로 하나요?").answer
