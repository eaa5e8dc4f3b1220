"""The core that every archive shares: ontology, shapes and queries that travel with the software."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from acervo.errors import AcervoError

_PACKAGE: Final = Path(__file__).resolve().parent.parent
#: The folders of an archive, in the order in which a reader meets them.
FOLDERS: Final = ("ontology", "data", "shapes", "queries")
CORE_FOLDERS: Final = ("ontology", "shapes", "queries")
#: What an operator puts beside them to make the pages theirs (docs/how-to/make-it-yours.md).
PAGES: Final = "pages"


def core_folder(folder: str) -> Path:
    """
    Where the core's part of *folder* stands: inside an installed wheel, or in the checkout it runs from.

    Raises:
        AcervoError: neither is there, so the installation is broken.
    """
    for candidate in (_PACKAGE / "core_files" / folder, _PACKAGE.parent.parent / folder / "core"):
        if candidate.is_dir():
            return candidate
    raise AcervoError(f"the core's {folder} files are missing from this installation; install acervo again")
