"""Well-known prefixes that a query uses and does not declare: an extension, told and refusable."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

QUERY = "SELECT ?name { :gdansk skos:prefLabel ?name } ORDER BY LANG(?name)"
DECLARED = """
PREFIX : <https://example.org/gdansk/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_the_prologue_is_completed_and_the_client_told(shipyard, client):
    """The answer is that of the declared query."""
    answer = client.get(shipyard.sparql, params={"query": QUERY})
    declared = client.get(shipyard.sparql, params={"query": DECLARED + QUERY})

    assert answer.json() == declared.json()
    assert len(answer.json()["results"]["bindings"]) == 3
    assert "prefixes declared for you: : skos: (strict=1 refuses such a query)" == answer.headers["acervo-warning"]
    assert "acervo-warning" not in declared.headers


def test_strict_refuses(shipyard, client):
    """As the standard asks, with the declaration to add."""
    answer = client.get(shipyard.sparql, params={"query": QUERY, "strict": "1"})

    assert (400, 1, 16) == (answer.status_code, answer.json()["line"], answer.json()["column"])
    assert "PREFIX : <" in answer.json()["detail"]
    assert 200 == client.get(shipyard.sparql, params={"query": QUERY, "strict": "0"}).status_code
    assert 400 == client.get(shipyard.sparql, params={"query": QUERY, "strict": "perhaps"}).status_code


def test_positions_are_those_of_the_client_s_text(shipyard, client):
    """For what the engine, our tokens and our advice find."""
    for query, line, column in (
        ("SELECT ?x { ?x skos:prefLabel }", 1, 31),
        ("SELECT *\n{ ?x skos:prefLabel ?y . ?y nope:x ?z }", 2, 29),
        ("SELECT *\n{ ?x skos:prefLabel ?y", 2, 1),
        ("SELECT *\n{ ?x skos:prefLabel ?y SERVICE <a:b> { } }", 2, 32),
    ):
        problem = client.get(shipyard.sparql, params={"query": query}).json()
        assert (line, column) == (problem["line"], problem["column"]), (query, problem["detail"])
        assert problem["detail"].startswith(f"line {line}, column {column}: ")


def test_a_declaration_of_the_client_goes_first(shipyard, client):
    """Whatever it stands for."""
    query = "PREFIX skos: <http://example.org/other#> ASK { ?s skos:prefLabel ?o }"
    answer = client.get(shipyard.sparql, params={"query": query})

    assert answer.json()["boolean"] is False
    assert "acervo-warning" not in answer.headers


def test_a_prefix_in_a_dataset_clause_is_completed_too(shipyard, client):
    """FROM is part of the query."""
    query = "SELECT (COUNT(*) AS ?n) FROM mov:a FROM mov:a { ?s ?p ?o }"

    assert 200 == client.get(shipyard.sparql, params={"query": query}).status_code
