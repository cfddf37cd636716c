"""Reports with questions for tests: each is read and asked once a run, whatever number of tests look at the answers."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from rag.engine import Engine
from rag.evaluation import read_rows
from rag.settings import Settings
from rag.types import Answer, Turn

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions"
SOURCES = {
    "keis": HERE.parent / "corpus" / "keis-2024.md",
    "harbor": QUESTIONS / "reports" / "harbor.md",
    "fund": QUESTIONS / "reports" / "fund.md",
    "valley": QUESTIONS / "reports" / "valley.txt",
}
GARDEN = """# 달빛수목원_2022_ver. Report

## 수목원 한 눈에 보기

수목원 소개 > 개요

**주소**: 강원도 춘천시 남산면 숲길 12

**보유식물**: 구상나무, 히어리, 깽깽이풀

1998년에 문을 연 달빛수목원은 희귀식물을 보전하는 공공수목원이다. 온실에는 난초 240종이 자란다.

산책로 84점
온실 71점
주차장 62점
안내 91점

산책로

84점

온실

71점

주차장

62점

안내

91점

## 채용

채용정보 > 얼마나 채용할까?

**2021년**: 정규직 12명
                    계약직 7명

정규직 12명

계약직 7명

**2022년**: 정규직 15명
                    계약직 4명

정규직 15명

계약직 4명

## 예산

| 사업 | 2021년 | 2022년 |
|---|---|---|
| 식물보전 | 120백만 원 | 150백만 원 |
| 숲교육 | 80백만 원 | 60백만 원 |

## 소식

새소식 > 2022년 소식

**야간개장 시작**: (2022년 6월)달빛수목원이 2022년 6월 10일부터 8월 31일까지 밤 9시까지 문을 연다. 관람객이 늘어 야간 안내원 18명을 새로 두었다.

**숲해설 앱 출시**: (2022년 9월)달빛수목원은 김나래 해설사가 녹음한 숲해설 앱을 내놓았다. 앱은 두 달 만에 3,400회 내려받아졌다.
"""


class Reports:
    """Engines and answers by the name of a report, made when they are first asked for. `folder` takes the indexes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.engine = cache(self._engine)
        self.asked = cache(self._asked)
        self.exchanged = cache(self._exchanged)

    def open(self, name: str, source: Path) -> Engine:
        """An engine over one file."""
        corpus = self._folder / name / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, corpus)
        return Engine.open(settings_of(corpus, self._folder / name / "index"))

    def _engine(self, name: str) -> Engine:
        if name != "garden":
            return self.open(name, SOURCES[name])
        source = self._folder / "garden.md"
        source.write_text(GARDEN, encoding="utf-8")
        return self.open(name, source)

    def _asked(self, name: str, half: str) -> list[tuple[dict[str, Any], Answer]]:
        return ask_all(self.engine(name), QUESTIONS / f"{name}-{half}.jsonl")

    def _exchanged(self, name: str, seed: int) -> tuple[Engine, list[tuple[dict[str, Any], Answer]]]:
        out = self._folder / f"{name}-{seed}"
        script("exchange").exchange_set(name, out, seed)
        engine = Engine.open(settings_of(out / "corpus", out / "index"))
        return engine, ask_all(engine, out / f"{name}-tune.jsonl")


def settings_of(corpus: Path, index: Path) -> Settings:
    """Settings with nothing taken from the environment that matters here."""
    return Settings(
        corpus_dir=corpus, index_dir=index, model="", reranker="", nli_model="", llm_base_url="", llm_model=""
    )


def ask_all(engine: Engine, path: Path) -> list[tuple[dict[str, Any], Answer]]:
    """Every row of a question file with its answer."""
    return [
        (row, engine.ask(row["question"], [Turn(t["question"], t["answer"]) for t in row["history"]]))
        for row in read_rows(path)
    ]


def script(name: str) -> ModuleType:
    """A script of the questions folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, QUESTIONS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module
