"""What git knows of the folders around an archive, and what stands in its index: the state that a commit would keep."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from acervo.errors import AcervoError


class GitError(AcervoError):
    """
    Git is not installed, or refuses; the message says which.

    Args:
        ran: Whether git was there to refuse.
    """

    def __init__(self, message: str, ran: bool = True):
        super().__init__(message)
        self.ran = ran


def work_tree(folder: Path) -> Path | None:
    """
    The top of the work tree that *folder* stands in, or None where there is none.

    Raises:
        GitError: git is not installed, or a repository is there that it refuses to use.
    """
    try:
        top = _git(folder, "rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" in str(error) or "must be run in a work tree" in str(error):
            return None
        raise
    return Path(os.fsdecode(top.removesuffix(b"\n")))


def hooks_folder(folder: Path) -> Path:
    """
    Where git looks for the hooks of the repository around *folder*: `core.hooksPath`, else what its work trees share.

    Raises:
        GitError: there is no repository.
    """
    told = os.fsdecode(_git(folder, "rev-parse", "--git-path", "hooks").removesuffix(b"\n"))
    # Relative to where git runs, unless it is absolute.
    return Path(os.path.normpath(folder.resolve() / told))


def git_setting(folder: Path, name: str) -> str | None:
    """
    What git is set to around *folder*, such as `remote.origin.url`, or None where it is not set.

    Raises:
        GitError: git is not installed.
    """
    try:
        return os.fsdecode(_git(folder, "config", "--get", name)).strip() or None
    except GitError as error:
        if error.ran:
            return None
        raise


def staged_paths(top: Path) -> list[str]:
    """
    What the next commit adds, changes or deletes, relative to *top*, the top of a work tree.

    Raises:
        GitError: git refuses.
    """
    return _paths(_git(top, "diff", "--cached", "--name-only", "--no-renames", "--no-relative", "--no-ext-diff", "-z"))


def changed_paths(top: Path, since: str) -> list[str]:
    """
    Every file that differs from the commit *since* or is new and not ignored, relative to *top*, the top of a work
    tree. Before the first commit, `HEAD` has no file.

    Raises:
        GitError: git refuses, or knows no commit *since*.
    """
    try:
        commit = os.fsdecode(_git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}"))
    except GitError as error:
        if since != "HEAD":
            raise GitError(f"git knows no commit “{since}”.") from error
        return _paths(_git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z"))
    options = ("--name-only", "--no-renames", "--no-relative", "--no-ext-diff", "-z")
    differ = _paths(_git(top, "diff", *options, commit.strip(), "--"))
    return differ + _paths(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))


def last_change(folder: Path, paths: Iterable[str]) -> datetime | None:
    """
    When the newest commit was made that touched *paths* below *folder*.

    None where they differ from what is committed, or no commit has them: then git does not know.

    Raises:
        GitError: git is not installed, or there is no repository.
    """
    told = _of_last_commit(folder, paths, "%cI")
    return datetime.fromisoformat(told) if told else None


def last_commit(folder: Path, paths: Iterable[str]) -> str:
    """
    The newest commit that touched *paths* below *folder*, as its full hash.

    "" where they differ from what is committed, or no commit has them.

    Raises:
        GitError: git is not installed, or there is no repository.
    """
    return _of_last_commit(folder, paths, "%H")


def _of_last_commit(folder: Path, paths: Iterable[str], form: str) -> str:
    wanted = list(paths)
    if _git(folder, "status", "--porcelain", "-z", "--", *wanted):
        return ""
    try:
        return os.fsdecode(_git(folder, "log", "-1", f"--format={form}", "--", *wanted)).strip()
    except GitError as error:
        # Before the first commit there is nothing to log.
        if error.ran:
            return ""
        raise


@dataclass(frozen=True)
class Change:
    """One commit."""

    date: str
    """Of the commit, as `2016-02-12`."""
    summary: str
    """The first line of what its author said of it."""
    paths: tuple[str, ...]
    """The files that it touched, relative to the folder that was asked about."""
    commit: str
    """Its full hash."""
    added: frozenset[str] = frozenset()
    """Those of the files that were not there before; one that was moved is added and removed."""
    removed: frozenset[str] = frozenset()
    """Those that are gone since."""


def latest_changes(folder: Path, paths: Iterable[str], most: int) -> list[Change]:
    """
    The newest commits that touched *paths* below *folder*, at most *most*; none before the first commit.

    Raises:
        GitError: git is not installed, or there is no repository.
    """
    if work_tree(folder) is None:
        raise GitError(f"{folder.name} stands in no repository.")
    shape = "--format=%x1e%cs%x1f%H%x1f%s"
    status = ("--name-status", "--no-renames", "--relative", "-z")
    try:
        told = _git(folder, "log", f"-{most}", "--no-merges", shape, *status, "--", *paths)
    except GitError as error:
        if error.ran:
            return []
        raise
    found: list[Change] = []
    for entry in os.fsdecode(told).split("\x1e")[1:]:
        head, *files = entry.split("\0")
        date, commit, summary = head.split("\x1f", 2)
        # A letter and a path in turn; the first letter stands on a line of its own.
        letters = {path: letter.strip("\n") for letter, path in zip(files[::2], files[1::2], strict=False)}
        added, removed = (frozenset(path for path, one in letters.items() if one == letter) for letter in "AD")
        found.append(Change(date, summary.strip(), tuple(letters), commit, added, removed))
    return found


def before(folder: Path, change: Change, path: str) -> bytes:
    """
    What the file at *path* below *folder* held before *change*.

    Raises:
        GitError: git is not installed, or does not have it.
    """
    return _git(folder, "show", f"{change.commit}^:./{path}")


def indexed_paths(top: Path) -> list[str]:
    """
    Every file that the next commit holds, relative to *top*, the top of a work tree.

    Raises:
        GitError: git refuses.
    """
    return _paths(_git(top, "ls-files", "--cached", "-z"))


def export_index(top: Path, paths: Iterable[str], into: Path) -> None:
    """
    Write *paths* as they stand in the index to the folder *into*, as a checkout would write them.

    Args:
        top: The top of the work tree; the index of a commit in progress (`GIT_INDEX_FILE`) is honoured.
        paths: Relative to *top*.

    Raises:
        GitError: git refuses, or leaves one out.
    """
    wanted = list(paths)
    listed = b"".join(os.fsencode(path) + b"\0" for path in wanted)
    arguments = ("checkout-index", f"--prefix={into}/", "-z", "--stdin")
    try:
        # Those too that a sparse checkout leaves out.
        _git(top, *arguments, "--ignore-skip-worktree-bits", given=listed)
    except GitError as error:
        if "unknown option" not in str(error):
            raise
        # Before git 2.36 the option was how it always worked.
        _git(top, *arguments, given=listed)
    for path in wanted:
        if not os.path.lexists(into / path):
            raise GitError(f"git does not give the staged content of {path}.")


def _paths(answer: bytes) -> list[str]:
    return [os.fsdecode(path) for path in answer.split(b"\0") if path]


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed.", ran=False) from error
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}.", ran=False) from error
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().partition("\n")[0]
        raise GitError(f"git {arguments[0]} says: {said.removeprefix('fatal: ') or f'exit code {done.returncode}'}.")
    return done.stdout
