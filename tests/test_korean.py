"""Korean text, looked into: places hold in every normal form, terms are those that are searched, words are put politely."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.korean import Korean, final_consonant, josa

KOREAN = Korean.get()
PIECES = st.sampled_from(
    ["한국고용정보원은", "2023년", "정규직을 22명", "채용했다.", "점수는?", "HRD-Net", "굿JOB캠프", "😀", "👩‍👩‍👧", "\n", "\n\n", "(AI)", "‘고용24’", "89점!", "é", "…", "ㅋㅋ"]
)  # fmt: skip
MIXED = st.one_of(
    st.lists(PIECES, max_size=12).map(" ".join),
    st.text(max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])),
)
FORMS = st.sampled_from(["NFC", "NFD"])


@settings(max_examples=120, deadline=None)
@given(MIXED, FORMS)
def test_places_of_morphemes_terms_and_sentences_lie_in_the_text_in_order(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    morphemes = KOREAN.morphemes(text)
    assert all(0 <= m.start <= m.end <= len(text) for m in morphemes)
    assert [m.start for m in morphemes] == sorted(m.start for m in morphemes)
    assert all(0 <= t.start < t.end <= len(text) and t.text for t in KOREAN.term_spans(text))
    assert all(text[w.start : w.end] == w.text for w in KOREAN.words(text))
    at = 0
    for s in KOREAN.sentences(text):
        assert at <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert not text[at : s.start].strip()
        at = s.end
    assert not text[at:].strip()


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_decomposed_text_has_the_same_terms_at_the_same_letters(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert KOREAN.terms(composed) == KOREAN.terms(apart)
    for a, b in zip(KOREAN.term_spans(composed), KOREAN.term_spans(apart), strict=True):
        assert composed[a.start : a.end] == unicodedata.normalize("NFC", apart[b.start : b.end])


def test_terms_drop_particles_and_endings() -> None:
    assert (
        KOREAN.terms("서울에서는 정규직을 뽑았습니다") == KOREAN.terms("서울 정규직 뽑다") == ["서울", "정규직", "뽑다"]
    )


def test_terms_keep_a_number_with_its_unit_and_english_in_small_letters() -> None:
    terms = KOREAN.terms("HRD-Net 이용자 22명")
    assert {"hrd", "net", "22명"} <= set(terms)


def test_words_join_what_stands_together() -> None:
    assert next(w.text for w in KOREAN.words("고용정책을 연구하는 기관")) == "고용정책"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("비중은 53.6 %이다. 인원은 3명이다.", ["비중은 53.6 %이다.", "인원은 3명이다."]),
        ("몇 점인가요? 89점입니다!", ["몇 점인가요?", "89점입니다!"]),
        ("끝이 없는 말", ["끝이 없는 말"]),
        ("  \n ", []),
        ("앞 단락\n\n뒤 단락", ["앞 단락", "뒤 단락"]),
        ("2024. 8. 20 기준이다.", ["2024. 8. 20 기준이다."]),
        ("빵은 조합이 굽는다.1) 밀은 산다.", ["빵은 조합이 굽는다.1)", "밀은 산다."]),
        ("전화해 주십시오. 낮에 받습니다.", ["전화해 주십시오.", "낮에 받습니다."]),
    ],
)
def test_sentences_end_at_their_punctuation(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in KOREAN.sentences(text)] == sentences


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("새로 도입했다고 밝혔다.", "새로 도입했다고 밝혔습니다."),
        ("3.8%포인트 줄었다.", "3.8%포인트 줄었습니다."),
        ("공공기관이다.", "공공기관입니다."),
        ("도움이 된다.", "도움이 됩니다."),
        ("이미 공손합니다.", "이미 공손합니다."),
        ("조직문화 자유로움", "조직문화 자유로움"),
    ],
)
def test_plain_sentences_become_polite_and_others_stay(plain: str, polite: str) -> None:
    assert KOREAN.polite(plain) == polite


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("정규직", "은/는", "정규직은"),
        ("점수", "은/는", "점수는"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("22명", "이/가", "22명이"),
        ("7", "이/가", "7이"),
        ("고용24", "을/를", "고용24를"),
        ("연봉/복지(84점)", "과/와", "연봉/복지(84점)와"),
        ("", "은/는", "는"),
    ],
)
def test_particles_follow_how_a_word_is_read(word: str, pair: str, said: str) -> None:
    assert josa(word, pair) == said


def test_final_consonant_is_the_same_in_both_normal_forms() -> None:
    for word in ("정규직", "점수", "서울", "값"):
        assert final_consonant(word) == final_consonant(unicodedata.normalize("NFD", word))


def test_spacing_is_repaired() -> None:
    assert KOREAN.space("정규직은몇명채용했나요") == "정규직은 몇 명 채용했나요"


def test_one_analyser_is_shared() -> None:
    assert Korean.get() is KOREAN


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("밝은터 인증과 한끼동무 모집", ["밝은터", "한끼동무"]),
        ("좋은 사람이 많은 회사", []),
        ("아쉬운점과 총사업비를 적는다", []),
    ],
)
def test_names_that_are_divided_are_found_whole(text: str, names: list[str]) -> None:
    assert KOREAN.coined(text) == names


def test_what_the_analyser_divides_now_and_then_is_one_term() -> None:
    assert KOREAN.terms("인재를 원하는")[-1] == "원하다"
    assert "최단" in KOREAN.terms("기간이 최대 2주에서 최단 2일로 줄었다")
