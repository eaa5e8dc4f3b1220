"""`acervo serve`: how it begins, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from acervo.checking.kept import check_once
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition

from .conftest import ARCHIVES, COMMAND

pytestmark = pytest.mark.slow
CLAIMS = "data/sources/chronicle/claims-strike.ttl"


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    """Start a server; whatever a test leaves running is ended."""
    running: list[subprocess.Popen[str]] = []

    def run(*arguments: object, code: str = COMMAND[-1]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "serve", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


def greeting_of(process: subprocess.Popen[str]) -> str:
    """What it prints until it is ready."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Stop with"):
            return said
    raise AssertionError(f"it ended: {process.communicate()}")


def address_of(greeting: str) -> str:
    found = re.search(r"read\s+(http://\S+)/\n", greeting)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive, checked and built once: its servers start at once."""
    folder = tmp_path_factory.mktemp("kept") / "shipyard"
    shutil.copytree(ARCHIVES / "lenin-shipyard", folder, ignore=shutil.ignore_patterns(".acervo"))
    archive = open_archive(folder)
    check_once(archive)
    keep_edition(build_edition(read_archive(archive)))
    return folder


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_is_stopped_without_a_word_of_complaint(start, kept, how):
    """Ctrl-C and a service manager end it alike: exit code 0."""
    process = start(kept, "--port", 0)
    greeting_of(process)
    process.send_signal(how)
    out, err = process.communicate(timeout=30)

    assert (0, "", "Stopped.\n") == (process.returncode, out, err)


def test_the_greeting_says_what_is_served_and_what_to_try(start, kept):
    """Title, edition, addresses, one query."""
    process = start(kept, "--port", 0)
    greeting = greeting_of(process)
    address = address_of(greeting)

    assert greeting.startswith("The shipyard strike: edition ")
    assert "no problems found" in greeting
    assert f"query  {address}/sparql\n" in greeting
    with urllib.request.urlopen(f"{address}/sparql?query=ASK%7B%7D", timeout=30) as answer:
        assert json.load(answer)["boolean"] is True


def test_an_empty_archive_is_served(start, tmp_path):
    """Everybody begins there."""
    (tmp_path / "acervo.toml").write_text("")
    process = start(tmp_path, "--port", 0)
    greeting = greeting_of(process)
    with urllib.request.urlopen(f"{address_of(greeting)}/", timeout=30) as answer:
        assert 200 == answer.status

    assert "--data-urlencode 'query=SELECT" in greeting


def test_a_taken_port_is_told_before_any_work_with_the_way_out(start, shipyard):
    """Exit code 2 and one sentence; nobody waits for a check first."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(shipyard, "--port", port)
        out, err = process.communicate(timeout=60)

    assert (2, "") == (process.returncode, out)
    assert f"acervo: port {port} is taken. Choose another: acervo serve {shipyard} --port {port + 1} " in err
    assert f"(or make serve DIR={shipyard} PORT={port + 1}).\n" in err
    assert 1 == len(err.splitlines())
    assert not (shipyard / ".acervo").exists()


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("serve",), "acervo serve --port {next} (or make serve PORT={next})."),
        (("serve", "."), "acervo serve --port {next} (or make serve PORT={next})."),
        (("serve", "../my archive"), "acervo serve '../my archive' --port {next} (or make serve 'DIR=../my archive' "),
        (("serve", "--host", "0.0.0.0"), "acervo serve --host 0.0.0.0 --port {next} (or make serve HOST=0.0.0.0 PORT="),
    ],
)
def test_the_way_out_of_a_taken_port_is_the_same_command(acervo, tmp_path, monkeypatch, arguments, advice):
    """Advice that serves another folder, or to another network, is worse than none."""
    (tmp_path / "my archive").mkdir()
    (tmp_path / "my archive" / "acervo.toml").write_text("")
    monkeypatch.chdir(tmp_path / "my archive")
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = acervo(*arguments, "--port", port)

    assert 2 == ended.code
    assert advice.format(next=port + 1) in ended.err


def test_a_host_that_is_not_ours_is_told(start, shipyard):
    """192.0.2.1 is an address of documentation, of no machine."""
    process = start(shipyard, "--host", "192.0.2.1", "--port", 0)
    out, err = process.communicate(timeout=60)

    assert (2, "") == (process.returncode, out)
    assert err.startswith("acervo: cannot listen at 192.0.2.1")
    assert 1 == len(err.splitlines())


def test_an_archive_with_violations_is_not_served(start, shipyard, change):
    """Exit code 1, the violation and one sentence; a wrong archive never answers."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    process = start(shipyard, "--port", 0)
    out, err = process.communicate(timeout=120)

    assert (1, "") == (process.returncode, out)
    assert f"{CLAIMS}:" in err.splitlines()[0]
    assert "Claim-has-passage" in err.splitlines()[0]
    assert err.splitlines()[-1].startswith("acervo: not served: 1 violation in ")


def test_an_archive_with_violations_is_refused_again_from_the_kept_report(start, shipyard, change):
    """A kept report of a wrong archive must not let it through."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    ended = []
    for _ in range(2):
        process = start(shipyard, "--port", 0)
        ended.append((*process.communicate(timeout=120), process.returncode))

    assert ended[0] == ended[1]
    assert 1 == ended[0][-1]


def test_a_folder_that_is_no_archive_is_not_served(start, tmp_path):
    """Exit code 2, one sentence."""
    process = start(tmp_path, "--port", 0)
    out, err = process.communicate(timeout=60)

    assert (2, "") == (process.returncode, out)
    assert "is not an archive" in err


TELLING = """
import os
import sys
from acervo.cli.main import main

os._exit = sys.exit  # a server leaves at once; this one has a word to say
try:
    main()
finally:
    print("pyshacl" in sys.modules, "rdflib" in sys.modules)
"""


def test_the_second_start_serves_what_is_kept(start, shipyard):
    """Unchanged files are neither checked nor built again: the checker is not even loaded."""
    loaded = []
    for _ in range(2):
        process = start(shipyard, "--port", 0, code=TELLING)
        greeting = greeting_of(process)
        with urllib.request.urlopen(f"{address_of(greeting)}/sparql?query=ASK%7B%7D", timeout=30) as answer:
            assert 200 == answer.status
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=30)
        loaded.append((process.returncode, out))

    assert [(0, "True True\n"), (0, "False False\n")] == loaded


def test_two_servers_start_on_one_archive(start, shipyard):
    """Each keeps its edition whole; neither trips over the other's files."""
    greetings = [greeting_of(process) for process in [start(shipyard, "--port", 0) for _ in range(2)]]

    assert 2 == len({address_of(greeting) for greeting in greetings})
