"""pySHACL's own evaluator on single nodes: what it says is the result, whoever thought of asking."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Final

from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.validator import Validator
from rdflib import Graph
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.shacl.pyshacl_repair import repair_pyshacl
from acervo.shacl.remembering import hasten_pyshacl, report_graph_only
from acervo.shacl.report import Result, results_of
from acervo.shacl.shapes import MAX_DEPTH, AskedGraph, Shapes, first_line

repair_pyshacl()
hasten_pyshacl()
#: What pySHACL raises about shapes that it cannot run.
REFUSALS = (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure)
#: pySHACL gives its report the prefixes of the shapes, one by one, which takes longer than most reports.
_WITHOUT_PREFIXES: Final = SimpleNamespace(graph=Graph(bind_namespaces="none"))


class Judge:
    """
    Shapes over one graph.

    Args:
        data: What the shapes see.
        files, claimed: The two graphs that tell whether a triple stands in a file or is computed.
    """

    def __init__(self, shapes: Shapes, data: Graph, files: Graph, claimed: Graph):
        self.graph = AskedGraph(data, shapes)
        self.executor = SHACLExecutor(max_validation_depth=MAX_DEPTH)
        self._shapes = shapes
        self._files, self._claimed = files, claimed

    def shape(self, node: Node) -> Shape:
        """pySHACL's shape for *node*."""
        return self._shapes.loaded.lookup_shape_from_node(node)

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
                _, reports = self.shape(node).validate(self.executor, self.graph, focus=focus)
        except REFUSALS as error:
            raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
        return list(reports)

    def _told(self, found: list[list[Any]]) -> tuple[Result, ...]:
        reports = [report for several in found for report in several]
        if not reports:
            return ()
        report, _ = Validator.create_validation_report(_WITHOUT_PREFIXES, False, reports)
        return tuple(results_of(report, self._shapes.graph, self._files, self._claimed))
