"""A prologue completed: what is added, and what is left alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.errors import MalformedQuery, QueryRefused, RequestError
from acervo.namespaces import PREFIXES
from acervo.protocol.prologue import completed

BASE = "http://example.org/"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("ASK { ?s skos:prefLabel ?o }", ("skos",)),
        ("ASK { :a mov:date ?o ; mov:place :b }", ("", "mov")),
        ("ASK { ?s a skos: }", ("skos",)),
        ("PREFIX skos: <a:> ASK { ?s skos:prefLabel ?o }", ()),
        ("prefix skos: <a:> ASK { ?s skos:prefLabel ?o }", ()),
        ("PREFIX # skos: <a:>\n skos: <a:> ASK { ?s skos:prefLabel ?o }", ()),
        ("PREFIX skos: <a:> ASK { ?s rdfs:label ?o ; skos:note ?n }", ("rdfs",)),
        ("ASK { ?s nope:x ?o }", ()),
        ("ASK { _:skos ?p 'skos:a' } # skos:a", ()),
        ("ASK { <skos:a> ?p ?o }", ()),
        ("ASK { ?s ?p '1'^^xsd:integer FILTER(xsd:integer(?p) = 1) }", ("xsd",)),
        ("ASK {}", ()),
    ],
)
def test_what_is_used_and_not_declared_is_added(text, added):
    """Only that, so that the warning tells what was missing."""
    prologue = completed(text, BASE)

    assert added == prologue.added
    assert prologue.text.endswith(text)
    assert bool(added) == bool(prologue.warning)


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_every_prefix_stands_for_its_namespace(prefix):
    """As the engine reads it."""
    store = ox.Store()
    text = completed(f"SELECT (STR({prefix}:x) AS ?iri) {{}}", BASE).text

    assert PREFIXES[prefix] + "x" == next(iter(store.query(text)))["iri"].value


def test_the_default_prefix_is_the_archive_s():
    """`:x` is the entity x."""
    assert f"PREFIX : <{BASE}id/>" in completed("ASK { :x ?p ?o }", BASE).text


def test_what_is_added_is_one_line_so_that_positions_can_be_told():
    """The client's first line is the second then."""
    assert "\n".join(["PREFIX skos: <http://www.w3.org/2004/02/skos/core#>", "ASK { ?s skos:a ?o }"]) == (
        completed("ASK { ?s skos:a ?o }", BASE).text
    )


@pytest.mark.parametrize("kind", [MalformedQuery, QueryRefused])
def test_an_error_is_told_at_the_client_s_line(kind):
    """In the sentence and in the facts."""
    prologue = completed("ASK { ?s skos:a ?o }", BASE)
    with pytest.raises(kind) as raised, prologue.positions_of_the_client():
        raise kind("line 2, column 5: line 2, as written", line=2, column=5)

    assert "line 1, column 5: line 2, as written" == raised.value.detail
    assert {"line": 1, "column": 5} == raised.value.facts


def test_an_error_without_a_place_is_told_as_it_is():
    """Nothing is added to it."""
    with pytest.raises(RequestError) as raised, completed("ASK { ?s skos:a ?o }", BASE).positions_of_the_client():
        raise MalformedQuery("An unknown function.")

    assert "An unknown function." == raised.value.detail


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="PREFIXprefixskosmov:<>#' \"\n{}?.a", max_size=60))
def test_completing_twice_adds_nothing_more(text):
    """Whatever is sent."""
    once = completed(text, BASE)

    assert once.text == completed(once.text, BASE).text or once.added == ()
