"""Which graphs a query sees: the union of all by default, exactly once each; else what the client names."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

PEOPLE = "https://example.org/gdansk/graph/data/people"
PLACES = "https://example.org/gdansk/graph/data/places/gdansk"
MISSING = "https://example.org/gdansk/graph/data/nothing"
NAMED = "SELECT ?thing { ?thing a ?kind } ORDER BY ?thing"
IN_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
ID = "https://example.org/gdansk/id/"


def number(rows: list[dict[str, str]]) -> int:
    return int(rows[0]["n"])


@pytest.mark.parametrize("server", ["shipyard", "shipped"])
def test_the_default_graph_is_the_union_of_all_graphs_each_triple_once(server, request, client):
    """The engine's own union repeats a triple that stands in two graphs; the standard asks for an RDF merge."""
    served = request.getfixturevalue(server)

    def count(pattern: str) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        answer = client.get(served.sparql, params={"query": query}).json()
        return int(answer["results"]["bindings"][0]["n"]["value"])

    union = count("?s ?p ?o")

    assert union > 15_000
    assert union == count("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")
    assert union == count("SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    assert union == count("GRAPH ?g { ?s ?p ?o }")


def test_graphs_can_be_told_apart_in_a_query_of_the_union(ask):
    """One named graph a file, so that a statement leads to its file."""
    rows = ask("SELECT ?g { GRAPH ?g { :gdansk a mov:Place } }")

    assert [{"g": PLACES}] == rows


def test_a_default_graph_of_the_protocol_is_all_there_is(ask):
    """The union stands in only where no dataset is given."""
    assert [{"thing": f"{ID}testers"}, {"thing": f"{ID}welder"}] == ask(NAMED, default_graph_uri=[PEOPLE])
    assert [] == ask(IN_GRAPHS, default_graph_uri=[PEOPLE])


def test_two_default_graphs_are_merged(ask):
    """RDF merge: the triples of both, each once, also where a graph is named twice."""
    both = number(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph_uri=[PEOPLE, PLACES]))
    alone = [number(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph_uri=[one])) for one in (PEOPLE, PLACES)]
    twice = number(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph_uri=[PEOPLE, PEOPLE]))

    assert sum(alone) == both
    assert alone[0] == twice


def test_a_named_graph_of_the_protocol_leaves_the_default_graph_empty(ask):
    """Nobody asked for a default graph."""
    assert [{"g": PLACES}] == ask(IN_GRAPHS, named_graph_uri=[PLACES])
    assert [] == ask(NAMED, named_graph_uri=[PLACES])


def test_default_and_named_graphs_together(ask):
    """Each pattern sees its own."""
    rows = ask(
        "SELECT ?thing ?g { ?thing a <http://xmlns.com/foaf/0.1/Person> . GRAPH ?g { :gdansk a mov:Place } }",
        default_graph_uri=[PEOPLE],
        named_graph_uri=[PLACES],
    )

    assert [{"thing": f"{ID}welder", "g": PLACES}] == rows


def test_a_graph_that_is_not_there_is_empty(ask):
    """An archive may lose a file; a client's query then finds nothing, and is right."""
    assert [] == ask(NAMED, default_graph_uri=[MISSING])
    assert [] == ask(IN_GRAPHS, named_graph_uri=[MISSING])
    assert [] == ask(f"SELECT ?thing FROM <{MISSING}> {{ ?thing a ?kind }}")


def test_from_and_from_named_in_the_text(ask):
    """As the parameters, in the query's own words."""
    assert [{"thing": f"{ID}gdansk"}] == ask(f"SELECT ?thing FROM <{PLACES}> {{ ?thing a ?kind }}")
    assert [] == ask(f"SELECT ?g FROM <{PLACES}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert [{"g": PEOPLE}] == ask(f"SELECT DISTINCT ?g FROM NAMED <{PEOPLE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert [] == ask(f"SELECT ?thing FROM NAMED <{PEOPLE}> {{ ?thing a ?kind }}")
    assert [{"thing": f"{ID}welder", "g": PLACES}] == ask(
        f"SELECT ?thing ?g FROM <{PEOPLE}> FROM NAMED <{PLACES}> "
        "{ ?thing a <http://xmlns.com/foaf/0.1/Person> . GRAPH ?g { :gdansk a ?kind } }"
    )


def test_two_from_clauses_are_merged(ask):
    """Each triple once, also where a graph is named twice."""
    count = "SELECT (COUNT(*) AS ?n)"
    pattern = "{ ?s ?p ?o }"
    alone = [number(ask(f"{count} FROM <{one}> {pattern}")) for one in (PEOPLE, PLACES)]

    assert sum(alone) == number(ask(f"{count} FROM <{PEOPLE}> FROM <{PLACES}> {pattern}"))
    assert alone[0] == number(ask(f"{count} FROM <{PEOPLE}> FROM <{PEOPLE}> {pattern}"))


def test_the_dataset_of_the_protocol_goes_before_that_of_the_text(ask):
    """SPARQL 1.1 Protocol, section 2.1.4: the parameters win."""
    rows = ask(f"SELECT ?thing FROM <{PEOPLE}> {{ ?thing a ?kind }}", default_graph_uri=[PLACES])

    assert [{"thing": f"{ID}gdansk"}] == rows


def test_the_dataset_may_stand_in_the_address_and_the_query_in_the_body(shipyard, client):
    """SPARQL 1.1 Protocol, section 2.1.3: a direct POST has no other place for it."""
    answer = client.post(
        shipyard.sparql,
        params={"default-graph-uri": PLACES},
        content=NAMED,
        headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
    )

    assert f"thing\r\n{ID}gdansk\r\n" == answer.text


def test_relative_iris_in_a_query_resolve_against_the_archive(ask):
    """As in the archive's own files."""
    assert [{"kind": "https://w3id.org/acervo/ns#Place"}] == ask(
        "SELECT ?kind { <id/gdansk> a ?kind FILTER(?kind = mov:Place) }"
    )
