"""Disagreements, sources, the query library and the vocabulary in a real browser: policy, width, axe, keyboard."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
PAGES = {
    "disagreements": "/disagreements",
    "filtered": "/disagreements?kind=mov:PrecisionOnly&lang=es",
    "sources": "/sources?lang=es",
    "queries": "/queries?tag=claim&lang=es",
    "vocabulary": "/ns",
    "concept": "/participedia/general_issues?lang=es",
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(chromium, address, path, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    tab = chromium.new_page(color_scheme=scheme, viewport={"width": width, "height": 844})
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    try:
        tab.goto(address + path, wait_until="load")
        assert width >= tab.evaluate("document.documentElement.scrollWidth")
        assert said == []
        found = axe.run(tab).response["violations"]
        assert [] == [(one["id"], [node["html"] for node in one["nodes"]][:5]) for one in found]
    finally:
        tab.close()


def test_a_kept_query_is_asked_with_another_value_without_scripts(chromium, address):
    tab = chromium.new_page(java_script_enabled=False, locale="en")
    try:
        tab.goto(address + "/queries")
        item = tab.locator("#cq-21-organization-by-part-of-its-name")
        item.locator("summary").click()
        item.get_by_label("words of the name in lower case").fill("indor")
        item.get_by_role("button", name="Ask").click()

        assert "Indorca" in tab.locator("table.solutions").inner_text()
    finally:
        tab.close()
