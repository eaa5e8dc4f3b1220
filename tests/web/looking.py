"""A page as a browser shows it: what the policy, the console, the network, the screen and axe have against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

#: No picture of a page is longer (in CSS pixels): a list may go on for ever.
LONGEST = 5000
REFUSED = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""


@contextmanager
def looking(chromium, url: str, *, width: int = 1280, scheme: str = "light", status: int = 200) -> Iterator[Any]:
    """A tab with the page at *url*; at the end nothing may have been reported, refused, or asked of another host."""
    tab = chromium.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    said: list[str] = []
    asked: set[str] = set()
    tab.add_init_script(REFUSED)
    # The browser reports a page that is answered with an error, which the test asked for.
    tab.on("console", lambda message: f"status of {status}" in message.text or said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    try:
        answer = tab.goto(url, wait_until="load")
        assert answer is not None
        assert status == answer.status
        yield tab
        assert [] == said
        assert {urlsplit(url).netloc} == asked
    finally:
        tab.close()


def fits(tab) -> None:
    """Nobody has to scroll to the side, and the style sheet is there."""
    assert tab.viewport_size["width"] >= tab.evaluate("document.documentElement.scrollWidth")
    assert tab.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def is_accessible(tab) -> None:
    """axe finds nothing to say against the page as it is shown now."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    found = axe.run(tab).response["violations"]
    assert [] == [(one["id"], [node["html"] for node in one["nodes"]][:5]) for one in found]


def photograph(tab, file: Path) -> None:
    """Keep what is seen, from the top of the page."""
    file.parent.mkdir(parents=True, exist_ok=True)
    size = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], LONGEST)}
    tab.screenshot(path=file, full_page=True, clip=clip, animations="disabled")
