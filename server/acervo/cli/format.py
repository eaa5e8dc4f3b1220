"""`acervo format`: set Turtle files in the house layout."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from acervo.cli.status import Status
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from acervo.cli.formatting import Outcome

_DASH: Final = Path("-")


@click.command("format", short_help="Set Turtle files in the house layout; comments and terms stay.")
@click.argument("places", metavar="[FILES or DIRS... | -]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; list the files that would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--sort", is_flag=True, help="Also sort directives, statements, predicates and objects.")
@click.option(
    "--language", type=click.Choice(["en", "es"]), help="Language of the messages.  [default: the terminal's]"
)
def command(places: tuple[Path, ...], only_check: bool, show_diff: bool, sort: bool, language: str | None) -> None:
    """
    Set FILES, and every .ttl file in DIRS, in the house layout; without any, the archive's four folders. With -,
    read standard input and write to standard output.

    Terms stay as they are written and comments where they are; without --sort nothing changes places. Whatever is
    written is read again first: where its graph, its terms or its comments differ from the file's, the file is left
    alone. Files are UTF-8; the layout has \\n at the end of each line (line ends within a string are part of it and
    stay) and no byte order mark. N-Triples files (.nt) are left alone.

    Exit code 0: done, or nothing to do. 1: with --check, a file would change. 2: a file could not be formatted, the
    others were.
    """
    from acervo.cli.formatting import Formatter

    formatter = Formatter(sort, language or terminal_language())
    write = not (only_check or show_diff)
    if _DASH in places:
        if len(places) > 1:
            raise click.UsageError("- stands alone: standard input is one file.")
        outcome = formatter.format_content(sys.stdin.buffer.read(), _DASH)
        if write and not outcome.failed:
            sys.stdout.buffer.write(outcome.new)
            sys.stdout.buffer.flush()
        else:
            _tell(outcome, show_diff, sort)
        raise SystemExit(_exit_code([outcome], only_check))
    missing = [place for place in places if not place.exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}.")
    outcomes = []
    with Status("Formatting") as status, _cycles_left_alone():
        for file in _files(places):
            status(str(file))
            outcomes.append(formatter.format_file(file, write))
            gc.collect(0)
    for outcome in outcomes:
        _tell(outcome, show_diff, sort)
    _sum_up(outcomes, written=write)
    raise SystemExit(_exit_code(outcomes, only_check))


@contextmanager
def _cycles_left_alone() -> Iterator[None]:
    # A file's tokens are many and all in use: looking among them for cycles to free takes half of the time.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """Each file once, however it was named."""
    from acervo.turtle.files import turtle_files

    seen = set()
    for place in places or _archive_folders():
        for file in turtle_files(place) if place.is_dir() else (place,):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _archive_folders() -> list[Path]:
    from acervo.corpus.archive import open_archive
    from acervo.corpus.core import FOLDERS

    root = os.path.relpath(open_archive(Path(".")).root)
    return [folder for name in FOLDERS if (folder := Path(root, name)).is_dir()]


def _tell(outcome: Outcome, show_diff: bool, sort: bool) -> None:
    from acervo.cli.line_diff import unified_diff

    for error in outcome.errors:
        click.echo(error, err=True)
    if outcome.changed and show_diff:
        old, new = outcome.old.decode("utf-8"), outcome.new.decode("utf-8")
        colour = in_colour()
        diff = unified_diff(old, new, outcome.name, same_order=not sort, colour=colour)
        click.echo(diff, nl=False, color=colour)
    elif outcome.changed:
        click.echo(outcome.name)


def _sum_up(outcomes: list[Outcome], written: bool) -> None:
    changed = sum(outcome.changed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    count = f"{len(outcomes):,} {'file' if len(outcomes) == 1 else 'files'}"
    if not outcomes:
        said = "No Turtle files here."
    elif changed:
        said = f"{changed:,} of {count} {'formatted' if written else 'would change'}."
    else:
        said = f"{count} looked at, nothing to change."
    click.echo(f"{said} {failed:,} could not be formatted." if failed else said, err=True)


def _exit_code(outcomes: list[Outcome], only_check: bool) -> int:
    if any(outcome.failed for outcome in outcomes):
        return 2
    return 1 if only_check and any(outcome.changed for outcome in outcomes) else 0
