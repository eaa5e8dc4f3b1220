"""What is kept of an edition's figures, and when it was changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from acervo.corpus.archive import Archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition, kept_on_disk
from acervo.edition.statistics import Statistics, statistics_of

from .conftest import BASE

COMMITTED = "2020-02-03T04:05:06+01:00"
PLACE = ':a a mov:Place ; skos:prefLabel "A" .'


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    """Runs git in the archive's folder, at a time of its own."""

    def run(*arguments: str) -> None:
        names = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "test@example.org")
        names |= {"GIT_AUTHOR_NAME": "Test", "GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_DATE": COMMITTED}
        subprocess.run(["git", *arguments], cwd=tmp_path / "archive", env={**os.environ, **names}, check=True)

    return run


def modified(archive: Archive) -> datetime:
    return datetime.fromisoformat(keep_edition(build_edition(read_archive(archive))).statistics().modified)


def test_what_is_committed_changed_when_it_was_committed(
    make: Callable[..., Archive], git: Callable[..., None], tmp_path: Path
) -> None:
    """In universal time. What stands beside the archive's files does not count."""
    archive = make(PLACE)
    git("init", "--quiet")
    git("add", "data", "acervo.toml")
    git("commit", "--quiet", "--message", "first")
    (tmp_path / "archive" / "notes.txt").write_text("changed", encoding="utf-8")

    assert datetime(2020, 2, 3, 3, 5, 6, tzinfo=UTC) == modified(archive)


@pytest.mark.parametrize("has_repository", [True, False])
def test_what_is_not_committed_changed_when_it_was_built(
    make: Callable[..., Archive], git: Callable[..., None], has_repository: bool
) -> None:
    """Git does not know."""
    before = datetime.now(UTC).replace(microsecond=0)
    archive = make(PLACE)
    if has_repository:
        git("init", "--quiet")

    assert before <= modified(archive) <= datetime.now(UTC)


def test_what_is_kept_is_what_was_counted(make: Callable[..., Archive]) -> None:
    """Also by who reads it from disk later; texts and numbers are what they were."""
    archive = make(PLACE + f'<{BASE}> <http://purl.org/dc/terms/title> "Ä\\n\\"title\\""@en .')
    edition = build_edition(read_archive(archive))
    kept = keep_edition(edition).statistics()
    again = kept_on_disk(archive)

    assert kept == statistics_of(edition.store, BASE, kept.modified, shares_triples=False)
    assert again is not None
    assert kept == again.statistics() == Statistics.from_json(kept.as_json())
    assert f'<{BASE}> <http://purl.org/dc/terms/title> "Ä\\n\\"title\\""@en .\n' == kept.said
    assert (f"{BASE}id/a",) == kept.examples


def test_an_edition_without_its_figures_is_built_again(make: Callable[..., Archive]) -> None:
    """Somebody cleaned up, or the disk was full."""
    archive = make(PLACE)
    kept = keep_edition(build_edition(read_archive(archive)))
    (kept.quads.parent / "statistics.json").unlink()

    assert kept_on_disk(archive) is None
