"""A report kept up to date: after an edit only what it may have changed is asked again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, cast

import pyoxigraph as ox
from rdflib import BNode
from rdflib.term import Node

from acervo.corpus.terms import Term, to_rdflib
from acervo.namespaces import RDF
from acervo.shacl.lookup import SUBCLASS_OF, Lookup
from acervo.shacl.reads import Reads
from acervo.shacl.report import Report, Result, reported
from acervo.shacl.roots import Root, roots
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import Change, CheckStore, View
from acervo.shacl.written import as_written

_SUBJECT: Final = ox.NamedNode(RDF + "subject")
_PREDICATE: Final = ox.NamedNode(RDF + "predicate")
_OBJECT: Final = ox.NamedNode(RDF + "object")
_PARTS: Final = (_SUBJECT, _PREDICATE, _OBJECT)


@dataclass
class _Kept:
    """What one shape said so far."""

    root: Root
    reads: Reads
    examined: int = 0
    results: dict[Term, tuple[Result, ...]] = field(default_factory=dict)
    below: dict[Term, frozenset[Term]] = field(default_factory=dict)
    _blank: set[Term] = field(default_factory=set)
    _said: dict[_Pair, set[Term]] = field(default_factory=lambda: defaultdict(set))

    def remember(self, node: Term, results: tuple[Result, ...]) -> None:
        """*node* has *results*."""
        self.results[node] = results
        for result in _with_details(results):
            self._said[result.focus, result.value].add(node)
            if isinstance(result.focus, BNode) or isinstance(result.value, BNode):
                self._blank.add(node)

    def forget(self, node: Term) -> None:
        """Nothing is known of *node* any more."""
        for result in _with_details(self.results.pop(node, ())):
            self._said[result.focus, result.value].discard(node)
        self._blank.discard(node)

    def forget_all(self) -> None:
        """Nothing is known any more."""
        self.results.clear()
        self._said.clear()
        self._blank.clear()

    def told_otherwise(self, pairs: Iterable[_Pair]) -> set[Term]:
        """
        The nodes whose results are told in other words once a triple from one to the other of *pairs* comes or goes.

        They stay results; but a message describes a blank node by what is said of it, and a result says whether its
        value stands in a file.
        """
        nodes: set[Term] = set()
        for pair in pairs:
            nodes |= self._said.get(pair, set())
            if isinstance(pair[0], BNode):
                nodes |= self._blank
        return nodes


_Pair = tuple[Node, Node | None]


def _pair(triple: ox.Triple) -> _Pair:
    return to_rdflib(triple.subject), to_rdflib(as_written(cast(Term, triple.object)))


def _with_details(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        yield result
        yield from _with_details(result.detail)


Memory = Mapping[str, tuple[int, tuple[Term, ...]]]
"""For each shape how many nodes it examined, and which of them have results."""


class KeptReport:
    """
    The report on a graph that changes.

    It equals what `acervo.shacl.run.validate` makes of the same triples.

    Args:
        store: The triples. `CheckStore.count_repeated` has been told those that two files have, so that one of the two
            may drop them.
        memory: What an earlier report on the same triples and shapes remembered; without it every shape is asked.

    Raises:
        ShapesError: a shape cannot be run.
    """

    def __init__(self, store: CheckStore, shapes: Shapes, memory: Memory | None = None):
        self._store = store
        self._shapes = shapes
        self._classes_below: dict[View, dict[Term, tuple[Term, ...]]] = {}
        if memory is None:
            self._ask_everything()
        else:
            self._resume(memory)

    @property
    def memory(self) -> Memory:
        """What a later report on the same triples and shapes need not find out again."""
        return {key: (kept.examined, tuple(kept.results)) for key, kept in zip(self._keys(), self._kept, strict=True)}

    def replace_shapes(self, shapes: Shapes) -> None:
        """Ask every one of *shapes* anew."""
        self._shapes = shapes
        self._ask_everything()

    def edit(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> int:
        """
        Triples go and come, both as `files` has them; those that two files have go with the last of them.

        Returns:
            How many pairs of a shape and a focus node were asked.

        Raises:
            ShapesError: a shape cannot be run.
        """
        removed, added = list(removed), list(added)
        claims = {cast(Term, t.subject) for t in chain(removed, added) if t.predicate in _PARTS}
        before = {triple for claim in claims for triple in self._claimed(claim)}
        had_escaped = bool(self._store.escaped)
        come = self._store.add(added)
        gone = self._store.withdraw(removed)
        leaving = set(gone)
        after = {triple for claim in claims for triple in self._claimed(claim, leaving)}
        newly = self._store.claim(after - before)
        unclaimed = [t for t in before - after if not self._is_claimed(t, leaving)]
        # The store holds what was and what will be: from both the walk leads to every node that may be affected.
        of_files = [*come, *gone]
        touched = {self._store.files: of_files, self._store.claims: [*of_files, *newly, *unclaimed]}
        classes_changed = any(triple.predicate == SUBCLASS_OF for triple in (*of_files, *newly, *unclaimed))
        # Edits of classes are rare; for all others what is below a class stays known.
        known = None if classes_changed else self._classes_below
        lookups = self._lookups(known)
        affected = [kept.reads.affected(touched[kept.root.view], lookups[kept.root.view]) for kept in self._kept]
        self._store.drop(gone)
        self._store.unclaim(unclaimed)
        if bool(self._store.escaped) != had_escaped:
            self._ask_everything()
            return sum(kept.examined for kept in self._kept)
        if classes_changed:
            self._classes_below = self._nothing_known()
        lookups = self._lookups(self._classes_below)
        of_both = self._store.changed_in_both((come, gone), (newly, unclaimed))
        changes = {self._store.files: Change(come, gone), self._store.claims: of_both}
        before_lookups = {
            view: Lookup(changes[view].before(view), bulk=False, below=known[view] if known else None)
            for view in changes
        }
        pairs = {_pair(triple) for triple in touched[self._store.claims]}
        asked = 0
        for kept, nodes in zip(self._kept, affected, strict=True):
            view = kept.root.view
            if nodes is not None and kept.results:
                nodes |= kept.told_otherwise(pairs)
            if nodes is None or (classes_changed and self._classes_moved(kept)):
                asked += self._ask_all(kept, Lookup(view, bulk=True))
            elif nodes:
                asked += self._ask(kept, nodes, before_lookups[view], lookups[view])
        return asked

    def report(self) -> Report:
        """The report on the graph as it is now."""
        counts: Counter[str] = Counter()
        for kept in self._kept:
            counts[kept.root.name] += kept.examined
        found = chain.from_iterable(chain.from_iterable(kept.results.values()) for kept in self._kept)
        judged = {kept.root.name: kept.root.left_to_the_judge for kept in self._kept if kept.root.left_to_the_judge}
        return reported(found, counts, judged)

    def _ask_everything(self) -> None:
        self._kept = [_Kept(root, _reads(root)) for root in roots(self._shapes, self._store)]
        self._classes_below = self._nothing_known()
        lookups = {view: Lookup(view, bulk=True) for view in (self._store.files, self._store.claims)}
        for kept in self._kept:
            self._ask_all(kept, lookups[kept.root.view])

    def _resume(self, memory: Memory) -> None:
        self._kept = [_Kept(root, _reads(root)) for root in roots(self._shapes, self._store)]
        self._classes_below = self._nothing_known()
        lookups = self._lookups(self._classes_below)
        for key, kept in zip(self._keys(), self._kept, strict=True):
            kept.examined, suspects = memory[key]
            kept.below = self._below(kept, lookups[kept.root.view])
            self._judge(kept, suspects)

    def _keys(self) -> Iterator[str]:
        for number, kept in enumerate(self._kept):
            yield f"{number} {kept.root.name}"

    @staticmethod
    def _below(kept: _Kept, lookup: Lookup) -> dict[Term, frozenset[Term]]:
        return {class_: frozenset(lookup.classes_below(class_)) for class_ in kept.reads.classes}

    def _nothing_known(self) -> dict[View, dict[Term, tuple[Term, ...]]]:
        return {self._store.files: {}, self._store.claims: {}}

    def _lookups(self, below: dict[View, dict[Term, tuple[Term, ...]]] | None = None) -> dict[View, Lookup]:
        return {
            view: Lookup(view, bulk=False, below=below[view] if below else None)
            for view in (self._store.files, self._store.claims)
        }

    def _ask_all(self, kept: _Kept, lookup: Lookup) -> int:
        targets = kept.root.target.all_in(lookup)
        kept.examined = len(targets)
        kept.below = self._below(kept, lookup)
        kept.forget_all()
        self._judge(kept, kept.root.plan.suspects(targets, lookup))
        return len(targets)

    def _ask(self, kept: _Kept, nodes: set[Term], before: Lookup, now: Lookup) -> int:
        target = kept.root.target
        live = {node for node in nodes if target.has(node, now)}
        kept.examined += len(live) - sum(target.has(node, before) for node in nodes)
        for node in nodes:
            kept.forget(node)
        self._judge(kept, kept.root.plan.suspects(live, now))
        return len(live)

    def _judge(self, kept: _Kept, suspects: Iterable[Term]) -> None:
        for suspect in suspects:
            results = kept.root.judged((suspect,))
            if results:
                kept.remember(suspect, results)

    def _classes_moved(self, kept: _Kept) -> bool:
        lookup = Lookup(kept.root.view, bulk=False)
        return any(below != frozenset(lookup.classes_below(class_)) for class_, below in kept.below.items())

    def _claimed(self, claim: Term, without: Iterable[ox.Triple] = frozenset()) -> Iterator[ox.Triple]:
        """The triples that *claim* states, as held."""
        parts: dict[ox.NamedNode, list[Term]] = defaultdict(list)
        for part in _PARTS:
            for quad in self._store.files.triples(claim, part, None):
                if ox.Triple(quad.subject, quad.predicate, quad.object) not in without:
                    parts[part].append(cast(Term, quad.object))
        for subject in parts[_SUBJECT]:
            for predicate in parts[_PREDICATE]:
                if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal):
                    yield from (ox.Triple(subject, predicate, value) for value in parts[_OBJECT])

    def _is_claimed(self, triple: ox.Triple, without: set[ox.Triple]) -> bool:
        about = self._store.files.triples(None, _SUBJECT, cast(Term, triple.subject))
        return any(triple in self._claimed(cast(Term, quad.subject), without) for quad in about)


def _reads(root: Root) -> Reads:
    reads = Reads(root.plan)
    for class_ in root.target.classes:
        reads.target_class(class_)
    for predicate in root.target.subjects_of:
        reads.target_of(predicate, objects=False)
    for predicate in root.target.objects_of:
        reads.target_of(predicate, objects=True)
    return reads
