"""SHACL by pySHACL, the reference: each shape once, over the graphs that docs/explanation/editions.md names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import Graph

from acervo.errors import ShapesError
from acervo.shacl.preparing import prepare
from acervo.shacl.pyshacl_repair import repair_pyshacl
from acervo.shacl.remembering import hasten_pyshacl, remembering, report_graph_only
from acervo.shacl.report import Report, Result, reported, results_of
from acervo.shacl.shapes import (
    MAX_DEPTH,
    QUIET,
    AskedGraph,
    Shapes,
    first_line,
    is_deactivated,
    rule_name,
    targeted_shapes,
)

repair_pyshacl()
hasten_pyshacl()


def validate(data: Graph, claimed: Graph, shapes: Graph | Shapes) -> Report:
    """
    Check every focus node against *shapes*; nothing is inferred, and every graph is afterwards as it was.

    Args:
        data: `data/`, `ontology/` and the date bounds, literals as written (`normalize=False`).
        claimed: The triple of every triple claim. Only shapes marked `movsh:seesClaims true` see them, beside *data*.
        shapes: A shapes graph, or what `prepare` made of one.

    Returns:
        Results in the order of rule, focus node, path and value, so that two runs print the same text.

    Raises:
        ShapesError: *shapes* is ill-formed; no node was checked.

    Source: https://www.w3.org/TR/shacl/#validation-definition
    """
    ready = shapes if isinstance(shapes, Shapes) else prepare(shapes)
    asked = AskedGraph(data, ready)
    of_files = _run(asked, ready.only(ready.of_files))
    with _beside(data, claimed):
        of_claims = _run(asked, ready.only(ready.of_claims))
    counts: Counter[str] = Counter()
    results: list[Result] = []
    for report, examined in (of_files, of_claims):
        counts.update(examined)
        results.extend(results_of(report, ready.graph, data, claimed))
    return reported(results, counts)


@contextmanager
def _beside(data: Graph, claimed: Graph) -> Iterator[None]:
    """Let *claimed* stand in *data* for the length of the block: a copy of *data* costs as much as reading it."""
    added = [triple for triple in claimed if triple not in data]
    try:
        for triple in added:
            data.add(triple)
        yield
    finally:
        for triple in added:
            data.remove(triple)


def _run(graph: Graph, group: Graph) -> tuple[Graph, Counter[str]]:
    options = {
        "inference": "none",
        "advanced": False,
        "inplace": False,
        "max_validation_depth": MAX_DEPTH,
        "logger": QUIET,
    }
    try:
        validator = Validator(DataGraph.from_rdflib_graph(graph), shacl_graph=remembering(group), options=options)
        with report_graph_only():
            _, report, _ = validator.run()
    except ReportableRuntimeError as error:
        raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
    counts: Counter[str] = Counter()
    for node in targeted_shapes(group):
        if is_deactivated(group, node):
            continue
        shape = validator.shacl_graph.lookup_shape_from_node(node)
        counts[rule_name(group, node)] += len(shape.focus_nodes(graph))
    return report, counts
