"""`acervo evidence`: is every passage still where the archive says?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from acervo.evidence.verifying import SourceReport, Verdict

_STATUSES: tuple[Literal["verified", "moved", "missing", "untold"], ...] = ("verified", "moved", "missing", "untold")


@click.command("evidence", short_help="Verify every passage against the texts of the sources.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the texts that the sources name (mov:textFile). Without it nothing can be verified.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the result.",
)
def command(folder: Path, texts: Path | None, form: str) -> None:
    """
    Verify by hash that every passage of the archive at DIR stands in its source's text.

    Exit code 0: all verified. 1: some have moved or are missing. 2: could not tell, because texts are not at hand,
    files cannot be read, or there are no passages.
    """
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError
    from acervo.evidence.verifying import verify_passages

    try:
        archive = open_archive(folder)
        reports, errors = verify_passages(archive, texts)
    except AcervoError as error:
        click.echo(f"acervo: {error}", err=True)
        raise SystemExit(2) from error
    for unread in errors:
        click.echo(str(unread), err=True)
    click.echo(_as_json(reports) if form == "json" else _as_text(reports, archive.base, texts))
    total = {status: sum(report.count(status) for report in reports) for status in _STATUSES}
    untold = total["untold"] or errors or not reports
    raise SystemExit(1 if total["moved"] or total["missing"] else 2 if untold else 0)


def _as_text(reports: Sequence[SourceReport], base: str, texts: Path | None) -> str:
    from acervo.namespaces import shorten

    lines: list[str] = []
    for report in reports:
        name = shorten(report.source, base) if report.source else "passages without a source"
        if report.reason:
            lines.append(f"{name}: could not tell about {len(report.verdicts)} passages: {report.reason}.")
            continue
        lines.append(f"{name} ({report.text_file}): {_counts([report])}.")
        lines.extend(_describe(verdict, base) for verdict in report.verdicts if verdict.status != "verified")
    if not reports:
        lines.append("No source of this archive has passages; write them with: acervo segment TEXT --source SLUG")
    else:
        lines.append(f"{_counts(reports)} in {len(reports)} source{'s' * (len(reports) != 1)}.")
    if reports and texts is None:
        lines.append("Name the folder that holds the texts: acervo evidence --texts DIR")
    return "\n".join(lines)


def _counts(reports: Sequence[SourceReport]) -> str:
    total = {status: sum(report.count(status) for report in reports) for status in _STATUSES}
    untold = f", {total['untold']} could not be told" if total["untold"] else ""
    return f"{total['verified']} verified, {total['moved']} moved, {total['missing']} missing{untold}"


def _describe(verdict: Verdict, base: str) -> str:
    from acervo.namespaces import shorten

    name = shorten(verdict.passage, base)
    if verdict.status == "moved" and verdict.now:
        found = f"now at {verdict.now[0]}–{verdict.now[1]}, was at {verdict.start}–{verdict.end}"
    elif verdict.status == "missing":
        found = f"its stretch ({verdict.start}–{verdict.end}) is nowhere in the text"
    else:
        found = "it has no hash or no offsets"
    users = ", ".join(f"{shorten(use.subject, base)} ({use.path})" for use in verdict.used_by)
    return f"  {verdict.path}: {name} {verdict.status}: {found}" + (f"; used by {users}" if users else "")


def _as_json(reports: Sequence[SourceReport]) -> str:
    return json.dumps(
        {
            **{status: sum(report.count(status) for report in reports) for status in _STATUSES},
            "sources": [
                {
                    "source": report.source,
                    "textFile": report.text_file,
                    "reason": report.reason,
                    **{status: report.count(status) for status in _STATUSES},
                    "passages": [
                        {
                            "passage": verdict.passage,
                            "file": verdict.path,
                            "status": verdict.status,
                            "start": verdict.start,
                            "end": verdict.end,
                            "now": list(verdict.now) if verdict.now else None,
                            "usedBy": [{"claim": use.subject, "file": use.path} for use in verdict.used_by],
                        }
                        for verdict in report.verdicts
                        if verdict.status in ("moved", "missing") or (verdict.status == "untold" and not report.reason)
                    ],
                }
                for report in reports
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
