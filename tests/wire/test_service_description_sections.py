"""SPARQL Service Description: each demand under its section (docs/reference/conformance.md)."""

from __future__ import annotations

import pytest
from rdflib import RDF, VOID, Graph, Namespace, URIRef

pytestmark = pytest.mark.slow

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def described(shipyard, client) -> Graph:
    return Graph().parse(data=client.get(shipyard.sparql).content, format="turtle")


def test_2_accessing_get_without_parameters_gives_the_description(shipyard, client):
    """It is RDF, for whoever accepts anything."""
    answer = client.get(shipyard.sparql)

    assert (200, "text/turtle; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert Graph().parse(data=answer.content, format="turtle")


@pytest.mark.parametrize("kind", ["turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_2_accessing_other_forms_by_content_negotiation(shipyard, client, described, kind):
    """All of them say the same."""
    kind = "text/turtle" if kind == "turtle" else kind
    answer = client.get(shipyard.sparql, headers={"Accept": kind})
    name = {"application/n-triples": "nt", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}

    assert kind == answer.headers["content-type"].partition(";")[0]
    assert len(described) == len(Graph().parse(data=answer.content, format=name.get(kind, "turtle")))


def test_3_dataset_the_default_graph_of_a_dataset_is_linked(described):
    """By sd:defaultGraph."""
    datasets = set(described.subjects(RDF.type, SD.Dataset))

    assert datasets
    assert all(list(described.objects(one, SD.defaultGraph)) for one in datasets)


def test_3_feature_names_are_those_that_there_are(described):
    """The default graph is the union; nothing is fetched for FROM."""
    features = set(described.objects(None, SD.feature))

    assert SD.UnionDefaultGraph in features
    assert not features & {SD.DereferencesURIs, SD.RequiresDataset, SD.EmptyGraphs}


def test_conformance_the_endpoint_is_named(shipyard, described):
    """With the address that was asked, whichever name of the host that was."""
    assert URIRef(shipyard.sparql) in set(described.objects(None, SD.endpoint))
    assert (None, RDF.type, SD.Service) in described


def test_3_named_graph_has_a_name_and_a_graph_with_its_triples(shipyard, client, described):
    """As many as a query finds in it."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = client.get(shipyard.sparql, params={"query": query}).json()["results"]["bindings"]
    told = {
        str(described.value(named, SD.name)): described.value(described.value(named, SD.graph), VOID.triples).value
        for named in described.subjects(RDF.type, SD.NamedGraph)
    }

    assert {row["g"]["value"]: int(row["n"]["value"]) for row in rows} == told


def test_3_language_and_formats_are_answered(shipyard, client, described):
    """Each format that is told is one that a query gets."""
    names = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "RDF_XML": "application/rdf+xml",
        "JSON-LD": "application/ld+json",
    }
    formats = {str(one).rpartition("/")[2] for one in described.objects(None, SD.resultFormat)}
    answered = {}
    for name in formats:
        query = "SELECT * {}" if "Results" in name else "CONSTRUCT WHERE { ?s ?p 1980 }"
        answer = client.get(shipyard.sparql, params={"query": query}, headers={"Accept": names[name]})
        answered[name] = answer.headers["content-type"].partition(";")[0]

    assert {SD.SPARQL11Query} == set(described.objects(None, SD.supportedLanguage))
    assert names == answered
