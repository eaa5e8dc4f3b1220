"""Editions and their check reports kept on disk, so that a second start does nothing twice."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.edition.build import Edition
from acervo.edition.identity import builder_id, edition_id

FOLDER: Final = ".acervo"
_KEPT: Final = 5
"""How many editions stay on disk; the oldest go first."""


def kept_report(archive: Archive) -> dict[str, Any] | None:
    """The check report of this state of the files, if this software made one before."""
    try:
        report = json.loads((_folder(archive) / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def keep_report(archive: Archive, report: dict[str, Any]) -> None:
    """Keep *report*; a folder that cannot be written is no error, the next start checks again."""
    with _written(archive, "report.json") as part:
        part.write_text(json.dumps(report, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def kept_edition(archive: Archive) -> Edition | None:
    """The edition of this state of the files, if this software built it before."""
    folder = _folder(archive)
    store = ox.Store()
    try:
        derived = json.loads((folder / "derived.json").read_text(encoding="utf-8"))
        # Parsed and then loaded, since bulk_load gives blank nodes new labels.
        store.bulk_extend(ox.parse(path=str(folder / "edition.nq"), format=ox.RdfFormat.N_QUADS))
    except (OSError, ValueError, SyntaxError):
        return None
    return Edition(edition_id(archive), archive, store, derived)


def keep_edition(edition: Edition) -> None:
    """Keep *edition*; a folder that cannot be written is no error."""
    with _written(edition.archive, "edition.nq") as part:
        edition.store.dump(str(part), format=ox.RdfFormat.N_QUADS)
    with _written(edition.archive, "derived.json") as part:
        part.write_text(json.dumps(edition.derived), encoding="utf-8")
    _forget_old(edition.archive)


def _folder(archive: Archive) -> Path:
    return archive.root / FOLDER / "editions" / f"{edition_id(archive)[:16]}-{builder_id()[:16]}"


@contextmanager
def _written(archive: Archive, name: str) -> Iterator[Path]:
    """A path to write, put in place whole when the block ends well."""
    folder = _folder(archive)
    handle, part = -1, ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, prefix=f"{name}.")
        os.close(handle)
        yield Path(part)
        Path(part).replace(folder / name)
    except OSError:
        if part:
            Path(part).unlink(missing_ok=True)
        elif handle == -1:
            # Nothing could be made: let the block run against a place that is thrown away.
            with tempfile.TemporaryDirectory() as elsewhere:
                yield Path(elsewhere) / name


def _forget_old(archive: Archive) -> None:
    folders = sorted((archive.root / FOLDER / "editions").glob("*-*"), key=lambda path: path.stat().st_mtime)
    for folder in folders[:-_KEPT]:
        shutil.rmtree(folder, ignore_errors=True)
