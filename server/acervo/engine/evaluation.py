"""One query evaluated by pyoxigraph on one store, its answer written part by part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any, Final

import pyoxigraph as ox

from acervo.engine.interface import Query
from acervo.errors import MalformedQuery
from acervo.namespaces import PREFIXES, RDF

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_TYPE: Final = ox.NamedNode(f"{RDF}type")
# What the parser would take next but no author meant to write here.
_NOISE: Final = frozenset(('"\\""', "LATERAL", "SERVICE"))
_SORTED_TRIPLES: Final = 20_000
"""A graph up to this size is sorted, so that Turtle reads well and twice the same; a larger one flows as it comes."""


def evaluate(store: ox.Store, base: str, query: Query, output: IO[bytes]) -> None:
    """
    Evaluate *query* on *store* and write the answer to *output* in the query's media type, as it is found.

    Args:
        base: What relative IRIs in the query resolve against; also the namespace of the default prefix.

    Raises:
        MalformedQuery: with line and column where the engine tells.
        OSError: *output* takes no more.

    Source: https://www.w3.org/TR/sparql11-query/#QueryForms
    """
    try:
        result = store.query(query.text, base_iri=base, **_dataset(query))
        if isinstance(result, ox.QueryTriples):
            _write_graph(result, query.media_type, base, output)
        else:
            result.serialize(output, format=_RESULTS[query.media_type])
    except SyntaxError as error:
        raise _malformed(str(error)) from error
    except RuntimeError as error:
        raise MalformedQuery(f"{error}.") from error


def answer(store: ox.Store, base: str, query: Query) -> bytes:
    """
    The whole answer of *query* at once; see `evaluate`.

    Raises:
        MalformedQuery: with line and column where the engine tells.
    """
    output = io.BytesIO()
    evaluate(store, base, query, output)
    return output.getvalue()


def _write_graph(triples: Iterable[ox.Triple], media_type: str, base: str, output: IO[bytes]) -> None:
    found: Iterator[ox.Triple] = iter(triples)
    first = list(islice(found, _SORTED_TRIPLES))
    more = next(found, None)
    prefixes = {"": f"{base}id/", **PREFIXES}
    if more is not None:
        everything = chain(first, [more], found)
        ox.serialize(everything, output, format=_GRAPHS[media_type], prefixes=prefixes)
        return
    # A graph has each triple once; subjects stand together, their types first.
    ordered = sorted(
        set(first), key=lambda one: (str(one.subject), one.predicate != _TYPE, str(one.predicate), str(one.object))
    )
    text = " ".join(str(term) for triple in ordered for term in (triple.subject, triple.predicate, triple.object))
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    body = ox.serialize(ordered, format=_GRAPHS[media_type], prefixes=used) or b""
    output.write(_with_sorted_prefixes(body, len(used)) if media_type == "text/turtle" else body)


def _with_sorted_prefixes(turtle: bytes, count: int) -> bytes:
    # The serializer keeps prefixes in no order.
    lines = turtle.splitlines(keepends=True)
    header = [line for line in lines[:count] if line.startswith(b"@prefix ")]
    return b"".join((*sorted(header), *lines[len(header) :]))


def _dataset(query: Query) -> dict[str, Any]:
    # The union flag overrides FROM, and default graphs alone leave every named graph in: say all or nothing.
    if query.default_graphs or query.named_graphs:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in dict.fromkeys(query.default_graphs)],
            "named_graphs": [ox.NamedNode(iri) for iri in query.named_graphs],
        }
    return {} if query.has_dataset_clause else {"use_default_graph_as_union": True}


def _malformed(message: str) -> MalformedQuery:
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return MalformedQuery(message)
    line, column = int(place[1]), int(place[2])
    return MalformedQuery(f"line {line}, column {column}: {readable(place[3])}", line=line, column=column)


def readable(expected: str) -> str:
    """The words of the parser without the classes of characters that help nobody; what people can type is kept."""
    if not expected.startswith("expected "):
        return expected
    tokens = expected.removeprefix("expected ").removeprefix("one of ")
    # Among the tokens stands, now and then, a sentence: a capital, then words.
    told = re.search(r"(?:^|, )([A-Z][A-Za-z]* [^,\[\"]*[a-z]{2}[^,\[\"]*)", tokens)
    if told:
        return told[1].strip()
    words = [word for word in re.findall(r'"(?:[^"\\]|\\.)*"|[A-Za-z]{2,}(?![^\[]*\])', tokens) if word not in _NOISE]
    if not words:
        return "this cannot stand here, or something before it is missing"
    shown = ", ".join(words[:8]) + (" …" if len(words) > 8 else "")
    return f"expected {'one of ' if len(words) > 1 else ''}{shown}"
