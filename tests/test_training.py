"""The bundled model's making, in small: learning lowers the loss, the folder loads, the weights are fitted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from rag.embedding import Floats, StaticEncoder, normalised
from rag.errors import CorpusError
from rag.retrieval import LEGS
from rag.training.combination import benchmark, fit
from rag.training.initial import add_english, complete, document_frequencies, inverse_frequency, korean_vectors
from rag.training.learning import Recipe, Tokenised, batches, learn
from rag.training.pairs import Pair, hold_out, read_pairs
from rag.training.shipping import quantise, write_model
from rag.training.similarities import Morphemes, nystrom
from rag.training.vocabulary import build_tokenizer, piece_counts, surface_pieces
from tests.tiny_models import static_tokenizer

PAIRS = [
    Pair("koen-x", "how many people", "채용 인원"),
    Pair("koen-x", "hired", "정규직 채용"),
    Pair("other", "연봉 만족도", "복지 만족도"),
    Pair("other", "휴가", "연봉"),
] * 8
RECIPE = Recipe(epochs=12, batch=8, groups=2, group=4, rate=1e-2, dropout=0.0, seed=3)


def tokenised() -> Tokenised:
    tokenizer = static_tokenizer()
    texts = [p.query for p in PAIRS] + [p.positive for p in PAIRS]
    ids = [np.array(e.ids, dtype=np.int32) for e in tokenizer.encode_batch(texts)]
    return Tokenised([p.source for p in PAIRS], ids[: len(PAIRS)], ids[len(PAIRS) :])


def start(size: int) -> tuple[Floats, Floats]:
    table = np.random.default_rng(0).standard_normal((size, 16)).astype(np.float32) / 4
    return table, np.full(size, 0.5, dtype=np.float32)


def test_learning_lowers_the_loss_and_the_folder_loads(tmp_path: Path) -> None:
    tokenizer = static_tokenizer()
    table, weights = start(tokenizer.get_vocab_size())
    losses: list[float] = []
    epochs: list[int] = []
    learned, heavier = learn(
        table, weights, tokenised(), RECIPE, lambda *step: losses.append(step[2]), lambda e, *_: epochs.append(e)
    )
    assert np.mean(losses[-6:]) < 0.5 * np.mean(losses[:6])
    assert epochs == list(range(1, 13))
    write_model(tmp_path / "model", tokenizer, learned, heavier)
    encoder = StaticEncoder(tmp_path / "model", "trained")
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu")
    texts = ["채용 인원", "연봉"]
    np.testing.assert_allclose(
        encoder.encode_document(texts), theirs.encode_document(texts, normalize_embeddings=True), atol=1e-6
    )
    before = normalised(table[tokenised().queries[0]].sum(axis=0)) @ normalised(
        table[tokenised().positives[0]].sum(axis=0)
    )
    assert encoder.encode_query(["how many people"])[0] @ encoder.encode_document(["채용 인원"])[0] > before + 0.3


def test_learning_is_the_same_for_the_same_seed_and_leaves_its_input_alone() -> None:
    size = static_tokenizer().get_vocab_size()
    table, weights = start(size)
    runs = [learn(table, weights, tokenised(), RECIPE, lambda *_: None, lambda *_: None) for _ in range(2)]
    np.testing.assert_array_equal(runs[0][0], runs[1][0])
    np.testing.assert_array_equal(table, start(size)[0])


def test_a_batch_is_of_one_source_and_holds_no_pair_twice() -> None:
    seen = list(batches(tokenised(), RECIPE, np.random.default_rng(0)))
    assert len(seen) == len(PAIRS) // RECIPE.batch
    for source, chosen in seen:
        assert {PAIRS[i].source for i in chosen} == {source}
        assert len(set(chosen.tolist())) == len(chosen)


def test_nystrom_gives_the_similarities_back() -> None:
    rng = np.random.default_rng(1)
    vectors = normalised(rng.standard_normal((300, 8)).astype(np.float32))
    landmarks = list(range(0, 300, 6))
    found = nystrom(vectors @ vectors[landmarks].T, landmarks, 8)
    centred = normalised(vectors - vectors.mean(axis=0))
    assert np.corrcoef((found @ found.T).ravel(), (centred @ centred.T).ravel())[0, 1] > 0.99


def test_vectors_come_back_from_int8_within_half_a_step() -> None:
    table = np.random.default_rng(0).standard_normal((20, 8)).astype(np.float32)
    table[3] = 0
    rows, factors = quantise(table)
    assert rows.dtype == np.int8
    assert (np.abs(rows * factors[:, None] - table) <= factors[:, None] / 2 + 1e-6).all()


def test_the_tokenizer_cuts_by_counts_and_knows_every_common_syllable() -> None:
    from kiwipiepy import Kiwi

    morphemes = Morphemes(["발급", "기간", "했"], ["NNG", "NNG", "VV"], np.zeros((3, 2), dtype=np.float32))
    analyses = surface_pieces(Kiwi(), ["발급 기간이 짧다", "발급을 했다", "기간 발급"])
    tokenizer = build_tokenizer(piece_counts(analyses, Counter({"people": 5}), morphemes, ["welfare"], 5000))
    assert tokenizer.encode("발급기간").tokens == ["발급", "기간"]
    assert tokenizer.encode("People, WELFARE!").tokens == ["people", "welfare"]
    assert 0 not in tokenizer.encode("값진 괜찮 핥").ids
    assert "했" in analyses


def test_english_words_are_laid_beside_their_korean_counterparts() -> None:
    tokenizer = static_tokenizer()
    korean = ["채용", "연봉", "휴가", "복지"]
    english = ["hired", "people", "many", "how"]
    size = tokenizer.get_vocab_size()
    table = np.zeros((size, 8), dtype=np.float32)
    table[[tokenizer.token_to_id(w) for w in korean]] = np.eye(4, 8, dtype=np.float32)
    rng = np.random.default_rng(0)
    code = {word: rng.standard_normal(12).astype(np.float32) for word in english}

    def encode(texts: list[str]) -> Floats:
        rows = [sum((code.get(w, np.zeros(12, dtype=np.float32)) for w in t.split()), np.zeros(12)) for t in texts]
        return np.array(rows, dtype=np.float32)

    sentences = [(e, k) for e, k in zip(english, korean, strict=True)] * 50
    filled = complete(add_english(table, tokenizer, np.ones(size, dtype=np.float32), sentences, encode), 0)
    for e, k in zip(english, korean, strict=True):
        likeness = filled[[tokenizer.token_to_id(w) for w in korean]] @ filled[tokenizer.token_to_id(e)]
        assert korean[int(likeness.argmax())] == k
    assert not filled[0].any()
    assert (np.linalg.norm(filled[1:], axis=1) > 0.9).all()


def test_a_pieces_vector_is_led_by_its_stem_and_rare_tokens_weigh_more() -> None:
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    stem, ending = (t.id for t in kiwi.tokenize("했다")[:2])
    vectors = np.zeros((max(stem, ending) + 1, 2), dtype=np.float32)
    vectors[stem], vectors[ending] = (1, 0), (0, 1)
    tags = [""] * len(vectors)
    tags[stem], tags[ending] = "VV", "EP"
    tokenizer = build_tokenizer({"했": 5.0, "다": 9.0})
    row = korean_vectors(tokenizer, surface_pieces(kiwi, ["했다"]), Morphemes([""] * len(tags), tags, vectors))
    assert row[tokenizer.token_to_id("했")][0] > 0.9
    ids = [np.array([1, 2, 2]), np.array([2]), np.array([2, 3])]
    frequencies = document_frequencies(ids, 4)
    assert frequencies.tolist() == [0, 1, 3, 1]
    rarity = inverse_frequency(frequencies, 3)
    assert rarity[1] == rarity[3] > rarity[2] > 0


def test_a_long_korean_text_is_also_asked_for_by_its_own_words() -> None:
    ids = [np.arange(1, n + 1, dtype=np.int32) for n in (60, 10, 60)]
    pairs = Tokenised(["law", "law", "koen-x"], ids, ids).with_clozes(seed=0)
    assert list(pairs.sources) == ["law", "law", "koen-x", "cloze-law"]
    asked, rest = pairs.queries[3], pairs.positives[3]
    assert 8 <= len(asked) < 25
    assert sorted([*asked, *rest]) == list(range(1, 61))


def test_held_out_pairs_leave_no_text_in_training() -> None:
    pairs = [Pair("a", f"q{i}", f"p{i % 5}") for i in range(20)] + [Pair("b", "q0", "other")]
    training, held = hold_out(pairs, {"a": 3}, seed=0)
    texts = {t for p in held["a"] for t in (p.query, p.positive)}
    assert len(held["a"]) == 4  # one positive with its four questions
    assert {p.positive for p in held["a"]} == {held["a"][0].positive}
    assert not texts & {t for p in training for t in (p.query, p.positive)}


def test_reading_names_the_line_that_is_no_pair(tmp_path: Path) -> None:
    good = json.dumps({"source": "s", "query": "q", "positive": "p"})
    (tmp_path / "pairs.jsonl").write_text(f"{good}\n{{}}\n", "utf-8")
    with pytest.raises(CorpusError, match="line 2"):
        list(read_pairs(tmp_path / "pairs.jsonl"))


def test_fitted_weights_favour_the_leg_that_finds_and_stay_convex() -> None:
    rng = np.random.default_rng(0)
    questions = []
    for _ in range(60):
        legs = rng.random((10, len(LEGS))).astype(np.float32)
        answer = int(rng.integers(10))
        legs[answer, LEGS.index("interaction")] = 1
        questions.append((legs, answer))
    weights = fit([questions], steps=150)
    assert max(weights, key=weights.__getitem__) == "interaction"
    assert min(weights.values()) >= 0
    assert sum(weights.values()) == pytest.approx(1, abs=0.01)


def test_a_set_for_fitting_holds_each_answer_once_among_other_passages() -> None:
    held = [Pair("s", "q1", "p1"), Pair("s", "q2", "p1")]
    made = benchmark("s", held, [Pair("s", "q3", "p3"), Pair("t", "q4", "p4")])
    assert made.passages == ("p1", "p3")
    assert made.relevant == (frozenset({0}), frozenset({0}))
