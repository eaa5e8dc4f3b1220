"""The words of passages, where the operator keeps the texts; they stand in no edition and in no file of the archive."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError
from acervo.evidence.text import read_source_text, sha256_of


def passage_text(archive: Archive, text_file: str, start: int, end: int, sha256: str) -> str:
    """
    What stands from *start* to *end* in the text of a source.

    "" where the settings name no folder of texts, the folder has no such file, or the words there are not those that
    the archive has the hash of: a text that has changed since proves nothing.
    """
    folder = archive.settings.texts
    if not folder or not text_file:
        return ""
    texts = (archive.root / folder).resolve()
    location = (texts / text_file).resolve()
    if not location.is_relative_to(texts):
        return ""
    try:
        stretch = _text(location, location.stat().st_mtime_ns)[start:end]
    except (OSError, CuratorError):
        return ""
    return stretch if sha256_of(stretch) == sha256 else ""


@lru_cache(maxsize=32)
def _text(location: Path, changed_ns: int) -> str:
    """The normalised text at *location*, read again when it has *changed*."""
    return read_source_text(location).text
