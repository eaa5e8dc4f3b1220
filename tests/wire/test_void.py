"""VoID at `/.well-known/void`: each part under the name it has there (docs/reference/conformance.md)."""

from __future__ import annotations

import re
from datetime import datetime

import httpx
import pytest
from rdflib import DCTERMS, FOAF, RDF, SKOS, VOID, Graph, Literal, URIRef

from acervo.corpus.archive import open_archive
from wire.conftest import ROOT
from wire.test_caching import asked, figures
from wire.void_reading import Ask, Description

pytestmark = pytest.mark.slow
__all__ = ["figures"]

FORMS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


@pytest.fixture(scope="module")
def void(shipped) -> str:
    return f"{shipped.address}/.well-known/void"


@pytest.fixture(scope="module")
def described(void) -> Description:
    return Description.of(httpx.get(void).text)


@pytest.fixture(scope="module")
def ask_shipped(shipped) -> Ask:
    with httpx.Client(timeout=60) as client:

        def rows(query: str) -> list[dict[str, str]]:
            answer = client.post(shipped.sparql, data={"query": query})
            assert 200 == answer.status_code, answer.text
            return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]

        yield rows


def test_statistics_and_partitions_are_what_queries_count(described, ask_shipped):
    """Every number of the description, by a query of its own at the same server."""
    figures = described.figures()

    assert 1_000 < len(figures)
    assert described.asked(ask_shipped) == figures


def test_metadata_is_what_the_archive_says_of_itself(described, shipped, client):
    """Its own title, description, licence and publisher; the edition, and when it was changed."""
    graph, dataset = described.graph, described.dataset
    own = Graph().parse(ROOT / "data" / "archive.ttl", publicID=shipped.base)
    terms = (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher)
    publisher = described.one(dataset, DCTERMS.publisher)
    names = {name.language for name in graph.objects(publisher, SKOS.prefLabel) if isinstance(name, Literal)}
    modified = described.one(dataset, DCTERMS.modified)
    edition = client.get(f"{shipped.address}/health").json()["edition"]

    assert URIRef(shipped.base) == dataset
    assert all(set(own.objects(dataset, term)) == set(graph.objects(dataset, term)) != set() for term in terms)
    assert {"en", "es"} == names
    assert datetime.fromisoformat(str(modified)) <= datetime.now().astimezone()
    assert (dataset, URIRef("http://www.w3.org/ns/dcat#version"), Literal(edition)) in graph


def test_the_description_names_itself_and_what_it_is_of(described, void):
    """Who finds the file elsewhere knows where it is from."""
    assert (URIRef(void), RDF.type, VOID.DatasetDescription) in described.graph
    assert (URIRef(void), FOAF.primaryTopic, described.dataset) in described.graph


def test_endpoint_and_dump_are_there(described, shipped, client):
    """Both with their whole address; the dump has as many triples as are told, in each form that is told."""
    graph, dataset = described.graph, described.dataset
    dump = str(described.one(dataset, VOID.dataDump))
    features = {str(one).rpartition("/")[2] for one in graph.objects(dataset, VOID.feature)}
    lines = client.get(dump, headers={"Accept": "application/n-triples"}).text.splitlines()

    assert URIRef(shipped.sparql) == described.one(dataset, VOID.sparqlEndpoint)
    assert dump.startswith(shipped.address)
    assert {"Turtle", "N-Triples", "RDF_XML", "JSON-LD"} == features
    assert described.number(dataset, "triples") == len(set(lines)) == len(lines)


def test_example_resources_have_pages(described, shipped, client):
    """They begin as all entities do, and can be looked at."""
    examples = [str(one) for one in described.graph.objects(described.dataset, VOID.exampleResource)]
    space = str(described.one(described.dataset, VOID.uriSpace))

    assert 3 == len(examples)
    for iri in examples:
        assert iri.startswith(space)
        path = f"{shipped.address}/{iri.removeprefix(shipped.base)}"
        assert 200 == client.get(path, headers={"Accept": "text/html"}, follow_redirects=True).status_code


def test_vocabularies_are_those_of_all_properties_and_classes(described, ask_shipped):
    """A client may leave out a dataset that does not name the vocabulary it looks for."""
    named = tuple(str(one) for one in described.graph.objects(described.dataset, VOID.vocabulary))
    used = {row["x"] for row in ask_shipped("SELECT DISTINCT ?x { { ?s ?x ?o } UNION { ?s a ?x FILTER(isIRI(?x)) } }")}

    assert named
    assert [] == [iri for iri in used if not iri.startswith(named)]
    assert [] == [one for one in named if not any(iri.startswith(one) for iri in used)]


def test_every_iri_is_absolute(shipped, void, client):
    """Lines of N-Triples with a relative IRI are none; its own addresses are those that the client knows."""
    text = client.get(void, headers={"Accept": "application/n-triples"}).text
    by_name = client.get(void.replace("127.0.0.1", "localhost")).text

    assert len(Graph().parse(data=text, format="nt")) == len(text.splitlines())
    assert "<http" in text
    assert not [line for line in text.splitlines() if "<" in line.replace("<http", "").replace("<urn:", "")]
    assert "127.0.0.1" not in by_name
    assert f"<{shipped.sparql.replace('127.0.0.1', 'localhost')}>" in by_name


def test_the_service_description_says_the_same_but_for_the_partitions(shipped, void, client):
    """Whichever of the two a client looks for; the shorter one is read before queries."""
    accept = {"Accept": "application/n-triples"}
    whole, short = (set(client.get(one, headers=accept).text.splitlines()) for one in (void, shipped.sparql))

    assert any("service-description#Service>" in line for line in short)
    assert short < whole
    assert not [line for line in whole - short if not re.search(r"Partition> _:|^_:(property|class)", line)]


@pytest.mark.parametrize("kind", FORMS)
def test_well_known_uri_gives_each_form_by_negotiation(described, void, client, kind):
    """Turtle to who does not care; all say the same."""
    answer = client.get(void, headers={"Accept": kind})
    by_name = client.get(void, params={"format": kind})
    anything = client.get(void)

    assert (200, kind) == (answer.status_code, answer.headers["content-type"].partition(";")[0])
    assert len(described.graph) == len(Graph().parse(data=answer.content, format=FORMS[kind]))
    assert (200, "text/turtle; charset=utf-8") == (anything.status_code, anything.headers["content-type"])
    assert (answer.headers["etag"], len(answer.content)) == (by_name.headers["etag"], len(by_name.content))


def test_well_known_uri_is_http_as_elsewhere(void, client):
    """HEAD, OPTIONS, 405, 406; any page may read it."""
    head, get = client.head(void), client.get(void)
    options, deleted = client.options(void), client.delete(void)
    refused = client.get(void, headers={"Accept": "image/png"})

    assert (200, b"", get.headers["etag"]) == (head.status_code, head.content, head.headers["etag"])
    assert (204, "GET, HEAD, OPTIONS") == (options.status_code, options.headers["allow"])
    assert 405 == deleted.status_code
    assert (406, "/problems/not-acceptable") == (refused.status_code, refused.json()["type"])
    assert ["*"] * 4 == [one.headers["access-control-allow-origin"] for one in (get, head, deleted, refused)]
    assert "Accept" in get.headers["vary"]


def test_well_known_uri_costs_no_query(shipyard, client, figures):
    """An edition is counted when it is built; who has the description is told so."""
    address = f"{shipyard.address}/.well-known/void"
    before = figures()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    other = client.get(address, headers={"If-None-Match": first.headers["etag"], "Accept": "application/n-triples"})

    assert (304, b"") == (again.status_code, again.content)
    assert 200 == other.status_code
    assert first.headers["etag"] != other.headers["etag"]
    assert 0 == asked(before, figures())


def test_the_openapi_knows_it(shipyard, client):
    """With the forms it comes in."""
    told = client.get(f"{shipyard.address}/openapi.json").json()["paths"]["/.well-known/void"]["get"]

    assert set(FORMS) == set(told["responses"]["200"]["content"])
    assert ["format"] == [one["name"] for one in told["parameters"]]


def test_discovery_from_the_home_page(shipyard, client):
    """In its head for who reads HTML, in a header for who does not."""
    answer = client.get(f"{shipyard.address}/", headers={"Accept": "text/html"})

    assert '<link rel="describedby" href="/.well-known/void" type="text/turtle">' in answer.text
    assert '</.well-known/void>; rel="describedby"; type="text/turtle"' == answer.headers["link"]


def test_a_host_that_is_none_is_the_client_s_mistake(void, client):
    """It would stand in every address of the description."""
    answer = client.get(void, headers={"Host": "a%zz"})

    assert (400, "/problems/bad-request") == (answer.status_code, answer.json()["type"])


def test_metadata_is_that_of_the_settings_where_the_data_are_silent(shipyard, client):
    """The second archive has its licence in its files, and its title in its settings."""
    described = Description.of(client.get(f"{shipyard.address}/.well-known/void").text)
    settings = open_archive(ROOT / "tests" / "archives" / "lenin-shipyard").settings
    titles = {Literal(text, lang=language) for language, text in settings.title.items()}

    assert titles
    assert titles == set(described.graph.objects(described.dataset, DCTERMS.title))
    assert URIRef("https://creativecommons.org/publicdomain/zero/1.0/") == described.one(
        described.dataset, DCTERMS.license
    )
