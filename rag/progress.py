"""How far a build is, told to every process by one small file in the index folder.

The builder writes it a few times a second; a server's processes read it, whoever builds. It outlives its builder, so
whether one still runs is asked of the system. The last build's pace is kept in it: it tells how long the next takes.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from rag.errors import RagError

if TYPE_CHECKING:
    from rag.snapshot import Progress

FILE = "progress.json"
EVERY = 0.2  # seconds between two writes
STAGES = {"read": 0.05, "split": 0.02, "embed": 0.08, "analyse": 0.3, "index": 0.05, "facts": 0.45, "write": 0.05}
"""The stages in order, each with its share of a build's time while no build has been measured."""
_OF = {"split": "documents", "embed": "chunks", "analyse": "chunks", "facts": "chunks"}  # what a stage counts


@dataclass(frozen=True, slots=True)
class Build:
    """The build that runs, or the last one.

    `done` of `total` of `stage` is done; `documents` and `chunks` are how many have been gone through so far, and
    `share` how much of the whole build (0..1). `seconds_left` is None where nothing is known yet. `started` and `ended`
    are seconds since the epoch, 0 for not yet; `error` is empty unless the build failed. `pid` and `born` (its start, as
    the system counts) name the process that builds; `seconds` is what each stage took.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    documents: int = 0
    chunks: int = 0
    share: float = 0.0
    seconds_left: float | None = None
    started: float = 0.0
    ended: float = 0.0
    error: str = ""
    pid: int = 0
    born: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


_BUILD = TypeAdapter(Build)


def read(index_dir: Path) -> Build:
    """What the file says; an empty Build where there is none. One that died while building counts as ended."""
    try:
        build = _BUILD.validate_json((index_dir / FILE).read_bytes())
    except (OSError, ValidationError):
        return Build()
    if build.running and not _alive(build):
        died = f"process {build.pid} ended before its build did; the index in use is whole. Build again"
        return replace(build, running=False, seconds_left=None, error=died)
    return build


@contextmanager
def told(index_dir: Path, progress: Progress | None) -> Iterator[Progress]:
    """Gives what the body is to report to: it tells the file, and `progress`. How the body ends is told too."""
    clock = _Clock(read(index_dir).seconds)
    written = 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal written
        news = clock.report(stage, done, total)
        if news or time.monotonic() - written >= EVERY:
            _write(index_dir, clock.build)
            written = time.monotonic()
        if progress:
            progress(stage, done, total)

    error = "the build failed unexpectedly; its log says where"
    try:
        yield report
        error = ""
    except RagError as failed:
        error = str(failed)
        raise
    finally:
        _write(index_dir, clock.end(error))


class _Clock:
    """Times the stages of a build and, by the last one's pace, guesses what is left."""

    def __init__(self, seconds: dict[str, float]) -> None:
        total = sum(seconds.get(stage, 0.0) for stage in STAGES)
        # A stage that the last build skipped or that took no time may take some now: every stage keeps a little.
        shares = (
            {s: 0.9 * seconds.get(s, 0.0) / total + 0.1 * usual for s, usual in STAGES.items()} if total else STAGES
        )
        self._shares = shares
        self._last = seconds
        self._since = self._began = time.monotonic()
        self.build = Build(running=True, started=time.time(), pid=os.getpid(), born=_born(os.getpid()))

    def report(self, stage: str, done: int, total: int) -> bool:
        """Take a report; True where it begins a stage."""
        now, news = time.monotonic(), stage != self.build.stage
        seconds = dict(self.build.seconds)
        if news:
            self._since = now
        seconds[stage] = round(now - self._since, 3)
        before = 0.0
        for name, share in self._shares.items():
            if name == stage:
                break
            before += share
        share = min(1.0, before + self._shares.get(stage, 0.0) * (done / total if total else 1.0))
        share = max(share, self.build.share)
        spent = now - self._began
        counted = _OF.get(stage)
        self.build = replace(
            self.build,
            stage=stage,
            done=done,
            total=total,
            documents=done if counted == "documents" else self.build.documents,
            chunks=done if counted == "chunks" else self.build.chunks,
            share=round(share, 4),
            seconds_left=round(spent * (1 - share) / share, 1) if share >= 0.02 else None,
            seconds=seconds,
        )
        return news

    def end(self, error: str) -> Build:
        """The build as it ended. One that failed leaves the pace of the last one that did not."""
        self.build = replace(
            self.build, running=False, ended=time.time(), error=error, seconds_left=None if error else 0.0,
            share=self.build.share if error else 1.0, seconds=self._last if error else self.build.seconds,
        )  # fmt: skip
        return self.build


def _write(index_dir: Path, build: Build) -> None:
    """Put the file in place at once. What cannot be written is not worth a build: its own files will say so."""
    beside = index_dir / f"{FILE}.new"
    with suppress(OSError):
        beside.write_text(json.dumps(asdict(build)), "utf-8")
        beside.replace(index_dir / FILE)


def _alive(build: Build) -> bool:
    """Whether the process that builds runs; taken as running where that cannot be asked (Windows)."""
    if os.name != "posix":
        return True
    try:
        os.kill(build.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it runs, as somebody else
    return build.pid > 0 and build.born == _born(build.pid)


def _born(pid: int) -> str:
    """When a process started, in the system's ticks: another one may have its number by now. Empty where not told."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[19]
    return ""
