"""The W3C suites for SHACL, as data: what each test validates, and what must come out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from tests.shacl.judge.comparison import path_text

from acervo.corpus.terms import to_graph
from acervo.shacl.report import Report, Result

SUITES = Path(__file__).parents[3] / ".." / "shared" / "w3c" / "shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")


class Case(NamedTuple):
    """One test."""

    name: str
    """The file below the suites, without its suffix."""
    file: Path


def cases(suite: str) -> list[Case]:
    """
    The tests of *suite* (`core` or `sparql`); none where the suites are missing.

    Found by file, since one of them (sparql/component/nodeValidator-001) stands in no manifest.
    """
    files = sorted((SUITES / suite).rglob("*.ttl"))
    return [Case(file.relative_to(SUITES).with_suffix("").as_posix(), file) for file in files if _is_test(file)]


def _is_test(file: Path) -> bool:
    return any(triple.predicate.value == str(MF.entries) for triple in read(file))


def read(file: Path) -> list[ox.Triple]:
    """The triples of *file* as written."""
    quads = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
    return [quad.triple for quad in quads]


class Loaded(NamedTuple):
    """A test read: its two graphs, and the graph that says what is expected."""

    data: list[ox.Triple]
    shapes: Graph
    manifest: Graph
    result: Node

    @property
    def must_fail(self) -> bool:
        """Whether validating must end in a failure, without a report."""
        return self.result == SHT.Failure


def load(case: Case) -> Loaded:
    """*case*, its files read once each, so that one blank node has one label in all of them."""
    own = case.file.resolve().as_uri()
    files = {own: read(case.file)}
    manifest = to_graph(files[own])
    entries = manifest.value(URIRef(own), MF.entries)
    (entry,) = Collection(manifest, entries)
    action = manifest.value(entry, MF.action)

    def triples(part: URIRef) -> list[ox.Triple]:
        name = str(manifest.value(action, part))
        if name not in files:
            files[name] = read(Path(name.removeprefix("file://")))
        return files[name]

    result = manifest.value(entry, MF.result)
    assert result is not None
    return Loaded(triples(SHT.dataGraph), to_graph(triples(SHT.shapesGraph)), manifest, result)


Told = tuple[Node | None, str, Node | None, Node | None, Node | None, Node | None]


def expected(test: Loaded) -> set[Told]:
    """What *test* says of each result; a blank node that stands for a shape may be any."""
    return {
        (
            test.manifest.value(node, SH.focusNode),
            path_text(test.manifest, test.manifest.value(node, SH.resultPath)),
            test.manifest.value(node, SH.value),
            test.manifest.value(node, SH.sourceConstraintComponent),
            test.manifest.value(node, SH.resultSeverity),
            _named(test.manifest.value(node, SH.sourceShape)),
        )
        for node in test.manifest.objects(test.result, SH.result)
    }


def found(report: Report, shapes: Graph) -> set[Told]:
    """The same of *report*."""
    return {_told(result, shapes) for result in report.results}


def _told(result: Result, shapes: Graph) -> Told:
    return (
        result.focus,
        path_text(shapes, result.path),
        result.value,
        result.component,
        result.own_severity or SH[result.severity.capitalize()],
        _named(result.shape),
    )


def _named(shape: Node | None) -> Node | None:
    return None if isinstance(shape, BNode) else shape
