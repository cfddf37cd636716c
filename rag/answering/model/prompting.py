"""What a language model is sent: Jinja2 templates filled with the question, the passages and the conversation.

Passages stand between two lines with a word drawn anew for each request, so that nothing in them can close the section.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from rag.answering.composing import sentences
from rag.answering.model.endpoint import Message
from rag.types import Chunk, Turn

ROOM = 7000  # characters of passages in a request: what small local models still take in
TURNS = 3  # earlier exchanges that a request carries
TURN_LENGTH = 400  # characters of each


@dataclass(frozen=True, slots=True)
class Prompt:
    """Messages with what they hold: `chunks` in order of their numbers (from 1), the `system` text and the `fence`."""

    messages: tuple[Message, ...]
    chunks: tuple[Chunk, ...]
    system: str
    fence: str


@dataclass(frozen=True, slots=True)
class _Passage:
    place: str
    text: str


def cannot_answer(language: str) -> str:
    """The sentence that a model is asked to write when the passages do not hold the answer."""
    return str(sentences(language).not_found())


def answer_prompt(question: str, turns: Sequence[Turn], chunks: Sequence[Chunk], language: str) -> Prompt:
    """The request for an answer, with as many of the chunks (best first) as there is room for; at least one."""
    fence = secrets.token_hex(4)
    taken: list[Chunk] = []
    used = 0
    for c in chunks:
        if taken and used + len(c.text) > ROOM:
            break
        taken.append(c)
        used += len(c.text)
    passages = [_Passage(" > ".join(filter(None, (*c.section, c.label))), c.text[:ROOM]) for c in taken]
    macros = _template("answer", language)
    system = str(macros.system(cannot_answer(language), fence))
    messages: list[Message] = [{"role": "system", "content": system}]
    for t in _short(turns):
        messages += [{"role": "user", "content": t.question}, {"role": "assistant", "content": t.answer}]
    messages.append({"role": "user", "content": str(macros.user(question, passages, fence))})
    return Prompt(tuple(messages), tuple(taken), system, fence)


def rewrite_prompt(question: str, turns: Sequence[Turn], language: str) -> tuple[Message, ...]:
    """The request to make a follow-up stand alone."""
    macros = _template("rewrite", language)
    return (
        {"role": "system", "content": str(macros.system())},
        {"role": "user", "content": str(macros.user(question, _short(turns)))},
    )


def _short(turns: Sequence[Turn]) -> list[Turn]:
    """The latest turns, without marks and cut to length."""
    return [Turn(t.question[:TURN_LENGTH], re.sub(r"\s*\[\d+\]", "", t.answer)[:TURN_LENGTH]) for t in turns[-TURNS:]]


@lru_cache(maxsize=4)
def _template(name: str, language: str) -> Any:
    loader = PackageLoader("rag.answering.model", "prompts")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    return environment.get_template(f"{name}.{language}.j2").module
