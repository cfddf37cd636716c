"""How long a reader waits: from Enter to the answer on the screen, by the browser's own clock. `python -m tests.page_speed`"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from rag.settings import load_settings
from tests.browser import launched, served
from web.app import create_app

ROUNDS = 20

# From the key's own time stamp to the frame after the one that shows the answer.
WATCH = """() => {
  window.waits = [];
  let pressed = 0;
  addEventListener("keydown", (e) => { if (e.key === "Enter") pressed = e.timeStamp; }, true);
  new MutationObserver(() => {
    const turn = document.querySelector(".turn:last-child");
    if (!pressed || !turn || turn.dataset.status === "busy") return;
    const from = pressed;
    pressed = 0;
    requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - from)));
  }).observe(document.getElementById("log"), {subtree: true, childList: true, attributes: true});
}"""


def main() -> None:
    """Ask the page's own starters again and again, each in a new conversation."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as index:
        app = create_app(settings=load_settings(index_dir=Path(index)))
        with served(app) as address, launched() as browser:
            for n in range(ROUNDS):
                context = browser.new_context(locale="ko-KR")
                page = context.new_page()
                page.goto(address)
                page.evaluate(WATCH)
                starters = page.locator(".welcome .asks a").all_text_contents()
                page.fill("#q", starters[n % len(starters)])
                page.keyboard.press("Enter")
                page.locator(".turn:not([data-status=busy]) .state").wait_for()
                page.wait_for_timeout(100)
                waits += page.evaluate("() => window.waits")
                context.close()
    waits.sort()
    print(
        f"Enter to answer: median {statistics.median(waits):.0f} ms, worst {waits[-1]:.0f} ms ({len(waits)} questions)"
    )


if __name__ == "__main__":
    main()
