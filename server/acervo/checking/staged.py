"""What is staged, checked as it would be committed: edits that are not staged change nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from acervo.checking.baseline import read_baseline
from acervo.checking.findings import Debt
from acervo.corpus.core import FOLDERS
from acervo.corpus.git import export_index, indexed_paths, staged_paths
from acervo.errors import SettingsError
from acervo.settings import FILE_NAME

if TYPE_CHECKING:
    from acervo.corpus.archive import Archive


@dataclass(frozen=True)
class StagedArchive:
    """An archive of which something is staged."""

    top: Path
    """The top of the git work tree."""
    place: str
    """Where the archive stands below *top*, ending in `/`; empty when it is there itself."""
    staged: tuple[str, ...]
    """What is staged of it, as the archive names it; deleted files too."""
    held: tuple[str, ...]
    """Everything of it that the commit will hold, as the archive names it."""


def staged_archives(top: Path, named: Iterable[str] = ()) -> list[StagedArchive]:
    """
    The archives below *top*, the top of a git work tree, whose settings or four folders the next commit changes.

    A file belongs to the nearest archive around it.

    Args:
        named: Files, relative to *top*, to count as staged whether they are or not.

    Raises:
        GitError: git refuses.
        SettingsError: an archive's `acervo.toml` is on disk but not in the index: the commit would be no archive.
    """
    staged = dict.fromkeys((*staged_paths(top), *named))
    if not staged:
        return []
    held = dict.fromkeys(indexed_paths(top))
    changed = _by_archive(staged, held)
    _refuse_lost_settings(top, staged, held)
    if not changed:
        return []
    everything = _by_archive(held, held)
    return [
        StagedArchive(top, place, tuple(sorted(paths)), tuple(everything[place]))
        for place, paths in sorted(changed.items())
    ]


@contextmanager
def exported(staged: StagedArchive) -> Iterator[Archive]:
    """
    The archive as the commit will hold it, in a folder of its own for as long as the block lasts.

    What is kept to be quick is kept where the archive is: the same content checked before is known.

    Raises:
        GitError: git refuses.
        CuratorError: what is staged is no archive.
    """
    from acervo.corpus.archive import open_archive

    with tempfile.TemporaryDirectory(prefix="acervo-staged-") as folder:
        export_index(staged.top, (staged.place + path for path in staged.held), Path(folder))
        archive = open_archive(Path(folder) / staged.place)
        root = staged.top / staged.place
        yield replace(archive, root=root) if root.is_dir() else archive


def staged_debts(staged: StagedArchive, baselines: Iterable[str]) -> list[Debt]:
    """
    The old debts that *baselines* list of one archive, as the commit would hold them.

    A baseline that git does not hold is read where it lies. One that is nowhere lists nothing.

    Args:
        baselines: Files that `write_baseline` wrote, relative to the top. Those that stand in another archive are
            passed over; what stands in none counts for all.

    Raises:
        GitError: git refuses.
        SettingsError: a file is no baseline.
    """
    held = frozenset(indexed_paths(staged.top))
    debts: list[Debt] = []
    with tempfile.TemporaryDirectory(prefix="acervo-staged-") as folder:
        for path in baselines:
            around = next((above for above in _above(path) if above + FILE_NAME in held), staged.place)
            if around != staged.place:
                continue
            if path in held:
                export_index(staged.top, [path], Path(folder))
            place = (Path(folder) if path in held else staged.top) / path
            if place.is_file():
                debts.extend(read_baseline(place, shown=path))
    return debts


def _by_archive(paths: Iterable[str], held: Mapping[str, None]) -> dict[str, list[str]]:
    """Those of *paths* that count in an archive, by its place; archives are known by the settings that are *held*."""
    found: dict[str, list[str]] = {}
    for path in paths:
        place = next((above for above in _above(path) if above + FILE_NAME in held), None)
        if place is not None and _counts(path[len(place) :]):
            found.setdefault(place, []).append(path[len(place) :])
    return found


def _above(path: str) -> Iterator[str]:
    """The folders around *path*, the nearest first, each ending in `/`; the last is empty."""
    while path:
        path = path.rpartition("/")[0]
        yield f"{path}/" if path else ""


def _counts(path: str) -> bool:
    return path == FILE_NAME or ("/" in path and path.partition("/")[0] in FOLDERS)


def _refuse_lost_settings(top: Path, staged: Iterable[str], held: Mapping[str, None]) -> None:
    """Files that only look as if they were in no archive must not pass in silence."""
    for path in staged:
        for place in _above(path):
            if place + FILE_NAME in held:
                break
            # The settings are on disk and not in git, or they leave while the files stay.
            if (path in held and _counts(path[len(place) :]) and (top / place / FILE_NAME).is_file()) or (
                path == place + FILE_NAME and any(_is_alone(other, place, held) for other in held)
            ):
                raise SettingsError(
                    f"{place}{FILE_NAME} is not in git, so nothing of that archive can be checked. "
                    f"Add it: git add {place}{FILE_NAME}"
                )


def _is_alone(path: str, place: str, held: Mapping[str, None]) -> bool:
    """Whether *path* would count in an archive at *place*, and no archive above holds it."""
    return (
        path.startswith(place)
        and _counts(path[len(place) :])
        and not any(above + FILE_NAME in held for above in _above(path))
    )
