"""Where a result is at fault: the file to open, and the statement as a curator wrote it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, URIRef
from rdflib.term import Node

from acervo.checking.shacl import COMPUTED, Result
from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import to_rdflib
from acervo.edition.edtf_bounds import edtf_bounds
from acervo.namespaces import EDTF

_EDTF = ox.NamedNode(EDTF + "EDTF")
_CLAIM_PARTS = tuple(ox.NamedNode(part) for part in (RDF.subject, RDF.predicate, RDF.object))
_Statement = tuple[str, str, str]


@dataclass(frozen=True)
class Place:
    """One statement at fault; *predicate* and *value* are None where the fault is that something is missing."""

    path: str | None
    focus: Node
    predicate: URIRef | None
    value: Node | None


class Places:
    """The places of some results, found in one pass over the files that they are about."""

    def __init__(self, reading: Reading, results: Sequence[Result]):
        """Look *results* up in *reading*; the shapes' own files are left out."""
        self._base = reading.archive.base
        self._wanted = {str(node) for result in results for node in (result.focus, result.value) if node is not None}
        self._subjects: dict[str, str] = {}
        self._mentions: dict[str, str] = {}
        self._statements: dict[_Statement, str] = {}
        self._dates: dict[str, list[tuple[str, ox.NamedNode, ox.Literal]]] = defaultdict(list)
        graphs = [graph for graph in reading.graphs if graph.folder != "shapes"]
        for graph in graphs:
            self._remember(graph)
        claimed = any(result.on_computed and result.path not in COMPUTED for result in results)
        self._claims = dict(_claims(graphs)) if claimed else {}

    def of(self, result: Result) -> Iterator[Place]:
        """
        Where *result* is at fault: for a triple that claims state, each of these claims; for a date bound, the date.
        """
        path = result.path if isinstance(result.path, URIRef) else None
        focus, value = str(result.focus), None if result.value is None else str(result.value)
        if path in COMPUTED and focus in self._dates:
            yield self._date(result.focus, str(path), value)
            return
        claims = self._claims.get((focus, str(path), value or ""), []) if result.on_computed else []
        for file, claim in claims:
            yield Place(file, to_rdflib(claim), RDF.object, result.value)
        if not claims:
            yield Place(self._file(focus, path, value), result.focus, path, result.value)

    def _remember(self, graph: FileGraph) -> None:
        for triple in graph.triples:
            subject, predicate, object_ = _text(triple.subject), triple.predicate, triple.object
            if subject in self._wanted:
                self._subjects.setdefault(subject, graph.path)
                self._statements.setdefault((subject, predicate.value, _text(object_)), graph.path)
                if isinstance(object_, ox.Literal) and object_.datatype == _EDTF:
                    self._dates[subject].append((graph.path, predicate, object_))
            if isinstance(object_, ox.NamedNode | ox.BlankNode) and object_.value in self._wanted:
                self._mentions.setdefault(object_.value, graph.path)
            if predicate.value in self._wanted:
                self._mentions.setdefault(predicate.value, graph.path)

    def _date(self, focus: Node, path: str, value: str | None) -> Place:
        dates = self._dates[str(focus)]
        file, predicate, date = next(
            (written for written in dates if value in (written[2].value, *_bounds(written[2]))), dates[0]
        )
        return Place(file, focus, URIRef(predicate.value), to_rdflib(date))

    def _file(self, focus: str, path: URIRef | None, value: str | None) -> str | None:
        # For the archive as a whole, the file that mentions the value.
        if focus == self._base and value in self._mentions:
            return self._mentions[value]
        stated = self._statements.get((focus, str(path), value)) if value is not None else None
        return stated or self._subjects.get(focus) or self._mentions.get(focus)


def _claims(graphs: Sequence[FileGraph]) -> dict[_Statement, list[tuple[str, ox.NamedNode | ox.BlankNode]]]:
    """Each triple that claims state, with those claims and their files."""
    parts: dict[ox.NamedNode | ox.BlankNode, dict[ox.NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    files: dict[ox.NamedNode | ox.BlankNode, str] = {}
    for graph in graphs:
        for triple in graph.triples:
            if triple.predicate in _CLAIM_PARTS and not isinstance(triple.subject, ox.Triple):
                parts[triple.subject][triple.predicate].append(_text(triple.object))
                files.setdefault(triple.subject, graph.path)
    claims: dict[_Statement, list[tuple[str, ox.NamedNode | ox.BlankNode]]] = defaultdict(list)
    for claim, part in parts.items():
        subjects, predicates, objects = (part[name] for name in _CLAIM_PARTS)
        for subject in subjects:
            for predicate in predicates:
                for object_ in objects:
                    claims[subject, predicate, object_].append((files[claim], claim))
    return claims


def _bounds(date: ox.Literal) -> tuple[str | None, ...]:
    span = edtf_bounds(date.value)
    return () if span is None else (span.earliest, span.latest, span.precision)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
