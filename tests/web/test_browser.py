"""Pages in a real browser: asked by hand, read by keyboard, seen in both themes (test_every_page.py: all of them)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
ENTITY = "/page/battle-la-gaviota-2016"


def test_a_question_is_asked_and_answered_by_hand(chromium, address):
    tab = chromium.new_page(locale="en")
    try:
        tab.goto(address + "/query")
        tab.get_by_label("SPARQL query").fill("SELECT (1 + 1 AS ?two) {}")
        tab.get_by_role("button", name="Ask").click()

        assert "2" == tab.locator("table td").inner_text().strip()
    finally:
        tab.close()


def test_the_first_tab_skips_to_the_content(chromium, address):
    """Whoever reads by keyboard need not walk through the header on every page."""
    tab = chromium.new_page(locale="en")
    try:
        tab.goto(address + ENTITY)
        tab.keyboard.press("Tab")

        assert "#content" == tab.evaluate("document.activeElement.getAttribute('href')")
        assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    finally:
        tab.close()


def test_on_a_small_screen_the_ways_in_are_a_menu_that_needs_no_script(chromium, address):
    """Title, menu and languages are one row, the search field the second."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="es", java_script_enabled=False)
    try:
        tab = context.new_page()
        tab.goto(address + "/events")
        menu, way_in = tab.get_by_role("button", name="Menú"), tab.locator("#menu a").first

        assert tab.locator("header.site").bounding_box()["height"] < 120
        assert not way_in.is_visible()
        menu.focus()
        tab.keyboard.press("Enter")
        assert way_in.is_visible()
        tab.keyboard.press("Tab")
        assert "page" == tab.locator(":focus").get_attribute("aria-current")
        tab.keyboard.press("Escape")
        assert not way_in.is_visible()
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(chromium, address, scheme):
    """WCAG 2.2 AA, 1.4.3: 4.5 to 1 for text of ordinary size."""
    tab = chromium.new_page(color_scheme=scheme)
    try:
        tab.goto(address + ENTITY)
        ratios = tab.evaluate(CONTRASTS)

        assert len(ratios) > 5
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    finally:
        tab.close()


CONTRASTS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratios = {};
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    const fore = parse(getComputedStyle(element).color), back = ground(element);
    const [a, b] = [light(fore), light(back)].sort((x, y) => y - x);
    ratios[`${fore} on ${back}`] = (a + 0.05) / (b + 0.05);
  }
  return ratios;
}"""
