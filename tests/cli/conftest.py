"""The command as people run it, and a small archive to spoil."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from acervo.cli.main import main

from .repositories import plain_git, repository

__all__ = ["plain_git", "repository"]

ARCHIVES = Path(__file__).resolve().parent.parent / "archives"
COMMAND = (sys.executable, "-c", "from acervo.cli.main import main; main()")


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def acervo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `acervo` with some arguments, in this process: its imports are paid once."""
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["acervo", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        said = capfd.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0 if code is None else 1, said.out, said.err)

    return run


@pytest.fixture
def process() -> Run:
    """Run `acervo` in a process of its own, where what is imported and how it ends is its own too."""

    def run(*arguments: object, stdin: str | None = None, cwd: Path | None = None) -> Ended:
        ended = subprocess.run(
            [*COMMAND, *map(str, arguments)], input=stdin, cwd=cwd, capture_output=True, text=True, timeout=300
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run


@pytest.fixture
def shipyard(tmp_path: Path) -> Path:
    """A copy of the small archive, to change at will."""
    return Path(
        shutil.copytree(ARCHIVES / "lenin-shipyard", tmp_path / "shipyard", ignore=shutil.ignore_patterns(".acervo"))
    )


@pytest.fixture
def change(shipyard: Path) -> Callable[[str, str, str], None]:
    """Put one text for another in one file of the small archive."""

    def replace(path: str, old: str, new: str) -> None:
        file = shipyard / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
