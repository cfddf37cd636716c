"""Late interaction against a plain NumPy oracle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.embedding import StaticEncoder
from rag.errors import DamagedIndexError
from rag.interaction import FLOOR, WINDOW, Interaction, windows
from tests.tiny_models import WORDS, static_model

PASSAGES = ["정규직 채용 인원 22 명", "연봉 만족도", "", "how many people", "채용 채용"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    return StaticEncoder(static_model(tmp_path_factory.mktemp("models") / "m", dimension=4), "tiny")


def by_hand(encoder: StaticEncoder, query: str, passage: str) -> float:
    """The definition, token by token: half of it all of the passage, half its best window."""
    parts = [share(encoder, query, window) for window in windows(passage)]
    return (share(encoder, query, passage) + max(parts, default=0.0)) / 2


def share(encoder: StaticEncoder, query: str, text: str) -> float:
    """How much of the question one text holds."""
    total = weight = 0.0
    rows = [encoder.token_vectors[i] for i in encoder.token_ids([text])[0]]
    for token in encoder.token_ids([query])[0]:
        asked, w = encoder.token_vectors[token], float(encoder.token_weights[token])
        cosines = [float(asked @ r / (np.linalg.norm(asked) * np.linalg.norm(r) + 1e-12)) for r in rows]
        total += w * max(0.0, min(1.0, (max(cosines, default=0.0) - FLOOR) / (1 - FLOOR)))
        weight += w
    return total / weight if weight else 0.0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from([*WORDS, "zzz", "\n", "y" * 100 + "."]), max_size=9).map(" ".join), max_size=5),
    st.lists(st.sampled_from([*WORDS, "zzz"]), max_size=5).map(" ".join),
)
def test_scores_are_those_of_the_definition(encoder: StaticEncoder, passages: list[str], query: str) -> None:
    interaction = Interaction.build(passages, encoder)
    scores = interaction.scores(query, np.arange(len(passages)))
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, [by_hand(encoder, query, p) for p in passages], atol=1e-5)


def test_scores_come_in_the_order_of_the_ids_asked_for(encoder: StaticEncoder) -> None:
    interaction = Interaction.build(PASSAGES, encoder)
    every = interaction.scores("정규직 채용", np.arange(5))
    np.testing.assert_allclose(interaction.scores("정규직 채용", np.array([4, 2, 0])), every[[4, 2, 0]], atol=1e-6)


def test_a_passage_with_every_word_scores_one_and_an_empty_one_nothing(encoder: StaticEncoder) -> None:
    scores = Interaction.build(PASSAGES, encoder).scores("채용 인원", np.arange(5))
    assert scores[0] == pytest.approx(1, abs=1e-5)
    assert scores[2] == 0


def test_a_question_without_a_known_token_scores_nothing(encoder: StaticEncoder) -> None:
    assert not Interaction.build(PASSAGES, encoder).scores("?!", np.arange(5)).any()
    assert Interaction.build([], encoder).scores("채용", np.zeros(0, dtype=np.int64)).shape == (0,)


def test_a_saved_interaction_gives_the_same_scores(encoder: StaticEncoder, tmp_path: Path) -> None:
    interaction = Interaction.build(PASSAGES, encoder)
    interaction.save(tmp_path / "interaction")
    again = Interaction.load(tmp_path / "interaction", encoder)
    assert len(again) == 5
    np.testing.assert_array_equal(again.scores("채용", np.arange(5)), interaction.scores("채용", np.arange(5)))
    assert [window.tolist() for window in again.tokens(4)] == [np.unique(encoder.token_ids(["채용"])[0]).tolist()]


def test_words_that_stand_together_count_more_than_words_far_apart(encoder: StaticEncoder) -> None:
    far = "채용 " + "y" * WINDOW + ".\n" + "인원 " + "y" * WINDOW
    near = "채용 인원 " + "y" * WINDOW + ".\n" + "y" * WINDOW
    scores = Interaction.build([far, near], encoder).scores("채용 인원", np.arange(2))
    assert scores[0] < scores[1]


@given(st.lists(st.text(alphabet="가나 !", max_size=WINDOW)), st.sampled_from([". ", "\n"]))
def test_windows_hold_all_of_a_text_in_order_and_no_more_than_asked(sentences: list[str], end: str) -> None:
    text = end.join(sentences)
    cut = list(windows(text))
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(len(window) <= WINDOW + 1 for window in cut)


def test_missing_cut_or_foreign_arrays_are_refused(encoder: StaticEncoder, tmp_path: Path) -> None:
    interaction = Interaction.build(PASSAGES, encoder)
    with pytest.raises(DamagedIndexError, match="rag build"):
        Interaction.load(tmp_path / "nowhere", encoder)
    interaction.save(tmp_path)
    np.save(tmp_path / "windows.npy", np.array([0, 2, 99]), allow_pickle=False)
    with pytest.raises(DamagedIndexError, match="do not fit"):
        Interaction.load(tmp_path, encoder)
    interaction.save(tmp_path)
    np.save(tmp_path / "tokens.npy", np.load(tmp_path / "tokens.npy") + 10_000, allow_pickle=False)
    with pytest.raises(DamagedIndexError, match="do not fit"):
        Interaction.load(tmp_path, encoder)
