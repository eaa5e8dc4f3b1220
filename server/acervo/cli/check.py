"""`acervo check`: is every file right?"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from acervo.cli.status import Status


@click.command("check", short_help="Check syntax, then every shape; say what was examined.")
@click.argument("places", metavar="[DIR | FILES...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--language", type=click.Choice(["en", "es"]), help="Language of the messages.  [default: the terminal's]"
)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--anew", is_flag=True, help="Check again, even if no file has changed since the last time.")
def command(places: tuple[Path, ...], language: str | None, severity: str, form: str, anew: bool) -> None:
    """
    Check the archive at DIR, or only report what concerns FILES.

    Files are never checked alone: what one says may depend on another. The report of unchanged files is kept.

    Exit code 0: nothing wrong. 1: something is. 2: could not tell.
    """
    from acervo.checking.findings import SEVERITIES
    from acervo.checking.kept import check_once
    from acervo.checking.run import worst
    from acervo.checking.text_report import text_report
    from acervo.corpus.archive import open_archive

    missing = [place for place in places if not place.exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}.")
    folders = [place for place in places if place.is_dir()]
    if len(folders) > 1 or (folders and len(places) > 1):
        raise click.UsageError("name one folder, or files of one archive.")
    archive = open_archive(folders[0] if folders else places[0].parent if places else Path("."))
    files = frozenset(archive.relative(place) for place in places if place.is_file())
    with Status("Checking") as status:
        report = check_once(archive, status, anew=anew)
    if files:
        report = report.within(files)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        terminal_language = "es" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("es") else "en"
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        click.echo(text_report(report, language or terminal_language, colour, show_shapes=not files))
    bar = SEVERITIES[: SEVERITIES.index(severity) + 1]
    raise SystemExit(1 if worst(report, bar) else 0)
