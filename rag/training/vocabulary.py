"""The tokenizer: a Unigram model over surface pieces of Korean and English words, its scores real counts.

Pieces are what Kiwi cuts texts into, written as they stand on the surface (했 for 하+였), so that the tokenizer
alone cuts nearly as Kiwi does, without Kiwi. The scores must be counts from texts: ranks made up from the order of
a dictionary cut 발급기간 into 발급기+간 and the like.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from kiwipiepy import Kiwi
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from rag.training.similarities import Morphemes

UNKNOWN = "[UNK]"
PIECES = r"\p{Hangul}+|\p{Latin}+|\p{N}+|\p{L}"  # a word is of one script; punctuation says nothing to a mean
UNSEEN = 0.5  # count given to a piece that is known but did not stand in the texts
_LATIN = re.compile(r"[^\W\d_ㄱ-ㆎ가-힣]+")

Analyses = dict[str, Counter[tuple[int, ...]]]


def plain(text: str) -> str:
    """`text` as the tokenizer sees it: NFKC, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def surface_pieces(kiwi: Kiwi, texts: Iterable[str]) -> Analyses:
    """For each surface piece, how often it stood for which morphemes (their ids, in order).

    Morphemes that share a syllable on the surface are one piece (했 = 하 + 였)."""
    found: Analyses = defaultdict(Counter)
    originals, copies = [], []
    for text in texts:
        originals.append(plain(text))
        copies.append(originals[-1])
    for text, tokens in zip(originals, kiwi.tokenize(copies), strict=True):
        group: list[int] = []
        start = end = 0
        for token in tokens:
            if group and token.start >= end:
                found[text[start:end]][tuple(group)] += 1
                group = []
            if not group:
                start = token.start
            group.append(token.id)
            end = max(end if len(group) > 1 else 0, token.start + token.len)
        if group:
            found[text[start:end]][tuple(group)] += 1
    return found


def english_words(texts: Iterable[str]) -> Counter[str]:
    """How often each Latin-script word stands in the texts, lower case."""
    return Counter(word for text in texts for word in _LATIN.findall(plain(text)))


def piece_counts(
    korean: Analyses, english: Counter[str], morphemes: Morphemes, english_lexicon: Iterable[str], size: int
) -> dict[str, float]:
    """At most `size` pieces with their counts, most frequent first, ties in code point order.

    Always there: the unknown token, every single syllable of common use, letters and digits, so that any word can
    be cut. Then Kiwi's dictionary and the words of `english_lexicon`, seen or not, then what was seen most."""
    word = re.compile(r"[가-힣]+|[^\W\d_ㄱ-ㆎ가-힣]+|\d{1,4}")
    counts: dict[str, float] = {}
    for piece, analyses in korean.items():
        total = sum(analyses.values())
        if word.fullmatch(piece) and (total > 1 or re.match("[가-힣]", piece)) and not _LATIN.fullmatch(piece):
            counts[piece] = float(total)
    for piece, total in english.items():
        if total > 2 and len(piece) < 20:
            counts[piece] = float(total)
    rank = {plain(form): i for i, form in reversed(list(enumerate(morphemes.forms))) if word.fullmatch(plain(form))}
    known = set(rank) | {w for w in map(plain, english_lexicon) if word.fullmatch(w)}
    single = {chr(c) for c in range(0xAC00, 0xD7A4)} & (_common_syllables() | {c for p in counts for c in p})
    single |= set("abcdefghijklmnopqrstuvwxyz0123456789")
    for piece in known | single:
        counts.setdefault(piece, UNSEEN)
    later = len(rank)
    order = sorted(counts, key=lambda p: (p not in single, -counts[p], rank.get(p, later), p))
    return {piece: counts[piece] for piece in order[: size - 1]}


def _common_syllables() -> set[str]:
    """The 2,350 syllables of KS X 1001."""
    lead = range(0xB0, 0xC9)
    return {bytes((a, b)).decode("euc-kr") for a in lead for b in range(0xA1, 0xFF)}


def build_tokenizer(counts: dict[str, float]) -> Tokenizer:
    """A Unigram tokenizer over the pieces; id 0 is the unknown token, the others follow the order of `counts`."""
    total = sum(counts.values())
    pieces = [(UNKNOWN, float(np.log(UNSEEN / total)) - 10.0)]
    pieces += [(piece, round(float(np.log(count / total)), 3)) for piece, count in counts.items()]
    tokenizer = Tokenizer(Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(PIECES), behavior="removed", invert=True)
    return tokenizer
