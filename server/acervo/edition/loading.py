"""The store of an edition: its named graphs and, where some of them share a triple, their merge as default graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox


def load_store(quads: Path, *, merged: bool = False) -> ox.Store:
    """
    The store of an edition kept as N-Quads; its blank nodes keep their labels.

    Args:
        merged: See `quads_in`.
    """
    store = ox.Store()
    store.bulk_extend(quads_in(quads, merged=merged))
    return store


def quads_in(quads: Path, *, merged: bool = False) -> Iterator[ox.Quad]:
    """
    Every quad of the file *quads*.

    Args:
        merged: Whether each triple comes in the default graph as well. The engine's union of named graphs gives a
            triple that stands in two of them twice; the standard asks for a merge.

    Source: https://www.w3.org/TR/rdf11-mt/#shared-blank-nodes-unions-and-merges
    """
    for quad in ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS):
        yield quad
        if merged:
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def is_merged(store: ox.Store) -> bool:
    """Whether the default graph of *store* holds the merge of its named graphs; else it is empty."""
    return next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None


def merge(store: ox.Store) -> None:
    """Put every triple of the named graphs of *store* into its default graph as well; see `quads_in`."""
    store.bulk_extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store])
