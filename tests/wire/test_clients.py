"""The clients that researchers have: SPARQLWrapper, RDFLib's store, curl."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import warnings
from xml.etree import ElementTree

import pytest
import SPARQLWrapper
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore

pytestmark = pytest.mark.slow

ID = Namespace("https://example.org/gdansk/id/")
MOV = Namespace("https://w3id.org/acervo/ns#")
NAMES = "SELECT ?name { :gdansk <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY LANG(?name)"
FILE = "https://example.org/gdansk/graph/data/places/gdansk"
GRAPH = f"CONSTRUCT {{ :gdansk ?p ?o }} WHERE {{ GRAPH <{FILE}> {{ :gdansk ?p ?o }} }}"
WAYS = [
    (SPARQLWrapper.GET, None),
    (SPARQLWrapper.POST, SPARQLWrapper.URLENCODED),
    (SPARQLWrapper.POST, SPARQLWrapper.POSTDIRECTLY),
]


@pytest.fixture(params=WAYS, ids=["get", "post", "post-direct"])
def wrapped(request, shipyard):
    """SPARQLWrapper, by each way of sending; what it gets back in one format."""
    method, way = request.param

    def ask(query: str, returned: str):
        client = SPARQLWrapper.SPARQLWrapper(shipyard.sparql)
        client.setMethod(method)
        if way is not None:
            client.setRequestMethod(way)
        client.setReturnFormat(returned)
        client.setQuery(shipyard.prefixed(query))
        with warnings.catch_warnings():
            # It warns that its own Accept header may not be known everywhere.
            warnings.simplefilter("ignore")
            return client.query()

    return ask


def test_sparqlwrapper_reads_solutions_in_every_format(wrapped):
    """Its converters take the standard formats apart, so that a wrong one fails."""
    rows = wrapped(NAMES, SPARQLWrapper.JSON).convert()["results"]["bindings"]
    xml = wrapped(NAMES, SPARQLWrapper.XML).convert()
    table = wrapped(NAMES, SPARQLWrapper.CSV).convert().decode()
    tabs = wrapped(NAMES, SPARQLWrapper.TSV).convert().decode()

    assert ["en", "es", "pl"] == [row["name"]["xml:lang"] for row in rows]
    assert ["Gdańsk"] * 3 == [node.firstChild.data for node in xml.getElementsByTagName("literal")]
    assert [["name"], *[["Gdańsk"]] * 3] == list(csv.reader(io.StringIO(table)))
    assert ["?name", '"Gdańsk"@en', '"Gdańsk"@es', '"Gdańsk"@pl'] == tabs.splitlines()


def test_sparqlwrapper_reads_a_yes_and_a_no(wrapped):
    """ASK, as JSON and as XML."""
    assert {"head": {}, "boolean": True} == wrapped("ASK { :gdansk a mov:Place }", SPARQLWrapper.JSON).convert()
    xml = wrapped("ASK { :gdansk a mov:Battle }", SPARQLWrapper.XML).convert()
    assert "false" == xml.getElementsByTagName("boolean")[0].firstChild.data


@pytest.mark.parametrize(
    ("returned", "parser"),
    [
        (SPARQLWrapper.TURTLE, "turtle"),
        (SPARQLWrapper.N3, "n3"),
        (SPARQLWrapper.RDFXML, "xml"),
        (SPARQLWrapper.XML, "xml"),
        (SPARQLWrapper.JSONLD, "json-ld"),
    ],
)
def test_sparqlwrapper_reads_graphs_in_every_format(wrapped, shipyard, client, returned, parser):
    """The same graph whatever the syntax; N3 readers read Turtle."""
    expected = Graph().parse(
        data=client.get(shipyard.sparql, params={"query": shipyard.prefixed(GRAPH), "format": "nt"}).text, format="nt"
    )
    converted = wrapped(GRAPH, returned).convert()
    graph = converted if isinstance(converted, Graph) else Graph().parse(data=converted, format=parser)

    assert 6 == len(expected)
    assert isomorphic(expected, graph)


def test_sparqlwrapper_is_told_its_mistakes(wrapped):
    """It has an exception for a bad query, which shows our words."""
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="malformed-query"):
        wrapped("SELECT ?x { ?x ?p", SPARQLWrapper.JSON)


def test_sparqlwrapper_sends_default_graphs(shipyard):
    """Its own parameters for the dataset."""
    client = SPARQLWrapper.SPARQLWrapper(shipyard.sparql, returnFormat=SPARQLWrapper.JSON)
    client.addDefaultGraph("https://example.org/gdansk/graph/data/people")
    client.setQuery("SELECT ?who { ?who a ?kind } ORDER BY ?who")

    rows = client.query().convert()["results"]["bindings"]
    assert [str(ID.testers), str(ID.welder)] == [row["who"]["value"] for row in rows]


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def remote(request, shipyard) -> Graph:
    """A graph in RDFLib whose triples are all at the endpoint."""
    return Graph(SPARQLStore(shipyard.sparql, method=request.param))


def test_rdflib_sees_the_endpoint_as_a_graph(remote):
    """Patterns become queries; terms come back as terms."""
    labels = set(remote.objects(ID.gdansk, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")))

    assert (ID.gdansk, RDF.type, MOV.Place) in remote
    assert {Literal("Gdańsk", lang=language) for language in ("en", "es", "pl")} == labels
    assert {ID.gdansk} == set(remote.subjects(MOV.placeKind, MOV.City))


def test_rdflib_queries_the_endpoint(remote):
    """Solutions in its own classes, types kept."""
    rows = list(remote.query(f"SELECT ?n {{ ?count <{MOV.of}> ?strike ; <{MOV.value}> ?n }} ORDER BY ?n"))

    assert [16000, 17000] == [row.n.toPython() for row in rows]
    assert remote.query(f"ASK {{ <{ID.gdansk}> a <{MOV.Place}> }}").askAnswer


def test_rdflib_counts_each_triple_once(remote, shipyard, client):
    """len() asks COUNT over the default graph."""
    answer = client.get(shipyard.sparql, params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"})

    assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) == len(remote)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl_asks_as_the_readme_shows(shipyard):
    """A table on a terminal, with nothing installed."""
    question = f"query={shipyard.prefixed(NAMES)}"
    asked = subprocess.run(
        ["curl", "--silent", "--fail", "-H", "Accept: text/csv", "--data-urlencode", question, shipyard.sparql],
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert "name\r\nGdańsk\r\nGdańsk\r\nGdańsk\r\n".encode() == asked.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_greeting_s_own_line_works_in_a_shell(shipyard):
    """It is there to be copied."""
    line = next(line.strip() for line in shipyard.greeting.splitlines() if line.strip().startswith("curl "))
    asked = subprocess.run(line, shell=True, capture_output=True, check=True, timeout=60)

    assert asked.stdout.startswith(b"number,qualifier,source,passage\r\n17000,")


def test_the_standard_library_is_enough(shipyard, client):
    """JSON and XML of one answer say the same."""
    asked = {"query": shipyard.prefixed(NAMES)}
    table = json.loads(client.get(shipyard.sparql, params=asked).content)
    tree = ElementTree.fromstring(
        client.get(shipyard.sparql, params=asked, headers={"Accept": "application/sparql-results+xml"}).content
    )
    space = "{http://www.w3.org/2005/sparql-results#}"

    assert [row["name"]["value"] for row in table["results"]["bindings"]] == [
        literal.text for literal in tree.iter(f"{space}literal")
    ]
