"""Questions made of prose: the answer stands in its sentence and not in the question, the same seed makes the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from rag.korean import Korean
from rag.synonyms import Synonyms
from rag.training.prose import LEAST, TRIES, Asker, passages
from rag.training.ranking import made

SENTENCES = (
    "아라마을의 방앗간은 1931년 개울가에 세워졌다.",
    "주인 한보람은 그곳에서 밀을 빻아 이웃 마을에 팔았다.",
    "이 방앗간에는 일꾼 12명이 살면서 밤낮으로 수레를 끌었다.",
    "나중에는 딸이 방앗간을 물려받아 빵집으로 고쳤다.",
)


def asker(seed: int = 0) -> Asker:
    korean = Korean.get()
    return Asker(korean, Synonyms.load(korean), seed)


def test_an_answer_stands_in_its_sentence_and_not_in_its_question() -> None:
    found = [one for seed in range(20) for one in asker(seed).ask(SENTENCES)]
    assert len(found) > 10
    assert all(one.answer in SENTENCES[one.sentence] and one.answer not in one.question for one in found)
    assert all(one.question.endswith("?") for one in found)
    assert len({one.question for one in found}) > 10


def test_the_same_seed_makes_the_same_questions() -> None:
    assert asker(5).ask(SENTENCES) == asker(5).ask(SENTENCES)
    assert len(asker(5).ask(SENTENCES)) <= TRIES


def test_nothing_is_asked_about_what_is_no_sentence() -> None:
    assert asker().ask(["점수 84점", "온실", "1998년 3월"]) == []


def test_passages_are_prose_of_the_sources_that_may_be_learnt_from(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl.gz"
    whole, short = " ".join(SENTENCES), SENTENCES[0]
    rows = [
        ("kobest-boolq", whole),
        ("kobest-boolq", whole),
        ("kobest-boolq", short),
        ("elsewhere", whole + " 끝이다."),
    ]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"source": s, "query": "무엇", "positive": p}) + "\n" for s, p in rows)
    found = list(passages(path, Korean.get()))
    assert found == [whole]
    assert len(SENTENCES) >= LEAST


def test_examples_hold_the_sentences_of_one_passage_and_which_of_them_answers() -> None:
    examples = made([" ".join(SENTENCES)] * 3, Korean.get())
    assert examples
    for one in examples:
        assert len(one.right) <= len(SENTENCES)
        assert one.right.any()
        assert not one.right.all()
        assert one.weight < 1
