"""
Write the pages of docs/reference/ that describe the software and the core, from the things they describe.

`--check` writes nothing and ends with exit code 1 when a page on disk differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reference_pages.commands import commands_page
from reference_pages.http import http_page
from reference_pages.lint import lint_page
from reference_pages.model import model_page
from reference_pages.python_api import python_api_page
from reference_pages.queries import queries_page
from reference_pages.settings import settings_page
from reference_pages.shapes import shapes_page
from reference_pages.things import things_page
from reference_pages.vocabulary import Vocabulary

from acervo.corpus.archive import Archive, open_archive

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "reference"
PAGES: Final[dict[str, Callable[[Archive], str]]] = {
    "commands.md": lambda archive: commands_page(),
    "http.md": http_page,
    "lint.md": lint_page,
    "model.md": lambda archive: model_page(Vocabulary(), archive),
    "python-api.md": lambda archive: python_api_page(),
    "queries.md": queries_page,
    "settings.md": lambda archive: settings_page(),
    "shapes.md": lambda archive: shapes_page(),
    "things.md": lambda archive: things_page(Vocabulary(), archive),
}


def main() -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a page differs")
    check = parser.parse_args().check
    archive = open_archive(ROOT)
    stale = []
    for name, write in PAGES.items():
        text, file = write(archive), FOLDER / name
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(file.relative_to(ROOT).as_posix())
        if not check:
            FOLDER.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"not current: {', '.join(stale)}. Write them anew: make docs", file=sys.stderr)
        return 1
    print(f"{len(PAGES)} pages: {f'{len(stale)} written' if stale else 'all current'}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
