"""Serve the page and the API: one process that holds the engine, or several that each hold their own.

The server's code is named here, not imported: `rag` stands without `web`.
"""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.errors import IndexingError, RagError, SettingsError
from rag.settings import Settings
from rag.snapshot import Progress

FACTORY = "web.app:create_app"
# A reader who watches a stream does not keep a server that is told to stop.
_QUIET = {"log_level": "warning", "access_log": False, "timeout_graceful_shutdown": 3}


def serve(settings: Settings, *, workers: int = 1, watch: bool = False, progress: Progress | None = None) -> None:
    """Serve until the process is told to stop. Builds an index first where there is none.

    Raises SettingsError when the address cannot be taken, and whatever opening the index raises.
    """
    with closing(_bind(settings.host, settings.port)) as door:
        (_serve_many if workers > 1 else _serve_one)(settings, door, workers, watch, progress)


def _serve_one(settings: Settings, door: socket.socket, _: int, watch: bool, progress: Progress | None) -> None:
    import uvicorn

    from rag.engine import Engine

    engine = Engine.open(settings, progress=progress)
    module, name = FACTORY.split(":")
    app = getattr(importlib.import_module(module), name)(engine=engine, settings=settings)
    with _watching(settings.corpus_dir, engine.rebuild if watch else None):
        _say(door, settings)
        uvicorn.Server(uvicorn.Config(app, **_QUIET)).run(sockets=[door])  # type: ignore[arg-type]


def _serve_many(settings: Settings, door: socket.socket, workers: int, watch: bool, _: Progress | None) -> None:
    """Each process reads the environment, so what flags said is put there, and opens the index by itself.

    The index is made to fit before, in a process that goes again, so that no worker has to fail over it.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    for name in settings.model_fields_set:
        value = getattr(settings, name)
        secret = getattr(value, "get_secret_value", None)
        os.environ[f"RAG_{name.upper()}"] = str(secret() if secret else value)

    def rebuild(*flags: str) -> None:
        if code := subprocess.run([sys.executable, "-m", "rag.cli", "build", *flags], check=False).returncode:
            raise IndexingError(f"the index could not be built (exit code {code}); the line before says why")

    rebuild("--if-needed")
    # A worker that loads its models on a busy machine is late, not dead.
    patience = {"timeout_worker_healthcheck": 60}
    config = uvicorn.Config(FACTORY, factory=True, workers=workers, **_QUIET, **patience)  # type: ignore[arg-type]
    with _watching(settings.corpus_dir, rebuild if watch else None):
        _say(door, settings)
        Multiprocess(config, sockets=[door]).run()


def _bind(host: str, port: int) -> socket.socket:
    """Take the address before anything slow is done, so that one in use is told at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
        except OSError:
            door.close()
            raise
    except OSError as e:
        raise SettingsError(
            f"cannot serve on {host}:{port}: {e.strerror or e}; stop what uses it or choose another with --port"
        ) from e
    door.set_inheritable(True)
    return door


def _say(door: socket.socket, settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Serving on http://{host}:{door.getsockname()[1]} (Ctrl+C to stop)", file=sys.stderr, flush=True)


@contextmanager
def _watching(corpus_dir: Path, rebuild: Callable[[], object] | None) -> Iterator[None]:
    """Rebuild on every change of the corpus folder while the body runs; without `rebuild`, do nothing."""
    if rebuild is None:
        yield
        return
    from watchfiles import watch

    stop = threading.Event()

    def follow() -> None:
        for _ in watch(corpus_dir, stop_event=stop, raise_interrupt=False):
            try:
                rebuild()
            except RagError as e:
                print(f"rag: {e}", file=sys.stderr, flush=True)

    follower = threading.Thread(target=follow, name="watch", daemon=True)
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join(timeout=5)
