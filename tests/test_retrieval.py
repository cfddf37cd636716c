"""A question becomes hits: order, scores, candidates, folding, reranking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.embedding import Encoder, bundled
from rag.errors import DamagedIndexError, ModelError
from rag.interaction import Interaction
from rag.korean import Korean
from rag.lexical import LexicalIndex, bigrams
from rag.reranking import Reranker, load_reranker
from rag.retrieval import LEGS, RERANKED, Retriever, language, shipped_weights
from rag.settings import Settings
from rag.types import Chunk
from rag.vectors import VectorIndex
from tests.fakes import FakeEncoder
from tests.tiny_models import bert_model, cross_encoder

PASSAGES = [
    "2023년 정규직 채용 인원은 22명이다.",
    "2024년 정규직 채용 인원은 31명이다.",
    "연봉과 복지 만족도는 84점이다.",
    "직원들은 휴가를 자유롭게 쓴다고 말했다.",
    "본사는 충청북도 음성군에 있다.",
]


def retriever(passages: Sequence[str] = PASSAGES, encoder: Encoder | None = None, **more: object) -> Retriever:
    encoder = encoder or FakeEncoder()
    chunks = [Chunk(i, f"{i % 2}.md", "", (), 0, len(p), p) for i, p in enumerate(passages)]
    return Retriever(
        chunks,
        VectorIndex.build(encoder.encode_document(passages)),
        LexicalIndex.build([Korean.get().terms(p) for p in passages]),
        LexicalIndex.build([bigrams(p) for p in passages]),
        Interaction.build(passages, bundled()),
        encoder,
        **more,  # type: ignore[arg-type]
    )


class BackwardsReranker:
    """Likes the longest passage least."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.read = list(passages)
        return np.array([1 / (1 + len(p)) for p in passages], dtype=np.float32)


def test_the_passage_with_the_asked_words_is_first() -> None:
    hits = retriever().search("본사는 어디에 있나요?", 3)
    assert hits[0].chunk.id == 4
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1))


def test_scores_fall_and_lie_between_zero_and_one_with_every_leg_given() -> None:
    hits = retriever().search("2023년 정규직 채용 인원", 5)
    scores = [h.score for h in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= value <= 1 for h in hits for value in (h.score, *h.legs.values()))
    assert all(set(h.legs) == set(LEGS) for h in hits)
    weights = shipped_weights()["korean"]
    assert hits[0].score == pytest.approx(sum(weights[leg] * hits[0].legs[leg] for leg in LEGS), abs=1e-5)


def test_a_word_of_like_meaning_finds_the_passage_that_lacks_the_asked_word() -> None:
    assert retriever(encoder=bundled()).search("월급은 어때요?", 1)[0].chunk.id == 2


def test_the_year_asked_for_decides_between_alike_passages() -> None:
    assert [retriever().search(f"{year}년 정규직 채용 인원", 1)[0].chunk.id for year in (2023, 2024)] == [0, 1]


def test_top_k_bounds_the_hits_and_more_than_there_are_is_all() -> None:
    assert len(retriever().search("정규직 채용", 2)) == 2
    assert len(retriever().search("정규직 채용", 50)) == len(PASSAGES)


def test_near_duplicates_are_folded_but_other_numbers_are_kept() -> None:
    passages = [*PASSAGES, "2023년  정규직 채용 인원은 22명이다!", PASSAGES[0]]
    ids = [h.chunk.id for h in retriever(passages).search("2023년 정규직 채용 인원", 10)]
    assert len({0, 5, 6} & set(ids)) == 1
    assert 1 in ids


def test_only_the_documents_asked_for_are_searched() -> None:
    hits = retriever().search("정규직 채용 인원", 10, documents={"1.md"})
    assert {h.chunk.id for h in hits} == {1, 3}
    assert retriever().search("정규직", 10, documents={"none.md"}) == []


def test_equal_passages_come_in_the_order_of_the_chunks() -> None:
    weights = dict.fromkeys(LEGS, 0.0)
    ids = [h.chunk.id for h in retriever(weights=weights).search("정규직 채용", 10)]
    assert ids == sorted(ids)


def test_candidates_are_the_best_of_each_leg() -> None:
    passages = [f"제{i}조 아무 상관 없는 글 {'가' * (i % 7)}" for i in range(300)] + ["독도 등대 점검 결과"]
    ids, legs = retriever(passages, depth=5).legs("독도 등대")
    assert 300 in ids
    assert len(ids) <= 15
    assert legs.shape == (len(ids), len(LEGS))


def test_rooms_of_different_sizes_are_refused() -> None:
    chunks = [Chunk(0, "a.md", "", (), 0, 1, "가")]
    encoder = FakeEncoder()
    with pytest.raises(DamagedIndexError, match="rag build"):
        Retriever(
            chunks,
            VectorIndex.build(encoder.encode_document(["가", "나"])),
            LexicalIndex.build([["가"]]),
            LexicalIndex.build([["가"]]),
            Interaction.build(["가"], bundled()),
            encoder,
        )


def test_a_reranker_orders_the_first_hits_and_the_rest_stay_below() -> None:
    passages = [f"정규직 채용 공고 제{i}호 {'가나다라마바사아자차카타파하'[: i % 14]}" for i in range(60)]
    reranker = BackwardsReranker()
    hits = retriever(passages, reranker=reranker).search("정규직 채용 공고", 60)
    assert len(reranker.read) == RERANKED
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    lengths = [len(h.chunk.context) for h in hits[:RERANKED]]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize("of", ["korean", "english"])
def test_shipped_weights_are_a_convex_combination(of: str) -> None:
    weights = shipped_weights()[of]
    assert set(weights) == set(LEGS)
    assert min(weights.values()) >= 0
    assert sum(weights.values()) == pytest.approx(1, abs=0.005)


def test_the_questions_language_is_known_by_its_letters() -> None:
    assert [language(q) for q in ("How many?", "API가 뭐야", "ㅎㅇ", "\u1112\u1161\u11ab", "2023?")] == [
        "english",
        "korean",
        "korean",
        "korean",
        "english",
    ]


@pytest.mark.model
def test_an_english_question_finds_its_korean_passage() -> None:
    assert retriever(encoder=bundled()).search("Where is the headquarters located?", 1)[0].chunk.id == 4


def test_a_cross_encoder_is_loaded_by_path_and_scores_between_zero_and_one(tmp_path: Path) -> None:
    reranker = load_reranker(Settings(reranker=str(cross_encoder(tmp_path / "ce"))))
    assert isinstance(reranker, Reranker)
    scores = reranker.scores("정규직", ["채용 인원", "연봉", "휴가"])
    assert scores.shape == (3,)
    assert ((scores > 0) & (scores < 1)).all()
    assert reranker.scores("정규직", []).shape == (0,)
    assert len(retriever(reranker=reranker).search("정규직", 3)) == 3


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="3 numbers for a pair"):
        Reranker(str(cross_encoder(tmp_path / "ce", labels=3)))


def test_no_reranker_is_loaded_unless_named(tmp_path: Path) -> None:
    assert load_reranker(Settings()) is None
    with pytest.raises(ModelError, match="RAG_RERANKER"):
        load_reranker(Settings(reranker=str(tmp_path / "nowhere")))


def test_retrieval_works_with_a_transformer_model(tmp_path: Path) -> None:
    from rag.bench.retrieval import retriever_for
    from rag.embedding import TransformerEncoder

    encoder = TransformerEncoder(str(bert_model(tmp_path / "bert")))
    assert retriever_for(PASSAGES, encoder).search("휴가를 자유롭게 쓰나요?", 1)[0].chunk.id == 3
