"""The triples that shapes see: those of the files, and beside them those that claims state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, cast

import pyoxigraph as ox

from acervo.corpus.terms import Term
from acervo.shacl.written import Written, is_escaped

_DEFAULT: Final = ox.DefaultGraph()
_CLAIMED: Final = ox.NamedNode("urn:acervo:claimed")
Subject = ox.NamedNode | ox.BlankNode


class CheckStore:
    """
    The merge of all files in the default graph, claimed triples in a graph of their own, literals as written.

    Args:
        files: The triples of `ontology/` and `data/` and what is computed beside them; a triple may come twice.
        claimed: The triple of every triple claim.
        store: Where they go; what stands in it already counts as well.
    """

    def __init__(
        self, files: Iterable[ox.Triple] = (), claimed: Iterable[ox.Triple] = (), store: ox.Store | None = None
    ):
        self.store = ox.Store() if store is None else store
        self._written = Written()
        self._again: Counter[ox.Triple] = Counter()
        """How often files say a triple beyond the first time."""
        self.escaped: set[ox.NamedNode] = set()
        """The predicates under which a literal stands in another form than in its file."""
        self.store.bulk_extend(self._quad(triple, _DEFAULT) for triple in files)
        self.store.bulk_extend(self._quad(triple, _CLAIMED) for triple in claimed)
        self.files = View(self.store, _DEFAULT)
        self.claimed = View(self.store, _CLAIMED)
        self.claims = View(self.store, None)

    def held(self, term: Term) -> Term:
        """*term* as the store holds it."""
        return self._written.held(term)

    @property
    def repeated(self) -> dict[ox.Triple, int]:
        """The triples, as held, that files say more than once, each with how often beyond the first time."""
        return {triple: times for triple, times in self._again.items() if times}

    def resume(self, repeated: Mapping[ox.Triple, int], escaped: Iterable[ox.NamedNode]) -> None:
        """Take over what was known of the store when it was last used."""
        self._again.update(repeated)
        self.escaped.update(escaped)

    def count_repeated(self, files: Iterable[ox.Triple]) -> None:
        """Note which of *files*, all that the store was made of, come twice: they stay until the last of them goes."""
        seen: set[ox.Triple] = set()
        for triple in files:
            if triple in seen:
                self._again[self.as_held(triple)] += 1
            seen.add(triple)

    def add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Add *triples* of files; those, as held, that were not there before."""
        new: list[ox.Triple] = []
        for triple in triples:
            quad = self._quad(triple, _DEFAULT)
            if quad in self.store:
                self._again[quad.triple] += 1
            else:
                self.store.add(quad)
                new.append(quad.triple)
        return new

    def withdraw(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """*triples* leave one file each; those, as held, that no file has any more. `drop` takes them away."""
        last: list[ox.Triple] = []
        for triple in triples:
            held = self.as_held(triple)
            if self._again[held] > 0:
                self._again[held] -= 1
            else:
                del self._again[held]
                last.append(held)
        return last

    def drop(self, triples: Iterable[ox.Triple]) -> None:
        """Take away what `withdraw` named."""
        for triple in triples:
            self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT))

    def claim(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """A claim states *triples*, given as held; those that none stated before."""
        quads = [ox.Quad(t.subject, t.predicate, t.object, _CLAIMED) for t in triples]
        new = [quad for quad in quads if quad not in self.store]
        self.store.extend(new)
        return [quad.triple for quad in new]

    def unclaim(self, triples: Iterable[ox.Triple]) -> None:
        """No claim states *triples*, given as held, any more."""
        for triple in triples:
            self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, _CLAIMED))

    def changed_in_both(self, files: _Moves, claimed: _Moves) -> Change:
        """What came and went in both graphs together, given what did in each; the store is as it is now."""
        before: set[ox.Triple] = set()
        now: set[ox.Triple] = set()
        triples = {triple for moves in (files, claimed) for some in moves for triple in some}
        for graph, (come, gone) in ((_DEFAULT, files), (_CLAIMED, claimed)):
            for triple in triples:
                if ox.Quad(triple.subject, triple.predicate, triple.object, graph) in self.store:
                    now.add(triple)
                    if triple not in come:
                        before.add(triple)
                elif triple in gone:
                    before.add(triple)
        return Change(now - before, before - now)

    def as_held(self, triple: ox.Triple) -> ox.Triple:
        """*triple* as the store holds it."""
        return self._quad(triple, _DEFAULT).triple

    def _quad(self, triple: ox.Triple, graph: ox.DefaultGraph | ox.NamedNode) -> ox.Quad:
        subject, predicate, value = triple
        if isinstance(value, ox.Literal):
            held = self._written.held(value)
            if held is not value and is_escaped(held):
                self.escaped.add(predicate)
            return ox.Quad(subject, predicate, held, graph)
        return ox.Quad(subject, predicate, value, graph)


class View:
    """One of the two graphs that shapes see."""

    def __init__(self, store: ox.Store, graph: ox.DefaultGraph | ox.NamedNode | None):
        self.store = store
        self.graph = graph

    @property
    def is_merged(self) -> bool:
        """Whether no triple comes twice."""
        return self.graph is not None

    def triples(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[ox.Quad]:
        """The triples of a pattern; one that is both written and claimed may come twice."""
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | None):
            return iter(())
        return self.store.quads_for_pattern(subject, predicate, value, self.graph)

    def query(self, text: str) -> ox.QuerySolutions:
        """The solutions of the SELECT query *text*."""
        union = self.graph is None
        found = self.store.query(text, use_default_graph_as_union=union)
        assert isinstance(found, ox.QuerySolutions)
        return found


_Moves = tuple[Collection[ox.Triple], Collection[ox.Triple]]


class Change:
    """
    Triples that came and went, as the store holds them.

    Args:
        come, gone: None that was there before is among *come*, and none that stays among *gone*.
    """

    def __init__(self, come: Iterable[ox.Triple], gone: Iterable[ox.Triple]):
        self._come = frozenset(come)
        self._gone = frozenset(gone)

    def __iter__(self) -> Iterator[ox.Triple]:
        yield from self._come
        yield from self._gone

    def before(self, view: View) -> View:
        """*view*, which is as it is afterwards, as it was."""
        return _Before(view, self._come, self._gone)


class _Before(View):
    def __init__(self, view: View, come: frozenset[ox.Triple], gone: frozenset[ox.Triple]):
        super().__init__(view.store, view.graph)
        self._come = come
        self._gone: dict[Term, list[ox.Triple]] = {}
        for triple in gone:
            self._gone.setdefault(cast(Term, triple.subject), []).append(triple)

    def triples(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[ox.Quad]:
        asked = (subject, predicate, value)
        for quad in super().triples(*asked):
            if quad.triple not in self._come:
                yield quad
        some = chain.from_iterable(self._gone.values()) if subject is None else self._gone.get(subject, ())
        for triple in some:
            if all(term in (None, said) for term, said in zip(asked, triple, strict=True)):
                yield ox.Quad(triple.subject, triple.predicate, triple.object)
