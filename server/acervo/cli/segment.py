"""`acervo segment`: cut a source's text into passages."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from acervo.evidence.segmenting import Run


@click.command("segment", short_help="Cut a source's text into passages.")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", "slug", required=True, metavar="SLUG", help="The source, as in data/sources/SLUG/.")
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("."),
    show_default="this folder",
    help="The archive.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, write nothing.")
def command(text: Path, slug: str, folder: Path, dry_run: bool) -> None:
    """
    Cut TEXT into passages and write data/sources/SLUG/passages.ttl.

    The file says where each sentence, heading, reference and sidebar field of TEXT stands, and its hash; never the
    sentence itself. Correct what is cut wrongly, and say who speaks, in boundaries.toml beside it, then run this again:
    passages that did not change keep their IRIs.

    Exit code 0: done. 1: claims name passages that are no more. 2: could not segment, or not look for such claims.
    """
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError
    from acervo.evidence.segmenting import segment_source

    try:
        archive = open_archive(folder)
        run = segment_source(text, slug, archive, dry_run=dry_run)
    except AcervoError as error:
        click.echo(f"acervo: {error}", err=True)
        raise SystemExit(2) from error
    _say(run, archive.base, dry_run)
    raise SystemExit(1 if run.orphans else 2 if run.unread else 0)


def _say(run: Run, base: str, dry_run: bool) -> None:
    naming = run.naming
    for warning in run.segmentation.warnings:
        click.echo(f"warning: {warning}", err=True)
    for name, place in naming.moved:
        click.echo(f"moved: :{name} (was {place})")
    for name, place, instead in naming.vanished:
        click.echo(f"vanished: :{name} (was {place})" + (f"; perhaps now :{instead}" if instead else ""))
    for use in run.orphans:
        click.echo(f"{use.path}: {_short(use.subject, base)} names {_short(use.passage, base)}, which is no more.")
    for error in run.unread:
        click.echo(f"{error} It was not searched for claims that lost their passage.", err=True)
    state = ("would be written" if dry_run else "written") if run.written else "unchanged"
    passages, sections = _count(run.segmentation.passages, "passage"), _count(run.segmentation.sections, "section")
    click.echo(
        f"{run.path}: {passages} in {sections}; "
        f"{naming.kept} kept ({len(naming.shifted)} of them at other offsets, {len(naming.moved)} moved), "
        f"{len(naming.new)} new, {len(naming.vanished)} vanished; {state}."
    )
    if run.orphans:
        click.echo("Give these claims the passage that now says the same, or correct boundaries.toml.", err=True)


def _count(things: Sized, name: str) -> str:
    return f"{len(things):,} {name if len(things) == 1 else f'{name}s'}"


def _short(iri: str, base: str) -> str:
    from acervo.namespaces import shorten

    return shorten(iri, base)
