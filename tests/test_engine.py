"""What the command line and the web hold: one object that opens, answers, searches and takes up new generations."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import QuestionError
from rag.settings import load_settings
from rag.types import Answer, Delta, Turn
from tests.reports import GARDEN, Reports, settings_of


@pytest.fixture
def garden(reports: Reports) -> Engine:
    return reports.engine("garden")


@pytest.fixture
def two(tmp_path: Path) -> Engine:
    """An engine of its own over two documents."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "garden.md").write_text(GARDEN, encoding="utf-8")
    (corpus / "library.md").write_text(
        "# 햇살도서관 안내\n\n## 이용\n\n온실 점수는 55점이다.\n\n도서관은 매주 화요일에 쉰다. 관장은 한가람 관장이다.\n",
        encoding="utf-8",
    )
    return Engine.open(settings_of(corpus, tmp_path / "index"))


def test_open_builds_an_index_where_there_is_none_and_uses_it_again(two: Engine) -> None:
    again = Engine.open(two.settings)
    assert again.snapshot.manifest.id == two.snapshot.manifest.id
    assert [d.name for d in again.documents()] == ["garden.md", "library.md"]


def test_an_answer_tells_what_was_asked_and_from_which_generation(garden: Engine) -> None:
    answer = garden.ask("  온실 점수는 몇 점이야? ")
    assert answer.question == "  온실 점수는 몇 점이야? "
    assert answer.standalone_question == "온실 점수는 몇 점이야?"
    assert answer.generation == garden.snapshot.manifest.id and answer.mode == "extractive"
    assert set(answer.timings_ms) >= {"retrieve", "total"} and all(t >= 0 for t in answer.timings_ms.values())


@pytest.mark.parametrize("top_k", [1, 3])
def test_as_many_passages_come_back_as_were_asked_for(garden: Engine, top_k: int) -> None:
    answer = garden.ask("온실 점수는 몇 점이야?", top_k=top_k)
    assert len(answer.passages) == top_k
    assert [h.rank for h in answer.passages] == list(range(1, top_k + 1))
    assert answer.answer == garden.ask("온실 점수는 몇 점이야?").answer


@pytest.mark.parametrize("question", ["", "  ", "a\x07b", "가" * 1001])
def test_what_is_no_question_is_refused_by_ask_and_search(garden: Engine, question: str) -> None:
    with pytest.raises(QuestionError):
        garden.ask(question)
    with pytest.raises(QuestionError):
        garden.search(question)


def test_search_gives_the_passage_first_that_says_it(garden: Engine) -> None:
    hits = garden.search("숲해설 앱 내려받기", top_k=4)
    assert "3,400회" in hits[0].chunk.text
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(garden.document(h.chunk.document).text[h.chunk.start : h.chunk.end] == h.chunk.text for h in hits)


def test_documents_limit_what_answers(two: Engine) -> None:
    assert "71점" in two.ask("온실 점수는 몇 점이야?", documents=["garden.md"]).answer
    assert "55점" in two.ask("온실 점수는 몇 점이야?", documents=["library.md"]).answer
    assert two.ask("도서관은 언제 쉬어?", documents=["garden.md"]).status == "not_found"


def test_a_document_that_is_not_there_is_a_key_error(garden: Engine) -> None:
    assert garden.document("garden.md").text == GARDEN
    with pytest.raises(KeyError):
        garden.document("nowhere.md")


def test_what_the_status_names_is_in_use(two: Engine) -> None:
    other = Engine.open(two.settings)
    manifest = other.rebuild(full=True)
    assert manifest.id in str(two.status())
    assert two.snapshot.manifest.id == manifest.id


def test_a_rebuild_takes_up_what_the_corpus_says_now(two: Engine) -> None:
    before = two.snapshot
    path = two.settings.corpus_dir / "garden.md"
    path.write_text(GARDEN.replace("71점", "73점"), encoding="utf-8")
    assert "71점" in two.ask("온실 점수는 몇 점이야?", documents=["garden.md"]).answer
    manifest = two.rebuild()
    assert two.snapshot.manifest.id == manifest.id != before.manifest.id
    assert "73점" in two.ask("온실 점수는 몇 점이야?", documents=["garden.md"]).answer
    assert not two.refresh()


def test_another_process_rebuild_is_taken_up_by_refresh(two: Engine) -> None:
    other = Engine.open(two.settings)
    (two.settings.corpus_dir / "new.md").write_text("# 새 글\n\n등대의 높이는 31m이다.\n", encoding="utf-8")
    other.rebuild()
    assert "new.md" not in {d.name for d in two.documents()}
    assert two.refresh()
    assert "new.md" in {d.name for d in two.documents()}


def test_answers_are_the_same_from_many_threads(garden: Engine) -> None:
    questions = [
        "온실 점수는 몇 점이야?",
        "2022년 정규직은 몇 명 채용했나요?",
        "수영장 점수는?",
        "보유식물에는 무엇이 있나요?",
    ]
    alone = [garden.ask(q).answer for q in questions]
    together: dict[int, list[str]] = {}
    threads = [
        threading.Thread(target=lambda i=i: together.update({i: [garden.ask(q).answer for q in questions]}))  # type: ignore[misc]
        for i in range(4)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert list(together.values()) == [alone] * 4


def test_a_stream_is_passages_then_pieces_then_the_answer(garden: Engine) -> None:
    async def events() -> list[object]:
        return [e async for e in garden.stream("보유식물에는 무엇이 있나요?", [Turn("온실 점수는?", "")])]

    first, *pieces, last = asyncio.run(events())
    assert isinstance(last, Answer) and first == last.passages
    assert "".join(p.text for p in pieces if isinstance(p, Delta)) == last.answer
    assert last.answer == garden.ask("보유식물에는 무엇이 있나요?").answer


def test_status_names_the_generation_in_use(garden: Engine) -> None:
    assert garden.snapshot.manifest.id in str(garden.status())


def test_an_english_question_is_looked_for_in_the_words_of_a_korean_report(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    text = "# 들꽃재단\n\n## 복지\n\n여름 휴가는 닷새이다.\n\n## 사업\n\n주차장 요금은 한 시간에 천 원이다.\n"
    (tmp_path / "corpus" / "a.md").write_text(text, "utf-8")
    engine = Engine.open(load_settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index"))
    assert "주차장" in engine.search("What is the parking fee?", 1)[0].chunk.text
