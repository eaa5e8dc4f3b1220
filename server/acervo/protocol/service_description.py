"""The service description: what this endpoint speaks, and what its default graph is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, RDF
from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES

_SD: Final = PREFIXES["sd"]
_FORMATS: Final = {
    "application/sparql-results+json": "http://www.w3.org/ns/formats/SPARQL_Results_JSON",
    "application/sparql-results+xml": "http://www.w3.org/ns/formats/SPARQL_Results_XML",
    "text/csv": "http://www.w3.org/ns/formats/SPARQL_Results_CSV",
    "text/tab-separated-values": "http://www.w3.org/ns/formats/SPARQL_Results_TSV",
    "text/turtle": "http://www.w3.org/ns/formats/Turtle",
    "application/n-triples": "http://www.w3.org/ns/formats/N-Triples",
    "application/rdf+xml": "http://www.w3.org/ns/formats/RDF_XML",
    "application/ld+json": "http://www.w3.org/ns/formats/JSON-LD",
}
_RDF_FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def service_description(endpoint: str, graphs: Iterable[str], media_type: str, *, federated: bool = False) -> bytes:
    """
    Describe the service at *endpoint*, whose named graphs are *graphs*, in *media_type*.

    Args:
        federated: Whether queries may ask any other endpoint by SERVICE.

    Source: https://www.w3.org/TR/sparql11-service-description/
    """
    service = ox.NamedNode(endpoint)
    dataset, default_graph = ox.BlankNode("dataset"), ox.BlankNode("default")
    triples = [
        ox.Triple(service, ox.NamedNode(RDF + "type"), ox.NamedNode(_SD + "Service")),
        ox.Triple(service, ox.NamedNode(_SD + "endpoint"), service),
        ox.Triple(service, ox.NamedNode(_SD + "supportedLanguage"), ox.NamedNode(_SD + "SPARQL11Query")),
        ox.Triple(service, ox.NamedNode(_SD + "feature"), ox.NamedNode(_SD + "UnionDefaultGraph")),
        ox.Triple(service, ox.NamedNode(_SD + "defaultDataset"), dataset),
        ox.Triple(dataset, ox.NamedNode(RDF + "type"), ox.NamedNode(_SD + "Dataset")),
        ox.Triple(dataset, ox.NamedNode(_SD + "defaultGraph"), default_graph),
        ox.Triple(default_graph, ox.NamedNode(RDF + "type"), ox.NamedNode(_SD + "Graph")),
    ]
    if federated:
        triples.append(ox.Triple(service, ox.NamedNode(_SD + "feature"), ox.NamedNode(_SD + "BasicFederatedQuery")))
    for kind in (*SOLUTION_TYPES, *GRAPH_TYPES):
        triples.append(ox.Triple(service, ox.NamedNode(_SD + "resultFormat"), ox.NamedNode(_FORMATS[kind])))
    for number, iri in enumerate(graphs):
        named, graph = ox.BlankNode(f"named{number}"), ox.NamedNode(iri)
        triples += [
            ox.Triple(dataset, ox.NamedNode(_SD + "namedGraph"), named),
            ox.Triple(named, ox.NamedNode(RDF + "type"), ox.NamedNode(_SD + "NamedGraph")),
            ox.Triple(named, ox.NamedNode(_SD + "name"), graph),
        ]
    prefixes = {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}
    return ox.serialize(triples, format=_RDF_FORMATS[media_type], prefixes=prefixes) or b""
