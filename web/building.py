"""A rebuild that runs beside the answers: started by one request, watched by others."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.errors import BuildBusyError, RagError

if TYPE_CHECKING:
    from rag.engine import Engine

log = logging.getLogger("web")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. `started` and `ended` are seconds since the epoch; `error` is empty unless it failed."""

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    started: float = 0.0
    ended: float = 0.0
    error: str = ""


class Rebuilding:
    """One rebuild at a time in this process; the engine keeps other processes out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """The build that runs, or the last one that ran here."""
        return self._progress

    def start(self) -> Progress:
        """Begin in a thread of its own. Raises BuildBusyError while one runs."""
        with self._lock:
            if self._progress.running:
                raise BuildBusyError(
                    f"a rebuild of this server is running ({self._progress.stage}, "
                    f"{self._progress.done} of {self._progress.total}); wait for it: GET /index shows how far it is"
                )
            self._progress = Progress(running=True, stage="starting", started=time.time())
        threading.Thread(target=self._run, name="rebuild", daemon=True).start()
        return self._progress

    def _advance(self, stage: str, done: int, total: int) -> None:
        self._progress = replace(self._progress, stage=stage, done=done, total=total)

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
            self._progress = replace(self._progress, running=False, ended=time.time(), error=error)
