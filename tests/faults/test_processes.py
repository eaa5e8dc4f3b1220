"""Processes that are killed, stopped or out of files; clients that leave; saves, one after the other, under load."""

from __future__ import annotations

import os
import resource
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest

from .conftest import OPTIONS, Besieged, asking, besieging, request, until

pytestmark = [pytest.mark.slow, pytest.mark.long]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOWING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NOTE = "SELECT ?note { :seen <http://www.w3.org/2004/02/skos/core#editorialNote> ?note }"


def running(besieged: Besieged) -> float:
    return sum(besieged.figure(f'acervo_workers{{state="{state}"}}') for state in ("quick", "slow"))


def signal_all(processes: set[int], number: signal.Signals) -> None:
    """One of them may end with another."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)


def reset(connection: socket.socket) -> None:
    """Leave as a process does that is killed: without a goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("signalled", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM], ids=str)
@pytest.mark.parametrize("victims", ["workers", "zygote", "all"])
def test_what_is_killed_in_the_middle_of_queries_is_replaced(besieged, victims, signalled):
    """Each client hears that there is no answer and when to come again; the next query is answered."""
    with ThreadPoolExecutor(4) as clients:
        asked = [clients.submit(besieged.ask, f"{ENDLESS} # {number}") for number in range(4)]
        until(lambda: running(besieged) == 4, "they run")
        zygote = besieged.zygote
        chosen = {"workers": besieged.processes - {zygote}, "zygote": {zygote}, "all": besieged.processes}[victims]
        signal_all(chosen, signalled)
        assert besieged.answers()
        statuses = {one.result().status_code for one in asked}

    assert statuses <= {503, 504}
    assert victims == "zygote" or 503 in statuses


@pytest.mark.parametrize("victims", ["workers", "zygote", "all"])
def test_what_is_stopped_is_waited_for_no_longer_than_a_query_may_take(besieged, victims):
    """A process that hangs (a debugger, a disk that does not answer) is ended and replaced."""
    zygote = besieged.zygote
    chosen = {"workers": besieged.processes - {zygote}, "zygote": {zygote}, "all": besieged.processes}[victims]
    signal_all(chosen, signal.SIGSTOP)
    with ThreadPoolExecutor(8) as clients:
        asked = [clients.submit(besieged.ask, f"ASK {{ ?a ?b {number} }}") for number in range(8)]
        statuses = {one.result().status_code for one in asked}
    until(besieged.answers, "lookups are answered", 60)
    signal_all(chosen & besieged.processes, signal.SIGCONT)

    assert statuses <= {200, 503, 504}


@pytest.mark.parametrize("how", ["goodbye", "reset"])
@pytest.mark.parametrize("when", ["before the answer", "in the middle", "with requests ahead", "half a request"])
def test_clients_that_leave_take_their_queries_with_them(besieged, when, how):
    """Nobody computes for somebody who has gone."""
    sent = {
        "before the answer": asking(ENDLESS),
        "in the middle": asking(FLOWING, "Accept: text/csv"),
        "with requests ahead": asking(FLOWING, "Accept: text/csv") + request("/metrics") * 20,
        "half a request": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 1000\r\n\r\nASK",
    }[when]
    for _ in range(5):
        connections = [besieged.connect() for _ in range(4)]
        for connection in connections:
            connection.sendall(sent)
        if when == "in the middle":
            assert all(connection.recv(1000) for connection in connections)
        elif when != "half a request":
            until(lambda: running(besieged) > 0, "they run", 10)
        for connection in connections:
            (reset if how == "reset" else socket.socket.close)(connection)
        until(lambda: running(besieged) == 0, "no query runs", 10)


def test_clients_that_leave_by_the_hundred_leave_nothing(besieged):
    """At every moment of a request."""

    def come_and_go(number: int) -> None:
        with besieged.connect() as connection:
            whole = asking(f"SELECT * {{ ?a ?b ?c }} LIMIT {number * 20 + 1}", "Accept: text/csv")
            connection.sendall(whole[: len(whole) - number % 7 * 10])
            if number % 3:
                connection.settimeout(number % 5 * 0.01 + 0.001)
                with suppress(TimeoutError):
                    connection.recv(100)
            if number % 2:
                reset(connection)

    with ThreadPoolExecutor(16) as clients:
        assert [None] * 600 == list(clients.map(come_and_go, range(600)))


def test_many_endless_queries_of_many_clients_leave_room_for_lookups(besieged):
    """Those for which there is no place are told so."""
    with ThreadPoolExecutor(40) as clients:
        asked = [clients.submit(besieged.ask, f"{ENDLESS} # {number}") for number in range(40)]
        until(lambda: running(besieged) > 0, "they run")
        assert all(besieged.answers() for _ in range(5))
        answers = [one.result() for one in asked]

    assert {answer.status_code for answer in answers} <= {429, 503, 504}
    assert {answer.json()["limit"] for answer in answers} <= {
        *("query_timeout_s", "slow_queries", "waiting_queries", "client_queries")
    }


@pytest.fixture
def few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Besieged]:
    """A server that may open 300 files, whatever it asks for."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    monkeypatch.setenv("ACERVO_CLIENT_CONNECTIONS", "0")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300)); "
        "from acervo.cli.main import main; main()"
    )
    monkeypatch.setattr("wire.conftest.COMMAND", (sys.executable, "-c", code))
    yield from besieging(tmp_path, monkeypatch, *OPTIONS)
    assert before == resource.getrlimit(resource.RLIMIT_NOFILE)


def test_where_the_system_gives_few_files_there_are_fewer_connections(few_files):
    """That is told at the start; a thousand silent clients keep nobody out, and every query finds a worker."""
    assert "75 connections at a time, not 400" in few_files.log.read_text(encoding="utf-8")
    with ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(few_files.connect())
        for _ in range(20):
            assert few_files.answers()
        assert few_files.ask(ENDLESS).status_code == 504
    assert few_files.answers()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Besieged]:
    yield from besieging(tmp_path, monkeypatch, "--watch", "--query-timeout-s", "120")


def save(archive: Path, text: str) -> None:
    draft = archive / "data" / "seen.tmp"
    draft.write_text(
        "@prefix : <https://example.org/gdansk/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f':seen\n    a mov:Place ;\n    skos:editorialNote "{text}"@en ;\n    skos:prefLabel "Seen"@en ;\n.\n',
        encoding="utf-8",
    )
    draft.replace(archive / "data" / "seen.ttl")


def test_saves_one_after_the_other_fail_no_request_and_leave_nothing(watched, tmp_path):
    """Eight clients ask all the while, some for answers that outlive an edition."""
    over = threading.Event()
    seen: set[str] = set()

    def ask(number: int) -> int:
        asked = 0
        with httpx.Client(timeout=60) as client:
            while not over.is_set():
                text = (
                    f"SELECT * {{ ?a ?b ?c . ?d a ?e }} LIMIT {20000 + asked}" if number == 0 else f"{NOTE} # {asked}"
                )
                query = watched.server.prefixed(text)
                answer = client.get(f"{watched.address}/sparql", params={"query": query})
                assert answer.status_code == 200, answer.text
                if number:
                    seen.update(row["note"]["value"] for row in answer.json()["results"]["bindings"])
                asked += 1
        return asked

    save(tmp_path / "archive", "first")
    before = watched.held()
    with ThreadPoolExecutor(8) as clients:
        asking_all: list[Future[int]] = [clients.submit(ask, number) for number in range(8)]
        try:
            for number in range(40):
                save(tmp_path / "archive", f"save {number}")
                time.sleep(0.25)
            until(lambda: "save 39" in seen or any(one.done() for one in asking_all), "the last save is served", 120)
        finally:
            over.set()
        assert all(one.result() for one in asking_all)
    until(lambda: watched.held().processes <= before.processes + 4, "the processes of old editions are gone")
    until(lambda: watched.held().clients <= before.clients + 6, "nothing is left open")
    assert watched.held().memory_mb <= before.memory_mb + 80
    assert "Traceback" not in watched.log.read_text(encoding="utf-8")
    assert len(list((tmp_path / "archive" / ".acervo" / "editions").iterdir())) < 20


def test_a_full_disk_leaves_the_edition_that_is_served(tmp_path, monkeypatch):
    """Files may not grow beyond a few kilobytes: no edition can be kept, and requests go on."""
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "from acervo.cli import watching; "
        "before = watching.prepare_beside\n"
        "async def full(*given):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "    return await before(*given)\n"
        "watching.prepare_beside = full\n"
        "from acervo.cli.main import main; main()"
    )
    monkeypatch.setattr("wire.conftest.COMMAND", (sys.executable, "-c", code))
    for watched in besieging(tmp_path, monkeypatch, "--watch"):
        first = watched.get("/health").json()
        save(tmp_path / "archive", "too much")
        until(lambda watched=watched: watched.get("/health").json()["status"] == "stale", "the fault is told", 60)
        told = watched.get("/health").json()
        assert told["edition"] == first["edition"]
        assert told["ready"]
        assert told["failed_check"]["message"]
        for _ in range(3):
            assert watched.answers()
