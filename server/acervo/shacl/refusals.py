"""Shapes that cannot be run: each is found when the shapes are read, all at once, before any node is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.entrypoints import meta_validate
from pyshacl.errors import ReportableRuntimeError
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from acervo.shacl.constraint_queries import parsed
from acervo.shacl.faults import Fault, by_shacl_shacl, gone, told
from acervo.shacl.remembering import remembering
from acervo.shacl.shapes import (
    MAX_DEPTH,
    QUIET,
    SEES_CLAIMS,
    first_line,
    is_true,
    targeted_shapes,
)

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
_SHAPE: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_SHAPES: Final = (SH["and"], SH["or"], SH.xone)
#: Naming a class is no use of the shape that has the same name.
_OF_CLASSES: Final = (RDF.type, SH["class"], SH.targetClass, SH.targetNode)


def ill_written(shapes: Graph, checked: Graph | None) -> Iterator[Fault]:
    """
    What can be told of *shapes* without pySHACL's reading them as shapes.

    Args:
        checked: The part of *shapes* that is known to conform to shacl-shacl, or *shapes* itself.
    """
    yield from _not_run(shapes)
    circles = list(_circles(shapes))
    yield from (*_unreadable_patterns(shapes), *circles)
    marked = {shape for shape, value in shapes.subject_objects(SEES_CLAIMS) if is_true(value)}
    for shape in sorted(marked.difference(targeted_shapes(shapes)), key=str):
        yield Fault(shape, told("mark"), SEES_CLAIMS)
    if checked is not shapes:
        # pySHACL stops at a list without end.
        endless = tainted(shapes, (fault.shape for fault in circles if fault.shape is not None))
        yield from _by_shacl_shacl(shapes, checked or Graph(), endless)
    yield from _undescribed(shapes)


def _not_run(shapes: Graph) -> Iterator[Fault]:
    for predicate in _NOT_RUN:
        for shape, value in sorted(shapes.subject_objects(predicate), key=str):
            yield Fault(shape, told("not run", predicate=f"sh:{predicate[len(str(SH)) :]}"), predicate, value)
    for predicate in (SH.select, SH.ask):
        for query, text in sorted(shapes.subject_objects(predicate), key=str):
            found = SPARQLQueryHelper.bind_sg_regex.search(str(text))
            if found:
                yield Fault(query, told("shapesGraph"), predicate, text, found.start() + 1)


def _unreadable_patterns(shapes: Graph) -> Iterator[Fault]:
    """What shacl-shacl lets pass, and pySHACL finds only where there is something to examine."""
    for shape, pattern in sorted(shapes.subject_objects(SH.pattern), key=str):
        try:
            re.compile(str(pattern))
        except re.error as error:
            yield Fault(shape, told("pattern", value=str(pattern), reason=str(error)), SH.pattern, pattern)


def _circles(shapes: Graph) -> Iterator[Fault]:
    for user, predicate, head in shapes:
        if predicate != RDF.rest and (head, RDF.rest, None) in shapes:
            try:
                list(shapes.items(head))
            except ValueError:
                yield Fault(user, told("circle"), URIRef(str(predicate)), head)


def _by_shacl_shacl(shapes: Graph, checked: Graph, left_out: set[Node]) -> Iterator[Fault]:
    unchecked = Graph()
    for triple in shapes:
        # The path of a checked shape stays, since another shape may name that one as its sh:property.
        if triple[0] not in left_out and (triple[1] in _PATHS or triple not in checked):
            unchecked.add(triple)
    try:
        conforms, report, text = meta_validate(unchecked, inference="none", max_validation_depth=MAX_DEPTH)
    except ReportableRuntimeError as error:
        yield Fault(None, told("unreadable", reason=first_line(error)))
        return
    if conforms:
        return
    if not isinstance(report, Graph):
        yield Fault(None, told("unreadable", reason=str(text)))
        return
    results = [_result(report, node) for node in sorted(report.objects(None, SH.result), key=str)]
    told_of = {focus for focus, path, _, _ in results if path is not None}
    for result in sorted(results, key=str):
        # That it is no shape either follows from what is told of it.
        if result[1] is not None or result[0] not in told_of:
            yield by_shacl_shacl(shapes, result)


def _result(report: Graph, node: Node) -> tuple[Node, URIRef | None, Node | None, Node | None]:
    path = report.value(node, SH.resultPath)
    focus = report.value(node, SH.focusNode)
    assert focus is not None
    parts = report.value(node, SH.value), report.value(node, SH.sourceConstraintComponent)
    return focus, path if isinstance(path, URIRef) else None, *parts


def _undescribed(shapes: Graph) -> Iterator[Fault]:
    """Shapes that others name and nobody describes; shacl-shacl tells only of `sh:property`."""
    for predicate in _SHAPE:
        for user, shape in sorted(shapes.subject_objects(predicate), key=str):
            if isinstance(shape, URIRef) and (shape, None, None) not in shapes:
                yield gone(shapes, user, predicate, shape)
    for predicate in _SHAPES:
        for user, head in sorted(shapes.subject_objects(predicate), key=str):
            if (head, RDF.first, None) not in shapes:
                continue
            try:
                members = list(shapes.items(head))
            except ValueError:
                continue
            for shape in members:
                if isinstance(shape, URIRef) and (shape, None, None) not in shapes:
                    yield gone(shapes, user, predicate, shape)


def load(shapes: Graph, own: Iterable[Node]) -> tuple[ShapesGraph, dict[str, Query], list[Fault]]:
    """
    *shapes* as pySHACL reads them, their queries parsed, and what keeps some from being run.

    Args:
        own: The nodes whose constraints are tried; of others only the queries are.

    Raises:
        ReportableRuntimeError: pySHACL cannot read *shapes* at all.
    """
    loaded = ShapesGraph(remembering(shapes), False, QUIET)
    queries: dict[str, Query] = {}
    faults: list[Fault] = []
    tried = set(own)
    for shape in loaded.shapes:
        if next(iter(shape.objects(SH.sparql)), None) is not None:
            faults += _queried(shape, queries)
        if shape.node in tried:
            faults += _constraints(shape, shapes)
    return loaded, queries, faults


def queries_of(shapes: Graph, left_out: Iterable[Node]) -> Iterator[Fault]:
    """What is wrong with the queries of shapes that are *left_out* for another fault."""
    declaring = Graph()
    for ontology in set(shapes.subjects(SH.declare)):
        declaring += _closure(shapes, ontology)
    for shape in sorted(left_out, key=str):
        constraints = [node for node in shapes.objects(shape, SH.sparql) if (node, SH.select, None) in shapes]
        if not constraints:
            continue
        alone = Graph() + declaring
        alone.add((shape, RDF.type, SH.NodeShape))
        for node in constraints:
            alone.add((shape, SH.sparql, node))
            alone += _closure(shapes, node)
        paths = list(shapes.objects(shape, SH.path))
        if len(paths) == 1:
            alone.add((shape, SH.path, paths[0]))
            alone += _closure(shapes, paths[0])
        try:
            yield from load(alone, ())[2]
        except ReportableRuntimeError:
            continue  # the path is the fault that is told


def _queried(shape: Any, queries: dict[str, Query]) -> list[Fault]:
    graph: Graph = shape.sg.graph
    unasked = [
        node for node in sorted(shape.objects(SH.sparql), key=str) if len(list(graph.objects(node, SH.select))) != 1
    ]
    if unasked:
        return [Fault(node, told("no query")) for node in unasked]
    try:
        constraints = SPARQLBasedConstraint(shape).sparql_constraints
    except ReportableRuntimeError as error:
        return [Fault(shape.node, told("unusable", reason=first_line(error).rstrip(".")), SH.sparql)]
    faults = []
    for constraint in sorted(constraints, key=lambda each: str(each.node)):
        query = parsed(constraint, graph)
        if isinstance(query, Fault):
            faults.append(query)
        else:
            _, text = constraint.pre_bind_variables(BNode())
            queries[constraint.apply_prefixes(text)] = query
    return faults


def _constraints(shape: Any, shapes: Graph) -> Iterator[Fault]:
    for predicate in sorted({p for p in shapes.predicates(shape.node) if p in ALL_CONSTRAINT_PARAMETERS}, key=str):
        if predicate == SH.sparql:
            continue
        try:
            CONSTRAINT_PARAMETERS_MAP[predicate](shape)
        except ReportableRuntimeError as error:
            yield Fault(
                shape.node, told("unreadable shape", reason=first_line(error).rstrip(".")), URIRef(str(predicate))
            )


def unloadable(shapes: Graph, own: Iterable[Node]) -> Iterator[Fault]:
    """Of *own*, the nodes that pySHACL cannot read even alone."""
    components = set(shapes.subjects(RDF.type, SH.ConstraintComponent))
    held = Graph()
    for node in sorted(own, key=lambda node: (node not in components, str(node))):
        part = _closure(shapes, node)
        try:
            load(held + part, ())
        except ReportableRuntimeError as error:
            yield Fault(node, told("unreadable shape", reason=first_line(error).rstrip(".")))
        else:
            if node in components:
                held += part


def _closure(shapes: Graph, node: Node) -> Graph:
    part, ring = Graph(), {node}
    while ring:
        triples = [triple for each in ring for triple in shapes.triples((each, None, None)) if triple not in part]
        for triple in triples:
            part.add(triple)
        ring = {triple[2] for triple in triples}
    return part


def tainted(shapes: Graph, faulty: Iterable[Node]) -> set[Node]:
    """
    The nodes of *shapes* that say something else, or nothing, without *faulty*: these, whatever mentions them, and
    the shapes that a faulty constraint component is about.
    """
    found: set[Node] = set()
    ring = set(faulty)
    while ring:
        found |= ring
        users: set[Node] = {
            user for node in ring for user, p in shapes.subject_predicates(node) if p not in _OF_CLASSES
        }
        for component in ring:
            for parameter in shapes.objects(component, SH.parameter):
                paths = [path for path in shapes.objects(parameter, SH.path) if isinstance(path, URIRef)]
                users |= {user for path in paths for user in shapes.subjects(path)}
        ring = users - found
    return found
