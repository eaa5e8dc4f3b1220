"""Whole graphs: sorted, the same bytes each time, and named strongly (RFC 9110, sections 8.8.3 and 13.1.2)."""

from __future__ import annotations

import re
import shutil

import httpx
import pyoxigraph as ox
import pytest

from .conftest import ARCHIVES, serving

pytestmark = pytest.mark.slow

FORMATS = ("nt", "ttl", "rdf", "jsonld")
ADDRESSES = [f"/store?default&format={form}" for form in FORMATS] + [f"/graph/data/people.{form}" for form in FORMATS]
GRAPHS = {
    "/store?default": "",
    "/graph/derived/closure": "derived/closure",
    "/graph/ontology/core/claim": "ontology/core/claim",
}


@pytest.fixture(params=["memory", "disk"], scope="module")
def again(request, tmp_path_factory):
    """The small archive, in memory and on disk, in servers that share nothing with that of the other tests."""
    folder = tmp_path_factory.mktemp("again")
    copy = shutil.copytree(ARCHIVES / "lenin-shipyard", folder / "archive", ignore=shutil.ignore_patterns(".acervo"))
    if request.param == "disk":
        settings = copy / "acervo.toml"
        settings.write_text("memory_max_triples = 10\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    with serving(copy, folder / "stderr") as server:
        yield server


@pytest.mark.parametrize("address", ADDRESSES)
def test_8_8_3_a_dump_is_the_same_bytes_in_every_server(shipyard, again, client, address):
    """Else its name would say too much."""
    plain = {"Accept-Encoding": "identity"}
    here, there, later = (
        client.get(httpx.URL(f"{server.address}{address}"), headers=plain) for server in (shipyard, again, again)
    )

    assert here.content == there.content == later.content
    assert here.headers["etag"] == there.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+"', here.headers["etag"])


@pytest.mark.parametrize("path", GRAPHS)
def test_n_triples_are_sorted_lines_each_once(again, client, path):
    """Two editions can be compared line by line, and a triple be found without reading all."""
    lines = client.get(httpx.URL(again.address + path), headers={"Accept": "application/n-triples"}).text.splitlines()

    assert sorted(set(lines)) == lines
    assert len(lines) > 30


@pytest.mark.parametrize("path", GRAPHS)
def test_a_dump_is_the_graph_in_every_format(again, client, path):
    """The same triples as a query for them."""
    graph = GRAPHS[path]
    pattern = f"GRAPH <{again.base}graph/{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    asked = client.get(
        again.sparql,
        params={"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"},
        headers={"Accept": "application/n-triples"},
    )
    expected = set(ox.parse(asked.content, format=ox.RdfFormat.N_TRIPLES))
    kinds = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES}
    kinds |= {"application/rdf+xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD}
    for media_type, form in kinds.items():
        answer = client.get(httpx.URL(again.address + path), headers={"Accept": media_type})
        assert media_type == answer.headers["content-type"].partition(";")[0]
        assert expected == set(ox.parse(answer.content, format=form))


def test_turtle_has_subjects_together_and_types_first(again, client):
    """People read it, and compare it."""
    text = client.get(httpx.URL(f"{again.address}/store?default")).text
    header = [line for line in text.splitlines() if line.startswith("@prefix")]
    subjects = [str(quad.subject) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    order = list(dict.fromkeys(subjects))

    assert sorted(header) == header
    assert len(header) > 5
    assert [one for one in order for _ in range(subjects.count(one))][:500] == subjects[:500]
    assert "\n:gdansk a " in text


def test_8_8_3_1_what_changes_the_bytes_changes_the_name(shipyard, client):
    """Graph and format."""
    plain = {"Accept-Encoding": "identity"}
    tags = {client.get(httpx.URL(shipyard.address + one), headers=plain).headers["etag"] for one in ADDRESSES}

    assert len(ADDRESSES) == len(tags)


@pytest.mark.parametrize("address", ["/store?default", "/static/acervo.css"])
@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_8_8_3_3_another_coding_has_another_name(shipyard, client, address, coding):
    """They are other bytes; a cache that holds both must tell them apart."""
    url = httpx.URL(f"{shipyard.address}{address}")
    plain, coded = (client.get(url, headers={"Accept-Encoding": one}) for one in ("identity", coding))

    assert coding == coded.headers["content-encoding"]
    assert plain.content == coded.content
    assert f'{plain.headers["etag"][:-1]}-{coding}"' == coded.headers["etag"]
    assert "accept-encoding" in coded.headers["vary"].lower()


@pytest.mark.parametrize("address", ["/store?default", "/graph/data/people", "/static/acervo.css"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_13_1_2_who_has_the_dump_gets_304_with_the_name_it_has(shipyard, client, address, coding):
    """In the coding in which it has it; GET and HEAD."""
    url = httpx.URL(f"{shipyard.address}{address}")
    accepts = {"Accept-Encoding": coding}
    tag = client.get(url, headers=accepts).headers["etag"]
    for method in ("GET", "HEAD"):
        for header in (tag, f'"other", {tag}', f"W/{tag}"):
            answer = client.request(method, url, headers={**accepts, "If-None-Match": header})
            assert (304, b"", tag) == (answer.status_code, answer.content, answer.headers["etag"])


def test_13_1_2_a_coding_that_is_no_longer_accepted_is_another_representation(shipyard, client):
    """What the client has, it could not get now."""
    url = httpx.URL(f"{shipyard.address}/store?default")
    tag = client.get(url, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    for accepted in ("identity", "gzip;q=0, *", "br"):
        answer = client.get(url, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
        assert 200 == answer.status_code
    assert 304 == client.get(url, headers={"Accept-Encoding": "*", "If-None-Match": tag}).status_code


def test_8_8_3_answers_keep_their_weak_names_in_every_coding(shipyard, client):
    """A weak name is of the content."""
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 500"}
    tags = {
        client.get(shipyard.sparql, params=query, headers={"Accept-Encoding": one}).headers["etag"]
        for one in ("identity", "gzip")
    }

    assert 1 == len(tags)
    assert tags.pop().startswith('W/"')


def test_a_dump_and_a_query_for_the_same_are_kept_apart(shipyard, client):
    """The one comes in one order, the other as it is found."""
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{shipyard.base}graph/data/people> {{ ?s ?p ?o }} }}"
    asked = client.get(shipyard.sparql, params={"query": text})
    dumped = client.get(f"{shipyard.address}/graph/data/people")

    assert asked.headers["etag"].removeprefix("W/") != dumped.headers["etag"]
