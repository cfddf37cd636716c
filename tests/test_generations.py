"""The index folder: complete or not there, verified when opened, switched at once, mended by the next build."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from rag import durable, freshness, generations, manifest, snapshot
from rag.errors import (
    BuildBusyError,
    CorpusError,
    DamagedIndexError,
    DocumentError,
    IndexingError,
    MismatchError,
    ModelError,
    NoIndexError,
)
from rag.settings import Settings
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parent.parent


def folder_of(settings: Settings) -> Path:
    """The folder of the generation in use."""
    return settings.index_dir / generations.current(settings.index_dir)


def edit(settings: Settings, old: str, new: str, name: str = "harbour.md") -> None:
    path = settings.corpus_dir / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def leftovers(settings: Settings) -> list[str]:
    """What stands in the index folder beside generations, CURRENT, the lock and how far the last build came."""
    return [
        p.name
        for p in settings.index_dir.iterdir()
        if p.name not in ("CURRENT", ".lock", "progress.json") and not re.fullmatch(r"\d{6}-[0-9a-f]{8}", p.name)
    ]


def test_a_build_can_be_opened_and_searched(settings: Settings, encoder: FakeEncoder) -> None:
    built = generations.build(settings, encoder)
    opened = generations.open_snapshot(settings, encoder)
    assert opened.manifest == built
    assert list(opened.documents) == ["harbour.md", "library.md"]
    for chunk in opened.chunks:
        assert opened.documents[chunk.document].text[chunk.start : chunk.end] == chunk.text
    assert [chunk.id for chunk in opened.chunks] == list(range(built.counts["chunks"]))
    hits = opened.retriever.search("정규직은 몇 명입니까?", top_k=3)
    assert "정규직 17명" in hits[0].chunk.text
    assert leftovers(settings) == []


def test_a_manifest_says_what_the_generation_is(settings: Settings, encoder: FakeEncoder) -> None:
    built = generations.build(settings, encoder)
    folder = folder_of(settings)
    assert (built.encoder, built.fingerprint, built.dimension) == ("fake", encoder.fingerprint, 64)
    assert built.counts["documents"] == 2
    assert built.corpus == {
        name: manifest.file_sha256(settings.corpus_dir / name) for name in ("harbour.md", "library.md")
    }
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(built.files) == on_disk - {"manifest.json"}
    assert built.size == sum((folder / name).stat().st_size for name in built.files)
    assert "kiwipiepy" in built.analyzer


def test_nothing_on_disk_is_a_pickle(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    for path in folder_of(settings).rglob("*"):
        assert path.suffix not in (".pkl", ".pickle", ".joblib")
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)


# Opening


def test_open_refuses_a_folder_without_an_index(settings: Settings, encoder: FakeEncoder) -> None:
    with pytest.raises(NoIndexError, match="rag build"):
        generations.open_snapshot(settings, encoder)
    assert not settings.index_dir.exists()


@pytest.mark.parametrize("words", ["", "../../etc", "000001", "\udcff"])
def test_open_refuses_a_current_that_names_no_generation(settings: Settings, encoder: FakeEncoder, words: str) -> None:
    generations.build(settings, encoder)
    (settings.index_dir / "CURRENT").write_bytes(words.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedIndexError, match=r"CURRENT.*rag build"):
        generations.open_snapshot(settings, encoder)


def test_open_refuses_a_generation_that_is_gone(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    durable.remove(folder_of(settings))
    with pytest.raises(DamagedIndexError, match="rollback"):
        generations.open_snapshot(settings, encoder)


def test_open_names_each_file_that_is_missing_cut_or_altered(settings: Settings, encoder: FakeEncoder) -> None:
    built = generations.build(settings, encoder)
    folder = folder_of(settings)
    for name in [*built.files, "manifest.json"]:
        path = folder / name
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(DamagedIndexError, match=f"{re.escape(path.name)} is missing.*rag build"):
            generations.open_snapshot(settings, encoder)
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(DamagedIndexError, match=f"{re.escape(path.name)}.*rag build"):
            generations.open_snapshot(settings, encoder)
        path.write_bytes(whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:])
        with pytest.raises(DamagedIndexError, match=f"{re.escape(path.name)}.*rag build"):
            generations.open_snapshot(settings, encoder)
        path.write_bytes(whole)
    generations.open_snapshot(settings, encoder)


def test_open_refuses_a_manifest_that_was_edited(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    path = folder_of(settings) / "manifest.json"
    said = json.loads(path.read_bytes())
    said["counts"]["chunks"] += 1
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(DamagedIndexError, match="seal"):
        generations.open_snapshot(settings, encoder)


def test_open_refuses_wrong_dimension(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    with pytest.raises(MismatchError, match=r"dimension \(64\).*\(32\).*rag build"):
        generations.open_snapshot(settings, FakeEncoder(dimension=32))


def test_open_refuses_another_model_of_the_same_dimension(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    with pytest.raises(MismatchError, match=r"model \(fake .*\(other .*RAG_MODEL"):
        generations.open_snapshot(settings, FakeEncoder(name="other"))
    generations.build(settings, FakeEncoder(name="other"))
    generations.open_snapshot(settings, FakeEncoder(name="other"))


def test_open_refuses_another_format(settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    generations.build(settings, encoder)
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    with pytest.raises(MismatchError, match=r"format.*rag build"):
        generations.open_snapshot(settings, encoder)


def test_open_refuses_another_analyser(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations.build(settings, encoder)
    monkeypatch.setattr(manifest, "analyzer", lambda: "another")
    with pytest.raises(MismatchError, match=r"analyser.*rag build"):
        generations.open_snapshot(settings, encoder)


def test_opening_writes_nothing(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    before = {p: p.stat().st_mtime_ns for p in settings.index_dir.rglob("*")}
    generations.open_snapshot(settings, encoder)
    assert {p: p.stat().st_mtime_ns for p in settings.index_dir.rglob("*")} == before


def test_open_takes_the_new_generation_when_the_old_one_is_cleared_away_meanwhile(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations.build(settings, encoder)
    once = Settings(corpus_dir=settings.corpus_dir, index_dir=settings.index_dir, keep_generations=1)
    read, built = manifest.read, []

    def read_late(folder: Path) -> manifest.Manifest:
        if not built:
            built.append("")
            built[0] = generations.build(once, encoder).id
        return read(folder)

    monkeypatch.setattr(manifest, "read", read_late)
    assert generations.open_snapshot(settings, encoder).manifest.id == built[0]


# Building again


def test_only_changed_passages_are_embedded_again(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    edit(settings, "연봉 64점", "연봉 66점")
    encoder.calls.clear()
    built = generations.build(settings, encoder)
    (texts,) = encoder.calls
    assert len(texts) == 1
    assert "연봉 66점" in texts[0]
    whole = generations.build(settings, FakeEncoder(), full=True)
    assert built.counts == whole.counts
    names = [g.id for g in generations.list_generations(settings)]
    for name in ("vectors.faiss", "terms.jsonl", "chunks.jsonl"):
        assert (settings.index_dir / names[0] / name).read_bytes() == (
            settings.index_dir / names[1] / name
        ).read_bytes()


def test_a_full_build_works_everything_out_anew(settings: Settings, encoder: FakeEncoder) -> None:
    first = generations.build(settings, encoder)
    encoder.calls.clear()
    generations.build(settings, encoder)
    assert encoder.calls == []
    generations.build(settings, encoder, full=True)
    assert sum(map(len, encoder.calls)) == first.counts["chunks"]


def test_another_model_embeds_everything_again(settings: Settings, encoder: FakeEncoder) -> None:
    first = generations.build(settings, encoder)
    other = FakeEncoder(name="other")
    generations.build(settings, other)
    assert sum(map(len, other.calls)) == first.counts["chunks"]


@pytest.mark.parametrize("harm", ["vectors.faiss", "manifest.json", "terms.jsonl"])
def test_a_build_mends_a_damaged_index(settings: Settings, encoder: FakeEncoder, harm: str) -> None:
    generations.build(settings, encoder)
    (folder_of(settings) / harm).write_bytes(b"no")
    generations.build(settings, encoder)
    assert generations.open_snapshot(settings, encoder).retriever.search("도서관은 언제 쉬나요?", top_k=1)


def test_ids_grow_even_when_the_clock_goes_backwards(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = generations.build(settings, encoder)

    class Earlier(generations.datetime):
        @classmethod
        def now(cls, tz: object = None) -> generations.datetime:  # type: ignore[override]
            return generations.datetime(1999, 1, 1, tzinfo=generations.UTC)

    monkeypatch.setattr(generations, "datetime", Earlier)
    second = generations.build(settings, encoder)
    assert second.created < first.created
    assert [g.id for g in generations.list_generations(settings)] == [second.id, first.id]
    assert generations.current(settings.index_dir) == second.id


def test_the_last_generations_are_kept(settings: Settings, encoder: FakeEncoder) -> None:
    ids = [generations.build(settings, encoder).id for _ in range(5)]
    listed = generations.list_generations(settings)
    assert [g.id for g in listed] == ids[:1:-1]
    assert [g.current for g in listed] == [True, False, False]


def test_rollback_takes_the_generation_before_into_use(settings: Settings, encoder: FakeEncoder) -> None:
    first, second, third = (generations.build(settings, encoder) for _ in range(3))
    assert generations.rollback(settings).id == second.id
    assert generations.rollback(settings).id == first.id
    with pytest.raises(NoIndexError, match="rag generations"):
        generations.rollback(settings)
    assert generations.rollback(settings, third.id).id == third.id
    assert generations.open_snapshot(settings, encoder).manifest.id == third.id
    with pytest.raises(NoIndexError, match="000099"):
        generations.rollback(settings, "000099-00000000")


def test_rollback_refuses_a_generation_that_is_not_whole(settings: Settings, encoder: FakeEncoder) -> None:
    first, second = generations.build(settings, encoder), generations.build(settings, encoder)
    (settings.index_dir / first.id / "chunks.jsonl").write_bytes(b"")
    with pytest.raises(DamagedIndexError, match=r"chunks\.jsonl"):
        generations.rollback(settings)
    assert generations.current(settings.index_dir) == second.id


def test_a_build_after_a_rollback_does_not_remove_what_is_in_use_until_it_is_done(
    settings: Settings, encoder: FakeEncoder
) -> None:
    ids = [generations.build(settings, encoder).id for _ in range(3)]
    generations.rollback(settings, ids[0])
    new = generations.build(settings, encoder)
    assert [g.id for g in generations.list_generations(settings)] == [new.id, ids[2], ids[1]]
    assert generations.current(settings.index_dir) == new.id


def test_the_documents_of_an_earlier_generation_can_still_be_read(settings: Settings, encoder: FakeEncoder) -> None:
    first = generations.build(settings, encoder)
    edit(settings, "정규직 17명", "정규직 18명")
    generations.build(settings, encoder)
    assert "정규직 17명" in generations.open_documents(settings, first.id)["harbour.md"].text
    for name in ("000099-00000000", "../corpus"):
        with pytest.raises(NoIndexError):
            generations.open_documents(settings, name)


# What goes wrong


def test_a_bad_corpus_leaves_the_index_in_use(settings: Settings, encoder: FakeEncoder) -> None:
    first = generations.build(settings, encoder)
    harbour = settings.corpus_dir / "harbour.md"
    harbour.write_bytes(b"\xff" + harbour.read_bytes())
    with pytest.raises(
        DocumentError, match=r"harbour\.md.*byte 0"
    ):  # it is in use: leaving it out would take answers away
        generations.build(settings, encoder)
    for path in settings.corpus_dir.iterdir():
        path.write_text("# 제목뿐\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no passage"):
        generations.build(settings, encoder)
    assert generations.current(settings.index_dir) == first.id
    assert leftovers(settings) == []


def test_a_new_document_that_cannot_be_read_is_named_and_the_others_go_on(
    settings: Settings, encoder: FakeEncoder
) -> None:
    bad = settings.corpus_dir / "bad.md"
    bad.write_bytes("가나다 라마바".encode()[:-1] + b"\xff")
    built = generations.build(settings, encoder)
    assert sorted(built.corpus) == ["harbour.md", "library.md"]
    assert "bad.md: not UTF-8 at byte 16" in built.refused["bad.md"].reason
    assert generations.open_snapshot(settings, encoder).manifest.refused == built.refused
    assert freshness.documents(settings, built)["bad.md"] == "refused"
    assert freshness.needed(settings) == "", "a refused file that did not change needs no build"
    bad.write_text("# 고친 문서\n\n이제는 읽을 수 있는 문서입니다.\n", encoding="utf-8")
    assert "bad.md changed" in freshness.needed(settings)
    assert generations.build(settings, encoder).refused == {}


def test_a_corpus_of_which_nothing_can_be_read_is_refused(settings: Settings, encoder: FakeEncoder) -> None:
    for path in settings.corpus_dir.iterdir():
        path.write_bytes(b"\xff\xff")
    with pytest.raises(DocumentError, match=r"none of 2 documents.*harbour\.md"):
        generations.build(settings, encoder)


def test_vectors_that_are_not_numbers_are_refused(settings: Settings, encoder: FakeEncoder) -> None:
    class Broken(FakeEncoder):
        def encode_document(self, texts, progress=None):  # type: ignore[no-untyped-def]
            return super().encode_document(texts, progress) * np.float32(np.nan)

    with pytest.raises(ModelError, match="not finite"):
        generations.build(settings, Broken())
    with pytest.raises(NoIndexError):
        generations.current(settings.index_dir)


def test_a_generation_that_does_not_answer_is_not_taken_into_use(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = generations.build(settings, encoder)
    monkeypatch.setattr(snapshot.Retriever, "search", lambda *_, **__: [])
    with pytest.raises(IndexingError, match="does not find its own passage"):
        generations.build(settings, encoder)
    assert generations.current(settings.index_dir) == first.id
    assert leftovers(settings) == []


def test_a_full_disk_leaves_the_index_in_use(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = generations.build(settings, encoder)

    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder / "chunks.jsonl"))

    monkeypatch.setattr(durable, "sync", full)
    with pytest.raises(IndexingError, match=r"chunks\.jsonl: No space left.*free some space"):
        generations.build(settings, encoder)
    assert generations.current(settings.index_dir) == first.id
    assert leftovers(settings) == []


def test_an_index_folder_that_is_a_file_is_named(settings: Settings, encoder: FakeEncoder) -> None:
    settings.index_dir.write_text("", encoding="utf-8")
    with pytest.raises(IndexingError, match=f"{re.escape(str(settings.index_dir))}.*RAG_INDEX_DIR"):
        generations.build(settings, encoder)


def test_a_second_builder_is_told_who_builds(settings: Settings, encoder: FakeEncoder) -> None:
    asked: list[BuildBusyError] = []

    def ask_too(stage: str, done: int, total: int) -> None:
        if stage == "embed" and not asked:
            with pytest.raises(BuildBusyError) as caught:
                generations.build(settings, FakeEncoder())
            asked.append(caught.value)

    generations.build(settings, encoder, progress=ask_too)
    assert f"process {os.getpid()} is building" in str(asked[0])
    generations.build(settings, encoder)


def test_two_threads_do_not_build_at_once(settings: Settings) -> None:
    outcomes: list[str] = []

    def work() -> None:
        try:
            generations.build(settings, FakeEncoder())
            outcomes.append("built")
        except BuildBusyError:
            outcomes.append("busy")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4
    assert len(generations.list_generations(settings)) == outcomes.count("built") >= 1


def test_a_rollback_waits_for_no_builder(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    generations.build(settings, encoder)
    with FileLock(settings.index_dir / ".lock"), pytest.raises(BuildBusyError):
        generations.rollback(settings)


KILLED = """
import os, signal, sys
from pathlib import Path
from rag import generations, snapshot
from rag.answering.facts.evidence import Evidence
from rag.korean import Korean
from rag.settings import Settings
from tests.fakes import FakeEncoder

corpus, index, point = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

class Words:  # loading the analyser would take most of the test's time, and this build is never finished
    terms = staticmethod(str.split)
    morphemes = staticmethod(lambda text: ())

Korean._shared = Words()
old = Evidence.load(index / generations.current(index) / "evidence")
Evidence.build = lambda *_: old

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if point == "save":
    old.__class__.save = die
def progress(stage, done, total):
    if f"{stage} {done}" == point:
        die()

generations.build(Settings(corpus_dir=corpus, index_dir=index), FakeEncoder(), progress=progress)
"""
POINTS = ("read 1", "embed 0", "index 4", "write 0", "save", "write 1", "write 2", "write 3", "done 1")


def test_a_build_killed_at_any_stage_leaves_a_whole_index(
    tmp_path: Path, settings: Settings, encoder: FakeEncoder
) -> None:
    first = generations.build(settings, encoder)
    edit(settings, "연봉 64점", "연봉 66점")
    running = {}
    for point in POINTS:
        place = tmp_path / point.replace(" ", "-")
        copy(settings.index_dir, place)
        command = [sys.executable, "-c", KILLED, str(settings.corpus_dir), str(place), point]
        running[point] = place, subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    for point, (place, process) in running.items():
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, complaint.decode()
        killed = Settings(corpus_dir=settings.corpus_dir, index_dir=place)
        assert (generations.current(place) == first.id) == (point != "done 1")
        generations.open_snapshot(killed, encoder)
        generations.build(killed, encoder)
        opened = generations.open_snapshot(killed, encoder)
        assert any("연봉 66점" in chunk.text for chunk in opened.chunks)
        assert leftovers(killed) == []


def copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def test_progress_ends_with_all_of_each_stage_done(settings: Settings, encoder: FakeEncoder) -> None:
    seen: dict[str, tuple[int, int]] = {}

    def note(stage: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        seen[stage] = (done, total)

    progress: Callable[[str, int, int], None] = note
    generations.build(settings, encoder, progress=progress)
    assert list(seen) == ["read", "split", "embed", "analyse", "index", "facts", "write", "done"]
    assert all(done == total for done, total in seen.values())
