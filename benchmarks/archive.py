"""A copy of an archive that may be changed, and its graph in the two files that pySHACL takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
from timing import BenchmarkError

from acervo.corpus.archive import ArchiveFile, open_archive
from acervo.corpus.reading import read_archive
from acervo.namespaces import MOVSH, PREFIXES, SH, XSD
from acervo.settings import FILE_NAME

ONE_FILE_CHANGED = "one file of claims changed"
#: What `acervo check` leaves to lint (docs/decisions/0007-names-are-linted.md).
_LEFT_OUT = ox.Triple(
    ox.NamedNode(f"{MOVSH}Archive-names-are-described"),
    ox.NamedNode(f"{SH}deactivated"),
    ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean")),
)
_NOTE = "<http://www.w3.org/2004/02/skos/core#editorialNote>"


class Copy:
    """
    The archive at *archive*, copied to `archive` in *scratch*; beside it `data.ttl` and `shapes.ttl`.

    Raises:
        BenchmarkError: the archive has a syntax error, or no file that could be changed.
    """

    def __init__(self, archive: Path, scratch: Path):
        self.root = scratch / "archive"
        original = open_archive(archive)
        self.root.mkdir()
        for file in original.files:
            if not file.is_core:
                place = self.root / file.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.content)
        (self.root / FILE_NAME).write_bytes((original.root / FILE_NAME).read_bytes())
        reading = read_archive(open_archive(self.root))
        if reading.errors:
            raise BenchmarkError(f"syntax errors, the first: {reading.errors[0]}")
        graphs = [file for file in reading.archive.files if file.is_graph]
        self.files = len(graphs)
        self.triples = sum(len(graph.triples) for graph in reading.graphs)
        self.size = sum(len(file.content) for file in graphs)
        self.turtle_files = tuple(str(file.location) for file in graphs if file.path.endswith(".ttl"))
        self.data, self.shapes = scratch / "data.ttl", scratch / "shapes.ttl"
        _write(self.data, [*reading.triples("data", "ontology")])
        _write(self.shapes, [*reading.triples("shapes"), _LEFT_OUT])
        self._changed = _file_of_claims(graphs)
        self._content = self._changed.content

    def restore(self, turn: int) -> None:
        """Every file as it was at first."""
        self._changed.location.write_bytes(self._content)

    def change(self, turn: int) -> None:
        """One more triple in a file of claims, a new one at each *turn*."""
        subject = next(
            triple.subject
            for triple in ox.parse(self._content, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/")
            if isinstance(triple.subject, ox.NamedNode)
        )
        added = f'\n{subject} {_NOTE} "Changed at turn {turn}."@en .\n'
        self._changed.location.write_bytes(self._content + added.encode())

    def shacl_findings(self) -> int:
        """How many findings of `acervo check` are about shapes, with the files as they were at first."""
        self.restore(0)
        command = (str(Path(sys.executable).parent / "acervo"), "check", "--format", "json", "--only", "shacl")
        told = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False).stdout
        return len(json.loads(told)["findings"])


def _file_of_claims(graphs: list[ArchiveFile]) -> ArchiveFile:
    """The largest file of claims, else the largest file of data."""
    own = [file for file in graphs if not file.is_core and file.folder == "data" and file.path.endswith(".ttl")]
    claims = [file for file in own if file.location.name.startswith("claims")]
    if not own:
        raise BenchmarkError("the archive has no Turtle in data/, so that nothing can be changed.")
    return max(claims or own, key=lambda file: len(file.content))


def _write(file: Path, triples: list[ox.Triple]) -> None:
    ox.serialize(triples, str(file), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
