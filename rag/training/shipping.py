"""A trained table becomes a folder that `SentenceTransformer(path)` opens.

Vectors are stored as int8 with one factor a row, the form that sentence-transformers reads for quantised model2vec
models: a quarter of float32's size, and cosines of single tokens stay within 0.001 of the unquantised ones.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from rag.embedding import Floats

MODULE = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"


def quantise(table: Floats) -> tuple[np.ndarray, Floats]:
    """(int8 rows, float32 factor a row): row * factor is the row of `table` again, within factor / 2."""
    factors = np.abs(table).max(axis=1) / 127
    rows = np.round(np.divide(table, factors[:, None], out=np.zeros_like(table), where=factors[:, None] > 0))
    return rows.astype(np.int8), factors.astype(np.float32)


def write_model(folder: Path, tokenizer: Tokenizer, table: Floats, token_weights: Floats) -> None:
    """Write the model beside `folder`, then put it in its place; a README.md that lies there is kept."""
    beside = folder.with_name(folder.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    rows, factors = quantise(table)
    tensors = {"embeddings": rows, "weights": factors, "token_weights": token_weights.astype(np.float32)}
    save_file(tensors, beside / "model.safetensors")
    (beside / "model.safetensors").chmod(0o644)  # save_file keeps it to its owner
    (beside / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), "utf-8")
    _write_json(beside / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": MODULE}])
    _write_json(
        beside / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}},
    )
    _write_json(beside / "config.json", {"architectures": ["StaticEmbedding"], "hidden_size": int(table.shape[1])})
    card = folder / "README.md"
    if card.exists():
        shutil.copy(card, beside / "README.md")
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
