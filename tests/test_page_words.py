"""The interface in two languages, and the promises that hold for every template and script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.scripted_engine import app_of
from web.pages import HERE, LANGUAGES, texts

SCRIPTS = sorted((HERE / "static").glob("*.js"))  # those of the page to ask on
OF_ADMIN = sorted((HERE / "static" / "admin").glob("*.js"))
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


@pytest.fixture
def web() -> TestClient:
    return TestClient(app_of())


def names(words: dict[str, Any], before: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in words.items():
        flat |= names(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat


def test_both_languages_say_the_same_things() -> None:
    korean, english = (names(texts(language)) for language in ("ko", "en"))
    assert korean.keys() == english.keys()
    for name, words in korean.items():
        assert words, name
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", english[name])), name


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    used = "\n".join(p.read_text("utf-8") for p in [*TEMPLATES, *SCRIPTS, *OF_ADMIN])
    for name in names(texts("ko")):
        last = name.rsplit(".", 1)[-1]
        assert re.search(rf"\.{last}\b|\b(state|note|states|stages|verdicts)\[", used), f"{name} is used nowhere"


@pytest.mark.parametrize(
    ("accept", "language"),
    [("ko-KR,ko;q=0.9", "ko"), ("en-GB,en;q=0.9", "en"), ("fr-FR, en;q=0.5", "en"), ("fr", "ko"), ("", "ko")],
)
def test_the_browsers_language_is_spoken(web: TestClient, accept: str, language: str) -> None:
    page = web.get("/", headers={"Accept-Language": accept}).text
    assert f'<html lang="{language}"' in page


def test_a_chosen_language_stays(web: TestClient) -> None:
    assert '<html lang="en"' in web.get("/?lang=en", headers={"Accept-Language": "ko"}).text
    assert '<html lang="en"' in web.get("/documents", headers={"Accept-Language": "ko", "Accept": "text/html"}).text
    assert '<html lang="en"' in web.get("/?lang=xx").text  # no language of ours: the choice stays


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/", "/?q=정규직은", "/?q=우주선", "/?q=%20", "/documents", "/documents/keis-2024.md", "/docs", "/no"]
)
def test_every_page_renders_in_every_language(web: TestClient, path: str, language: str) -> None:
    page = web.get(path, headers={"Accept": "text/html", "Cookie": f"lang={language}"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.text.count("<h1") == 1
    assert f'<html lang="{language}"' in page.text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_hold_nothing_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|https?://(?!www\.w3\.org)|\|\s*safe\b|<style", text)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


@pytest.mark.parametrize("path", [*SCRIPTS, *OF_ADMIN], ids=lambda p: p.name)
def test_scripts_are_small_and_parse_no_markup_of_ours(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) < 150
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|https?://", text)


def test_the_page_weighs_less_than_60_kilobytes(web: TestClient) -> None:
    page = web.get("/").content
    linked = re.findall(rb'(?:src|href)="(/static/[^"]+)"', page)
    assert linked
    weight = len(page) + sum(len(web.get(p.decode()).content) for p in linked if not p.endswith(b".js"))
    assert weight + sum(p.stat().st_size for p in SCRIPTS) < 60_000
