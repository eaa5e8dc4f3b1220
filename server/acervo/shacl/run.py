"""Every shape over a whole graph: the suspects are found in bulk, and pySHACL says what is wrong with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from acervo.corpus.terms import Term, to_engine, to_rdflib
from acervo.shacl.judge import Judge
from acervo.shacl.logical import reasons
from acervo.shacl.lookup import Lookup
from acervo.shacl.planning import Planner
from acervo.shacl.rdflib_view import as_graph
from acervo.shacl.report import Report, Result, reported
from acervo.shacl.shapes import Shapes, classes_of, is_deactivated, rule_name, targeted_shapes
from acervo.shacl.store import CheckStore, View
from acervo.shacl.written import as_written


def validate(files: Iterable[ox.Triple], claimed: Iterable[ox.Triple], shapes: Shapes) -> Report:
    """
    Check every focus node against *shapes*; nothing is inferred.

    The results are those of `acervo.shacl.reference.validate`, which asks pySHACL about every node.

    Args:
        files: `data/`, `ontology/` and the date bounds, literals as written.
        claimed: The triple of every triple claim. Only shapes marked `movsh:seesClaims true` see them, beside *files*.

    Raises:
        ShapesError: a shape cannot be run.

    Source: https://www.w3.org/TR/shacl/#validation-definition
    """
    store = CheckStore(files, claimed)
    counts: Counter[str] = Counter()
    judged: dict[str, str] = {}
    results: list[Result] = []
    for group, view in ((shapes.files, store.files), (shapes.claims, store.claims)):
        results.extend(_run(shapes, group, store, view, counts, judged))
    return reported(results, counts, judged)


def _run(
    shapes: Shapes, group: Graph, store: CheckStore, view: View, counts: Counter[str], judged: dict[str, str]
) -> Iterator[Result]:
    targeted = [node for node in targeted_shapes(group) if not is_deactivated(group, node)]
    if not targeted:
        return
    graphs = (as_graph(store, view), as_graph(store, store.files), as_graph(store, store.claimed))
    judge = Judge(shapes, *graphs)
    planner = Planner(judge, store, view, shapes.queries)
    lookup = Lookup(view, bulk=True)
    for node in targeted:
        name = rule_name(group, node)
        plan = planner.plan(node)
        focus = targets(group, node, lookup, store)
        counts[name] += len(focus)
        whole = "; ".join(dict.fromkeys(reasons(plan)))
        if whole:
            judged[name] = whole
        suspects = plan.suspects(focus, lookup)
        yield from judge.all_results(node, (to_rdflib(as_written(suspect)) for suspect in suspects))


def targets(shapes: Graph, node: Node, lookup: Lookup, store: CheckStore) -> set[Term]:
    """
    The focus nodes of the shape *node*.

    Source: https://www.w3.org/TR/shacl/#targets
    """
    found: set[Term] = set()
    for target in shapes.objects(node, SH.targetNode):
        term = to_engine(target)
        if term is not None:
            found.add(store.held(term))
    for class_ in class_targets(shapes, node):
        found |= lookup.instances(class_)
    for predicate in shapes.objects(node, SH.targetSubjectsOf):
        found.update(cast(Term, quad.subject) for quad in lookup.view.triples(None, to_engine(predicate), None))
    for predicate in shapes.objects(node, SH.targetObjectsOf):
        found.update(cast(Term, quad.object) for quad in lookup.view.triples(None, to_engine(predicate), None))
    return found


def class_targets(shapes: Graph, node: Node) -> list[Term]:
    """The classes whose instances the shape *node* looks at; a shape that is a class looks at its own."""
    classes = [*shapes.objects(node, SH.targetClass)]
    if not classes_of(shapes).isdisjoint(shapes.objects(node, RDF.type)):
        classes.append(node)
    terms = (to_engine(class_) for class_ in classes)
    return [term for term in terms if term is not None]
