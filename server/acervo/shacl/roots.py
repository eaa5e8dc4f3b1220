"""The shapes with a target, ready to be asked: which nodes they look at, which they suspect, what pySHACL says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import pyoxigraph as ox
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from acervo.corpus.terms import Term, to_engine, to_rdflib
from acervo.shacl.checks import Plan
from acervo.shacl.judge import Judge
from acervo.shacl.logical import reasons
from acervo.shacl.lookup import RDF_TYPE, Lookup
from acervo.shacl.planning import Planner
from acervo.shacl.rdflib_view import as_graph
from acervo.shacl.report import Result
from acervo.shacl.shapes import Shapes, classes_of, is_deactivated, rule_name
from acervo.shacl.store import CheckStore, View
from acervo.shacl.written import as_written


@dataclass(frozen=True)
class Target:
    """
    Which nodes a shape looks at by itself.

    Source: https://www.w3.org/TR/shacl/#targets
    """

    nodes: frozenset[Term] = frozenset()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[ox.NamedNode, ...] = ()
    objects_of: tuple[ox.NamedNode, ...] = ()

    def all_in(self, lookup: Lookup) -> set[Term]:
        """Every focus node."""
        found = set(self.nodes)
        for class_ in self.classes:
            found |= lookup.instances(class_)
        for predicate in self.subjects_of:
            found.update(cast(Term, quad.subject) for quad in lookup.view.triples(None, predicate, None))
        for predicate in self.objects_of:
            found.update(cast(Term, quad.object) for quad in lookup.view.triples(None, predicate, None))
        return found

    def has(self, node: Term, lookup: Lookup) -> bool:
        """Whether *node* is a focus node."""
        if node in self.nodes:
            return True
        if self.classes:
            types = set(lookup.objects(node, RDF_TYPE))
            if any(not types.isdisjoint(lookup.classes_below(class_)) for class_ in self.classes):
                return True
        return any(lookup.objects(node, predicate) for predicate in self.subjects_of) or any(
            lookup.subjects(predicate, node) for predicate in self.objects_of
        )


@dataclass(frozen=True)
class Root:
    """One shape with a target, over the graph that it sees."""

    node: Node
    name: str
    target: Target
    plan: Plan
    view: View
    judge: Judge = field(repr=False)

    @cached_property
    def left_to_the_judge(self) -> str:
        """Why pySHACL is asked about every node; empty where it is not."""
        return "; ".join(dict.fromkeys(reasons(self.plan)))

    def judged(self, suspects: Iterable[Term]) -> tuple[Result, ...]:
        """
        What pySHACL says of *suspects*.

        Raises:
            ShapesError: it cannot run the shape.
        """
        return self.judge.all_results(self.node, (to_rdflib(as_written(suspect)) for suspect in suspects))


def roots(shapes: Shapes, store: CheckStore) -> Iterator[Root]:
    """The shapes with a target that are not deactivated, over *store*."""
    classes = classes_of(shapes.graph)
    for nodes, view in ((shapes.of_files, store.files), (shapes.of_claims, store.claims)):
        if not nodes:
            continue
        judge = Judge(shapes, *(as_graph(store, seen) for seen in (view, store.files, store.claimed)))
        planner = Planner(judge, store, view, shapes.queries)
        for node in nodes:
            if not is_deactivated(shapes.graph, node):
                target = _target(shapes.graph, node, classes, store)
                yield Root(node, rule_name(shapes.graph, node), target, planner.plan(node), view, judge)


def _target(shapes: Graph, node: Node, classes: set[Node], store: CheckStore) -> Target:
    targeted = [*shapes.objects(node, SH.targetClass)]
    if not classes.isdisjoint(shapes.objects(node, RDF.type)):
        targeted.append(node)  # a shape that is a class looks at its instances
    return Target(
        frozenset(_terms(shapes.objects(node, SH.targetNode), store)),
        tuple(_terms(targeted, store)),
        tuple(_predicates(shapes.objects(node, SH.targetSubjectsOf))),
        tuple(_predicates(shapes.objects(node, SH.targetObjectsOf))),
    )


def _terms(nodes: Iterable[Node], store: CheckStore) -> Iterator[Term]:
    for node in nodes:
        term = to_engine(node)
        if term is not None:
            yield store.held(term)


def _predicates(nodes: Iterable[Node]) -> Iterator[ox.NamedNode]:
    return (term for term in map(to_engine, nodes) if isinstance(term, ox.NamedNode))
