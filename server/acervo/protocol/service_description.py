"""The service description: what this endpoint speaks, what it is asked about, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, RDF
from acervo.protocol.dataset_description import (
    FORMATS,
    VCARD,
    Served,
    count,
    described_dataset,
    described_folders,
    described_parts,
)
from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES

_SD: Final = PREFIXES["sd"]
_DC: Final = PREFIXES["dcterms"]
_SEARCH: Final = {
    "en": (
        "Search by names",
        'In a query to this endpoint, SERVICE with this address and { ?hit mov:searchQuery "words" ; mov:searchScore '
        "?score } finds things by their names.",
    ),
    "es": (
        "Búsqueda por nombres",
        'En una consulta a este servicio, SERVICE con esta dirección y { ?hit mov:searchQuery "palabras" ; '
        "mov:searchScore ?score } encuentra cosas por sus nombres.",
    ),
}
_FORMATS: Final = {
    "application/sparql-results+json": FORMATS + "SPARQL_Results_JSON",
    "application/sparql-results+xml": FORMATS + "SPARQL_Results_XML",
    "text/csv": FORMATS + "SPARQL_Results_CSV",
    "text/tab-separated-values": FORMATS + "SPARQL_Results_TSV",
    "text/turtle": FORMATS + "Turtle",
    "application/n-triples": FORMATS + "N-Triples",
    "application/rdf+xml": FORMATS + "RDF_XML",
    "application/ld+json": FORMATS + "JSON-LD",
}
_RDF_FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_USED: Final = {name: PREFIXES[name] for name in ("sd", "void", "dcterms", "foaf", "dcat", "skos", "xsd")}


def description(served: Served, media_type: str, *, with_parts: bool) -> bytes:
    """
    The service and the dataset of *served*, described in *media_type*.

    Args:
        with_parts: Whether the dataset is told by property and class too. Clients that read a service description
            before each query go without: Comunica gives up on one that takes it 3 seconds.
    """
    parts = described_parts(served) if with_parts else described_folders(served)
    triples = (*described_dataset(served), *_service(served), *parts)
    prefixes = {**_USED, "formats": FORMATS, **({"vcard": VCARD} if served.contact else {})}
    return ox.serialize(triples, format=_RDF_FORMATS[media_type], prefixes=prefixes) or b""


def _service(served: Served) -> Iterator[ox.Triple]:
    """
    Source: https://www.w3.org/TR/sparql11-service-description/
    """
    service, dataset, union = ox.NamedNode(served.endpoint), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield _to(service, RDF + "type", _SD + "Service")
    yield _to(service, _SD + "endpoint", served.endpoint)
    yield _to(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield _to(service, _SD + "feature", _SD + "UnionDefaultGraph")
    if served.is_federated:
        yield _to(service, _SD + "feature", _SD + "BasicFederatedQuery")
    yield from _search(service, f"{served.base}service/search")
    yield _to(service, _SD + "defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple")
    yield from (_to(service, _SD + "resultFormat", _FORMATS[kind]) for kind in (*SOLUTION_TYPES, *GRAPH_TYPES))
    yield ox.Triple(service, ox.NamedNode(_SD + "defaultDataset"), dataset)
    yield _to(dataset, RDF + "type", _SD + "Dataset")
    yield ox.Triple(dataset, ox.NamedNode(_SD + "defaultGraph"), union)
    names = served.statistics.graphs
    nodes = [(ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")) for number in range(len(names))]
    yield from (ox.Triple(dataset, ox.NamedNode(_SD + "namedGraph"), named) for named, _ in nodes)
    yield _to(union, RDF + "type", _SD + "Graph")
    yield count(union, "triples", served.statistics.triples)
    for (named, graph), (iri, triples) in zip(nodes, names.items(), strict=True):
        yield _to(named, RDF + "type", _SD + "NamedGraph")
        yield _to(named, _SD + "name", iri)
        yield ox.Triple(named, ox.NamedNode(_SD + "graph"), graph)
        # Not called a graph: Comunica adds up all that is, and would count each triple twice.
        yield count(graph, "triples", triples)


def _search(service: ox.NamedNode, address: str) -> Iterator[ox.Triple]:
    """The search by names, which only queries to this endpoint reach, as `SERVICE <address>`."""
    search = ox.NamedNode(address)
    yield _to(service, _SD + "feature", address)
    yield _to(search, RDF + "type", _SD + "Feature")
    for language, (title, description) in _SEARCH.items():
        yield ox.Triple(search, ox.NamedNode(_DC + "title"), ox.Literal(title, language=language))
        yield ox.Triple(search, ox.NamedNode(_DC + "description"), ox.Literal(description, language=language))


def _to(node: ox.NamedNode | ox.BlankNode, predicate: str, iri: str) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(predicate), ox.NamedNode(iri))
