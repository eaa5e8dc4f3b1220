"""Paths as somebody reads them who knows the archive and not SPARQL."""

from __future__ import annotations

import re
from typing import Final

_AGAINST: Final = re.compile(r"\^(?:[\w.-]*:[\w.-]*|<[^<>]*>)")


def in_words(path: str, language: str) -> str:
    """A path; one that is followed against its direction in words, others as SPARQL writes them."""
    if not _AGAINST.fullmatch(path):
        return path
    return (
        f"las cosas que tienen esto como {path[1:]}"
        if language == "es"
        else f"the things that have this as their {path[1:]}"
    )
