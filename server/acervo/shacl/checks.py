"""
One constraint asked about many nodes at once: which of them may break it?

A check may name too many nodes, never too few: pySHACL looks at each node that is named. A check that is `exact` names
none too many, so that it may stand under `sh:not`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from acervo.corpus.terms import Term, to_rdflib
from acervo.namespaces import RDF, XSD
from acervo.shacl.lookup import Lookup
from acervo.shacl.paths import Path, Step
from acervo.shacl.written import as_written

Values = Mapping[Term, Collection[Term]]
Terms = set[Term]


class ValueCheck(Protocol):
    """A constraint that looks at each value alone."""

    @property
    def exact(self) -> bool:
        """Whether none is named too many."""

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """The values that may break it."""


class FocusCheck(Protocol):
    """A constraint that looks at all values of a focus node together."""

    @property
    def exact(self) -> bool:
        """Whether none is named too many."""

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """The focus nodes that may break it."""


@dataclass(frozen=True)
class Plan:
    """One shape: where its values are, and what is asked of them."""

    path: Path | None
    of_values: tuple[ValueCheck, ...] = ()
    of_focus: tuple[FocusCheck, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether no node is named too many."""
        return all(check.exact for check in self.of_values) and all(check.exact for check in self.of_focus)

    def suspects(self, nodes: Terms, lookup: Lookup) -> Terms:
        """The nodes that may have a result."""
        path = self.path
        if path is None:
            found: Terms = set()
            for check in self.of_values:
                found |= check.bad(nodes, lookup)
            if self.of_focus:
                own = {node: (node,) for node in nodes}
                for focus_check in self.of_focus:
                    found |= focus_check.bad(own, lookup)
            return found
        values = _values(path, nodes, lookup)
        found = set()
        for focus_check in self.of_focus:
            found |= focus_check.bad(values, lookup)
        if self.of_values:
            every = {value for several in values.values() for value in several}
            bad: Terms = set()
            for check in self.of_values:
                bad |= check.bad(every, lookup)
            if bad:
                found.update(node for node, several in values.items() if not bad.isdisjoint(several))
        return found


def _values(path: Path, nodes: Terms, lookup: Lookup) -> Values:
    if lookup.bulk and isinstance(path, Step):
        column = path.column(lookup)
        return {node: column.get(node, ()) for node in nodes}
    return {node: path.values(node, lookup) for node in nodes}


@dataclass(frozen=True)
class EveryFocus:
    """What is left to pySHACL whole."""

    reason: str
    exact: bool = False

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """All of them."""
        return set(values)


@dataclass
class Asked:
    """
    A constraint on single values that pySHACL itself is asked about, once for each value that is not plainly right.

    Args:
        component: pySHACL's constraint.
        plain: Whether a value plainly conforms.
        key: What values that conform alike have in common.
    """

    component: Any
    executor: Any
    graph: Graph
    plain: Callable[[Term], bool]
    key: Callable[[Term], Hashable] = field(default=lambda value: value)
    exact: bool = True
    _told: dict[Hashable, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Only whether a value conforms is asked; writing the result costs more than finding it.
        self.component.make_v_result = _no_result

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that do not conform."""
        plain = self.plain
        # What is told of all values goes with the lookup: kept, it would hold the memory of everything around it.
        told = lookup.told_by(self) if lookup.bulk else self._told
        return {value for value in values if not plain(value) and not self._conforms(value, told)}

    def _conforms(self, value: Term, told: dict[Hashable, bool]) -> bool:
        key = self.key(value)
        conforms = told.get(key)
        if conforms is None:
            node = to_rdflib(as_written(value))
            conforms, _ = self.component.evaluate(self.executor, self.graph, {node: {node}}, [])
            told[key] = conforms
        return conforms


def _no_result(*args: Any, **kwargs: Any) -> None:
    return None


@dataclass(frozen=True)
class OfKind:
    """`sh:nodeKind`."""

    kinds: tuple[type, ...]
    exact: bool = True

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those of another kind."""
        return {value for value in values if not isinstance(value, self.kinds)}


@dataclass(frozen=True)
class OfClass:
    """`sh:class`, several of which all hold."""

    classes: tuple[Term, ...]
    exact: bool = True

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that lack one of the classes."""
        found: Terms = set()
        for class_ in self.classes:
            found |= lookup.without(values, class_)
        return found


@dataclass(frozen=True)
class OfText:
    """`sh:pattern`, `sh:minLength`, `sh:maxLength`: what the text of a value must be; a blank node has none."""

    right: Callable[[str], bool]
    exact: bool = True

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those with a wrong text, or none."""
        right = self.right
        return {value for value in values if isinstance(value, ox.BlankNode) or not right(value.value)}


@dataclass(frozen=True)
class Closed:
    """`sh:closed`."""

    allowed: frozenset[Term]
    exact: bool = True

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those with a predicate that is not allowed."""
        return {value for value in values if any(map(self._wrong, lookup.predicate_objects(value)))}

    def _wrong(self, pair: tuple[Term, Term]) -> bool:
        return pair[0] not in self.allowed and pair != _RESOURCE


_RESOURCE = (ox.NamedNode(RDF + "type"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Resource"))


@dataclass(frozen=True)
class Counted:
    """`sh:minCount` and `sh:maxCount`."""

    least: int = 0
    most: int | None = None
    exact: bool = True

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those with too few or too many values."""
        least, most = self.least, self.most
        if most is None:
            return {node for node, several in values.items() if len(several) < least}
        return {node for node, several in values.items() if not least <= len(several) <= most}


@dataclass(frozen=True)
class Has:
    """`sh:hasValue`."""

    wanted: frozenset[Term]
    exact: bool = True

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those without one of the wanted values."""
        return {node for node, several in values.items() if not self.wanted.issubset(several)}


@dataclass(frozen=True)
class OneEachLanguage:
    """`sh:uniqueLang`."""

    exact: bool = True

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those with two values in one language."""
        return {node for node, several in values.items() if len(several) > 1 and _repeats(several)}


def _repeats(values: Iterable[Term]) -> bool:
    languages = [value.language for value in values if isinstance(value, ox.Literal) and value.language]
    return len(languages) != len(set(languages))


@dataclass(frozen=True)
class Compared:
    """`sh:equals` and `sh:disjoint`."""

    predicates: tuple[ox.NamedNode, ...]
    equal: bool
    exact: bool = True

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those whose values are not those, or are among those, of one of the predicates."""
        found: Terms = set()
        for predicate in self.predicates:
            for node, several in values.items():
                others = set(lookup.objects(node, predicate))
                if others != set(several) if self.equal else not others.isdisjoint(several):
                    found.add(node)
        return found


@dataclass(frozen=True)
class Ordered:
    """`sh:lessThan` and `sh:lessThanOrEquals`: pySHACL is asked where the values are not plain days."""

    predicates: tuple[ox.NamedNode, ...]
    or_equal: bool
    component: Any
    executor: Any
    graph: Graph
    exact: bool = True

    def __post_init__(self) -> None:
        self.component.make_v_result = _no_result

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those with a value that does not come before another."""
        found: Terms = set()
        for predicate in self.predicates:
            for node, several in values.items():
                others = lookup.objects(node, predicate) if several else ()
                if others and not self._plainly(several, others):
                    focus = to_rdflib(node)
                    own = {focus: {to_rdflib(as_written(value)) for value in several}}
                    if not self.component.evaluate(self.executor, self.graph, own, [])[0]:
                        found.add(node)
        return found

    def _plainly(self, values: Iterable[Term], others: Iterable[Term]) -> bool:
        for value in values:
            for other in others:
                if not (_is_day(value) and _is_day(other)):
                    return False
                if not (value.value < other.value or (self.or_equal and value.value == other.value)):
                    return False
        return True


_DAY = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
_DATE = ox.NamedNode(XSD + "date")


def _is_day(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype == _DATE and _DAY.fullmatch(term.value) is not None


KINDS: Mapping[URIRef, tuple[type, ...]] = {
    SH.IRI: (ox.NamedNode,),
    SH.BlankNode: (ox.BlankNode,),
    SH.Literal: (ox.Literal,),
    SH.BlankNodeOrIRI: (ox.BlankNode, ox.NamedNode),
    SH.BlankNodeOrLiteral: (ox.BlankNode, ox.Literal),
    SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
}
