"""Property paths as pySHACL walks them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from acervo.corpus.terms import Term
from acervo.shacl.lookup import Column, Lookup

_DEEPEST = 10


@dataclass(frozen=True)
class Step:
    """One predicate, followed from subject to object or back."""

    predicate: ox.NamedNode
    inverse: bool

    def column(self, lookup: Lookup) -> Column:
        """Where it leads from every node."""
        return lookup.subjects_of(self.predicate) if self.inverse else lookup.objects_of(self.predicate)

    def values(self, focus: Term, lookup: Lookup) -> Collection[Term]:
        """Where it leads from *focus*."""
        if self.inverse:
            return lookup.subjects(self.predicate, focus)
        return lookup.objects(focus, self.predicate)


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]

    def values(self, focus: Term, lookup: Lookup) -> Collection[Term]:
        """Where it leads from *focus*."""
        nodes: Collection[Term] = (focus,)
        for part in self.parts:
            nodes = {value for node in nodes for value in part.values(node, lookup)}
        return nodes


@dataclass(frozen=True)
class Alternative:
    """Any of several paths."""

    parts: tuple[Path, ...]

    def values(self, focus: Term, lookup: Lookup) -> Collection[Term]:
        """Where it leads from *focus*."""
        return {value for part in self.parts for value in part.values(focus, lookup)}


@dataclass(frozen=True)
class Repeated:
    """A path taken again and again, or once at most."""

    part: Path
    from_zero: bool
    once: bool = False

    def values(self, focus: Term, lookup: Lookup) -> Collection[Term]:
        """Where it leads from *focus*."""
        found: set[Term] = {focus} if self.from_zero else set()
        to_do = list(self.part.values(focus, lookup))
        if self.once:
            return found.union(to_do)
        while to_do:
            node = to_do.pop()
            if node not in found:
                found.add(node)
                to_do.extend(self.part.values(node, lookup))
        return found


Path = Step | Sequence | Alternative | Repeated


def read_path(shapes: Graph, node: Node) -> Path:
    """
    The path *node* of a shapes graph.

    An inverse sequence is walked from its first part, since pySHACL 0.40.1 walks it so (docs/reference lists it).

    Raises:
        ReportableRuntimeError: pySHACL would refuse it, or it is nested deeper than pySHACL goes.

    Source: https://www.w3.org/TR/shacl/#property-paths
    """
    return _read(shapes, node, inverse=False, depth=0)


def _read(shapes: Graph, node: Node, *, inverse: bool, depth: int) -> Path:
    if isinstance(node, URIRef):
        return Step(ox.NamedNode(str(node)), inverse)
    if not isinstance(node, BNode) or depth >= _DEEPEST - 1:
        raise ReportableRuntimeError("no path that is walked")
    if shapes.value(node, RDF.first) is not None:
        parts = [*shapes.items(node)]
        if len(parts) < 2 or len(parts) + depth >= _DEEPEST:
            raise ReportableRuntimeError("no sequence that is walked")
        return Sequence(tuple(_read(shapes, part, inverse=inverse, depth=depth + 1) for part in parts))
    for predicate, path in _operators(shapes, node):
        if predicate == SH.inversePath:
            return _read(shapes, path, inverse=not inverse, depth=depth + 1)
        if predicate == SH.alternativePath:
            parts = [*shapes.items(path)]
            if len(parts) < 2:
                raise ReportableRuntimeError("no alternative that is walked")
            return Alternative(tuple(_read(shapes, part, inverse=inverse, depth=depth + 1) for part in parts))
        part = _read(shapes, path, inverse=inverse, depth=depth + 1)
        return Repeated(part, from_zero=predicate != SH.oneOrMorePath, once=predicate == SH.zeroOrOnePath)
    raise ReportableRuntimeError("no path that is walked")


def _operators(shapes: Graph, node: Node) -> Iterator[tuple[URIRef, Node]]:
    names = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
    for predicate in names:
        paths = [*shapes.objects(node, predicate)]
        if len(paths) > 1:
            raise ReportableRuntimeError("no one path")
        yield from ((predicate, path) for path in paths)
