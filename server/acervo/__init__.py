"""
Acervo publishes a folder of Turtle files as a knowledge graph.

The names below are the public Python API; each is loaded when it is first used, so that `import acervo` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from acervo.checking.findings import CheckReport, Finding
    from acervo.checking.run import check_archive
    from acervo.corpus.archive import Archive, open_archive
    from acervo.corpus.reading import Reading, read_archive
    from acervo.edition.build import Edition, build_edition
    from acervo.errors import AcervoError, CuratorError

_HOMES = {
    "AcervoError": "acervo.errors",
    "Archive": "acervo.corpus.archive",
    "CheckReport": "acervo.checking.findings",
    "CuratorError": "acervo.errors",
    "Edition": "acervo.edition.build",
    "Finding": "acervo.checking.findings",
    "Reading": "acervo.corpus.reading",
    "build_edition": "acervo.edition.build",
    "check_archive": "acervo.checking.run",
    "open_archive": "acervo.corpus.archive",
    "read_archive": "acervo.corpus.reading",
}

__all__ = [
    "AcervoError",
    "Archive",
    "CheckReport",
    "CuratorError",
    "Edition",
    "Finding",
    "Reading",
    "__version__",
    "build_edition",
    "check_archive",
    "open_archive",
    "read_archive",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
