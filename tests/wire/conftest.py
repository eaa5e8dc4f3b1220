"""Real server processes on free ports, started as people start them and stopped as systemd stops them."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from acervo.corpus.archive import open_archive

ROOT = Path(__file__).resolve().parent.parent.parent
ARCHIVES = ROOT / "tests" / "archives"
COMMAND = (sys.executable, "-c", "from acervo.cli.main import main; main()")
#: A constraint whose query the engine would be at for hours, without a moment for Python.
ENDLESS = '''@prefix : <https://example.org/shapes#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

:Endless a sh:NodeShape ;
    sh:targetClass mov:Event ;
    sh:sparql [
        sh:message "Never."@en ;
        sh:select """SELECT $this { $this a ?x . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
            FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) + STRLEN(STR(?i)) < 0) }"""
    ] .
'''


@dataclass(frozen=True)
class Server:
    """One archive, served."""

    address: str
    base: str
    greeting: str
    process: subprocess.Popen[str]

    @property
    def sparql(self) -> str:
        return f"{self.address}/sparql"

    def prefixed(self, query: str) -> str:
        """*query* with the prefixes of the archive's entities and of the core."""
        return f"PREFIX : <{self.base}id/>\nPREFIX mov: <https://w3id.org/acervo/ns#>\n{query}"


def processes_below(pid: int) -> set[int]:
    """Live processes that *pid* began, and those that they began."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if facts[0] != "Z":
            parents[int(folder.name)] = int(facts[1])
    found = {pid}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


@contextmanager
def serving(folder: Path, log: Path, *options: str) -> Iterator[Server]:
    """
    Serve *folder* on a free port until the block ends; then stop it with SIGTERM, which must be a clean end.

    It is ready when it has printed its addresses.
    """
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*COMMAND, "serve", str(folder), "--port", "0", *options], stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    greeting = ""
    try:
        for line in process.stdout:
            greeting += line
            if line.startswith("Stop with"):
                break
        address = re.search(r"read\s+(http://\S+:\d+)/\n", greeting)
        assert address, f"no greeting; exit code {process.poll()}; {log.read_text(encoding='utf-8')}"
        yield Server(address[1], open_archive(folder).base, greeting, process)
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(timeout=30)
        said = log.read_text(encoding="utf-8")
        assert "Traceback" not in said
        assert said.endswith("Stopped.\n")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The archive that ships."""
    with serving(ROOT, tmp_path_factory.mktemp("shipped") / "stderr") as server:
        yield server


@pytest.fixture(scope="session")
def shipyard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A second archive of another subject, served without a change in the software."""
    folder = tmp_path_factory.mktemp("shipyard")
    copy = shutil.copytree(ARCHIVES / "lenin-shipyard", folder / "archive", ignore=shutil.ignore_patterns(".acervo"))
    with serving(copy, folder / "stderr") as server:
        yield server


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """A client that follows nothing and sends no Accept of its own."""
    with httpx.Client(timeout=60, headers={"Accept": "*/*"}) as client:
        yield client


Ask = Callable[..., list[dict[str, str]]]


@pytest.fixture
def ask(shipyard: Server, client: httpx.Client) -> Ask:
    """The rows of a query on the small archive, values only; other parameters of the protocol by name."""

    def rows(query: str, **parameters: list[str]) -> list[dict[str, str]]:
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        answer = client.get(shipyard.sparql, params={"query": shipyard.prefixed(query), **named})
        assert 200 == answer.status_code, answer.text
        bindings = answer.json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]

    return rows
