"""A source's text as every offset and hash counts it: NFC, each run of white space one space, trimmed."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from acervo.errors import CuratorError


@dataclass(frozen=True)
class Line:
    """One line of the file; its words stand at *start* to *end* of the normalised text (equal where it is blank)."""

    words: str
    indent: int
    """White space before the first word, in characters."""
    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """A text twice: as one normalised string, and as the lines it was laid out in."""

    text: str
    lines: tuple[Line, ...]


def normalise(raw: str) -> str:
    """
    *raw* after NFC, with each run of white space made one space, trimmed.

    >>> normalise("  Die Stadt\\n  Ko\\u0308ln\\u00a0")
    'Die Stadt Köln'
    """
    return " ".join(unicodedata.normalize("NFC", raw).split())


def lay_out(raw: str) -> SourceText:
    """Normalise *raw* and remember where each of its lines stands in the result."""
    lines: list[Line] = []
    position = 0
    for printed in unicodedata.normalize("NFC", raw).splitlines():
        words = " ".join(printed.split())
        start = position + 1 if position and words else position
        position = start + len(words)
        lines.append(Line(words, len(printed) - len(printed.lstrip()), start, position))
    return SourceText(" ".join(line.words for line in lines if line.words), tuple(lines))


def read_source_text(path: Path) -> SourceText:
    """
    Read and lay out the text file at *path*; a byte order mark is no part of the text.

    Raises:
        CuratorError: the file cannot be read or is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CuratorError(f"cannot be read: {error.strerror}.", path=str(path)) from error
    try:
        return lay_out(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CuratorError("This is not UTF-8 text. Save the file as UTF-8.", str(path), line) from error


def sha256_of(stretch: str) -> str:
    """SHA-256 of a stretch of normalised text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(stretch.encode()).hexdigest()
