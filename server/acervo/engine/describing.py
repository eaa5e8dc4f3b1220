"""
DESCRIBE: what a reader needs of a thing, within bounds.

The standard leaves the content to the service; docs/reference/answers.md says what ours is.

Source: https://www.w3.org/TR/sparql11-query/#describe
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import pyoxigraph as ox

from acervo.engine.writing import TYPE
from acervo.namespaces import MOV, PREFIXES, RDF

OWN: Final = 1_000
"""Triples of one thing, those of its blank nodes among them."""
CLAIMS: Final = 200
"""Claims about one thing."""
_NAMES: Final = (
    ox.NamedNode(PREFIXES["skos"] + "prefLabel"),
    ox.NamedNode(PREFIXES["rdfs"] + "label"),
    ox.NamedNode(PREFIXES["dcterms"] + "title"),
)
_SUBJECT: Final = ox.NamedNode(RDF + "subject")
_PASSAGE: Final = ox.NamedNode(MOV + "passage")
#: By these a claim names its form, what it states, who states it and how; it is not about them.
_BESIDE: Final = frozenset(
    [
        TYPE,
        ox.NamedNode(RDF + "predicate"),
        ox.NamedNode(RDF + "object"),
        ox.NamedNode(MOV + "holder"),
        ox.NamedNode(MOV + "attributedTo"),
        ox.NamedNode(PREFIXES["prov"] + "wasAttributedTo"),
        ox.NamedNode(MOV + "rank"),
        ox.NamedNode(MOV + "modality"),
    ]
)
Node = ox.NamedNode | ox.BlankNode


def described(store: ox.Store, graphs: Sequence[ox.NamedNode] | None, things: Iterable[Node]) -> Iterator[ox.Triple]:
    """
    The descriptions of *things*, one after the other, each triple once.

    Args:
        graphs: Those that are read; None means all of *store*.
    """
    return _Describing(store, graphs).of(things)


class _Describing:
    def __init__(self, store: ox.Store, graphs: Sequence[ox.NamedNode] | None):
        self._store = store
        self._graphs = graphs
        self._told: set[Node] = set()
        self._named: set[Node] = set()

    def of(self, things: Iterable[Node]) -> Iterator[ox.Triple]:
        for thing in dict.fromkeys(things):
            claims = sorted(self._claims_about(thing), key=str)[:CLAIMS]
            passages = [passage for claim in claims for passage in self._values(claim, _PASSAGE)]
            triples = [triple for node in chain([thing], claims, passages) for triple in self._own(node)]
            yield from triples
            for triple in triples:
                yield from self._names_of(triple.object)

    def _own(self, thing: Node) -> list[ox.Triple]:
        """The triples of *thing* and of the blank nodes that it leads to."""
        found: list[ox.Triple] = []
        waiting = [thing]
        while waiting and len(found) < OWN:
            node = waiting.pop(0)
            if node in self._told:
                continue
            self._told.add(node)
            mine = sorted(self._matches(node, None, None), key=_order)[: OWN - len(found)]
            # Its names may have been told already, where another thing mentioned it.
            found += [triple for triple in mine if triple.predicate not in _NAMES or node not in self._named]
            waiting += [triple.object for triple in mine if isinstance(triple.object, ox.BlankNode)]
        return found

    def _claims_about(self, thing: Node) -> Iterator[Node]:
        seen: set[Node] = set()
        for triple in self._matches(None, None, thing):
            claim = triple.subject
            if isinstance(claim, ox.Triple) or triple.predicate in _BESIDE or claim in seen:
                continue
            if triple.predicate == _SUBJECT or any(self._matches(claim, _PASSAGE, None)):
                seen.add(claim)
                yield claim

    def _names_of(self, term: object) -> Iterator[ox.Triple]:
        if isinstance(term, ox.NamedNode) and term not in self._told and term not in self._named:
            self._named.add(term)
            for name in _NAMES:
                yield from sorted(self._matches(term, name, None), key=_order)

    def _values(self, node: Node, predicate: ox.NamedNode) -> list[Node]:
        values = {triple.object for triple in self._matches(node, predicate, None)}
        return sorted((value for value in values if isinstance(value, Node)), key=str)

    def _matches(
        self, subject: Node | None, predicate: ox.NamedNode | None, object_: Node | None
    ) -> Iterable[ox.Triple]:
        if self._graphs is None:
            # Whatever graphs a triple stands in, it is one.
            found = self._store.quads_for_pattern(subject, predicate, object_, None)
            return dict.fromkeys(quad.triple for quad in found)
        return dict.fromkeys(
            quad.triple
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(subject, predicate, object_, graph)
        )


def _order(triple: ox.Triple) -> tuple[bool, bool, str, str]:
    return triple.predicate != TYPE, triple.predicate not in _NAMES, str(triple.predicate), str(triple.object)
