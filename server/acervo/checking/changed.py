"""Which files of an archive differ from a commit: what the curator of this change answers for."""

from __future__ import annotations

import os

from acervo.corpus.archive import Archive
from acervo.corpus.git import changed_paths, work_tree
from acervo.errors import SettingsError


def changed_files(archive: Archive, since: str = "HEAD") -> frozenset[str]:
    """
    The files of *archive*, as it names them, that differ from the commit *since* or are new; the core's are not among
    them.

    Raises:
        SettingsError: the archive is in no git work tree.
        GitError: git refuses, or knows no such commit.
    """
    top = work_tree(archive.root)
    if top is None:
        raise SettingsError(f"{archive.root} is in no git work tree, so nothing can be told of changes.")
    place = os.path.relpath(archive.root.resolve(), top.resolve()).replace(os.sep, "/")
    before = "" if place == "." else f"{place}/"
    paths = changed_paths(top, since)
    return frozenset(path[len(before) :] for path in paths if path.startswith(before))


def prefix_in_git(archive: Archive) -> str:
    """Where *archive* stands in its git work tree, ending in `/`; empty at the top, and where there is no git."""
    from acervo.corpus.git import GitError

    try:
        top = work_tree(archive.root)
    except GitError:
        return ""
    if top is None:
        return ""
    place = os.path.relpath(archive.root.resolve(), top.resolve()).replace(os.sep, "/")
    return "" if place == "." else f"{place}/"
