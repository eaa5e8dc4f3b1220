"""pyoxigraph's terms and RDFLib's: the same terms, exactly as written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

# RDFLib logs a traceback for each ill-typed literal; a shape reports them where they stand.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

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
