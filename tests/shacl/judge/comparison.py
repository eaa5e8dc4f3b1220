"""How two reports of one data graph and one shapes graph differ, told so that a person can see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib import RDF, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from acervo.shacl.report import Report, Result

_SHOWN = 6
"""How many differing results are listed; the rest is counted."""


def differences(expected: Report, found: Report, shapes: Graph) -> list[str]:
    """
    What *found* says otherwise than *expected*; empty where both say the same.

    Everything of a result counts: rule, focus node, path, value, component, severity, source shape, messages, details
    and what a qualified count has counted. Blank nodes of the data have the labels of their file in both reports, so
    they are compared as they are; paths by their structure in *shapes*.
    """
    left, right = (Counter(told(result, shapes) for result in report.results) for report in (expected, found))
    said = [*_listed("missing", left - right), *_listed("too much", right - left)]
    if not said and [_place(r) for r in expected.results] != [_place(r) for r in found.results]:
        said.append("the same results in another order")
    for name in sorted({*expected.focus_nodes, *found.focus_nodes}):
        counts = expected.focus_nodes.get(name), found.focus_nodes.get(name)
        if counts[0] != counts[1]:
            said.append(f"{name} examined {counts[1]} focus nodes instead of {counts[0]}")
    if expected.untargeted != found.untargeted:
        said.append(f"untargeted: {found.untargeted} instead of {expected.untargeted}")
    return said


def told(result: Result, shapes: Graph, indent: str = "    ") -> str:
    """All that *result* says, a line for each part; equal for equal results."""
    parts = {
        "rule": result.rule,
        "focus": result.focus.n3(),
        "path": path_text(shapes, result.path),
        "value": "" if result.value is None else result.value.n3(),
        "component": result.component.rpartition("#")[2],
        "severity": result.severity if result.own_severity is None else result.own_severity.n3(),
        "shape": result.shape.n3(),
        "computed": str(result.on_computed),
        **{f"message@{language}": repr(text) for language, text in result.messages.items()},
        "counted": " ".join(sorted(value.n3() for value in result.counted)),
    }
    lines = [f"{indent}{name:11} {text}" for name, text in parts.items() if text]
    for inner in sorted(told(detail, shapes, indent + "    ") for detail in result.detail):
        lines += [f"{indent}detail", inner]
    return "\n".join(lines)


def path_text(graph: Graph, path: Node | None) -> str:
    """*path* by its structure: equal for equal paths, whatever their blank nodes are called."""
    if not isinstance(path, BNode):
        return "" if path is None else path.n3()
    if graph.value(path, RDF.first) is not None:
        return "(" + " ".join(path_text(graph, step) for step in Collection(graph, path)) + ")"
    parts = sorted((predicate.n3(), path_text(graph, value)) for predicate, value in graph.predicate_objects(path))
    return "[" + " ; ".join(" ".join(part) for part in parts) + "]"


def _place(result: Result) -> tuple[str, ...]:
    value = "" if result.value is None else result.value.n3()
    return result.rule, result.focus.n3(), value, result.component


def _listed(word: str, results: Counter[str]) -> Iterable[str]:
    every = sorted(results.elements())
    yield from (f"{word}:\n{text}" for text in every[:_SHOWN])
    if len(every) > _SHOWN:
        yield f"{word}: {len(every) - _SHOWN} more"
