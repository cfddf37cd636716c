"""Bytes become text: UTF-8 first, then the two others that Korean files come in.

The rule: what is valid UTF-8 is UTF-8. A file with a UTF-16 mark is UTF-16. What is left is CP949 (which holds EUC-KR)
if every byte of it decodes so and nine tenths of its letters outside ASCII are Hangul of everyday use, those of
KS X 1001; other bytes read as CP949 come out as rare Hanja and syllables that nobody writes, so a damaged UTF-8 file
is not taken for one. A file of the last two kinds is noted, since the rule can only be nearly right.
"""

from __future__ import annotations

from rag.errors import DocumentError

EVERYDAY = 0.9
"""Share of the letters outside ASCII that must be everyday Hangul for CP949 to be believed."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Text of `data` and a note, empty for UTF-8. `declared` is the encoding that the file itself names, if any.

    Raises DocumentError with the first byte that is not UTF-8 when no reading is believed.
    """
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as e:
        wrong = e
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "read as UTF-16; saved as UTF-8 it would need no guess"
        except UnicodeDecodeError as e:
            raise DocumentError(f"not UTF-16 at byte {e.start}, though it is marked so; save the file as UTF-8") from e
    korean = declared.lower().replace("_", "-") in ("euc-kr", "euckr", "cp949", "ks-c-5601-1987", "ms949", "uhc")
    try:
        text = data.decode("cp949")
        if korean or _everyday(text) >= EVERYDAY:
            return text, "read as CP949 (EUC-KR); saved as UTF-8 it would need no guess"
    except UnicodeDecodeError:
        pass
    raise DocumentError(
        f"not UTF-8 at byte {wrong.start} (0x{data[wrong.start]:02x}), and not CP949 either; "
        "save the file as UTF-8 and build again"
    ) from wrong


def _everyday(text: str) -> float:
    """Share of the letters outside ASCII that are Hangul syllables of KS X 1001; 0 without any."""
    letters = [c for c in text if c > "\x7f" and c.isalpha()]
    known = sum("가" <= c <= "힣" and _in_ksx1001(c) for c in letters)
    return known / len(letters) if letters else 0.0


def _in_ksx1001(syllable: str) -> bool:
    """Whether CP949 writes a syllable with the two bytes of KS X 1001 (both from 0xA1 on)."""
    return min(syllable.encode("cp949")) >= 0xA1
