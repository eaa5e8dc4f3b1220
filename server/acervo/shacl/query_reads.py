"""What the query of a SPARQL constraint reads: each of its triple patterns, with those that must hold beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Variable

from acervo.corpus.terms import Term, to_engine
from acervo.shacl.lookup import Lookup
from acervo.shacl.query_text import THIS

_Pattern = tuple[Any, Any, Any]
"""Subject, predicate and object: terms of the store, or names of variables."""


@dataclass(frozen=True)
class _Place:
    """A triple pattern, and the plain ones that hold wherever it does."""

    pattern: _Pattern
    beside: tuple[_Pattern, ...]


class QueryReads:
    """
    The reads of one query.

    Args:
        held: How the store holds a term.
    """

    def __init__(self, query: Query, held: Callable[[Term], Term]):
        self._held = held
        self._places: list[_Place] = []
        self._along: set[ox.NamedNode] = set()
        self._anything = False
        self._part(query.algebra.p, ())

    def focus_nodes(self, triple: ox.Triple, lookup: Lookup) -> set[Term] | None:
        """The nodes whose solutions may be others once *triple* comes or goes; None for any node."""
        if self._anything or triple.predicate in self._along:
            return None
        found: set[Term] = set()
        for place in self._places:
            bound = _matched(place.pattern, triple)
            if bound is None:
                continue
            if str(THIS) in bound:
                found.add(bound[str(THIS)])
                continue
            nodes = _found(place.beside, bound, lookup)
            if nodes is None:
                return None
            found |= nodes
        return found

    def _part(self, part: Any, beside: tuple[_Pattern, ...]) -> None:
        """Note the patterns of *part*, in which those of *beside* hold."""
        if isinstance(part, list | tuple):
            for inner in part:
                self._part(inner, beside)
            return
        if not isinstance(part, CompValue):
            return
        name = part.name
        if name == "BGP":
            self._triples(part.triples, beside)
        elif name == "Join":
            self._part(part.p1, (*beside, *self._plain(part.p2)))
            self._part(part.p2, (*beside, *self._plain(part.p1)))
        elif name == "LeftJoin":
            self._part(part.p1, beside)
            inner = (*beside, *self._plain(part.p1))
            self._part(part.p2, inner)
            self._part(part.expr, inner)
        elif name == "Filter":
            self._part(part.p, beside)
            self._part(part.expr, (*beside, *self._plain(part.p)))
        elif name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            self._part(part.graph, beside)
        elif name in ("Union", "Project", "Distinct", "Reduced", "OrderBy", "Slice", "Extend", "AggregateJoin"):
            self._parts(part, beside)
        elif name == "Group":
            self._part(part.p, beside)
        elif name in ("Graph", "ServiceGraphPattern", "Minus", "ToMultiSet", "values"):
            self._anything = True
        else:
            self._parts(part, beside)

    def _parts(self, part: CompValue, beside: tuple[_Pattern, ...]) -> None:
        for key, inner in part.items():
            if key != "_vars":
                self._part(inner, beside)

    def _triples(self, triples: list[Any], beside: tuple[_Pattern, ...]) -> None:
        plain = [self._pattern(triple) for triple in triples]
        for number, triple in enumerate(triples):
            others = (p for other, p in enumerate(plain) if other != number and p is not None)
            pattern = plain[number]
            if pattern is not None:
                self._places.append(_Place(pattern, (*beside, *others)))
                continue
            steps = set(_predicates(triple[1]))
            if None in steps:
                self._anything = True
            self._along.update(ox.NamedNode(str(step)) for step in steps if step is not None)

    def _plain(self, part: Any) -> Iterator[_Pattern]:
        """The plain patterns that every solution of *part* matches."""
        name = part.name
        if name == "BGP":
            yield from (pattern for pattern in map(self._pattern, part.triples) if pattern is not None)
        elif name == "Join":
            yield from self._plain(part.p1)
            yield from self._plain(part.p2)
        elif name == "LeftJoin":
            yield from self._plain(part.p1)
        elif name in ("Filter", "Extend"):
            yield from self._plain(part.p)

    def _pattern(self, triple: tuple[Any, Any, Any]) -> _Pattern | None:
        if isinstance(triple[1], Path):
            return None
        subject, predicate, value = map(self._term, triple)
        return subject, predicate, value

    def _term(self, node: Any) -> Any:
        if isinstance(node, Variable):
            return str(node)
        if isinstance(node, BNode):
            return f"_{node}"
        term = to_engine(node)
        return ox.NamedNode("urn:acervo:nowhere") if term is None else self._held(term)


def _predicates(path: Any) -> Iterator[URIRef | None]:
    """The predicates along *path*; None where it may be any."""
    if isinstance(path, URIRef):
        yield path
    elif type(path).__name__ in ("SequencePath", "AlternativePath"):
        for part in path.args:
            yield from _predicates(part)
    elif type(path).__name__ in ("InvPath",):
        yield from _predicates(path.arg)
    elif type(path).__name__ in ("MulPath",):
        yield from _predicates(path.path)
    else:
        yield None


def _matched(pattern: _Pattern, triple: ox.Triple) -> dict[str, Any] | None:
    bound: dict[str, Any] = {}
    for asked, term in zip(pattern, triple, strict=True):
        if isinstance(asked, str):
            if bound.setdefault(asked, term) != term:
                return None
        elif asked != term:
            return None
    return bound


def _found(patterns: tuple[_Pattern, ...], bound: dict[str, Any], lookup: Lookup) -> set[Term] | None:
    """
    The values of `$this` in solutions of *patterns* that agree with *bound*; None where none of them says.

    Patterns are taken as they connect with what is bound; those that never do are left out, which finds more.
    """
    rows = [bound]
    left = list(patterns)
    while True:
        if str(THIS) in rows[0]:
            return {row[str(THIS)] for row in rows}
        known = rows[0].keys()
        connected = [p for p in left if any(isinstance(t, str) and t in known for t in (p[0], p[2]))]
        if not connected:
            return None
        following = _rarest(connected, rows[0], lookup)
        left.remove(following)
        rows = [joined for row in rows for joined in _joined(following, row, lookup)]
        if not rows:
            return set()


def _rarest(patterns: list[_Pattern], row: dict[str, Any], lookup: Lookup) -> _Pattern:
    """That of *patterns* which fewest triples match; the matches of all are counted together until one's end."""
    if len(patterns) == 1:
        return patterns[0]
    matches = [(pattern, _matches(pattern, row, lookup)) for pattern in patterns]
    while True:
        for pattern, following in matches:
            if next(following, None) is None:
                return pattern


def _matches(pattern: _Pattern, row: dict[str, Any], lookup: Lookup) -> Iterator[ox.Quad]:
    return lookup.view.triples(*(row.get(term) if isinstance(term, str) else term for term in pattern))


def _joined(pattern: _Pattern, row: dict[str, Any], lookup: Lookup) -> Iterator[dict[str, Any]]:
    for quad in _matches(pattern, row, lookup):
        more = _matched(pattern, ox.Triple(quad.subject, quad.predicate, quad.object))
        if more is not None and all(row.get(name, term) == term for name, term in more.items()):
            yield {**row, **more}
