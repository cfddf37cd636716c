"""Answers written by a language model, shown sentence by sentence as far as the report supports them.

    Asked ─prompt─▶ model ─pieces─▶ sentences ─judged─▶ Delta … ─▶ Answer

Whatever fails on the way, the extractive answer, which is there before the model is called, takes its place, with a
short notice. The whole takes no longer than `RAG_LLM_TIMEOUT`.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from rag.answering.drafts import Proof
from rag.answering.model import notices
from rag.answering.model.endpoint import LanguageModel
from rag.answering.model.prompting import Prompt, answer_prompt, cannot_answer
from rag.answering.model.rewriting import PATIENCE, rewritten, unsure
from rag.answering.model.splitting import Segment, Splitter
from rag.answering.proof.claims import read
from rag.answering.proof.proving import cite
from rag.answering.proof.support import Supporter
from rag.answering.proof.verify import fold
from rag.errors import LanguageModelError
from rag.questions import Query
from rag.snapshot import Snapshot
from rag.types import Answer, Chunk, Citation, Delta, Event, Hit, Turn

log = logging.getLogger("rag")

REPEATS = 3  # sentences said again until a model is taken to be stuck
LONGEST_SENTENCE = 1500  # characters without an end until it is, too
LEAK = 24  # characters in a row that a sentence may not share with the instructions
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>\"']+|!\[|\]\(|<\s*[a-zA-Z/!][^>]*>|(?:data|javascript):\S+", re.I)
_LEAD = re.compile(r"[:：]$|다음과 같(?:습니다|아요|은|이)|아래와 같|as follows", re.I)
_SORRY = re.compile(
    r"찾(?:지 못|을 수 없)|(?:나와|언급되어?|명시되어?|포함되어?) ?있지 않|알 수 없|정보가 없|does not (?:say|contain|mention)|not (?:mentioned|stated|found)|cannot (?:find|answer)",
    re.I,
)
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]+")


@dataclass(frozen=True)
class Asked:
    """A question as far as it is answered without a model. `hits` are all that were retrieved, `shown` how many of
    them are sent; `answer` is the extractive one."""

    question: str
    turns: tuple[Turn, ...]
    query: Query
    hits: tuple[Hit, ...]
    shown: int
    answer: Answer
    snapshot: Snapshot
    supporter: Supporter


async def written(
    model: LanguageModel, asked: Asked, again: Callable[[str], Asked], seconds: float, max_tokens: int
) -> AsyncGenerator[Event, None]:
    """The events of an answer. `again` reads the question anew, once it was made to stand alone; it may block.

    Closing the iterator ends the model's work.
    """
    began = time.perf_counter()
    deadline = asyncio.get_running_loop().time() + seconds
    try:
        asked = await _standing_alone(model, asked, again, seconds)
    except (LanguageModelError, TimeoutError) as e:
        yield asked.answer.passages
        for event in _instead(asked, _cause(e), shown=False):
            yield event
        return
    yield asked.answer.passages
    writing = Writing(asked, began)
    await asyncio.to_thread(writing.prepare)
    trouble = ""
    try:
        async with aclosing(model.write(writing.prompt.messages, max_tokens)) as pieces:
            while not writing.stuck:
                async with asyncio.timeout_at(deadline):
                    piece = await anext(pieces, None)
                for line in writing.taken(piece):
                    yield Delta(line)
                if piece is None:
                    break
    except (LanguageModelError, TimeoutError) as e:
        trouble = _cause(e)
    trouble = trouble or writing.trouble()
    if trouble:
        for event in _instead(asked, trouble, shown=bool(writing.lines)):
            yield event
    else:
        yield writing.answer()


async def _standing_alone(model: LanguageModel, asked: Asked, again: Callable[[str], Asked], seconds: float) -> Asked:
    """The question read anew as the model rewrites it, where the rules are unsure and it finds more."""
    if not unsure(asked.turns, asked.answer.status != "not_found"):
        return asked
    line = await rewritten(model, asked.question, asked.turns, asked.query.language, seconds * PATIENCE)
    return await asyncio.to_thread(again, line) if line else asked


def _cause(error: LanguageModelError | TimeoutError) -> str:
    """The one word for what went wrong, which is also all that is logged: messages may hold keys."""
    cause = error.cause if isinstance(error, LanguageModelError) else "slow"
    status = error.status if isinstance(error, LanguageModelError) else 0
    log.warning("the language model did not answer: %s%s", cause, f" (HTTP {status})" if status else "")
    return cause


def _instead(asked: Asked, cause: str, *, shown: bool) -> list[Event]:
    """The extractive answer in the place of the model's; what was `shown` of that is taken back."""
    found = asked.answer.status != "not_found"
    if cause == "refrained" and not found:  # both say the same
        answer = replace(asked.answer, mode="generative")
    else:
        answer = replace(asked.answer, notice=notices.fell_back(cause, asked.query.language, found))
    lines = answer.answer.splitlines(keepends=True)
    return [*(Delta(line, anew=shown and not i) for i, line in enumerate(lines)), answer]


@dataclass
class Writing:
    """One answer in the making: what came, what of it stands, and why the rest does not."""

    asked: Asked
    began: float
    prompt: Prompt = field(init=False)
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    withheld: dict[str, int] = field(default_factory=dict)
    refrained: bool = False
    repeats: int = 0
    checking: list[float] = field(default_factory=list)
    first: float = 0.0

    def __post_init__(self) -> None:
        a = self.asked
        cited = {c.id: c for c in _cited(a)}
        chunks = [*cited.values(), *(h.chunk for h in a.hits[: a.shown] if h.chunk.id not in cited)]
        self.prompt = answer_prompt(a.answer.standalone_question, a.turns, chunks, a.query.language)
        self._splitter = Splitter()
        self._seen: set[str] = set()
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._passages = fold(" ".join(c.context for c in self.prompt.chunks))
        rules = fold(self.prompt.system)
        self._told = rules
        self._rules = {rules[i : i + LEAK] for i in range(len(rules) - LEAK + 1)}
        self._computed = set(a.answer.computed)
        self._used: set[str] = set()

    def prepare(self) -> None:
        """Read the passages, so that the first sentence is judged as quickly as the others."""
        self.asked.supporter.prepare([c.id for c in self.prompt.chunks])

    @property
    def stuck(self) -> bool:
        """Whether the model repeats itself or does not come to an end."""
        return self.repeats >= REPEATS or self._splitter.pending > LONGEST_SENTENCE

    def taken(self, piece: str | None) -> list[str]:
        """Pieces of the answer that this piece of the model's text completes; None ends the text. Joined, all pieces
        are the answer."""
        segments = self._splitter.finish() if piece is None else self._splitter.feed(piece)
        shown = []
        for segment in segments:
            if line := self._line(segment):
                shown.append(f"\n{line}" if self.lines else line)
                self.lines.append(line)
                self.first = self.first or time.perf_counter() - self.began
        return shown

    def trouble(self) -> str:
        """Why nothing of the model's text can be shown; empty when something can."""
        if self.lines:
            return ""
        if self.refrained:
            return "refrained"
        return "unsupported" if self.withheld or self.stuck else "empty"

    def answer(self) -> Answer:
        """The answer as far as it stands."""
        lost = sum(self.withheld.values())
        base = self.asked.answer
        timings = base.timings_ms | {
            "first_sentence": round(self.first * 1e3, 3),
            "check": round(sum(self.checking) * 1e3 / max(len(self.checking), 1), 3),
            "total": round((time.perf_counter() - self.began) * 1e3 + base.timings_ms.get("total", 0.0), 3),
        }
        return replace(
            base,
            status="partial" if lost else "answered",
            answer="\n".join(self.lines),
            citations=tuple(self.citations),
            computed=tuple(c for c in base.computed if c in self._used),
            steps=base.steps if self._used else (),
            suggestions=(),
            mode="generative",
            notice=notices.withheld(lost, self.asked.query.language) if lost else "",
            timings_ms=timings,
        )

    def _line(self, segment: Segment) -> str:
        """The sentence with its marks, if it stands; counts it if it does not."""
        if fold(segment.text) in self._seen:
            self.repeats += 1
            return ""
        self._seen.add(fold(segment.text))
        if self._sorry(segment):
            self.refrained = True
            return ""
        if not segment.marks and _LEAD.search(segment.text):
            return ""
        reason = self._unfit(segment)
        proofs: tuple[Proof, ...] = ()
        if not reason:
            began = time.perf_counter()
            reason, proofs = self._judged(segment)
            self.checking.append(time.perf_counter() - began)
        if reason:
            self.withheld[reason] = self.withheld.get(reason, 0) + 1
            return ""
        self._used |= {c for c in self._computed if c in segment.text}
        return f"{segment.text} {''.join(dict.fromkeys(self._mark(p) for p in proofs))}"

    def _sorry(self, segment: Segment) -> bool:
        said = fold(cannot_answer(self.asked.query.language)).rstrip(".")
        return said in fold(segment.text) or (not segment.marks and bool(_SORRY.search(segment.text)))

    def _unfit(self, segment: Segment) -> str:
        """Why a sentence is not even judged: its marks, its language, links or the instructions in it."""
        text = fold(segment.text)
        if not segment.marks or not all(1 <= n <= len(self.prompt.chunks) for n in segment.marks):
            return "uncited"
        if any(fold(m.group()) not in self._passages for m in _LINK.finditer(segment.text)):
            return "link"
        whole = len(text) >= LEAK // 2 and text.rstrip(".") in self._told and text not in self._passages
        if (
            whole
            or self.prompt.fence in text
            or any(text[i : i + LEAK] in self._rules for i in range(len(text) - LEAK + 1))
        ):
            return "leak"
        return "" if self._in_language(segment.text) else "language"

    def _in_language(self, text: str) -> bool:
        """Whether a sentence is in the question's language, apart from words that the passages have."""
        if any(fold(m.group()) not in self._passages for m in _OTHER_SCRIPT.finditer(text)):
            return False
        hangul, latin = len(re.findall(r"[가-힣]", text)), len(re.findall(r"[A-Za-z]", text))
        if self.asked.query.language == "ko":
            return hangul >= 0.3 * (hangul + latin)
        return latin >= 0.3 * (hangul + latin)

    def _judged(self, segment: Segment) -> tuple[str, tuple[Proof, ...]]:
        chunks = [self.prompt.chunks[n - 1].id for n in segment.marks]
        bare = segment.text.removeprefix("- ")
        verdict = self.asked.supporter.judge(bare, chunks, tuple(self._computed))
        if not verdict.stands:
            return verdict.reason, ()
        asked = set(self.asked.query.years)
        if asked and verdict.years and not verdict.years & asked and not read(bare).days:
            return "date", ()  # true, but of another year than the question's
        if not self._about(chunks):
            return "content", ()
        return "", verdict.proofs

    def _about(self, chunks: list[int]) -> bool:
        """Whether the cited passages speak of what the question names; asked only where the report's own words were
        found not to answer it."""
        if self.asked.answer.status != "not_found":
            return True
        around = fold(" ".join(f"{c.context} {c.title}" for i in chunks for c in [self.asked.snapshot.chunks[i]]))
        names = [w for w in self.asked.query.words if w.name and not w.verb]
        return all(any(fold(t) in around for t in (w.text, *w.terms)) for w in names)

    def _mark(self, proof: Proof) -> str:
        key = (proof.document, *proof.span)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            score = max((h.score for h in self.asked.hits if h.chunk.id == proof.chunk), default=0.0)
            self.citations.append(cite(proof, self._numbers[key], score, self.asked.snapshot))
        return f"[{self._numbers[key]}]"


def _cited(asked: Asked) -> list[Chunk]:
    """The chunks that the extractive answer cites: likely what the model needs most."""
    places = [(c.document, c.start, c.end) for c in asked.answer.citations]
    return [
        c
        for c in asked.snapshot.chunks
        if any(c.document == d and c.start <= start and end <= c.end for d, start, end in places)
    ]
