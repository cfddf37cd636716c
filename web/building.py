"""A rebuild that runs beside the answers: started by one request, watched by others, in whichever process it runs."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.concurrency import run_in_threadpool

from rag.errors import BuildBusyError, RagError
from rag.progress import Build, read

if TYPE_CHECKING:
    from rag.engine import Engine

log = logging.getLogger("web")

LOOK = 0.25  # seconds between two looks at a build that is watched
QUIET = 15.0  # seconds without a build after which a watcher is let go; it comes again by itself
_INNER = ("pid", "born", "seconds")  # this machine's affair


class Rebuilding:
    """Rebuilds of one index. One at a time in this process; the engine keeps other processes out."""

    def __init__(self, engine: Engine, index_dir: Path) -> None:
        self._engine, self._index_dir = engine, index_dir
        self._lock = threading.Lock()
        self._mine = Build()

    @property
    def progress(self) -> Build:
        """The build that runs, whoever builds, or the last one."""
        told = read(self._index_dir)
        return told if told.running or told.started >= self._mine.started else self._mine

    def start(self) -> Build:
        """Begin in a thread of its own. Raises BuildBusyError while one runs."""
        with self._lock:
            now = self.progress
            if self._mine.running or now.running:
                who = f"process {now.pid}" if now.pid else "this server"
                raise BuildBusyError(
                    f"{who} is rebuilding ({now.stage}, {now.done} of {now.total}); "
                    "wait for it: GET /index shows how far it is"
                )
            self._mine = Build(running=True, stage="starting", started=time.time())
        threading.Thread(target=self._run, name="rebuild", daemon=True).start()
        return self._mine

    def _advance(self, stage: str, done: int, total: int) -> None:
        self._mine = replace(self._mine, stage=stage, done=done, total=total)

    def _run(self) -> None:
        error = ""
        try:
            self._engine.rebuild(progress=self._advance)
        except RagError as failed:
            error = str(failed)
            log.error("rebuild: %s", failed)
        except Exception:  # the outermost frame of this thread: without it the state would say "running" for ever
            error = "the rebuild failed unexpectedly; the server's log says where"
            log.exception("rebuild")
        finally:
            self._mine = replace(self._mine, running=False, ended=time.time(), error=error)


def shown(build: Build) -> dict[str, Any]:
    """A build as it is sent."""
    return {name: value for name, value in asdict(build).items() if name not in _INNER}


async def watched(rebuilding: Rebuilding, engine: Engine) -> AsyncIterator[dict[str, Any]]:
    """How far the build is, with the generation in use, at once and at each change; ends when long nothing is built."""
    last: dict[str, Any] = {}
    quiet = time.monotonic()
    while time.monotonic() - quiet < QUIET:
        build = await run_in_threadpool(lambda: rebuilding.progress)
        now = {**shown(build), "generation": engine.snapshot.manifest.id}
        if now != last:
            yield now
        if build.running:
            quiet = time.monotonic()
        last = now
        await asyncio.sleep(LOOK)
