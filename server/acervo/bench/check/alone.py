"""
Our engine on two files, as the others are asked: `python -m acervo.bench.check.alone SHAPES DATA RESULTS`.

The shapes are Turtle, the data N-Triples; results are written as N-Triples of a validation report.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH, BNode, Graph
from rdflib.term import Node

from acervo.bench.check.clock import Clock, peak_mb
from acervo.checking.kept import rare_collections
from acervo.corpus.terms import to_graph
from acervo.shacl.preparing import prepare
from acervo.shacl.report import Result
from acervo.shacl.run import validate_store
from acervo.shacl.store import CheckStore


def main(arguments: list[str]) -> None:
    """Validate, and write figures as JSON."""
    shapes_file, data, results = arguments
    clock = Clock()
    with rare_collections():
        graph = to_graph(quad.triple for quad in ox.parse(path=shapes_file, format=ox.RdfFormat.TURTLE))
        # The others do not hold shapes to shacl-shacl either.
        shapes = prepare(graph, graph)
        clock.done("shapes")
        store = CheckStore(quad.triple for quad in ox.parse(path=data, format=ox.RdfFormat.N_TRIPLES))
        clock.done("reading")
        report = validate_store(store, shapes)
        clock.done("asking")
    written = Graph()
    for result in report.results:
        node = BNode()
        for predicate, value in _said(result):
            written.add((node, predicate, value))
    Path(results).write_text(written.serialize(format="nt"), encoding="utf-8")
    print(json.dumps({"wall_s": clock.wall_s, "cpu_s": clock.cpu_s, "peak_mb": peak_mb()}))


def _said(result: Result) -> Iterator[tuple[Node, Node]]:
    yield SH.focusNode, result.focus
    yield SH.sourceShape, result.shape
    yield SH.sourceConstraintComponent, result.component
    if result.path is not None:
        yield SH.resultPath, result.path
    if result.value is not None:
        yield SH.value, result.value


if __name__ == "__main__":
    main(sys.argv[1:])
