"""
What a shape reads: which triples may change its word on which focus nodes.

A triple that comes or goes is matched with every place where a shape may read it; from there its paths are walked
back to the focus nodes. Where that cannot be told, the shape's whole target set is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from acervo.corpus.terms import Term
from acervo.shacl import checks, logical
from acervo.shacl.checks import Plan
from acervo.shacl.lookup import RDF_TYPE, Lookup
from acervo.shacl.paths import Alternative, Path, Repeated, Sequence, Step
from acervo.shacl.query_check import Queried
from acervo.shacl.query_reads import QueryReads

Walk = tuple[Path, ...]
"""Paths from a focus node, one after the other."""
_ANY: Final = None


@dataclass(frozen=True)
class Read:
    """A triple is read at the node where *walk* ends: forward from its subject, or back from its object."""

    walk: Walk
    inverse: bool

    def focus_nodes(self, triple: ox.Triple, lookup: Lookup) -> set[Term]:
        """The nodes from which *walk* leads to the near end of *triple*."""
        nodes: set[Term] = {triple.object if self.inverse else triple.subject}  # type: ignore[arg-type]
        for path in reversed(self.walk):
            back = backwards(path)
            nodes = {node for known in nodes for node in back.values(known, lookup)}
        return nodes


class Reads:
    """Everything that the plan of one shape with a target reads."""

    def __init__(self, plan: Plan) -> None:
        self._by_predicate: dict[ox.NamedNode | None, list[Read]] = defaultdict(list)
        self.queries: list[tuple[Walk, QueryReads]] = []
        self.classes: set[Term] = set()
        """The classes whose subclasses matter."""
        self.everything = False
        """Whether any triple may matter to any focus node."""
        self._plan(plan, ())

    def target_class(self, class_: Term) -> None:
        """Instances of *class_* are focus nodes."""
        self.classes.add(class_)
        self._add(RDF_TYPE, Read((), inverse=False))

    def target_of(self, predicate: ox.NamedNode, *, objects: bool) -> None:
        """Subjects, or objects, of *predicate* are focus nodes."""
        self._add(predicate, Read((), inverse=objects))

    def affected(self, triples: Iterable[ox.Triple], lookup: Lookup) -> set[Term] | None:
        """
        The focus nodes on which the shape's word may be another one; None for all of them.

        Args:
            triples: What came and what went.
            lookup: A graph that holds both what was before and what is afterwards.
        """
        found: set[Term] = set()
        for triple in triples:
            if self.everything:
                return None
            for key in (triple.predicate, _ANY):
                for read in self._by_predicate.get(key, ()):
                    found |= read.focus_nodes(triple, lookup)
            for walk, query in self.queries:
                nodes = query.focus_nodes(triple, lookup)
                if nodes is None:
                    return None
                for path in reversed(walk):
                    back = backwards(path)
                    nodes = {node for known in nodes for node in back.values(known, lookup)}
                found |= nodes
        return found

    def _add(self, predicate: ox.NamedNode | None, read: Read) -> None:
        known = self._by_predicate[predicate]
        if read not in known:
            known.append(read)

    def _plan(self, plan: Plan, walk: Walk) -> None:
        end = walk
        if plan.path is not None:
            self._path(plan.path, walk)
            end = (*walk, plan.path)
        for value_check in plan.of_values:
            self._value_check(value_check, end)
        for check in plan.of_focus:
            if isinstance(check, checks.EveryFocus):
                self.everything = True
            elif isinstance(check, checks.Compared | checks.Ordered):
                for predicate in check.predicates:
                    self._add(predicate, Read(walk, inverse=False))
            elif isinstance(check, logical.Qualified):
                for inner in check.plans:
                    self._plan(inner, end)
            elif isinstance(check, Queried):
                self.queries.append((walk, check.reads))

    def _value_check(self, check: checks.ValueCheck, end: Walk) -> None:
        if isinstance(check, checks.OfClass):
            self.classes.update(check.classes)
            self._add(RDF_TYPE, Read(end, inverse=False))
        elif isinstance(check, checks.Closed):
            self._add(_ANY, Read(end, inverse=False))
        for inner in getattr(check, "plans", ()):
            self._plan(inner, end)

    def _path(self, path: Path, walk: Walk) -> None:
        if isinstance(path, Step):
            self._add(path.predicate, Read(walk, path.inverse))
        elif isinstance(path, Sequence):
            for number, part in enumerate(path.parts):
                self._path(part, (*walk, *path.parts[:number]))
        elif isinstance(path, Alternative):
            for part in path.parts:
                self._path(part, walk)
        else:
            self._path(path.part, walk if path.once else (*walk, Repeated(path.part, from_zero=True)))


def backwards(path: Path) -> Path:
    """The path that leads from every value of *path* to where it came from."""
    if isinstance(path, Step):
        return Step(path.predicate, not path.inverse)
    if isinstance(path, Sequence):
        return Sequence(tuple(backwards(part) for part in reversed(path.parts)))
    if isinstance(path, Alternative):
        return Alternative(tuple(backwards(part) for part in path.parts))
    return Repeated(backwards(path.part), path.from_zero, path.once)
