"""The search form and its hits in a real browser: policy, width, axe, keyboard, without scripts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
PAGES = {
    "hits": "/search?q=gaviota&lang=es",
    "close": "/search?q=indorka&lang=en",
    "none": "/search?q=zzzzzzz&lang=en",
    "all": "/search?type=mov:Group&lang=es",
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


def test_a_name_is_typed_on_any_page_and_leads_to_its_thing_without_scripts(chromium, address):
    """By keyboard, in the language of the page that it was typed on."""
    tab = chromium.new_page(java_script_enabled=False, locale="en")
    try:
        tab.goto(address + "/page/epo?lang=es")
        tab.get_by_role("searchbox", name="Buscar").fill("raquea sergio")
        tab.keyboard.press("Enter")
        tab.get_by_role("link", name="Sergio Requena", exact=True).click()

        assert address + "/page/sergio-requena?lang=es" == tab.url
    finally:
        tab.close()
