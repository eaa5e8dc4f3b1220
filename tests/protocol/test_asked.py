"""A query read once: what the routes know of it."""

from __future__ import annotations

import pytest

from acervo.errors import QueryRefused, UpdateForbidden
from acervo.protocol.asked import asked

BASE = "http://example.org/"


def test_all_that_is_known_of_a_query():
    """The text with its prefixes, its form, whether its answer may be kept."""
    read = asked("SELECT (NOW() AS ?now) { ?s skos:note ?o }", BASE, 64)

    assert read.text.startswith("PREFIX skos:")
    assert ("SELECT", True, ("skos",)) == (read.outline.form, read.is_volatile, read.prologue.added)


def test_strict_leaves_the_text_alone():
    """Two readings of one text are kept apart."""
    text = "ASK { ?s skos:note ?o }"

    assert asked(text, BASE, 64).text != asked(text, BASE, 64, strict=True).text == text
    assert asked(text, "http://example.net/", 64).text == asked(text, BASE, 64).text
    assert asked("ASK { :a ?p ?o }", "http://example.net/", 64).text != asked("ASK { :a ?p ?o }", BASE, 64).text


@pytest.mark.parametrize("length", [0, 10_000])
def test_what_is_refused_is_refused_each_time_at_the_client_s_line(length):
    """Short texts, which are remembered, and long ones."""
    text = "ASK { ?s skos:note ?o {{{ } } } }" + " " * length
    for _ in range(2):
        with pytest.raises(QueryRefused) as raised:
            asked(text, BASE, 2)
        assert (1, 24) == (raised.value.facts["line"], raised.value.facts["column"])
        with pytest.raises(UpdateForbidden):
            asked("CLEAR ALL" + " " * length, BASE, 2)


def test_a_name_twice_in_a_dataset_clause_is_read_with_the_completed_prefix():
    """The engine would count its triples twice."""
    assert ("http://example.org/id/a",) == asked("ASK FROM :a FROM :a { ?s ?p ?o }", BASE, 64).outline.default_graphs
