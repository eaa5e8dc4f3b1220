"""Shapes made ready: each in one of two groups, its queries parsed once; and what people call them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from pyshacl.shapes_graph import ShapesGraph
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.namespaces import MOVSH
from acervo.shacl.faults import Fault

Severity = Literal["violation", "warning", "info"]

SEES_CLAIMS: Final = URIRef(MOVSH + "seesClaims")
#: A severity of one's own counts as a violation: only who made it knows what it means.
SEVERITIES: Final[dict[URIRef, Severity]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_CLASSES: Final = (RDFS.Class, OWL.Class)
#: How deep shapes may refer to shapes; shacl-shacl itself goes deeper into a path than the 15 that pySHACL allows.
MAX_DEPTH: Final = 30
#: Where pySHACL's own log goes: nowhere, since whatever it says returns as a result or a ShapesError.
QUIET: Final = logging.getLogger("acervo.checking.pyshacl")
QUIET.setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Shapes:
    """
    What `acervo.shacl.preparing` makes of a shapes graph; reusable for any number of data graphs.

    `of_files` and `of_claims` are the shapes with a target, each in one of the two, so that each runs once.
    """

    graph: Graph
    of_files: tuple[Node, ...]
    """Those that see what stands in files."""
    of_claims: tuple[Node, ...]
    """Those that see what claims state as well."""
    queries: dict[str, Query]
    """SPARQL constraints by their text, parsed: pySHACL asks the same text once for each focus node."""
    loaded: ShapesGraph
    """*graph* as pySHACL reads it."""
    faults: tuple[Fault, ...] = ()
    """What kept other shapes from being among these."""

    def only(self, targeted: Iterable[Node]) -> Graph:
        """A copy of the graph in which none but *targeted* have a target; each shape can still be referred to."""
        return _without_targets(self.graph, {*self.of_files, *self.of_claims}.difference(targeted))


def targeted_shapes(shapes: Graph) -> list[Node]:
    """The shapes that choose focus nodes themselves, in the order of their names."""
    found: set[Node] = {shape for target in _TARGETS for shape in shapes.subjects(target)}
    kinds = (SH.NodeShape, SH.PropertyShape)
    # A shape that is a class as well targets its instances.
    classes = classes_of(shapes)
    found |= {
        shape
        for kind in kinds
        for shape in shapes.subjects(RDF.type, kind)
        if not classes.isdisjoint(shapes.objects(shape, RDF.type))
    }
    return sorted(found, key=lambda shape: (rule_name(shapes, shape), shape))


def rule_name(shapes: Graph, shape: Node) -> str:
    """
    How people call *shape*: `Claim-has-passage` for a name under `movsh:`, else as a prefixed name or an IRI.

    A shape without a name takes that of the nearest shape that mentions it; `unnamed` when there is none.
    """
    names = named(shapes, shape)
    return _short(shapes, URIRef(names[0])) if names else "unnamed"


def named(shapes: Graph, shape: Node) -> tuple[str, ...]:
    """The IRI of *shape*, else those of the nearest shapes that mention it."""
    seen: set[Node] = set()
    ring = [shape]
    while ring:
        names = sorted({str(node) for node in ring if isinstance(node, URIRef)})
        if names:
            return tuple(names)
        seen.update(ring)
        ring = [user for node in ring for user in shapes.subjects(None, node) if user not in seen]
    return ()


def _short(shapes: Graph, name: URIRef) -> str:
    if name.startswith(MOVSH):
        return name[len(MOVSH) :]
    try:
        return shapes.namespace_manager.curie(name, generate=False)
    except (KeyError, ValueError):
        return str(name)


def is_deactivated(shapes: Graph, shape: Node) -> bool:
    """Whether *shape* is switched off, so that it examines nothing."""
    return any(map(is_true, shapes.objects(shape, SH.deactivated)))


def is_true(value: Node) -> bool:
    return isinstance(value, RdfLiteral) and value.value is True


def classes_of(shapes: Graph) -> set[Node]:
    """The types that make a shape a class as well."""
    return {*_CLASSES, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}


def _without_targets(shapes: Graph, silenced: set[Node]) -> Graph:
    copy = Graph()
    for prefix, namespace in shapes.namespaces():
        copy.bind(prefix, namespace, override=True, replace=True)
    classes = classes_of(shapes)
    for shape, predicate, value in shapes:
        is_target = predicate in _TARGETS or (predicate == RDF.type and value in classes)
        if not (is_target and shape in silenced):
            copy.add((shape, predicate, value))
    return copy


def first_line(error: Exception) -> str:
    """What pySHACL says before it lists its whole path."""
    return str(error).partition("\n")[0]


class AskedGraph(Graph):
    """A view of a graph that answers the constraints of *shapes* without parsing them anew for each focus node."""

    def __init__(self, graph: Graph, shapes: Shapes):
        super().__init__(store=graph.store, identifier=graph.identifier)
        self._prepared = shapes.queries

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        """
        As `Graph.query`; the same solutions, sooner.

        Raises:
            ShapesError: RDFLib cannot answer the query over these data.
        """
        try:
            answer = super().query(self._prepared.get(query_object, query_object), *args, **kwargs)
            len(answer)  # the solutions are computed when they are first asked for
        except Exception as error:
            # RDFLib may raise anything, and what it raises depends on the data.
            raise ShapesError(f"a query cannot be answered ({error}): {query_object}") from error
        return answer
