"""`acervo coverage`: what of each source is drawn on, and which passages nobody has accounted for."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from acervo.cli.status import Status
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from acervo.coverage.measuring import CoverageReport


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError

    try:
        archive = open_archive(context.params.get("folder") or Path("."))
    except AcervoError:
        return []
    places = [file.path.split("/") for file in archive.files if file.path.startswith("data/sources/")]
    slugs = [parts[2] for parts in places if len(parts) == 4 and parts[3] == "passages.ttl"]
    return [CompletionItem(slug) for slug in slugs if slug.startswith(incomplete)]


@click.command("coverage", short_help="Say what of each source is drawn on, and what is left.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))
@click.option("--source", "slug", metavar="SLUG", shell_complete=_complete, help="Only this source, such as river.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How to print the report; html is a page that stands alone.",
)
@click.option("--missing", is_flag=True, help="In text: list every passage that is not accounted for, and no tables.")
@click.option("--language", type=click.Choice(["en", "es"]), help="Language of the report.  [default: the terminal's]")
def command(folder: Path, slug: str | None, form: str, missing: bool, language: str | None) -> None:
    """
    Count, for each source of the archive at DIR and each of its sections, what its passages are drawn on for.

    A passage is accounted for by a claim, by an entry that it proves (a reference, a footnote, a contribution, a
    source), or by a reason for drawing nothing from it. Whatever is left is listed, with the next move.

    Exit code 0: every passage is accounted for. 1: some are not, or have both something drawn from them and a reason
    for drawing nothing. 2: could not tell, because files cannot be read, or a text has no passages.
    """
    from acervo.cli.editions import edition_of
    from acervo.corpus.archive import open_archive
    from acervo.coverage.measuring import measure

    archive = open_archive(folder)
    with Status("Building the edition") as status:
        edition = edition_of(archive, status)
    report = measure(edition, slug)
    spoken = language or terminal_language()
    if form == "json":
        from acervo.coverage.json_report import report as as_json

        click.echo(as_json(report, spoken))
    elif form == "html":
        from acervo.coverage.html_report import report as as_html

        title = archive.settings.in_language(archive.settings.title, spoken)
        click.echo(as_html(report, spoken, title), nl=False)
    else:
        from acervo.coverage.text_report import Telling
        from acervo.coverage.text_report import report as as_text

        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(as_text(report, Telling(spoken, in_colour(), width, missing)))
    raise SystemExit(_exit_code(report))


def _exit_code(report: CoverageReport) -> int:
    if report.findings:
        return 1
    # Nothing accounted for among nothing is no comfort.
    return 2 if report.unsegmented or not report.sources else 0
