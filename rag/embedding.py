"""Texts become vectors: the `Encoder` protocol, the bundled static model, any sentence-transformers model.

The bundled model is a plain sentence-transformers folder (one StaticEmbedding: the mean of one stored vector
a token), so its vectors are read here with `tokenizers` and NumPy alone: importing torch and
sentence-transformers costs seconds and hundreds of megabytes that a sum of rows does not need. Both ways give
the same vectors; a test holds that. Every other model goes through sentence-transformers, imported when needed.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.errors import ModelError
from rag.settings import Settings

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]
Progress = Callable[[str, int, int], None]

BUNDLED = Path(__file__).parent / "resources" / "model"
BATCH = 2048  # texts a step: bounds the gathered rows to some tens of megabytes, and paces the progress bar
FEW = 32  # texts that are tokenised one after another

HUB_PATIENCE = 5.0  # seconds

# Models whose cards ask for prompts that their own folders do not carry: part of the name -> (query, document).
KNOWN_PROMPTS = {"multilingual-e5-": ("query: ", "passage: "), "/e5-": ("query: ", "passage: ")}


@runtime_checkable
class Encoder(Protocol):
    """What retrieval needs of a model. Vectors are (n, dimension) float32, L2-normalised, in the order given;
    a text without any known token has the zero vector."""

    @property
    def name(self) -> str:
        """What the person called it: a folder, a hub name, or `bundled`."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that decides a document's vector; an index built under another one does not fit."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Questions, as the model wants questions."""
        ...

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Passages, as the model wants passages; `progress` is told `embed`, how many are done, and of how many."""
        ...


def normalised(vectors: Floats) -> Floats:
    """Rows divided by their length; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class StaticEncoder:
    """A sentence-transformers folder whose only layer with weights is a StaticEmbedding, read without torch.

    `token_vectors` (vocabulary, dimension) float32: one row a token, not normalised; a text's vector is their mean.
    `token_weights` (vocabulary,) float32 >= 0: how much a token counts when words are compared one by one. From the
    tensor `token_weights` where the folder has it (sentence-transformers ignores it), else the rows' lengths.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Raises ModelError when the folder is not such a model or a file of it is missing or cut."""
        try:
            tensors = load_file(folder / "model.safetensors")
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, SafetensorError, ValueError) as e:
            raise ModelError(f"model folder {folder}: model.safetensors cannot be read: {e}") from e
        except Exception as e:  # tokenizers raises bare Exception, whatever is wrong with the file
            raise ModelError(f"model folder {folder}: tokenizer.json cannot be read: {e}") from e
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.name = name
        self.token_vectors = _unfolded(tensors, folder)
        vocabulary = self.tokenizer.get_vocab_size()
        if len(self.token_vectors) != vocabulary:
            raise ModelError(
                f"model folder {folder}: model.safetensors has {len(self.token_vectors)} rows, "
                f"tokenizer.json {vocabulary} tokens; they belong to different models"
            )
        self.lengths: Floats = np.linalg.norm(self.token_vectors, axis=1)
        self.token_weights: Floats = tensors.get("token_weights", self.lengths).astype(np.float32)
        self.dimension = int(self.token_vectors.shape[1])
        self._folder = folder
        self._fingerprint = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the weights' file and the tokenizer's."""
        if not self._fingerprint:
            digest = hashlib.sha256()
            for file in ("model.safetensors", "tokenizer.json"):
                digest.update((self._folder / file).read_bytes())
            self._fingerprint = digest.hexdigest()
        return self._fingerprint

    def has(self, word: str) -> bool:
        """Whether a word is a token by itself."""
        return self.tokenizer.token_to_id(word) is not None

    def token_ids(self, texts: Sequence[str]) -> list[Ids]:
        """Each text's token ids in order, int32; id 0 stands for characters that the vocabulary lacks."""
        if len(texts) <= FEW:  # a small batch would pay for the thread pool
            encoded = (self.tokenizer.encode(text, add_special_tokens=False) for text in texts)
            return [np.array(e.ids, dtype=np.int32) for e in encoded]
        batch = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(e.ids, dtype=np.int32) for e in batch]

    def pool(self, ids: Sequence[Ids]) -> Floats:
        """(n, dimension) float32: the normalised mean of each text's token vectors."""
        pooled = np.zeros((len(ids), self.dimension), dtype=np.float32)
        for row, tokens in enumerate(ids):
            if len(tokens):
                self.token_vectors[tokens].sum(axis=0, out=pooled[row])  # the mean's direction is the sum's
        return normalised(pooled)

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """(n, dimension) float32, L2-normalised: the meaning of single words or short terms, for comparing words.

        Each token counts by `token_weights`, not by how often it stood in the training's texts."""
        pooled = np.zeros((len(words), self.dimension), dtype=np.float32)
        for row, tokens in enumerate(self.token_ids(words)):
            if len(tokens):
                weights = self.token_weights[tokens] / np.maximum(self.lengths[tokens], 1e-9)
                pooled[row] = weights @ self.token_vectors[tokens]
        return normalised(pooled)

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """As `encode_document`: a static model knows no difference."""
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """(n, dimension) float32, L2-normalised."""
        parts = []
        for start in range(0, len(texts), BATCH):
            parts.append(self.pool(self.token_ids(texts[start : start + BATCH])))
            if progress:
                progress("embed", min(start + BATCH, len(texts)), len(texts))
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), dtype=np.float32)


def _unfolded(tensors: dict[str, npt.NDArray[Any]], folder: Path) -> Floats:
    """The table of token vectors from either form that sentence-transformers knows: `embedding.weight`, or
    `embeddings` (here int8) times a `weights` factor a row."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    if "embeddings" not in tensors or "mapping" in tensors:
        raise ModelError(f"model folder {folder}: model.safetensors holds {sorted(tensors)}, expected 'embeddings'")
    table = tensors["embeddings"].astype(np.float32)
    if "weights" in tensors:
        table *= tensors["weights"].astype(np.float32)[:, None]
    return table


class TransformerEncoder:
    """Any other sentence-transformers model, by folder or hub name.

    Prompts: those given here, else those in the model's own folder (`encode_query`, `encode_document` know their
    names), else those that the model's card asks for (`KNOWN_PROMPTS`).
    """

    def __init__(self, name: str, query_prompt: str | None = None, document_prompt: str | None = None) -> None:
        """Raises ModelError when the model does not load: names it, the cause and the way back to the default."""
        from sentence_transformers import SentenceTransformer  # seconds and 400 MB: only when asked for

        self.name = name
        self._model = loaded("RAG_MODEL", name, lambda offline: SentenceTransformer(name, local_files_only=offline))
        own = {key for key, prompt in self._model.prompts.items() if prompt}
        known = next((p for part, p in KNOWN_PROMPTS.items() if part in name and not own), (None, None))
        self._query_prompt = known[0] if query_prompt is None else query_prompt
        self._document_prompt = known[1] if document_prompt is None else document_prompt
        self.dimension = int(self._model.get_embedding_dimension() or len(self.encode_query(["?"])[0]))
        digest = hashlib.sha256(f"{self._document_prompt}".encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.detach().cpu().contiguous().view(-1).view(_bytes()).numpy().data)
        self.fingerprint = digest.hexdigest()

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """(n, dimension) float32, L2-normalised."""
        return self._encoded(self._model.encode_query, texts, self._query_prompt)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """(n, dimension) float32, L2-normalised."""
        parts, step = [], 64  # small steps: a large model takes seconds for each
        for start in range(0, len(texts), step):
            parts.append(self._encoded(self._model.encode_document, texts[start : start + step], self._document_prompt))
            if progress:
                progress("embed", min(start + step, len(texts)), len(texts))
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), dtype=np.float32)

    @staticmethod
    def _encoded(encode: Callable[..., Any], texts: Sequence[str], prompt: str | None) -> Floats:
        if not len(texts):
            return np.zeros((0, 0), dtype=np.float32)
        vectors = encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.ascontiguousarray(vectors, dtype=np.float32)


def _bytes() -> Any:
    import torch

    return torch.uint8


def loaded(setting: str, name: str, load: Callable[[bool], Any]) -> Any:
    """What `load(offline)` gives, or one clear ModelError: the libraries underneath raise OSError, ValueError,
    KeyError, network and parsing errors of their own for a model that is missing, unreachable or broken.

    `offline` is whether only files on this machine may be used: asked of a hub that is not there, the libraries
    would try again for a minute."""
    here = Path(name).exists()
    if not here and (name.startswith((".", "~", "/")) or name.count("/") > 1 or "\\" in name):
        raise ModelError(f"{setting}={name!r} does not load: no such folder; unset {setting} for the default")
    cut_off = "" if here else hub_trouble()
    try:
        return load(bool(cut_off))
    except Exception as e:  # whatever it was, the person needs the name, the cause and the remedy
        lines = str(e).strip().splitlines() or [type(e).__name__]
        cause = f"no such folder, not downloaded before, and {cut_off}" if cut_off else lines[0]
        raise ModelError(
            f"{setting}={name!r} does not load: {cause}; name a model folder or a hub's model, "
            f"or unset {setting} for the default"
        ) from e


def hub_trouble() -> str:
    """Why the model hub cannot be reached; empty when it can."""
    from huggingface_hub.constants import ENDPOINT

    try:
        with urllib.request.urlopen(urllib.request.Request(ENDPOINT, method="HEAD"), timeout=HUB_PATIENCE):
            return ""
    except urllib.error.HTTPError:
        return ""  # an answer, whatever it says
    except (OSError, ValueError) as e:
        return f"the hub {ENDPOINT} is not reachable ({getattr(e, 'reason', e)})"


@lru_cache(maxsize=1)
def bundled() -> StaticEncoder:
    """The model that ships with the program, loaded once a process."""
    return StaticEncoder(BUNDLED, "bundled")


def load_encoder(settings: Settings) -> Encoder:
    """The model that `settings.model` names; the bundled one when it names none. Raises ModelError."""
    if not settings.model:
        return bundled()
    folder = Path(settings.model)
    if folder.is_dir() and _is_static(folder) and settings.query_prompt is None and settings.document_prompt is None:
        return StaticEncoder(folder, settings.model)
    return TransformerEncoder(settings.model, settings.query_prompt, settings.document_prompt)


def _is_static(folder: Path) -> bool:
    """Whether the folder is one StaticEmbedding, perhaps with a Normalize after it, and no prompts."""
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        kinds = [m["type"].rsplit(".", 1)[-1] for m in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) and modules[0]["path"] == ""
