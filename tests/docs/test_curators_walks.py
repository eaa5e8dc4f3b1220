"""What curators are told about beginning an archive and checking each commit happens as the pages show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.repositories import plain_git

from .reading import ROOT, Block, blocks
from .session import Session, agrees

__all__ = ["plain_git"]
START = ROOT / "docs/how-to/start-an-archive.md"
CHECK = ROOT / "docs/how-to/check-before-commit.md"
CLAIMS = "oldbrook/data/sources/example/claims-assembly.ttl"
pytestmark = [pytest.mark.long, pytest.mark.usefixtures("plain_git")]


@pytest.fixture
def session(tmp_path: Path, plain_git: None) -> Iterator[Session]:
    session = Session(tmp_path)
    yield session
    session.close()


def test_an_archive_begins_as_the_how_to_says(session: Session):
    """Each command of the page, in its order."""
    typed = [one for block in blocks(START, "console") for one in session.type(block)]

    assert len(typed) > 5
    assert [] == [one for one in typed if not agrees(one[2], one[1])]


def test_a_commit_is_checked_as_the_how_to_says(session: Session, tmp_path: Path):
    """With a fault that somebody has staged and mended on disk only."""
    _type(
        session, "git init --quiet oldbrook", "acervo init oldbrook", "cd oldbrook", "git add .", "git commit -qm begin"
    )
    _type(session, "acervo hook uninstall")
    right = (tmp_path / CLAIMS).read_text(encoding="utf-8")
    (tmp_path / CLAIMS).write_text(right.replace("1984-05-05", "1984-05-05/1983"), encoding="utf-8")
    _type(session, "git add .")
    (tmp_path / CLAIMS).write_text(right, encoding="utf-8")
    typed = [one for block in blocks(CHECK, "console") for one in session.type(block)]

    assert 2 == len(typed)
    assert [] == [one for one in typed if not agrees(one[2], one[1])]


def _type(session: Session, *commands: str) -> None:
    session.type(Block(CHECK, 0, "console", "".join(f"$ {command}\n" for command in commands), None, False))
