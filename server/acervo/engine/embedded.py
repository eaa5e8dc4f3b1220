"""The embedded engine: pyoxigraph in this process, queries in a small thread pool."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pyoxigraph as ox

from acervo.engine.interface import Answer, Query, Snapshot
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
_CHUNK_BYTES: Final = 64 * 1024
# The engine recurses with the query's nesting: a small stack would end the process, not the query.
_STACK_BYTES: Final = 64 * 1024 * 1024


class EmbeddedEngine:
    """
    Answers on the edition's own store; see `Engine`.

    Queries run in threads without a time limit, since pyoxigraph cannot stop one.
    """

    def __init__(self, edition: Snapshot, threads: int = 4):
        self._edition = edition
        before = threading.stack_size(_STACK_BYTES)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="query")
        # Threads are made on first use; make them while the large stack is set.
        for started in [self._pool.submit(threading.Event().wait, 0.01) for _ in range(threads)]:
            started.result()
        threading.stack_size(before)

    @property
    def revision(self) -> str:
        """The id of the edition that is being served."""
        return self._edition.id

    def load(self, edition: Snapshot) -> None:
        """Serve *edition* from now on."""
        self._edition = edition

    async def query(self, query: Query) -> Answer:
        """Answer *query* in a thread of the pool."""
        edition = self._edition
        body = await asyncio.get_running_loop().run_in_executor(self._pool, run, edition, query)
        return Answer(query.media_type, _chunks(body), edition.id)

    def close(self) -> None:
        """Wait for no one: queries under way are abandoned with the process."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def run(edition: Snapshot, query: Query) -> bytes:
    """
    Answer *query* on *edition*, whole.

    Raises:
        MalformedQuery: with line and column where the engine tells.
    """
    try:
        result = edition.store.query(query.text, base_iri=edition.base, **_dataset(query))
        if isinstance(result, ox.QueryTriples):
            body: bytes | None = _graph(result, query.media_type, edition.base)
        else:
            body = result.serialize(format=_RESULTS[query.media_type])
    except SyntaxError as error:
        raise _malformed(str(error)) from error
    except RuntimeError as error:
        raise MalformedQuery(f"{error}.") from error
    return body or b""


def _graph(triples: Iterable[ox.Triple], media_type: str, base: str) -> bytes:
    """A graph has each triple once; subjects together and types first, so that Turtle reads well and twice the same."""
    ordered = sorted(
        set(triples), key=lambda one: (str(one.subject), one.predicate != _TYPE, str(one.predicate), str(one.object))
    )
    text = " ".join(str(term) for triple in ordered for term in (triple.subject, triple.predicate, triple.object))
    prefixes = {"": f"{base}id/", **PREFIXES}
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    body = ox.serialize(ordered, format=_GRAPHS[media_type], prefixes=used) or b""
    if media_type != "text/turtle":
        return body
    # The serializer keeps prefixes in no order.
    lines = body.splitlines(keepends=True)
    header = [line for line in lines[: len(used)] if line.startswith(b"@prefix ")]
    return b"".join((*sorted(header), *lines[len(header) :]))


def _dataset(query: Query) -> dict[str, Any]:
    # The union flag overrides FROM, and default graphs alone leave every named graph in: say all or nothing.
    if query.default_graphs or query.named_graphs:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in dict.fromkeys(query.default_graphs)],
            "named_graphs": [ox.NamedNode(iri) for iri in query.named_graphs],
        }
    return {} if query.has_dataset_clause else {"use_default_graph_as_union": True}


def _chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _CHUNK_BYTES):
        yield body[start : start + _CHUNK_BYTES]


def _malformed(message: str) -> MalformedQuery:
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return MalformedQuery(message)
    line, column = int(place[1]), int(place[2])
    return MalformedQuery(f"line {line}, column {column}: {_readable(place[3])}", line=line, column=column)


def _readable(expected: str) -> str:
    """The parser lists character classes that help nobody; what people can type is kept."""
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
