"""Shapes of the archive that found nothing to examine: a misspelt target looks like data without a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, URIRef

from acervo.checking.findings import Finding
from acervo.checking.places import Spot
from acervo.checking.shape_findings import at, written
from acervo.checking.statements import Statement
from acervo.corpus.reading import FileGraph, Reading
from acervo.shacl.shapes import rule_name
from acervo.turtle.document import Document

_IDLE = {
    "en": "This shape found nothing to examine, so it proves nothing. Is its target spelt as in the data?",
    "es": "Esta forma no encontró nada que examinar, así que no prueba nada. ¿Está escrito su objetivo como en los "
    "datos?",
}


def idle_shapes(
    reading: Reading, shapes: Graph, untargeted: tuple[str, ...], documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """
    A warning for each of *untargeted* that is the archive's own, at its name.

    The core's are for every archive; one that has no strikes is not told that nobody looked at strikes.
    """
    left = set(untargeted)
    for graph in reading.graphs:
        if graph.folder == "shapes" and not graph.path.startswith("shapes/core/"):
            for name, statement in _first_statements(graph, shapes):
                if name in left:
                    left.discard(name)
                    finding = Finding("shacl", name, "warning", _IDLE, written(statement.subject, reading.archive.base))
                    yield at(finding, Spot(statement, "subject"), documents)


def _first_statements(graph: FileGraph, shapes: Graph) -> Iterator[tuple[str, Statement]]:
    seen: set[ox.NamedNode] = set()
    for ordinal, (subject, predicate, value) in enumerate(graph.triples):
        if isinstance(subject, ox.NamedNode) and subject not in seen and not isinstance(value, ox.Triple):
            seen.add(subject)
            name = rule_name(shapes, URIRef(subject.value))
            yield name, Statement(graph.path, ordinal, subject, predicate, value)
