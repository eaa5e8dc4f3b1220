"""Clients that say nothing, say it drop by drop, say too much, come in thousands, or take nothing."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from .conftest import Besieged, asking, everything, problem, request, status_of, until

pytestmark = pytest.mark.slow
FLOWING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def drops(besieged: Besieged, begin: bytes, drop: bytes) -> bytes:
    """What the server says to a client that never comes to an end."""
    with besieged.connect() as connection:
        connection.sendall(begin)
        connection.settimeout(0.1)
        answer = b""
        for _ in range(200):
            try:
                connection.sendall(drop)
                part = connection.recv(65536)
                if not part:
                    return answer
                answer += part
            except TimeoutError:
                continue
            except OSError:
                return answer
    raise AssertionError("the server listens for ever")


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"G", b""),
        (b"GET /", b"a"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"a: b\r\n"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: ", b"a"),
        (b"", b"\r\n"),
        (request("/health/live"), b"\r\n"),
    ],
    ids=["nothing more", "address", "headers", "one header", "empty lines", "empty lines after a request"],
)
def test_a_head_that_does_not_come_is_not_waited_for(besieged, begin, drop):
    """A few bytes a second would hold a connection for ever."""
    answer = drops(besieged, begin, drop)
    answer = answer[answer.rindex(b"HTTP/1.1 ") :]

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "head_timeout_s" == problem(answer)["limit"]


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 1000\r\nContent-Type: application/sparql-query",
        "Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded",
        "Content-Length: 1000\r\nContent-Type: application/sparql-query\r\nExpect: 100-continue",
    ],
)
def test_a_body_that_does_not_come_is_not_waited_for(besieged, head):
    """Nor one of which a byte comes now and then."""
    drop = b"1\r\na\r\n" if "chunked" in head else b"a"
    answer = drops(besieged, f"POST /sparql HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode(), drop)
    answer = answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "body_timeout_s" == problem(answer)["limit"]


def test_a_body_that_nobody_waits_for_ends_the_connection_without_a_word(besieged):
    """The answer is there already; another would be taken for that to the next request."""
    answer = drops(besieged, b"GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"a")

    assert 1 == answer.count(b"HTTP/1.1 ")
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_a_connection_that_says_nothing_is_closed(besieged):
    """Before the first request as well as after it."""
    with besieged.connect() as silent, besieged.connect() as satisfied:
        satisfied.sendall(request("/health/live"))
        assert 200 == status_of(satisfied)
        assert b"" == everything(silent)
        assert b"" == everything(satisfied)


def test_a_connection_in_use_is_not_closed(besieged):
    """A client that asks once a second keeps it for longer than any of the limits."""
    with besieged.connect() as connection:
        for _ in range(8):
            connection.sendall(request("/health/live"))
            assert 200 == status_of(connection)
            time.sleep(0.7)


def test_an_answer_that_takes_longer_than_a_request_may_is_given(besieged):
    """The limits are on what the client sends; beside it half of the next request waits without harm."""
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with besieged.connect() as connection:
        connection.sendall(asking(query) + b"GET /health/live HTTP/1.1\r\n")
        assert 504 == status_of(connection)
        connection.sendall(b"Host: x\r\n\r\n")
        assert 200 == status_of(connection)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /" + b"a" * 2_000_000, 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 100_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 2_000_000, 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 20_000 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 500_000, 431),
    ],
    ids=["address", "endless address", "header", "endless header", "headers", "endless headers"],
)
def test_a_head_beyond_its_length_is_refused(besieged, raw, status):
    """It would be held in memory until it is complete."""
    answer = besieged.sends(raw)

    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert "head_max_bytes" == problem(answer)["limit"]


def test_a_head_within_its_length_is_read(besieged):
    """Queries of some length come by GET."""
    assert 200 == besieged.get("/sparql", params={"query": "ASK {} # " + "x" * 60_000}).status_code


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n",
        b"GET / HTTP/0.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET /%00%ff%c0%af HTTP/1.0\r\n\r\n",
        b"GET //// HTTP/1.0\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.0\r\n\r\n",
        b"GET /static/../../app.py HTTP/1.0\r\n\r\n",
        b"GET /static/%2e%2e/app.py HTTP/1.0\r\n\r\n",
        b"GET /static/%00 HTTP/1.0\r\n\r\n",
        b"GET /static/" + b"a" * 5000 + b" HTTP/1.0\r\n\r\n",
        b"GET /page/" + b"%F0%9F%98%80" * 3000 + b" HTTP/1.0\r\n\r\n",
    ],
)
def test_what_is_no_proper_request_is_no_fault_of_ours(besieged, raw):
    """TLS on the wrong port, other protocols, smuggling, ways out of a folder."""
    answer = besieged.sends(raw)

    assert not answer.startswith(b"HTTP/1.1 5"), answer[:300]
    assert b"def create_app" not in answer
    assert b"root:" not in answer


def test_requests_heaped_up_on_one_connection_are_answered_in_turn(besieged):
    """And no more of them are read than can be held."""
    with besieged.connect() as connection:
        connection.sendall(request("/health/live") * 500 + request("/health/live", "Connection: close"))

        assert 501 == everything(connection).count(b"HTTP/1.1 200 ")


def test_requests_heaped_up_behind_a_slow_one_are_not_read(besieged):
    """Tens of megabytes of them wait on the client's side."""
    heap = request("/health/live") * 2000
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    sent = 0
    with besieged.connect() as connection:
        connection.sendall(asking(query))
        connection.settimeout(0.5)
        try:
            for _ in range(1000):
                sent += connection.send(heap)
        except TimeoutError:
            pass

    assert sent < 20_000_000


def test_a_client_that_takes_nothing_of_many_answers_is_left(besieged):
    """Each alone would fit into what the system holds for it; the answers to no query take no worker."""

    def goes_on(connection: socket.socket) -> bool:
        try:
            connection.send(request("/metrics") * 100)
        except TimeoutError:
            return True
        except OSError:
            return False
        return True

    with besieged.connect() as connection:
        connection.settimeout(0.2)
        until(lambda: not goes_on(connection), "the server closes")


def test_a_client_that_takes_nothing_of_a_long_answer_is_left(besieged):
    """The worker as well as the connection is let go."""
    with ExitStack() as stack:
        for _ in range(4):
            connection = stack.enter_context(besieged.connect())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(asking(FLOWING, "Accept: text/csv"))
        until(lambda: besieged.figure('acervo_workers{state="quick"}') > 0, "they run", 10)
        until(
            lambda: (
                besieged.figure('acervo_workers{state="quick"}') + besieged.figure('acervo_workers{state="slow"}') == 0
            ),
            "they are left",
        )


def test_one_address_has_so_many_connections_and_no_more(besieged):
    """Others still come in."""
    with ExitStack() as stack:
        for _ in range(300):
            stack.enter_context(besieged.connect())
        answer = everything(stack.enter_context(besieged.connect()))
        assert answer.startswith(b"HTTP/1.1 429 ")
        assert b"retry-after: 5\r\n" in answer
        assert "client_connections" == problem(answer)["limit"]
        other = stack.enter_context(socket.create_connection(besieged.place, 30, source_address=("127.0.0.2", 0)))
        other.sendall(request("/health/live", "Connection: close"))
        assert everything(other).startswith(b"HTTP/1.1 200 ")


def test_thousands_who_say_nothing_keep_nobody_out(besieged):
    """Whoever comes takes the place of the one that has been silent for longest."""
    with ExitStack() as stack:
        silent = [
            stack.enter_context(
                socket.create_connection(besieged.place, 30, source_address=(f"127.0.1.{number % 200 + 1}", 0))
            )
            for number in range(3000)
        ]
        assert besieged.answers()
        with ThreadPoolExecutor(8) as clients:
            assert all(clients.map(lambda _: besieged.answers(), range(40)))
        assert besieged.held().files < 1000
        for one in silent[:100]:
            assert b"" == everything(one)
