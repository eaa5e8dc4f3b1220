"""The search form and its hits in a real browser: keyboard, without scripts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


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


@pytest.fixture
def typing(chromium, address):
    """A page on which somebody types; what the browser complains of is remembered."""
    tab = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark", locale="en")
    tab.said = []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("request", lambda request: request.url.startswith(address) or tab.said.append(request.url))
    tab.goto(address + "/sources?lang=es")
    yield tab
    assert [] == tab.said
    tab.close()


def test_suggestions_come_while_one_types_and_are_followed_by_keyboard(typing, address):
    """The list is a combobox's; the text keeps the focus, and Escape closes."""
    box = typing.get_by_role("combobox", name="Buscar")
    box.press_sequentially("requena")
    options = typing.get_by_role("option")
    options.first.wait_for()
    assert "Sergio Requena" in options.first.inner_text()
    assert "true" == box.get_attribute("aria-expanded")
    box.press("Escape")
    assert (0, "requena", "false") == (options.count(), box.input_value(), box.get_attribute("aria-expanded"))
    box.press("ArrowDown")
    options.first.wait_for()
    box.press("ArrowDown")
    assert "true" == options.first.get_attribute("aria-selected")
    assert options.first.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    box.press("Enter")
    typing.wait_for_url(address + "/page/sergio-requena?lang=es")


def test_suggestions_fit_the_screen_and_axe_finds_nothing(typing):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    typing.get_by_role("combobox", name="Buscar").press_sequentially("gav")
    typing.get_by_role("option").first.wait_for()

    box = typing.get_by_role("listbox", name="Sugerencias").bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390 >= typing.evaluate("document.documentElement.scrollWidth")
    assert [] == [one["id"] for one in axe.run(typing).response["violations"]]


def test_a_suggestion_is_clicked_and_the_form_still_searches(typing, address):
    box = typing.get_by_role("combobox", name="Buscar")
    box.press_sequentially("gaviota")
    typing.get_by_role("option").first.click()
    typing.wait_for_url(address + "/page/**")
    box.fill("gaviota")
    box.press("Enter")
    typing.wait_for_url(address + "/search?lang=es&q=gaviota")
