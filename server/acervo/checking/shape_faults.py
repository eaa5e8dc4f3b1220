"""Shapes of the archive that cannot be run: each a finding at its place, while every other one is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
from rdflib import SH

from acervo.checking.findings import Finding, ShaclResult
from acervo.checking.names import shape_prefixes, short_name
from acervo.checking.places import Part, Spot, span_of
from acervo.checking.shape_findings import at
from acervo.checking.shape_rules import MALFORMED_SHAPE
from acervo.checking.statements import Statement
from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import to_engine
from acervo.shacl.faults import Fault
from acervo.turtle.document import Document

_SHAPE_OF_SHAPES: Final = "<http://www.w3.org/ns/shacl-shacl#ShapeShape>"


def fault_findings(reading: Reading, faults: Iterable[Fault], documents: Mapping[str, Document]) -> Iterator[Finding]:
    """*faults*, each a violation at the statement that is at fault."""
    graphs = [graph for graph in reading.graphs if graph.folder == "shapes"]
    prefixes = shape_prefixes(reading.archive)
    for fault in faults:
        focus = None if fault.name is None else short_name(fault.name, prefixes)
        finding = Finding("shacl", MALFORMED_SHAPE, "violation", fault.messages, focus=focus, results=_results(fault))
        place = _place(graphs, fault)
        if place is not None:
            finding = at(finding, place, documents)
            if fault.offset is not None and place.part == "object":
                finding = within(finding, place, fault.offset, documents)
        yield finding


def _results(fault: Fault) -> tuple[ShaclResult, ...]:
    """What a validation report says: the shape does not conform to the shape of shapes."""
    subject, path, value = (to_engine(node) for node in (fault.shape, fault.predicate, fault.value))
    if subject is None:
        return ()
    told = None if value is None else str(value)
    component = f"<{SH.NodeConstraintComponent}>"
    return (ShaclResult(str(subject), None if path is None else str(path), told, component, _SHAPE_OF_SHAPES),)


def _place(graphs: Iterable[FileGraph], fault: Fault) -> Spot | None:
    """The statement of *fault*, and of it the value, the predicate or the subject, whichever is at fault."""
    subject, predicate, value = (to_engine(node) for node in (fault.shape, fault.predicate, fault.value))
    best: tuple[int, Spot] | None = None
    for graph in graphs:
        for ordinal, (s, p, o) in enumerate(graph.triples):
            if s != subject or isinstance(o, ox.Triple) or isinstance(s, ox.Triple):
                continue
            fit, part = _fit(p == predicate, value is not None and o == value)
            # Of a property that stands there too often the last is told; of anything else, the first place.
            if best is None or fit > best[0] or (fit == best[0] == 1):
                best = fit, Spot(Statement(graph.path, ordinal, s, p, o), part)
    return None if best is None else best[1]


def _fit(same_predicate: bool, same_value: bool) -> tuple[int, Part]:
    if same_predicate and same_value:
        return 2, "object"
    return (1, "predicate") if same_predicate else (0, "subject")


def within(finding: Finding, spot: Spot, offset: int, documents: Mapping[str, Document]) -> Finding:
    """*finding* at one character of the text at *spot*, however that is quoted and escaped."""
    document = documents[spot.statement.path]
    start, end = span_of(spot, documents)
    token = document.text[start:end]
    quote = 3 if token[:3] in ('"""', "'''") else 1
    place = start + quote
    for _ in range(offset):
        step = {"u": 6, "U": 10}.get(document.text[place + 1], 2) if document.text[place] == "\\" else 1
        if place + step >= end - quote:
            break
        place += step
    line, column = document.position(place)
    return replace(finding, line=line, column=column, end_line=line, end_column=column + 1)
