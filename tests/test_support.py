"""The proof of written sentences: what stands, what does not and why, and which characters prove it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rag import generations
from rag.answering.proof.claims import read
from rag.answering.proof.opposites import opposed
from rag.answering.proof.support import Judgement, Supporter, load_supporter
from rag.bench.corrupting import corruptions
from rag.bench.trial import Trial, Truth, hold, of_corpus, of_file
from rag.embedding import bundled, load_encoder
from rag.entailment import load_entailment
from rag.errors import ModelError
from rag.korean import Korean
from rag.settings import Settings
from rag.snapshot import Snapshot
from rag.synonyms import Synonyms
from tests.tiny_models import cross_encoder

HERE = Path(__file__).parent
PARAPHRASES = HERE / "questions" / "paraphrases.jsonl"

REPORT = """# 솔바람재단 2022 보고서

## 사람

| 부서 | 정원(명) | 현원(명) |
|---|---:|---:|
| 기획팀 | 14 | 13 |
| 홍보팀 | 18 | 16 |

단위는 백만 원이다.

| 구분 | 2021년 | 2022년 |
|---|---:|---:|
| 인건비 | 4,385 | 4,610 |
| 사업비 | 5,970 | 7,815 |

## 사업

**숲길 잇기**: (2022년 5월)솔바람재단은 5월 3일부터 6월 9일까지 숲길을 정비했다. 자원봉사자 80여 명이 강원도 솔재군에서 12.5km를 손보았으며, 이용자는 1,240만 명으로 전년보다 17.9%포인트가 아닌 9% 늘었다. 비가 와서 취소된 날은 없었다. 참가비는 이만 3천 원이고 열흘 동안 접수했다. 기획팀장 나도윤은 만족도가 4.7점이었다고 말했다.
"""


def opened(folder: Path, **more: object) -> tuple[Settings, Snapshot]:
    settings = Settings(corpus_dir=folder / "corpus", index_dir=folder / "index", **more)
    encoder = load_encoder(settings)
    generations.build(settings, encoder)
    return settings, generations.open_snapshot(settings, encoder)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Snapshot]:
    place = tmp_path_factory.mktemp("support")
    (place / "corpus").mkdir()
    (place / "corpus" / "pine.md").write_text(REPORT, encoding="utf-8")
    return opened(place)


@pytest.fixture(scope="module")
def judge(report: tuple[Settings, Snapshot]):  # type: ignore[no-untyped-def]
    settings, snapshot = report
    supporter = load_supporter(snapshot, settings)

    def judged(sentence: str, passage: str = "", computed: tuple[str, ...] = ()) -> Judgement:
        cited = [c.id for c in snapshot.chunks if passage in c.text] if passage else [c.id for c in snapshot.chunks]
        return supporter.judge(sentence, cited, computed)

    return judged


@pytest.mark.parametrize(
    "sentence",
    [
        "숲길 정비는 2022년 5월 3일부터 6월 9일까지 했습니다.",
        "자원봉사자 80명이 솔재군에서 12.5km를 손봤습니다.",
        "이용자는 12,400,000명이었습니다.",
        "이용자 수는 9% 증가했습니다.",
        "참가비는 23,000원입니다.",
        "기획팀의 정원은 14명, 현원은 13명입니다.",
        "2022년 사업비는 7,815백만 원입니다.",
        "2022년 사업비는 78억 1,500만 원입니다.",
        "인건비는 2021년 4,385백만 원에서 2022년 4,610백만 원으로 늘었습니다.",
        "만족도는 4.7점이라고 나도윤 기획팀장이 말했습니다.",
        "비 때문에 취소된 날은 없었습니다.",
        "In 2022 the 홍보팀 had 16 members.",
    ],
)
def test_what_the_report_says_stands_in_whatever_form(judge, sentence: str) -> None:  # type: ignore[no-untyped-def]
    assert judge(sentence).stands, judge(sentence)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("숲길 정비는 2022년 5월 4일에 시작했습니다.", "date"),
        ("숲길 정비는 2021년 5월 3일에 시작했습니다.", "date"),
        ("자원봉사자 90명이 솔재군에서 손봤습니다.", "number"),
        ("이용자는 1,240명이었습니다.", "number"),
        ("이용자 수는 9%포인트 늘었습니다.", "number"),
        ("참가비는 2만 원입니다.", "number"),
        ("기획팀의 현원은 14명입니다.", "number"),
        ("홍보팀의 정원은 14명입니다.", "number"),
        ("2021년 사업비는 7,815백만 원입니다.", "number"),
        ("자원봉사자들이 제주도에서 숲길을 정비했습니다.", "name"),
        ("만족도가 4.7점이었다고 홍길동이 말했습니다.", "name"),
        ("이용자 수는 9% 감소했습니다.", "negation"),
        ("숲길을 정비하지 않았습니다.", "negation"),
        ("자원봉사자들은 점심으로 김밥을 먹었습니다.", "content"),
        ("재단은 매우 훌륭합니다.", "content"),
    ],
)
def test_what_the_report_does_not_say_does_not_stand(judge, sentence: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    assert judge(sentence).reason == reason, judge(sentence)


def test_the_quote_is_the_smallest_span_that_says_it(judge, report: tuple[Settings, Snapshot]) -> None:  # type: ignore[no-untyped-def]
    text = report[1].documents["pine.md"].text
    quotes = [text[slice(*p.span)] for p in judge("참가비는 이만 3천 원입니다.").proofs]
    assert quotes == ["참가비는 이만 3천 원이고 열흘 동안 접수했다."]


def test_a_sentence_of_two_facts_has_two_proofs(judge) -> None:  # type: ignore[no-untyped-def]
    assert len(judge("기획팀의 현원은 13명이고 홍보팀의 현원은 16명입니다.").proofs) == 2


def test_a_computed_number_needs_no_place(judge) -> None:  # type: ignore[no-untyped-def]
    assert judge("기획팀과 홍보팀의 현원은 모두 29명입니다.").reason == "number"
    assert judge("기획팀과 홍보팀의 현원은 모두 29명입니다.", "기획팀", ("29",)).stands


def test_support_says_how_near_the_words_are(judge) -> None:  # type: ignore[no-untyped-def]
    near = judge("참가비는 이만 3천 원이고 열흘 동안 접수했습니다.").proofs[0].support
    far = judge("자원봉사자 80명이 땀을 흘리며 12.5km를 손봤습니다.").proofs
    assert near == "exact"
    assert not far or far[0].support != "exact"


def test_no_passage_proves_nothing(judge) -> None:  # type: ignore[no-untyped-def]
    assert judge("참가비는 이만 3천 원입니다.", "이런 말은 없다").reason == "uncited"


@pytest.mark.parametrize(
    ("text", "proof", "expected"),
    [
        ("수가 늘었다", "수가 줄었다", True),
        ("수가 늘었다", "수가 증가했다", False),
        ("20명 이상", "20명 이하", True),
        ("그는 불합격했다", "그는 합격했다", True),
        ("늘고 줄었다", "늘었다", False),
        ("prices rose", "prices fell", True),
        ("꽃이 피었다", "수가 줄었다", False),
    ],
)
def test_opposites(text: str, proof: str, expected: bool) -> None:
    assert opposed(text, proof) is expected


@pytest.mark.parametrize(
    ("text", "days", "amounts"),
    [
        ("On August 30, 2023, 28.6 billion won", [(2023, 8, 30)], ["28600000000"]),
        ("established in 2006 with 22 people", [(2006, None, None)], ["22"]),
        ("2024년 5월까지 7개 사이트", [(2024, 5, None)], ["7"]),
        ("한 명도 없이 세 번째로", [], []),
    ],
)
def test_dates_and_amounts_are_read_in_both_languages(text: str, days: list[object], amounts: list[str]) -> None:
    claims = read(text)
    assert [(d.year, d.month, d.day) for d in claims.days] == days
    assert [f"{a.value.normalize():f}" for a in claims.amounts] == amounts


def test_corruptions_are_false_and_always_the_same() -> None:
    sentence, passage = (
        "2022년 5월 서울에서 80명이 12회 모였습니다.",
        "2022년 5월 서울에서 80명이 12회 모였다. 부산에서는 90명이 모였다.",
    )
    made = list(corruptions(sentence, passage, 3, [(4, "다른 이야기다.")]))
    assert made == list(corruptions(sentence, passage, 3, [(4, "다른 이야기다.")]))
    assert {c.kind for c in made} == {"number", "date", "name", "negation", "citation"}
    assert all(c.sentence != sentence or c.cited != 3 for c in made)


STATION = HERE / "proof" / "station.md"
REPORTS = (*(HERE / "questions" / "reports").iterdir(), HERE.parent / "corpus" / "keis-2024.md", STATION)


def trial_of(folder: Path, file: Path | None) -> Trial:
    (folder / "corpus").mkdir()
    for report in REPORTS:
        shutil.copy(report, folder / "corpus")
    settings, snapshot = opened(folder)
    truths = list(of_file(file, snapshot) if file else of_corpus(snapshot))
    return hold(load_supporter(snapshot, settings), snapshot, truths)


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "withheld"),
    [
        (None, 0.03),
        (PARAPHRASES, 0.03),
        (STATION.with_suffix(".jsonl"), 0.1),  # told so freely that words alone cannot prove all of it
    ],
    ids=["facts", "paraphrases", "free"],
)
def test_inventions_are_caught_and_truths_are_not_withheld(tmp_path: Path, file: Path | None, withheld: float) -> None:
    trial = trial_of(tmp_path, file)
    made = sum(n for _, n in trial.caught.values())
    lost, true = trial.withheld
    assert made >= 60 and true >= 30
    assert trial.rate >= 0.95, trial.missed
    assert lost <= withheld * true, trial.wronged
    assert trial.caught["citation"][0] >= 0.99 * trial.caught["citation"][1]
    assert trial.caught["negation"][0] >= 0.9 * trial.caught["negation"][1], trial.missed
    assert "caught" in trial.table()


def test_an_entailment_model_has_the_last_word(report: tuple[Settings, Snapshot]) -> None:
    settings, snapshot = report
    plain = load_supporter(snapshot, settings)
    asked: list[tuple[str, str]] = []

    def no(premise: str, hypothesis: str) -> float:
        asked.append((premise, hypothesis))
        return 0.1

    parts = (snapshot.evidence, snapshot.documents, snapshot.chunks, bundled(), Synonyms([], Korean.get()))
    strict = Supporter(*parts, no)
    sentence = "자원봉사자 80명이 땀 흘려 12.5km를 손봤습니다."
    cited = [c.id for c in snapshot.chunks]
    assert plain.judge(sentence, cited).stands
    assert strict.judge(sentence, cited).reason == "content"
    assert asked[0][1] == sentence and "자원봉사자 80여 명" in asked[0][0]
    assert Supporter(*parts, lambda premise, hypothesis: 0.9).judge(sentence, cited).proofs[0].support == "supported"


def test_an_entailment_model_loads_from_a_folder(tmp_path: Path) -> None:
    import json

    folder = cross_encoder(tmp_path / "nli", 3)
    config = json.loads((folder / "config.json").read_text())
    labels = {"0": "contradiction", "1": "entailment", "2": "neutral"}
    (folder / "config.json").write_text(
        json.dumps(config | {"id2label": labels, "label2id": {v: int(k) for k, v in labels.items()}})
    )
    entails = load_entailment(Settings(nli_model=str(folder)))
    assert entails is not None
    assert 0 < entails("정규직 22명", "정규직은 22명이다") < 1


def test_a_model_without_entailment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="entailment"):
        load_entailment(Settings(nli_model=str(cross_encoder(tmp_path / "other", 3))))


def test_no_model_is_loaded_unless_one_is_named() -> None:
    assert load_entailment(Settings()) is None


def test_a_truth_without_its_passage_is_refused(report: tuple[Settings, Snapshot], tmp_path: Path) -> None:
    from rag.errors import SettingsError

    file = tmp_path / "truths.jsonl"
    file.write_text('{"document": "pine.md", "quote": "여기에 없는 말", "sentence": "거짓"}\n', "utf-8")
    with pytest.raises(SettingsError, match=re.escape("여기에 없는 말")):
        list(of_file(file, report[1]))
    file.write_text('{"document": "pine.md", "quote": "숲길 잇기", "sentence": "참"}\n', "utf-8")
    assert list(of_file(file, report[1])) == [
        Truth("참", next(c.id for c in report[1].chunks if "숲길 잇기" in c.text))
    ]
