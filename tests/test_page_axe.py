"""axe-core finds nothing to mend for people who see, hear or point otherwise: on any page, in either brightness."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import resources

import pytest

from tests.scripted_engine import app_of

pytest.importorskip("playwright", reason="playwright is not installed; the page's tests need it")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed; it brings axe-core")

from playwright.sync_api import Browser, Page

from tests import browser as browsers
from tests.test_page import ASK, Visit, ask

pytestmark = pytest.mark.browser
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with browsers.served(app_of(token="sesame")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.launched() as launched:
        yield launched


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    for context in visit.contexts:
        context.close()


def panel(page: Page) -> None:
    ask(page, ASK, "answered").locator(".cite").click()
    page.locator("#panel mark").wait_for()


def talks(page: Page) -> None:
    ask(page, ASK, "answered")
    page.locator("[popovertarget=talks]").click()


def doubted(page: Page) -> None:
    ask(page, "그럼 모두 몇 명?", "answered").get_by_role("button", name="이상해요").click()
    page.locator(".why").wait_for()


STATES: dict[str, tuple[str, Callable[[Page], object] | None]] = {
    "welcome": ("/", None),
    "answer": ("/", doubted),
    "partial": ("/?q=사업 비중은", None),
    "not found": ("/?q=우주선은", None),
    "refused": (f"/?q={'가' * 1001}", None),
    "citation": ("/", panel),
    "conversations": ("/", talks),
    "documents": ("/documents?q=정규직", None),
    "document": ("/documents/keis-2024.md?start=228&end=238", None),
    "table": ("/documents/2023/부서 보고.md", None),
    "api": ("/docs", None),
    "error": ("/nothing", None),
}


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("brightness", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_stands_in_anybodys_way(visit: Visit, state: str, brightness: str, width: int) -> None:
    path, prepare = STATES[state]
    page = visit.open(path, color_scheme=brightness, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    if prepare:
        prepare(page)
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run().then(r => r.violations)")
    told = [
        (v["id"], v["help"], [n["html"][:200] + " " + n["failureSummary"][:300] for n in v["nodes"][:3]]) for v in found
    ]
    assert told == [], json.dumps(told, ensure_ascii=False, indent=1)
