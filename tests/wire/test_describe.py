"""DESCRIBE: what a thing is, who says what of it and where, the names of what it mentions; within bounds."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from rdflib import DCTERMS, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from .conftest import Server, serving

pytestmark = pytest.mark.slow

MOV = Namespace("https://w3id.org/acervo/ns#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
EX = Namespace("http://example.net/")
NAMES = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
OWN = 1000


def described(server: Server, client: httpx.Client, query: str, **parameters: str) -> Graph:
    answer = client.get(server.sparql, params={"query": server.prefixed(query), **parameters})
    assert 200 == answer.status_code, answer.text
    assert "text/turtle; charset=utf-8" == answer.headers["content-type"]
    return Graph().parse(data=answer.content, format="turtle")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An archive that uses no word of the core: blank nodes, a hub."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "data").mkdir()
    (folder / "acervo.toml").write_text('base = "https://example.org/plain/"\n', encoding="utf-8")
    lines = [
        f'<{EX}a> <{RDFS.label}> "A"@en .',
        f"<{EX}a> <{EX}part> _:one .",
        f"_:one <{EX}part> _:two .",
        f'_:two <{EX}size> "3" .',
        f"_:two <{EX}part> _:one .",
        f"_:two <{EX}of> <{EX}b> .",
        f'<{EX}b> <{RDFS.label}> "B"@en .',
        f"<{EX}b> <{EX}of> <{EX}c> .",
    ]
    lines += [f"<{EX}hub> <{EX}of> <{EX}o{number:04}> ." for number in range(OWN + 50)]
    (folder / "data" / "plain.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "data" / "more.nt").write_text(f'<{EX}a> <{EX}size> "5" .\n', encoding="utf-8")
    with serving(folder, folder / "stderr") as server:
        yield server


def test_a_thing_comes_with_all_that_is_said_of_it(shipyard, client):
    """Its own triples, and every claim about it."""
    graph = described(shipyard, client, "DESCRIBE :gdansk")
    gdansk = URIRef(f"{shipyard.base}id/gdansk")
    for query, found in (
        ("SELECT ?p ?o { :gdansk ?p ?o }", list(graph.predicate_objects(gdansk))),
        ("SELECT ?c { ?c rdf:subject :gdansk ; mov:passage ?p }", list(graph.subjects(RDF.subject, gdansk))),
    ):
        rows = client.get(shipyard.sparql, params={"query": shipyard.prefixed(query), "format": "csv"}).text
        assert len(rows.splitlines()) - 1 == len(found)


def test_a_claim_is_told_whole(shipped, client):
    """Its own words, its passage with the place in the source, the names of speaker and source."""
    thing = URIRef(f"{shipped.base}id/battle-la-gaviota-2016")
    graph = described(shipped, client, f"DESCRIBE <{thing}>")
    claims = set(graph.subjects(RDF.subject, thing))
    passages = {passage for claim in claims for passage in graph.objects(claim, MOV.passage)}
    sources = {source for passage in passages for source in graph.objects(passage, MOV.inSource)}
    speakers = {holder for claim in claims for holder in graph.objects(claim, MOV.attributedTo)}

    assert len(claims) > 10
    assert all(set(graph.objects(claim, MOV.passage)) for claim in claims)
    assert all((passage, MOV.start, None) in graph for passage in passages)
    assert len(sources) == 2
    assert speakers
    assert all(any((one, name, None) in graph for name in NAMES) for one in sources | speakers)


def test_record_claims_are_told_as_well(shipped, client):
    """They point at what they are about by a property of their own."""
    thing = URIRef(f"{shipped.base}id/battle-la-gaviota-2016")
    graph = described(shipped, client, f"DESCRIBE <{thing}>")

    assert set(graph.subjects(MOV.outcomeOf, thing))
    assert set(graph.subjects(MOV.circumstanceOf, thing))


def test_blank_nodes_are_followed_in_circles_too(plain, client):
    """A concise bounded description, that of a blank node's other end not included."""
    graph = described(plain, client, f"DESCRIBE <{EX}a>")
    (one,) = graph.objects(EX.a, EX.part)
    (two,) = graph.objects(one, EX.part)

    assert isinstance(one, BNode)
    assert {(two, EX.part, one), (two, EX.of, EX.b)} <= set(graph)
    assert (EX.b, RDFS.label, Literal("B", "en")) in graph
    assert (EX.b, EX.of, EX.c) not in graph


def test_a_hub_stays_small(plain, client):
    """The first by IRI; whoever wants all asks by CONSTRUCT."""
    graph = described(plain, client, f"DESCRIBE <{EX}hub>")

    assert [EX[f"o{number:04}"] for number in range(OWN)] == sorted(graph.objects(EX.hub, EX.of))


@pytest.mark.parametrize(
    ("query", "things"),
    [
        (f"DESCRIBE <{EX}a> <{EX}b>", "ab"),
        (f"DESCRIBE ?x {{ ?x <{EX}of> <{EX}c> }}", "b"),
        (f"DESCRIBE ?x <{EX}a> {{ ?x <{EX}of> <{EX}c> }}", "ab"),
        (f"DESCRIBE * {{ ?x <{EX}of> <{EX}c> }}", "b"),
        (f"DESCRIBE ?x {{ VALUES ?x {{ <{EX}b> <{EX}a> }} }} ORDER BY ?x LIMIT 1", "a"),
        (f"DESCRIBE ?x {{ VALUES ?x {{ <{EX}b> <{EX}a> }} }} ORDER BY ?x OFFSET 1", "b"),
        (f"DESCRIBE ?x {{ VALUES ?x {{ <{EX}b> 7 }} }}", "b"),
        (f"DESCRIBE ?x {{ ?x <{EX}none> ?y }}", ""),
        (f"DESCRIBE <{EX}none>", ""),
        ("DESCRIBE ?x", ""),
    ],
)
def test_every_form_of_the_query(plain, client, query, things):
    """By name, by pattern, both, all variables, with modifiers."""
    graph = described(plain, client, query)
    own = {EX.a: EX.part, EX.b: EX.of}

    assert {EX[name] for name in things} == {thing for thing, by in own.items() if (thing, by, None) in graph}
    assert bool(things) == bool(len(graph))


def test_blank_nodes_that_a_pattern_finds_are_described(plain, client):
    """They have no name that could stand in the query."""
    graph = described(plain, client, f'DESCRIBE ?x {{ ?x <{EX}size> "3" }}')

    assert {EX.size, EX.part, EX.of} == {by for thing, by, _ in graph if isinstance(thing, BNode)}


@pytest.mark.parametrize("way", ["text", "relative", "parameter"])
def test_only_the_dataset_is_described(plain, client, way):
    """FROM and default-graph-uri hold for the description too."""
    iri = f"{plain.base}graph/data/more"
    if way == "parameter":
        graph = described(plain, client, f"DESCRIBE <{EX}a>", **{"default-graph-uri": iri})
    else:
        name = iri if way == "text" else iri.removeprefix(plain.base)
        graph = described(plain, client, f"DESCRIBE <{EX}a> FROM <{name}>")

    assert {(EX.a, EX.size, Literal("5"))} == set(graph)
    assert not len(described(plain, client, f"DESCRIBE ?a FROM NAMED <{iri}> {{ GRAPH ?g {{ ?a ?b ?c }} }}"))


def test_the_same_bytes_each_time_and_the_same_graph_in_every_format(plain, client):
    """So that it can be compared and kept."""
    query = {"query": f"DESCRIBE <{EX}hub>"}
    first, second = (client.get(plain.sparql, params=query, headers={"Cache-Control": "no-cache"}) for _ in range(2))
    triples = client.get(plain.sparql, params={**query, "format": "nt"})

    assert first.content == second.content
    assert set(Graph().parse(data=first.content, format="turtle")) == set(
        Graph().parse(data=triples.content, format="nt")
    )
    assert len(set(triples.text.splitlines())) == len(triples.text.splitlines())


@pytest.mark.parametrize(
    "query", ["DESCRIBE ?x { ?x ?p }", "DESCRIBE <http://a> ?x { ?x ?p }", "DESCRIBE <http://a> { ?x ?p }"]
)
def test_what_is_wrong_is_told_at_its_place(plain, client, query):
    """In the text of the client."""
    answer = client.get(plain.sparql, params={"query": query})
    told = answer.json()

    assert (400, 1, len(query) + 1) == (answer.status_code, told["line"], told["column"])
