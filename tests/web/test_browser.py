"""Pages in a real browser: nothing breaks the policy, nothing leaves the origin, nothing runs off a small screen."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.slow
PAGES = {
    "home": "/",
    "entity": "/page/battle-la-gaviota-2016",
    "spanish": "/page/battle-la-gaviota-2016?lang=es",
    "case": "/page/case-productive-workers-battles",
    "passage": "/page/passage-interview-7bd1bc12",
    "source": "/page/source-interview",
    "claim": "/page/battle-la-gaviota-2016-date-1",
    "events": "/events",
    "timeline": "/timeline?lang=es",
    "map": "/map",
    "query": "/query?name=cq-01-who-came-to-a-battle",
    "graph": "/query?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Facervo%2Fepo%2Fid%2Findorca%3E",
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_keeps_within_policy_origin_and_screen(chromium, address, path, width):
    tab = chromium.new_page(viewport={"width": width, "height": 844})
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    try:
        tab.goto(address + path, wait_until="networkidle")

        assert said == []
        assert {urlsplit(address).netloc} == {urlsplit(url).netloc for url in asked}
        assert width >= tab.evaluate("document.documentElement.scrollWidth")
        assert tab.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet is not there"
    finally:
        tab.close()


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
        tab.goto(address + PAGES["entity"])
        tab.keyboard.press("Tab")

        assert "#content" == tab.evaluate("document.activeElement.getAttribute('href')")
        assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    finally:
        tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(chromium, address, scheme):
    """WCAG 2.2 AA, 1.4.3: 4.5 to 1 for text of ordinary size."""
    tab = chromium.new_page(color_scheme=scheme)
    try:
        tab.goto(address + PAGES["entity"])
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
