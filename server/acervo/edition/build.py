"""Files in, edition out: normalise, load, derive, count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.corpus.reading import Reading
from acervo.edition.derive import derive, derive_rules
from acervo.edition.identity import edition_id
from acervo.edition.loading import merge
from acervo.edition.normalise import Normalised, normalise


@dataclass(frozen=True)
class Edition:
    """An immutable snapshot, named by its content; see docs/explanation/editions.md."""

    id: str
    archive: Archive = field(repr=False)
    store: ox.Store = field(repr=False)
    """Every file's graph and every derived graph; nothing in the default graph, which is their union."""
    derived: dict[str, int]
    """How many triples each derive rule added."""
    is_merged: bool = False
    """Whether two graphs share a triple. What asks the store then puts the merge of all into its default graph."""

    @property
    def base(self) -> str:
        """Where the archive's IRIs begin."""
        return self.archive.base


def build_edition(
    reading: Reading, normalised: Normalised | None = None, progress: Callable[[str], None] = lambda step: None
) -> Edition:
    """
    Build the edition of *reading*; two builds of the same files are equal.

    Args:
        normalised: What `normalise` made of *reading*, when the caller has it already.
        progress: Called with the name of each step.

    Raises:
        CuratorError: a file of *reading* could not be read, so there is no dataset to publish.
        QueryFileError: a derive rule does not run.
    """
    if reading.errors:
        raise reading.errors[0]
    archive = reading.archive
    normalised = normalised or normalise(reading)
    store = ox.Store()
    progress("loading")
    for graph in reading.graphs:
        name = ox.NamedNode(graph.graph_iri)
        store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in graph.triples)
    is_merged = len(store) > normalised.different
    for rule, triples in (("bounds", normalised.bounds), ("archive", normalised.archive_node)):
        name = ox.NamedNode(archive.derived_graph_iri(rule))
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    if is_merged:
        merge(store)
    derived = derive(store, archive, derive_rules(archive), progress)
    store.clear_graph(ox.DefaultGraph())
    return Edition(edition_id(archive), archive, store, {"bounds": len(normalised.bounds), **derived}, is_merged)
