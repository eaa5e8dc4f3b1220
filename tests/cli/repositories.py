"""A git repository to commit to, deaf to the settings of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest


class Repository:
    """A repository with a work tree; git speaks as the hook lets it."""

    def __init__(self, top: Path):
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=cwd or self.top, capture_output=True, text=True, timeout=300, check=False
        )

    def stage(self, *paths: str) -> None:
        assert 0 == self.git("add", "--", *(paths or ("."))).returncode

    def commit(self, *options: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return self.git("commit", "-q", "-m", "a change", *options, cwd=cwd)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.top / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """No global settings, no repository in the environment, a name to commit under."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A curator")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "curator@example.org")
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def repository(tmp_path: Path, plain_git: None) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "repository")
