"""Settings from `RAG_*` environment variables and flags of the same names. Frozen once read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingsError


class Settings(BaseSettings):
    """Everything that can be set. Read `RAG_CORPUS_DIR` for `corpus_dir`, and so on."""

    model_config = SettingsConfigDict(env_prefix="RAG_", frozen=True, extra="ignore")

    corpus_dir: Path = Field(Path("corpus"), description="folder of the documents")
    index_dir: Path = Field(Path("index"), description="folder of the generations")
    model: str = Field("", description="sentence-transformers folder or hub name; empty: the bundled model")
    query_prompt: str | None = Field(
        None, description="put before each question; unset: what the model itself asks for"
    )
    document_prompt: str | None = Field(
        None, description="put before each passage; unset: what the model itself asks for"
    )
    reranker: str = Field("", description="cross-encoder folder or hub name for the first hits; empty: none")
    host: str = Field("127.0.0.1", description="address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="port to serve on")
    admin_token: SecretStr = Field(SecretStr(""), description="bearer token of the admin calls; empty: they are off")
    max_upload: int = Field(20 << 20, ge=1, description="bytes that an uploaded or added document may have")
    keep_generations: int = Field(3, ge=1, le=100, description="how many generations stay on disk")
    llm_base_url: str = Field("", description="OpenAI-compatible endpoint; empty: no language model")
    llm_model: str = Field("", description="name of the language model at that endpoint")
    llm_api_key: SecretStr = Field(SecretStr(""), description="key for that endpoint")
    llm_timeout: float = Field(30, gt=0, le=600, description="seconds for an answer of it; then the report's own words")
    llm_max_tokens: int = Field(700, ge=16, le=8192, description="longest answer of it, in tokens")
    nli_model: str = Field("", description="cross-encoder for entailment, folder or hub name; empty: none")


def load_settings(**flags: Any) -> Settings:
    """Read the environment, flags winning over it; flags that are None count as not given.

    Raises SettingsError naming the variable, its value and what was expected.
    """
    try:
        return Settings(**{k: v for k, v in flags.items() if v is not None})
    except ValidationError as e:
        first = e.errors()[0]
        name = "RAG_" + "_".join(str(p) for p in first["loc"]).upper()
        raise SettingsError(f"{name}={first.get('input')!r} cannot be used: {first['msg']}") from e
