"""The triples that shapes see: those of the files, and beside them those that claims state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

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
    """

    def __init__(self, files: Iterable[ox.Triple] = (), claimed: Iterable[ox.Triple] = ()):
        self.store = ox.Store()
        self._written = Written()
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
        self._graph = graph

    @property
    def is_merged(self) -> bool:
        """Whether no triple comes twice."""
        return self._graph is not None

    def triples(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[ox.Quad]:
        """The triples of a pattern; one that is both written and claimed may come twice."""
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | None):
            return iter(())
        return self.store.quads_for_pattern(subject, predicate, value, self._graph)

    def query(self, text: str) -> ox.QuerySolutions:
        """The solutions of the SELECT query *text*."""
        union = self._graph is None
        found = self.store.query(text, use_default_graph_as_union=union)
        assert isinstance(found, ox.QuerySolutions)
        return found
