"""The keeper's page in a real browser: entering, a rebuild that is watched, an upload, going back; and on the page to ask
on, citations that outlive their generation and questions kept to one document."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pydantic import SecretStr

pytest.importorskip("playwright", reason="playwright is not installed; the page's tests need it")

from playwright.sync_api import Browser, Locator, Page, expect

from rag import generations
from rag.engine import Engine
from rag.settings import Settings
from tests import browser as browsers
from tests.conftest import HARBOUR, LIBRARY
from tests.fakes import FakeEncoder
from tests.test_page import Visit, ask
from web.app import create_app

pytestmark = pytest.mark.browser
TOKEN = "sesame"
ASK = "2021년 정규직은 몇 명 채용했나요?"
SLOW = 30_000  # ms; a build on a busy machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.launched() as launched:
        yield launched


@pytest.fixture(scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeper")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "corpus" / "library.md").write_text(LIBRARY, encoding="utf-8")
    generations.build(Settings(corpus_dir=folder / "corpus", index_dir=folder / "index"), FakeEncoder())
    return folder


@pytest.fixture
def kept(_built: Path, tmp_path: Path) -> Settings:
    shutil.copytree(_built, tmp_path, dirs_exist_ok=True)
    return Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index", admin_token=SecretStr(TOKEN))


@pytest.fixture
def visit(browser: Browser, kept: Settings) -> Iterator[Visit]:
    encoder = FakeEncoder()
    engine = Engine(kept, encoder, generations.open_snapshot(kept, encoder))
    with browsers.served(create_app(engine, kept)) as address:
        visit = Visit(browser, address)
        yield visit
        for context in visit.contexts:
            context.close()
        assert visit.wrong == []


def enter(page: Page) -> Page:
    page.get_by_label("관리 토큰").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="보관한 판")).to_be_visible()
    return page


def edit(settings: Settings, old: str, new: str) -> None:
    path = settings.corpus_dir / "harbour.md"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_the_token_is_asked_for_once_and_no_script_sees_it(visit: Visit) -> None:
    page = enter(visit.open("/admin"))
    assert "keeper" not in page.evaluate("() => document.cookie")
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "keeper")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    page.goto(visit.address + "/admin")
    expect(page.get_by_role("heading", name="보관한 판")).to_be_visible()
    page.get_by_role("button", name="나가기").click()
    expect(page.get_by_label("관리 토큰")).to_be_visible()


def test_a_rebuild_is_watched_to_its_end(visit: Visit, kept: Settings) -> None:
    page = enter(visit.open("/admin"))
    edit(kept, "17명", "19명")
    page.reload()
    row = page.get_by_role("row", name="harbour.md")
    expect(row).to_contain_text("바뀜")
    page.get_by_role("button", name="색인 새로 만들기").click()
    expect(page.locator("[data-part=index]")).to_contain_text("000002-", timeout=SLOW)  # without a reload by hand
    expect(row).to_contain_text("그대로")
    expect(page.get_by_role("button", name="색인 새로 만들기")).to_be_enabled()
    expect(page.locator(".kept").first.locator("li")).to_have_count(2)


def test_progress_moves_while_another_process_builds(visit: Visit, kept: Settings) -> None:
    from rag import progress

    page = enter(visit.open("/admin"))
    status = page.locator("[data-stage]")
    expect(status).to_have_text("지금은 만들고 있지 않아요.")
    with progress.told(kept.index_dir, None) as report:
        report("read", 1, 1)
        report("embed", 0, 40)
        expect(status).to_have_text("뜻을 벡터로 바꾸는 중")
        expect(page.get_by_role("button", name="색인 새로 만들기")).to_be_disabled()
        first = float(page.get_by_role("progressbar").get_attribute("value") or 0)
        page.wait_for_timeout(300)
        report("embed", 30, 40)
        report("analyse", 30, 40)
        expect(status).to_have_text("낱말을 가려내는 중")
        expect(page.locator("[data-counts]")).to_contain_text("대목 30개")
        expect(page.locator("[data-counts]")).to_contain_text(re.compile("남음|곧 끝나요"))
        assert page.get_by_role("progressbar").evaluate("e => e.value") > first
    expect(status).to_have_text("색인을 새로 만들었어요.")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    expect(page.get_by_role("button", name="색인 새로 만들기")).to_be_enabled()


def test_a_document_is_uploaded_indexed_and_asked(visit: Visit) -> None:
    page = enter(visit.open("/admin"))
    words = "# 등대 안내\n\n## 운영\n\n**개관 시간**: 오전 7시\n\n등대는 2019년 3월 2일 문을 열었다.\n"
    page.get_by_label("파일").set_input_files(
        {"name": "등대.md", "mimeType": "text/markdown", "buffer": words.encode()}
    )
    page.get_by_role("button", name="올리고 색인하기").click()
    expect(page.locator(".notice")).to_contain_text("문서를 넣었어요")
    row = page.get_by_role("row", name="등대.md")
    expect(row).to_contain_text("그대로", timeout=SLOW)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="등대 안내").first).to_be_visible()


def test_a_refused_document_is_named_with_the_reason(visit: Visit) -> None:
    page = enter(visit.open("/admin"))
    visit.wrong.clear()
    page.get_by_label("파일").set_input_files(
        {"name": "그림.md", "mimeType": "text/markdown", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}
    )
    page.get_by_role("button", name="올리고 색인하기").click()
    expect(page.get_by_role("alert")).to_contain_text("그림.md")
    visit.wrong = [w for w in visit.wrong if "422" not in w]  # the browser notes the refusal


def test_going_back_takes_the_earlier_words_into_use(visit: Visit, kept: Settings) -> None:
    edit(kept, "17명", "19명")
    generations.build(kept, FakeEncoder())
    page = enter(visit.open("/admin"))
    expect(page.locator("[data-part=index]")).to_contain_text("000002-")
    page.get_by_role("button", name="이 판으로 되돌리기: 000001").click()
    expect(page.locator(".notice")).to_contain_text("되돌렸어요")
    expect(page.locator("[data-part=index]")).to_contain_text("000001-")
    expect(page.get_by_role("row", name="harbour.md")).to_contain_text("바뀜")


def test_everything_works_without_scripts(visit: Visit, kept: Settings) -> None:
    page = enter(visit.open("/admin", java_script_enabled=False))
    edit(kept, "17명", "19명")
    page.get_by_role("button", name="색인 새로 만들기").click()
    expect(page.locator(".notice")).to_contain_text("시작했어요")
    expect(page.locator("[data-part=index]")).to_contain_text("000002-", timeout=SLOW)  # the page comes anew by itself
    page.get_by_role("button", name="이 판으로 되돌리기: 000001").click()
    expect(page.locator("[data-part=index]")).to_contain_text("000001-")
    page.get_by_role("button", name="나가기").click()
    expect(page.get_by_label("관리 토큰")).to_be_visible()


def test_the_admin_page_fits_a_phone(visit: Visit) -> None:
    page = enter(visit.open("/admin", viewport={"width": 320, "height": 640}))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("brightness", ["light", "dark"])
@pytest.mark.parametrize("state", ["entry", "wrong", "keeping", "building", "revision", "scope"])
def test_axe_finds_nothing(visit: Visit, kept: Settings, state: str, brightness: str) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed; it brings axe-core")
    from rag import progress
    from tests.test_page_axe import AXE

    page = visit.open(
        "/" if state in ("revision", "scope") else "/admin", color_scheme=brightness, reduced_motion="reduce"
    )
    with progress.told(kept.index_dir, None) if state == "building" else nullcontext() as report:
        if state == "wrong":
            page.get_by_label("관리 토큰").fill("no")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_be_visible()
            visit.wrong.clear()  # the browser notes the refusal
        elif state == "scope":
            page.locator(".scope summary").click()
        elif state == "revision":
            page.goto(visit.address + revised(visit, kept, ask(page, ASK, "answered")))
        elif state != "entry":
            enter(page)
            if report:
                report("embed", 1, 2)
                expect(page.locator("[data-stage]")).to_have_text("뜻을 벡터로 바꾸는 중")
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run().then(r => r.violations)")
    told = [(v["id"], [n["html"][:200] + " " + n["failureSummary"][:300] for n in v["nodes"][:3]]) for v in found]
    assert told == [], json.dumps(told, ensure_ascii=False, indent=1)


# On the page to ask on


def revised(visit: Visit, settings: Settings, turn: Locator) -> str:
    """Change what was cited; the address of the citation that was given before."""
    href = str(turn.locator(".sources a").first.get_attribute("href"))
    edit(settings, "17명", "19명")
    second = generations.build(settings, FakeEncoder()).id  # as another process would
    while second not in turn.page.request.get(visit.address + "/ready").text():
        turn.page.wait_for_timeout(100)
    return href


def test_an_answer_s_citation_still_opens_after_a_rebuild(visit: Visit, kept: Settings) -> None:
    page = visit.open()
    turn = ask(page, ASK, "answered")
    href = revised(visit, kept, turn)
    turn.locator(".cite").first.click()
    panel = page.locator("#panel")
    expect(panel.locator("mark").filter(has_text="17명")).to_have_count(1)
    expect(panel.locator(".revision")).to_contain_text("개정 전")
    expect(panel.locator(".revision del")).to_have_text("17명")
    expect(panel.locator(".revision ins")).to_have_text("19명")
    shared = visit.open(href)
    shared.locator(".revision").get_by_role("link", name="지금 문서에서 보기").click()
    expect(shared.locator("mark").filter(has_text="19명")).to_have_count(1)
    expect(shared.locator(".revision")).to_have_count(0)


def test_a_question_can_be_kept_to_one_document(visit: Visit) -> None:
    page = visit.open()
    page.get_by_text("문서 고르기").first.click()
    page.get_by_label("햇살도서관 안내").check()
    ask(page, ASK, "not_found")
    page.get_by_label("햇살도서관 안내").uncheck()
    turn = ask(page, ASK, "answered")
    expect(turn.locator(".sources .where").first).to_contain_text("새봄항만공사")  # of several, it is named
