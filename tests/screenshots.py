"""Pictures of the page's main states, by a real browser on the real report: `python -m tests.screenshots [FOLDER]`.

What is asked are the page's own starters, so that the pictures are true of any corpus.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from rag.settings import load_settings
from tests.browser import launched, served
from web.app import create_app

FOLDER = Path(__file__).parent / "screenshots"
SIZES = {"wide": (1200, 760), "phone": (375, 720)}
THEMES = ("light", "dark")
MISSING = "화성 탐사선의 발사 비용은 얼마인가요?"


def _settle(page: Page) -> None:
    page.locator("#log[aria-busy=true]").wait_for(state="detached")
    page.wait_for_timeout(400)  # a moment for the transitions


def _ask(page: Page, question: str) -> None:
    page.fill("#q", question)
    page.keyboard.press("Enter")
    page.locator(".turn", has_text=question).last.wait_for()
    _settle(page)


def _states(browser: Browser, address: str, size: str, theme: str, folder: Path) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light", locale="ko-KR"
    )
    page = context.new_page()

    def shoot(state: str) -> None:
        _settle(page)
        page.screenshot(path=folder / f"{state}-{size}-{theme}.png")

    page.goto(address)
    shoot("welcome")
    page.locator(".welcome .asks a").last.click()
    shoot("answer")
    page.locator(".cite").last.click()
    page.locator("#panel mark").first.wait_for()
    shoot("citation")
    document = page.locator("#panel [data-open]").get_attribute("href") or "/documents"
    page.evaluate("() => sessionStorage.clear()")  # a conversation of its own
    page.goto(address)
    _ask(page, MISSING)
    shoot("not-found")
    for state, path in {"document": document, "documents": "/documents", "api": "/docs"}.items():
        page.goto(address + path)
        shoot(state)
    context.close()


def main() -> None:
    """Serve the report and take every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        app = create_app(settings=load_settings(index_dir=Path(index)))
        with served(app) as address, launched() as browser:
            for size in SIZES:
                for theme in THEMES:
                    _states(browser, address, size, theme, folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
