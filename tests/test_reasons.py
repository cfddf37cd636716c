"""Why: what gives a reason, and the sentence beside the matter that holds it."""

from __future__ import annotations

import pytest

from rag.answering.spans.reasons import reason_places
from rag.engine import Engine
from rag.korean import Korean
from tests.reports import settings_of

REPORT = """# 별내천 백서

## 물

별내천은 2023년에 수질이 오히려 나빠진 유일한 하천이다. 군청은 2022년 말 양돈장이 크게 늘어난 점을 원인으로 꼽았다.

상류 취수장에는 녹조가 생겨 취수가 사흘 동안 중단되었다. 물고기는 34종이 산다.

## 사람

5월에 둘레길 걷기대회가 열려 주민 900명이 걸었다. 행사는 애초 4월로 잡혔으나 큰비로 한 주 미뤄졌다.

**교대 근무**: 안내원은 3년마다 자리를 바꾼다. 여러 구간을 두루 겪게 하려는 것이다.

## 길

나무다리의 통행료는 2024년에 없어졌다. 2024년 통행량은 3만 명이다. 통행료가 사라진 까닭은 군청이 다리를 사들였기 때문이다.
"""


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("river")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "river.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2023년에 별내천 수질이 나빠진 원인은 무엇인가요?", "양돈장"),
        ("취수가 왜 중단됐나요?", "녹조가 생겨"),
        ("둘레길 걷기대회는 왜 미뤄졌나요?", "큰비로"),
        ("교대 근무를 왜 하나요?", "두루 겪게"),
        ("나무다리 통행료가 2024년에 없어진 이유는?", "군청이 다리를 사들였기"),
    ],
)
def test_the_sentence_that_gives_the_reason_answers(river: Engine, question: str, said: str) -> None:
    assert said in river.ask(question).answer


@pytest.mark.parametrize("question", ["왜 걷기대회에 주민이 적게 왔나요?", "상류에는 왜 물고기가 34종만 사나요?"])
def test_a_matter_told_without_its_reason_is_refused(river: Engine, question: str) -> None:
    assert river.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("예산이 부족해 문을 닫았다.", True),
        ("주민들은 냄새를 걱정해 반대했다.", True),
        ("비가 많이 내렸기 때문이다.", True),
        ("주민의 지적을 받아들인 결과입니다.", True),
        ("조사한 결과를 알렸다.", False),
        ("누리집에서 내려받을 수 있다.", False),
        ("행사가 열려 주민이 모였다.", False),
    ],
)
def test_words_of_reason_are_told_from_other_words(words: str, there: bool) -> None:
    assert bool(reason_places(words, Korean.get())) is there
