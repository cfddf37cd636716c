"""How far a build is, as every process sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from rag import generations, progress
from rag.errors import BuildBusyError, DocumentError, IndexingError
from rag.settings import Settings
from tests.fakes import FakeEncoder


def test_where_nothing_was_built_nothing_is_told(tmp_path: Path) -> None:
    assert progress.read(tmp_path) == progress.Build()
    (tmp_path / progress.FILE).write_text('{"running": "perhaps', encoding="utf-8")
    assert progress.read(tmp_path) == progress.Build()


def test_a_build_tells_its_stages_and_its_end(settings: Settings, encoder: FakeEncoder) -> None:
    seen: list[progress.Build] = []

    def watch(stage: str, done: int, total: int) -> None:
        seen.append(progress.read(settings.index_dir))

    generations.build(settings, encoder, progress=watch)
    assert all(build.running and build.pid == os.getpid() for build in seen)
    stages = list(dict.fromkeys(build.stage for build in seen))
    assert [s for s in stages if s in progress.STAGES] == list(progress.STAGES)
    shares = [build.share for build in seen]
    assert shares == sorted(shares)
    ended = progress.read(settings.index_dir)
    assert not ended.running
    assert (ended.error, ended.share, ended.seconds_left) == ("", 1.0, 0.0)
    assert ended.documents == 2
    assert ended.chunks > 2
    assert ended.started <= ended.ended <= time.time()


def test_a_build_that_fails_tells_why(settings: Settings, encoder: FakeEncoder) -> None:
    generations.build(settings, encoder)
    pace = progress.read(settings.index_dir).seconds
    served = min(settings.corpus_dir.glob("*.md"))
    served.write_text("", encoding="utf-8")  # one that is in the index already: it may not fall out of it unseen
    with pytest.raises(DocumentError):
        generations.build(settings, encoder)
    failed = progress.read(settings.index_dir)
    assert not failed.running
    assert served.name in failed.error
    assert failed.seconds == pace


def test_a_full_disk_is_told_in_words(
    settings: Settings, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder / "chunks.jsonl"))

    monkeypatch.setattr(generations.durable, "sync", full)
    with pytest.raises(IndexingError):
        generations.build(settings, encoder)
    assert "free some space" in progress.read(settings.index_dir).error


def test_one_that_is_refused_does_not_speak_for_the_one_that_builds(settings: Settings, encoder: FakeEncoder) -> None:
    def second(stage: str, done: int, total: int) -> None:
        with pytest.raises(BuildBusyError):
            generations.build(settings, encoder)
        assert progress.read(settings.index_dir).running

    generations.build(settings, encoder, progress=second)


def test_a_builder_that_was_killed_builds_no_more(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from rag import progress\n"
        "with progress.told(Path(sys.argv[1]), None) as report:\n"
        "    report('read', 0, 1); print('on', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "on\n"
        assert progress.read(tmp_path).running
        process.kill()
        process.wait()
    died = progress.read(tmp_path)
    assert not died.running
    assert str(process.pid) in died.error


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell when a process started")
def test_another_process_of_the_same_number_is_not_the_builder(tmp_path: Path) -> None:
    with progress.told(tmp_path, None) as report:
        report("read", 0, 1)
        mine = progress.read(tmp_path)
        assert mine.running
        progress._write(tmp_path, replace(mine, born="1"))  # as if this process had been given a dead one's number
        assert not progress.read(tmp_path).running


def test_what_is_left_follows_the_pace_of_the_last_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    clock = progress._Clock({"read": 1.0, "embed": 8.0, "write": 1.0})
    clock.report("read", 0, 1)
    now[0] = 1.0
    clock.report("read", 1, 1)
    clock.report("embed", 0, 10)
    early = clock.build.seconds_left
    now[0] = 5.0
    clock.report("embed", 5, 10)
    assert early and 5 < early < 15
    assert clock.build.seconds_left and 3 < clock.build.seconds_left < 7
    assert clock.build.chunks == 5
