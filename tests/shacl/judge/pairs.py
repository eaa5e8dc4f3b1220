"""A data graph, what claims add to it, and a shapes graph: what the engines are asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import Graph

from acervo.corpus.terms import to_graph
from acervo.errors import ShapesError
from acervo.shacl import reference
from acervo.shacl.preparing import prepare
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes

EX = "https://example.org/test#"
PREFIXES = {
    "": EX,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "movsh": "https://w3id.org/acervo/shapes#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


@dataclass(frozen=True)
class Pair:
    """Terms are as a file has them; a blank node has one label in *data* and *claimed*, another file's in *shapes*."""

    data: tuple[ox.Triple, ...]
    claimed: tuple[ox.Triple, ...]
    shapes: tuple[ox.Triple, ...]

    def __str__(self) -> str:
        parts = {"data": self.data, "claimed": self.claimed, "shapes": self.shapes}
        return "\n".join(f"# {name}, {len(triples)} triples\n{written(triples)}" for name, triples in parts.items())


#: Data, claimed triples and prepared shapes in, a report out.
Engine = Callable[[Iterable[ox.Triple], Iterable[ox.Triple], Shapes], Report]


@dataclass(frozen=True)
class Refused:
    """There is no report, and why."""

    reason: str


def judge(data: Iterable[ox.Triple], claimed: Iterable[ox.Triple], shapes: Shapes) -> Report:
    """pySHACL, the reference."""
    return reference.validate(to_graph(data), to_graph(claimed), shapes)


def asked(engine: Engine, pair: Pair, *, trusted: bool = False) -> Report | Refused:
    """
    What *engine* says of *pair*.

    Args:
        trusted: The shapes are not held to shacl-shacl first, which takes longer than all the rest.
    """
    graph = to_graph(pair.shapes)
    try:
        return engine(pair.data, pair.claimed, prepare(graph, checked=graph if trusted else None))
    except ShapesError as error:
        # Of several queries that cannot be answered any may be the first.
        return Refused(f"ShapesError: {error}".partition("): PREFIX")[0])


def parsed(turtle: str, label: str = "b") -> tuple[ox.Triple, ...]:
    """The triples of *turtle*, in which the usual prefixes are known; blank nodes are labelled in their order."""
    labels: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(term: Any) -> Any:
        return (
            labels.setdefault(term, ox.BlankNode(f"{label}{len(labels)}")) if isinstance(term, ox.BlankNode) else term
        )

    quads = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return tuple(ox.Triple(named(q.subject), q.predicate, named(q.object)) for q in quads)


def written(triples: Iterable[ox.Triple]) -> str:
    """*triples* as Turtle, with the prefixes that it needs."""
    kept = list(triples)
    text = ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES).decode()
    needed = {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace in text}
    return ox.serialize(kept, format=ox.RdfFormat.TURTLE, prefixes=needed).decode()


def graph_of(pair: Pair) -> Graph:
    """The shapes of *pair*, as results name them."""
    return to_graph(pair.shapes)
