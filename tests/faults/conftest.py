"""A real server under attack: what it holds is counted before and after, and after each attack it must be as before."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from wire.conftest import ARCHIVES, Server, processes_below, serving

LOOKUP = "SELECT ?label { :lenin-shipyard-strike-1980 <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"
#: Small, so that each limit is met soon.
OPTIONS = (
    *("--query-timeout-s", "3"),
    *("--query-memory-mb", "200"),
    *("--answer-max-bytes", "20000000"),
    *("--stalled-timeout-s", "2"),
    *("--idle-timeout-s", "2"),
    *("--head-timeout-s", "1"),
    *("--body-timeout-s", "1"),
    *("--client-connections", "300"),
    *("--connections", "400"),
    *("--slow-queries", "4"),
)
#: What the server may keep of an attack: pools of the allocator, figures, code that is run for the first time.
KEPT_MB = 60


@dataclass(frozen=True)
class Held:
    """What a server holds of the system."""

    files: int
    threads: int
    memory_mb: int
    processes: int
    temporary: int

    @property
    def clients(self) -> int:
        """Files that are none of the three that each worker takes."""
        return self.files - 3 * self.processes


@dataclass
class Besieged:
    """A server under attack."""

    server: Server
    log: Path
    temporary: Path

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port

    @property
    def pid(self) -> int:
        return self.server.process.pid

    @property
    def processes(self) -> set[int]:
        return processes_below(self.pid)

    @property
    def zygote(self) -> int:
        """The process that is forked from, which alone is the server's own child."""
        (zygote,) = (
            one
            for one in self.processes
            if Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[1] == str(self.pid)
        )
        return zygote

    def held(self) -> Held:
        status = Path(f"/proc/{self.pid}/status").read_text()
        number = {name: int(value) for name, value in re.findall(r"(\w+):\s+(\d+)", status)}
        return Held(
            files=len(os.listdir(f"/proc/{self.pid}/fd")),
            threads=number["Threads"],
            memory_mb=number["VmRSS"] // 1024,
            processes=len(self.processes),
            temporary=len(list(self.temporary.iterdir())),
        )

    def connect(self, timeout: float = 30) -> socket.socket:
        return socket.create_connection(self.place, timeout=timeout)

    def sends(self, raw: bytes, timeout: float = 30) -> bytes:
        """All that is answered to *raw*, until the server closes."""
        with self.connect(timeout) as connection:
            with suppress(OSError):
                connection.sendall(raw)
            return everything(connection)

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", **{"timeout": 60, **options})

    def ask(self, query: str, **options: object) -> httpx.Response:
        """*query* by POST, which is not bound by the length of addresses."""
        headers = {"Content-Type": "application/sparql-query", "Accept": "*/*"}
        return httpx.post(f"{self.address}/sparql", content=query.encode(), headers=headers, timeout=60, **options)

    def answers(self) -> bool:
        """Whether a lookup that nobody has asked before is answered."""
        text = self.server.prefixed(f"{LOOKUP} # {time.monotonic_ns()}")
        answer = self.ask(text)
        return answer.status_code == 200 and bool(answer.json()["results"]["bindings"])

    def figure(self, name: str) -> float:
        """One figure of `/metrics`, its labels included in *name*."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", self.get("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0


def everything(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while part := connection.recv(1 << 20):
            answer += part
    except ConnectionResetError:
        pass
    return answer


def status_of(connection: socket.socket) -> int:
    """The status of the next answer, which is read to its end."""
    response = HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status


def problem(answer: bytes) -> dict:
    """The problem document of a raw response."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head, answer[:500]
    return json.loads(body)


def request(path: str, *headers: str) -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: x", *headers, "", "")).encode()


def asking(query: str, *headers: str) -> bytes:
    return request(f"/sparql?query={quote(query)}", *headers)


def until(holds: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Wait until *holds*."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"it never came about that {what}"
        time.sleep(0.05)


def besieging(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Iterator[Besieged]:
    archive = shutil.copytree(ARCHIVES / "lenin-shipyard", folder / "archive", ignore=shutil.ignore_patterns(".acervo"))
    temporary = folder / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    log = folder / "stderr"
    with serving(archive, log, *options) as server:
        yield Besieged(server, log, temporary)
        assert server.process.poll() is None


@pytest.fixture(scope="session")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    """One server for every attack, so that what one leaves behind is found by the next."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield from besieging(tmp_path_factory.mktemp("fortress"), monkeypatch, *OPTIONS)


@pytest.fixture
def besieged(fortress: Besieged) -> Iterator[Besieged]:
    """The server; after the test it answers, holds no more than before, and never called anything its own mistake."""
    assert fortress.answers()
    before = fortress.held()
    yield fortress
    until(lambda: fortress.figure('acervo_workers{state="quick"}') == 0, "no query runs")
    until(lambda: fortress.figure('acervo_workers{state="slow"}') == 0, "no slow query runs")
    assert fortress.answers()
    # Connections end by themselves, and so do workers; a few of those stand in reserve.
    until(lambda: fortress.held().processes <= max(before.processes, 6), "processes are gone")
    until(lambda: fortress.held().clients <= before.clients + 4, "connections are closed")
    after = fortress.held()
    assert after.threads <= before.threads + 2
    assert after.memory_mb <= before.memory_mb + KEPT_MB
    assert after.temporary <= before.temporary
    assert 0 == fortress.get("/metrics").text.count('status="500"')
    said = fortress.log.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert "Exception" not in said
