"""The W3C suites for Turtle: what must parse parses, what must fail fails, and the graph is the expected one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from acervo.corpus.terms import to_graph
from acervo.turtle.document import Document
from acervo.turtle.parsing import parse_file
from acervo.turtle.reader import read_file
from acervo.turtle.terms import Literal, to_rdflib

W3C = Path(__file__).parents[3] / ".." / "shared" / "w3c"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/rdftest#"

#: Tests and files of the 1.1 suite that do not come out as the W3C has them, each with its reason.
MISSES = {
    "test-38.nt": "writes a character as two surrogates, which no term may hold; no manifest names the file",
}


class Case(NamedTuple):
    """One test of a manifest; *result* is the file it must be equal to, if it must be equal to one."""

    name: str
    kind: str
    action: Path
    result: Path | None
    base: str


def cases(folder: Path) -> list[Case]:
    """The tests of the manifest in *folder*; none where the suites are missing, which `suites` then tells."""
    manifest = folder / "manifest.ttl"
    if not manifest.is_file():
        return []
    store = ox.Store()
    store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=manifest.resolve().as_uri())
    query = f"""
        PREFIX mf: <{MANIFEST}>
        SELECT ?name ?kind ?action ?result ?base {{
            ?test mf:name ?name ; a ?kind ; mf:action ?action . ?manifest mf:assumedTestBase ?base .
            FILTER STRSTARTS(STR(?kind), "{TESTS}")
            OPTIONAL {{ ?test mf:result ?result }}
        }} ORDER BY ?name ?action"""

    def local(term: ox.NamedNode) -> Path:
        return folder / term.value.rsplit("/", 1)[-1]

    return [
        Case(
            row["name"].value,
            row["kind"].value.removeprefix(TESTS),
            local(row["action"]),
            local(row["result"]) if row["result"] is not None else None,
            row["base"].value,
        )
        for row in store.query(query)
    ]


TURTLE_11 = cases(W3C / "turtle")
TURTLE_12 = [*cases(W3C / "turtle12" / "syntax"), *cases(W3C / "turtle12" / "eval")]


@pytest.fixture(autouse=True)
def suites() -> Path:
    """Where the suites stand."""
    if not W3C.is_dir():
        pytest.skip("needs the W3C test suites, which are not part of the repository")
    return W3C


def read(case: Case) -> Document:
    return read_file(case.action.read_bytes(), f"data/{case.action.name}", case.base + case.action.name)


def graph_of(document: Document) -> Graph:
    graph = Graph()
    for triple in document.triples:
        value = triple.object
        if isinstance(value, Literal) and value.language is not None:
            # The engine, which reads the expected graph, writes language tags in lower case; RDF takes them as equal.
            value = replace(value, language=value.language.lower())
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(value)))
    return graph


def outcome(case: Case) -> str:
    """`passes`, or what went wrong."""
    document = read(case)
    if case.kind == "TestTurtleNegativeSyntax":
        return "passes" if document.errors else "was read although it must fail"
    if document.errors:
        return f"was not read: {document.errors[0]}"
    if case.result is not None:
        expected = to_graph(parse_file(case.result.read_bytes(), f"data/{case.result.name}", case.base))
        if not isomorphic(expected, graph_of(document)):
            return "is another graph"
    return "passes"


def test_the_suites_are_whole():
    """A manifest that is not understood would let everything pass."""
    assert 313 == len(TURTLE_11)
    assert 103 == len(TURTLE_12)


@pytest.mark.parametrize("case", TURTLE_11, ids=lambda case: case.name)
def test_turtle_11(case: Case):
    if case.name in MISSES:
        pytest.xfail(MISSES[case.name])

    assert "passes" == outcome(case)


@pytest.mark.parametrize(
    "case", [case for case in TURTLE_12 if case.kind != "TestTurtleNegativeSyntax"], ids=lambda case: case.name
)
def test_what_turtle_12_adds_is_refused_by_name(case: Case):
    """A file that only RDF 1.2 understands gets one clear answer, not a puzzle."""
    document = read(case)

    assert "turtle-1-2" == document.errors[0].code


@pytest.mark.parametrize(
    "case", [case for case in TURTLE_12 if case.kind == "TestTurtleNegativeSyntax"], ids=lambda case: case.name
)
def test_what_turtle_12_forbids_is_refused(case: Case):
    assert read(case).errors


@pytest.mark.parametrize("path", sorted((W3C / "turtle").glob("*.nt")), ids=lambda path: path.name)
def test_n_triples_are_read_as_the_engine_reads_them(path: Path):
    """The suite's expected results are N-Triples; a result that cannot be read proves nothing."""
    if path.name in MISSES:
        pytest.xfail(MISSES[path.name])

    assert () == read_file(path.read_bytes(), f"data/{path.name}", "http://example.org/").errors
