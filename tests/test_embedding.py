"""Texts become vectors: the static path without torch, other models by sentence-transformers, errors that help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag import embedding
from rag.embedding import Encoder, StaticEncoder, TransformerEncoder, bundled, load_encoder
from rag.errors import ModelError
from rag.settings import Settings
from tests.tiny_models import bert_model, static_model

TEXTS = ["정규직 채용 인원은 22명", "How many people were hired?", "", "%%", "휴가 만족도", "연봉"]


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bert_model(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "prompted"
    return bert_model(folder, {"query": "how many ", "document": "people "})


def test_static_encoder_gives_the_vectors_of_sentence_transformers(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = static_model(tmp_path / "model")
    theirs = SentenceTransformer(str(folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(StaticEncoder(folder, "tiny").encode_document(TEXTS), theirs, atol=1e-6)


@pytest.mark.model
def test_bundled_model_gives_the_vectors_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(embedding.BUNDLED), device="cpu").encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(bundled().encode_query(TEXTS), theirs, atol=1e-6)


@pytest.mark.model
def test_bundled_model_puts_words_of_one_meaning_closer_than_others() -> None:
    near, far = [("월급", "연봉"), ("intern", "인턴"), ("welfare", "복지")], [("월급", "바다"), ("intern", "하늘")]
    words = bundled().word_vectors([w for pair in near + far for w in pair])
    cosines = (words[0::2] * words[1::2]).sum(axis=1)
    assert cosines[: len(near)].min() > cosines[len(near) :].max() + 0.1


@pytest.mark.model
def test_bundled_model_joins_an_english_question_to_its_korean_passage() -> None:
    passages = ["직원들은 휴가를 자유롭게 쓴다", "정부는 예산을 늘렸다", "이 도서관은 월요일에 쉰다"]
    questions = ["Can employees take vacation freely?", "Did the government increase the budget?"]
    scores = bundled().encode_query(questions) @ bundled().encode_document(passages).T
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_bundled_model_loads_without_torch() -> None:
    code = "import sys; from rag.embedding import bundled; bundled().encode_query(['x']); print('torch' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False"


def test_vectors_are_float32_of_length_one_and_zero_without_a_known_token(tmp_path: Path) -> None:
    vectors = StaticEncoder(static_model(tmp_path / "m"), "tiny").encode_document(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 0, 1, 1], atol=1e-6)


def test_nfd_text_has_the_vector_of_nfc_text(tmp_path: Path) -> None:
    import unicodedata

    encoder = StaticEncoder(static_model(tmp_path / "m"), "tiny")
    both = encoder.encode_document(["정규직 채용", unicodedata.normalize("NFD", "정규직 채용")])
    np.testing.assert_array_equal(both[0], both[1])


def test_word_vectors_weigh_tokens_by_token_weights(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_model(tmp_path / "m"), "tiny")
    ids = encoder.token_ids(["채용 인원"])[0]
    units = encoder.token_vectors[ids] / encoder.lengths[ids][:, None]
    expected = encoder.token_weights[ids] @ units
    np.testing.assert_allclose(encoder.word_vectors(["채용 인원"])[0], expected / np.linalg.norm(expected), atol=1e-6)


def test_encoding_nothing_gives_no_rows(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_model(tmp_path / "m"), "tiny")
    assert encoder.encode_document([]).shape == (0, 16)
    assert encoder.encode_query([]).shape == (0, 16)


def test_progress_ends_at_the_number_of_texts(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    texts = ["연봉"] * (embedding.BATCH + 3)
    StaticEncoder(static_model(tmp_path / "m"), "tiny").encode_document(texts, lambda *step: seen.append(step))
    assert seen == [("embed", embedding.BATCH, len(texts)), ("embed", len(texts), len(texts))]


def test_fingerprint_changes_with_the_weights(tmp_path: Path) -> None:
    one, same, other = (
        StaticEncoder(static_model(tmp_path / name, seed=seed), "tiny") for name, seed in [("a", 0), ("b", 0), ("c", 1)]
    )
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_load_encoder_reads_a_static_folder_without_sentence_transformers(tmp_path: Path) -> None:
    encoder = load_encoder(Settings(model=str(static_model(tmp_path / "m"))))
    assert isinstance(encoder, StaticEncoder)
    assert isinstance(encoder, Encoder)


def test_load_encoder_without_a_name_is_the_bundled_model() -> None:
    assert load_encoder(Settings()) is bundled()


def test_transformer_model_is_loaded_by_path_and_normalised(bert: Path) -> None:
    encoder = load_encoder(Settings(model=str(bert)))
    assert isinstance(encoder, TransformerEncoder)
    seen: list[tuple[str, int, int]] = []
    vectors = encoder.encode_document(["정규직 채용", "휴가"], lambda *step: seen.append(step))
    assert vectors.shape == (2, encoder.dimension) == (2, 32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert seen == [("embed", 2, 2)]


def test_a_models_own_prompts_are_used(prompted: Path, bert: Path) -> None:
    encoder, bare = TransformerEncoder(str(prompted)), TransformerEncoder(str(bert))
    np.testing.assert_allclose(encoder.encode_query(["hired"]), bare.encode_query(["how many hired"]), atol=1e-6)
    np.testing.assert_allclose(encoder.encode_document(["hired"]), bare.encode_document(["people hired"]), atol=1e-6)


def test_prompts_from_the_settings_override_the_models_own(prompted: Path, bert: Path) -> None:
    settings = Settings(model=str(prompted), query_prompt="", document_prompt="many ")
    encoder, bare = load_encoder(settings), TransformerEncoder(str(bert))
    np.testing.assert_allclose(encoder.encode_query(["hired"]), bare.encode_query(["hired"]), atol=1e-6)
    np.testing.assert_allclose(encoder.encode_document(["hired"]), bare.encode_document(["many hired"]), atol=1e-6)
    assert encoder.fingerprint != TransformerEncoder(str(prompted)).fingerprint


def test_prompts_that_only_a_models_card_asks_for_are_known(tmp_path: Path, bert: Path) -> None:
    named = tmp_path / "intfloat" / "multilingual-e5-small"
    named.parent.mkdir()
    named.symlink_to(bert, target_is_directory=True)
    query, bare = TransformerEncoder(str(named)).encode_query(["hired"]), TransformerEncoder(str(bert))
    np.testing.assert_allclose(query, bare.encode_query(["query: hired"]), atol=1e-6)


def test_unreachable_hub_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "hub_trouble", lambda: "the hub https://hub.example is not reachable (no route)")
    with pytest.raises(ModelError) as caught:
        load_encoder(Settings(model="somebody/a-model-that-is-not-here"))
    message = str(caught.value)
    assert "somebody/a-model-that-is-not-here" in message
    assert "not reachable" in message
    assert "unset RAG_MODEL" in message
    assert "\n" not in message


def test_missing_folder_does_not_ask_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "hub_trouble", lambda: pytest.fail("asked the hub"))
    with pytest.raises(ModelError, match="no such folder"):
        load_encoder(Settings(model=str(tmp_path / "nowhere")))


def test_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not load"):
        load_encoder(Settings(model=str(tmp_path)))


def test_cut_weights_are_refused(tmp_path: Path) -> None:
    folder = static_model(tmp_path / "m")
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
        load_encoder(Settings(model=str(folder)))


def test_broken_tokenizer_is_refused(tmp_path: Path) -> None:
    folder = static_model(tmp_path / "m")
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json cannot be read"):
        load_encoder(Settings(model=str(folder)))


def test_tokenizer_of_another_model_is_refused(tmp_path: Path) -> None:
    folder = static_model(tmp_path / "m")
    (folder / "tokenizer.json").write_bytes((embedding.BUNDLED / "tokenizer.json").read_bytes())
    with pytest.raises(ModelError, match="belong to different models"):
        load_encoder(Settings(model=str(folder)))
