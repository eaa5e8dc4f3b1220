"""Content negotiation: what the client accepts against what we can make (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.errors import NotAcceptable
from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES, choose, named_format, parse_accept, types_of

JSON, XML, CSV, TSV = SOLUTION_TYPES
TURTLE, N_TRIPLES, RDF_XML, JSON_LD = GRAPH_TYPES


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/*, text/csv;q=0.1", TSV),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", TSV),
        ("text/csv; q=0.5 , */*;q=0.1", CSV),
        ("text/csv, application/sparql-results+json", JSON),
        ("application/json", JSON),
        ("text/xml", XML),
        ("application/xml;q=0.9, text/csv;q=0.8", XML),
        ("application/sparql-results+json;q=0, */*", XML),
        ("text/*;q=0, */*;q=0.1", JSON),
        ("text/html, text/csv;header=present;q=0.3", CSV),
        ("image/webp, */*;q=0.8", JSON),
        ("no media type at all", JSON),
    ],
)
def test_the_best_of_what_the_client_accepts_is_chosen(accept, chosen):
    """The most specific range decides for a type, then the higher q; our order decides between equals."""
    assert chosen == choose(accept, SOLUTION_TYPES)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", TURTLE),
        ("application/rdf+xml, */*;q=0.1", RDF_XML),
        ("application/ld+json", JSON_LD),
        ("application/json", JSON_LD),
        ("text/plain", N_TRIPLES),
        ("application/xml", RDF_XML),
        ("text/n3", TURTLE),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", RDF_XML),
    ],
)
def test_graphs_have_types_of_their_own(accept, chosen):
    """A CONSTRUCT is no table."""
    assert chosen == choose(accept, GRAPH_TYPES)


def test_q_zero_refuses_a_type_and_does_not_rank_it_last():
    """A client may be unable to read the default."""
    with pytest.raises(NotAcceptable):
        choose("text/csv;q=0", SOLUTION_TYPES)
    with pytest.raises(NotAcceptable):
        choose("*/*;q=0", SOLUTION_TYPES)


def test_a_refusal_lists_what_there_is():
    """The next move is one of these."""
    with pytest.raises(NotAcceptable) as raised:
        choose("image/png", SOLUTION_TYPES)

    assert {"offers": list(SOLUTION_TYPES)} == raised.value.facts
    assert "text/csv" in raised.value.detail


@pytest.mark.parametrize("name", ["csv", "CSV", " csv ", "text/csv"])
def test_a_format_is_asked_for_by_name_or_by_media_type(name):
    """For clients that cannot set headers, such as a link in a mail."""
    assert CSV == named_format(name, SOLUTION_TYPES)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("turtle", TURTLE),
        ("ttl", TURTLE),
        ("n3", TURTLE),
        ("nt", N_TRIPLES),
        ("rdf", RDF_XML),
        ("rdf+xml", RDF_XML),
        ("xml", RDF_XML),
        ("json-ld", JSON_LD),
        ("jsonld", JSON_LD),
        ("json", JSON_LD),
    ],
)
def test_names_that_clients_send_are_known(name, chosen):
    """SPARQLWrapper names its formats in the query string as well, in these words."""
    assert chosen == named_format(name, GRAPH_TYPES)


def test_a_format_that_this_answer_cannot_have_is_refused():
    """A table in Turtle would be something else."""
    with pytest.raises(NotAcceptable, match="There is no format “turtle” for this; there is json, xml, csv or tsv"):
        named_format("turtle", SOLUTION_TYPES)


def test_tables_for_select_and_ask_graphs_for_construct_and_describe():
    """SPARQL 1.1 Protocol, section 2.1."""
    assert [SOLUTION_TYPES, SOLUTION_TYPES, GRAPH_TYPES, GRAPH_TYPES] == [
        types_of(form) for form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    ]


@settings(deadline=None)
@given(st.text(alphabet="atex/*;q=0.1csvapplion+j, \t\"'", max_size=60))
def test_whatever_header_comes_there_is_an_answer_or_a_refusal(accept):
    """A malformed range is passed over; no header is our fault."""
    for one in parse_accept(accept):
        assert 0 <= one.quality <= 1
    try:
        chosen = choose(accept, SOLUTION_TYPES)
    except NotAcceptable:
        return
    assert chosen in SOLUTION_TYPES
