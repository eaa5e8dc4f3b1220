"""Lookups over several connections at once: each is answered before the next, and counted once."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from acervo.bench.questions import Question
from acervo.bench.throughput import CONNECTIONS, throughput

QUESTION = Question("one", "", "", "SELECT ?a { ?_s ?b ?a }", tuple((f"<urn:{n}>",) for n in range(50)), ("s",))


@pytest.fixture
def server():
    """Answers with status 200 and remembers what it was asked; after `limit` questions it fails."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            told = self.rfile.read(int(self.headers["content-length"]))
            with self.server.lock:
                self.server.asked.append((self.client_address, unquote(told.decode())))
                fails = len(self.server.asked) > self.server.limit
            self.send_response(500 if fails else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def process_request(self, request, address):
            self.connected.release()
            super().process_request(request, address)

    server = Server(("127.0.0.1", 0), Handler)
    server.connected = threading.Semaphore(0)
    # The client leaves while answers are under way.
    server.handle_error = lambda request, address: None
    server.asked, server.lock, server.limit = [], threading.Lock(), 10**9
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def running(server) -> dict:
    return {"one": SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}/sparql")}


def test_what_is_counted_was_asked_over_so_many_connections_and_never_twice(server):
    """A client that counts more than it got would flatter everybody."""
    rates = throughput(QUESTION, running(server), seed=1, slices=1, slice_s=0.2, progress=lambda step: None)
    texts = [text for _, text in server.asked]

    assert set(CONNECTIONS) == rates.keys()
    # A connection that is closed as soon as its slice is up may never be read from; it was made all the same.
    assert all(server.connected.acquire(timeout=60) for _ in range(sum(CONNECTIONS)))
    assert not server.connected.acquire(blocking=False)
    assert len({place for place, _ in server.asked}) <= sum(CONNECTIONS)
    assert len(texts) == len(set(texts))
    assert all(re.search(r"\?b \?a \}\n# \d+\n#\d{9}$", text) for text in texts)
    # What was under way when the time was up is asked and not counted.
    counted = sum(by["one"].lookups for by in rates.values())
    assert 0 < counted <= len(texts) <= counted + sum(CONNECTIONS)
    assert all(0 < by["one"].client_share for by in rates.values())


def test_a_system_that_fails_has_no_figure(server):
    """Errors are no lookups."""
    server.limit = 5
    rates = throughput(QUESTION, running(server), seed=1, slices=1, slice_s=0.2, progress=lambda step: None)

    assert {} == {connections: by for connections, by in rates.items() if by}
