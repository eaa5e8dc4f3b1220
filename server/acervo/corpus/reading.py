"""From an archive's files to triples, one named graph a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError
from acervo.turtle.parsing import parse_file


@dataclass(frozen=True)
class FileGraph:
    """The triples of one file, in the order in which they stand there."""

    path: str
    graph_iri: str
    triples: tuple[ox.Triple, ...]

    @property
    def folder(self) -> str:
        """Which of the four folders the file stands in."""
        return self.path.split("/", 1)[0]


@dataclass(frozen=True)
class Reading:
    """An archive's triples by file, and what could not be read."""

    archive: Archive
    """What was read."""
    graphs: tuple[FileGraph, ...]
    """The files that could be read, by path."""
    errors: tuple[CuratorError, ...]
    """One for each file that could not."""

    def triples(self, *folders: str) -> Iterator[ox.Triple]:
        """The triples of *folders*, file by file."""
        for graph in self.graphs:
            if graph.folder in folders:
                yield from graph.triples

    def repeated(self) -> Iterator[tuple[ox.Triple, str, str]]:
        """Each triple that stands in two files, with the two paths: the union of the graphs would count it twice."""
        first: dict[ox.Triple, str] = {}
        for graph in self.graphs:
            for triple in dict.fromkeys(graph.triples):
                before = first.setdefault(triple, graph.path)
                if before != graph.path:
                    yield triple, before, graph.path


def read_archive(
    archive: Archive, progress: Callable[[str], None] = lambda path: None, *, before: Reading | None = None
) -> Reading:
    """
    Read every file of *archive*; a file that is not Turtle leaves an error in the result, and the others are read.

    Args:
        progress: Called with each path before it is read.
        before: What was read earlier; of it the files that are still the same are taken over.
    """
    graphs: list[FileGraph] = []
    errors: list[CuratorError] = []
    same = {} if before is None else _same(before, archive)
    for file in archive.files:
        if not file.is_graph:
            continue
        if file.path in same:
            graphs.append(same[file.path])
            continue
        progress(file.path)
        try:
            triples = parse_file(file.content, file.path, archive.base)
        except CuratorError as error:
            errors.append(error)
            continue
        graphs.append(FileGraph(file.path, archive.graph_iri(file.path), tuple(triples)))
    return Reading(archive, tuple(graphs), tuple(errors))


def _same(before: Reading, archive: Archive) -> dict[str, FileGraph]:
    if before.archive.base != archive.base:
        return {}
    contents = {file.path: file.sha256 for file in before.archive.files}
    same = {file.path for file in archive.files if contents.get(file.path) == file.sha256}
    return {graph.path: graph for graph in before.graphs if graph.path in same}
