"""What is asked of another endpoint, and what becomes of its answer."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from acervo.errors import QueryRefused
from acervo.federation.restoring import Restorer
from acervo.federation.solutions import NoSolutions, TravellingNodes, rows_of
from acervo.settings import AllowedEndpoint
from federation.conftest import Archive

PREFIX = "PREFIX : <http://example.org/> "


def test_only_what_the_group_has_before_is_asked_for(archive, endpoint):
    """A thousand names of ours should not fetch a million of theirs."""
    rows = archive.rows(f"{PREFIX}SELECT * {{ ?a :p ?b . SERVICE <{endpoint.address}> {{ ?b :p ?c }} ?c :x ?d }}")

    assert [] == rows
    [asked] = endpoint.asked
    assert re.search(r"VALUES \(\?b\) \{ .*<http://example.org/b>.* \}  ?\?b :p \?c", asked[":query"])
    assert "<http://example.org/a>" not in asked[":query"].split("WHERE")[1]


def test_what_is_bound_elsewhere_does_not_restrict(archive, endpoint):
    """What may have no value, or is said outside of the group or later, is no reason to ask for less."""
    service = f"SERVICE <{endpoint.address}> {{ ?b :p ?c }}"
    for pattern in (
        f"OPTIONAL {{ ?a :p ?b }} {service}",
        f"?a :p ?b . {{ {service} }}",
        f"{service} ?a :p ?b .",
        f"BIND(:b AS ?b) {service}",
        f"?a :p* ?b . {service}",
        f"VALUES ?b {{ :b UNDEF }} {service}",
        f"{{ ?a :p ?b }} UNION {{ ?a :q ?b }} {service}",
        f"MINUS {{ ?a :p ?b }} {service}",
    ):
        archive.rows(f"{PREFIX}SELECT * {{ {pattern} }}")
        assert "VALUES" not in endpoint.asked[-1][":query"], pattern


def test_values_that_engines_write_in_forms_of_their_own_do_not_restrict(archive, endpoint):
    """There `01` may stand where here is `1`; both are the same number, and only the join here knows."""
    endpoint.says([{"n": {"type": "literal", "value": "01", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}])

    rows = archive.rows(f"{PREFIX}SELECT * {{ :a :n ?n . SERVICE <{endpoint.address}> {{ ?s ?p ?n }} }}")

    assert ["1"] == [row["n"] for row in rows]
    assert "VALUES" not in endpoint.asked[0][":query"]


def test_where_nothing_is_bound_nobody_is_asked(archive, endpoint):
    """A join with nothing is nothing."""
    assert [] == archive.rows(f"{PREFIX}SELECT * {{ ?b :none ?x . SERVICE <{endpoint.address}> {{ ?b :p ?c }} }}")
    assert [] == endpoint.asked


def test_many_values_are_sent_in_batches(archive, endpoint):
    """An address or a form has no endless length."""
    archive.engine.store.extend(
        ox.Quad(ox.NamedNode(f"http://example.org/many{n}"), ox.NamedNode("http://example.org/m"), ox.Literal("x"))
        for n in range(450)
    )
    endpoint.store.extend(
        ox.Quad(ox.NamedNode(f"http://example.org/many{n}"), ox.NamedNode("http://example.org/k"), ox.Literal(str(n)))
        for n in range(500)
    )

    rows = archive.rows(f"{PREFIX}SELECT * {{ ?s :m ?x . SERVICE <{endpoint.address}> {{ ?s :k ?n }} }}")

    assert 450 == len(rows)
    assert [200, 200, 50] == [one[":query"].count("/many") for one in endpoint.asked]


def test_a_filter_inside_sees_what_it_would_see_alone(archive, endpoint):
    """What is sent along must not give a value to a variable that has none there."""
    query = f"{PREFIX}SELECT * {{ ?b :p ?x . SERVICE <{endpoint.address}> {{ ?y :p ?z FILTER(!BOUND(?b)) }} }}"

    alone = archive.rows(f"{PREFIX}SELECT * {{ SERVICE <{endpoint.address}> {{ ?y :p ?z FILTER(!BOUND(?b)) }} }}")
    assert len(archive.rows(query)) == len(alone) * len(archive.rows(f"{PREFIX}SELECT * {{ ?b :p ?x }}"))


def test_the_request_is_what_the_protocol_asks_for(archive, endpoint):
    """A form by POST, which every endpoint takes; it says who asks."""
    archive.rows(f"# first\n{PREFIX}SELECT * {{ SERVICE <{endpoint.address}> {{ <x> ?p :b # here }}\n }} }}")

    [asked] = endpoint.asked
    assert ("POST", "/sparql") == (asked[":method"], asked[":path"])
    assert "application/sparql-results+json" == asked["accept"]
    assert "application/x-www-form-urlencoded" == asked["content-type"]
    assert asked["user-agent"].startswith("Acervo/")
    assert asked[":query"].startswith("BASE <http://example.org/>")
    assert "cookie" not in asked
    assert "authorization" not in asked


def test_what_was_not_asked_for_is_not_taken(archive, endpoint):
    """An endpoint has no say about other variables."""
    endpoint.says([{"o": {"type": "literal", "value": "1"}, "s": {"type": "uri", "value": "http://example.org/no"}}])

    assert [{"s": "http://example.org/b", "o": "1"}] == archive.rows(
        f"{PREFIX}SELECT * {{ ?s :p :c . FILTER(?s = :b) SERVICE <{endpoint.address}> {{ :x :y ?o }} }}"
    )


LITERALS = [
    {"type": "literal", "value": "a\n\"\\'\t}} { # SERVICE <http://x/> {}"},
    {"type": "literal", "value": "\u0000\u0001\u007f\u2028𝄞"},
    {"type": "literal", "value": ""},
    {"type": "literal", "value": "x", "xml:lang": "es"},
    {"type": "literal", "value": "x", "xml:lang": "ar", "its:dir": "rtl"},
    {"type": "literal", "value": "2016-02~", "datatype": "http://id.loc.gov/datatypes/edtf/EDTF"},
    {"type": "literal", "value": "no number", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
    {"type": "uri", "value": "http://example.org/Côte_d'Ivoire"},
    {"type": "uri", "value": "urn:x"},
]


@pytest.mark.parametrize("term", LITERALS)
def test_a_term_comes_through_as_it_was_sent(archive, endpoint, term):
    """Whatever stands in it is a value and never syntax."""
    endpoint.says([{"o": term}])

    body = archive.body(f"SELECT * {{ SERVICE <{endpoint.address}> {{ ?s ?p ?o }} }}")

    assert [{"o": term}] == json.loads(body)["results"]["bindings"]


BLANK = f"{PREFIX}SELECT ?b ?c {{ SERVICE THERE {{ :a :q ?b . ?b :p ?c }} }}"


@pytest.mark.parametrize(
    ("media_type", "pattern"),
    [
        ("application/sparql-results+json", rb'"b":\{"type":"bnode","value":"(\w+)"\}'),
        ("application/sparql-results+xml", rb'<binding name="b"><bnode>(\w+)</bnode>'),
        ("text/csv", rb"\r\n_:(\w+),http"),
        ("text/tab-separated-values", rb"\n_:(\w+)\t<http"),
    ],
)
def test_blank_nodes_are_blank_again_in_solutions(archive, endpoint, media_type, pattern):
    """In every format; the name under which they travelled is nobody's."""
    body = archive.body(BLANK.replace("THERE", f"<{endpoint.address}>"), media_type)

    assert 1 == len(re.findall(pattern, body)), body
    assert b"urn:acervo" not in body


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_blank_nodes_are_blank_again_in_graphs(archive, endpoint, media_type):
    """As subject and as object, and the same one stays the same."""
    query = BLANK.replace("SELECT ?b ?c", "CONSTRUCT { :a :q ?b . ?b :p ?c } WHERE")
    body = archive.body(query.replace("THERE", f"<{endpoint.address}>"), media_type)

    assert b"urn:acervo" not in body
    found = Graph().parse(body, format={"application/rdf+xml": "xml"}.get(media_type, media_type))
    wanted = Graph().parse(data="@prefix : <http://example.org/> . :a :q [ :p :b ] .", format="turtle")
    assert isomorphic(wanted, found)


def test_blank_nodes_of_two_answers_are_two(archive, endpoint):
    """A label says nothing beyond its answer; within it the same label is the same node."""
    endpoint.says([{"x": {"type": "bnode", "value": "b0"}}, {"x": {"type": "bnode", "value": "b0"}}])
    service = f"SERVICE <{endpoint.address}>"

    rows = archive.rows(f"SELECT * {{ {service} {{ ?x ?p ?o }} }}")
    joined = archive.rows(f"SELECT * {{ {service} {{ ?x ?p ?o }} {service} {{ ?x ?q ?r }} }}")

    assert 2 == len(rows)
    assert 1 == len({row["x"] for row in rows})
    assert [] == joined


def test_nobody_can_write_a_name_that_becomes_a_blank_node(archive, endpoint):
    """It has a part that is drawn for each query."""
    forged = {"type": "uri", "value": "urn:acervo:bnode:f0123456789abcdefr1"}
    endpoint.says([{"x": forged, "y": {"type": "bnode", "value": "b"}}])

    [row] = json.loads(archive.body(f"SELECT * {{ SERVICE <{endpoint.address}> {{ ?x ?p ?y }} }}"))["results"][
        "bindings"
    ]

    assert forged == row["x"]
    assert "bnode" == row["y"]["type"]


def test_a_blank_node_becomes_no_property(archive, endpoint):
    """No format of RDF has a place for it; the engine's own SERVICE would leave such triples out."""
    endpoint.says([{"p": {"type": "bnode", "value": "b"}, "o": {"type": "bnode", "value": "c"}}])
    service = f"SERVICE <{endpoint.address}> {{ ?s ?p ?o }}"

    with pytest.raises(QueryRefused, match=r"\?p is a blank node of another endpoint"):
        archive.body(f"{PREFIX}CONSTRUCT {{ :x :y :z ; ?p ?o }} WHERE {{ {service} }}")
    assert b"example.org/y> _:" in archive.body(
        f"{PREFIX}CONSTRUCT {{ ?o :y ?p , ?o . ?p :z ?o }} WHERE {{ {service} }}"
    )


def test_an_edition_that_comes_in_between_is_asked_again(archive, endpoint):
    """What was asked for was bound in the edition before."""
    answered, counted = archive.engine.query, iter(range(100))

    async def query(query):
        found = await answered(query)
        return replace(found, revision="old" if next(counted) < 2 else "new")

    archive.engine.query = query
    rows = archive.rows(f"{PREFIX}SELECT * {{ ?b :p :c . SERVICE <{endpoint.address}> {{ ?b :p ?c }} }}")

    assert 3 == len(rows)
    assert 2 == len(endpoint.asked)


def test_a_blank_node_of_ours_is_asked_of_nobody(archive, endpoint):
    """No other endpoint has it."""
    assert [] == archive.rows(f"{PREFIX}SELECT * {{ :a :q ?b . SERVICE <{endpoint.address}> {{ ?b :p ?c }} }}")
    assert [] == endpoint.asked


def test_names_are_found_wherever_an_answer_is_cut():
    """Parts end where they end."""
    nodes = TravellingNodes()
    scope = nodes.scope()
    body = "".join(f"x\r\n{scope[str(n)][1:-1]},y" * 2 for n in range(30)).encode()
    restorer = Restorer("text/csv", nodes.mark)
    whole = restorer.whole(body)
    assert b"urn:" not in whole

    for size in (1, 2, 3, 5, 50, 127, 128, 129, 1000):
        held, found = b"", b""
        for start in range(0, len(body), size):
            held += body[start : start + size]
            ready = restorer.ready(held)
            found += restorer.whole(held[:ready])
            held = held[ready:]
        assert whole == found + restorer.whole(held), size


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff", b"[]", b"{}", b'{"results": {}}', b'{"boolean": true}', b'{"results": {"bindings": 1}}',
        b'{"results": {"bindings": [1]}}', b'{"results": {"bindings": [{"x": 1}]}}', b"[" * 100_000,
        b'{"results": {"bindings": [{"x": {"type": "uri", "value": "a b"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "uri", "value": "http://x/> } SERVICE <http://y/"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "uri", "value": 1}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "literal", "value": "a", "xml:lang": "no language"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "literal", "value": "a", "xml:lang": "x", "its:dir": []}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "literal", "value": "\\ud800"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "uri", "value": "http://x/\\ud800"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "literal", "value": "a", "datatype": "rel"}}]}}',
        b'{"results": {"bindings": [{"x": {"type": "triple", "value": {}}}]}}',
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_from_one(body):
    """Nothing of it gets near the engine."""
    with pytest.raises(NoSolutions):
        rows_of(body, ["x"], {})


def test_a_name_by_a_prefix_is_the_name(endpoint):
    """SERVICE takes a prefixed name as well."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True))
    here = endpoint.address.removesuffix("sparql")

    rows = archive.rows(f"PREFIX e: <{here}> {PREFIX} SELECT * {{ SERVICE e:sparql {{ ?s :q ?o }} }}")

    assert 1 == len(rows)


def test_a_variable_takes_its_endpoints_from_a_triple_pattern(archive, endpoint):
    """As a catalogue of archives has them; a filter that speaks of nothing else is heeded."""
    for thing, address in (("mine", endpoint.address), ("other", "http://other.example/sparql")):
        archive.engine.store.add(
            ox.Quad(ox.NamedNode(f"http://example.org/{thing}"), ox.NamedNode("urn:at"), ox.NamedNode(address))
        )
    service = "SERVICE ?at { :b :p ?c }"

    rows = archive.rows(f"{PREFIX}SELECT * {{ ?it <urn:at> ?at FILTER(?it != :other) {service} }}")

    assert [{"it": "http://example.org/mine", "at": endpoint.address, "c": "http://example.org/c"}] == rows
    with pytest.raises(QueryRefused, match=r"may not ask <http://other\.example/sparql>"):
        archive.rows(f"{PREFIX}SELECT * {{ ?it <urn:at> ?at . {service} FILTER(?it != :other) }}")


def test_what_is_bound_is_looked_up_in_the_dataset_of_the_query(archive, endpoint):
    """FROM says which graphs; a variable bound in another one is not."""
    archive.engine.store.load(
        b"<http://example.org/z> <urn:k> <http://example.org/b> <urn:g> .", format=ox.RdfFormat.N_QUADS
    )
    pattern = f"?z <urn:k> ?b . SERVICE <{endpoint.address}> {{ ?b :p ?c }}"

    assert 1 == len(archive.rows(f"{PREFIX}SELECT * FROM <urn:g> {{ {pattern} }}"))
    assert 1 == len(archive.rows(f"{PREFIX}SELECT * {{ GRAPH ?g {{ {pattern} }} }}"))
    assert [] == archive.rows(f"{PREFIX}SELECT * FROM <urn:h> FROM NAMED <urn:g> {{ {pattern} }}")
    assert 2 == len(endpoint.asked)
