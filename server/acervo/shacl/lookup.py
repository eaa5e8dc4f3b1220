"""Values of predicates: one at a time from the store, or a whole predicate at once where many nodes are asked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Final, cast

import pyoxigraph as ox

from acervo.corpus.terms import Term
from acervo.namespaces import RDF
from acervo.shacl.store import View

RDF_TYPE: Final = ox.NamedNode(RDF + "type")
SUBCLASS_OF: Final = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_NOTHING: Final[tuple[Term, ...]] = ()
Column = Mapping[Term, Collection[Term]]


class Lookup:
    """
    What evaluation asks of a graph that does not change meanwhile.

    Args:
        bulk: Whether so many nodes will be asked that whole predicates are worth reading; else each is looked up.
        below: What `classes_below` told of a graph with the same subclasses.
    """

    def __init__(self, view: View, *, bulk: bool, below: dict[Term, tuple[Term, ...]] | None = None):
        self.view = view
        self.bulk = bulk
        self._objects: dict[Term, Column] = {}
        self._subjects: dict[Term, Column] = {}
        self._instances: dict[Term, set[Term]] = {}
        self._below: dict[Term, tuple[Term, ...]] = {} if below is None else below
        self._told: dict[int, dict[Hashable, bool]] = {}
        self._looked_up: dict[tuple[Term, Term], Collection[Term]] = {}

    def told_by(self, check: object) -> dict[Hashable, bool]:
        """What *check*, which outlives this, remembers of values as long as this is used."""
        return self._told.setdefault(id(check), {})

    def objects(self, subject: Term, predicate: Term) -> Collection[Term]:
        """The values of *predicate* at *subject*, each once."""
        if self.bulk:
            return self.objects_of(predicate).get(subject, _NOTHING)
        key = subject, predicate
        found = self._looked_up.get(key)
        if found is None:
            quads = self.view.triples(subject, predicate, None)
            found = self._looked_up[key] = _distinct(cast(Term, quad.object) for quad in quads)
        return found

    def subjects(self, predicate: Term, value: Term) -> Collection[Term]:
        """The subjects that have *value* for *predicate*, each once."""
        if self.bulk:
            return self.subjects_of(predicate).get(value, _NOTHING)
        return _distinct(cast(Term, quad.subject) for quad in self.view.triples(None, predicate, value))

    def predicate_objects(self, subject: Term) -> Iterable[tuple[Term, Term]]:
        """All that is said of *subject*."""
        return {(quad.predicate, cast(Term, quad.object)) for quad in self.view.triples(subject, None, None)}

    def objects_of(self, predicate: Term) -> Column:
        """Subject → values of *predicate*, for all of them."""
        column = self._objects.get(predicate)
        if column is None:
            column = self._objects[predicate] = self._column(predicate, forward=True)
        return column

    def subjects_of(self, predicate: Term) -> Column:
        """Value → subjects of *predicate*, for all of them."""
        column = self._subjects.get(predicate)
        if column is None:
            column = self._subjects[predicate] = self._column(predicate, forward=False)
        return column

    def _column(self, predicate: Term, *, forward: bool) -> Column:
        column: dict[Term, list[Term]] = {}
        for quad in self.view.triples(None, predicate, None):
            key, value = (quad.subject, quad.object) if forward else (quad.object, quad.subject)
            found = column.setdefault(cast(Term, key), [])
            found.append(cast(Term, value))
        if not self.view.is_merged:
            return {key: _distinct(values) for key, values in column.items()}
        return column

    def classes_below(self, class_: Term) -> tuple[Term, ...]:
        """*class_* and its subclasses, by `rdfs:subClassOf` as far as it goes."""
        found = self._below.get(class_)
        if found is None:
            seen = {class_: None}
            to_do = [class_]
            while to_do:
                for quad in self.view.triples(None, SUBCLASS_OF, to_do.pop()):
                    if quad.subject not in seen:
                        seen[cast(Term, quad.subject)] = None
                        to_do.append(cast(Term, quad.subject))
            found = self._below[class_] = tuple(seen)
        return found

    def instances(self, class_: Term) -> set[Term]:
        """Every node with a type that is *class_* or below it."""
        found = self._instances.get(class_)
        if found is None:
            found = self._instances[class_] = {
                cast(Term, quad.subject)
                for below in self.classes_below(class_)
                for quad in self.view.triples(None, RDF_TYPE, below)
            }
        return found

    def without(self, values: set[Term], class_: Term) -> set[Term]:
        """Those of *values* that are no instance of *class_*."""
        if self.bulk or class_ in self._instances:
            return values - self.instances(class_)
        below = frozenset(self.classes_below(class_))
        return {value for value in values if below.isdisjoint(self.objects(value, RDF_TYPE))}


def _distinct(terms: Iterable[Term]) -> Collection[Term]:
    found = list(terms)
    return found if len(found) < 2 else tuple(dict.fromkeys(found))
