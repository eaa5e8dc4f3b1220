"""A server while its files are saved, and while it is stopped."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from .conftest import ARCHIVES, ENDLESS, Server, processes_below, serving

pytestmark = pytest.mark.slow
CLAIMS = "data/sources/chronicle/claims-strike.ttl"
LONG = "SELECT ?a ?b ?c ?d { ?a a ?b . ?c a ?d } LIMIT 200000"
NOTED = "SELECT ?note { :seen <http://www.w3.org/2004/02/skos/core#editorialNote> ?note }"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A copy of the small archive, to save into."""
    return Path(
        shutil.copytree(ARCHIVES / "lenin-shipyard", tmp_path / "archive", ignore=shutil.ignore_patterns(".acervo"))
    )


@pytest.fixture
def watched(archive: Path, tmp_path: Path) -> Iterator[Server]:
    with serving(archive, tmp_path / "stderr", "--watch") as server:
        yield server


def note(archive: Path, text: str) -> None:
    """Save a file with one remark, as an editor does: beside it first, then in its place."""
    file = archive / "data" / "seen.ttl"
    draft = file.with_suffix(".tmp")
    draft.write_text(
        "@prefix : <https://example.org/gdansk/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f':seen\n    a mov:Place ;\n    skos:editorialNote "{text}"@en ;\n    skos:prefLabel "Seen"@en ;\n.\n',
        encoding="utf-8",
    )
    draft.replace(file)


def health(server: Server) -> dict:
    return httpx.get(f"{server.address}/health", timeout=30).json()


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until *holds*; a test that waits for ever has failed long before."""
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError(f"it never came about that {what}")


def notes(server: Server) -> list[str]:
    answer = httpx.get(server.sparql, params={"query": server.prefixed(NOTED)}, timeout=30)
    assert 200 == answer.status_code, answer.text
    return [row["note"]["value"] for row in answer.json()["results"]["bindings"]]


def test_a_save_is_served_without_a_restart(watched, archive):
    """A new file, a changed one, one that is gone, one in a folder that was not there."""
    first = health(watched)["edition"]
    note(archive, "one")
    until(lambda: notes(watched) == ["one"], "the new file is served")
    note(archive, "two")
    until(lambda: notes(watched) == ["two"], "the change is served")
    (archive / "data" / "seen.ttl").unlink()
    until(lambda: notes(watched) == [], "the file is gone")
    until(lambda: health(watched)["edition"] == first, "the same files are the same edition")
    (archive / "queries" / "competency" / "deeper").mkdir(parents=True)
    kept = archive / "queries" / "competency" / "deeper" / "what-is-new.rq"
    kept.write_text("#+ summary: What is new\nSELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 1\n", encoding="utf-8")
    until(lambda: "What is new" in httpx.get(f"{watched.address}/queries").text, "the new question is shown")


@pytest.mark.long
def test_a_folder_that_comes_and_goes_is_watched(watched, archive):
    """As `git switch` does: a folder is no longer what it was."""
    shutil.move(archive / "queries", archive / "aside")
    until(lambda: "How many people struck" not in httpx.get(f"{watched.address}/queries").text, "questions are gone")
    shutil.move(archive / "aside", archive / "queries")
    until(lambda: "How many people struck" in httpx.get(f"{watched.address}/queries").text, "they are back")
    kept = archive / "queries" / "competency" / "what-is-new.rq"
    kept.write_text("#+ summary: What is new\nSELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 1\n", encoding="utf-8")
    until(lambda: "What is new" in httpx.get(f"{watched.address}/queries").text, "the new question is shown")


@pytest.mark.long
def test_a_save_is_served_where_nothing_can_be_kept(archive, tmp_path):
    """A container mounts the archive to be read; a file in the place of the folder for editions is as bad."""
    (archive / ".acervo").write_text("", encoding="utf-8")
    with serving(archive, tmp_path / "stderr", "--watch") as server:
        for text in ("one", "two"):
            note(archive, text)
            until(lambda text=text: notes(server) == [text], "the save is served")


@pytest.mark.long
def test_a_check_that_does_not_end_is_told_and_the_next_save_ends_it(watched, archive):
    """Who wrote the shape sees it at once; everybody else goes on asking."""
    shape = archive / "shapes" / "endless.ttl"
    shape.parent.mkdir(exist_ok=True)
    shape.write_text(ENDLESS, encoding="utf-8")
    until(lambda: health(watched)["failed_check"], "the check takes long")

    assert "goes on" in health(watched)["failed_check"]["message"]
    assert 200 == httpx.get(watched.sparql, params={"query": "ASK {}"}).status_code

    shape.unlink()
    note(archive, "mended")
    until(lambda: notes(watched) == ["mended"], "the next save is served")
    assert health(watched)["failed_check"] is None


@pytest.mark.long
def test_the_settings_are_read_again(watched, archive):
    """A title is no other edition, yet the pages say it; a limit counts from then on."""
    file = archive / "acervo.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        "query_max_bytes = 300\n" + re.sub(r"The shipyard strike", "The strike at the yard", text), encoding="utf-8"
    )
    until(lambda: "The strike at the yard" in httpx.get(f"{watched.address}/").text, "the title is shown")

    assert 413 == httpx.get(watched.sparql, params={"query": f"ASK {{}} # {'x' * 300}"}).status_code


@pytest.mark.long
def test_a_new_warning_is_told_where_the_edition_is(watched, archive):
    """Who watches need not run the check besides; what was there before is only counted."""

    def told() -> list[str]:
        lines: list[str] = []
        assert watched.process.stdout is not None
        for line in watched.process.stdout:
            lines.append(line)
            if line.startswith("Edition "):
                return lines
        return lines

    note(archive, "one")
    first = told()
    note(archive, "two")
    second = told()

    assert any(line.startswith("data/seen.ttl:") and "warning Thing-name-in-spanish" in line for line in first)
    assert " warning" in first[-1]
    assert f"(acervo check {archive})" in first[-1]
    assert 1 == len(second)


def test_a_save_with_a_violation_leaves_the_last_good_edition(watched, archive, tmp_path):
    """The terminal, `/health` and every page say which file, and the next good save is served."""
    first = health(watched)["edition"]
    good = (archive / CLAIMS).read_text(encoding="utf-8")
    bad = good.replace("mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    assert good != bad
    (archive / CLAIMS).write_text(bad, encoding="utf-8")
    until(lambda: health(watched)["status"] == "stale", "the violation is found")
    told = health(watched)
    page = httpx.get(f"{watched.address}/", headers={"Accept": "text/html"}).text

    assert (first, True) == (told["edition"], told["ready"])
    assert (CLAIMS, 1) == (told["failed_check"]["path"], told["failed_check"]["violations"])
    assert f"{CLAIMS}:" in page
    assert "This is the last good edition." in page
    assert [] == notes(watched)
    since = told["failed_check"]["since"]
    (archive / CLAIMS).write_text(f"{bad}\nnonsense", encoding="utf-8")
    until(lambda: "nonsense" in json.dumps(health(watched)["failed_check"]), "the newer fault is told")
    assert since == health(watched)["failed_check"]["since"]
    (archive / CLAIMS).write_text(good, encoding="utf-8")
    until(lambda: health(watched)["status"] == "ok", "the mended file is served")
    assert "last good edition" not in httpx.get(f"{watched.address}/").text
    said = (tmp_path / "stderr").read_text(encoding="utf-8")
    assert "Claim-has-passage" in said
    assert f"acervo: not served: 1 violation. Edition {first[:12]} stays." in said


@pytest.mark.long
@pytest.mark.parametrize(("name", "text"), [("acervo.toml", "base ="), ("data/twice.nt", ""), ("acervo.toml", None)])
def test_what_cannot_be_read_at_all_leaves_the_last_good_edition(watched, archive, name, text):
    """Settings that are no TOML, two files for one graph, no settings at all."""
    (archive / "data" / "twice.ttl").write_text("", encoding="utf-8")
    file = archive / name
    before = file.read_text(encoding="utf-8") if file.exists() else None
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    until(lambda: health(watched)["status"] == "stale", "the fault is found")

    assert health(watched)["ready"]
    told = health(watched)["failed_check"]
    assert told["violations"] is None
    assert (1 if text else None) == told["line"]
    assert [] == notes(watched)
    if before is None:
        file.unlink()
    else:
        file.write_text(before, encoding="utf-8")
    until(lambda: health(watched)["status"] == "ok", "what is mended is served")


@pytest.mark.long
def test_no_request_fails_while_editions_come_and_go(watched, archive):
    """Many clients ask all the while; each answer is whole and of one edition."""
    over = threading.Event()
    seen: set[str] = set()

    def ask(number: int) -> int:
        asked = 0
        with httpx.Client(timeout=60) as client:
            while not over.is_set():
                if number % 4 == 0:
                    answer = client.get(f"{watched.address}/", headers={"Accept": "text/html"})
                    assert "</html>" in answer.text
                elif number % 4 == 1:
                    query = f"SELECT ?a ?b {{ ?a a ?b }} LIMIT {2000 + asked}"
                    answer = client.get(watched.sparql, params={"query": query})
                    assert answer.json()["results"]["bindings"]
                else:
                    query = watched.prefixed(f"{NOTED} # {asked}")
                    answer = client.get(watched.sparql, params={"query": query})
                    seen.update(row["note"]["value"] for row in answer.json()["results"]["bindings"])
                assert 200 == answer.status_code, answer.text
                asked += 1
        return asked

    with ThreadPoolExecutor(12) as clients:
        asking = [clients.submit(ask, number) for number in range(12)]
        try:
            for number in range(4):
                note(archive, f"save {number}")
                until(lambda number=number: f"save {number}" in seen or any(one.done() for one in asking), "it swaps")
        finally:
            over.set()
        asked = [one.result() for one in asking]

    assert {f"save {number}" for number in range(4)} == seen
    assert all(asked)
    figures = httpx.get(f"{watched.address}/metrics").text
    assert "acervo_edition_swaps_total 4\n" in figures


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Reader:
    """A client that begins to read a long answer and takes its time."""

    def __init__(self, server: Server):
        place = urlsplit(server.address)
        self.socket = socket.create_connection((place.hostname, place.port), timeout=60)
        request = f"GET /sparql?query={quote(LONG)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
        self.socket.sendall(request.encode())
        self.read = self.socket.recv(1000)
        assert self.read.startswith(b"HTTP/1.1 200")

    def rest(self) -> bytes:
        try:
            while part := self.socket.recv(1 << 20):
                self.read += part
        except ConnectionResetError:
            pass
        return self.read


def test_what_is_under_way_may_end_when_the_server_is_stopped(archive, tmp_path):
    """SIGTERM drains: no new client, the answer to its last byte, exit code 0, no process left."""
    with serving(archive, tmp_path / "stderr", "--drain-timeout-s", "60") as server:
        processes = processes_below(server.process.pid)
        assert processes
        reader = Reader(server)
        server.process.send_signal(signal.SIGTERM)
        until(lambda: refuses(server), "no new client comes in")
        assert server.process.poll() is None
        answer = reader.rest()
        assert answer.endswith(b"0\r\n\r\n")
        assert 0 == server.process.wait(timeout=30)
    until(lambda: not any(map(is_there, processes)), "no process is left")


def refuses(server: Server) -> bool:
    place = urlsplit(server.address)
    try:
        socket.create_connection((place.hostname, place.port), timeout=5).close()
    except OSError:
        return True
    return False


def test_what_does_not_end_in_time_is_broken_off_in_plain_sight(archive, tmp_path):
    """Nobody takes the part for the whole; exit code 0, no process left."""
    with serving(archive, tmp_path / "stderr", "--drain-timeout-s", "0.5") as server:
        processes = processes_below(server.process.pid)
        reader = Reader(server)
        server.process.send_signal(signal.SIGTERM)
        assert 0 == server.process.wait(timeout=30)
        assert not reader.rest().endswith(b"0\r\n\r\n")
    until(lambda: not any(map(is_there, processes)), "no process is left")


def test_a_second_ctrl_c_ends_at_once(archive, tmp_path):
    """Who asks twice does not want to wait for others; the grace here is longer than the test."""
    with serving(archive, tmp_path / "stderr", "--drain-timeout-s", "3600") as server:
        processes = processes_below(server.process.pid)
        reader = Reader(server)
        server.process.send_signal(signal.SIGINT)
        until(lambda: refuses(server), "no new client comes in")
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        assert 0 == server.process.wait(timeout=30)
        reader.rest()
    until(lambda: not any(map(is_there, processes)), "no process is left")


def test_a_stop_in_the_middle_of_a_check_leaves_nothing_behind(archive, tmp_path):
    """The check beside the server ends with it."""
    with serving(archive, tmp_path / "stderr", "--watch") as server:
        idle = processes_below(server.process.pid)
        note(archive, "late")
        until(lambda: processes_below(server.process.pid) - idle, "the check begins")
        processes = processes_below(server.process.pid)
    until(lambda: not any(map(is_there, processes)), "no process is left")


def test_a_server_that_is_killed_leaves_no_process(archive, tmp_path):
    """Nobody can clean up after SIGKILL; the others notice by themselves."""
    serve = serving(archive, tmp_path / "stderr")
    server = serve.__enter__()
    processes = processes_below(server.process.pid)
    server.process.kill()
    server.process.wait()
    until(lambda: not any(map(is_there, processes)), "no process is left")


def test_the_logs_go_to_standard_error_when_asked_for(archive, tmp_path):
    """One line of JSON each, with the id that the answer carries."""
    log = tmp_path / "stderr"
    with serving(archive, log, "--access-log", "--slow-query-log", "--slow-after-s", "0.001") as server:
        answer = httpx.get(server.sparql, params={"query": "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d }"}, timeout=30)
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]

    assert {"slow-query", "request"} == {one["event"] for one in told}
    # What the server asks by itself, to have it ready, has none.
    assert {answer.headers["acervo-query-id"]} == {one["id"] for one in told} - {""}


def test_flag_environment_and_file_in_this_order(archive, tmp_path, monkeypatch):
    """As the reference says."""
    file = archive / "acervo.toml"
    file.write_text("query_max_depth = 5\nquery_max_bytes = 99\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("ACERVO_QUERY_MAX_BYTES", "500")
    monkeypatch.setenv("ACERVO_QUERY_MAX_DEPTH", "6")
    with serving(archive, tmp_path / "stderr", "--query-max-depth", "7") as server:
        for depth, status in ((6, 200), (8, 400)):
            query = "ASK " + "{" * depth + "}" * depth
            assert status == httpx.get(server.sparql, params={"query": query}, timeout=30).status_code
        assert 200 == httpx.get(server.sparql, params={"query": f"ASK {{}} # {'x' * 200}"}).status_code
        assert 413 == httpx.get(server.sparql, params={"query": f"ASK {{}} # {'x' * 500}"}).status_code
