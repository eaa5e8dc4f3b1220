"""The texts of an archive's files, for whoever shows a line of them."""

from __future__ import annotations

from collections.abc import Callable

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError


def sources(archive: Archive) -> Callable[[str], str | None]:
    """By path, the text of a file; None where there is no such file."""
    files = {file.path: file for file in archive.files}

    def source(path: str) -> str | None:
        try:
            return files[path].content.decode("utf-8", "replace")
        except (KeyError, CuratorError):
            return None

    return source
