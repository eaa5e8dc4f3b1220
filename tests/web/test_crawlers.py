"""What crawlers are told: every page of a thing with a name, once, and nothing without an end."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from acervo.web.routes import crawlers

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MANY = "".join(f':t{n:02} skos:prefLabel "{n}"@en .\n' for n in range(25))


def places(browser, path):
    answer = browser.get(path)
    assert (200, "application/xml") == (answer.status_code, answer.headers["content-type"])
    root = ElementTree.fromstring(answer.content)
    return root.tag.removeprefix(SPACE), [one.text for one in root.iter(f"{SPACE}loc")]


def test_the_sitemap_names_pages_that_are_there(browser, site):
    kind, addresses = places(browser, "/sitemap.xml")

    assert "urlset" == kind
    assert len(addresses) > 200
    assert len({*addresses}) == len(addresses)
    assert {"http://localhost/", "http://localhost/page/battle-la-gaviota-2016"} <= {*addresses}
    for address in addresses[:8] + addresses[-3:]:
        assert 200 == browser.get(address.removeprefix("http://localhost"), headers={"Accept": "text/html"}).status_code


@pytest.mark.parametrize(("most", "parts"), [(10, 3), (25, 1), (24, 2), (5, 5)])
def test_a_large_archive_has_a_sitemap_of_sitemaps(small, monkeypatch, most, parts):
    monkeypatch.setattr(crawlers, "MOST", most)
    browser = small(MANY)

    kind, addresses = places(browser, "/sitemap.xml")
    if parts > 1:
        assert "sitemapindex" == kind
        assert [f"http://localhost/sitemap-{number}.xml" for number in range(1, parts + 1)] == addresses
        addresses = [one for part in addresses for one in places(browser, part.removeprefix("http://localhost"))[1]]
    things = [one for one in addresses if "/page/" in one]
    assert [f"http://localhost/page/t{n:02}" for n in range(25)] == things


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "01", "1.5"])
def test_a_part_that_is_not_there_is_not_found(browser, number):
    assert 404 == browser.get(f"/sitemap-{number}.xml").status_code


def test_robots_may_read_pages_and_not_ask_queries(browser):
    rules = RobotFileParser()
    text = browser.get("/robots.txt").text
    rules.parse(text.splitlines())

    assert "Sitemap: http://localhost/sitemap.xml" in text.splitlines()
    for path in ("/", "/page/indorca", "/disagreements", "/sources", "/queries", "/static/acervo.css"):
        assert rules.can_fetch("any", f"http://localhost{path}"), path
    for path in ("/sparql", "/sparql?query=ASK{}", "/query?query=ASK{}", "/store?default", "/data/indorca.ttl"):
        assert not rules.can_fetch("any", f"http://localhost{path}"), path


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_what_is_unchanged_is_not_sent_twice(browser, path):
    first = browser.get(path)

    again = browser.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "" == browser.head(path).text
