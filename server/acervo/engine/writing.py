"""Graphs written in the media types of RDF, with the archive's prefixes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, RDF

FEW: Final = 20_000
"""A graph up to this size is held to be sorted, so that it reads well and twice the same."""
N_TRIPLES: Final = "application/n-triples"
_TURTLE: Final = "text/turtle"
_FORMATS: Final = {
    _TURTLE: ox.RdfFormat.TURTLE,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
TYPE: Final = ox.NamedNode(f"{RDF}type")


def by_subject(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """*triples*, each once: subjects stand together, their types first."""
    return sorted(
        set(triples), key=lambda one: (str(one.subject), one.predicate != TYPE, str(one.predicate), str(one.object))
    )


def write_graph(triples: Iterable[ox.Triple], media_type: str, base: str, output: IO[bytes]) -> None:
    """
    Write *triples* to *output* in *media_type*, as they come.

    A graph of a few triples has no prefixes but those that it uses; a larger one has all.

    Raises:
        OSError: *output* takes no more.
    """
    if media_type == N_TRIPLES:
        ox.serialize(triples, output, format=_FORMATS[media_type])
        return
    prefixes = {"": f"{base}id/", **PREFIXES}
    found = iter(triples)
    first = list(islice(found, FEW))
    more = list(islice(found, 1))
    if not more:
        prefixes = _used(prefixes, first)
    if media_type == _TURTLE:
        output = cast(IO[bytes], _SortedHeader(output, len(prefixes)))
    ox.serialize(chain(first, more, found), output, format=_FORMATS[media_type], prefixes=prefixes)


def _used(prefixes: dict[str, str], triples: Sequence[ox.Triple]) -> dict[str, str]:
    text = " ".join(str(term) for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    return {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}


class _SortedHeader(io.RawIOBase):
    """Passes Turtle on with its first lines, the prefixes, sorted: the serializer keeps them in no order."""

    def __init__(self, output: IO[bytes], lines: int):
        self._output = output
        self._lines = lines
        self._header = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if not self._lines:
            return self._output.write(data)
        self._header += bytes(data)
        *lines, rest = self._header.split(b"\n", self._lines)
        if len(lines) == self._lines:
            self._output.write(b"".join(line + b"\n" for line in sorted(lines)) + rest)
            self._lines = 0
        return len(data)
