"""The README's commands, run as they stand there."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest

from .conftest import COMMAND, ROOT

pytestmark = pytest.mark.slow

BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
LINES = [shlex.join(shlex.split(line, comments=True)) for block in BLOCKS for line in block.splitlines()]


def run(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_there_are_commands_to_run():
    """A README in another layout would leave this file with nothing to do."""
    assert {"make", "curl", ".venv/bin/acervo"} == {line.split()[0] for line in LINES}


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("curl ")])
def test_a_query_of_the_readme_is_answered(line, shipped):
    """Who came to the first battle, with the sentence that says so."""
    asked = run(line.replace("http://127.0.0.1:8000", shipped.address))
    header, *rows = asked.stdout.splitlines()

    assert (0, "source,participant,name,section,paragraph,sentence,passage") == (asked.returncode, header)
    assert rows


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith(".venv/bin/acervo ")])
def test_a_command_of_the_readme_ends_well(line):
    """With this environment's own acervo."""
    ended = run(line.replace(".venv/bin/acervo", shlex.join(COMMAND), 1))

    assert (0, "") == (ended.returncode, ended.stderr)
    assert ended.stdout


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make ")])
def test_a_target_of_the_readme_is_there(line):
    """What each does is tried by CI, which calls them."""
    assert 0 == run(line.replace("make ", "make --dry-run ", 1)).returncode
