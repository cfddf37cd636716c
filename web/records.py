"""What readers make of answers: their feedback, and which places answers cite. One SQLite file beside the generations.

Several server processes write to it at once; SQLite keeps them apart. A rebuild does not touch it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rag.errors import IndexingError
from rag.types import Answer, Document, Span
from web.schemas import FeedbackBody

FILE = "records.sqlite"
MOST_CITED = 10  # places that a page marks

_TABLES = """
CREATE TABLE IF NOT EXISTS feedback (
    key TEXT PRIMARY KEY, at TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    question TEXT NOT NULL, status TEXT NOT NULL, generation TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS cited (
    sha256 TEXT NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (sha256, first, past)
) STRICT;
"""


class Records:
    """The file, opened at the first use. Thread-safe."""

    def __init__(self, index_dir: Path) -> None:
        self.path = index_dir / FILE
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file inside a transaction. Raises IndexingError naming it when it cannot be used."""
        with self._lock:
            try:
                if self._connection is None:
                    self.path.parent.mkdir(parents=True, exist_ok=True)
                    self._connection = sqlite3.connect(self.path, timeout=5, check_same_thread=False)
                    self._connection.row_factory = sqlite3.Row
                    self._connection.execute("PRAGMA journal_mode = WAL")
                    self._connection.execute("PRAGMA synchronous = NORMAL")
                    self._connection.executescript(_TABLES)
                with self._connection:
                    yield self._connection
            except (OSError, sqlite3.Error) as error:
                self._connection = None
                raise IndexingError(
                    f"{self.path} cannot be used ({error}); check the folder's permissions and space, "
                    "or move a damaged file away"
                ) from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    def keep(self, feedback: FeedbackBody) -> None:
        """Store feedback; the same key again replaces what was said before."""
        row = (
            feedback.key, datetime.now(UTC).isoformat(timespec="seconds"), feedback.verdict, feedback.reason,
            feedback.note, feedback.question, feedback.status, feedback.generation, feedback.model_dump_json(),
        )  # fmt: skip
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def feedback(self, most: int = 500) -> list[dict[str, Any]]:
        """What was said, latest first, each with the time `at`."""
        with self._open() as db:
            rows = db.execute("SELECT at, body FROM feedback ORDER BY at DESC, rowid DESC LIMIT ?", (most,)).fetchall()
        return [{"at": row["at"], **json.loads(row["body"])} for row in rows]

    def cite(self, answer: Answer, documents: dict[str, Document]) -> None:
        """Count the places that an answer cites, by the content of their document: they hold as long as it does."""
        rows = [(documents[c.document].sha256, c.start, c.end) for c in answer.citations if c.document in documents]
        if rows:
            with self._open() as db:
                db.executemany(
                    "INSERT INTO cited VALUES (?, ?, ?, 1) "
                    "ON CONFLICT (sha256, first, past) DO UPDATE SET times = times + 1",
                    rows,
                )

    def most_cited(self, document: Document) -> list[Span]:
        """The places of a document that answers cite most, most cited first, ties by place."""
        with self._open() as db:
            rows = db.execute(
                "SELECT first, past FROM cited WHERE sha256 = ? ORDER BY times DESC, first LIMIT ?",
                (document.sha256, MOST_CITED),
            ).fetchall()
        return [Span(row["first"], row["past"]) for row in rows if row["past"] <= len(document.text)]


def evaluation_rows(feedback: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Feedback as rows of an evaluation file.

    A good answer is taken at its word: its numbers must come again, from a place that it cited. Of a bad one only the
    question is known; its row names what was wrong and waits for a keeper to fill in `all_of`.
    """
    for n, said in enumerate(feedback, 1):
        good, found = said["verdict"] == "good", said["status"] != "not_found"
        numbers = dict.fromkeys(_numbers(said["answer"])) if good else {}
        yield {
            "id": f"f{n:04d}",
            "category": "feedback_good" if good else f"feedback_{said['reason'] or 'bad'}",
            "question": said["question"],
            "history": said["history"],
            "answerable": found or said["reason"] == "missing",
            "all_of": [[number] for number in numbers],
            "must_not": [],
            "max_chars": 400,
            "cite_any": [c["quote"] for c in said["citations"]] if good else [],
            "note": said["note"],
        }


def _numbers(answer: str) -> list[str]:
    return re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r"\[\d+\]", "", answer))
