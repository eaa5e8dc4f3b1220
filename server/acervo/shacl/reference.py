"""SHACL by pySHACL, the reference: each shape once, over the graphs that docs/explanation/editions.md names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.namespaces import MOV
from acervo.shacl.pyshacl_repair import COUNTED, repair_pyshacl
from acervo.shacl.remembering import RememberingGraph, hasten_pyshacl, report_graph_only
from acervo.shacl.shapes import (
    MAX_DEPTH,
    QUIET,
    SEVERITIES,
    AskedGraph,
    Severity,
    Shapes,
    first_line,
    is_deactivated,
    prepare,
    rule_name,
    targeted_shapes,
)

#: What normalising writes beside the files: a result on one of these is about the date it was computed from.
COMPUTED: Final = frozenset(URIRef(MOV + name) for name in ("earliest", "latest", "datePrecision", "malformedDate"))
_PLACEHOLDER: Final = re.compile(r"\\\{\\[?$]\w+\\\}")  # {?value}, after re.escape

repair_pyshacl()
hasten_pyshacl()


@dataclass(frozen=True)
class Result:
    """One validation result; terms are those of the data graph, as written."""

    rule: str
    """The demand's name, such as `Claim-has-passage`: the named shape or SPARQL constraint nearest to the source."""
    shape: URIRef | BNode
    severity: Severity
    focus: Node
    path: Node | None
    """A predicate, for a path of alternatives the one that led to the value; else the shapes graph's own path node."""
    value: Node | None
    component: URIRef
    messages: dict[str, str]
    """Language → text; the key of a text without language is empty."""
    on_computed: bool
    """True where the triple at fault stands in no file: a date bound, or the triple that a claim states."""
    detail: tuple[Result, ...] = ()
    """Why the value does not conform to the shape that it should (`sh:detail`), in the same order as results."""
    counted: tuple[Node, ...] = ()
    """For a qualified count, the values that conform to its shape."""


@dataclass(frozen=True)
class Report:
    """What was found, and how much was looked at."""

    results: tuple[Result, ...]
    focus_nodes: Mapping[str, int]
    """For each shape with a target, how many nodes it examined."""
    untargeted: tuple[str, ...]
    """The shapes with a target that found nothing to examine; they say nothing about the data."""

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count (unlike `sh:conforms`)."""
        return all(result.severity != "violation" for result in self.results)


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
    results: dict[tuple[str, ...], Result] = {}
    counts: dict[str, int] = {}
    asked = AskedGraph(data, ready)
    of_files = _run(asked, ready.files)
    with _beside(data, claimed):
        of_claims = _run(asked, ready.claims)
    for report, examined in (of_files, of_claims):
        for name, count in examined.items():
            counts[name] = counts.get(name, 0) + count
        for result in _results(report, ready.graph, data, claimed):
            results.setdefault(_key(result), result)
    return Report(
        results=tuple(results[key] for key in sorted(results)),
        focus_nodes=dict(sorted(counts.items())),
        untargeted=tuple(sorted(name for name, count in counts.items() if not count)),
    )


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


def _run(graph: Graph, group: Graph) -> tuple[Graph, dict[str, int]]:
    own = RememberingGraph()  # pySHACL adds triples to the shapes graph that it is given
    for triple in group:
        own.add(triple)
    options = {
        "inference": "none",
        "advanced": False,
        "inplace": False,
        "max_validation_depth": MAX_DEPTH,
        "logger": QUIET,
    }
    try:
        validator = Validator(DataGraph.from_rdflib_graph(graph), shacl_graph=own, options=options)
        with report_graph_only():
            _, report, _ = validator.run()
    except ReportableRuntimeError as error:
        raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
    counts: dict[str, int] = {}
    for node in targeted_shapes(group):
        if is_deactivated(group, node):
            continue
        name = rule_name(group, node)
        shape = validator.shacl_graph.lookup_shape_from_node(node)
        counts[name] = counts.get(name, 0) + len(shape.focus_nodes(graph))
    return report, counts


def _results(report: Graph, shapes: Graph, data: Graph, claimed: Graph) -> Iterable[Result]:
    # Only the report's own results: those of a shape behind sh:node are its sh:detail.
    for node in report.objects(None, SH.result):
        yield _result(report, node, shapes, data, claimed)


def _result(report: Graph, node: Node, shapes: Graph, data: Graph, claimed: Graph) -> Result:
    shape = report.value(node, SH.sourceShape)
    constraint = report.value(node, SH.sourceConstraint)
    component = report.value(node, SH.sourceConstraintComponent)
    severity = report.value(node, SH.resultSeverity)
    focus = report.value(node, SH.focusNode)
    value = report.value(node, SH.value)
    path = _path(report.value(node, SH.resultPath), focus, value, shapes, (data, claimed))
    assert isinstance(shape, (URIRef, BNode))
    assert isinstance(component, URIRef)
    assert isinstance(severity, URIRef)
    assert focus is not None
    detail = {
        _key(inner): inner
        for inner in (_result(report, reason, shapes, data, claimed) for reason in report.objects(node, SH.detail))
    }
    return Result(
        rule=rule_name(shapes, constraint if isinstance(constraint, URIRef) else shape),
        shape=shape,
        severity=SEVERITIES[severity],
        focus=focus,
        path=path,
        value=value,
        component=component,
        messages=_messages(report, node, (shape, constraint), shapes),
        on_computed=_on_computed(focus, path, value, data, claimed),
        detail=tuple(detail[key] for key in sorted(detail)),
        counted=tuple(report.objects(node, COUNTED)),
    )


def _path(
    path: Node | None, focus: Node | None, value: Node | None, shapes: Graph, graphs: Iterable[Graph]
) -> Node | None:
    alternatives = None if path is None else shapes.value(path, SH.alternativePath)
    if alternatives is None or value is None or isinstance(focus, RdfLiteral):
        return path
    led = (step for step in shapes.items(alternatives) if any((focus, step, value) in graph for graph in graphs))
    return next(led, path)


def _messages(report: Graph, result: Node, sources: tuple[Node | None, ...], shapes: Graph) -> dict[str, str]:
    """The texts of *result* by language, which pySHACL drops from the messages of SPARQL constraints."""
    texts = {str(text) for text in report.objects(result, SH.resultMessage)}
    messages: dict[str, str] = {}
    told: set[str] = set()
    for source in sources:
        if source is None:
            continue
        for template in shapes.objects(source, SH.message):
            pattern = re.compile(_PLACEHOLDER.sub("(?s:.*)", re.escape(str(template))))
            filled = sorted(text for text in texts if pattern.fullmatch(text))
            if filled:
                messages[getattr(template, "language", None) or ""] = filled[0]
                told.update(filled)
    for text in sorted(texts - told):
        messages.setdefault("", text)
    return dict(sorted(messages.items()))


def _on_computed(focus: Node, path: Node | None, value: Node | None, data: Graph, claimed: Graph) -> bool:
    if path in COMPUTED:
        return True
    if value is None or isinstance(focus, RdfLiteral):
        return False
    predicate = path if isinstance(path, URIRef) else None
    return (focus, predicate, value) in claimed and (focus, predicate, value) not in data


def _key(result: Result) -> tuple[str, ...]:
    """Equal for equal results, and their order; a path that is a blank node says no more than its shape."""
    path = result.path if isinstance(result.path, URIRef) else None
    terms = (result.focus, path, result.value)
    return (
        result.rule,
        *("" if term is None else term.n3() for term in terms),
        result.severity,
        result.component,
        result.shape if isinstance(result.shape, URIRef) else "",
        *(part for message in result.messages.items() for part in message),
    )
