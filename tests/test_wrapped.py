"""Text taken from PDFs: lines broken at a width, pages in between, items without marks."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.layout.pages import flowing
from rag.reading import parse
from rag.settings import load_settings
from rag.types import Block, Document

TOLD = """달무리 등대 2031년 살림

배움 > 등대지기 학교

등대지기 학교 개교: (2031년 4월)달무리 등대가 밤바다의 불빛을 지킬 사람을 기르는 학교를 열었다. 학교는 등대 아래 옛 관사에 있으며, 한 해에 두 번 열두 명씩 가르친다. 정원은 한 반에 여섯 명이고, 수업료는 받지 않는다. 첫 입학식에는 마을 사람 칠십 명이 모여 등롱을 밝혔다. 학교는 앞으로 배를 모는 법과 날씨를 읽는 법, 불빛을 고치는 법을 차례로 가르치고, 섬 밖에서 온 사람도 함께 배우게 할 생각이다. 가르치는 이는 모두 스무 해 넘게 등대를 지킨 사람들이며, 배우는 이의 잠자리와 먹을거리는 마을이 댄다. 이 일에 드는 돈은 섬사람들이 김과 미역을 팔아 모았다.
밤바다 음악회와 등롱 행렬을 섬 다섯 마을이 함께 준비: (2031년 9월)달무리 등대가 가을 보름에 음악회를 연다.
하는 일:
· 안개가 짙은 밤에 뱃길을 알리는 고동을 세 번씩 세게 울리고 배의 이름을 적는다
· 등롱을 닦는다

- 2 -

· 바람의 세기를 적는다
다짐: 불을 꺼뜨리지 않고 길을 잃은 배를 끝까지 기다리며 섬사람의 밤길까지 지키는 사람

2031년 봄 | 수습
불빛 담당 합격
이 등대의 면접 분위기는? 면접평가: 조용했습니다.

등대 누리집은 섬에 사는 사람이면 누구나 볼 수 있다. 누리집에서는 다음 소식을 볼 수 있다.
물때
뱃시간
등롱 행렬
지난해 누리집에는 섬사람 구백 명이 다녀갔고, 그 가운데 절반이 뱃시간을 보았다.
"""
HARBOUR = "\n".join(textwrap.fill(line, 40) for line in TOLD.split("\n"))
HARBOUR = re.sub(r"(· 안개.*\n)", "\\1\n- 1 -\n\n", HARBOUR)


@pytest.fixture(scope="module")
def harbour() -> Document:
    return parse(HARBOUR, "harbour.txt")


def _block(label: str, document: Document) -> Block:
    return next(b for b in document.blocks if b.label == label)


def _value(b: Block) -> str:
    assert b.value is not None
    return " ".join(flowing(HARBOUR[slice(*b.value)]).split())


def test_a_field_goes_on_over_the_lines_that_it_was_broken_into(harbour: Document) -> None:
    assert _value(_block("등대지기 학교 개교", harbour)).endswith("김과 미역을 팔아 모았다.")
    assert _value(_block("다짐", harbour)).endswith("섬사람의 밤길까지 지키는 사람")
    assert _block("다짐", harbour).parts == ()


def test_a_long_headline_is_told_by_its_date(harbour: Document) -> None:
    assert _value(_block("밤바다 음악회와 등롱 행렬을 섬 다섯 마을이 함께 준비", harbour)).startswith("(2031년 9월)")


def test_a_line_with_a_colon_names_the_points_below_over_the_ends_of_pages(harbour: Document) -> None:
    parts = [" ".join(flowing(HARBOUR[slice(*p)]).split()) for p in _block("하는 일", harbour).parts]
    assert parts[1:] == ["등롱을 닦는다", "바람의 세기를 적는다"]
    assert parts[0].endswith("고동을 세 번씩 세게 울리고 배의 이름을 적는다")


def test_a_dated_line_right_over_its_text_is_its_place(harbour: Document) -> None:
    told = _block("면접평가", harbour)
    assert told.section[-2:] == ("2031년 봄 | 수습", "불빛 담당 합격")
    assert told.parent == "이 등대의 면접 분위기는?"


def test_lines_of_a_text_that_is_not_wrapped_stay_apart() -> None:
    text = "# 섬\n\n**먹을거리**: 김미역다시마\n김\n미역\n다시마\n\n**탈것**: 배\n자전거\n"
    assert all("\n" not in text[b.start : b.end] for b in parse(text, "isle.md").blocks if b.label == "탈것")


def test_sentences_are_told_whole_over_the_ends_of_pages_and_bare_items_as_a_list(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    engine = Engine.open(load_settings(corpus_dir=corpus, index_dir=tmp_path / "index"))
    told = engine.ask("안개가 짙은 밤에는 무엇을 하나요?").answer
    assert "울리고 배의 이름을 적" in told
    listed = engine.ask("누리집에서는 어떤 소식을 볼 수 있나요?").answer
    assert all(word in listed for word in ("물때", "뱃시간", "등롱 행렬"))
