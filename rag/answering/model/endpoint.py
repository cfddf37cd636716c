"""The one door to a language model: any endpoint that speaks the OpenAI chat completions API.

Whatever goes wrong behind it comes out as a LanguageModelError with one word for the cause. The key is never part of
a message.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, cast
from urllib.parse import urlsplit

from rag.errors import LanguageModelError, SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

ATTEMPTS = 2  # before the first word; after it nothing is tried again
BACK_OFF = 0.5  # seconds before the second attempt
NO_KEY = "none"  # local servers want none, but the client insists on one


class Message(TypedDict):
    """One message of a chat."""

    role: str
    content: str


class LanguageModel(Protocol):
    """Anything that writes on from messages. Tests and measurements pass one that needs no server."""

    def write(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[str, None]:
        """Pieces of text as they come. Raises LanguageModelError. Closing the iterator ends the call upstream."""
        ...


class Endpoint:
    """A model behind an address. Holds no connection between calls, so it serves any event loop."""

    def __init__(self, base_url: str, model: str, key: str, timeout: float) -> None:
        self._base_url, self._model, self._key, self._timeout = base_url, model, key or NO_KEY, timeout

    async def write(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[str, None]:
        """Pieces of text as they come. Raises LanguageModelError; `cause` is unreachable, slow, refused, busy, failing
        or garbled."""
        import openai

        try:
            async with (
                openai.AsyncOpenAI(
                    base_url=self._base_url, api_key=self._key, timeout=self._timeout, max_retries=0
                ) as client,
                await self._begun(client, messages, max_tokens) as stream,
            ):
                async for chunk in stream:
                    if text := _text(chunk):
                        yield text
        except openai.APITimeoutError as e:
            raise LanguageModelError("slow") from e
        except openai.APIConnectionError as e:
            raise LanguageModelError("unreachable") from e
        except openai.RateLimitError as e:
            raise LanguageModelError("busy", e.status_code) from e
        except openai.APIStatusError as e:
            raise LanguageModelError("failing" if e.status_code >= 500 else "refused", e.status_code) from e
        except openai.APIResponseValidationError as e:
            raise LanguageModelError("garbled") from e
        except openai.OpenAIError as e:
            raise LanguageModelError("failing") from e
        except (ValueError, TypeError) as e:  # the client lets through what it cannot parse
            raise LanguageModelError("garbled") from e

    async def _begun(self, client: AsyncOpenAI, messages: Sequence[Message], max_tokens: int) -> Any:
        """The stream of an answer; tried again once where that may help. Newer models of one vendor refuse
        `max_tokens` and `temperature`: then the call is made in their terms."""
        import openai

        terms: dict[str, Any] = {"max_tokens": max_tokens, "temperature": 0}
        attempt = 1
        while True:
            try:
                return await client.chat.completions.create(
                    model=self._model, messages=cast(Any, list(messages)), stream=True, **terms
                )
            except openai.BadRequestError as e:
                if e.param not in terms or e.param not in ("max_tokens", "temperature"):
                    raise
                terms = {"max_completion_tokens": max_tokens}
            except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError) as e:
                if attempt == ATTEMPTS or isinstance(e, openai.APITimeoutError):
                    raise
                await asyncio.sleep(BACK_OFF * attempt)
                attempt += 1


def _text(chunk: Any) -> str:
    """The words of a piece of the stream; none in a piece of another kind. Raises TypeError when it is no piece."""
    choices = getattr(chunk, "choices", None)
    if choices is None or not isinstance(choices, list):
        raise TypeError("no choices in the stream")
    content = getattr(getattr(choices[0], "delta", None), "content", None) if choices else None
    return content if isinstance(content, str) else ""


def load_endpoint(settings: Settings) -> LanguageModel | None:
    """The model of the settings; None when they name none. Raises SettingsError naming what is missing or wrong."""
    base_url, model = settings.llm_base_url.strip(), settings.llm_model.strip()
    if not base_url:
        return None
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(
            f"RAG_LLM_BASE_URL={base_url!r} cannot be used: expected an address such as http://localhost:11434/v1"
        )
    if parts.username or parts.password:
        raise SettingsError("RAG_LLM_BASE_URL holds a name or password; give the key in RAG_LLM_API_KEY")
    if not model:
        raise SettingsError("RAG_LLM_BASE_URL is set but RAG_LLM_MODEL is empty; name the model to ask there")
    try:
        import openai  # noqa: F401
    except ImportError as e:
        raise SettingsError("RAG_LLM_BASE_URL needs the client of the API: pip install 'ask-the-report[llm]'") from e
    return Endpoint(base_url, model, settings.llm_api_key.get_secret_value(), settings.llm_timeout)
