"""`acervo check`: is every file right?"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from acervo.cli.apart import apart
from acervo.cli.completion import complete_rules
from acervo.cli.status import Status
from acervo.cli.terminal import in_colour, terminal_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from acervo.checking.explaining import Explanation
    from acervo.checking.findings import CheckReport, Severity
    from acervo.checking.reporters import Telling
    from acervo.checking.validating import Engine
    from acervo.corpus.archive import Archive

_FORMS = ("text", "json", "sarif", "github", "junit", "turtle")


@click.command("check", short_help="Check syntax, shapes and lint; say what was examined.")
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
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@click.option(
    "--only",
    metavar="RULE|GROUP",
    multiple=True,
    shell_complete=complete_rules,
    help="Report only this rule or group (syntax, shacl, lint); several times for several.",
)
@click.option(
    "--skip",
    metavar="RULE|GROUP",
    multiple=True,
    shell_complete=complete_rules,
    help="Do not report this rule or group; several times for several.",
)
@click.option(
    "--changed",
    is_flag=True,
    help="Report on files that differ from the last commit, and violations in all files; shapes are asked only what "
    "the edits since the last such check may have changed.",
)
@click.option("--changed-since", metavar="REV", help="The same for files that differ from this commit of git.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Leave out the old debts that FILE lists, and say which of them are paid.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found to the baseline FILE, as old debts.")
@click.option("--fix", is_flag=True, help="First mend what cannot change a file's meaning: show a diff, ask, write.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--verbose", is_flag=True, help="In the text: every info, and how much each shape examined.")
@click.option(
    "--engine",
    type=click.Choice(["acervo", "pyshacl"]),
    default="acervo",
    show_default=True,
    help="Who asks the shapes: Acervo in bulk, pySHACL only about what is suspect; or pySHACL, with our repairs of its "
    "faults, about every node. The findings are the same.",
)
@click.option(
    "--timeout",
    "timeout_s",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="Give up after so long, with exit code 2.",
)
@click.option("--anew", is_flag=True, help="Check again, even if no file has changed since the last time.")
def command(
    places: tuple[Path, ...],
    language: str | None,
    severity: str,
    form: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    changed: bool,
    changed_since: str | None,
    baseline: Path | None,
    write_baseline: bool,
    fix: bool,
    yes: bool,
    verbose: bool,
    engine: Engine,
    timeout_s: float | None,
    anew: bool,
) -> None:
    """
    Check the archive at DIR and report on all of it; or report only on FILES, or on the files in one folder of it.

    Files are never checked alone: what one says may depend on another. A report on a part says how much it leaves out.
    The report of unchanged files is kept.

    Exit code 0: nothing wrong. 1: something is. 2: could not tell.
    """
    from acervo.checking.baseline import read_baseline, without_debts
    from acervo.checking.baseline import write_baseline as write
    from acervo.checking.changed import among, changed_files
    from acervo.checking.findings import SEVERITIES
    from acervo.checking.kept import check_once
    from acervo.checking.names import Selection
    from acervo.checking.reporters import tell
    from acervo.cli.mending import mend
    from acervo.cli.page_findings import with_pages
    from acervo.corpus.archive import open_archive

    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE, the file to write.")
    if yes and not fix:
        raise click.UsageError("--yes answers --fix, which was not given.")
    archive, files = _asked(places)
    selection = Selection(archive, only, skip)
    if form == "turtle" and not selection.groups & {"shacl"}:
        raise click.UsageError("--format turtle is the report of the shapes, which --only or --skip leave out.")
    since = changed_since or ("HEAD" if changed else None)
    different = None if since is None else changed_files(archive, since)
    wanted = files if different is None else different if files is None else files & different
    debts = read_baseline(baseline) if baseline is not None and not write_baseline else []
    if fix and mend(archive, wanted, yes, language or terminal_language()):
        archive = open_archive(archive.root)
    with Status("Checking") as status:
        report = apart(
            lambda: check_once(archive, status, anew=anew, engine=engine, stored=since is not None),
            timeout_s,
            lambda: status.step,
        )
    report = with_pages(report, archive)
    if baseline is not None and write_baseline:
        count = write(report.only(selection).findings, baseline)
        click.echo(f"{baseline}: {count:,} old debts written.", err=True)
        return
    narrowed = wanted is not None or bool(only or skip)
    report = without_debts(report, debts, tell_expired=not narrowed)
    if only or skip:
        report = report.only(selection, *(f"--only {name}" for name in only), *(f"--skip {name}" for name in skip))
    if files is not None:
        report = report.only(lambda finding: finding.path in files, _named(places))
    if different is not None:
        if not different:
            click.echo(f"acervo: no file of the archive differs from {changed_since or 'the last commit'}.", err=True)
        report = among(report, different, f"--changed-since {changed_since}" if changed_since else "--changed")
    bar = SEVERITIES[: next(n for n, known in enumerate(SEVERITIES, 1) if known == severity)]
    telling = _telling(archive, report, language, form, bar)
    telling = replace(telling, show_shapes=verbose, show_infos=verbose or severity == "info" or bool(only))
    click.echo(tell(form, report, telling))
    raise SystemExit(1 if any(finding.severity in bar for finding in report.findings) else 0)


def _asked(places: tuple[Path, ...]) -> tuple[Archive, frozenset[str] | None]:
    """The archive, and which of its files are named; None where it is asked about as a whole."""
    from acervo.corpus.archive import open_archive

    missing = [place for place in places if not place.exists()]
    if missing:
        raise click.UsageError(f"there is no file or folder {missing[0]}, seen from {Path.cwd()}.")
    folders = [place for place in places if place.is_dir()]
    if folders and len(places) > 1:
        others = ", ".join(str(place) for place in places if place not in folders[:1])
        raise click.UsageError(f"name one folder, or files of one archive: beside {folders[0]} there is {others}.")
    archive = open_archive(folders[0] if folders else places[0].parent if places else Path("."))
    if not places or (folders and folders[0].resolve() == archive.root.resolve()):
        return archive, None
    if not folders:
        return archive, frozenset(archive.relative(place) for place in places)
    return archive, archive.below(folders[0])


def _named(places: tuple[Path, ...]) -> str:
    return str(places[0]) if len(places) == 1 else f"{len(places)} files"


def _explainer(archive: Archive) -> Callable[[str], Explanation | None]:
    from acervo.checking.explaining import Explainer

    explainer = Explainer(archive)
    # A lint query that cannot be asked is no rule that could be explained.
    return lambda rule: explainer.explain(rule) if rule in explainer.groups else None


def _telling(
    archive: Archive,
    report: CheckReport,
    language: str | None,
    form: str,
    bar: tuple[Severity, ...],
) -> Telling:
    from acervo.checking.changed import prefix_in_git
    from acervo.checking.reporters import Telling
    from acervo.checking.sources import sources

    wide = form == "text" and sys.stdout.isatty()
    return Telling(
        language=language or terminal_language(),
        bar=bar,
        source=sources(archive),
        explain=_explainer(archive) if form == "sarif" else lambda rule: None,
        prefix=prefix_in_git(archive) if form in ("sarif", "github", "junit") else "",
        colour=in_colour(),
        width=shutil.get_terminal_size().columns if wide else None,
    )
