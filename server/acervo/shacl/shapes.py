"""A shapes graph made ready: found well-formed, each shape in one of two groups, its queries parsed once."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pyparsing.exceptions import ParseBaseException
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.entrypoints import meta_validate
from pyshacl.errors import ReportableRuntimeError
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.shapes_graph import ShapesGraph
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.namespaces import MOVSH
from acervo.shacl.remembering import remembering

Severity = Literal["violation", "warning", "info"]

SEES_CLAIMS: Final = URIRef(MOVSH + "seesClaims")
#: A severity of one's own counts as a violation: only who made it knows what it means.
SEVERITIES: Final[dict[URIRef, Severity]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# SHACL Advanced Features and SHACL-JS: pySHACL would pass over them in silence.
_NOT_RUN: Final = (SH.target, SH.rule, SH.expression, SH.js)
_PATHS: Final = frozenset(
    (
        RDF.first,
        RDF.rest,
        SH.alternativePath,
        SH.inversePath,
        SH.oneOrMorePath,
        SH.path,
        SH.zeroOrMorePath,
        SH.zeroOrOnePath,
    )
)
_CLASSES: Final = (RDFS.Class, OWL.Class)
#: How deep shapes may refer to shapes; shacl-shacl itself goes deeper into a path than the 15 that pySHACL allows.
MAX_DEPTH: Final = 30
#: Where pySHACL's own log goes: nowhere, since whatever it says returns as a result or a ShapesError.
QUIET: Final = logging.getLogger("acervo.checking.pyshacl")
QUIET.setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Shapes:
    """
    What `prepare` makes of a shapes graph; reusable for any number of data graphs.

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

    def only(self, targeted: Iterable[Node]) -> Graph:
        """A copy of the graph in which none but *targeted* have a target; each shape can still be referred to."""
        return _without_targets(self.graph, {*self.of_files, *self.of_claims}.difference(targeted))


def prepare(shapes: Graph, checked: Graph | None = None) -> Shapes:
    """
    Check *shapes* and part them in two: those over the files, and those that see claimed triples as well.

    Args:
        checked: The part of *shapes*, blank nodes included, that is known to conform to shacl-shacl. The core is (our
            tests see to it), and asking anew costs seconds.

    Raises:
        ShapesError: *shapes* is ill-formed (by shacl-shacl, by pySHACL's own reading, or a query does not parse), asks
            for what is not run, or marks a shape without target `movsh:seesClaims`, which would change nothing.

    Source: https://www.w3.org/TR/shacl/#shacl-shacl
    """
    _refuse_what_is_not_run(shapes)
    _refuse_what_pyshacl_trips_over(shapes)
    targeted = targeted_shapes(shapes)
    marked = {shape for shape, value in shapes.subject_objects(SEES_CLAIMS) if _is_true(value)}
    for shape in sorted(marked.difference(targeted), key=str):
        raise ShapesError(
            f"{rule_name(shapes, shape)} is marked movsh:seesClaims but has no target of its own; put the mark on the "
            "shape that has the target",
            _named(shapes, shape),
        )
    if checked is not shapes:
        _check_by_shacl_shacl(shapes, checked or Graph())
    loaded, queries = _load(shapes)
    return Shapes(
        graph=shapes,
        of_files=tuple(shape for shape in targeted if shape not in marked),
        of_claims=tuple(shape for shape in targeted if shape in marked),
        queries=queries,
        loaded=loaded,
    )


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
    names = _named(shapes, shape)
    return _short(shapes, URIRef(names[0])) if names else "unnamed"


def _named(shapes: Graph, shape: Node) -> tuple[str, ...]:
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
    return any(map(_is_true, shapes.objects(shape, SH.deactivated)))


def _is_true(value: Node) -> bool:
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


def _refuse_what_is_not_run(shapes: Graph) -> None:
    for predicate in _NOT_RUN:
        for shape in sorted(shapes.subjects(predicate), key=str):
            raise ShapesError(
                f"{rule_name(shapes, shape)} uses sh:{predicate[len(str(SH)) :]}, which Acervo does not run; "
                "say it with SHACL Core or a sh:sparql constraint",
                _named(shapes, shape),
            )
    for predicate in (SH.select, SH.ask):
        for query, text in sorted(shapes.subject_objects(predicate), key=str):
            if SPARQLQueryHelper.bind_sg_regex.search(str(text)):
                raise ShapesError(
                    f"the query of {rule_name(shapes, query)} uses $shapesGraph, which pySHACL does not bind",
                    _named(shapes, query),
                )


def _refuse_what_pyshacl_trips_over(shapes: Graph) -> None:
    """What shacl-shacl lets pass, and pySHACL finds only where there is something to examine."""
    for shape, pattern in sorted(shapes.subject_objects(SH.pattern), key=str):
        try:
            re.compile(str(pattern))
        except re.error as error:
            raise ShapesError(
                f"{rule_name(shapes, shape)} has the pattern {pattern}, which Python cannot read: {error}",
                _named(shapes, shape),
            ) from error
    for user, predicate, head in shapes:
        if predicate != RDF.rest and (head, RDF.rest, None) in shapes:
            try:
                list(shapes.items(head))
            except ValueError as error:
                raise ShapesError(
                    f"{rule_name(shapes, user)} has a list that runs in a circle", _named(shapes, user)
                ) from error


def _check_by_shacl_shacl(shapes: Graph, checked: Graph) -> None:
    unchecked = Graph()
    for triple in shapes:
        # The path of a checked shape stays, since another shape may name that one as its sh:property.
        if triple[1] in _PATHS or triple not in checked:
            unchecked.add(triple)
    try:
        conforms, report, text = meta_validate(unchecked, inference="none", max_validation_depth=MAX_DEPTH)
    except ReportableRuntimeError as error:
        raise ShapesError(f"the shapes cannot be read: {first_line(error)}") from error
    if conforms:
        return
    if not isinstance(report, Graph):
        raise ShapesError(f"the shapes cannot be read: {text}")
    faults: set[str] = set()
    named: set[str] = set()
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        name = rule_name(shapes, shape) if shape is not None else "a shape"
        about = f" ({path.n3(shapes.namespace_manager)})" if isinstance(path, URIRef) else ""
        faults.add(name + about)
        named.update(_named(shapes, shape) if shape is not None else ())
    raise ShapesError("ill-formed by the rules of SHACL itself: " + ", ".join(sorted(faults)), tuple(sorted(named)))


def first_line(error: Exception) -> str:
    """What pySHACL says before it lists its whole path."""
    return str(error).partition("\n")[0]


def _load(shapes: Graph) -> tuple[ShapesGraph, dict[str, Query]]:
    queries: dict[str, Query] = {}
    try:
        loaded = ShapesGraph(remembering(shapes), False, QUIET)
        for shape in loaded.shapes:
            if next(iter(shape.objects(SH.sparql)), None) is None:
                continue
            for constraint in SPARQLBasedConstraint(shape).sparql_constraints:
                _, text = constraint.pre_bind_variables(BNode())
                query_text = constraint.apply_prefixes(text)
                queries[query_text] = _parsed(query_text, rule_name(shapes, shape.node), _named(shapes, shape.node))
    except ReportableRuntimeError as error:
        raise ShapesError(f"the shapes cannot be read: {first_line(error)}") from error
    return loaded, queries


def _parsed(text: str, rule: str, named: tuple[str, ...]) -> Query:
    try:
        query = prepareQuery(text)
    except ParseBaseException as error:
        raise ShapesError(f"the query of {rule} does not parse: {error}", named) from error
    except Exception as error:
        # RDFLib raises a bare Exception for an undeclared prefix; anything else it raises here is about the text too.
        raise ShapesError(f"the query of {rule} cannot be used: {error}", named) from error
    if query.algebra.name != "SelectQuery":
        raise ShapesError(f"the query of {rule} must be a SELECT", named)
    names = set(_names_in(query.algebra))
    if names & {"Graph", "GraphGraphPattern"}:  # the second within EXISTS, whose text is not yet an algebra
        raise ShapesError(f"the query of {rule} uses GRAPH; a shape sees one graph", named)
    if "InversePath" in names:  # what RDFLib can follow it has made a path of its own
        raise ShapesError(f"the query of {rule} negates an inverse path, !(^…), which RDFLib cannot follow", named)
    return query


def _names_in(part: object) -> Iterator[str]:
    if isinstance(part, CompValue):
        yield part.name
    if isinstance(part, Path):
        part = vars(part)
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        for each in part:
            yield from _names_in(each)


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
