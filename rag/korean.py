"""The one door to Kiwi: morphemes, content terms, sentence ends, spacing, particles and polite endings.

Everything that looks inside Korean text passes here, so that the index and the questions are always
analysed alike. `VERSION` goes into each generation's manifest: change it when `terms` changes.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import kiwipiepy
from kiwipiepy import Kiwi

from rag.types import Span
from rag.words.morphemes import Morpheme as Morpheme
from rag.words.morphemes import is_coined, with_its_end

VERSION = f"kiwi-{kiwipiepy.__version__}/terms-4"

CONTENT = frozenset({"NNG", "NNP", "NR", "XR", "VV", "VA", "SL", "SH", "SN", "MAG", "W_SERIAL"})
VERBS = ("VV", "VA", "VV-R", "VV-I", "VA-R", "VA-I")
LIGHT_VERBS = frozenset(
    [
        "하",
        "되",
        "있",
        "없",
        "이",
        "않",
        "말",
        "보",
        "주",
        "받",
        "가",
        "오",
        "알",
        "대하",
        "위하",
        "통하",
        "따르",
        "관하",
        "의하",
        "같",
    ]
) - {
    "없",
    "받",
}
# Adverbs that say something; the others are grammar.
ADVERBS = frozenset(["별로", "칼같이", "매년", "매월", "매주", "매일", "계속"])
DENYING = frozenset("비미무불부반탈몰")  # prefixes that make a noun its opposite
NOUN = 5.0  # how much less likely than its verb (as a logarithm) a nominal form may be a noun of the dictionary
_UNKNOWN = 2  # the id of a form that Kiwi has guessed
_STEMS = frozenset(["원"])  # 원하다, which the analyser divides before some nouns only
_SENTENCE_END = re.compile(
    r"(?<=[다요죠까오음함임됨])[.!?]+[\"'”’)\]]*(?:\d{1,2}\))?(?=\s|$)|(?<=[A-Za-z)\]%])[.!?]+[\"'”’)\]]*(?=\s|$)|[!?。]+(?=\s|$)|\n\s*\n"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A content term and where it stands. `text` is what is compared: lower case, verbs with 다."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its text and place, and the terms that it is made of."""

    text: str
    start: int
    end: int
    terms: tuple[Term, ...]


class Korean:
    """A loaded analyser. Loading takes about two seconds and 300 MB, so `get` shares one for the process."""

    _shared: Korean | None = None
    _lock = threading.Lock()

    def __init__(self) -> None:
        self._kiwi = Kiwi()
        self._cached = lru_cache(maxsize=8192)(self._analysed)

    @classmethod
    def get(cls) -> Korean:
        """The analyser of this process, loaded at the first call."""
        with cls._lock:
            if cls._shared is None:
                cls._shared = cls()
            return cls._shared

    def morphemes(self, text: str) -> tuple[Morpheme, ...]:
        """Morphemes in order, offsets into `text` as given (whatever its Unicode normal form)."""
        return self._cached(text)[0]

    def likelihood(self, text: str) -> float:
        """How likely a text is to the analyser's language model, as a natural logarithm; longer texts are less likely."""
        return self._cached(text)[1]

    def _analysed(self, text: str) -> tuple[tuple[Morpheme, ...], float]:
        composed = unicodedata.normalize("NFC", text)
        tokens, likelihood = self._kiwi.analyze(composed)[0]
        place = _offsets(text, composed)
        spans = [(place[t.start], place[min(t.start + t.len, len(composed))]) for t in tokens]
        found = [Morpheme(t.form, t.tag, *span, t.id != _UNKNOWN) for t, span in zip(tokens, spans, strict=True)]
        return with_its_end(self._with_nouns(found, text)), float(likelihood)

    def _with_nouns(self, found: list[Morpheme], text: str) -> list[Morpheme]:
        """Morphemes with a verb and its nominal ending (알리 + ㅁ) as one noun where the dictionary has such a noun."""
        whole: list[Morpheme] = []
        for m in found:
            verb = whole[-1] if whole and m.tag == "ETN" and whole[-1].tag == "VV" else None
            if verb and m.form != "기" and m.end - verb.start > 1 and self._is_noun(text[verb.start : m.end]):
                whole.pop()
                m = Morpheme(text[verb.start : m.end], "NNG", verb.start, m.end)
            whole.append(m)
        return whole

    @lru_cache(maxsize=1024)  # noqa: B019  one analyser a process
    def _is_noun(self, word: str) -> bool:
        """Whether a word that stands alone could well be a noun (알림), if not first of all."""
        ways = self._kiwi.analyze(word, top_n=4)
        return any(len(w) == 1 and w[0].tag == "NNG" and score > ways[0][1] - NOUN for w, score in ways)

    def term_spans(self, text: str) -> list[Term]:
        """Content terms with their places: nouns, verb and adjective stems (+다), foreign words, numbers.

        A noun with its suffix (체험 + 형) and a number with its unit (22 + 명) are given both ways.
        """
        found: list[Term] = []
        previous: Morpheme | None = None
        for m in self.morphemes(text):
            tag, form = m.tag.split("-")[0], m.form.lower()
            if tag in ("VV", "VA"):
                if form == "두" and previous is not None and previous.form == "그만" and previous.end == m.start:
                    found.append(Term("그만두다", tag, previous.start, m.end))
                elif form not in LIGHT_VERBS:
                    found.append(Term(form + "다", tag, m.start, m.end))
            elif tag == "XSV" and previous is not None and previous.form in _STEMS and previous.end == m.start:
                found[-1:] = [Term(f"{previous.form}{form}다", "VV", previous.start, m.end)]
            elif tag == "MAG":
                if form in ADVERBS:
                    found.append(Term(form, tag, m.start, m.end))
            elif tag in ("XSN", "NNB") and previous is not None and previous.end == m.start:
                if form == "님" and previous.tag == "NNG" and len(previous.form) == 1:  # 손님 is no 손
                    found[-1:] = [Term(previous.form + form, "NNG", previous.start, m.end)]
                elif tag == "XSN" and previous.tag.startswith("NN") and form not in ("들", "님"):
                    found.append(Term(previous.form.lower() + form, "NNG", previous.start, m.end))
                elif tag == "NNB" and previous.tag == "SN":
                    found.append(Term(previous.form + form, "SN", previous.start, m.end))
            elif tag == "SL":
                place = _offsets(text[m.start : m.end], m.form)
                found.extend(
                    Term(w.group().lower(), tag, m.start + place[w.start()], m.start + place[w.end()])
                    for w in re.finditer(r"[^\W_]+", m.form)
                )
            elif tag in CONTENT:
                denied = (
                    previous is not None
                    and previous.tag == "XPN"
                    and previous.end == m.start
                    and previous.form in DENYING
                )
                if denied and previous is not None:  # 비정규직 is no 정규직
                    found.append(Term(previous.form + form, tag, previous.start, m.end))
                else:
                    found.append(Term(form, tag, m.start, m.end))
            previous = m
        return found

    def terms(self, text: str) -> list[str]:
        """The texts of `term_spans`, in order, repetitions kept: what is indexed and searched."""
        return [t.text for t in self.term_spans(text)]

    def words(self, text: str) -> list[Word]:
        """Content words: terms that stand together without a space or a particle between them (설립 + 연도 is one
        word of two terms; a verb is one of its own)."""
        words: list[list[Term]] = []
        closed = True
        ends = {m.end: m for m in self.morphemes(text)}
        for t in self.term_spans(text):
            previous = words[-1][-1] if words else None
            inside = previous is not None and t.start < previous.end  # the second reading of the same noun
            joined = (
                previous is not None and previous.end == t.start and t.tag not in VERBS and previous.tag not in VERBS
            )
            if (
                words
                and (inside or joined or (previous is not None and self._bound(ends, previous.end, t.start)))
                and not closed
            ):
                words[-1].append(t)
            else:
                words.append([t])
            closed = t.tag in VERBS
        return [Word(text[w[0].start : w[-1].end], w[0].start, w[-1].end, tuple(w)) for w in words]

    def coined(self, text: str) -> list[str]:
        """Names that somebody made up, in order: written words of three to six syllables that the analyser takes for
        more than nouns although they stand as one (새봄터, 이의신청), without the particles behind them."""
        found: list[str] = []
        run: list[Morpheme] = []
        for m in (*self.morphemes(text), None):
            if m is not None and (not run or m.start <= run[-1].end):
                run.append(m)
                continue
            while run and run[-1].tag.startswith(("J", "VC", "EF", "EC", "EP", "S")):
                run.pop()
            while run and run[0].tag.startswith("S"):
                run = run[1:]
            if is_coined(run) and re.fullmatch("[가-힣]{3,6}", name := text[run[0].start : run[-1].end]):
                found.append(name)
            run = [] if m is None else [m]
        return found

    @staticmethod
    def _bound(ends: dict[int, Morpheme], start: int, end: int) -> bool:
        """Whether only suffixes and counters fill the gap between two terms."""
        at = end
        while at > start:
            m = ends.get(at)
            if m is None or m.tag not in ("XSN", "NNB", "XPN") or m.start == m.end:
                return False
            at = m.start
        return start < end

    def sentences(self, text: str) -> list[Span]:
        """Sentences as spans without the white space around them, in order. Punctuation decides, so that a
        quotation or a decimal point does not cut; text without sentence ends is one sentence."""
        spans, start = [], 0
        for m in [*_SENTENCE_END.finditer(text), None]:
            end = len(text) if m is None else m.end()
            piece = text[start:end]
            left = len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append(Span(start + left, start + len(piece.rstrip())))
            start = end
        return spans

    def space(self, text: str) -> str:
        """`text` with its word spacing repaired."""
        return str(self._kiwi.space(text, reset_whitespace=False))

    def polite(self, sentence: str) -> str:
        """A plain-style sentence (밝혔다.) in the polite style (밝혔습니다.); others come back unchanged."""
        body = sentence.rstrip().rstrip(".")
        if not body.endswith("다") or body.endswith(("니다", "보다", "마다")):
            return sentence
        tokens = self._kiwi.tokenize(body)
        last = tokens[-1]
        if last.tag != "EF" or not last.form.endswith("다"):
            return sentence
        if (
            len(tokens) > 2
            and (tokens[-3].form, tokens[-2].form) == ("바", "이")
            and not sentence.rstrip().endswith(".")
        ):
            return sentence  # 「누구나 찾는 바다」: the sea, not what somebody does
        first = len(tokens) - 1
        while (
            first > 0
            and tokens[first - 1].end > tokens[first].start - 1
            and tokens[first - 1].end >= tokens[first].start
        ):
            first -= 1
            if tokens[first].tag.startswith(("N", "VV", "VA", "XR", "SL", "SN")):
                break
        morphs = [(t.form, t.tag) for t in tokens[first:-1]] + [("습니다", "EF")]
        return body[: tokens[first].start] + str(self._kiwi.join(morphs)) + "."

    def join(self, morphs: list[tuple[str, str]]) -> str:
        """Morphemes to text, with the sound changes that Korean wants."""
        return str(self._kiwi.join(morphs))


def _offsets(text: str, composed: str) -> list[int]:
    """For each code point of the composed text (and its end) the place in `text`."""
    if len(text) == len(composed):
        return list(range(len(text) + 1))
    place, i = [], 0
    for c in composed:
        place.append(i)
        i += len(unicodedata.normalize("NFD", c)) if unicodedata.normalize("NFC", text[i : i + 1]) != c else 1
    return [*place, len(text)]


_DIGIT_FINAL = {"0": "ㅇ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ", "9": ""}
_LATIN_FINAL = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}


def final_consonant(word: str) -> str:
    """The final consonant with which `word` is read: '' for none, 'ㄹ' for ㄹ, another sign else."""
    core = re.sub(r"[^\w%]+$", "", re.sub(r"\([^()]*\)$", "", word.rstrip()))
    if not core:
        return ""
    last = unicodedata.normalize("NFC", core)[-1].lower()
    if "가" <= last <= "힣":
        return ["", "ㄹ", "ㄱ"][(0 if (i := (ord(last) - 0xAC00) % 28) == 0 else 1 if i == 8 else 2)]
    if core[-1] in "ptkc":  # read as a closed syllable in a word (넷, 앱); in capitals each letter is open
        return "ㄱ"
    return _DIGIT_FINAL.get(last, _LATIN_FINAL.get(last, ""))


def josa(word: str, pair: str) -> str:
    """`word` with the right one of a particle pair written as 'with/without final consonant': 은/는, 이/가, 을/를,
    과/와, 으로/로, 이라/라. After ㄹ, 으로 is 로."""
    closed, open_ = pair.split("/")
    final = final_consonant(word)
    return word + (open_ if not final or (final == "ㄹ" and closed.startswith("으로")) else closed)
