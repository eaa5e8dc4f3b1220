"""The benchmark of `acervo check` runs and tells what it should; how long things take is no matter for a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "check.py"
SHIPYARD = ROOT / "tests" / "archives" / "lenin-shipyard"


def benchmark(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ if path is None else {**os.environ, "PATH": path}
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def generated(size: int, seed: int) -> str:
    program = f"from generated import turtle; print(turtle({size}, {seed}), end='')"
    environment = {**os.environ, "PYTHONPATH": str(SCRIPT.parent), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment).stdout


@pytest.mark.long
def test_the_table_names_everything_that_was_timed(tmp_path):
    """The archive itself is never changed: the copy is, at each turn."""
    before = {file: file.read_bytes() for file in SHIPYARD.rglob("*") if file.is_file() and ".acervo" not in file.parts}
    table = tmp_path / "table.md"
    ended = benchmark("--archive", str(SHIPYARD), "--rounds", "1", "--megabytes", "0.02", "--output", str(table))

    assert 0 == ended.returncode, ended.stderr
    assert "" == ended.stdout
    lines = table.read_text(encoding="utf-8").splitlines()
    names = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]
    assert [
        "what",
        "`acervo check`, unchanged archive",
        "`acervo check`, one file of claims changed",
        "`acervo check --anew`",
        "`pyshacl`, same graph and shapes",
    ] == names[:5]
    assert {"Acervo's reader, with positions and comments", "RDFLib", "pyoxigraph"} <= set(names)
    assert 2 == sum(line.startswith("- ") for line in lines), "a verdict for each target"
    assert before == {file: file.read_bytes() for file in before}


@pytest.mark.long
def test_what_is_not_installed_is_left_out_and_said_to_be(tmp_path):
    ended = benchmark("--archive", str(SHIPYARD), "--rounds", "1", "--megabytes", "0.02", path=str(tmp_path))

    assert 0 == ended.returncode, ended.stderr
    assert "`rapper` is not installed here and was left out." in ended.stdout
    assert "`rapper -c`" not in ended.stdout


def test_an_archive_without_data_is_refused(tmp_path):
    (tmp_path / "acervo.toml").touch()
    ended = benchmark("--archive", str(tmp_path), "--rounds", "1")

    assert 2 == ended.returncode
    assert "benchmark: the archive has no Turtle in data/" in ended.stderr


def test_help_says_what_it_needs():
    ended = benchmark("--help")

    assert 0 == ended.returncode
    assert "raptor2-utils" in ended.stdout


def test_the_large_file_is_the_same_for_a_seed_and_is_turtle():
    first = generated(20_000, 7)

    assert first == generated(20_000, 7)
    assert first != generated(20_000, 8)
    assert 20_000 <= len(first.encode()) < 25_000
    assert len(list(ox.parse(first, format=ox.RdfFormat.TURTLE))) > 200
