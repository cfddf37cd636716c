"""What a search marks for the reader."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.types import Chunk, Hit
from web.finding import found, occurrences


def words(query: str, text: str) -> list[str]:
    return [text[a:b] for a, b in occurrences(query, text)]


def test_words_are_marked_whatever_their_particles_and_case() -> None:
    assert words("채용은 몇 명", "채용형과 채용 인원") == ["채용", "채용"]
    assert words("kpi를", "KPI와 Kpi") == ["KPI", "Kpi"]
    assert words("정규직 채용", "정규직채용 정규직") == ["정규직", "채용", "정규직"]
    assert words("없는 말", "여기") == []
    assert words("(.*) ++", "(.*) ++") == []


@given(st.text(max_size=40), st.text(max_size=80))
def test_the_parts_of_a_passage_are_the_passage(query: str, text: str) -> None:
    hit = Hit(Chunk(0, "a.md", "", (), 0, len(text), text), 1.0, 1)
    (shown,) = found(query, [hit])
    assert "".join(part for part, _ in shown.parts) == text
