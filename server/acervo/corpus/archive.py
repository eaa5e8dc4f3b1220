"""An archive on disk: which files it has, and where each stands in the dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from acervo.corpus.core import CORE_FOLDERS, FOLDERS, PAGES, core_folder
from acervo.errors import CuratorError, SettingsError
from acervo.settings import FILE_NAME, Settings, read_settings

GRAPH_SUFFIXES = (".ttl", ".nt")
QUERY_SUFFIX = ".rq"


@dataclass(frozen=True)
class ArchiveFile:
    """One file that counts: *path* names it in the archive (`ontology/core/…` for the core), *location* is on disk."""

    path: str
    location: Path

    @property
    def folder(self) -> str:
        """Which of the four folders it stands in."""
        return self.path.split("/", 1)[0]

    @property
    def is_core(self) -> bool:
        """Whether it belongs to the core rather than to this archive."""
        return self.path.split("/")[1:2] == ["core"]

    @property
    def is_graph(self) -> bool:
        """Whether it holds triples (rather than a query)."""
        return self.path.endswith(GRAPH_SUFFIXES)

    @cached_property
    def content(self) -> bytes:
        """
        Its bytes, read once.

        Raises:
            CuratorError: the file cannot be read.
        """
        try:
            return self.location.read_bytes()
        except OSError as error:
            raise CuratorError(f"cannot be read: {error.strerror}.", path=self.path) from error

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Archive:
    """A folder with an `acervo.toml`, the settings in it, and the files of its four folders and of the core."""

    root: Path
    """The folder with the `acervo.toml`."""
    settings: Settings
    """What its `acervo.toml` says, with every default."""
    files: tuple[ArchiveFile, ...]
    """Sorted by path."""

    @property
    def base(self) -> str:
        """Where this archive's IRIs begin."""
        return self.settings.base

    def graph_iri(self, path: str) -> str:
        """The named graph of the file at *path*: `{base}graph/{path without suffix}`, percent-encoded."""
        return f"{self.base}graph/{quote(path.rsplit('.', 1)[0], safe='/~-._')}"

    def derived_graph_iri(self, rule: str) -> str:
        """The named graph of what *rule* writes."""
        return f"{self.base}graph/derived/{rule}"

    def relative(self, file: Path) -> str:
        """
        How the archive names *file*.

        Raises:
            SettingsError: the file is none of the archive's.
        """
        resolved = file.resolve()
        for known in self.files:
            if known.location.resolve() == resolved:
                return known.path
        raise SettingsError(
            f"{file} is no file of the archive at {self.root}: its folders are {', '.join(FOLDERS)}, "
            "its files end in .ttl, .nt or .rq."
        )

    def below(self, folder: Path) -> frozenset[str]:
        """
        The files in *folder* and its folders, as the archive names them.

        Raises:
            SettingsError: there is none.
        """
        resolved = folder.resolve()
        found = frozenset(file.path for file in self.files if file.location.resolve().is_relative_to(resolved))
        if not found:
            raise SettingsError(f"in {folder} is no file of the archive at {self.root}.")
        return found


def open_archive(folder: Path) -> Archive:
    """
    Open the archive at *folder* or, where that has no `acervo.toml`, the nearest one above it.

    Raises:
        SettingsError: there is none, or its settings cannot be used.
        CuratorError: two files would share one named graph.
    """
    start = folder.resolve()
    if not start.exists():
        raise SettingsError(f"there is no folder {folder}.")
    root = next((place for place in (start, *start.parents) if (place / FILE_NAME).is_file()), None)
    if root is None:
        raise SettingsError(
            f"{folder} is not an archive, nor is any folder above it: an archive has a file {FILE_NAME}, "
            "which may be empty."
        )
    settings = _with_own_languages(read_settings(root / FILE_NAME), root)
    files = tuple(sorted((*_own_files(root), *_core_files()), key=lambda file: file.path))
    archive = Archive(root=root, settings=settings, files=files)
    _refuse_shared_graphs(archive)
    return archive


def _with_own_languages(settings: Settings, root: Path) -> Settings:
    """A language whose words the archive brings itself is one of its pages'."""
    own = sorted(path.stem for path in (root / PAGES / "locales").glob("*.po"))
    return replace(settings, languages=tuple(dict.fromkeys((*settings.languages, *own))))


def _own_files(root: Path) -> Iterator[ArchiveFile]:
    for folder in FOLDERS:
        for location, parts in _walk(root / folder):
            # An archive's own */core is never read: the core comes with the software.
            if parts[0] != "core":
                yield ArchiveFile("/".join((folder, *parts)), location)


def _core_files() -> Iterator[ArchiveFile]:
    for folder in CORE_FOLDERS:
        for location, parts in _walk(core_folder(folder)):
            yield ArchiveFile("/".join((folder, "core", *parts)), location)


def _walk(top: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    wanted = (QUERY_SUFFIX,) if top.name == "queries" or top.parent.name == "queries" else GRAPH_SUFFIXES
    if not top.is_dir():
        return
    for location in top.rglob("*"):
        parts = location.relative_to(top).parts
        if location.suffix in wanted and not any(part.startswith(".") for part in parts) and location.is_file():
            yield location, parts


def _refuse_shared_graphs(archive: Archive) -> None:
    seen: dict[str, str] = {}
    for file in archive.files:
        if not file.is_graph:
            continue
        graph = archive.graph_iri(file.path)
        if graph in seen:
            raise CuratorError(
                f"shares its named graph <{graph}> with {seen[graph]}. Rename one of them.", path=file.path
            )
        seen[graph] = file.path
