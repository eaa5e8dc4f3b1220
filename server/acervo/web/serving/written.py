"""Where a thing is written: the files of the archive, the lines in them, and the way there on the web."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.core import FOLDERS
from acervo.corpus.git import GitError, last_commit
from acervo.settings import FILE_NAME
from acervo.turtle.reader import read_turtle
from acervo.turtle.terms import Iri

#: Reading a file with its positions takes about a second for each million of these.
_MAX_BYTES: Final = 2_000_000


@dataclass(frozen=True)
class Place:
    """A file and the line in it where a thing begins, 0 where it was not looked for; *href* is "" or leads there."""

    path: str
    line: int
    href: str


@dataclass
class Written:
    """The places of things in the files of *archive*; each file is read when it is first asked about."""

    archive: Archive
    _files: Mapping[str, ArchiveFile] | None = None
    _lines: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _commit: str | None = None

    async def places(self, iri: str, graphs: Iterable[str]) -> list[Place]:
        """Where *iri* is written, in those of *graphs* that are files."""
        return await asyncio.to_thread(self._places, iri, list(graphs))

    def _places(self, iri: str, graphs: list[str]) -> list[Place]:
        if self._files is None:
            self._files = {self.archive.graph_iri(file.path): file for file in self.archive.files if file.is_graph}
        found = [self._files[graph] for graph in graphs if graph in self._files]
        placed = [(file.path, self._lines_of(file).get(iri, 0)) for file in found]
        return [Place(path, line, self._href(path, line)) for path, line in placed]

    def _lines_of(self, file: ArchiveFile) -> Mapping[str, int]:
        if file.path not in self._lines:
            self._lines[file.path] = _lines(file, self.archive.base) if len(file.content) <= _MAX_BYTES else {}
        return self._lines[file.path]

    def _href(self, path: str, line: int) -> str:
        pattern = self.archive.settings.repository
        if not pattern.startswith(("http://", "https://")) or path.split("/")[1:2] == ["core"]:
            return ""
        if "{commit}" in pattern:
            if not self._committed():
                return ""
            pattern = pattern.replace("{commit}", self._committed())
        return pattern.replace("{path}", quote(path)).replace("{line}", str(line or 1))

    def _committed(self) -> str:
        """The commit that holds these files; "" where they are not committed or git does not know."""
        if self._commit is None:
            try:
                self._commit = last_commit(self.archive.root, (*FOLDERS, FILE_NAME))
            except GitError:
                self._commit = ""
        return self._commit


def _lines(file: ArchiveFile, base: str) -> dict[str, int]:
    """The line where each IRI first stands as a subject."""
    document = read_turtle(file.content.decode("utf-8", "replace"), file.path, base, gate=False)
    lines: dict[str, int] = {}
    for triple in document.triples:
        if isinstance(triple.subject, Iri) and triple.subject.value not in lines:
            lines[triple.subject.value] = document.position(triple.subject_span[0])[0]
    return lines
