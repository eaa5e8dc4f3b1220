"""The triples of an archive's files and those that a check computes from them, each with the statement it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import pyoxigraph as ox

from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import Term
from acervo.edition.edtf_bounds import edtf_bounds
from acervo.namespaces import EDTF, MOV, RDF, XSD

TYPE: Final = ox.NamedNode(RDF + "type")
OBJECT: Final = ox.NamedNode(RDF + "object")
CLAIM_PARTS: Final = (ox.NamedNode(RDF + "subject"), ox.NamedNode(RDF + "predicate"), OBJECT)
_EDTF: Final = ox.NamedNode(EDTF + "EDTF")
_DATE: Final = ox.NamedNode(XSD + "date")


class Statement(NamedTuple):
    """One triple of one file; *ordinal* counts the file's triples from 0, as the reader and the engine both do."""

    path: str
    ordinal: int
    subject: Term
    predicate: ox.NamedNode
    object: Term


class Edge(NamedTuple):
    """A triple that a shape may have followed, and the statement of a file that it comes from."""

    subject: Term
    predicate: ox.NamedNode
    object: Term
    origin: Statement


class Statements:
    """
    An index of `ontology/` and `data/`.

    Args:
        wanted: The terms that will be asked for; None for any.
    """

    def __init__(self, reading: Reading, wanted: Collection[Term] | None = None):
        self._graphs: Sequence[FileGraph] = [graph for graph in reading.graphs if graph.folder != "shapes"]
        self._wanted = wanted
        self._by_subject: dict[Term | ox.Triple, list[tuple[int, int]]] = defaultdict(list)
        self._by_object: dict[Term | ox.Triple, list[tuple[int, int]]] = defaultdict(list)
        self._by_predicate: dict[Term | ox.Triple, list[tuple[int, int]]] = defaultdict(list)
        for number, graph in enumerate(self._graphs):
            for ordinal, triple in enumerate(graph.triples):
                key = number, ordinal
                subject, predicate, object_ = triple.subject, triple.predicate, triple.object
                if wanted is None or subject in wanted:
                    self._by_subject[subject].append(key)
                if wanted is None or object_ in wanted:
                    self._by_object[object_].append(key)
                if wanted is None or predicate in wanted:
                    self._by_predicate[predicate].append(key)

    def about(self, subject: Term, predicate: Term | None = None, object_: Term | None = None) -> Iterator[Statement]:
        """The statements about *subject*, by file, in the order of the reader."""
        for statement in map(self._statement, self._by_subject.get(subject, ())):
            if predicate in (None, statement.predicate) and object_ in (None, statement.object):
                yield statement

    def with_object(self, object_: Term, predicate: Term | None = None) -> Iterator[Statement]:
        """The statements that have *object_* as their value."""
        for statement in map(self._statement, self._by_object.get(object_, ())):
            if predicate in (None, statement.predicate):
                yield statement

    def with_predicate(self, predicate: Term) -> Iterator[Statement]:
        """The statements that use *predicate*."""
        return map(self._statement, self._by_predicate.get(predicate, ()))

    def written(self, subject: Term, predicate: Term) -> Iterator[Edge]:
        """The values that files give, as edges."""
        for statement in self.about(subject, predicate):
            yield Edge(statement.subject, statement.predicate, statement.object, statement)

    def computed(self, subject: Term, predicate: Term) -> Iterator[Edge]:
        """The values that are computed: date bounds, from a date; what a claim states, from the claim's object."""
        yield from self._claims.get((subject, predicate), ())
        for date in self.dates(subject):
            for name, value in _bounds(date.object):
                if name == predicate:
                    yield Edge(subject, name, value, date)

    def computed_into(self, object_: Term, predicate: Term) -> Iterator[Edge]:
        """As `computed`, from the value: what claims state of *object_*."""
        for edges in self._claims.values():
            yield from (edge for edge in edges if edge.object == object_ and edge.predicate == predicate)

    def claiming(self, subject: Term, value: Term) -> Iterator[Statement]:
        """The statements of the object in the claims that *subject* has *value*, by whatever predicate."""
        for edge in self._claimed_values.get((subject, value), ()):
            yield edge.origin

    def dates(self, subject: Term) -> Iterator[Statement]:
        """The statements about *subject* whose value is a date in EDTF."""
        for statement in self.about(subject):
            if isinstance(statement.object, ox.Literal) and statement.object.datatype == _EDTF:
                yield statement

    def _statement(self, key: tuple[int, int]) -> Statement:
        graph = self._graphs[key[0]]
        triple = graph.triples[key[1]]
        assert not isinstance(triple.subject, ox.Triple)
        assert not isinstance(triple.object, ox.Triple)
        return Statement(graph.path, key[1], triple.subject, triple.predicate, triple.object)

    @cached_property
    def _claimed_values(self) -> dict[tuple[Term, Term], list[Edge]]:
        found: dict[tuple[Term, Term], list[Edge]] = defaultdict(list)
        for edges in self._claims.values():
            for edge in edges:
                found[edge.subject, edge.object].append(edge)
        return found

    @cached_property
    def _claims(self) -> dict[tuple[Term, Term], list[Edge]]:
        """Each triple that claims state, with the statement of its object in each of these claims."""
        parts: dict[Term, dict[ox.NamedNode, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for number, graph in enumerate(self._graphs):
            for ordinal, triple in enumerate(graph.triples):
                if triple.predicate in CLAIM_PARTS and not isinstance(triple.subject, ox.Triple):
                    parts[triple.subject][triple.predicate].append((number, ordinal))
        claims: dict[tuple[Term, Term], list[Edge]] = defaultdict(list)
        for part in parts.values():
            subjects, predicates, objects = (list(map(self._statement, part[name])) for name in CLAIM_PARTS)
            for subject in subjects:
                for predicate in predicates:
                    for value in objects:
                        if isinstance(predicate.object, ox.NamedNode):
                            edge = Edge(subject.object, predicate.object, value.object, value)
                            claims[subject.object, predicate.object].append(edge)
        return claims


def _bounds(date: Term) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """What `normalise` computes from *date*."""
    assert isinstance(date, ox.Literal)
    span = edtf_bounds(date.value)
    if span is None:
        yield ox.NamedNode(MOV + "malformedDate"), date
        return
    for name, day in (("earliest", span.earliest), ("latest", span.latest)):
        if day is not None:
            yield ox.NamedNode(MOV + name), ox.Literal(day, datatype=_DATE)
    yield ox.NamedNode(MOV + "datePrecision"), ox.Literal(span.precision)
