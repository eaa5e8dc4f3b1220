"""Editions and their check reports kept on disk, so that a second start does nothing twice."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.corpus.core import FOLDERS
from acervo.corpus.git import GitError, last_change
from acervo.edition.build import Edition
from acervo.edition.identity import builder_id, edition_id
from acervo.edition.loading import load_store, quads_in
from acervo.edition.sorting import sort_lines
from acervo.edition.statistics import Statistics, statistics_of
from acervo.settings import FILE_NAME

FOLDER: Final = ".acervo"
_STATISTICS: Final = "statistics.json"
_KEPT: Final = 5
"""How many editions stay on disk; the oldest go first."""


@dataclass(frozen=True)
class EditionOnDisk:
    """An edition as engines take it (`acervo.engine.interface.Snapshot`), and what is told of it without reading it."""

    id: str
    base: str
    quads: Path
    """Every named graph, as N-Quads."""
    store_folder: Path | None
    """The same as a store on disk, where there is one."""
    triples: int
    derived: dict[str, int]
    """How many triples each derive rule added."""
    is_merged: bool = False
    """See `Edition`."""

    def statistics(self) -> Statistics:
        """What it holds, as counted when it was built."""
        return Statistics.from_json((self.quads.parent / _STATISTICS).read_text(encoding="utf-8"))


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
    kept = kept_on_disk(archive)
    if kept is None:
        return None
    try:
        store = load_store(kept.quads)
    except (OSError, SyntaxError):
        return None
    return Edition(kept.id, archive, store, kept.derived, kept.is_merged)


def kept_on_disk(archive: Archive) -> EditionOnDisk | None:
    """The same without reading it, for an engine that will."""
    return _on_disk(archive, _folder(archive))


def keep_edition(edition: Edition) -> EditionOnDisk:
    """
    Keep *edition*.

    A folder that cannot be written is no error: the edition then stands in a folder that goes with this process.
    """
    archive = edition.archive
    with _written(archive, "edition.nq") as part:
        _write_quads(edition, part)
    statistics = statistics_of(
        edition.store, archive.base, _modified(archive), shares_triples=edition.is_merged
    ).as_json()
    with _written(archive, _STATISTICS) as part:
        part.write_text(statistics, encoding="utf-8")
    facts = {"derived": edition.derived, "triples": len(edition.store), "is_merged": edition.is_merged}
    with _written(archive, "edition.json") as part:
        part.write_text(json.dumps(facts), encoding="utf-8")
    _forget_old(archive)
    kept = kept_on_disk(archive)
    if kept is not None:
        return kept
    folder = Path(tempfile.mkdtemp(prefix="acervo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _write_quads(edition, folder / "edition.nq")
    (folder / _STATISTICS).write_text(statistics, encoding="utf-8")
    return EditionOnDisk(
        edition.id, archive.base, folder / "edition.nq", None, len(edition.store), edition.derived, edition.is_merged
    )


def with_store(kept: EditionOnDisk) -> EditionOnDisk:
    """*kept* with a store on disk beside its quads, made now if there is none yet."""
    folder = kept.quads.parent / "store"
    if not folder.is_dir():
        part = Path(tempfile.mkdtemp(dir=kept.quads.parent, prefix="store."))
        store = ox.Store(str(part))
        # Parsed and then loaded, since bulk_load gives blank nodes new labels.
        store.bulk_extend(quads_in(kept.quads, merged=kept.is_merged))
        store.optimize()
        del store
        part.rename(folder)
    return replace(kept, store_folder=folder)


def _on_disk(archive: Archive, folder: Path) -> EditionOnDisk | None:
    try:
        facts = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        derived, triples, is_merged = dict(facts["derived"]), int(facts["triples"]), bool(facts["is_merged"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    quads, store = folder / "edition.nq", folder / "store"
    if not quads.is_file() or not (folder / _STATISTICS).is_file():
        return None
    store_folder = store if store.is_dir() else None
    return EditionOnDisk(edition_id(archive), archive.base, quads, store_folder, triples, derived, is_merged)


def _write_quads(edition: Edition, path: Path) -> None:
    edition.store.dump(str(path), format=ox.RdfFormat.N_QUADS)
    sort_lines(path)


def _modified(archive: Archive) -> str:
    """When the files were changed last: the time of their commit; now, where they are not committed."""
    try:
        changed = last_change(archive.root, (*FOLDERS, FILE_NAME))
    except GitError:
        changed = None
    return (changed or datetime.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
