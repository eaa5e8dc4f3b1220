"""Whole graphs in one order: the same graph of the same edition is the same bytes, however often it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import IO, Final

import pyoxigraph as ox

from acervo.engine.writing import FEW, N_TRIPLES, TYPE, write_graph

_AT_ONCE: Final = 5_000
_READ_BYTES: Final = 1 << 20


class SortedQuads:
    """
    The file of an edition's quads, a line each, in the order of their bytes.

    Args:
        number: The open file; processes that share it by fork read it each at a place of its own.
    """

    def __init__(self, number: int):
        self._number = number

    def triples_of(self, graph: str) -> Iterator[bytes]:
        """The triples of *graph*, or the merge of all graphs where it is empty, as lines of N-Triples."""
        if graph:
            ending = f" <{graph}> .\n".encode()
            return (line[: -len(ending)] + b" .\n" for line in self._lines() if line.endswith(ending))
        triples = (line[: line.rindex(b" <")] + b" .\n" for line in self._lines())
        # A triple that stands in two graphs makes two lines, one after the other.
        return (triple for triple, _ in groupby(triples))

    def _lines(self) -> Iterator[bytes]:
        rest, place = b"", 0
        while part := os.pread(self._number, _READ_BYTES, place):
            place += len(part)
            *lines, rest = (rest + part).split(b"\n")
            for line in lines:
                yield line + b"\n"


def dump(store: ox.Store, quads: SortedQuads, graph: str, media_type: str, base: str, output: IO[bytes]) -> None:
    """
    Write *graph*, or the merge of all graphs where it is empty, to *output*: by subject, each subject's types first.

    N-Triples come as their lines sort. Nothing is sorted in memory but a small named graph and one subject at a time.

    Raises:
        OSError: *output* takes no more.
    """
    few = _few(store, graph) if graph else None
    if media_type == N_TRIPLES and few is None:
        lines = quads.triples_of(graph)
        while part := b"".join(islice(lines, _AT_ONCE)):
            output.write(part)
        return
    triples = _parsed(quads.triples_of(graph)) if few is None else few
    write_graph(triples if media_type == N_TRIPLES else _types_first(triples), media_type, base, output)


def _few(store: ox.Store, graph: str) -> list[ox.Triple] | None:
    found = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    quads = list(islice(found, FEW + 1))
    # With a space as in a line: `"a"` stands before `"a"@en`.
    return sorted((quad.triple for quad in quads), key="{} ".format) if len(quads) <= FEW else None


def _types_first(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for _, of_one in groupby(triples, attrgetter("subject")):
        yield from sorted(of_one, key=_is_no_type)


def _is_no_type(triple: ox.Triple) -> bool:
    return triple.predicate != TYPE


def _parsed(lines: Iterator[bytes]) -> Iterator[ox.Triple]:
    while part := b"".join(islice(lines, _AT_ONCE)):
        for quad in ox.parse(part, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple
