"""
`acervo check --changed` between two commands: what was asked stands under `.acervo/check/`, so that the next one asks
only what the edits since may have changed.

There are a store on disk with what the shapes saw, the contents of the files as they were then, and a state that says
what belongs together. The state goes first and comes back last: whoever is interrupted leaves none, and the next
command begins anew.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any, Final

import pyoxigraph as ox

from acervo.checking.desk import difference, store_of, with_computed
from acervo.checking.validating import Progress, in_bulk, shapes_of, telling_the_file
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import Term
from acervo.edition.identity import builder_id
from acervo.edition.keep import FOLDER
from acervo.edition.normalise import Normalised
from acervo.shacl.keeping import KeptReport
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import CheckStore
from acervo.turtle.parsing import parse_file

_ASKED: Final = ("ontology", "data", "shapes")


class StoredValidator:
    """
    A `Validator` that keeps what it needs in a folder.

    Where the folder cannot be written, or another command is at it, everything is asked in memory.
    """

    def __init__(self, archive: Archive):
        self._folder = archive.root / FOLDER / "check"
        self.asked: int | None = None
        """How many pairs of a shape and a node the last call asked; None where it asked all."""

    def __call__(self, reading: Reading, normalised: Normalised | None, progress: Progress) -> tuple[Report, Shapes]:
        """See `Validator`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (self._folder / "store" / "CURRENT").is_file():
                # What is told of a store that has gone is told of nothing.
                (self._folder / "state.json").unlink(missing_ok=True)
            store = ox.Store(str(self._folder / "store"))
        except OSError:
            return in_bulk(reading, normalised, progress)
        try:
            return self._with(store, reading)
        except (sqlite3.Error, OSError):
            return in_bulk(reading, normalised, progress)

    def _with(self, store: ox.Store, reading: Reading) -> tuple[Report, Shapes]:
        shapes = shapes_of(reading)
        files = {file.path: file for file in reading.archive.files if file.is_graph and file.folder in _ASKED}
        state = self._taken_state(reading)
        with telling_the_file(reading):
            resumed = None if state is None else self._resumed(state, store, shapes, files, reading)
            held, kept = resumed or self._begun(store, shapes, reading)
        report = kept.report()
        self._keep(reading, files, held, kept)
        return report, shapes

    def _begun(self, store: ox.Store, shapes: Shapes, reading: Reading) -> tuple[CheckStore, KeptReport]:
        self.asked = None
        store.clear()
        held = store_of(reading, store)
        return held, KeptReport(held, shapes)

    def _resumed(
        self,
        state: Mapping[str, Any],
        store: ox.Store,
        shapes: Shapes,
        files: Mapping[str, ArchiveFile],
        reading: Reading,
    ) -> tuple[CheckStore, KeptReport] | None:
        before: dict[str, str] = state["files"]
        changed = [path for path in {**before, **files} if before.get(path) != _sha256(files.get(path))]
        held = CheckStore(store=store)
        held.resume(
            {_triple(text): times for text, times in state["repeated"].items()}, map(ox.NamedNode, state["escaped"])
        )
        with_shapes = any(path.startswith("shapes/") for path in changed)
        memory = {key: (count, tuple(map(_term, suspects))) for key, (count, suspects) in state["memory"].items()}
        kept = KeptReport(held, shapes, None if with_shapes else memory)
        gone = self._as_they_were([path for path in changed if path in before], reading.archive)
        come = [graph for graph in reading.graphs if graph.path in changed]
        if gone is None:
            return None
        self.asked = kept.edit(*difference(with_computed(gone), with_computed(come)))
        return held, kept

    def _as_they_were(self, paths: Iterable[str], archive: Archive) -> list[FileGraph] | None:
        graphs = []
        with closing(sqlite3.connect(self._folder / "files.sqlite")) as contents:
            for path in paths:
                row = contents.execute("SELECT content FROM files WHERE path = ?", (path,)).fetchone()
                if row is None:
                    return None
                triples = parse_file(zlib.decompress(row[0]), path, archive.base)
                graphs.append(FileGraph(path, archive.graph_iri(path), tuple(triples)))
        return graphs

    def _taken_state(self, reading: Reading) -> dict[str, Any] | None:
        """The state, which is then gone; None where there is none of use."""
        place = self._folder / "state.json"
        try:
            state: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
            place.unlink()
        except (OSError, ValueError):
            return None
        is_ours = state.get("software") == builder_id() and state.get("base") == reading.archive.base
        return state if is_ours else None

    def _keep(self, reading: Reading, files: Mapping[str, ArchiveFile], held: CheckStore, kept: KeptReport) -> None:
        self._keep_contents(files)
        state = {
            "software": builder_id(),
            "base": reading.archive.base,
            "files": {path: file.sha256 for path, file in files.items()},
            "repeated": {str(triple): times for triple, times in held.repeated.items()},
            "escaped": sorted(predicate.value for predicate in held.escaped),
            "memory": {key: (count, list(map(str, suspects))) for key, (count, suspects) in kept.memory.items()},
        }
        held.store.flush()
        part = self._folder / "state.json.part"
        part.write_text(json.dumps(state), encoding="utf-8")
        part.replace(self._folder / "state.json")

    def _keep_contents(self, files: Mapping[str, ArchiveFile]) -> None:
        with closing(sqlite3.connect(self._folder / "files.sqlite")) as contents, contents:
            contents.execute("CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT, content BLOB)")
            kept = dict(contents.execute("SELECT path, sha256 FROM files"))
            contents.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in kept if path not in files])
            contents.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                (
                    (path, file.sha256, zlib.compress(file.content, 1))
                    for path, file in files.items()
                    if kept.get(path) != file.sha256 and file.folder != "shapes"
                ),
            )


def forget_stored(archive: Archive) -> None:
    """Take away what is kept, so that the next `check --changed` asks everything."""
    shutil.rmtree(archive.root / FOLDER / "check", ignore_errors=True)


def _sha256(file: ArchiveFile | None) -> str | None:
    return None if file is None else file.sha256


def _triple(text: str) -> ox.Triple:
    (triple,) = _parsed(f"{text} .")
    return triple


def _term(text: str) -> Term:
    (triple,) = _parsed(f"<urn:acervo:says> <urn:acervo:says> {text} .")
    term = triple.object
    assert not isinstance(term, ox.Triple)
    return term


def _parsed(text: str) -> Iterator[ox.Triple]:
    for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple
