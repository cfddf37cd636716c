"""Small real models of every kind that a setting can name, made on the spot: no hub is needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from rag.training.shipping import write_model
from rag.training.vocabulary import build_tokenizer

WORDS = [
    "정규직",
    "채용",
    "인원",
    "연봉",
    "휴가",
    "복지",
    "만족도",
    "은",
    "는",
    "을",
    "이",
    "가",
    "how",
    "many",
    "people",
    "hired",
    "2023",
    "22",
    "명",
    "년",
]


def static_tokenizer() -> Tokenizer:
    return build_tokenizer(dict.fromkeys(WORDS, 10.0) | dict.fromkeys("가나다라abcdefg0123", 0.5))


def static_model(folder: Path, dimension: int = 16, seed: int = 0) -> Path:
    """A StaticEmbedding folder with random vectors."""
    tokenizer = static_tokenizer()
    table = np.random.default_rng(seed).standard_normal((tokenizer.get_vocab_size(), dimension)).astype(np.float32)
    table[0] = 0
    write_model(folder, tokenizer, table, np.linspace(0, 1, len(table), dtype=np.float32))
    return folder


def bert_model(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """One layer of BERT with mean pooling, as a sentence-transformers folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(0)
    plain = folder.with_name(folder.name + "-plain")
    BertModel(_bert_config()).save_pretrained(plain)
    _bert_tokenizer(plain)
    body = Transformer(str(plain))
    SentenceTransformer(modules=[body, Pooling(32)], prompts=prompts or {}).save(str(folder))
    return folder


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """One layer of BERT that reads a pair and gives `labels` numbers."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(0)
    BertForSequenceClassification(_bert_config(num_labels=labels)).save_pretrained(folder)
    _bert_tokenizer(folder)
    return folder


def _bert_config(**more: int):  # type: ignore[no-untyped-def]
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        **more,
    )


def _bert_tokenizer(folder: Path) -> None:
    from transformers import BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), "utf-8")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
