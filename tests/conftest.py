"""What tests share: a small corpus, its settings and an encoder that needs no model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.settings import Settings
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from tests.reports import Reports

HARBOUR = """# 새봄항만공사 2021 연간보고서

## 채용

**2021년**: 정규직 17명
계약직 5명

## 만족도

분위기 72점
연봉 64점
성장 81점

## 소식

공사는 2021년 5월 3일 부두 자동화 시험을 시작했다. 시험에는 기술자 40명이 참여했으며 하역 시간이 12% 줄었다.
"""

LIBRARY = """# 햇살도서관 안내

## 이용

도서관은 매주 월요일에 쉬며, 한 사람이 책을 다섯 권까지 빌릴 수 있다. 빌린 책은 2주 안에 돌려주어야 한다.

## 연락

전화 문의는 평일 오전 9시부터 오후 6시까지 받는다.
"""


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not see the settings of the person who runs them."""
    for name in list(os.environ):
        if name.startswith("RAG_"):
            monkeypatch.delenv(name)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder of two small documents, harbour.md and library.md."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "library.md").write_text(LIBRARY, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    """Settings on that corpus and an index folder that is not there yet."""
    return Settings(corpus_dir=corpus, index_dir=tmp_path / "index")


@pytest.fixture
def encoder() -> FakeEncoder:
    """The encoder of `tests.fakes`."""
    return FakeEncoder()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Engines over the report of the corpus and invented ones, with the answers to their question sets."""
    from tests.reports import Reports  # loads everything: tests of single rooms need not wait for it

    return Reports(tmp_path_factory.mktemp("reports"))
