"""Shapes of the archive that found nothing to examine: a misspelt target looks like data without a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from acervo.checking.findings import Finding
from acervo.checking.places import Spot
from acervo.checking.shape_findings import at, written
from acervo.checking.statements import Statement
from acervo.corpus.reading import FileGraph, Reading
from acervo.namespaces import shorten
from acervo.shacl.shapes import rule_name
from acervo.turtle.document import Document

_IDLE = {
    "en": "This shape found nothing to examine, so it proves nothing. Is its target spelt as in the data?",
    "es": "Esta forma no encontró nada que examinar, así que no prueba nada. ¿Está escrito su objetivo como en los "
    "datos?",
}
_NONE_YET = {
    "en": "This shape found nothing to examine, so it proves nothing: nothing in the data is a {classes} yet.",
    "es": "Esta forma no encontró nada que examinar, así que no prueba nada: nada en los datos es todavía {classes}.",
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
                    subject = written(statement.subject, reading.archive.base)
                    finding = Finding("shacl", name, "warning", _words(reading, shapes, statement), subject)
                    yield at(finding, Spot(statement, "subject"), documents)


def _words(reading: Reading, shapes: Graph, statement: Statement) -> dict[str, str]:
    """A class that the ontology defines is spelt right; it has no instances."""
    classes = sorted(str(target) for target in shapes.objects(URIRef(str(statement.subject.value)), SH.targetClass))
    defined = {triple.subject for triple in reading.triples("ontology")} if classes else set()
    if not classes or any(ox.NamedNode(name) not in defined for name in classes):
        return _IDLE
    told = ", ".join(shorten(name, reading.archive.base) for name in classes)
    return {language: text.format(classes=told) for language, text in _NONE_YET.items()}


def _first_statements(graph: FileGraph, shapes: Graph) -> Iterator[tuple[str, Statement]]:
    seen: set[ox.NamedNode] = set()
    for ordinal, (subject, predicate, value) in enumerate(graph.triples):
        if isinstance(subject, ox.NamedNode) and subject not in seen and not isinstance(value, ox.Triple):
            seen.add(subject)
            name = rule_name(shapes, URIRef(subject.value))
            yield name, Statement(graph.path, ordinal, subject, predicate, value)
