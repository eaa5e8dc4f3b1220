"""pySHACL's own evaluator on single nodes: what it says is the result, whoever thought of asking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import Graph
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.shacl.pyshacl_repair import repair_pyshacl
from acervo.shacl.remembering import RememberingGraph, hasten_pyshacl, report_graph_only
from acervo.shacl.report import Result, results_of
from acervo.shacl.shapes import MAX_DEPTH, QUIET, AskedGraph, Shapes, first_line

repair_pyshacl()
hasten_pyshacl()
#: What pySHACL raises about shapes that it cannot run.
REFUSALS = (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure)


class Judge:
    """
    The shapes of one group over one graph.

    Args:
        group: The shapes, with the targets of this group only.
        data: What they see.
        files, claimed: The two graphs that tell whether a triple stands in a file or is computed.
    """

    def __init__(self, shapes: Shapes, group: Graph, data: Graph, files: Graph, claimed: Graph):
        own = RememberingGraph()  # pySHACL adds triples to the shapes graph that it is given
        for triple in group:
            own.add(triple)
        self.graph = AskedGraph(data, shapes)
        self._named = shapes.graph
        self._files, self._claimed = files, claimed
        try:
            self._shapes = ShapesGraph(own, False, QUIET)
            self._known = {shape.node: shape for shape in self._shapes.shapes}
        except REFUSALS as error:
            raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
        self.executor = SHACLExecutor(max_validation_depth=MAX_DEPTH)

    def shape(self, node: Node) -> Shape:
        """pySHACL's shape for *node*."""
        return self._known[node]

    @property
    def shapes_graph(self) -> ShapesGraph:
        """pySHACL's shapes."""
        return self._shapes

    def results(self, node: Node, focus: Node) -> tuple[Result, ...]:
        """
        What the shape *node* says of *focus*.

        Raises:
            ShapesError: pySHACL cannot run the shape.
        """
        return self._told([self._asked(node, focus)])

    def all_results(self, node: Node, focuses: Iterable[Node]) -> tuple[Result, ...]:
        """What the shape *node* says of each of *focuses*; one report for all of them."""
        return self._told([self._asked(node, focus) for focus in focuses])

    def _asked(self, node: Node, focus: Node) -> list[Any]:
        try:
            with report_graph_only():
                _, reports = self._known[node].validate(self.executor, self.graph, focus=focus)
        except REFUSALS as error:
            raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
        return list(reports)

    def _told(self, found: list[list[Any]]) -> tuple[Result, ...]:
        reports = [report for several in found for report in several]
        if not reports:
            return ()
        report, _ = Validator.create_validation_report(self._shapes, False, reports)
        return tuple(results_of(report, self._named, self._files, self._claimed))
