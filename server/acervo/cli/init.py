"""`acervo init`: a new archive that can be checked and served at once."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from acervo.starting.contents import NewArchive


@click.command("init", short_help="Begin a new archive, with an example in it.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="What the archive is called.  [default: the folder's name]")
@click.option(
    "--base",
    metavar="IRI",
    default="",
    help="Where the archive's IRIs begin, ending in “/”. It can be chosen later, and then stays.",
)
@click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    help="A language of the archive, such as en; give it again for each, the preferred first.  [default: en, es]",
)
@click.option("--no-git-hook", is_flag=True, help="Do not install the hook that checks each commit.")
def command(folder: Path, title: str | None, base: str, languages: tuple[str, ...], no_git_hook: bool) -> None:
    """
    Begin an archive at DIR, a new or empty folder: four folders, settings, a CI file, and an invented event whose date
    and place are claimed by a source, ready to be checked and served.

    The ontology and the shapes that all archives share are not copied: they come with the software. In a git work tree
    the commit hook is installed too (see: acervo hook).

    Exit code 0: done. 2: DIR is not empty or cannot be written, and nothing was.
    """
    from acervo.errors import CuratorError
    from acervo.starting.contents import contents
    from acervo.starting.placing import put_archive, refuse_unfit

    refuse_unfit(folder)
    chosen = _chosen(folder, title, base, languages)
    files = contents(chosen)
    try:
        put_archive(folder, files)
    except CuratorError as error:
        if base:
            raise click.UsageError(f"--base {base} will not do: the archive {error.message}") from error
        raise
    click.echo(f"{folder}: a new archive of {len(files)} files, called “{chosen.title}”.")
    _say_about_ci(folder, chosen)
    if not no_git_hook:
        _install_hook(folder)
    here = "" if folder.resolve() == Path.cwd() else f" {folder}"
    click.echo(
        f"  Its names begin with {base}."
        if base
        else "  Its names have no base yet: choose one before others link to it."
    )
    click.echo(f"Try:\n  acervo check{here}\n  acervo serve{here}\nThen read {folder / 'README.md'}.")


def _chosen(folder: Path, title: str | None, base: str, languages: tuple[str, ...]) -> NewArchive:
    from acervo.starting.contents import LANGUAGE, SPOKEN, NewArchive
    from acervo.starting.origin import requirement

    for language in languages:
        if not LANGUAGE.fullmatch(language):
            raise click.BadParameter(f"“{language}” is no language code. Write en, es, pl …", param_hint="--language")
    name = title if title is not None else folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
    name = name.strip()
    if not name or any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name):
        raise click.BadParameter("a title is one line of text.", param_hint="--title")
    return NewArchive(
        title=name,
        languages=tuple(dict.fromkeys(languages)) or SPOKEN,
        base=base,
        requirement=requirement(),
        place_in_repository=_place_in_repository(folder),
    )


def _place_in_repository(folder: Path) -> str:
    from acervo.corpus.git import GitError, work_tree

    try:
        top = work_tree(_existing(folder))
    except GitError:
        return "."
    place = folder.resolve()
    return place.relative_to(top.resolve()).as_posix() if top and place.is_relative_to(top.resolve()) else "."


def _existing(folder: Path) -> Path:
    place = folder.resolve()
    return next(above for above in (place, *place.parents) if above.is_dir())


def _say_about_ci(folder: Path, chosen: NewArchive) -> None:
    workflow = ".github/workflows/acervo.yml"
    if chosen.place_in_repository != ".":
        click.echo(f"  GitHub reads workflows at the top of a repository only: move {folder / '.github'} there.")
    if not chosen.requirement:
        click.echo(f"  For CI say in {workflow} where pip finds Acervo; this installation does not know.")


def _install_hook(folder: Path) -> None:
    from acervo.checking.commit_hook import ForeignHook, install
    from acervo.corpus.git import GitError, work_tree

    try:
        if work_tree(folder) is None:
            click.echo("  Not in a git work tree, so no commit hook; after `git init`: acervo hook install")
            return
        hook = install(folder)
    except (GitError, ForeignHook, OSError) as error:
        click.echo(f"  No commit hook: {error}")
    else:
        click.echo(f"  The commit hook checks what is staged: {hook.path}")
