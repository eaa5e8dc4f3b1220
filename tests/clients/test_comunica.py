"""Comunica, which queries many kinds of source, given nothing but the address of the endpoint."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from .conftest import Archives, Ask, rows_of
from .questions import ASKS, CONSTRUCTS, SELECTS

pytestmark = pytest.mark.long


@pytest.mark.parametrize("query", SELECTS.values(), ids=SELECTS)
def test_select(comunica: Ask, archives: Archives, query: str) -> None:
    """The rows of the engine itself, terms and all."""
    answer = comunica(archives.filled(query), archives.here.sparql)

    assert archives.rows(query) == rows_of(answer)


@pytest.mark.parametrize(("query", "expected"), ASKS.values(), ids=ASKS)
def test_ask(comunica: Ask, archives: Archives, query: str, expected: bool) -> None:
    """Yes and no."""
    assert expected is json.loads(comunica(archives.filled(query), archives.here.sparql))["boolean"]


@pytest.mark.parametrize("query", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_construct(comunica: Ask, archives: Archives, query: str) -> None:
    """The graph of the engine itself."""
    answer = comunica(archives.filled(query), archives.here.sparql, media_type="application/n-triples")
    expected = "".join(f"{triple} .\n" for triple in archives.embedded(query))

    assert isomorphic(Graph().parse(data=expected, format="nt"), Graph().parse(data=answer, format="nt"))


JOINS = {
    "classes of one, names of the other": "SELECT DISTINCT ?thing ?class ?text "
    "{ ?thing mov:statedBy ?source . ?thing a ?class . ?class skos:definition ?text }",
    "a thing that only one has": "SELECT DISTINCT ?class ?name { :gdansk a ?class . ?class skos:prefLabel ?name }",
    "what each has of one kind": "SELECT DISTINCT ?place ?name "
    "{ ?place mov:placeKind mov:City ; skos:prefLabel ?name }",
    "what one class has in either": "SELECT DISTINCT ?s { ?s a mov:Source }",
    "an optional of the other": "SELECT DISTINCT ?kind ?claim { ?kind skos:inScheme mov:ModalityScheme "
    "OPTIONAL { ?claim mov:modality ?kind } }",
    "not in the other": "SELECT DISTINCT ?kind { ?kind skos:inScheme mov:ModalityScheme "
    "FILTER NOT EXISTS { ?claim mov:modality ?kind } }",
    "counted over both": "SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim a mov:Claim }",
}


@pytest.mark.parametrize("query", JOINS.values(), ids=JOINS)
def test_two_archives_are_joined_as_if_they_were_one(comunica: Ask, archives: Archives, query: str) -> None:
    """It asks both, pattern by pattern, and puts the answers together."""
    answer = comunica(archives.filled(query), archives.here.sparql, archives.there.sparql)
    expected = archives.rows(query, "both")

    assert expected
    assert expected == rows_of(answer)


def test_a_join_by_hundreds_of_values(comunica: Ask, archives: Archives) -> None:
    """It sends what it has found to the other archive in blocks, each a VALUES."""
    found = "SELECT ?thing { ?thing mov:translatedLabel ?language }"
    things = sorted({str(row["thing"]) for row in archives.embedded(found, "there")})
    values = f"VALUES ?thing {{ {' '.join(things)} }}"
    query = f"SELECT DISTINCT ?thing ?name {{ {values} ?thing mov:translatedLabel ?of ; skos:prefLabel ?name }}"
    answer = comunica(archives.filled(query), archives.here.sparql, archives.there.sparql)

    assert 150 < len(things)
    assert archives.rows(query, "both") == rows_of(answer)


@pytest.mark.parametrize("asked", ["here", "there"])
def test_service_is_left_to_the_archive_that_is_asked(comunica: Ask, archives: Archives, asked: str) -> None:
    """Either of them asks the other."""
    query = (
        "SELECT DISTINCT ?class ?text { SERVICE <here> { :lenin-shipyard-strike-1980 a ?class } "
        "SERVICE <there> { ?class skos:definition ?text } }"
    )
    server = archives.here if asked == "here" else archives.there
    answer = comunica(archives.filled(query.replace(f"SERVICE <{asked}> ", "")), server.sparql)
    joined = "SELECT DISTINCT ?class ?text { :lenin-shipyard-strike-1980 a ?class . ?class skos:definition ?text }"
    known = archives.rows("SELECT ?class ?text { ?class skos:definition ?text }", "there")

    assert [row for row in archives.rows(joined, "both") if row in known] == rows_of(answer) != []


def test_a_mistake_is_told(archives: Archives, comunica: Ask) -> None:
    """With the status and our words."""
    with pytest.raises(AssertionError, match="query-refused"):
        comunica("SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }", archives.here.sparql)
