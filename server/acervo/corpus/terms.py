"""pyoxigraph's terms and RDFLib's: the same terms, exactly as written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

# RDFLib logs a traceback for each ill-typed literal; a shape reports them where they stand.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
"""What can stand in a triple of RDF 1.1."""

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """
    The RDFLib term for *term*, its lexical form untouched (`01` stays `01`).

    Raises:
        TypeError: *term* is a quoted triple, which RDF 1.1 does not have.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            # RDFLib keeps a plain literal and an xsd:string apart; RDF 1.1 does not.
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"no RDF 1.1 term: {term}")


def to_graph(triples: Iterable[ox.Triple]) -> Graph:
    """An RDFLib graph of *triples*."""
    graph = Graph()
    for triple in triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def to_engine(node: Node | None) -> Term | None:
    """
    The engine's term for RDFLib's; None for what can stand in no file.

    The two compare lexical forms, so that `1` and `01` stay apart, and `"x"` is `"x"^^xsd:string`.
    """
    try:
        if isinstance(node, URIRef):
            return ox.NamedNode(str(node))
        if isinstance(node, BNode):
            return ox.BlankNode(str(node))
        if isinstance(node, Literal):
            if node.language:
                return ox.Literal(str(node), language=node.language)
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    except ValueError:
        pass
    return None
