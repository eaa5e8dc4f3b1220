"""The systems that are compared: how each is loaded with the dataset and started, as its own documentation says."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from acervo.bench.connection import NoAnswer

_LOAD_TIMEOUT_S: Final = 1800


@dataclass(frozen=True)
class Dataset:
    """What every system holds."""

    archive: Path
    quads: Path
    """The edition of the archive: every named graph, as N-Quads; the default graph is their union."""
    triples: int


_VIRTUOSO: Final = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
CaseMode = 2
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 3600
[SPARQL]
ResultSetMaxRows = 10000000
"""
"""Buffers as its manual advises for 2 GB; every row that is asked for."""


class System(ABC):
    """One SPARQL endpoint that can be started here."""

    name: ClassVar[str]
    about: ClassVar[str]
    """What runs, in a few words."""
    program: ClassVar[str]
    """The command that must be there."""
    source: ClassVar[str]
    """Where that comes from."""

    extra_graph: ClassVar[str] = ""
    """A named graph that only this system has; no row of its answers that names it counts."""

    def __init__(self, dataset: Dataset, folder: Path):
        self.dataset = dataset
        self.folder = folder
        self.program_path = self.found() or self.program

    @classmethod
    def found(cls) -> str | None:
        """Where its command is; None where it is not installed."""
        beside = Path(sys.executable).parent
        return shutil.which(cls.program, path=os.pathsep.join(map(str, (beside, *os.get_exec_path()))))

    @abstractmethod
    def version(self) -> str:
        """The version that runs."""

    def load(self) -> None:  # noqa: B027  # most need no such step
        """
        Load the dataset before the first start, where that is a step of its own.

        Raises:
            NoAnswer: it does not load.
        """

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """What starts it at *port* of 127.0.0.1."""

    @abstractmethod
    def address(self, port: int) -> str:
        """Its SPARQL endpoint."""

    def fill(self) -> None:  # noqa: B027
        """
        Load the dataset once it runs, where it is loaded so.

        Raises:
            NoAnswer: it does not load.
        """


class Acervo(System):
    """This software, as `acervo serve` starts it."""

    name = "acervo"
    about = "acervo serve"
    program = "acervo"
    source = "this software"

    def version(self) -> str:
        return f"{importlib.metadata.version('acervo')}, pyoxigraph {importlib.metadata.version('pyoxigraph')}"

    def command(self, port: int) -> list[str]:
        main = "from acervo.cli.main import main; main()"
        return [sys.executable, "-c", main, "serve", str(self.dataset.archive), "--port", str(port)]

    def address(self, port: int) -> str:
        return f"http://127.0.0.1:{port}/sparql"


class Oxigraph(System):
    """Oxigraph's own server, reading a store on disk."""

    name = "oxigraph"
    about = "oxigraph serve-read-only, on disk"
    program = "oxigraph"
    source = "PyPI: oxigraph"

    def version(self) -> str:
        return _said(self.program_path, "--version").removeprefix("oxigraph ")

    def load(self) -> None:
        _run(self.program_path, "load", "--location", str(self._store), "--file", str(self.dataset.quads))
        _run(self.program_path, "optimize", "--location", str(self._store))

    def command(self, port: int) -> list[str]:
        options = ["--location", str(self._store), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        return [self.program_path, "serve-read-only", *options]

    def address(self, port: int) -> str:
        return f"http://127.0.0.1:{port}/query"

    @property
    def _store(self) -> Path:
        return self.folder / "store"


class RdflibEndpoint(System):
    """RDFLib's engine behind HTTP, everything in memory."""

    name = "rdflib-endpoint"
    about = "rdflib-endpoint serve, in memory"
    program = "rdflib-endpoint"
    source = "PyPI: rdflib-endpoint[cli]"

    def version(self) -> str:
        # The script names the Python that it is installed in.
        python = Path(self.program_path).read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").strip()
        asked = "from importlib.metadata import version as v; print(v('rdflib-endpoint') + ', rdflib ' + v('rdflib'))"
        return _said(python, "-c", asked)

    def command(self, port: int) -> list[str]:
        return [self.program_path, "serve", "--host", "127.0.0.1", "--port", str(port), str(self.dataset.quads)]

    def address(self, port: int) -> str:
        return f"http://127.0.0.1:{port}/"


class Virtuoso(System):
    """Virtuoso, on disk, with room for the whole dataset in its buffers."""

    name = "virtuoso"
    about = "virtuoso-t, on disk"
    program = "virtuoso-t"
    source = "Debian: virtuoso-opensource-7"
    # Its default graph would be the union of everything, its own tables too: the union is a graph of its own here.
    extra_graph = "urn:x-acervo:union"
    _sql_port = 0

    def version(self) -> str:
        told = subprocess.run([self.program_path, "-?"], capture_output=True, text=True, check=False)
        words = (told.stdout + told.stderr).split()
        return words[words.index("Version") + 1] if "Version" in words else "unknown"

    def load(self) -> None:
        quads = self.dataset.quads.read_text(encoding="utf-8").splitlines()
        (self.folder / "dataset.nq").write_text("\n".join(quads) + "\n", encoding="utf-8")
        # The graph is the last term of a line, and an IRI has no space.
        triples = "".join(f"{line.rpartition(' <')[0]} .\n" for line in quads)
        (self.folder / "dataset.nt").write_text(triples, encoding="utf-8")

    def command(self, port: int) -> list[str]:
        settings = self.folder / "virtuoso.ini"
        self._sql_port = free_port()
        settings.write_text(_VIRTUOSO.format(folder=self.folder, port=port, sql=self._sql_port), encoding="utf-8")
        return [self.program_path, "+foreground", "+configfile", str(settings)]

    def address(self, port: int) -> str:
        return f"http://127.0.0.1:{port}/sparql?default-graph-uri={self.extra_graph}"

    def fill(self) -> None:
        isql = shutil.which("isql-vt") or "isql"
        loading = " ".join(
            f"DB.DBA.TTLP_MT (file_to_string_output ('{self.folder}/{name}'), '', '{graph}', {flags});"
            for name, graph, flags in (("dataset.nq", "urn:x-acervo:unused", 512), ("dataset.nt", self.extra_graph, 0))
        )
        said = _run(isql, f"127.0.0.1:{self._sql_port}", "dba", "dba", f"exec={loading} checkpoint;")
        if "*** Error" in said:
            raise NoAnswer(" ".join(said.partition("*** ")[2].split()))


SYSTEMS: Final[dict[str, type[System]]] = {
    system.name: system for system in (Acervo, Oxigraph, RdflibEndpoint, Virtuoso)
}
"""Ours first."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LOAD_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoAnswer(f"{Path(command[0]).name} does not load: {error}") from error
    said = done.stdout + done.stderr
    if done.returncode:
        raise NoAnswer(f"{Path(command[0]).name} does not load: {said.strip()[-300:]}")
    return said


def _said(*command: str) -> str:
    try:
        return _run(*command).strip()
    except NoAnswer:
        return "unknown"
