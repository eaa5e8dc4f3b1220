"""Who in an archive's data names a passage: claims, references, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from acervo.corpus.archive import Archive, ArchiveFile
from acervo.errors import CuratorError
from acervo.turtle.parsing import parse_file


@dataclass(frozen=True)
class DataFile:
    """One file of `data/`, read."""

    path: str
    triples: tuple[ox.Triple, ...]


@dataclass(frozen=True, order=True)
class Use:
    """A triple in the file at *path* that names *passage*; *subject* is what it is about."""

    path: str
    subject: str
    passage: str


def read_data(archive: Archive) -> tuple[list[DataFile], list[CuratorError]]:
    """Every graph file of the archive's `data/`, and what could not be read."""
    read: list[DataFile] = []
    errors: list[CuratorError] = []
    for file in archive.files:
        if file.folder != "data" or not file.is_graph:
            continue
        try:
            read.append(_read(file, archive.base))
        except CuratorError as error:
            errors.append(error)
    return read, errors


def _read(file: ArchiveFile, base: str) -> DataFile:
    return DataFile(file.path, tuple(parse_file(file.content, file.path, base)))


def iris_named(files: Sequence[DataFile]) -> Iterator[Use]:
    """Each triple whose object is an IRI, as a use of that IRI; the caller keeps those of passages."""
    for file in files:
        for triple in file.triples:
            if isinstance(triple.object, ox.NamedNode):
                yield Use(file.path, _written(triple.subject), triple.object.value)


def iris_described(files: Sequence[DataFile]) -> Iterator[Use]:
    """Each triple whose subject is an IRI, as a use of that IRI: a note about a passage needs it to exist."""
    for file in files:
        for triple in file.triples:
            if isinstance(triple.subject, ox.NamedNode):
                yield Use(file.path, triple.subject.value, triple.subject.value)


def _written(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return subject.value if isinstance(subject, ox.NamedNode) else str(subject)
