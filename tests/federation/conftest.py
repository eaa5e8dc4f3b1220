"""An engine in this process, and an endpoint on this machine that answers what a test says."""

from __future__ import annotations

import asyncio
import json
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from acervo.engine.evaluation import answer
from acervo.engine.interface import Answer, Query
from acervo.federation.answering import Federation
from acervo.federation.searching import Search
from acervo.protocol.negotiation import types_of
from acervo.protocol.reading import outline
from acervo.search.building import build_index
from acervo.search.index import Index
from acervo.search.things import things_in
from acervo.settings import AllowedEndpoint, Settings

BASE = "http://example.org/"
DATA = """
@prefix : <http://example.org/> .
:a :p :b , :c ; :n 1 , 2.5 , "x" ; :l "y"@es-VE ; :q [ :p :b ] .
:b :p :c .
"""


class Endpoint:
    """Whoever asks it is remembered; what it says, *respond* decides."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.connections = 0
        self.status = 200
        self.headers = {"Content-Type": "application/sparql-results+json"}
        self.store = ox.Store()
        self.body: Callable[[str], bytes] = self._evaluated
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def setup(self) -> None:
                endpoint.connections += 1
                super().setup()

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                query = parse_qs(form).get("query", [form])[0]
                headers = {name.lower(): value for name, value in self.headers.items()}
                endpoint.asked.append({**headers, ":method": self.command, ":path": self.path, ":query": query})
                body = endpoint.body(query)
                self.send_response(endpoint.status)
                for name, value in endpoint.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(BrokenPipeError, ConnectionResetError):  # who asked may have left
                    self.wfile.write(body)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/sparql"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def _evaluated(self, query: str) -> bytes:
        return self.store.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b""

    def says(self, bindings: list[dict[str, Any]]) -> None:
        """Answer every query with these rows."""
        names = list(dict.fromkeys(name for row in bindings for name in row))
        body = json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()
        self.body = lambda query: body

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Engine:
    """The engine without its processes; what it was asked is remembered. Its own SERVICE reaches everywhere."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
        self.texts: list[str] = []

    def load(self, turtle: str) -> None:
        """More data."""
        self.store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)

    async def query(self, query: Query) -> Answer:
        self.texts.append(query.text)
        body = answer(self.store, BASE, query)

        async def parts():
            for start in range(0, len(body), 7):
                yield body[start : start + 7]

        return Answer(query.media_type, parts(), "edition")


class Archive:
    """An archive that allows the endpoints it is told, and what it answers."""

    def __init__(self, *allow: AllowedEndpoint, **limits: Any):
        self.engine = Engine()
        self.search = Search(BASE, lambda: self.index, "edition", ["en", "es"])
        self.settings = Settings(federation_allow=allow, **limits)

    @cached_property
    def index(self) -> Index:
        """Of what its own store has when somebody searches first."""
        # The index's own threads may still be putting something away.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            build_index(things_in(iter(self.engine.store), BASE), Path(folder))
            return Index(Path(folder))

    def body(self, text: str, media_type: str = "") -> bytes:
        told = outline(text, self.settings.query_max_depth, services=True)
        query = Query(text, told.form, media_type or next(iter(types_of(told.form))), told.has_dataset_clause)

        async def asked() -> bytes:
            found = await Federation(self.engine, self.settings, BASE, self.search).query(query)  # type: ignore[arg-type]
            return await found.body()

        return asyncio.run(asked())

    def rows(self, text: str) -> list[dict[str, str]]:
        bindings = json.loads(self.body(text))["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An endpoint that has the same data."""
    one = Endpoint()
    one.store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    yield one
    one.close()


@pytest.fixture
def stranger() -> Iterator[Endpoint]:
    """Another endpoint, which nobody may ask."""
    one = Endpoint()
    yield one
    one.close()


@pytest.fixture
def archive(endpoint: Endpoint) -> Archive:
    """It allows the endpoint and nobody else."""
    return Archive(AllowedEndpoint(endpoint.address, local=True))
