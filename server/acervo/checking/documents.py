"""The files of an archive as the reader knows them, read only when somebody asks for a place in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from acervo.corpus.archive import Archive, ArchiveFile
from acervo.turtle.document import Document
from acervo.turtle.reader import read_file


class Documents(Mapping[str, Document]):
    """
    By path, every file with triples of one archive. Each is read once, when it is first asked for.

    A file that cannot be opened raises CuratorError when it is asked for.
    """

    def __init__(self, archive: Archive):
        self._base = archive.base
        self._files: dict[str, ArchiveFile] = {file.path: file for file in archive.files if file.is_graph}
        self._read: dict[str, Document] = {}

    def __getitem__(self, path: str) -> Document:
        document = self._read.get(path)
        if document is None:
            document = self._read[path] = read_file(self._files[path].content, path, self._base)
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
