"""Files put into a new or empty folder: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from acervo.corpus.archive import open_archive
from acervo.corpus.core import FOLDERS
from acervo.errors import AcervoError, SettingsError
from acervo.settings import FILE_NAME
from acervo.turtle.parsing import parse_file

_NAMED: Final = 3
"""How many of the things in the way a refusal names."""


class FolderRefused(AcervoError):
    """No archive can begin there; the message says why. Nothing was written."""


def refuse_unfit(folder: Path) -> None:
    """
    See whether an archive may begin at *folder*: missing or empty (but for `.git`), and not inside another's data.

    Raises:
        FolderRefused: it may not.
    """
    if folder.is_dir():
        try:
            there = sorted(entry.name for entry in folder.iterdir() if entry.name != ".git")
        except OSError as error:
            raise FolderRefused(f"{folder} cannot be read: {error.strerror}.") from error
        if there:
            more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
            raise FolderRefused(
                f"{folder} is not empty: it holds {', '.join(there[:_NAMED])}{more}. Name a new or an empty folder."
            )
    elif folder.exists() or folder.is_symlink():
        raise FolderRefused(f"{folder} is no folder. Name a new or an empty one.")
    place = folder.resolve()
    for above in place.parents:
        if (above / FILE_NAME).is_file() and place.relative_to(above).parts[0] in FOLDERS:
            raise FolderRefused(
                f"{folder} lies in the files of the archive at {above}, which would read them as its own. "
                "Name a folder outside."
            )


def put_archive(folder: Path, files: Mapping[str, str]) -> None:
    """
    Write *files* (path → text) to *folder*: built beside and moved when complete, so that it is whole or not there.

    Raises:
        FolderRefused: `refuse_unfit` says so, or the disk does; nothing is left behind.
        CuratorError: the files are no archive, for example because their base is no IRI; nothing is left behind.
    """
    refuse_unfit(folder)
    undo: list[Callable[[], object]] = []
    try:
        for parent in reversed([above for above in folder.absolute().parents if not above.exists()]):
            parent.mkdir()
            undo.append(parent.rmdir)
        # Inside an empty folder that is there: it may be somebody's working directory, or another disk than its parent.
        beside = Path(
            tempfile.mkdtemp(prefix=".acervo-init-", dir=folder if folder.is_dir() else folder.absolute().parent)
        )
        undo.append(lambda: shutil.rmtree(beside, ignore_errors=True))
        whole = beside / "archive"
        _write(whole, files)
        _try(whole)
        _move(whole, folder, undo)
    except BaseException as error:
        for step in reversed(undo):
            step()
        if isinstance(error, OSError):
            raise FolderRefused(f"{folder} cannot be written: {error.strerror}. Nothing was written.") from error
        raise
    shutil.rmtree(beside, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _try(folder: Path) -> None:
    archive = open_archive(folder)
    for file in archive.files:
        if file.is_graph and not file.is_core:
            try:
                parse_file(file.content, file.path, archive.base)
            except ValueError as error:
                raise SettingsError(f"needs a base that is an IRI: {error}.", path=FILE_NAME) from error


def _move(whole: Path, folder: Path, undo: list[Callable[[], object]]) -> None:
    if not folder.is_dir():
        whole.rename(folder)
        return
    # acervo.toml comes last: with it the folder is an archive.
    for entry in sorted(whole.iterdir(), key=lambda entry: entry.name == FILE_NAME):
        target = folder / entry.name
        if target.exists():
            raise FolderRefused(f"{target} has come into being meanwhile. Nothing was written.")
        entry.rename(target)
        undo.append(partial(target.rename, entry))
