"""An edition for a command: the kept one, or a new one which is then kept."""

from __future__ import annotations

from collections.abc import Callable

from acervo.corpus.archive import Archive
from acervo.edition.build import Edition, build_edition
from acervo.edition.keep import keep_edition, kept_edition


def edition_of(archive: Archive, progress: Callable[[str], None]) -> Edition:
    """
    The edition of this state of the files, checked or not.

    Raises:
        CuratorError: a file cannot be read.
    """
    from acervo.corpus.reading import read_archive

    edition = kept_edition(archive)
    if edition is None:
        edition = build_edition(read_archive(archive, progress), progress=progress)
        keep_edition(edition)
    return edition
