"""An archive that is checked again and again: a save costs what it changes, not what the archive holds."""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from acervo.checking.findings import CheckReport
from acervo.checking.lint.tokens import Writings
from acervo.checking.run import check_reading
from acervo.checking.validating import Progress, shapes_of, telling_the_file
from acervo.corpus.archive import Archive
from acervo.corpus.reading import FileGraph, Reading, read_archive
from acervo.edition.normalise import Normalised, archive_node, claimed_by, computed_beside
from acervo.shacl.keeping import KeptReport
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import CheckStore

_SEEN = ("ontology", "data")


class Desk:
    """Files that were read stay read, and the report of the shapes is kept up to date."""

    def __init__(self) -> None:
        self._before: Reading | None = None
        self._validator = KeptValidator()
        self._writings = Writings()

    def check(self, archive: Archive, progress: Callable[[str], None] = lambda step: None) -> CheckReport:
        """
        What `acervo.checking.run.check_archive` says of *archive*, sooner from the second time on.

        Raises:
            ShapesError: the shapes are ill-formed; nothing can be told.
        """
        self._before = reading = read_archive(archive, progress, before=self._before)
        return check_reading(reading, progress, validator=self._validator, writings=self._writings)


class KeptValidator:
    """A `Validator` that asks again only what the difference to the reading before may have changed."""

    def __init__(self) -> None:
        self._graphs: dict[str, FileGraph] = {}
        self._shapes: Shapes | None = None
        self._report: KeptReport | None = None
        self._base = ""

    def __call__(self, reading: Reading, normalised: Normalised | None, progress: Progress) -> tuple[Report, Shapes]:
        """See `Validator`."""
        graphs = {graph.path: graph for graph in reading.graphs}
        before, self._graphs = self._graphs, graphs
        changed = [
            (before.get(path), graphs.get(path))
            for path in {**before, **graphs}
            if before.get(path) is not graphs.get(path)
        ]
        kept, self._report = self._report, None  # should anything be raised, all is asked anew
        if self._shapes is None or any(_folder(pair) == "shapes" for pair in changed):
            self._shapes = None
            self._shapes = shapes_of(reading)
            # The edit is made with the old shapes first: asking them is little work beside loading the store.
            fresh = True
        else:
            fresh = False
        with telling_the_file(reading):
            if kept is None or reading.archive.base != self._base:
                kept = KeptReport(store_of(reading), self._shapes)
            else:
                if fresh:
                    kept.replace_shapes(self._shapes)
                gone = with_computed([old for old, _ in changed if old is not None])
                come = with_computed([new for _, new in changed if new is not None])
                kept.edit(*difference(gone, come))
            self._base, self._report = reading.archive.base, kept
            return kept.report(), self._shapes


def give_back_memory() -> None:
    """
    Let the system have what a check took and no longer needs: of a million triples, some hundred megabytes.

    Where the allocator is not glibc's, nothing happens.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _folder(pair: tuple[FileGraph | None, FileGraph | None]) -> str:
    graph = pair[0] or pair[1]
    return "" if graph is None else graph.folder


def store_of(reading: Reading, store: ox.Store | None = None) -> CheckStore:
    """Everything that shapes see of *reading*, in *store* where one is given."""
    triples = [*with_computed(reading.graphs), *archive_node(reading.archive.base)]
    held = CheckStore(triples, claimed_by(reading.triples("data")), store)
    held.count_repeated(triples)
    return held


def with_computed(graphs: Iterable[FileGraph]) -> Iterator[ox.Triple]:
    """The triples of *graphs* that shapes see, each once a file, and what is computed beside them."""
    for graph in graphs:
        if graph.folder in _SEEN:
            triples = dict.fromkeys(graph.triples)
            yield from triples
            if graph.folder == "data":
                yield from computed_beside(triples)


def difference(gone: Iterable[ox.Triple], come: Iterable[ox.Triple]) -> tuple[Iterator[ox.Triple], Iterator[ox.Triple]]:
    """What is only among *gone*, and what only among *come*, as often as it is."""
    removed, added = Counter(gone), Counter(come)
    return (removed - added).elements(), (added - removed).elements()
