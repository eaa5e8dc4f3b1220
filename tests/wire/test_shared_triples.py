"""Bulk files that share triples: every answer is that of the RDF merge, for which rdflib is the judge."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
import rdflib

from .conftest import Server, serving

pytestmark = pytest.mark.slow

BASE = "https://example.org/bulk/"
EX = "http://example.net/"
FILES = ("a", "b", "c", "d")
PREFIX = f"PREFIX ex: <{EX}>\n"
OURS = f'FILTER(STRSTARTS(STR(?p), "{EX}"))'
SHAPES = {
    "count": f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o {OURS} }}",
    "rows": "SELECT ?s ?o { ?s ex:p0 ?o }",
    "group": "SELECT ?s (COUNT(?o) AS ?n) { ?s ex:p1 ?o } GROUP BY ?s",
    "group by property": f"SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) {{ ?s ?p ?o {OURS} }} GROUP BY ?p",
    "sum": "SELECT (SUM(?v) AS ?sum) { ?s ex:value ?v }",
    "sum of each": "SELECT ?s (SUM(?v) AS ?sum) { ?s ex:value ?v } GROUP BY ?s HAVING (COUNT(*) > 1)",
    "join": "SELECT ?a ?b ?c { ?a ex:p0 ?b . ?b ex:p1 ?c }",
    "star": "SELECT ?s ?x ?y { ?s ex:p0 ?x ; ex:p1 ?y }",
    "bound subject": "SELECT ?o { ex:t1 ex:p0 ?o }",
    "bound object": "SELECT ?s { ?s ex:p1 ex:t2 }",
    "optional": "SELECT ?s ?v { ?s ex:p0 ?o OPTIONAL { ?s ex:value ?v } }",
    "union": "SELECT ?s { { ?s ex:p0 ?o } UNION { ?s ex:p1 ?o } }",
    "minus": "SELECT ?s ?o { ?s ex:p0 ?o MINUS { ?s ex:p1 ?o } }",
    "not exists": "SELECT ?s ?o { ?s ex:p0 ?o FILTER NOT EXISTS { ?o ex:value ?v } }",
    "path in steps": "SELECT ?s ?o { ?s ex:p0/ex:p1 ?o }",
    "inverse path": "SELECT DISTINCT ?s ?o { ?s ^ex:p0|ex:p1 ?o }",
    "closure": "SELECT ?s ?o { ?s ex:p0+ ?o }",
    "sub-select": "SELECT ?s ?n ?o { { SELECT ?s (COUNT(*) AS ?n) { ?s ex:p0 ?x } GROUP BY ?s } ?s ex:p1 ?o }",
    "values": "SELECT ?s ?o { VALUES ?s { ex:t1 ex:t2 ex:t2 } ?s ex:p0 ?o }",
    "blank nodes": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isBlank(?s)) " + OURS + " } GROUP BY ?p",
}


@dataclass(frozen=True)
class Bulk:
    """An archive of N-Triples files, served, and what rdflib reads in them."""

    server: Server
    graphs: dict[str, rdflib.Graph]

    def merge(self, names: Iterable[str]) -> rdflib.Graph:
        merged = rdflib.Graph()
        for name in names:
            for triple in self.graphs[name]:
                merged.add(triple)
        return merged


def lines_of(chance: random.Random) -> str:
    """So few different triples that many stand in several files."""

    def term() -> str:
        return f"<{EX}t{chance.randrange(5)}>"

    lines = []
    for _ in range(30):
        kind = chance.randrange(4)
        if kind < 2:
            lines.append(f"{term()} <{EX}p{kind}> {term()} .")
        elif kind == 2:
            value = f'"{chance.randrange(4)}"^^<http://www.w3.org/2001/XMLSchema#integer>'
            lines.append(f"{term()} <{EX}value> {value} .")
        else:
            lines.append(f"_:b{chance.randrange(2)} <{EX}p{chance.randrange(2)}> {term()} .")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module", params=["memory", "disk"])
def bulk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bulk]:
    folder = tmp_path_factory.mktemp("bulk")
    (folder / "data").mkdir()
    most = 10 if request.param == "disk" else 500_000
    (folder / "acervo.toml").write_text(f'base = "{BASE}"\nmemory_max_triples = {most}\n', encoding="utf-8")
    chance = random.Random(request.param)
    graphs = {}
    for name in FILES:
        text = lines_of(chance)
        (folder / "data" / f"{name}.nt").write_text(text, encoding="utf-8")
        # Parsed one by one: rdflib gives the blank nodes of each file names of their own.
        graphs[name] = rdflib.Graph().parse(data=text, format="nt")
    with serving(folder, folder / "stderr") as server:
        yield Bulk(server, graphs)


def found(bulk: Bulk, client, query: str, **parameters: list[str]) -> Counter[tuple[str, ...]]:
    named = {name.replace("_", "-"): value for name, value in parameters.items()}
    answer = client.get(bulk.server.sparql, params={"query": PREFIX + query, **named})
    assert 200 == answer.status_code, answer.text
    told = answer.json()
    return Counter(
        tuple(written(row.get(name)) for name in told["head"]["vars"]) for row in told["results"]["bindings"]
    )


def written(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return "[]" if term["type"] == "bnode" else term["value"]


def judged(graph: rdflib.Graph, query: str) -> Counter[tuple[str, ...]]:
    rows = graph.query(PREFIX + query)
    return Counter(
        tuple("" if term is None else "[]" if isinstance(term, rdflib.BNode) else str(term) for term in row)
        for row in rows
    )


def iri(name: str) -> str:
    return f"{BASE}graph/data/{name}"


def test_the_files_share_triples(bulk):
    """Else nothing here would be shown."""
    assert sum(len(graph) for graph in bulk.graphs.values()) > len(bulk.merge(FILES)) + 10


@pytest.mark.parametrize("shape", SHAPES)
def test_without_a_dataset_the_answer_is_that_of_the_merge(bulk, client, shape):
    """SPARQL 1.1, section 13: our default graph is the merge of all."""
    assert judged(bulk.merge(FILES), SHAPES[shape]) == found(bulk, client, SHAPES[shape])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("names", ["a", "ab", "acd", "abcd"])
def test_several_graphs_in_from_are_merged(bulk, client, shape, names):
    """Section 13.2.1; in the text, relative, and as parameters."""
    query = SHAPES[shape]
    expected = judged(bulk.merge(names), query)
    for spelling in ("<{}>".format, lambda one: f"<{one.removeprefix(BASE)}>"):
        clauses = " ".join(f"FROM {spelling(iri(name))}" for name in names)
        assert expected == found(bulk, client, query.replace("{", f"{clauses} {{", 1))
    assert expected == found(bulk, client, query, default_graph_uri=[iri(name) for name in names])


@pytest.mark.parametrize("ask", ["text", "parameters"])
def test_named_graphs_beside_merged_ones_stay_apart(bulk, client, ask):
    """Each pattern sees its own."""
    pattern = "{ ?s ex:p0 ?o GRAPH ?g { ?s ex:p1 ?x } }"
    dataset = rdflib.Dataset()
    for triple in bulk.merge("ab"):
        dataset.default_graph.add(triple)
    for name in "bc":
        for triple in bulk.graphs[name]:
            dataset.graph(rdflib.URIRef(iri(name))).add(triple)
    expected = judged(dataset, f"SELECT ?g ?s ?o ?x {pattern}")
    if ask == "text":
        clauses = "".join(f"FROM <{iri(name)}> " for name in "ab") + "".join(
            f"FROM NAMED <{iri(one)}> " for one in "bc"
        )
        answer = found(bulk, client, f"SELECT ?g ?s ?o ?x {clauses}{pattern}")
    else:
        graphs = {"default_graph_uri": [iri("a"), iri("b")], "named_graph_uri": [iri("b"), iri("c")]}
        answer = found(bulk, client, f"SELECT ?g ?s ?o ?x {pattern}", **graphs)

    assert expected
    assert expected == answer


def test_each_graph_keeps_what_it_shares(bulk, client):
    """`GRAPH ?g` tells every file that has a triple."""
    pattern = f"{{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }} GROUP BY ?g"
    counts = {iri(name): str(len(graph)) for name, graph in bulk.graphs.items()}

    assert Counter(counts.items()) == found(bulk, client, f"SELECT ?g (COUNT(*) AS ?n) {pattern}")


def test_a_dump_has_each_triple_once(bulk, client):
    """Of all graphs, and of one."""
    server = bulk.server
    everything = client.get(f"{server.address}/store?default", headers={"Accept": "application/n-triples"}).text
    lines = everything.splitlines()
    one = client.get(f"{server.address}/graph/data/a.nt").text.splitlines()

    assert len(set(lines)) == len(lines)
    assert len(bulk.merge(FILES)) == sum(f"<{EX}" in line for line in lines)
    assert len(bulk.graphs["a"]) == len(one)
    assert set(one) <= set(lines)
