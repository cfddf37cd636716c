"""By what an amount is counted, and what is reckoned from a part that did not."""

from __future__ import annotations

import pytest

from rag.answering.spans.rates import rates_in
from rag.engine import Engine
from rag.korean import Korean
from rag.synonyms import NAMED, Synonyms
from tests.reports import settings_of

REPORT = """# 너른들 숲길 보고서

## 길동무

숲길 길동무 40명이 일한다. 2030년에는 길동무의 제보로 벌금 7,200만 원을 물렸다. 길동무를 하려면 만 18세가 넘어야 하고, 하루 활동비는 5만 원이다.

## 제보

제보 120건이 들어와 이 중 85건이 현장 조사로 이어졌다.

## 공모

숲길 이름 공모에는 80팀이 응모해 20팀이 뽑혔다. 교육생 50명 가운데 40명이 수료했다.

## 숲

너른들 늪 34ha를 되살린다. 입장료를 2,000원으로 올리는 데에는 찬성 41.5%, 반대 52.3%였다. 오솔길 길이를 재자는 말이 나왔으나 돈이 든다는 이유로 빠졌다.
"""


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("forest")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "forest.md").write_text(REPORT, encoding="utf-8")
    return Engine.open(settings_of(folder / "corpus", folder / "index"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("길동무 하면 하루에 얼마 받아?", "5만 원"),
        ("제보 중 현장 조사로 이어지지 않은 건 몇 건인가요?", "35"),
        ("너른들 늪 복원 면적은?", "34ha"),
        ("교육생 수료율은 몇 퍼센트야?", "80%"),
        ("숲길 이름 공모에 응모한 팀 가운데 뽑힌 비율은 몇 퍼센트야?", "25%"),
        ("입장료 인상에 찬성한 비율은?", "41.5%"),
        ("오솔길 길이는 왜 빠졌나요?", "돈이 든다는 이유"),
    ],
)
def test_an_amount_is_found_as_it_is_counted_or_called(forest: Engine, question: str, said: str) -> None:
    assert said in forest.ask(question).answer


@pytest.mark.parametrize(
    ("text", "rates"),
    [("하루 활동비", {"day"}), ("한 달에 얼마", {"month"}), ("1인당 30만 원", {"head"}), ("모두 30만 원", set())],
)
def test_ways_of_counting_are_read(text: str, rates: set[str]) -> None:
    assert rates_in(text) == rates


def test_a_noun_is_told_by_its_verb_less_surely() -> None:
    synonyms = Synonyms(["올리다 => 인상, 상향, 게시"], Korean.get())
    assert synonyms.of("인상") == {"올리다": NAMED}
    assert 0 < synonyms.of("게시")["올리다"] < NAMED  # the less surely, the later it stands


def test_the_end_of_a_noun_is_no_particle() -> None:
    assert [w.text for w in Korean.get().words("산책로 길이는 왜 빠졌나요")][:2] == ["산책로", "길이"]
