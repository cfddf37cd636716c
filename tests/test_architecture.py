"""The house: which room may import what, and how large and how well described a room is."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for top in ("rag", "web") for p in (ROOT / top).rglob("*.py"))
RAG = [p for p in MODULES if p.is_relative_to(ROOT / "rag")]

# Who may import a heavy or far-reaching package.
DOORS = {
    "torch": ("rag/embedding.py", "rag/entailment.py", "rag/reranking.py", "rag/training/"),
    "sentence_transformers": ("rag/embedding.py", "rag/entailment.py", "rag/reranking.py", "rag/training/"),
    "transformers": ("rag/embedding.py", "rag/training/"),
    "faiss": ("rag/vectors.py",),
    "kiwipiepy": ("rag/korean.py", "rag/training/"),
    "langchain_text_splitters": ("rag/chunking.py",),
    "bm25s": ("rag/lexical.py", "rag/training/"),
    "pdfplumber": ("rag/formats/pdf.py",),
    "docx": ("rag/formats/docx.py",),
    "bs4": ("rag/formats/html.py",),
    "defusedxml": ("rag/formats/archive.py",),
    "openai": ("rag/answering/model/endpoint.py",),
    "uvicorn": ("rag/serving.py",),
    "fastapi": ("web/",),
    "starlette": ("web/",),
    "web": ("web/",),
    "tests": (),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Top-level names of all packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", DOORS)
def test_heavy_imports_stay_in_their_room(package: str) -> None:
    guests = [name_of(p) for p in MODULES if package in imports(p)]
    assert [g for g in guests if not g.startswith(DOORS[package] or ("-",))] == []


@pytest.mark.parametrize("package", ["torch", "faiss", "openai", "kiwipiepy", "langchain_text_splitters", "fastapi"])
def test_the_doors_are_in_use(package: str) -> None:
    assert any(package in imports(p) for p in MODULES)


@cache
def distributions_of() -> Mapping[str, list[str]]:
    """The distributions that each importable package comes from."""
    return packages_distributions()


def declared(*extras: str) -> set[str]:
    """Names of the distributions that the project asks for, with those of some extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in wanted}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_imported_is_declared(path: Path) -> None:
    rooms = {"rag/training/": "train", "rag/answering/": "llm", "rag/formats/": "formats"}
    extras = [extra for room, extra in rooms.items() if name_of(path).startswith(room)]
    ours = {"rag", "web"}
    for package in {p.replace("pydantic_core", "pydantic") for p in imports(path)} - sys.stdlib_module_names - ours:
        distributions = {name.lower().replace("_", "-") for name in distributions_of()[package]}
        assert distributions & declared(*extras), f"{package} is imported but not in pyproject.toml"


def test_the_nouns_and_errors_import_nothing_of_ours() -> None:
    for name in ("types", "errors"):
        assert "rag" not in set(imports(ROOT / "rag" / f"{name}.py"))


def test_rooms_of_answering_look_one_way() -> None:
    """A room may use itself, the rooms before it and what stands beside the rooms, never a room behind it."""
    rooms = ["spans", "facts", "choosing", "reckoning", "telling", "proof", "model"]
    assert {p.name for p in (ROOT / "rag/answering").iterdir() if (p / "__init__.py").exists()} == set(rooms)
    for place, room in enumerate(rooms):
        for path in (ROOT / "rag/answering" / room).glob("*.py"):
            behind = [r for r in rooms[place + 1 :] if f"rag.answering.{r}" in path.read_text("utf-8")]
            assert behind == [], f"{name_of(path)} uses {', '.join(behind)}"


def test_no_module_reads_a_pickle() -> None:
    for path in MODULES:
        assert not {"pickle", "joblib", "dill", "shelve"} & set(imports(path)), name_of(path)
        assert "allow_pickle=True" not in path.read_text("utf-8"), name_of(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_and_is_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 350


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helper", "helpers", "manager", "processor", "data", "common", "misc"}
    assert [name_of(p) for p in MODULES if p.stem in vague] == []
