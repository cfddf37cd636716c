"""Conversations in a real browser: kept, entered, renamed, deleted, saved, printed; and feedback on answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripted_engine import ScriptedEngine, app_of

pytest.importorskip("playwright", reason="playwright is not installed; the page's tests need it")

from playwright.sync_api import Browser, Page, expect

from tests import browser as browsers
from tests.test_page import ASK, Visit, ask

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app() -> object:
    return app_of(ScriptedEngine(), token="sesame")


@pytest.fixture(scope="module")
def address(app: object) -> Iterator[str]:
    with browsers.served(app) as url:
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
    assert visit.wrong == []


def talks(page: Page) -> None:
    page.get_by_role("button", name="대화", exact=True).click()
    expect(page.locator("#talks")).to_be_visible()


def test_a_conversation_is_still_there_after_a_reload(visit: Visit) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    ask(page, "사업 비중은?", "partial")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    page.locator(".turn").last.locator(".cite").nth(1).click()
    expect(page.locator("#panel mark")).to_have_text("고용 28.7 %")
    elsewhere = visit.contexts[0].new_page()  # another tab begins anew, but knows of it
    elsewhere.goto(visit.address)
    expect(elsewhere.locator(".turn")).to_have_count(0)
    talks(elsewhere)
    elsewhere.get_by_role("button", name=ASK).click()
    expect(elsewhere.locator(".turn")).to_have_count(2)


def test_a_language_switch_keeps_the_conversation(visit: Visit) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".turn")).to_contain_text("Well supported")


def test_conversations_are_begun_renamed_and_deleted(visit: Visit) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    talks(page)
    page.get_by_role("button", name="새 대화").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "사업 비중은?", "partial")
    talks(page)
    rows = page.locator("#talks li")
    expect(rows.locator(".title")).to_have_text(["사업 비중은?", ASK])
    rows.first.get_by_role("button", name="이름 바꾸기").click()
    page.keyboard.type("<b>비중</b>")
    page.keyboard.press("Enter")
    expect(rows.first.locator(".title")).to_have_text("<b>비중</b>")
    rows.last.get_by_role("button", name="지우기").click()
    rows.last.get_by_role("button", name="정말 지울까요?").click()
    expect(rows).to_have_count(1)
    expect(page.locator(".turn")).to_have_count(1)
    rows.first.get_by_role("button", name="지우기").click()
    rows.first.get_by_role("button", name="정말 지울까요?").click()
    expect(rows).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#talks")).to_be_hidden()
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_conversation_is_saved_as_markdown_and_json(visit: Visit) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    ask(page, "그럼 모두 몇 명?", "answered")
    talks(page)
    with page.expect_download() as markdown:
        page.get_by_role("button", name="Markdown").click()
    assert markdown.value.suggested_filename.endswith(".md")
    text = Path(markdown.value.path()).read_text("utf-8")
    assert text.startswith(f"# {ASK}\n")
    assert "2023년 정규직 채용 인원은 22명입니다. [1]" in text
    assert "채용정보 › 얼마나 채용할까? — “정규직 22명” (keis-2024.md, " in text
    assert "22 + 6 = 28" in text
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    turns = json.loads(Path(saved.value.path()).read_text("utf-8"))["turns"]
    assert [t["question"] for t in turns] == [ASK, "그럼 모두 몇 명?"]
    assert turns[0]["answer"]["citations"][0]["quote"] == "정규직 22명"


def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    page = visit.open(permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, ASK, "answered")
    turn.get_by_role("button", name="답 복사").click()
    expect(turn.get_by_role("status")).to_have_text("복사했어요")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "22명입니다. [1]" in copied
    assert "“정규직 22명”" in copied


def test_print_shows_answers_and_sources_alone(visit: Visit) -> None:
    page = visit.open()
    turn = ask(page, ASK, "answered")
    page.emulate_media(media="print")
    expect(turn.locator(".answer")).to_be_visible()
    expect(turn.locator(".sources")).to_be_visible()
    for hidden in (".top", ".composer", ".tools"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_feedback_with_its_reason_reaches_the_keeper(visit: Visit) -> None:
    page = visit.open()
    ask(page, ASK, "answered")
    turn = ask(page, "그럼 사업 비중은?", "partial")
    turn.get_by_role("button", name="맞아요").click()
    expect(turn.get_by_role("status")).to_contain_text("고마워요")
    turn.get_by_role("button", name="이상해요").click()
    turn.get_by_role("button", name="출처가 틀려요").click()
    expect(turn.get_by_role("button", name="이상해요")).to_have_attribute("aria-pressed", "true")
    expect(turn.get_by_role("button", name="맞아요")).to_have_attribute("aria-pressed", "false")
    expect(turn.get_by_role("status")).to_contain_text("고마워요")
    headers = {"Authorization": "Bearer sesame"}
    (kept,) = page.request.get(f"{visit.address}/feedback", headers=headers).json()["feedback"]
    assert (kept["verdict"], kept["reason"], kept["question"]) == ("bad", "wrong_citation", "그럼 사업 비중은?")
    assert kept["history"][0]["question"] == ASK
    assert [c["quote"] for c in kept["citations"]] == ["정보화 53.6 %", "고용 28.7 %", "정책 17.7 %"]
    assert kept["generation"]
    assert len(kept["passages"]) == 3
