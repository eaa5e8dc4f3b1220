"""`acervo hook`: check what is staged, at each commit."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from acervo.cli.status import Status
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from acervo.checking.staged import StagedArchive

_FOLDER = click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))


@click.group("hook", short_help="Check what is staged, at each git commit.")
def command() -> None:
    """Check what is staged, at each git commit."""


@command.command("install", short_help="Let git check each commit of this repository.")
@_FOLDER
@click.option("--force", is_flag=True, help="Keep a hook of somebody else as pre-commit.old, and run it first.")
def install(folder: Path, force: bool) -> None:
    """
    Put a pre-commit hook into the git repository around DIR: it runs `acervo hook run`.

    It goes where git looks for hooks (core.hooksPath is honoured) and serves every archive of the repository and all
    its work trees. A hook of somebody else is left alone, unless --force is given.

    Exit code 0: installed. 2: it was not.
    """
    from acervo.checking.commit_hook import install as put
    from acervo.corpus.git import git_setting

    try:
        done = put(_folder(folder), force=force)
    except OSError as error:
        _give_up(f"the hook cannot be written: {error.filename}: {error.strerror}.")
    click.echo(
        f"{done.path}: {'written anew' if done.was_there else 'written'}. It checks what is staged at each commit."
    )
    if done.kept:
        click.echo(f"{done.kept}: the hook that was there; it runs first.")
    if git_setting(folder, "core.hooksPath"):
        click.echo("git is set to look there (core.hooksPath); every repository that is set so has this hook now.")


@command.command("uninstall", short_help="Take the hook away again.")
@_FOLDER
def uninstall(folder: Path) -> None:
    """
    Take the hook away from the git repository around DIR; a hook that was there before comes back.

    Exit code 0: there is none of Acervo's now. 2: it was not taken away.
    """
    from acervo.checking.commit_hook import uninstall as take

    try:
        hook = take(_folder(folder))
    except OSError as error:
        _give_up(f"the hook cannot be removed: {error.filename}: {error.strerror}.")
    if hook is None:
        click.echo("There is no hook.")
    else:
        click.echo(f"{hook}: {'what was there before is back' if hook.exists() else 'removed'}.")


@command.command("run", short_help="Check what is staged now.")
@click.argument("files", metavar="[FILES...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--language", type=click.Choice(["en", "es"]), help="Language of the messages.  [default: the terminal's]"
)
def run(files: tuple[Path, ...], language: str | None) -> None:
    """
    Check every archive of this git work tree of which something is staged, as the commit would hold it.

    Edits that are not staged change nothing. FILES count as staged even if they are not.

    Exit code 0: nothing wrong, or nothing of an archive is staged. 1: something is wrong. 2: could not tell.
    """
    from acervo.checking.staged import staged_archives
    from acervo.corpus.git import work_tree

    top = work_tree(Path("."))
    if top is None:
        _give_up("not in a git work tree, so nothing is staged.")
    # A link is its own file to git, so only its folder is resolved.
    places = [file.parent.resolve() / file.name for file in files]
    named = [os.path.relpath(place, top.resolve()).replace(os.sep, "/") for place in places]
    right = [_check(staged, language or terminal_language()) for staged in staged_archives(top, named)]
    raise SystemExit(0 if all(right) else 1)


def _check(staged: StagedArchive, language: str) -> bool:
    """Say what is wrong in one archive; whether nothing blocks the commit."""
    from acervo.checking.kept import check_once
    from acervo.checking.staged import exported
    from acervo.checking.text_report import text_report

    with Status("Checking what is staged") as status, exported(staged) as archive:
        report = check_once(archive, status)
        # A violation anywhere keeps the archive from being served; a warning elsewhere is an old story.
        told = tuple(
            finding
            for finding in report.findings
            if finding.severity == "violation"
            or (finding.severity == "warning" and (finding.path is None or finding.path in staged.staged))
        )
        text = text_report(replace(report, findings=told), language, in_colour(), show_shapes=False)
    if told:
        click.echo(f"In {staged.place}:\n{text}" if staged.place else text)
    violations = report.count("violation")
    if violations:
        click.echo(
            "acervo: not committed. Mend this and stage it, or commit unchecked: git commit --no-verify", err=True
        )
    return not violations


def _folder(folder: Path) -> Path:
    from acervo.corpus.git import work_tree

    if not folder.is_dir():
        _give_up(f"there is no folder {folder}.")
    if work_tree(folder) is None:
        _give_up(f"{folder} is not in a git work tree. Begin one: git init")
    return folder


def _give_up(reason: str) -> NoReturn:
    click.echo(f"acervo: {reason}", err=True)
    raise SystemExit(2)
