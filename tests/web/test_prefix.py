"""Pages below a path of a proxy."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

THINGS = ':a a mov:Event ; skos:prefLabel "One"@en . :b a mov:Event ; mov:partOf :a ; skos:note "href=\\"/x\\"" .'


@pytest.fixture
def below(small):
    """The application as a proxy at `/epo` leads to it: the server puts the path back before the application."""
    client = small(THINGS)
    app = client.app

    async def served(scope, receive, send):
        if scope["type"] == "http":
            path = {"path": f"/epo{scope['path']}", "raw_path": b"/epo" + scope["path"].encode()}
            scope = {**scope, **path, "root_path": "/epo"}
        await app(scope, receive, send)

    client._transport.app = served
    return client


@pytest.mark.parametrize("path", ["/", "/query?query=ASK+%7B%7D", "/page/a", "/page/b", "/page/nothing"])
def test_every_link_of_a_page_leads_below_the_path(below, path):
    """One that leads to the top leads to another site."""
    answer = below.get(path, headers={"Accept": "text/html"})
    links = re.findall(r'(?:href|src|action)="([^"]+)"', answer.text)
    local = [link for link in (urljoin(f"http://localhost/epo{path}", link) for link in links) if "localhost" in link]

    assert local
    assert [] == [link for link in local if not link.startswith("http://localhost/epo/")]
    assert len(answer.content) == len(answer.text.encode())


def test_what_a_text_says_is_left_as_it_is(below):
    """Only tags have links."""
    assert "href=&#34;/x&#34;" in below.get("/page/b", headers={"Accept": "text/html"}).text


def test_redirects_lead_below_the_path(below):
    """From a thing to its page."""
    answer = below.get("/id/a", headers={"Accept": "text/html"})

    assert 303 == answer.status_code
    assert answer.headers["location"] in ("/epo/page/a", "../page/a")


def test_the_service_description_names_the_endpoint_below_the_path(below):
    """A client asks there."""
    assert "<http://localhost/epo/sparql>" in below.get("/sparql", headers={"Accept": "text/turtle"}).text


def test_an_answer_is_not_touched(below):
    """Links stand in pages; data are data."""
    query = "SELECT ?link { VALUES ?link { '<a href=\"/x\">' } }"
    answer = below.get("/sparql", params={"query": query}, headers={"Accept": "text/tab-separated-values"})

    assert 'href=\\"/x\\"' in answer.text


def test_head_says_what_get_would(below):
    """Without a body there is nothing to move."""
    assert 200 == below.head("/", headers={"Accept": "text/html"}).status_code
