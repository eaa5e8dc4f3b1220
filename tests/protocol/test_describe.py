"""DESCRIBE becomes the IRIs that it names and a SELECT for the rest, with every token at its place."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.protocol.reading import outline

BASE = "http://example.org/"


@pytest.mark.parametrize(
    ("text", "named", "selection"),
    [
        ("DESCRIBE <a>", ("a",), "DESCRIBE <a>"),
        ("DESCRIBE <a> <b> <a> WHERE { ?s ?p ?o }", ("a", "b"), "DESCRIBE <a> <b> <a> WHERE { ?s ?p ?o }"),
        ("DESCRIBE ?x { ?x ?p ?o } LIMIT 2", (), "SELECT   ?x { ?x ?p ?o } LIMIT 2"),
        ("describe?x{?x ?p ?o}", (), "SELECT  ?x{?x ?p ?o}"),
        ("DESCRIBE * WHERE { ?x ?p ?o }", (), "SELECT   * WHERE { ?x ?p ?o }"),
        ("DESCRIBE <a>\n?x <b> ?x $x { ?x ?p ?o }", ("a", "b"), "SELECT      \n?x           { ?x ?p ?o }"),
        ("PREFIX p: <c/> DESCRIBE p:d ?x {}", ("c/d",), "PREFIX p: <c/> SELECT       ?x {}"),
        ("DESCRIBE # ?no\n ?x {}", (), "SELECT   # ?no\n ?x {}"),
        ("DESCRIBE ?x", (), "SELECT   ?x {}"),
        ("DESCRIBE ?x FROM <g> FROM NAMED <h>", (), "SELECT   ?x FROM <g> FROM NAMED <h> {}"),
        ("DESCRIBE ?x FROM <g> LIMIT 2", (), "SELECT   ?x FROM <g>  {} LIMIT 2"),
    ],
)
def test_a_description_is_read(text, named, selection):
    """Positions in messages about errors stay those of the client."""
    found = outline(text, 64, base=BASE).described

    assert found is not None
    assert (tuple(BASE + name for name in named), selection) == (found.named, found.selection)
    ox.Store().query(selection, base_iri=BASE)


@pytest.mark.parametrize(
    "text", ["DESCRIBE", "DESCRIBE {}", "DESCRIBE 'a'", "DESCRIBE p:a", "DESCRIBE <//[>", "DESCRIBE ?x * {}", "ASK {}"]
)
def test_what_is_no_description_is_left_to_the_engine(text):
    """It says what is wrong."""
    assert outline(text, 64, base=BASE).described is None
