"""Taking up a new generation, whoever built it, in every process of the server and off the path of requests."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from rag.errors import RagError

if TYPE_CHECKING:
    from rag.engine import Engine

log = logging.getLogger("web")

EVERY = 0.25  # seconds between two looks; each reads a file of a few bytes
LATER = 5.0  # seconds after a generation that could not be opened: opening one reads all of it


class Following:
    """A thread that looks which generation the index names and has the engine open it.

    `taken` is called for each, the first too, in that thread: for what the first request should not wait for.
    """

    def __init__(self, engine: Engine, taken: Callable[[], object]) -> None:
        self._engine, self._taken = engine, taken
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follow", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being opened is left to itself."""
        self._stop.set()

    def _run(self) -> None:
        wait, said, known = 0.0, "", ""
        while not self._stop.wait(wait):
            try:
                self._engine.refresh()
                now = self._engine.snapshot.manifest.id
                if now != known:
                    log.info("in use: generation %s", now)
                    self._taken()
                wait, said, known = EVERY, "", now
            except RagError as error:
                if str(error) != said:
                    log.error("the generation in use stays: %s", error)
                wait, said = LATER, str(error)
            except Exception:  # the outermost frame of this thread: without it the server would follow no more
                log.exception("following the index")
                wait = LATER
