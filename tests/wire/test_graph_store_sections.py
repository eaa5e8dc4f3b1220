"""SPARQL Graph Store Protocol, the reading side: each demand under its section (docs/reference/conformance.md)."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from .conftest import ROOT

pytestmark = pytest.mark.slow

GRAPH = "https://example.org/gdansk/graph/data/places/gdansk"
FILE = ROOT / "tests" / "archives" / "lenin-shipyard" / "data" / "places" / "gdansk.ttl"


def turtle(answer: httpx.Response) -> Graph:
    assert 200 == answer.status_code, answer.text
    return Graph().parse(data=answer.content, format="turtle")


@pytest.fixture
def store(shipyard) -> str:
    return f"{shipyard.address}/store"


def test_4_1_direct_a_graph_answers_at_its_own_iri(shipyard, client):
    """On whatever host the archive is served; it is what its file says."""
    answer = client.get(f"{shipyard.address}/graph/data/places/gdansk")

    assert isomorphic(Graph().parse(FILE, publicID=shipyard.base), turtle(answer))


@pytest.mark.parametrize("name", ["derived/archive", "data/people", "ontology/core/event", "data/p%65ople"])
def test_4_1_direct_every_graph_that_is_listed_has_its_iri(shipyard, client, name):
    """Files, the core and derived graphs; other spellings of one path are the same."""
    assert 200 == client.get(httpx.URL(f"{shipyard.address}/graph/{name}")).status_code


def test_4_1_direct_a_suffix_names_the_format(shipyard, client):
    """A link cannot set headers; a graph's IRI itself has no suffix."""
    kinds = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}
    sent = [client.get(f"{shipyard.address}/graph/data/places/gdansk.{one}") for one in (*kinds, "jsonld")]

    assert [*kinds.values(), "application/ld+json"] == [one.headers["content-type"].partition(";")[0] for one in sent]
    assert 404 == client.get(f"{shipyard.address}/graph/data/places/gdansk.png").status_code


def test_4_2_indirect_the_graph_parameter_is_percent_decoded_utf_8(store, client):
    """Whatever is not UTF-8 is a bad request."""
    encoded = GRAPH.replace(":", "%3A").replace("/", "%2F")

    assert turtle(client.get(httpx.URL(f"{store}?graph={encoded}")))
    assert 400 == client.get(httpx.URL(f"{store}?graph=http%3A%2F%2Fa%2F%FF")).status_code
    assert 404 == client.get(store, params={"graph": "http://example.org/ń"}).status_code


@pytest.mark.parametrize("iri", ["data/places/gdansk", "/graph/data/people", "", "http://a b/", "http://a/<>"])
def test_4_2_indirect_a_graph_that_is_no_absolute_iri_is_400(store, client, iri):
    """The standard has no base here."""
    assert 400 == client.get(store, params={"graph": iri}).status_code


def test_4_2_indirect_and_direct_give_the_same_graph(shipyard, store, client):
    """Also where the IRI is written with this server's own address."""
    here = f"{shipyard.address}/graph/data/places/gdansk"
    sent = [client.get(here), client.get(store, params={"graph": GRAPH}), client.get(store, params={"graph": here})]

    assert 1 == len({answer.content for answer in sent})
    assert turtle(sent[0])


def test_4_2_default_is_the_default_graph(shipyard, store, client):
    """The union of all graphs, each triple once."""
    answer = client.get(httpx.URL(f"{store}?default"), headers={"Accept": "application/n-triples"})
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    count = client.get(shipyard.sparql, params=query).json()["results"]["bindings"][0]["n"]["value"]

    assert int(count) == sum(1 for _ in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("parameters", ["", "?default&graph=a:b", "?graph=a:b&graph=a:c", "?default&default"])
def test_4_2_one_graph_at_a_time(store, client, parameters):
    """None, and more than one, say nothing that can be answered."""
    answer = client.get(httpx.URL(f"{store}{parameters}"))

    assert 400 == answer.status_code
    assert "?graph=IRI" in answer.json()["detail"]


def test_5_without_an_accept_header_comes_rdf(shipyard, store):
    """Turtle, as for every graph."""
    request = httpx.Request("GET", store, params={"graph": GRAPH})
    with httpx.Client(headers={}) as client:
        del client.headers["accept"]
        answer = client.send(request)

    assert "accept" not in answer.request.headers
    assert "text/turtle; charset=utf-8" == answer.headers["content-type"]


def test_5_1_unsupported_methods_are_405(shipyard, store, client):
    """Whatever they carry; the answer says which methods there are, and how the archive changes."""
    for address in (f"{store}?graph={GRAPH}", store, f"{shipyard.address}/graph/data/people"):
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            answer = client.request(method, address, content=b"<a:a> <a:b> <a:c> .")
            assert (405, "GET, HEAD, OPTIONS") == (answer.status_code, answer.headers["allow"])
            assert "in git" in answer.json()["detail"]


def test_5_1_a_graph_that_is_not_there_is_404(shipyard, store, client):
    """Directly and indirectly."""
    sent = [
        client.get(store, params={"graph": "http://example.org/nothing"}),
        client.get(f"{shipyard.address}/graph/data/nothing"),
        client.head(f"{shipyard.address}/graph/data/nothing"),
        client.get(f"{shipyard.address}/graph/"),
    ]

    assert [404] * 4 == [answer.status_code for answer in sent]
    assert "GRAPH ?g" in sent[0].json()["detail"]


def test_5_2_get_is_the_construct_that_the_standard_names(shipyard, store, client):
    """`CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <graph> { ?s ?p ?o } }`."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    asked = client.get(shipyard.sparql, params={"query": query})

    assert isomorphic(turtle(asked), turtle(client.get(store, params={"graph": GRAPH})))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples, */*;q=0.1", "application/n-triples"),
        ("text/turtle;q=0, application/rdf+xml;q=0.2, application/ld+json;q=0.1", "application/rdf+xml"),
        ("text/html, application/ld+json;q=0.1", "application/ld+json"),
    ],
)
def test_5_2_get_in_the_preferred_format(store, client, accept, media_type):
    """By the header, or by `format=`."""
    answer = client.get(store, params={"graph": GRAPH}, headers={"Accept": accept})
    named = client.get(store, params={"graph": GRAPH, "format": media_type.partition(";")[0]})

    assert [media_type] * 2 == [answer.headers["content-type"], named.headers["content-type"]]
    assert "Accept" in answer.headers["vary"]


def test_5_2_get_in_no_format_that_is_made_is_406(store, client):
    """The refusal lists those that are."""
    answer = client.get(store, params={"graph": GRAPH}, headers={"Accept": "text/csv"})

    assert 406 == answer.status_code
    assert "text/turtle" in answer.json()["offers"]


def test_5_2_get_is_cacheable(store, client):
    """With a validator, so that it costs nothing to ask again."""
    first = client.get(store, params={"graph": GRAPH})
    again = client.get(store, params={"graph": GRAPH}, headers={"If-None-Match": first.headers["etag"]})

    assert "public" in first.headers["cache-control"]
    assert (304, b"") == (again.status_code, again.content)


def test_5_6_head_is_get_without_the_body(shipyard, store, client):
    """The same status and the same headers."""
    for address in (f"{store}?graph={GRAPH}", f"{store}?default", f"{shipyard.address}/graph/data/people"):
        get, head = client.get(address), client.head(address)
        assert (200, b"") == (head.status_code, head.content)
        assert [get.headers[name] for name in ("content-type", "etag", "vary")] == [
            head.headers[name] for name in ("content-type", "etag", "vary")
        ]


def test_7_what_a_graph_may_not_be_is_said_without_looking_at_it(store, client):
    """A request to replace a graph is refused before its body is read."""
    answer = client.put(f"{store}?graph={GRAPH}", content=b"\xff" * 100, headers={"Content-Type": "image/png"})

    assert 405 == answer.status_code
