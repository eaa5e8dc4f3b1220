"""`acervo hook`: check what is staged, at each commit."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from acervo.cli.status import Status
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from acervo.checking.staged import StagedArchive
    from acervo.corpus.archive import Archive

_NO_FORMAT = click.option("--no-format", is_flag=True, help="Let files pass that are not in the house layout.")
_BASELINE = click.option(
    "--baseline",
    "baselines",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Leave out the old debts that FILE lists (acervo check --write-baseline), of the archive that FILE stands in.",
)
_FOLDER = click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))


@click.group("hook", short_help="Check what is staged, at each git commit.")
def command() -> None:
    """Check what is staged, at each git commit."""


@command.command("install", short_help="Let git check each commit of this repository.")
@_FOLDER
@click.option("--force", is_flag=True, help="Keep a hook of somebody else as pre-commit.old, and run it first.")
@_NO_FORMAT
@_BASELINE
def install(folder: Path, force: bool, no_format: bool, baselines: tuple[Path, ...]) -> None:
    """
    Put a pre-commit hook into the git repository around DIR: it runs `acervo hook run` at each commit.

    It goes where git looks for hooks (core.hooksPath is honoured) and serves every archive of the repository and all
    its work trees. A hook of somebody else is left alone, unless --force is given.

    Exit code 0: installed. 2: it was not.
    """
    from acervo.checking.commit_hook import install as put
    from acervo.corpus.git import git_setting, work_tree

    top = work_tree(_folder(folder)) or folder
    options = ["--no-format"] if no_format else []
    for path in _from_top(baselines, top):
        options += ["--baseline", path]
    try:
        done = put(folder, force=force, options=options)
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
@_NO_FORMAT
@_BASELINE
def run(files: tuple[Path, ...], language: str | None, no_format: bool, baselines: tuple[Path, ...]) -> None:
    """
    Check every archive of this git work tree of which something is staged, as the commit would hold it, and whether
    its staged Turtle files are in the house layout.

    Edits that are not staged change nothing. FILES count as staged even if they are not.

    Exit code 0: nothing wrong, or nothing of an archive is staged. 1: a violation, or a layout that `acervo format`
    would change. 2: could not tell.
    """
    from acervo.checking.staged import staged_archives
    from acervo.corpus.git import work_tree

    top = work_tree(Path("."))
    if top is None:
        _give_up("not in a git work tree, so nothing is staged.")
    debts = _from_top(baselines, top)
    for path in debts:
        if not (top / path).is_file():
            click.echo(f"acervo: there is no baseline {path}, so nothing is left out.", err=True)
    speech = language or terminal_language()
    archives = staged_archives(top, _from_top(files, top))
    right = [_check(staged, speech, debts, layout=not no_format) for staged in archives]
    if not all(right):
        click.echo(
            "acervo: not committed. Mend this and stage it, or commit unchecked: git commit --no-verify", err=True
        )
    raise SystemExit(0 if all(right) else 1)


def _from_top(files: Iterable[Path], top: Path) -> list[str]:
    """*files* as git names them. A link is its own file to git, so only its folder is resolved."""
    places = [file.parent.resolve() / file.name for file in files]
    return [os.path.relpath(place, top.resolve()).replace(os.sep, "/") for place in places]


def _check(staged: StagedArchive, language: str, baselines: Sequence[str], *, layout: bool) -> bool:
    """Say what is wrong in one archive; whether nothing blocks the commit."""
    from acervo.checking.baseline import without_debts
    from acervo.checking.kept import check_once
    from acervo.checking.reporters import Telling, tell
    from acervo.checking.sources import sources
    from acervo.checking.staged import exported, staged_debts

    with Status("Checking what is staged") as status, exported(staged) as archive:
        report = without_debts(check_once(archive, status), staged_debts(staged, baselines), tell_expired=False)
        # A violation anywhere keeps the archive from being served; a warning elsewhere is an old story.
        told = tuple(
            finding
            for finding in report.findings
            if finding.severity == "violation"
            or (finding.severity == "warning" and (finding.path is None or finding.path in staged.staged))
        )
        telling = Telling(language, source=sources(archive), colour=in_colour())
        text = tell("text", replace(report, findings=told), telling) if told else ""
        crooked = list(_not_in_layout(archive, staged, language)) if layout else []
    if staged.place and (told or crooked):
        click.echo(f"In {staged.place}:")
    if told:
        click.echo(text)
    if crooked:
        click.echo("".join(f"{path}: not in the house layout.\n" for path in crooked), nl=False)
        named = [os.path.relpath(staged.top / staged.place / path, _here(staged.top)) for path in crooked]
        click.echo(f"Format them and stage them: acervo format {shlex.join(named)}")
    return not crooked and not report.count("violation")


def _here(top: Path) -> Path:
    """Where the curator is: git runs a hook at the top, and says below what it was called."""
    return top / os.environ["GIT_PREFIX"] if "GIT_PREFIX" in os.environ else Path.cwd()


def _not_in_layout(archive: Archive, staged: StagedArchive, language: str) -> Iterator[str]:
    from acervo.cli.formatting import Formatter

    formatter = Formatter(sort=False, language=language)
    for file in archive.files:
        if file.path.endswith(".ttl") and not file.is_core and file.path in staged.staged:
            outcome = formatter.format_file(file.location, write=False)
            # One that cannot be read is a syntax error, which the check tells.
            if outcome.changed and not outcome.failed:
                yield file.path


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
