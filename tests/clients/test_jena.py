"""Jena's remote query tool, and its own engine with SERVICE to both archives."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from .conftest import Archives, Ask, rows_of
from .questions import ASKS, CONSTRUCTS, SELECTS

pytestmark = pytest.mark.long


@pytest.mark.parametrize("query", SELECTS.values(), ids=SELECTS)
def test_select(jena: Ask, archives: Archives, query: str) -> None:
    """The rows of the engine itself, terms and all."""
    answer = jena("rsparql", "--service", archives.here.sparql, "--results=json", archives.filled(query))

    assert archives.rows(query) == rows_of(answer)


def test_select_by_post(jena: Ask, archives: Archives) -> None:
    """As it sends what is too long for an address."""
    query = SELECTS["characters"]
    answer = jena("rsparql", "--post", "--service", archives.here.sparql, "--results=json", archives.filled(query))

    assert archives.rows(query) == rows_of(answer)


@pytest.mark.parametrize(("query", "expected"), ASKS.values(), ids=ASKS)
def test_ask(jena: Ask, archives: Archives, query: str, expected: bool) -> None:
    """Yes and no."""
    answer = jena("rsparql", "--service", archives.here.sparql, "--results=json", archives.filled(query))

    assert expected is json.loads(answer)["boolean"]


@pytest.mark.parametrize("query", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_construct(jena: Ask, archives: Archives, query: str) -> None:
    """The graph of the engine itself."""
    answer = jena("rsparql", "--service", archives.here.sparql, "--results=nt", archives.filled(query))
    expected = "".join(f"{triple} .\n" for triple in archives.embedded(query))

    assert isomorphic(Graph().parse(data=expected, format="nt"), Graph().parse(data=answer, format="nt"))


def test_describe(jena: Ask, archives: Archives) -> None:
    """Whatever a description has beside them, the thing's own triples are in it."""
    answer = jena("rsparql", "--service", archives.here.sparql, "--results=nt", archives.filled("DESCRIBE :gdansk"))
    own = "".join(f"{triple} .\n" for triple in archives.embedded(CONSTRUCTS["a thing"]))
    described = set(Graph().parse(data=answer, format="nt"))

    assert set() != set(Graph().parse(data=own, format="nt")) <= described


@pytest.mark.parametrize(("first", "second"), [("here", "there"), ("there", "here")])
def test_its_own_engine_joins_two_archives(jena: Ask, archives: Archives, first: str, second: str) -> None:
    """It asks for each row of the first what the second has of it."""
    parts = {
        "here": "SERVICE <here> { :lenin-shipyard-strike-1980 a ?class }",
        "there": "SERVICE <there> { ?class skos:definition ?text }",
    }
    query = f"SELECT DISTINCT ?class ?text {{ {parts[first]} {parts[second]} }}"
    answer = jena("arq", "--results=json", archives.filled(query))
    joined = "SELECT DISTINCT ?class ?text { :lenin-shipyard-strike-1980 a ?class . ?class skos:definition ?text }"
    known = archives.rows("SELECT ?class ?text { ?class skos:definition ?text }", "there")

    assert [row for row in archives.rows(joined, "both") if row in known] == rows_of(answer) != []
