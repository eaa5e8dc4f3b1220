"""Pages by edition: an ETag, and 304 without a query (RFC 9110, section 13)."""

from __future__ import annotations

import re

import httpx
import pytest

pytestmark = pytest.mark.slow

PATHS = ("/", "/page/gdansk", "/data/gdansk.ttl", "/query", "/query?query=ASK%20%7B%7D", "/?lang=pl")


@pytest.fixture
def figures(shipyard, client):
    """What the server counts."""

    def read() -> dict[str, float]:
        lines = client.get(f"{shipyard.address}/metrics").text.splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}

    return read


def queries(figures: dict[str, float]) -> float:
    return sum(count for name, count in figures.items() if name.startswith("acervo_queries_total"))


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_page_gets_304_without_a_query(shipyard, client, figures, path):
    """By GET and by HEAD; it is counted."""
    address = httpx.URL(shipyard.address + path)
    page = client.get(address)
    before = figures()
    again = [client.request(one, address, headers={"If-None-Match": page.headers["etag"]}) for one in ("GET", "HEAD")]
    after = figures()

    assert (200, "public, no-cache") == (page.status_code, page.headers["cache-control"])
    assert re.fullmatch(r'W/"[0-9a-f]+"', page.headers["etag"])
    for answer in again:
        assert (304, b"", page.headers["etag"]) == (answer.status_code, answer.content, answer.headers["etag"])
        assert "public, no-cache" == answer.headers["cache-control"]
    assert queries(before) == queries(after)
    assert 2 == after['acervo_not_modified_total{kind="page"}'] - before['acervo_not_modified_total{kind="page"}']


def test_what_changes_the_page_changes_its_name(shipyard, client):
    """Path, parameters, language."""
    tags = [client.get(httpx.URL(shipyard.address + path)).headers["etag"] for path in (*PATHS, "/page/welder")]
    polish = client.get(f"{shipyard.address}/page/gdansk", headers={"Accept-Language": "pl"})

    assert len(set(tags)) == len(tags)
    assert polish.headers["etag"] not in tags
    assert "Accept-Language" in polish.headers["vary"]


def test_the_name_of_one_language_is_not_that_of_another(shipped, client):
    """Who has the English page and now reads Spanish gets it in Spanish."""
    tag = client.get(f"{shipped.address}/", headers={"Accept-Language": "en"}).headers["etag"]
    answer = client.get(f"{shipped.address}/", headers={"Accept-Language": "es", "If-None-Match": tag})

    assert (200, "es") == (answer.status_code, answer.headers["content-language"])


@pytest.mark.parametrize(
    "path", ["/query?query=SELECT%20(NOW()%20AS%20%3Fx)%20%7B%7D", "/query?query=SELECT", "/page/nothing"]
)
def test_what_may_be_another_next_time_has_no_name(shipyard, client, path):
    """A query with NOW, a mistake, a page that may come to be."""
    answer = client.get(httpx.URL(shipyard.address + path), headers={"Accept": "text/html"})

    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] in ("no-store", "no-cache")


def test_304_of_answers_and_graphs_is_counted_too(shipyard, client, figures):
    """Each by its kind."""
    before = figures()
    for path in ("/sparql?query=ASK%20%7B%7D", "/graph/data/people"):
        address = httpx.URL(shipyard.address + path)
        tag = client.get(address).headers["etag"]
        assert 304 == client.get(address, headers={"If-None-Match": tag}).status_code
    after = figures()
    names = [f'acervo_not_modified_total{{kind="{kind}"}}' for kind in ("answer", "graph", "page")]

    assert [1, 1, 0] == [after[name] - before[name] for name in names]
