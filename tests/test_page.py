"""The page in a real browser: typing, composing Korean, citations, follow-ups, without scripts, on a phone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.scripted_engine import ScriptedEngine, app_of

try:
    from playwright.sync_api import Browser, BrowserContext, Page, expect

    from tests import browser as browsers

    missing = "" if browsers.executable() else "no Chromium on this machine"
except ModuleNotFoundError:
    missing = "playwright is not installed"

pytestmark = pytest.mark.browser
if missing and os.environ.get("REQUIRE_BROWSER"):
    raise RuntimeError(f"{missing}, and REQUIRE_BROWSER is set; on Debian: apt-get install chromium")
if missing:
    pytest.skip(f"{missing}; the page's tests need one (on Debian: apt-get install chromium)", allow_module_level=True)

ASK = "2023년 정규직은 몇 명 채용했나요?"


@pytest.fixture(scope="module")
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture(scope="module")
def address(engine: ScriptedEngine) -> Iterator[str]:
    with browsers.served(app_of(engine)) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.launched() as launched:
        yield launched


class Visit:
    """Opens pages, and notes whatever a page must not do: fail, complain, or load from elsewhere."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def open(self, path: str = "/", **options: Any) -> Page:
        context = self.browser.new_context(**{"locale": "ko-KR", "viewport": {"width": 1280, "height": 800}} | options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on(
            "console", lambda m: self.wrong.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: None if self._ours(r.url) else self.wrong.append(f"loaded {r.url}"))
        page.goto(self.address + path)
        return page

    def _ours(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.address).netloc


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    for context in visit.contexts:
        context.close()
    assert visit.wrong == []


def ask(page: Page, question: str, state: str) -> Any:
    page.locator("#q").click()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn.locator(".question")).to_contain_text(question)
    expect(turn).to_have_attribute("data-status", state)
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    return turn


def test_a_typed_question_leads_to_the_marked_quote(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, ASK, "answered")
    expect(turn.locator(".answer")).to_have_text(re.compile(r"2023년 정규직 채용 인원은 22명입니다\.\s*1"))
    expect(turn.locator(".state")).to_contain_text("근거 충분")
    cite = turn.get_by_role("button", name="출처 1, 채용정보, 얼마나 채용할까?")
    cite.click()
    panel = page.get_by_role("dialog", name="출처 1")
    expect(panel.locator("mark")).to_have_text("정규직 22명")
    expect(panel.locator("mark")).to_be_in_viewport()
    expect(panel).to_contain_text("면접꿀팁")  # the whole document, not the passage alone
    expect(cite).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "false")


def test_the_panel_follows_from_citation_to_citation(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "사업 비중은?", "partial")
    expect(turn.locator(".state")).to_contain_text("일부만")
    for n, quote in enumerate(("정보화 53.6 %", "고용 28.7 %", "정책 17.7 %"), 1):
        turn.locator(f".cite[data-n='{n}']").click()
        expect(page.locator("#panel mark")).to_have_text(quote)
    expect(turn.locator(".cite[aria-expanded=true]")).to_have_count(1)


def test_a_citation_opens_on_a_page_of_its_own(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, ASK, "answered")
    href = turn.locator(".sources a").first.get_attribute("href")
    shared = visit.open(href)
    expect(shared.locator("mark#mark")).to_have_text("정규직 22명")
    expect(shared.locator("mark#mark")).to_be_in_viewport()


def test_a_follow_up_is_sent_with_the_conversation(visit: Visit, engine: ScriptedEngine) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    turn = ask(page, "그럼 무기계약직은?", "answered")
    _, history, _ = engine.asked[-1]
    assert [t.question for t in history] == [ASK]
    assert history[0].answer == "2023년 정규직 채용 인원은 22명입니다. [1]"
    expect(turn.locator(".resolved")).to_contain_text(ASK)
    turn.locator(".resolved button").click()
    expect(turn).to_have_attribute("data-status", "not_found")
    assert engine.asked[-1][1] == ()


def test_what_the_report_lacks_looks_different_and_leads_on(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "우주선은 몇 대인가요?", "not_found")
    expect(turn.locator(".state")).to_contain_text("보고서에 없음")
    expect(turn.locator(".cite")).to_have_count(0)
    expect(turn.locator(".nearest li")).to_have_count(2)  # three passages of two sections
    assert turn.locator(".reply").evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    turn.locator(".nearest a").first.click()
    expect(page.locator("#panel mark")).to_have_text("정규직 22명")
    turn.locator(".asks a").first.click()
    expect(page.locator(".turn").last).to_have_attribute("data-status", "answered")


def test_an_error_says_so_and_can_be_tried_again(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "버그", "error")
    expect(turn.locator(".state")).to_contain_text("오류")
    expect(turn).not_to_contain_text("secret")
    turn.get_by_role("button", name="다시 시도").click()
    expect(turn).to_have_attribute("data-status", "error")


def test_a_lost_connection_is_told_in_words(visit: Visit) -> None:
    page = visit.open()
    page.route("**/ask/stream", lambda route: route.abort())
    turn = ask(page, ASK, "error")
    expect(turn).to_contain_text("연결하지 못했어요")
    page.unroute("**/ask/stream")
    turn.get_by_role("button", name="다시 시도").click()
    expect(turn).to_have_attribute("data-status", "answered")
    visit.wrong = [w for w in visit.wrong if "ERR_FAILED" not in w]


def test_a_starter_is_asked_by_a_click(visit: Visit) -> None:
    page = visit.open()
    expect(page.locator(".welcome .asks a")).to_have_count(3)
    page.locator(".welcome .asks a").first.click()
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")
    expect(page.locator(".welcome")).to_be_hidden()


def test_shift_enter_breaks_the_line(visit: Visit) -> None:
    page = visit.open()
    page.locator("#q").fill("정규직은")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("몇 명?")
    expect(page.locator("#q")).to_have_value("정규직은\n몇 명?")
    expect(page.locator(".turn")).to_have_count(0)


def test_enter_while_composing_sends_once_with_the_last_syllable(visit: Visit, engine: ScriptedEngine) -> None:
    page = visit.open()
    page.locator("#q").fill("정규직은 몇 명 채용했나")
    page.locator("#q").press("End")
    before = len(engine.asked)
    keyboard = page.context.new_cdp_session(page)
    for syllable in ("ㅇ", "요"):
        keyboard.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 13}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    expect(page.locator(".turn")).to_have_count(0)  # the syllable is not finished: nothing may be sent yet
    keyboard.send("Input.insertText", {"text": "요"})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")
    page.wait_for_timeout(100)
    assert [q for q, _, _ in engine.asked[before:]] == ["정규직은 몇 명 채용했나요"]
    expect(page.locator("#q")).to_have_value("")


def test_an_over_long_question_is_kept_and_explained(visit: Visit) -> None:
    page = visit.open()
    page.locator("#q").fill("가" * 1001)
    page.keyboard.press("Enter")
    expect(page.locator("#hint")).to_contain_text("1,001")
    expect(page.locator("#q")).to_have_value("가" * 1001)
    expect(page.locator(".turn")).to_have_count(0)


ATTACK = """<img src=x onerror=alert(1)>"'</script><script>alert(2)</script>{{7*7}}"""


@pytest.mark.parametrize("scripts", [True, False])
def test_markup_in_a_question_stays_text(visit: Visit, scripts: bool) -> None:
    page = visit.open("/", java_script_enabled=scripts)
    page.locator("#q").fill(ATTACK)
    page.get_by_role("button", name="보내기").click()
    question = page.locator(".turn .question")
    expect(question).to_contain_text(ATTACK)
    assert page.locator("main img, main script").count() == 0


def test_without_scripts_a_question_leads_to_the_marked_quote(visit: Visit) -> None:
    page = visit.open("/", java_script_enabled=False)
    page.locator("#q").fill(ASK)
    page.get_by_role("button", name="보내기").click()
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-status", "answered")
    expect(turn).to_contain_text("22명입니다. [1]")
    turn.locator(".sources a").first.click()
    expect(page.locator("mark")).to_have_text("정규직 22명")


def test_without_scripts_every_state_is_told_in_words(visit: Visit) -> None:
    page = visit.open("/?q=우주선은", java_script_enabled=False)
    expect(page.locator(".turn")).to_contain_text("보고서에 없음")
    expect(page.locator(".nearest li")).to_have_count(2)
    page.goto(f"{visit.address}/?q=사업 비중은")
    expect(page.locator(".turn")).to_contain_text("일부만")
    page.goto(f"{visit.address}/?q={'가' * 1001}")
    expect(page.locator(".turn")).to_contain_text("오류")
    expect(page.locator("#q")).to_have_value("가" * 1001)
    visit.wrong = [w for w in visit.wrong if "422" not in w]


def test_an_answer_that_came_with_the_address_works_like_any_other(visit: Visit) -> None:
    page = visit.open(f"/?q={ASK}")
    page.locator(".turn .cite").click()
    expect(page.locator("#panel mark")).to_have_text("정규직 22명")


def test_on_a_phone_nothing_sticks_out_and_the_panel_is_a_sheet(visit: Visit) -> None:
    page = visit.open("/", viewport={"width": 320, "height": 640}, has_touch=True)
    turn = ask(page, ASK, "answered")
    turn.locator(".cite").tap()
    panel = page.locator("#panel")
    expect(panel.locator("mark")).to_be_in_viewport()
    assert panel.evaluate("e => e.matches(':modal')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="닫기").tap()
    expect(panel).to_be_hidden()
    for path in ("/documents", "/documents/keis-2024.md", "/docs"):
        page.goto(visit.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_citation_and_its_words_light_each_other(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "사업 비중은?", "partial")
    turn.locator(".cite").nth(1).hover()
    expect(turn.locator(".sentence[data-lit]")).to_have_text("고용 28.7 %")
    expect(page.get_by_role("tooltip")).to_contain_text("현직자가 본 한국고용정보원 › 기업개요")
    expect(page.get_by_role("tooltip").locator("mark")).to_have_text("고용 28.7 %")
    turn.locator(".sentence").nth(2).hover()
    expect(turn.locator(".sources [data-lit]")).to_contain_text("정책 17.7 %")
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_citations_are_walked_by_arrows_and_closed_by_escape(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "사업 비중은?", "partial")
    turn.locator(".cite").first.focus()
    page.keyboard.press("ArrowRight")
    expect(turn.locator(".cite").nth(1)).to_be_focused()
    expect(page.get_by_role("tooltip")).to_contain_text("고용")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(turn.locator(".cite").nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel mark")).to_have_text("정책 17.7 %")
    page.keyboard.press("Escape")
    expect(turn.locator(".cite").nth(2)).to_be_focused()


def test_brightness_is_switched_and_kept(visit: Visit) -> None:
    page = visit.open("/", color_scheme="light")
    shade = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(shade)
    page.get_by_role("button", name="밝기 바꾸기").click()
    page.get_by_role("button", name="밝기 바꾸기").click()
    assert page.evaluate(shade) != light
    page.goto(visit.address + "/documents")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate(shade) != light
    page.get_by_role("button", name="밝기 바꾸기").click()
    assert page.evaluate(shade) == light


def test_the_language_is_switched_where_the_reader_is(visit: Visit) -> None:
    page = visit.open(f"/?q={ASK}")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".turn .question")).to_contain_text(ASK)
    expect(page.locator(".turn")).to_contain_text("Well supported")
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def test_a_document_is_searched_and_its_numbers_are_drawn(visit: Visit) -> None:
    page = visit.open("/documents/keis-2024.md", java_script_enabled=False)
    expect(page.locator(".chart li")).to_have_count(3)
    page.locator(".chart a").first.click()
    expect(page.locator("mark")).to_have_text("정보화 53.6 %")
    page.get_by_role("searchbox").fill("정규직은")
    page.get_by_role("button", name="찾기").click()
    expect(page.locator(".found li")).to_have_count(3)
    expect(page.locator(".found mark").first).to_have_text("정규직")
    expect(page.locator("#paper mark")).to_have_text(["정규직"])
    page.locator(".found a").first.click()
    expect(page.locator("mark")).to_have_text("정규직 22명")


def test_all_documents_are_searched_from_their_list(visit: Visit) -> None:
    page = visit.open("/documents", java_script_enabled=False)
    page.get_by_role("searchbox").fill("정규직")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".found li")).to_have_count(3)
    page.get_by_role("searchbox").fill("   ")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".found")).to_have_count(0)
    expect(page.locator(".shelf li")).to_have_count(2)


def test_the_stop_button_ends_the_answering_and_it_can_be_asked_again(visit: Visit, engine: ScriptedEngine) -> None:
    page = visit.open()
    engine.left.clear()
    page.get_by_label("질문", exact=True).fill("정규직을 천천히 알려 주세요")
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn).to_contain_text("2023년 정규직 채용 인원은")
    turn.get_by_role("button", name="멈추기").click()
    expect(turn).to_contain_text("답을 멈췄어요.")
    assert engine.left.wait(10), "the server went on with the answer"
    expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    turn.get_by_role("button", name="다시 시도").click()
    expect(turn.get_by_role("button", name="멈추기")).to_be_visible()


def test_words_that_are_taken_back_do_not_stay(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, "정규직을 다시 알려 주세요", "answered")
    expect(turn.locator(".answer")).not_to_contain_text("99명")
