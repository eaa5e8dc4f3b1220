"""A whole run on a small archive: servers start, answer, are compared, and leave nothing behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from acervo.bench import systems
from acervo.bench.generating import generate
from acervo.bench.report import report
from acervo.bench.serving import NothingRuns, Plan, measure
from acervo.cli.bench import command

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-c", "from acervo.cli.main import main; main()")


class Liar(systems.Acervo):
    """A peer that serves an archive in which one event has another name."""

    name = "oxigraph"
    program: ClassVar[str] = "acervo"

    def load(self) -> None:
        copy = shutil.copytree(self.dataset.archive, self.folder / "archive", ignore=shutil.ignore_patterns(".acervo"))
        for path in (copy / "data" / "events").glob("event-*.ttl"):
            path.write_text(re.sub(r'"[^"]*"@es', f'"{path.stem}"@es', path.read_text(encoding="utf-8")), "utf-8")
        self.dataset = systems.Dataset(copy, self.dataset.quads, self.dataset.triples)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "archive"
    generate(folder, 2000, seed=1)
    return folder


def processes_that_name(text: str) -> list[str]:
    if not Path("/proc").is_dir():
        pytest.skip("needs /proc, which tells what runs")
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if text in words and str(os.getpid()) != entry.parent.name:
            found.append(words)
    return found


@pytest.mark.long
def test_a_run_on_our_own_server_alone(small, tmp_path):
    """Every part that needs no peer, and the text that tells of it."""
    plan = Plan(["acervo"], (), repeat=1, seed=1, timeout_s=10, slices=1, slice_s=0.3)
    result = measure(small, tmp_path, plan, lambda step: None)
    told = report(result)

    assert [] == [one for one in result["questions"].values() if "failure" in one["systems"]["acervo"]]
    assert result == json.loads(json.dumps(result), object_hook=numbered)
    assert 0 == result["kept_answers_used"]
    assert {1, 4, 16} == result["throughput"].keys()
    assert all(by["acervo"]["per_second"] > 0 for by in result["throughput"].values())
    assert {0, 2, 8} == result["runaways"].keys()
    assert result["questions"].keys() == result["kept"]["p50_ms"].keys()
    assert result["systems"]["acervo"]["memory_after_mb"] > 10
    assert all(f"| {name} |" in told for name in result["questions"])
    assert [] == processes_that_name(str(small))


def numbered(told: dict) -> dict:
    """JSON has no keys but texts."""
    return {int(name) if name.isdecimal() else name: value for name, value in told.items()}


def test_equal_answers_are_exit_code_0_and_every_figure_is_written(small, tmp_path, monkeypatch):
    """What is not installed is named."""
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "figures.json"
    arguments = ["serve", "--archive", str(small), "--repeat", "1", "--slices", "0", "--json", str(file)]
    ended = CliRunner().invoke(command, [*arguments, "--queries", "ask,star", "--systems", "acervo,virtuoso"])

    assert 0 == ended.exit_code, ended.output
    assert "virtuoso is left out: not installed: virtuoso-t (Debian: virtuoso-opensource-7)" in ended.output
    assert {"ask", "star"} == json.loads(file.read_text(encoding="utf-8"))["questions"].keys()


@pytest.mark.long
def test_a_difference_is_told_and_is_exit_code_1(small, monkeypatch):
    """Being fast and wrong is no merit."""
    monkeypatch.setitem(systems.SYSTEMS, "oxigraph", Liar)
    arguments = ["serve", "--archive", str(small), "--repeat", "3", "--slices", "0", "--queries", "ask,star"]
    ended = CliRunner().invoke(command, [*arguments, "--systems", "acervo,oxigraph"])

    assert 1 == ended.exit_code, ended.output
    assert re.search(
        r"^- star, acervo and oxigraph: .* only in the second, such as .*event-", ended.output, re.MULTILINE
    )
    assert "- ask, acervo" not in ended.output


def test_nothing_to_measure_is_said_so(small, tmp_path, monkeypatch):
    """Rather than an empty table."""
    monkeypatch.setattr(systems.Virtuoso, "program", "no-such-program")
    with pytest.raises(NothingRuns, match="no-such-program"):
        measure(small, tmp_path, Plan(["virtuoso"], (), 1, 1, 1, 0), lambda step: None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_no_process_and_no_folder(small, tmp_path, number):
    """Ctrl-C, and what systemd or a shell script sends."""
    arguments = ["bench", "serve", "--archive", str(small), "--systems", "acervo", "--repeat", "10000"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [*COMMAND, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("round"):
            break
    assert processes_that_name(f"serve {small}")
    process.send_signal(number)
    assert 130 == process.wait(timeout=60)
    process.stderr.close()
    deadline = time.monotonic() + 10
    while processes_that_name(str(small)) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert [] == processes_that_name(str(small))
    assert [] == list(tmp_path.iterdir())


def test_generate_writes_and_says_how_much(tmp_path):
    """The command, with faults."""
    ended = CliRunner().invoke(command, ["generate", str(tmp_path / "new"), "--triples", "1500", "--faults", "0.05"])

    assert 0 == ended.exit_code, ended.output
    assert re.search(r"new: 1,5\d\d triples in [\d,]+ files, \d+ faults\.", ended.output)
    assert (tmp_path / "new" / "planted.json").is_file()


def test_an_unknown_system_is_refused_with_the_list_of_them():
    """As every option is."""
    ended = CliRunner().invoke(command, ["serve", "--systems", "acervo,jena"])

    assert 2 == ended.exit_code
    assert "jena: it knows acervo, oxigraph" in ended.output
