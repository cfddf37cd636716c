"""Pictures of the page's main states, by a real browser on the real report: `python -m tests.screenshots [FOLDER]`.

What is asked are the page's own starters, so that the pictures are true of any corpus.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from pydantic import SecretStr

from rag import generations
from rag.engine import Engine
from rag.progress import told
from rag.settings import Settings, load_settings
from tests.browser import launched, served
from web.app import create_app

FOLDER = Path(__file__).parent / "screenshots"
SIZES = {"wide": (1200, 760), "phone": (375, 720)}
THEMES = ("light", "dark")
MISSING = "화성 탐사선의 발사 비용은 얼마인가요?"
TOKEN = "pictures"
NOTE = """# 이용 안내

## 열람실

열람실은 평일 오전 9시에 열고 오후 6시에 닫는다. 자리는 모두 120석이다.
"""


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


def _kept(browser: Browser, address: str, settings: Settings, size: str, theme: str, folder: Path) -> None:
    """The keeper's page, at rest and while another process builds; and a passage of an earlier generation."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light", locale="ko-KR"
    )
    page = context.new_page()

    def shoot(state: str, whole: bool = False) -> None:
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{state}-{size}-{theme}.png", full_page=whole)

    page.goto(address + "/admin")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.locator(".keeping").wait_for()
    shoot("admin", whole=True)
    with told(settings.index_dir, None) as report:
        report("split", 2, 2)
        report("analyse", 30, 40)
        page.locator("progress").wait_for()
        shoot("admin-building")
    first = generations.list_generations(settings)[-1].id
    start = NOTE.index("열람실은 평일")
    page.goto(f"{address}/documents/note.md?generation={first}&start={start}&end={start + 28}#mark")
    shoot("revised")
    context.close()


def _app(folder: Path) -> tuple[FastAPI, Settings]:
    """A server over the report and a note that was changed after it was first indexed and is changed again since."""
    here = load_settings()
    shutil.copytree(here.corpus_dir, folder / "corpus", ignore=shutil.ignore_patterns(".*"))
    note = folder / "corpus" / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    settings = load_settings(corpus_dir=folder / "corpus", index_dir=folder / "index", admin_token=SecretStr(TOKEN))
    engine = Engine.open(settings)
    note.write_text(NOTE.replace("9시", "8시").replace("120석", "150석"), encoding="utf-8")
    engine.rebuild()
    (folder / "corpus" / "plan.txt").write_text("내년 계획\n\n열람실을 한 층 넓힌다.\n", encoding="utf-8")
    return create_app(engine, settings), settings


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
    with tempfile.TemporaryDirectory() as place:
        app, settings = _app(Path(place))
        with served(app) as address, launched() as browser:
            for size in SIZES:
                for theme in THEMES:
                    _kept(browser, address, settings, size, theme, folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
