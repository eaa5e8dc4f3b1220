"""The queries that pages are made from: kept as data, for any SPARQL 1.1 engine."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

import acervo.web
from acervo.protocol.parameters import fill

ROOT = Path(__file__).parents[2]
QUERIES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "queries" / "core" / "pages").glob("*.rq"))}
THING = "https://example.org/id/thing"
VALUES = {
    "iri": THING,
    "thing": [THING, THING + "2"],
    "class": [THING],
    "graph": [THING],
    "property": [THING],
    "language": ox.Literal("es"),
    "space": ox.Literal("https://example.org/id/"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_query_is_sparql_1_1_as_kept_and_as_filled(name):
    """RDFLib's parser knows SPARQL 1.1 and nothing of any one engine."""
    filled = fill(QUERIES[name], {one: value for one, value in VALUES.items() if f"?_{one}" in QUERIES[name]})

    prepareQuery(QUERIES[name])
    prepareQuery(filled)
    assert ("?_" in QUERIES[name]) == (THING in filled)


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_query_answers_in_one_order(name):
    one_row = "COUNT(" in QUERIES[name] and "GROUP BY" not in QUERIES[name]

    assert "ORDER BY" in QUERIES[name] or "CONSTRUCT" in QUERIES[name] or one_row


def test_no_page_query_is_kept_that_no_page_asks():
    text = "\n".join(path.read_text("utf-8") for path in Path(acervo.web.__file__).parent.rglob("*.py"))

    assert [name for name in QUERIES if f'"{name}"' not in text and not name.startswith("example-")] == []


def test_several_values_fill_the_block_of_their_parameter():
    filled = fill("SELECT * { VALUES ?_a { :x } ?_a ?p ?_b }", {"a": ["http://a/1", "http://a/2"], "b": "http://b/"})

    assert "SELECT * { VALUES ?_a { <http://a/1> <http://a/2> } ?_a ?p <http://b/> }" == filled


def test_parameters_in_strings_and_comments_stay_as_they_are():
    text = "SELECT * { # ?_a is the thing\n ?s ?p '?_a', \"?_a\" }"

    assert text == fill(text, {"a": "http://a/"})


@pytest.mark.parametrize("value", ["http://a/> } DELETE", "http://a/ b", 'http://a/"', "http://a/{x}", ["http://a/<"]])
def test_a_value_that_is_no_iri_is_refused(value):
    with pytest.raises(ValueError, match="no IRI"):
        fill("ASK { VALUES ?_a { :x } ?_a ?p ?o }", {"a": value})


def test_several_values_need_a_block():
    with pytest.raises(ValueError, match="no VALUES block"):
        fill("ASK { ?_a ?p ?o }", {"a": ["http://a/", "http://b/"]})


def test_a_literal_is_written_with_its_escapes():
    filled = fill("ASK { ?s ?p ?_a }", {"a": ox.Literal('say "no"\n', language="en")})

    assert 'ASK { ?s ?p "say \\"no\\"\\n"@en }' == filled
