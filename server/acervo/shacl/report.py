"""What a validation found: the results of pySHACL's report graph as values, with their messages by language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from acervo.namespaces import MOV
from acervo.shacl.pyshacl_repair import COUNTED
from acervo.shacl.shapes import SEVERITIES, Severity, rule_name

#: What normalising writes beside the files: a result on one of these is about the date it was computed from.
COMPUTED: Final = frozenset(URIRef(MOV + name) for name in ("earliest", "latest", "datePrecision", "malformedDate"))
_PLACEHOLDER: Final = re.compile(r"\\\{\\[?$]\w+\\\}")  # {?value}, after re.escape


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
    own_severity: URIRef | None = None
    """The severity that the shape gives it where SHACL does not define that one."""


@dataclass(frozen=True)
class Report:
    """What was found, and how much was looked at."""

    results: tuple[Result, ...]
    focus_nodes: Mapping[str, int]
    """For each shape with a target, how many nodes it examined."""
    untargeted: tuple[str, ...]
    """The shapes with a target that found nothing to examine; they say nothing about the data."""

    judged: Mapping[str, str] = field(default_factory=dict)
    """The shapes that were left to pySHACL whole, and why; empty where all were."""

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count (unlike `sh:conforms`)."""
        return all(result.severity != "violation" for result in self.results)


def reported(results: Iterable[Result], counts: Mapping[str, int], judged: Mapping[str, str] | None = None) -> Report:
    """
    *results*, equal ones once, in the order of rule, focus node, path and value, so that two runs print the same text.
    """
    found: dict[tuple[str, ...], Result] = {}
    for result in results:
        found.setdefault(key_of(result), result)
    return Report(
        results=tuple(found[key] for key in sorted(found)),
        focus_nodes=dict(sorted(counts.items())),
        untargeted=tuple(sorted(name for name, count in counts.items() if not count)),
        judged=judged or {},
    )


def results_of(report: Graph, shapes: Graph, data: Graph, claimed: Graph) -> Iterator[Result]:
    """The results of pySHACL's *report*."""
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
        key_of(inner): inner
        for inner in (_result(report, reason, shapes, data, claimed) for reason in report.objects(node, SH.detail))
    }
    return Result(
        rule=rule_name(shapes, constraint if isinstance(constraint, URIRef) else shape),
        shape=shape,
        severity=SEVERITIES.get(severity, "violation"),
        focus=focus,
        path=path,
        value=value,
        component=component,
        messages=_messages(report, node, (shape, constraint), shapes),
        on_computed=_on_computed(focus, path, value, data, claimed),
        detail=tuple(detail[key] for key in sorted(detail)),
        counted=tuple(report.objects(node, COUNTED)),
        own_severity=None if severity in SEVERITIES else severity,
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


def key_of(result: Result) -> tuple[str, ...]:
    """
    Equal for equal results, and their order; a path that is a blank node says no more than its shape.

    Names of blank nodes come last: they tell results apart, but few orders depend on them.
    """
    path = result.path if isinstance(result.path, URIRef) else None
    terms = (result.focus, path, result.value)
    return (
        result.rule,
        *("" if term is None else term.n3() for term in terms),
        result.severity,
        result.component,
        result.shape if isinstance(result.shape, URIRef) else "",
        *(part for message in result.messages.items() for part in message),
        result.shape if isinstance(result.shape, BNode) else "",
        *(part for inner in result.detail for part in key_of(inner)),
    )
