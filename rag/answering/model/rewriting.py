"""A follow-up made to stand alone by a language model, where the rules of `rag.conversation` found no answer.

What it gives back must be made of the conversation's own words; else the rules' reading stands.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import aclosing

from rag.answering.model.endpoint import LanguageModel
from rag.answering.model.prompting import rewrite_prompt
from rag.answering.proof.claims import read
from rag.answering.proof.verify import fold
from rag.types import Turn

LONGEST = 200  # characters
TOKENS = 120
PATIENCE = 0.3  # share of the whole time that rewriting may take


def unsure(turns: Sequence[Turn], found: bool) -> bool:
    """Whether the rules' reading of a question should be put to the model: there is a conversation that it may lean on,
    and as the rules read it, the report has no answer."""
    return bool(turns) and not found


async def rewritten(model: LanguageModel, question: str, turns: Sequence[Turn], language: str, seconds: float) -> str:
    """The question as it stands alone; empty when the model gives none that can be used.

    Raises LanguageModelError, and TimeoutError when it takes longer than `seconds`.
    """
    said = ""
    async with (
        asyncio.timeout(seconds),
        aclosing(model.write(rewrite_prompt(question, turns, language), TOKENS)) as pieces,
    ):
        async for piece in pieces:
            said += piece
            if len(said) > 2 * LONGEST or "\n" in said.strip():
                break
    lines = said.strip().splitlines()
    line = (
        re.sub(r"^(?:질문|고친 질문|question|rewritten question)\s*[:：]\s*", "", lines[0].strip(), flags=re.I).strip(
            "\"'“”「」 "
        )
        if lines
        else ""
    )
    return line if usable(line, question, turns) else ""


def usable(line: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether a rewritten question says no more than the conversation: its nouns, numbers and names all stand there."""
    if not 2 <= len(line) <= LONGEST or fold(line) == fold(question):
        return False
    around = fold(" ".join([question, *(f"{t.question} {t.answer}" for t in turns)]))
    claims = read(line)
    words = [t for w in claims.words if w.noun for t in w.terms]
    numbers = re.findall(r"\d[\d,.]*\d|\d", line)
    return all(fold(t) in around for t in words) and all(fold(n) in around for n in numbers)
