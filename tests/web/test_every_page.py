"""
Every kind of page in a real browser, in both languages and themes, on a small screen and a large one.

Pictures of all of them stand in `build/screenshots/` when the long test is over.
"""

from __future__ import annotations

import gzip

import pytest

from acervo.web.entities.layouts import LAYOUTS

from .looking import fits, is_accessible, looking, photograph

pytestmark = pytest.mark.slow
#: Addresses by the route that answers them. A new route for readers needs a line here.
PAGES = {
    "/": {"home": "/"},
    "/events": {"events": "/events", "events-chosen": "/events?time=2016&kind=mov:Battle"},
    "/timeline": {"timeline": "/timeline"},
    "/map": {"map": "/map"},
    "/search": {
        "search": "/search?q=gaviota",
        "search-close": "/search?q=indorka",
        "search-none": "/search?q=zzzzzzz",
        "search-all": "/search?type=mov:Group",
    },
    "/query": {
        "query": "/query",
        "query-rows": "/query?name=cq-01-who-came-to-a-battle",
        "query-graph": "/query?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Facervo%2Fepo%2Fid%2Findorca%3E",
    },
    "/queries": {"queries": "/queries?tag=claim"},
    "/disagreements": {
        "disagreements": "/disagreements",
        "disagreements-chosen": "/disagreements?kind=mov:PrecisionOnly",
    },
    "/sources": {"sources": "/sources"},
    "/ns": {"vocabulary": "/ns"},
    "/participedia/{slug}": {"concept": "/participedia/general_issues", "tag": "/participedia/tags"},
}
#: An entity of each class that has a page of its own; those with much to tell.
ENTITIES = {
    "Passage": "passage-interview-7bd1bc12",
    "Disagreement": "disagreement-660d5096cf81",
    "Claim": "battle-la-gaviota-2016-date-1",
    "Campaign": "productive-workers-battles",
    "Event": "battle-la-gaviota-2016",
    "Facility": "la-gaviota",
    "Organization": "indorca",
    "Person": "sergio-requena",
    "Place": "portuguesa-state",
    "Group": "epo-people-at-corpivensa",
    "Source": "source-interview",
    "Reference": "reference-case-2",
    "Footnote": "footnote-interview-5",
    "Section": "section-case-notes",
    "Case": "case-productive-workers-battles",
}
SHOWN = {name: path for pages in PAGES.values() for name, path in pages.items()} | {
    f"page-{name.lower()}": f"/page/{slug}" for name, slug in ENTITIES.items()
}
#: Not every test run need open more than these.
FEW = ("home", "page-event")


def test_every_route_for_readers_is_visited(browser):
    paths = browser.get("/openapi.json").json()["paths"]
    kinds = {path: told["get"]["responses"].get("200", {}) for path, told in paths.items() if "get" in told}
    routes = {path for path, answer in kinds.items() if "text/html" in answer.get("content", {})}

    assert len(routes) > 10
    assert PAGES.keys() | {"/page/{slug}"} == routes


def test_every_class_with_a_page_of_its_own_is_visited(site, edition_store):
    """But those that this archive has nothing of."""
    space = f"{site.base}id/"
    ask = "ASK {{ GRAPH ?g {{ ?thing a <{0}> FILTER(STRSTARTS(STR(?thing), '{1}')) }} }}"
    there = {one.of for one in LAYOUTS if edition_store.query(ask.format(one.of, space))}

    assert {of.replace("#", "/").rsplit("/", 1)[-1] for of in there} == ENTITIES.keys()


@pytest.mark.parametrize("name", FEW)
def test_a_page_keeps_within_policy_origin_and_screen(chromium, address, name):
    with looking(chromium, address + SHOWN[name], width=390, scheme="dark") as tab:
        fits(tab)
        is_accessible(tab)


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", SHOWN)
def test_every_page_does_in_both_themes(chromium, address, root, name, language, width):
    path = SHOWN[name]
    with looking(chromium, f"{address}{path}{'&' if '?' in path else '?'}lang={language}", width=width) as tab:
        fits(tab)
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            is_accessible(tab)
            photograph(tab, root / "build" / "screenshots" / f"{name}-{language}-{scheme}-{width}.png")


@pytest.mark.long
@pytest.mark.parametrize("name", SHOWN)
def test_every_page_is_small_enough_to_read_on_the_way(browser, name):
    page = browser.get(SHOWN[name], headers={"Accept": "text/html"})

    assert 200 == page.status_code
    assert len(gzip.compress(page.content)) <= 30 * 1024


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1920])
def test_a_page_that_is_not_there_does_too(chromium, address, root, width):
    with looking(chromium, f"{address}/page/nobody?lang=es", width=width, status=404) as tab:
        fits(tab)
        is_accessible(tab)
        photograph(tab, root / "build" / "screenshots" / f"problem-es-light-{width}.png")


def test_on_paper_a_page_is_a_page_and_no_screen(chromium, address):
    """Tables stay tables on A4, what can only be clicked is gone, and where links lead and the page stood is told."""
    with looking(chromium, address + "/sources?lang=en", width=680, scheme="dark") as tab:
        tab.emulate_media(media="print")

        assert "rgb(255, 255, 255)" == tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert [] == tab.evaluate(
            "[...document.querySelectorAll('nav, form, button')].filter((one) => one.checkVisibility())"
        )
        assert {"table-row"} == {
            *tab.evaluate("[...document.querySelectorAll('tr')].map(one => getComputedStyle(one).display)")
        }
        after = (
            "[...document.querySelectorAll('main a[rel~=noreferrer]')].map(a => getComputedStyle(a, '::after').content)"
        )
        assert any("http" in told for told in tab.evaluate(after))
        assert "/sources?lang=en" in tab.locator("footer .on-paper").inner_text()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 680


def test_what_is_for_paper_is_not_on_the_screen(browser, root):
    style = (root / "server/acervo/web/static/acervo.css").read_text(encoding="utf-8")

    assert ".on-paper {\n  display: none;" in style
    assert "http://localhost/page/indorca?lang=en" == browser.page("/page/indorca?lang=en").one("p", "on-paper").text
