"""Which files of an archive differ from a commit: what the curator of this change answers for."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.corpus.core import FOLDERS
from acervo.corpus.git import changed_paths, work_tree
from acervo.errors import SettingsError
from acervo.settings import FILE_NAME


def changed_files(archive: Archive, since: str = "HEAD") -> frozenset[str]:
    """
    The files of *archive*, as it names them, that differ from the commit *since*, are new or are gone; the core's are
    not among them.

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
    inside = (path[len(before) :] for path in paths if path.startswith(before))
    return frozenset(path for path in inside if path == FILE_NAME or path.partition("/")[0] in FOLDERS)


def among(report: CheckReport, different: Collection[str], asked: str) -> CheckReport:
    """
    What *report* says of files that are *different*, and the violations of all: who takes a file away or misnames a
    thing breaks what other files say of it. Where nothing differs, nothing can have been broken.

    Args:
        asked: What has asked for that, as the command line says it.
    """
    told = report.only(
        lambda finding: finding.path in different or (bool(different) and finding.severity == "violation"), asked
    )
    return replace(told, elsewhere=sum(finding.path not in different for finding in told.findings))


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
