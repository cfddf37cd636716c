"""An engine for tests of the server and the page: the real face and the real corpus text, with scripted answers.

Every citation is cut from the document as the real engine cuts it, so offsets hold; nothing is retrieved or understood.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from fastapi import FastAPI
from pydantic import SecretStr

from rag.errors import BuildBusyError, QuestionError
from rag.reading import read_document
from rag.settings import Settings
from rag.types import Answer, Chunk, Citation, Delta, Document, Event, Fact, Hit, Span, Turn
from web.app import create_app

CORPUS = Path(__file__).parents[1] / "corpus" / "keis-2024.md"
GENERATION = "000001-5c219ed0"
SHARES = ("정보화 53.6 %", "고용 28.7 %", "정책 17.7 %")
NESTED = "2023/부서 보고.md"


_folders = tempfile.TemporaryDirectory(prefix="scripted-")


def app_of(engine: ScriptedEngine | None = None, token: str = "") -> FastAPI:
    """The server around a scripted engine, its records in a folder of its own that goes with the tests."""
    folder = Path(tempfile.mkdtemp(dir=_folders.name))
    settings = Settings(index_dir=folder, admin_token=SecretStr(token))
    return create_app(cast(Any, engine or ScriptedEngine()), settings)


class ScriptedEngine:
    """Answers by the words of the question: 정규직, 비중, 합, 오류…; anything else is not found."""

    def __init__(self) -> None:
        report = read_document(CORPUS, CORPUS.name)
        text = '# 부서 보고\n\n<b>굵게</b> & "따옴표" 🙂 다음\n\n| 이름 | 값 |\n|---|---|\n| 가 | 1 |\n'
        nested = Document(NESTED, "부서 보고", text, ())
        self._documents = {d.name: d for d in (report, nested)}
        self.report = report
        self.snapshot = SimpleNamespace(
            manifest=SimpleNamespace(id=GENERATION), evidence=SimpleNamespace(facts=self._facts())
        )
        self.asked: list[tuple[str, tuple[Turn, ...], int]] = []
        self.builds: list[Callable[[], None]] = []
        self.left = threading.Event()

    def _facts(self) -> list[Fact]:
        def fact(n: int, label: str, value: str) -> Fact:
            start = self.report.text.index(f"{label} {value}")
            end = start + len(f"{label} {value}")
            return Fact(n, "value", self.report.name, 0, ("기업개요",), start, end, Span(end - len(value), end), label,
                        group=1)  # fmt: skip

        return [fact(n, *shares.split(" ", 1)) for n, shares in enumerate(SHARES)]

    def _hit(self, quote: str, rank: int, section: tuple[str, ...]) -> Hit:
        start = self.report.text.index(quote)
        chunk = Chunk(rank - 1, self.report.name, self.report.title, section, start, start + len(quote), quote)
        return Hit(chunk, round(1 / rank, 3), rank)

    def _cite(self, n: int, quote: str, section: tuple[str, ...]) -> Citation:
        start = self.report.text.index(quote)
        return Citation(n, self.report.name, self.report.title, section, quote, start, start + len(quote),
                        quote, 0.9, "exact")  # fmt: skip

    def ask(
        self, question: str, history: Sequence[Turn] = (), top_k: int = 8, documents: Sequence[str] | None = None
    ) -> Answer:
        self.asked.append((question, tuple(history), top_k))
        hiring = ("채용정보", "얼마나 채용할까?")
        overview = ("현직자가 본 한국고용정보원", "기업개요")
        hits = (self._hit("정규직 22명", 1, hiring), self._hit("무기계약직 6명", 2, hiring),
                self._hit("고용 28.7 %", 3, overview))  # fmt: skip
        common: dict[str, Any] = {"passages": hits[:top_k], "generation": GENERATION, "timings_ms": {"total": 1.0}}
        standalone = question
        if history and "그럼" in question:
            standalone = f"{history[-1].question} {question}"
        if question == "버그":
            raise RuntimeError("secret inner detail")
        if question == "거절":
            raise QuestionError("질문을 알아볼 수 없어요.")
        if "비중" in question:
            return Answer(
                question, standalone, "partial",
                "- 정보화 53.6 % [1]\n- 고용 28.7 % [2]\n- 정책 17.7 % [3]",
                tuple(self._cite(n, q, overview) for n, q in enumerate(SHARES, 1)),
                **common,
            )  # fmt: skip
        if "모두" in question:
            return Answer(
                question, standalone, "answered", "2023년에 정규직과 무기계약직을 모두 28명 채용했습니다. [1][2]",
                (self._cite(1, "정규직 22명", hiring), self._cite(2, "무기계약직 6명", hiring)),
                computed=("28",), steps=("22 + 6 = 28",), suggestions=("무기계약직은 몇 명 채용했나요?",), **common,
            )  # fmt: skip
        if "정규직" in standalone:
            return Answer(question, standalone, "answered", "2023년 정규직 채용 인원은 22명입니다. [1]",
                          (self._cite(1, "정규직 22명", hiring),),
                          suggestions=("무기계약직은 몇 명 채용했나요?",), **common)  # fmt: skip
        return Answer(question, standalone, "not_found", "보고서에서 이 질문의 답을 찾지 못했습니다.",
                      suggestions=tuple(self.starters()[:2]), **common)  # fmt: skip

    async def answer(
        self, question: str, history: Sequence[Turn] = (), top_k: int = 8, documents: Sequence[str] | None = None
    ) -> Answer:
        return self.ask(question, history, top_k, documents)

    async def stream(
        self, question: str, history: Sequence[Turn] = (), top_k: int = 8, documents: Sequence[str] | None = None
    ) -> AsyncGenerator[Event, None]:
        answer = self.ask(question, history, top_k, documents)
        yield answer.passages
        if "천천히" in question:  # a model that never comes to an end
            yield Delta("2023년 정규직 채용 인원은 ")
            try:
                await asyncio.sleep(60)
            finally:
                self.left.set()
        if "다시" in question:  # what a model wrote is taken back
            yield Delta("2023년 정규직 채용 인원은 99명")
        for i, line in enumerate(answer.answer.splitlines(keepends=True)):
            yield Delta(line, anew="다시" in question and not i)
        yield answer

    def search(self, question: str, top_k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        hits = [h for h in self.ask(question).passages if documents is None or h.chunk.document in documents]
        return hits[:top_k]

    def documents(self) -> list[Document]:
        return list(self._documents.values())

    def document(self, name: str) -> Document:
        return self._documents[name]

    def starters(self) -> list[str]:
        return ["2023년 정규직은 몇 명 채용했나요?", "사업 비중은 어떻게 되나요?", "면접 난이도는 어떤가요?"]

    def warm(self) -> None:
        pass

    def status(self) -> dict[str, Any]:
        return {"generation": GENERATION, "documents": 2, "chunks": 3, "model": "scripted"}

    def refresh(self) -> bool:
        return False

    def rebuild(self, progress: Callable[[str, int, int], None] | None = None) -> Any:
        if progress:
            progress("embedding", 1, 2)
        if not self.builds:
            raise BuildBusyError("process 42 is building")
        self.builds.pop()()
        return self.snapshot.manifest
